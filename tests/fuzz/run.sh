#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh [NAME...]: fuzzes these targets, or all, from their seeds, by chance, guided by what each
# input reaches; prints TAP. Inputs found on the way are kept in build/corpus/NAME. FUZZ_SECONDS is
# the time for each, an hour with LONG=1. The test ring uses mutate.c instead.
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${FUZZ_SECONDS:-60}
[ "${LONG:-}" != 1 ] || seconds=3600

export ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-19/bin/llvm-symbolizer
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}"
if [ $# = 0 ]; then
    # shellcheck disable=SC2046 # one word a target
    set -- $(printf '%s\n' tests/fuzz/fuzz_*.c | sed 's/.*fuzz_\(.*\)\.c/\1/')
fi
echo "1..$#"
n=0
for name; do
    n=$((n + 1))
    corpus=build/corpus/$name
    crashes=build/crashes/$name
    log=build/logs/fuzz-$name.log
    mkdir -p "$corpus" "$crashes" build/logs
    if "build/fuzz/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=25 \
        -rss_limit_mb=2048 -artifact_prefix="$crashes/" -print_final_stats=1 -verbosity=0 \
        "$corpus" "tests/fuzz/seeds/$name" >"$log" 2>&1; then
        echo "ok $n - $name"
        sed -n 's/^stat::number_of_executed_units: */#   inputs tried: /p' "$log"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' "$log"
        sed -n 's/.*Test unit written to /# the input that failed: /p' "$log"
    fi
done
