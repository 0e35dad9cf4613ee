#!/bin/sh
# shellcheck disable=SC2119 # the server's options are the functions' own
# SPDX-License-Identifier: EUPL-1.2
# A missing, foreign, newer, damaged, read-only or busy house: one clear sentence each, in both
# languages, a documented exit status, and nothing changed.
. "$(dirname "$0")/../lib.sh"

# broken NAME STATUS REGEX: every command that opens a house refuses it, and changes nothing.
broken() {
    before=$(find house -type f -exec sha256sum {} + 2>/dev/null | sort)
    for command in check 'code list' 'serve --port 0' 'ledger verify' "backup $WORK/no.tar"; do
        # shellcheck disable=SC2086 # a command and its options
        run praxis $command
        fails "$2" "$1: $command"
        like "$1: the sentence of $command" "$err" "^praxis: .*$3"
        is "$1: $command says it once" "$(printf '%s\n' "$err" | grep -c .)" 1
    done
    run praxis --lang fr check
    fails "$2" "$1: in French"
    unlike "$1: the French differs" "$err" "$3"
    is "$1: nothing was changed" \
        "$(find house -type f -exec sha256sum {} + 2>/dev/null | sort)" "$before"
}

broken 'missing' 15 "there is no house.*praxis init"

mkdir house
echo hello >house/notes.txt
broken 'not a house' 15 'no house'
rm -r house

mkdir house
sqlite3 house/house.db 'create table person(name); pragma application_id = 77;'
broken 'foreign' 15 'is not a house: .*another program'
rm -r house

praxis --quiet init
cp -r house whole
sqlite3 house/house.db 'pragma user_version = 9999;'
broken 'newer' 14 'newer'
rm -r house

cp -r whole house
rm -f house/house.db-wal house/house.db-shm
printf 'this is no database, it is only text that stands where one was' >house/house.db
broken 'damaged' 13 'damaged|backup'
rm -r house

cp -r whole house
sqlite3 house/house.db "update house_setting set value = 'Mars/Olympus' where name = 'zone';"
run praxis serve --port 0
fails 21 'a broken configuration: the zone'
like 'is named' "$err" 'Mars/Olympus'
rm -r house

# Root is stopped by no mode, so the commands run as nobody.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    cp -r whole house
    chmod a+rx "$WORK"
    chmod -R a+rX house
    chmod -R a-w house
    run setpriv --reuid=65534 --regid=65534 --clear-groups "$PRAXIS" code publish x 1
    fails 17 'a house that can only be read'
    like 'says so' "$err" 'read'
    chmod -R u+w house
    rm -r house
else
    skip 'not root: cannot become somebody else' 2
fi

cp -r whole house
start_server
run praxis serve --port 0
fails 16 'a second server on the same house'
like 'is told that there is one' "$err" "another 'praxis serve' has the house"
run praxis --house whole serve --port "$port"
fails 20 'a port in use'
like 'is named, with what to do' "$err" "$port.*--port"
run praxis code list
succeeds 'commands work beside the server'
stop_server
point $? 'the server ends well'
run praxis serve --port 0 --address nonsense
fails 21 'an address that is none'
run praxis check
succeeds 'the house is whole after all this'
done_testing
