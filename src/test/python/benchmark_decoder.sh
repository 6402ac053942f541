#!/usr/bin/env bash
# Tokens per second of the Java decoder and of onnxruntime in Python: same model file, prompts,
# threads, session options and sampling. The two run in turn; the best of the rounds counts, since
# whatever else the machine does only takes away.
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

lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
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
