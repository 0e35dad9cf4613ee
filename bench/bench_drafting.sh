#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The last ten minutes before a deadline, and what stands beside the text afterwards; client and
# server on the same processors.
#   - 1,000 sessions that read the whole Code, open the form of a provision, save a comment, submit
#     it and read the receipt, as a browser does: in a closed loop (how many a second), by turns
#     with libmicrohttpd alone that answers the same requests with the same bytes, and with SQLite
#     alone committing to the same disk; then in an open loop of so many visits a second (how long
#     each step takes). The server is killed in the end; each submission that was acknowledged must
#     be there, and its receipt must verify without the house
#   - the reading view with 10,000 comments beside its text
#   - the list of 100,000 comments: filters, pages, twins
#
# COUNT sets the visits of a run (1,000), SESSIONS, RATE (visits a second in the open loop, 300),
# ROUNDS of the closed loop, MARGIN and LIST how many comments there are.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
tool=$PWD/build/release/bench/drafting_tool
client=$PWD/build/release/bench/deadline_client
web_tool=$PWD/build/release/bench/web_tool
praxis=$work/praxis # its own, so that a build meanwhile does no harm
count=${COUNT:-1000}
sessions=${SESSIONS:-1000}
rate=${RATE:-300}
rounds=${ROUNDS:-3}
margin=${MARGIN:-10000}
list=${LIST:-100000}
page=/en/codes/gpai/draft-1
export PRAXIS_HOUSE="$work/house"

line() {
    "$web_tool" line "$@"
}

# A code with one draft whose round is open, and its members.
make_house() {
    "$praxis" --quiet init
    "$praxis" --quiet code import data/codes/gpai.final.en.md --code gpai --version draft-1
    "$praxis" --quiet process begin gpai edition-2 --template gpai --from "$(date +%F)"
    "$praxis" --quiet code publish gpai draft-1 --process edition-2
    "$tool" people "$PRAXIS_HOUSE" gpai "$sessions" >"$work/tokens"
}

# stop SIGNAL
stop() {
    kill "-$1" "$pid"
    wait "$pid" 2>/dev/null || :
}

# The same mix without praxis, with the bytes of two of its pages.
start_bare() {
    token=$(head -n 1 "$work/tokens")
    curl -sf -H "Cookie: session=$token" -o "$work/page" "http://127.0.0.1:$port$page"
    on=$(sed -n 's/.*comment?on=\([0-9a-z]*\).*/\1/p' "$work/page" | head -n 1)
    curl -sf -H "Cookie: session=$token" "http://127.0.0.1:$port$page/comment?on=$on" |
        sed 's/name="revision" value=""/name="revision" value="1"/' >"$work/form"
    bare "$tool" "$work/page" "$work/form"
}

# load NAME PORT VISITS RATE AT-ONCE: prints what the client says.
load() {
    "$client" load "$2" "$page" "$work/tokens" "$3" "$4" "$5" "$work/sent"
    [ "$1" != praxis ] || cat "$work/sent" >>"$work/acknowledged"
}

# percentile FILE STEP: the 99th, in milliseconds.
percentile() {
    awk -v step="$2" '$1 == step { print $3 }' "$1"
}

# Processor time of the server until now, in milliseconds.
processor_ms() {
    awk -v each="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / each }' "/proc/$pid/stat"
}

closed_loop() {
    round=0
    while [ "$round" -lt "$rounds" ]; do
        before=$(processor_ms)
        load praxis "$port" "$count" 0 32 >"$work/closed"
        awk '$1 == "rate" { print $2 }' "$work/closed" >>"$work/ours"
        awk -v a="$before" -v b="$(processor_ms)" -v n="$count" \
            '$1 == "client" { print (b - a) / n + $2 / n }' "$work/closed" >>"$work/processor"
        load bare "$bare_port" "$count" 0 32 | awk '$1 == "rate" { print $2 }' >>"$work/theirs"
        "$tool" commits "$work/commits.db" 200 4 >>"$work/disk"
        round=$((round + 1))
    done
    ours=$(median <"$work/ours")
    line 'drafting: submissions, closed loop' "$ours" visits/s 'the goal of' 300 1
    each=$(median <"$work/processor")
    echo "drafting: client and server use $each ms of a processor a visit"
    line 'drafting: visits that two free processors have time for' \
        "$(awk -v n="$each" 'BEGIN { print 2000 / n }')" visits/s 'the goal of' 300 1
    line 'drafting: submissions, closed loop' "$ours" visits/s \
        'libmicrohttpd alone, same bytes' "$(median <"$work/theirs")" 0.1
    line 'drafting: two durable writes a visit' "$(awk -v n="$ours" 'BEGIN { print 2 * n }')" \
        writes/s 'SQLite alone, commits of four,' "$(median <"$work/disk")" 0.1
}

