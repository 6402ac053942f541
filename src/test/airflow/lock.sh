#!/usr/bin/env bash
# Resolves the lock files anew from the package index: src/test/airflow/lock.sh; needs uv.
# overrides.txt leaves out PySpark, 400 MB that SparkSubmitOperator does not need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for version in 2 3; do
  uv pip compile --quiet --no-header --no-annotate --override overrides.txt --python-version 3.11 \
    "requirements-$version.in" --output-file "requirements-$version.lock"
done
