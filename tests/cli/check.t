#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis check finds what is broken, names it, and changes nothing.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
printf '# One {.chapter}\n\nA sentence.\n' >draft.md
praxis --quiet code import draft.md --code kept --version 1
praxis --quiet code publish kept 1
run praxis check
succeeds 'a whole house'
like 'each check is a line' "$out" '^ok: '
run praxis --json check
succeeds 'as JSON'
like 'says ok' "$out" '"ok": true'
run praxis --quiet check
is 'silent when asked' "$out" ''

cp -r house whole
# damage NAME [POINT]: runs the SQL on standard input; check finds it, and the log tells too (POINT
# not_ok), or is not concerned (ok).
damage() {
    rm -rf house
    cp -r whole house
    sqlite3 house/house.db || diag 'sqlite3 failed'
    run praxis check
    fails 13 "$1"
    run praxis ledger verify
    "${2:-not_ok}" "$1: the log" test "$status" = 0
}
damage 'a leaf was changed' <<'EOT'
update act set leaf = cast(replace(leaf, '"kept"', '"lost"') as blob) where leaf_index = 1;
EOT
damage 'a leaf is gone' <<'EOT'
delete from act where leaf_index = 1;
EOT
damage 'a hash of the tree was changed' <<'EOT'
update ledger_node set hash = zeroblob(32) where id = (select max(id) from ledger_node);
EOT
damage 'the content of an act was changed' <<'EOT'
update act set content = cast(replace(content, '1', '2') as blob) where leaf_index = 1;
EOT
damage 'a reference leads nowhere' ok <<'EOT'
pragma foreign_keys = off;
delete from provision;
EOT

rm -rf house
cp -r whole house
chmod 644 house/keys/log.key
run praxis check
fails 13 'a key that others can read'
like 'is named' "$out" 'log\.key'
done_testing
