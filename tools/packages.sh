#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# packages.sh RING...: installs the Debian packages of these rings (packages.txt) that are missing.
# Silent where nothing is. SKIP_PACKAGES=1 skips it, for systems that are not Debian.
set -eu
[ "${SKIP_PACKAGES:-}" != 1 ] || exit 0
cd "$(dirname "$0")/.."

if ! command -v dpkg-query >/dev/null; then
    echo "packages: this is not a Debian system. Install what packages.txt names for: $*" >&2
    echo "packages: then set SKIP_PACKAGES=1 to pass this step." >&2
    exit 1
fi

# Names of the packages of the rings; where a command does instead, only if that is absent.
wanted=$(awk -v rings="$*" '
    BEGIN { n = split(rings, ring, " ") }
    /^#/ || NF == 0 { next }
    { for (i = 1; i <= n; i++)
          if (index("," $2 ",", "," ring[i] ",")) { print $1, $3; break } }' packages.txt |
    while read -r package command; do
        if [ -z "$command" ] || ! command -v "$command" >/dev/null; then
            echo "$package"
        fi
    done)
[ -n "$wanted" ] || exit 0

find_missing() {
    # shellcheck disable=SC2086 # one argument a package
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' $wanted 2>/dev/null |
        awk -v wanted="$wanted" '
            $2 == "installed" { have[$1] = 1 }
            END { n = split(wanted, w, "\n")
                  for (i = 1; i <= n; i++) if (!(w[i] in have)) printf " %s", w[i] }' || true
}
missing=$(find_missing)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "packages: these Debian packages are missing, and there is no root or sudo to install" >&2
    echo "packages: them. Please run:  apt-get install$missing" >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    # shellcheck disable=SC2086 # no word or two
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 \
        -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1
}
echo "packages: installing$missing" >&2
for try in 1 2 3; do
    # shellcheck disable=SC2086 # one argument a package
    if apt update && apt install --no-install-recommends $missing; then
        exit 0
    fi
    [ "$try" = 3 ] || sleep $((try * 5))
done
cat "$log" >&2
echo "packages: these could not be installed:$(find_missing)" >&2
exit 1
