#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The work list of a compliance officer with 1,000 models, over HTTP, by turns with its limits:
#   - the page (the first 100 models, most urgent first) against a bare libmicrohttpd server that
#     sends the same bytes, and against the plain SQL for the rows that it is made of
#   - all 1,000 models in four orders: the slowest of all ways to choose
#   - counting all models anew, which the server does beside, against reading their claims
# and the register of 10,000 documents, in which words are looked for, against one scan of its texts
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
praxis=$PWD/build/praxis
web=$PWD/build/release/bench/web_tool
duty=$PWD/build/release/bench/duty_tool
models=${MODELS:-1000}
rounds=${ROUNDS:-15}

# time_of NAME URL: appends the milliseconds of one request to the file of that name.
time_of() {
    curl -sf -H "Cookie: session=$token" -o /dev/null -w '%{time_total}\n' "$2" |
        awk '{ printf "%.3f\n", $1 * 1000 }' >>"$work/$1"
}

# middle NAME: the median of what is in that file.
middle() {
    median <"$work/$1"
}

tools/build.sh release bench/web_tool bench/duty_tool
"$praxis" --quiet --house "$work/house" init
token=$("$duty" models "$work/house" data/demonstration/model_claims.json "$models")
"$duty" count "$work/house" >/dev/null # as the server does
"$duty" count "$work/house" >"$work/count"
"$duty" sql "$work/house" "$rounds" >"$work/sql"

serve "$work/house"
base=http://127.0.0.1:$port
curl -sf -H "Cookie: session=$token" -o "$work/page.html" "$base/en/desk"
grep -q "Model 0" "$work/page.html" || {
    echo 'bench_duty: the page has no models' >&2
    exit 1
}
echo "duty: the page has $(wc -c <"$work/page.html") bytes, the house $models models"
bare "$web" "$work/page.html"

i=0
while [ "$i" -lt "$rounds" ]; do
    time_of page "$base/en/desk"
    time_of bare "http://127.0.0.1:$bare_port/"
    for query in 'order=due' 'order=missing&show=missing' 'order=changed&q=model' \
        'order=published&page=10' 'show=unpublished'; do
        time_of "way-$(printf %s "$query" | tr -dc 'a-z0-9')" "$base/en/desk?$query"
    done
    i=$((i + 1))
done
for way in "$work"/way-*; do
    middle "$(basename "$way")"
done | sort -g | tail -n 1 >"$work/slowest"

"$web" line 'duty: work list of 1,000 models, over HTTP' "$(middle page)" ms \
    'the goal of' 100 1 less
"$web" line 'duty: work list of 1,000 models, over HTTP' "$(middle page)" ms \
    'bare libmicrohttpd, same bytes' "$(middle bare)" 40 less
"$web" line 'duty: work list of 1,000 models, over HTTP' "$(middle page)" ms \
    'SQLite, the rows alone' "$(cat "$work/sql")" 15 less
"$web" line 'duty: its slowest way of choosing' "$(cat "$work/slowest")" ms 'the goal of' 100 1 less
"$web" line 'duty: all 1,000 models counted anew' "$(cut -d' ' -f1 "$work/count")" ms \
    'SQLite, their claims alone' "$(cut -d' ' -f2 "$work/count")" 60 less
"$duty" register "$work/house" 10000 "$rounds" >"$work/register"
"$web" line 'duty: words in a register of 10,000, with counts' "$(cut -d' ' -f1 "$work/register")" \
    ms 'SQLite, one scan of the texts' "$(cut -d' ' -f2 "$work/register")" 2 less
