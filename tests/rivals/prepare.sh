#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Installs DuckDB and warcio.js from npm, as package-lock.json pins it; silent when it is there.
set -eu
cd "$(dirname "$0")"
wanted=$(sha256sum <package-lock.json)
if [ -f node_modules/.installed ] && [ "$(cat node_modules/.installed)" = "$wanted" ]; then
    exit 0
fi
for try in 1 2 3; do
    if npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; then
        echo "$wanted" >node_modules/.installed
        exit 0
    fi
    sleep $((try * 5))
done
echo "rivals: the npm packages could not be installed" >&2
exit 1
