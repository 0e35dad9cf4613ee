#!/bin/sh
# shellcheck disable=SC2119 # the server's options are the functions' own
# SPDX-License-Identifier: EUPL-1.2
# Backup and restore: also while the server runs, without and with keys, and of damaged files.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init --origin backup.example/log
printf '# One {.chapter}\n\nA sentence.\n' >draft.md
praxis --quiet code import draft.md --code kept --version 1
praxis --quiet code publish kept 1

start_server
run praxis backup first.tar
succeeds 'a backup while the server runs'
like 'says that the keys are missing' "$out" "'--keys'"
stop_server
point $? 'the server ends well'
run tar -tf first.tar
succeeds 'tar reads it'
like 'the database is in it' "$out" '^house\.db$'
unlike 'the keys are not' "$out" 'key'
run praxis backup first.tar
fails 5 'an existing backup is not overwritten'

run praxis --house back restore first.tar --keys house/keys
succeeds 'restore'
run praxis --house back check
succeeds 'the restored house is whole'
is 'it has the same log' "$(praxis --house back ledger checkpoint)" "$(praxis ledger checkpoint)"
is 'and the same text' "$(praxis --house back code show kept 1)" "$(praxis code show kept 1)"
run praxis --house back restore first.tar
fails 5 'a place that is not empty is refused'

run praxis --house rekeyed restore first.tar
succeeds 'without any keys'
like 'a new key is told' "$out" 'under a new key'
run praxis --house rekeyed ledger verify
succeeds 'and the log holds under both'
like 'with one act more' "$out" '^the log holds: 3 leaves'

run praxis backup --keys second.tar
succeeds 'a backup with keys'
run praxis --house again restore second.tar
succeeds 'needs no others'
run praxis --house again check
succeeds 'and is whole'

head -c 20000 first.tar >short.tar
run praxis --house broken restore short.tar --keys house/keys
not_ok 'a truncated backup is refused' test "$status" = 0
not_ok 'and leaves nothing' test -e broken/house.db
size=$(stat -c %s first.tar)
perl -e 'open my $f, "+<", $ARGV[0] or die; seek $f, 3000, 0; print $f "damage"' first.tar
is 'of the same size' "$(stat -c %s first.tar)" "$size"
run praxis --house broken restore first.tar --keys house/keys
not_ok 'a damaged backup is refused' test "$status" = 0
not_ok 'and leaves nothing' test -e broken/house.db
run praxis --house broken restore draft.md
not_ok 'a file that is no backup is refused' test "$status" = 0
done_testing
