#!/bin/sh
# shellcheck disable=SC2119 # the server's options are the functions' own
# SPDX-License-Identifier: EUPL-1.2
# Server and commands are killed in the middle of writes: afterwards the house is whole, and what
# was reported as published is published and proved.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
printf '# One {.chapter}\n\nA sentence.\n\n- a point\n- another\n' >draft.md

# Publishes version after version; each that was acknowledged is noted.
writer() {
    n=0
    while :; do
        n=$((n + 1))
        "$PRAXIS" --quiet code import draft.md --code "$1" --version "$n" 2>>"$1.err" || return
        "$PRAXIS" --quiet code publish "$1" "$n" 2>>"$1.err" || return
        echo "$1 $n" >>acknowledged
    done
}

for round in 1 2 3; do
    : >>acknowledged
    start_server || break
    before=$(wc -l <acknowledged)
    writer "a$round" &
    first=$!
    writer "b$round" &
    second=$!
    while [ "$(wc -l <acknowledged)" -lt $((before + 6)) ] && kill -0 "$first" 2>/dev/null; do
        curl -s -o /dev/null "$url/en/"
    done
    kill -KILL "$first" "$second" "$server_pid" 2>/dev/null
    pkill -KILL -f "$PRAXIS --quiet code" 2>/dev/null
    wait "$first" "$second" "$server_pid" 2>/dev/null
    server_pid=
    ok "round $round: something was acknowledged" test "$(wc -l <acknowledged)" -gt "$before"
    run praxis check
    succeeds "round $round: the house is whole"
    missing=0
    while read -r code version; do
        "$PRAXIS" ledger prove "$code" "$version" >proof.txt 2>prove.err &&
            "$PRAXIS" --quiet ledger verify proof.txt || missing=$((missing + 1))
    done <acknowledged
    is "round $round: all that was acknowledged is proved" "$missing" 0
done
done_testing
