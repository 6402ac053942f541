#!/usr/bin/env bash
# Transitions per second of one update of all networks: ours against the same networks and losses in
# PyTorch, in turn on the same cores. The best of the rounds counts, since whatever else the machine
# does only takes away; processor time is printed beside it for busy machines.
#
# Usage: src/test/python/benchmark_update.sh [THREADS] [CASES] [ROUNDS] [SECONDS]
# Needs Maven's wrapper and, in $PYTHON (default python3), torch. A case is agents x episodes.
set -euo pipefail
cd "$(dirname "$0")/../../.."

threads=${1:-1}
cases=${2:-3x16,3x256,9x16}
rounds=${3:-3}
seconds=${4:-5}
python=${PYTHON:-python3}
maven=${MAVEN:-./mvnw}

$maven -B -q test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/benchmark.classpath -Dmdep.includeScope=test

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
for ((round = 1; round <= rounds; round++)); do
  for case in ${cases//,/ }; do
    options=(--threads "$threads" --cases "$case" --seconds "$seconds")
    java -Xmx2g -cp "target/test-classes:target/classes:$(cat target/benchmark.classpath)" \
      org.econspark.learning.BenchmarkUpdate "${options[@]}" | tee -a "$lines" >&2
    "$python" src/test/python/benchmark_update.py "${options[@]}" | tee -a "$lines" >&2
  done
done

echo "case java_per_s python_per_s ratio java_cpu_ms python_cpu_ms cpu_ratio"
awk '
  $2 == "case" {
    key = $1 SUBSEP $3
    if ($5 > best[key]) best[key] = $5
    if (!(key in cpu) || $9 < cpu[key]) cpu[key] = $9
    if (!seen[$3]++) order[++count] = $3
  }
  END {
    for (i = 1; i <= count; i++) {
      j = "java" SUBSEP order[i]; p = "python" SUBSEP order[i]
      printf "%s %.1f %.1f %.2f %.1f %.1f %.2f\n", order[i], best[j], best[p], best[j] / best[p],
        cpu[j], cpu[p], cpu[p] / cpu[j]
    }
  }' "$lines"
