#!/usr/bin/env bash
# Opens reports in headless Chromium:
#   src/test/browser/run.sh                    tests the report of the last `./mvnw verify` and an invented one of
#                                              10,000 episodes; screenshots go to target/reports
#   src/test/browser/run.sh pictures REPORT    makes the README's pictures of a report
# Installs Chromium with apt-get where it is missing, and playwright-core and axe-core with npm into target/browser.
set -euo pipefail
fail() {
  echo "$1" >&2
  exit 1
}
if [[ ${1:-} == pictures ]]; then
  [[ -f ${2:-} ]] || fail "Cannot find report '${2:-}': make one with 'jobs/econ report --run-id ID --out FILE'."
  pictured=$(realpath "$2")
fi
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
real=target/reports/real.html
large=target/reports/large.html
[[ -n ${pictured:-} || -f $real ]] || fail "Cannot find $real: run ./mvnw verify first, its ReportIT writes it."

chromium=${CHROMIUM:-/usr/bin/chromium}
if [[ ! -x $chromium ]]; then
  echo "Installing Chromium ..." >&2
  { apt-get update && apt-get install -y --no-install-recommends chromium; } >target/chromium.log 2>&1 ||
    { tail -20 target/chromium.log >&2; fail "Cannot install Chromium: point CHROMIUM at one."; }
fi

work=target/browser
mkdir -p "$work"
cp src/test/browser/package*.json src/test/browser/*.mjs "$work"
(cd "$work" && npm ci --silent --no-audit --no-fund)

if [[ -n ${pictured:-} ]]; then
  CHROMIUM=$chromium exec node "$work/pictures.mjs" "$pictured" docs/pictures
fi

java -cp "target/classes:target/test-classes:$(cat target/spark-classpath.txt)" \
  org.econspark.report.InventedReport "$large" 10000
ECON_REPORTS=$real:$large:target/reports CHROMIUM=$chromium \
  node --test --test-reporter=spec "$work/report.test.mjs"
