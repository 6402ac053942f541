#!/usr/bin/env bash
# Copies the chart libraries that package-lock.json names into the resources of the report page, with
# their licences and checksums. Needs npm; the build does not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
target=$PWD/../resources/report/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json "$work"
(cd "$work" && npm ci --silent --no-audit --no-fund)
modules=$work/node_modules

mkdir -p "$target"
for file in vega/build/vega.min.js vega-lite/build/vega-lite.min.js; do
  # Source maps would be asked for over the network.
  sed '/^\/\/# sourceMappingURL=/d' "$modules/$file" >"$target/$(basename "$file")"
done
# The interpreter comes as a module only; it takes its helpers from the copy of vega in the page.
{
  echo '(function () {'
  echo '"use strict";'
  echo 'const { ascending, isString } = vega;'
  grep '^export const\|^        \.\|^    .__proto__\|^    .then' "$modules/vega-util/build/interpreter.js" |
    sed 's/^export //'
  sed -e '/^import /d' -e '/^\/\/# sourceMappingURL=/d' \
    -e 's/^export { expression as expressionInterpreter };$/window.vegaInterpreter = expression;/' \
    "$modules/vega-interpreter/build/vega-interpreter.js"
  echo '})();'
} >"$target/vega-interpreter.js"
for name in vega vega-lite vega-interpreter; do
  cp "$modules/$name/LICENSE" "$target/$name.LICENSE"
done
(cd "$target" && sha256sum -- *.js >SHA256SUMS)
ls -l "$target"
