#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# build.sh KIND [TARGET...]: sets up build/KIND once and builds the targets there, silently.
#   release  what is installed and measured; build/praxis is a link to its program
#   test     with AddressSanitizer and UndefinedBehaviorSanitizer
#   fuzz     clang, libFuzzer and both sanitizers
#   tidy     clang, as clang-tidy sees it
set -eu
cd "$(dirname "$0")/.."
kind=$1
shift
dir=build/$kind

case $kind in
release) set_up() { meson setup "$dir" -Dbuildtype=debugoptimized -Db_pie=true "$@"; } ;;
test) set_up() {
    # A tenth slower than with all optimisation, and built in half the time. Of what a debugger
    # wants, reports need the lines only (-g1), which takes another fifth off.
    meson setup "$dir" -Doptimization=g -Dc_args=-g1 -Db_sanitize=address,undefined \
        -Db_lundef=false "$@"
} ;;
fuzz) set_up() {
    CC=clang-19 CXX=clang++-19 meson setup "$dir" -Db_sanitize=address,undefined \
        -Db_lundef=false -Dfuzzers=true
} ;;
tidy) set_up() { CC=clang-19 CXX=clang++-19 meson setup "$dir"; } ;;
*)
    echo "build.sh: no such kind of build: $kind" >&2
    exit 2
    ;;
esac

mkdir -p build
exec 9>"build/.lock-$kind" # one build of a kind at a time
flock 9
if [ ! -f "$dir/build.ninja" ]; then
    echo "building in $dir" >&2
    if ! set_up ${PREFIX:+-Dprefix="$PREFIX"} >"build/setup-$kind.log" 2>&1; then
        cat "build/setup-$kind.log" >&2
        rm -rf "$dir"
        exit 1
    fi
fi
ninja --quiet -C "$dir" "$@" >"build/ninja-$kind.log" 2>&1 || {
    # What Meson says when it configures anew is of no interest once a compiler has complained.
    sed -n '/^FAILED:/,$p' "build/ninja-$kind.log" | grep . >&2 || cat "build/ninja-$kind.log" >&2
    exit 1
}
[ "$kind" != release ] || ln -sfn release/src/cli/praxis build/praxis
