#!/usr/bin/env bash
# Tokens per second of the Java decoder and of onnxruntime in Python: same model file, prompts,
# threads, session options and sampling. The two run in turn; the best of the rounds counts, since
# whatever else the machine does only takes away. Then an evaluation with econ-fixed, 100 problems of
# each miniature benchmark, and how many problems a second were played: from the first chunk's start
# to the last one's end, and from the start of the process to its end.
#
# Usage: src/test/python/benchmark_decoder.sh [MODEL_FOLDER] [THREADS] [BATCHES] [ROUNDS]
# Needs Maven's wrapper and, in $PYTHON (default python3), onnxruntime, numpy and tokenizers.
set -euo pipefail
cd "$(dirname "$0")/../../.."

model=${1:-src/main/resources/models/mini-m}
threads=${2:-2}
batches=${3:-1,8,32,64}
rounds=${4:-3}
python=${PYTHON:-python3}
maven=${MAVEN:-./mvnw}

$maven -B -q test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/benchmark.classpath -Dmdep.includeScope=test
options=(--model "$model" --prompts src/test/resources/benchmark/prompts.jsonl
  --threads "$threads" --batch "$batches")

work=$(mktemp -d)
lines=$work/lines
trap 'rm -rf "$work"' EXIT
for ((round = 1; round <= rounds; round++)); do
  java -Xmx1g -cp "target/test-classes:target/classes:$(cat target/benchmark.classpath)" \
    org.econspark.llm.BenchmarkDecoder "${options[@]}" | tee -a "$lines" >&2
  "$python" src/test/python/benchmark_onnxruntime.py "${options[@]}" | tee -a "$lines" >&2
done

echo "batch java_tokens_per_s python_tokens_per_s ratio"
awk '
  { if ($5 > best[$1, $3]) best[$1, $3] = $5; if (!seen[$3]++) order[++count] = $3 }
  END {
    for (i = 1; i <= count; i++) {
      b = order[i]
      printf "%5d %17d %19d %5.2f\n", b, best["java", b], best["python", b], best["java", b] / best["python", b]
    }
  }' "$lines"

start=$(date +%s.%N)
jobs/econ evaluate --method econ-fixed --run-id speed --out "$work/runs" >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; exit 1; }
end=$(date +%s.%N)
jobs/econ sql --runs "$work/runs" --json --query "
  SELECT count(*) AS problems,
    max(unix_micros(started_at) / 1e6 + latency_ms / 1e3) - min(unix_micros(started_at) / 1e6) AS play_s
  FROM episodes WHERE run_id = 'speed'" >"$work/play"
"$python" -c '
import json, sys
play = json.load(open(sys.argv[1]))
seconds = float(sys.argv[3]) - float(sys.argv[2])
print("econ-fixed: %d problems, %.1f a second in %.0f s of play, %.1f a second in %.0f s in all" % (
    play["problems"], play["problems"] / play["play_s"], play["play_s"],
    play["problems"] / seconds, seconds))' "$work/play" "$start" "$end"
