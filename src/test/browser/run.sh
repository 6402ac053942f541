#!/usr/bin/env bash
# Opens reports in headless Chromium: src/test/browser/run.sh
# Takes the report of the last `./mvnw verify` and an invented one of 10,000 episodes; screenshots go to
# target/reports, the README's pictures to ECON_PICTURES if it is set. Installs Chromium with apt-get where it is missing, and playwright-core and axe-core
# with npm into target/browser.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
cd "$home"
real=target/reports/real.html
large=target/reports/large.html
[[ -f $real ]] || { echo "Cannot find $real: run ./mvnw verify first, its ReportIT writes it." >&2; exit 1; }

chromium=${CHROMIUM:-/usr/bin/chromium}
if [[ ! -x $chromium ]]; then
  echo "Installing Chromium ..." >&2
  { apt-get update && apt-get install -y --no-install-recommends chromium; } >target/chromium.log 2>&1 ||
    { tail -20 target/chromium.log >&2; echo "Cannot install Chromium: point CHROMIUM at one." >&2; exit 1; }
fi

work=target/browser
mkdir -p "$work"
cp src/test/browser/package*.json src/test/browser/report.test.mjs "$work"
(cd "$work" && npm ci --silent --no-audit --no-fund)

java -cp "target/classes:target/test-classes:$(cat target/spark-classpath.txt)" \
  org.econspark.report.InventedReport "$large" 10000
ECON_REPORTS=$real:$large:target/reports CHROMIUM=$chromium \
  node --test --test-reporter=spec "$work/report.test.mjs"
