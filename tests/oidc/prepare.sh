#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Installs the provider of sign-in that tests/http/oidc.t asks, as package-lock.json pins it; silent
# when it is there.
set -eu
cd "$(dirname "$0")"
wanted=$(sha256sum <package-lock.json)
if [ -f node_modules/.installed ] && [ "$(cat node_modules/.installed)" = "$wanted" ]; then
    exit 0
fi
echo "oidc: installing npm packages" >&2
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
echo "$wanted" >node_modules/.installed
