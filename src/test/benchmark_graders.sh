#!/usr/bin/env bash
# How long each grader takes over random and hostile texts; fails if one throws or passes its limit.
# Usage: src/test/benchmark_graders.sh [TEXTS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."
maven=${MAVEN:-./mvnw}

$maven -B -q test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/benchmark.classpath -Dmdep.includeScope=test
exec java -Xmx2g -cp "target/test-classes:target/classes:$(cat target/benchmark.classpath)" \
  org.econspark.benchmark.grading.BenchmarkGraders "$@"
