#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# bench.sh [NAME]: runs bench/bench_NAME.c or bench/bench_NAME.sh, or all of them, on the release
# build. Exit status 1 where a line says "below goal" or a benchmark failed.
set -eu
cd "$(dirname "$0")/.."
export PRAXIS="$PWD/build/praxis" PX_ROOT="$PWD"
found=0
below=0

run() {
    found=1
    "$@" >build/bench.out || below=1
    cat build/bench.out
    ! grep -q 'below goal$' build/bench.out || below=1
}

tools/build.sh release src/cli/praxis
for source in bench/bench_${1:-*}.c; do
    [ -f "$source" ] || continue
    program=$(basename "$source" .c)
    tools/build.sh release "bench/$program"
    run "build/release/bench/$program"
done
for script in bench/bench_${1:-*}.sh; do
    [ -f "$script" ] || continue
    run "$script"
done
if [ "$found" = 0 ]; then
    echo "bench: there is no such benchmark: ${1:-any}" >&2
    exit 2
fi
exit "$below"
