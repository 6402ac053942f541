#!/usr/bin/env bash
# Lets the learner play the games with known answers and prints payoffs and results, then the task
# with known best controls.
#
# Usage: src/test/python/reference_games.sh [SEEDS] [STARTS]
# STARTS: initialisations in the game with two equilibria.
set -euo pipefail
cd "$(dirname "$0")/../../.."

${MAVEN:-./mvnw} -B -q test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/benchmark.classpath -Dmdep.includeScope=test
classpath="target/test-classes:target/classes:$(cat target/benchmark.classpath)"
java -Xmx1g -cp "$classpath" org.econspark.learning.ReferenceGames "${1:-5}" "${2:-20}"
exec java -Xmx1g -cp "$classpath" org.econspark.learning.ControlTask "${1:-5}"
