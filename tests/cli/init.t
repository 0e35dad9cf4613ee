#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis init: what it makes, what it refuses, what it leaves behind.
. "$(dirname "$0")/../lib.sh"

run praxis init --name 'A test' --origin test.example/log
succeeds 'init makes a house'
like 'and says where' "$out" "^made the house '$PRAXIS_HOUSE'"
like 'and gives the verifier key' "$out" 'test\.example/log\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$'
ok 'the database' test -s house/house.db
ok 'the key of the log' test -s house/keys/log.key
is 'only its owner reads the key' "$(stat -c %a house/keys/log.key)" 600
is 'only its owner enters the house' "$(stat -c %a house)" 700
run praxis check
succeeds 'a new house is whole'
run praxis ledger checkpoint
succeeds 'it has a signed head'
is 'of the named log' "$(printf '%s\n' "$out" | sed -n 1p)" test.example/log
is 'with the making of the house' "$(printf '%s\n' "$out" | sed -n 2p)" 1

before=$(find house -type f -exec sha256sum {} + | sort)
run praxis init
fails 5 'a folder that is not empty is refused'
like 'with what to do' "$err" 'there is a house in .* already; choose another'
is 'and nothing in it was changed' "$(find house -type f -exec sha256sum {} + | sort)" "$before"

run praxis --house named init --zone Mars/Olympus
not_ok 'a zone that is none is refused' test "$status" = 0
like 'by name' "$err" 'Mars/Olympus'
not_ok 'and nothing is left' test -e named
run praxis --house named init --origin 'two words'
not_ok 'an origin with a space is refused' test "$status" = 0
not_ok 'and nothing is left' test -e named

run praxis --house named --json init
succeeds 'init --json'
like 'gives the key' "$out" '"verifier_key": "praxis/'
run praxis --lang fr --house autre init
succeeds 'init in French'
unlike 'speaks French' "$out" '^made the house'

PRAXIS_CLOCK=2026-09-01T10:00:00Z
export PRAXIS_CLOCK
run praxis --house moved init
fails 3 'another time is not for a real house'
not_ok 'and nothing is made' test -e moved
run praxis --house moved init --demonstration
succeeds 'it is for a demonstration'
PRAXIS_CLOCK=tomorrow
run praxis --house moved check
fails 3 'a time that is none'
unset PRAXIS_CLOCK

if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=64k tmpfs small 2>/dev/null; then
    run praxis --house small/house init
    fails 18 'a full disk'
    like 'is named' "$err" '[Nn]o space'
    not_ok 'and nothing is left behind' test -e small/house
    umount small
else
    skip 'cannot mount a small file system here' 3
fi
done_testing
