#!/usr/bin/env bash
# Executes the notebooks in a clean environment: src/test/notebooks/run.sh [RUNS]
# RUNS are the small runs that ./mvnw verify leaves; the environment is made under target/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
runs=$(realpath "${1:-target/small-runs}")
[[ -d $runs/summary ]] || { echo "Cannot find runs under $runs: run ./mvnw verify first." >&2; exit 1; }

environment=target/notebooks-venv
rm -rf "$environment"
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps \
  --requirement src/test/notebooks/requirements.lock
ECON_RUNS=$runs "$environment/bin/python" -m pytest -q -p no:cacheprovider src/test/notebooks
