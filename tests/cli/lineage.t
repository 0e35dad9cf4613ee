#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Lasting ids through versions: doubts, relinking, undo, lineage.
. "$(dirname "$0")/../lib.sh"

# ids VERSION: the lasting ids of a version, one a line.
ids() {
    praxis --json code show walk "$1" --lang en | sed -n 's/.*"id": "\(.*\)".*/\1/p'
}

# The rows of the house without acts and times.
rows() {
    sqlite3 house/house.db .dump | grep -Ev 'INSERT INTO (act|import_step|ledger_[a-z]+) '
}

praxis --quiet init
cat >one.md <<'EOT'
---
title: One
---
# Openness {#0123456789 .chapter}

Everybody can read the text of the draft before it is discussed by the group.

The chair answers every comment within fourteen days, and says which part of it was taken up.

# Meetings {#abcde12345 .chapter}

A meeting is announced ten days before it begins.
EOT

# ---- Undo
praxis --quiet code import one.md --code walk --version 1
first=$(ids 1)
has_sqlite=
command -v sqlite3 >/dev/null && has_sqlite=yes
[ -z "$has_sqlite" ] || rows >before.txt
sed '/announced/d; s/title: One/title: Two/; s/fourteen/fifteen/' one.md >two.md
praxis --quiet code import two.md --code walk --version 1
run praxis code undo walk 1
succeeds 'an import is taken back'
is 'every id is there again' "$(ids 1)" "$first"
if [ -n "$has_sqlite" ]; then
    is 'and every row' "$(rows)" "$(cat before.txt)"
else
    skip 'no sqlite3 here'
fi
praxis --quiet code import two.md --code walk --version 1
praxis --quiet code import two.md --code walk --version 1
sed 's/Meetings/Réunions/; s/title: One/title: Un/' two.md >two.fr.md
praxis --quiet code import two.fr.md --code walk --version 1 --lang fr
run praxis --json code undo walk 1
like 'the last one was French' "$out" '"language": "fr"'
like 'and is gone' "$out" '"language_gone": true'
praxis --quiet code undo walk 1
run praxis code show walk 1
like 'step by step' "$out" 'fifteen'
praxis --quiet code undo walk 1
run praxis code show walk 1
like 'back to the first' "$out" 'fourteen'
run praxis check
succeeds 'the house is whole'
run praxis code undo walk 1
like 'the first import taken back' "$out" 'nothing is left of the code'
run praxis code list
unlike 'leaves nothing' "$out" walk
run praxis code undo walk 1
fails 4 'and then there is nothing'
praxis --quiet code import one.md --code walk --version 1
praxis --quiet code publish walk 1
run praxis code undo walk 1
fails 6 'a published version stays'

# ---- A corrected file keeps the ids
praxis --quiet code import two.md --code walk --version 2
second=$(ids 2)
sed 's/fifteen/sixteen/' two.md >three.md
praxis --quiet code import three.md --code walk --version 2
is 'a corrected file keeps the ids of the working version' "$(ids 2)" "$second"
praxis --quiet code import one.md --code walk --version 2
is 'what comes back gets the id of the version before' "$(ids 2)" "$(ids 1)"

# ---- Relinking in a working version
paragraph=$(ids 2 | sed -n 2p)
run praxis code relink walk 2 "$paragraph" --new
succeeds 'a provision gets an id of its own'
new=$(ids 2 | sed -n 2p)
not_ok 'which is another one' test "$new" = "$paragraph"
run praxis code relink walk 2 "$new" --to abcde12345
fails 6 'not one that stands there'
run praxis code relink walk 2 "$new" --to 00000000zz
fails 4 'nor one that the code does not have'
run praxis code relink walk 2 "$new" --to "$paragraph"
succeeds 'it can be given the old one'
is 'all ids are as before' "$(ids 2)" "$(ids 1)"
run praxis code relink walk 2 "$paragraph" --confirm
fails 4 'what is not in doubt cannot be confirmed'
run praxis code relink walk 2 "$paragraph" --new --confirm
fails 2 'one thing at a time'
run praxis code doubts walk 2
like 'no doubts' "$out" 'no lasting id of walk 2 is in doubt'

# ---- Lineage
sed 's/ten days/twelve days/' one.md >two.md
praxis --quiet code import two.md --code walk --version 2
praxis --quiet code publish walk 2
sed '/Everybody/d' two.md >three.md
praxis --quiet code import three.md --code walk --version 3
praxis --quiet code publish walk 3
meeting=$(ids 2 | sed -n 5p)
run praxis code lineage walk "$meeting"
succeeds 'the lineage of a provision'
like 'its first version' "$out" '^1 \(.*\): new$'
like 'was reworded' "$out" '^2 \(.*\): reworded$'
like 'was kept' "$out" '^3 \(.*\): kept$'
run praxis --json code lineage walk "$paragraph"
like 'a deleted one still resolves' "$out" '"ended": true'
like 'and says since when' "$out" '"change": "gone"'
run praxis code lineage walk 00000000zz
fails 4 'an id that was never there'

# ---- Relinking after publication
text=$(praxis --json code show walk 3)
other=$(ids 3 | sed -n 2p)
run praxis code relink walk 3 "$other" --to "$paragraph"
succeeds 'a correction of a published version'
like 'is an act' "$out" 'the act is [0-9a-z]+'
run praxis ledger verify
like 'of the log' "$out" ': 5 leaves'
is 'the text of the version is what it was' "$(praxis --json code show walk 3)" "$text"
run praxis code lineage walk "$paragraph"
like 'the lineage follows it' "$out" "corrected: it stands there as $other"
run praxis code lineage walk "$other"
like 'on both sides' "$out" "corrected: what stands there is $paragraph"
praxis --quiet code import three.md --code walk --version 4
is 'the next import takes the id that it is read as' "$(ids 4 | sed -n 2p)" "$paragraph"
run praxis code relink walk 3 "$other" --to "$other"
succeeds 'the correction is withdrawn'
run praxis code lineage walk "$other"
unlike 'without a trace in the lineage' "$out" corrected
run praxis check
succeeds 'the house is whole'
done_testing
