#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Calls on the command line: opened, extended, listed, their applications decided on, closed; people
# brought in from a table; links to sign in.
# shellcheck disable=SC1091,SC2016,SC2154 # lib.sh sets out, err and status
. "$(dirname "$0")/../lib.sh"

sql() {
    sqlite3 house/house.db "$1"
}
# applies MAIL NAME CATEGORY STATE: an application as the form leaves it.
applies() {
    sql "INSERT INTO application (public_id, call, name, mail, language, category, country,
        motivation, expertise, interests, consent_version, received, state, words)
        SELECT '$1', id, '$2', '$1', 'en', '$3', 'BE', 'Because.', '', '', 1, 1, '$4',
        lower('$2 ' || replace(replace('$1', '@', ' '), '.', ' '))
        FROM call ORDER BY id DESC LIMIT 1"
}

praxis --quiet init
praxis --quiet process begin gpai edition-2 --template gpai --from 2026-01-12
of='gpai edition-2'
later=$(date -d '+20 days' +%F)
latest=$(date -d '+30 days' +%F)

# ---- Opening and extending
# shellcheck disable=SC2086 # two words
set -- $of
run praxis call show gpai/edition-2
fails 4 'no call yet'
run praxis call open "$@" --title Come --closes 2020-01-01
fails 3 'it cannot close in the past'
run praxis call open "$@" --title Come --closes soon
fails 3 'a closing is a day or a time'
run praxis call open gpai edition-9 --title Come --closes "$later"
fails 4 'of no process'
run praxis call open "$@" --title Come --title-fr Venez --text 'Who *can*.' --closes "$later"
succeeds 'a call is opened'
run praxis --json call show gpai/edition-2
call=$(printf '%s' "$out" | jq -r .call.id)
is 'it is open' "$(printf '%s' "$out" | jq -r '.call.state, .call.kind' | tr '\n' ' ')" \
    'open participants '
run praxis --lang fr call show gpai/edition-2/participants
like 'named by its kind, in French' "$out" 'Venez'
run praxis call show gpai/edition-2/chairs
fails 4 'none for chairs'
run praxis call show gpai/edition-2/guests
fails 3 'nor of another kind'
run praxis call extend "$call" --closes "$(date -d '+10 days' +%F)" --reason 'Less time.'
fails 3 'it is not made shorter'
run praxis call extend "$call" --closes "$latest"
fails 2 'an extension has a reason'
run praxis call extend "$call" --closes "$latest" --reason 'Many asked for more time.'
succeeds 'it is extended'
run praxis call list
like 'the list has it' "$out" "$call"
run praxis --json call list
is 'one' "$(printf '%s' "$out" | jq '.calls | length')" 1

# ---- Deciding
applies ann@example.eu 'Ann Able' academia received
applies bob@example.eu 'Bob Best' gpai-provider received
applies cyd@example.eu 'Cyd Cole' academia received
applies dee@example.eu 'Dee Dull' academia unconfirmed
run praxis call applications "$call"
succeeds 'the applications'
like 'those that were received' "$out" 'Ann Able'
unlike 'not what nobody confirmed' "$out" 'Dee Dull'
run praxis --json call applications "$call" --category academia
is 'those of a category' "$(printf '%s' "$out" | jq -c '[.applications[].name]')" \
    '["Ann Able","Cyd Cole"]'
run praxis --json call applications "$call" --state unconfirmed --words dull
is 'those of a state, by words' "$(printf '%s' "$out" | jq -c '[.applications[].name]')" \
    '["Dee Dull"]'
run praxis call decide "$call" ann@example.eu --accept
fails 2 'a decision has a reason'
run praxis call decide "$call" ann@example.eu --accept --decline --reason Both.
fails 2 'and is one'
run praxis call decide "$call" ann@example.eu nobody@example.eu --accept --reason Good.
fails 4 'on all that are named, or none'
is 'so nothing was decided' "$(sql "SELECT count(*) FROM application WHERE state = 'received'")" 3
run praxis call decide "$call" ann@example.eu --accept --reason Good.
succeeds 'one is accepted'
run praxis --json people show ann@example.eu
is 'and is a member' "$(printf '%s' "$out" | jq -r '.person.grants[0].role')" member
run praxis call decide "$call" --all --category academia --decline --reason 'Too late.'
succeeds 'all others of a category are declined'
is 'and only those' \
    "$(sql "SELECT group_concat(state) FROM (SELECT state FROM application ORDER BY id)")" \
    accepted,received,declined,unconfirmed
run praxis call decide "$call" cyd@example.eu --accept --reason 'On second thoughts.'
fails 6 'a decision stands'

# ---- Closing
run praxis call close "$call" --reason 'The process was stopped.'
succeeds 'it is closed'
run praxis call close "$call" --reason Again.
fails 6 'once'
run praxis call extend "$call" --closes "$latest" --reason 'Too late.'
fails 6 'what has closed is not extended'
run praxis ledger verify
succeeds 'the log is whole'

# ---- A table of guests
printf 'mail;name;category\ngil@example.eu;Gil;academia\nhal;Hal;academia\n' >guests.csv
run praxis people import guests.csv --code gpai --process edition-2
fails 3 'a table with an error'
like 'the error has its line' "$out$err" '3'
run praxis people show gil@example.eu
fails 4 'brings in nobody'
sed -i 's/^hal;/hal@example.eu;/' guests.csv
run praxis people import guests.csv --code gpai --process edition-2 --preview
succeeds 'what a table would do'
run praxis people show gil@example.eu
fails 4 'is not done'
run sh -c '"$PRAXIS" people import - --code gpai --process edition-2 <guests.csv'
succeeds 'the table is taken over'
run praxis people show gil@example.eu
succeeds 'its people are there'

# ---- A link to sign in
run praxis people link gil@example.eu
like 'a link to where the house was served last, or would be' "$out" '^http://127\.0\.0\.1:[0-9]+/'
run praxis people link gil@example.eu --address https://code.example.eu --minutes 30
succeeds 'a link'
like 'with a token' "$out" '^https://code\.example\.eu/(en/)?sign-in/[A-Za-z0-9_-]{20,}$'
token=${out##*/}
not_ok 'that the house does not hold' grep -rqaF "$token" house
run praxis people link nobody@example.eu --address https://code.example.eu
fails 4 'for somebody'
run praxis people link gil@example.eu --address https://code.example.eu --minutes 20000
fails 2 'for a week at most'
done_testing