open_loop() {
    load praxis "$port" "$count" "$rate" 0 >"$work/open"
    load bare "$bare_port" "$count" "$rate" 0 >"$work/open-bare"
    for step in read form save draft submit receipt; do
        line "drafting: $rate visits/s, $step, 99th percentile" "$(percentile "$work/open" $step)" \
            ms 'the goal of' 200 1 less
    done
    line "drafting: $rate visits/s, submit, 99th percentile" \
        "$(percentile "$work/open" submit)" ms 'libmicrohttpd alone' \
        "$(percentile "$work/open-bare" submit)" 100 less
}

# All that was acknowledged, after the server was killed; its receipts by themselves.
receipts() {
    "$praxis" ledger checkpoint --key >"$work/key"
    stop KILL
    serve "$PRAXIS_HOUSE"
    mkdir "$work/receipts"
    found=$("$client" receipts "$port" "$work/acknowledged" "$work/receipts")
    stop TERM
    mv "$PRAXIS_HOUSE" "$work/away"
    verified=$(find "$work/receipts" -name '*.txt' | while read -r receipt; do
        ! "$praxis" --quiet ledger verify "$receipt" --key "$work/key" >/dev/null || echo ok
    done | wc -l)
    mv "$work/away" "$PRAXIS_HOUSE"
    line 'drafting: found after a kill, receipts verified' "$verified" receipts acknowledged \
        "$(wc -l <"$work/acknowledged")" 1
    [ "$found" = "$verified" ]
}

# slowest NAME GOAL TOKEN PATH...
slowest() {
    slowest_name=$1
    slowest_goal=$2
    shift 2
    slowest_token=$1
    shift
    said=$("$client" slowest "$port" "$slowest_token" 5 "$@")
    echo "drafting: the slowest is ${said#* }"
    line "drafting: $slowest_name" "${said%% *}" ms 'the goal of' "$slowest_goal" 1 less
}

# many COUNT: a house with so many comments, served with nothing kept from page to page.
many() {
    rm -rf "$PRAXIS_HOUSE"
    make_house
    "$tool" comments "$PRAXIS_HOUSE" "$1"
    serve "$PRAXIS_HOUSE" --cache 0
    token=$(head -n 1 "$work/tokens")
}

margin_view() {
    many "$margin"
    slowest "reading view, $margin comments in the margin" 200 "$token" "$page" "$page.json" \
        "/fr${page#/en}"
    slowest 'the same, not signed in' 200 - "$page" "$page.json"
    stop TERM
}

list_pages() {
    many "$list"
    chapter=$(curl -sf "http://127.0.0.1:$port/en/codes/gpai/comments.json?kind=technical" |
        sed -n 's/.*"chapter": "\([0-9a-z]*\)".*/\1/p' | head -n 1)
    set -- '' '?kind=editorial' '?stance=object' '?status=open' '?category=civil-society' \
        '?q=providers' '?q=document+777' '?at=draft-1' "?chapter=$chapter" \
        "?on=$chapter&at=draft-1" '?process=edition-2&round=1' '?sort=newest' '?wording=yes'
    paths=
    for query in "$@"; do
        paths="$paths /en/codes/gpai/comments$query /en/codes/gpai/comments.json$query"
    done
    # the second and third page of each
    for query in "$@"; do
        next=$(curl -sf "http://127.0.0.1:$port/en/codes/gpai/comments.json$query" |
            sed -n 's/.*"next": "\([^"]*\)".*/\1/p' | head -n 1)
        [ -z "$next" ] || paths="$paths ${next#http://*/} "
    done
    # shellcheck disable=SC2086 # a list of paths
    slowest "list of $list comments, filters and pages" 100 "$token" $paths
    stop TERM
}

tools/build.sh release bench/web_tool bench/drafting_tool bench/deadline_client
cp build/release/src/cli/praxis "$praxis"
make_house
serve "$PRAXIS_HOUSE"
start_bare
closed_loop
open_loop
receipts
margin_view
list_pages
