#!/usr/bin/env bash
# Plays nights in a real Airflow 3 on a few problems, and imports the DAGs in Airflow 2 as well:
#   src/test/airflow/run.sh          both versions, two nights and a morning
#   src/test/airflow/run.sh first    Airflow 3 alone and the first night
#   src/test/airflow/run.sh install  installs both versions and imports the DAGs, and plays nothing
# Both come from the package index by the lock files, each into an environment of its own under target/,
# which later plays use again as long as the lock file is the same.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
cd "$home"
[[ -f target/econ-spark.jar ]] || { echo "Cannot find target/econ-spark.jar: run ./mvnw package first." >&2; exit 1; }
work=$home/target/airflow
mkdir -p "$work"
[[ ${1:-} == install ]] || rm -rf "$work"/home-* "$work/runs" "$work/published" "$work/reports" "$work/lost"
versions='2 3'
[[ ${1:-} == first ]] && versions=3

install() {
  local lock=src/test/airflow/requirements-$1.lock
  cmp -s "$lock" "$work/venv-$1/installed.lock" && return
  rm -rf "$work/venv-$1"
  "${PYTHON:-python3}" -m venv "$work/venv-$1"
  "$work/venv-$1/bin/pip" install --quiet --disable-pip-version-check uv==0.13.8
  VIRTUAL_ENV=$work/venv-$1 "$work/venv-$1/bin/uv" pip install --quiet --no-deps --requirement "$lock"
  cp "$lock" "$work/venv-$1/installed.lock"
}
in_airflow() {
  local version=$1
  shift
  env AIRFLOW_HOME="$work/home-$version" AIRFLOW__CORE__LOAD_EXAMPLES=false \
    AIRFLOW__CORE__DAGS_FOLDER="$home/jobs/airflow" PATH="$work/venv-$version/bin:$PATH" "$@"
}

for version in $versions; do
  install "$version"
  in_airflow "$version" airflow db migrate >"$work/migrate-$version.log" 2>&1 ||
    { tail -20 "$work/migrate-$version.log" >&2; exit 1; }
  in_airflow "$version" python src/test/airflow/check_dags.py 2>"$work/import-$version.log" ||
    { tail -20 "$work/import-$version.log" >&2; exit 1; }
done
[[ ${1:-} != install ]] || exit 0

export ECON_HOME=$home ECON_JAR=$home/target/econ-spark.jar
export ECON_SETTINGS=$work/home-3/nightly.conf ECON_VALIDATION_SETTINGS=$work/home-3/validation.conf
export ECON_RUNS=$work/runs ECON_CHECKPOINTS=$work/published ECON_REPORTS=$work/reports ECON_RETRY_MINUTES=0
export ECON_LOST=$work/lost
export SPARK_LOCAL_IP=127.0.0.1
export AIRFLOW_CONN_SPARK_DEFAULT='{"conn_type": "spark", "host": "local[2]", "extra": {"deploy-mode": "client"}}'
PATH=$home/src/test/airflow/bin:$PATH in_airflow 3 python src/test/airflow/nights.py "$@"
