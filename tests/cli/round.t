#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Rounds on the command line: opened, scheduled, extended, closed; a draft published with its round.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
printf '# One\n\nText.\n' >draft.md
for n in 1 2; do
    praxis --quiet code import draft.md --code gpai --version "draft-$n"
done
praxis --quiet process begin gpai edition-2 --template gpai --from 2026-01-12

# ---- A draft and its round in one act
run praxis code publish gpai draft-1 --process edition-2
succeeds 'a draft is published with its round'
like 'both acts are named' "$out" '^published gpai draft-1 and opened round 1; the acts are '
run praxis round list gpai edition-2
like 'the round is open' "$out" '^ +1 +draft-1 +open +[0-9: -]{16} +[0-9-]{10} 23:59 +0$'
run praxis process show gpai edition-2
like 'the step of the draft is done' "$out" '^draft-1 .* done '
run praxis code publish gpai draft-1 --process edition-2
fails 6 'a version is published once'
run praxis code publish gpai draft-2 --process edition-2 --closes 2020-01-01
fails 3 'a round that cannot be'
run praxis code list
like 'leaves the draft unpublished' "$out" '^gpai +draft-2 +working'
run praxis code publish gpai draft-2 --process edition-2 --opens 2099-01-01
succeeds 'a round that opens by itself'
like 'is scheduled' "$out" 'and scheduled round 2'
run praxis round list gpai edition-2 --json
like 'as JSON' "$out" '"state": "planned"'

# ---- Extension
run praxis round extend gpai edition-2 1 --days 7 --reason 'The annex was late.'
succeeds 'a round is extended'
run praxis round list gpai edition-2
like 'which shows' "$out" '^ +1 .* 1$'
run praxis round extend gpai edition-2 1 --closes 2020-01-01 --reason Why
fails 3 'never to an earlier time'
run praxis round extend gpai edition-2 1 --days 7
fails 2 'and never without a reason'
run praxis round extend gpai edition-2 9 --days 7 --reason Why
fails 4 'there is no such round'
run praxis round extend gpai edition-2 one --days 7 --reason Why
fails 2 'a number is needed'

# ---- Closing
run praxis round close gpai edition-2 1 --reason 'The draft was withdrawn.'
succeeds 'a round is closed before its time'
run praxis round list gpai edition-2
like 'it is closed' "$out" '^ +1 .* closed '
run praxis round extend gpai edition-2 1 --days 7 --reason Why
fails 6 'what is closed stays closed'
run praxis round close gpai edition-2 2 --reason Why
fails 6 'what has not opened cannot be closed'

# ---- Others
run praxis round open gpai edition-2 consultation --closes 2020-01-01
fails 3 'a closing in the past'
run praxis round open gpai edition-2 kick-off
fails 3 'only windows have rounds'
run praxis round open gpai edition-2 consultation --late mark
succeeds 'a consultation is opened'
run praxis round open gpai edition-2 consultation
fails 5 'once'
run praxis step move gpai edition-2 consultation --starts 2026-01-13 --reason Why
fails 6 'its window is not moved any more'
run praxis process end gpai edition-2 --reason Why
fails 6 'a process with an open round does not end'
run praxis ledger verify
succeeds 'the log holds'
done_testing
