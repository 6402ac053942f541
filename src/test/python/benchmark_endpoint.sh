#!/usr/bin/env bash
# How busy a server of so many slots is kept: by a sequential client, by an asyncio client (aiohttp)
# and by an evaluation with five calls a problem; then the evaluation once more with faults, and how
# many of its answers differ from those without. The server accounts for its slots from the first
# call to the last answer; ramp is the time until they are first full, drain since they last were.
# CPU is user and system time of the client's process for each call, that of the evaluation without
# the start of the JVM and Spark, which a run of ten problems tells.
#
# Usage: src/test/python/benchmark_endpoint.sh [PROBLEMS] [SLOTS] [LATENCY_MS] [faults|nofaults]
# Needs Maven's wrapper and, in $PYTHON (default python3), aiohttp; without it that row is left out.
set -euo pipefail
cd "$(dirname "$0")/../../.."

problems=${1:-1000}
slots=${2:-64}
latency=${3:-200}
faults=${4:-faults}
python=${PYTHON:-python3}
maven=${MAVEN:-./mvnw}
export ECON_DRIVER_MEMORY=${ECON_DRIVER_MEMORY:-1500m}

# A build to be used as it is may be given by its launcher and its class path.
econ=${ECON:-jobs/econ}
classpath=${CLASSPATH_OF_TESTS:-}
if [[ -z $classpath ]]; then
  $maven -B -q -DskipTests -Dspotless.check.skip package dependency:build-classpath \
    -Dmdep.outputFile=target/benchmark.classpath -Dmdep.includeScope=test
  classpath="target/test-classes:target/classes:$(cat target/benchmark.classpath)"
fi

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

start_server() { # OPTIONS: sets url
  java -Xmx400m -cp "$classpath" org.econspark.llm.LoadServer --slots "$slots" \
    --latency-ms "$latency" "$@" >"$work/url" 2>"$work/server.log" &
  server=$!
  for _ in $(seq 600); do
    [[ -s $work/url ]] && break
    sleep 0.1
  done
  url=$(cat "$work/url")
}

stop_server() {
  kill "$server" && wait "$server" 2>/dev/null || true
  server=
}

reset() { curl -s -X POST "${url%/v1}/reset" >/dev/null; }

# NAME CPU_SECONDS: one row from the server's account
row() {
  curl -s "${url%/v1}/stats" | "$python" -c '
import json, sys
s = json.load(sys.stdin)
calls = max(1, s["answered"])
cpu = float(sys.argv[2])
print("%-22s %7d %9d %8.1f %8.1f %7.3f %7s %7s %9s" % (
    sys.argv[1], s["answered"], s["faulted"], s["seconds"],
    calls / max(1e-9, s["seconds"]), s["busy_share"],
    s.get("ramp_s", "-"), s.get("drain_s", "-"),
    "%.2f" % (1000 * cpu / calls) if cpu >= 0 else "-"))' "$1" "$2"
}

# LIMIT RUN_ID OPTIONS...: sets cpu to the CPU seconds of the process
evaluate() {
  local limit=$1 id=$2
  shift 2
  TIMEFORMAT='%U %S'
  { time "$econ" evaluate --data gsm8k="$work/problems.jsonl" --limit "$limit" --json \
    --method econ-fixed --no-cache --run-id "$id" --out "$work/runs" \
    --set llm.default.provider=openai --set llm.default.model=load \
    --set "llm.default.base-url=\"$url\"" --set 'llm.default.supports=[seed]' \
    --set "llm.default.max-concurrency=$((4 * slots))" "$@" \
    >"$work/$id.json" 2>"$work/$id.log"; } 2>"$work/time" || { cat "$work/$id.log" >&2; exit 1; }
  cpu=$(awk '{ print $1 + $2 }' "$work/time")
}

"$python" -c '
import json, sys
for i in range(int(sys.argv[1])):
    print(json.dumps({"question": "How many are %d and 3?" % i, "answer": "It is.\n#### 3"}))' \
  "$problems" >"$work/problems.jsonl"

echo "server: $slots slots, $latency ms; $problems problems; load average $(cut -d' ' -f1-3 /proc/loadavg)"
printf '%-22s %7s %9s %8s %8s %7s %7s %7s %9s\n' client answers faults seconds 'per s' busy 'ramp s' 'drain s' 'CPU ms'
start_server
few=$((problems < 20 ? problems : 20))
used=$("$python" src/test/python/benchmark_clients.py sequential "$url" "$few" 1)
row "sequential ($few)" "$("$python" -c 'import json,sys; print(json.loads(sys.argv[1])["cpu_s"])' "$used")"
if "$python" -c 'import aiohttp' 2>/dev/null; then
  reset
  used=$("$python" src/test/python/benchmark_clients.py asyncio "$url" "$problems" "$slots")
  row 'asyncio, aiohttp' "$("$python" -c 'import json,sys; print(json.loads(sys.argv[1])["cpu_s"])' "$used")"
fi
evaluate 10 start
start=$cpu
reset
evaluate "$problems" clean
row 'econ evaluate' "$(awk "BEGIN { print $cpu - $start }")"
stop_server

if [[ $faults == faults ]]; then
  start_server --rate-limited 0.10 --server-error 0.05 --malformed 0.02 --cut 0.02 --stall 0.01
  evaluate "$problems" faulty --set llm.default.timeout=5s
  row 'econ, with faults' "$(awk "BEGIN { print $cpu - $start }")"
  stop_server
  java -cp "$classpath" org.econspark.job.BenchmarkAnswers "$work/runs" clean faulty
fi
