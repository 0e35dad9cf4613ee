#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Publishing a draft carries over the comments on the one before: each is found again by its anchor,
# and its place is written. Measured is the publication with COUNT comments (10,000) beside the same
# one with none, against SQLite alone, which makes as many rows of a kilobyte durable in one
# transaction.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
praxis=$root/build/praxis
tool=$root/build/release/bench/drafting_tool
web_tool=$root/build/release/bench/web_tool
count=${COUNT:-10000}
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
tools/build.sh release bench/web_tool bench/drafting_tool

# The next draft: every tenth line that is long enough gets words in front of its last ones.
awk '{ if (NR % 10 == 0 && length($0) > 80 && $0 !~ /^[#|]/)
           sub(/ the /, " each and every one of the "); print }' \
    data/codes/gpai.final.en.md >"$work/next.md"

# publication COMMENTS: seconds of publishing the draft after one with so many comments
publication() {
    export PRAXIS_HOUSE="$work/house"
    rm -rf "$PRAXIS_HOUSE"
    "$praxis" --quiet init
    "$praxis" --quiet code import data/codes/gpai.final.en.md --code gpai --version draft-1
    "$praxis" --quiet process begin gpai edition-2 --template gpai --from "$(date +%F)"
    "$praxis" --quiet code publish gpai draft-1 --process edition-2
    "$tool" people "$PRAXIS_HOUSE" gpai 10 >"$work/tokens"
    [ "$1" = 0 ] || "$tool" comments "$PRAXIS_HOUSE" "$1"
    "$praxis" --quiet code import "$work/next.md" --code gpai --version draft-2
    before=$(date +%s.%N)
    "$praxis" --quiet code publish gpai draft-2 --accept-doubts
    date +%s.%N | awk -v before="$before" '{ print $1 - before }'
}

none=$(publication 0)
all=$(publication "$count")
carried=$(sqlite3 "$work/house/house.db" 'SELECT count(*) FROM comment_place')
"$tool" commits "$work/commits.db" 1 "$count" >"$work/rows"
echo "publication without comments: $none s, with $count: $all s"
"$web_tool" line 'carrying over: places found and written' \
    "$(awk -v n="$carried" -v all="$all" -v none="$none" \
        'BEGIN { print n / (all > none + 0.001 ? all - none : 0.001) }')" comments/s \
    'SQLite alone, rows of a kilobyte' "$(cat "$work/rows")" 0.1
state=
[ "$carried" -ge "$count" ] || state=' below goal'
echo "carried over: $carried of $count$state"
