#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# From a draft to a published, proved version: import, a second language, publish, list, show,
# prove, verify.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init --origin walk.example/log
praxis ledger checkpoint >kept.txt
cat >draft.md <<'EOT'
# Openness {#0123456789 .chapter}

Everybody can *read* the text.

## Measure 1.1 Windows {#abcde12345 .measure}

- at least fourteen days
- announced before they open
EOT
cat >draft.fr.md <<'EOT'
# Ouverture {#0123456789 .chapter}

Chacun peut *lire* le texte.

## Mesure 1.1 Délais {#abcde12345 .measure}

- quatorze jours au moins
- annoncés avant leur ouverture
EOT
run praxis code import draft.md --code walk --version draft-1
succeeds 'a draft is imported'
like 'and counted' "$out" 'imported walk draft-1 \(en\): [0-9]+ provisions'
run praxis code import draft.fr.md --code walk --version draft-1 --lang fr
succeeds 'its French text is added'

sed 's/- annoncés.*//' draft.fr.md >other.md
run praxis code import other.md --code walk --version draft-1 --lang de
fails 3 'a language with another structure is refused'
like 'with the differences' "$err" 'does not follow the tree.*line 7: expected point'

run praxis code list
succeeds 'the list'
like 'shows it as working, in both languages' "$out" 'walk +draft-1 +working version +en fr'
run praxis ledger prove walk draft-1
fails 4 'what is not published cannot be proved'

first=$(praxis --json code show walk draft-1 --lang en)
like 'the explicit lasting id is kept' "$first" '"id": "abcde12345"'
like 'every provision has its eId' "$first" '"eid": "'
run praxis code import draft.md --code walk --version draft-1
succeeds 'a working version can be imported again'
is 'and keeps its ids' "$(praxis --json code show walk draft-1 --lang en | grep '"id"')" \
    "$(printf '%s\n' "$first" | grep '"id"')"

run praxis --json code publish walk draft-1
succeeds 'publish'
act=$(printf '%s\n' "$out" | sed -n 's/.*"act": "\(.*\)".*/\1/p')
run praxis ledger verify --since kept.txt
succeeds 'the log has only grown since a kept checkpoint'
like 'and tells how much' "$out" 'from 1 leaves to 2'
sed '2s/1/2/' kept.txt >forged.txt
run praxis ledger verify --since forged.txt
fails 25 'a forged checkpoint does not hold'
run praxis ledger verify --since kept.txt "$act"
fails 2 'nothing beside it'
run praxis code publish walk draft-1
fails 6 'only once'
run praxis code import draft.md --code walk --version draft-1
fails 6 'a published version is frozen'
run praxis code show walk draft-1 --lang fr
like 'the French text' "$out" 'Chacun peut lire le texte'
run praxis code show walk draft-9
fails 4 'a version that is not there'
run praxis code publish nobody draft-1
fails 4 'a code that is not there'

praxis ledger checkpoint --key >key.txt
run praxis ledger prove walk draft-1 -o walk.proof
succeeds 'the proof'
run praxis ledger prove walk draft-1 -o walk.proof
fails 5 'is not overwritten'
run praxis ledger prove "$act"
is 'the act gives the same proof' "$out" "$(cat walk.proof)"
mv house elsewhere
run praxis ledger verify walk.proof --key key.txt
succeeds 'the proof holds without the house'
like 'and names the log' "$out" 'walk\.example/log'
run praxis ledger verify walk.proof --key "$(cat key.txt)"
succeeds 'also with the key itself'
like 'the leaf tells code and version' "$out" '"code":"walk".*"version":"draft-1"'
unlike 'and no text' "$out" 'Openness|Chacun'
run praxis ledger verify walk.proof
fails 15 'without key and without house'
sed 's/^index \(.*\)/index 1\1/' walk.proof >forged.proof
run praxis ledger verify forged.proof --key key.txt
not_ok 'a forged place does not hold' test "$status" = 0
praxis --quiet --house other init --origin walk.example/log
run praxis ledger verify walk.proof --key "$(praxis --house other ledger checkpoint --key)"
fails 25 'another key does not hold'
run praxis ledger verify missing.proof --key key.txt
fails 4 'a missing file'
head -c 100 walk.proof >short.proof
run praxis ledger verify short.proof --key key.txt
fails 12 'a truncated proof'
mv elsewhere house

run praxis ledger verify "$act"
succeeds 'an act of the house'
run praxis ledger verify
succeeds 'the whole log'
like 'counts' "$out" '^the log holds: 2 leaves'
run praxis check
succeeds 'the house is whole'

run praxis code import missing.md --code walk --version 2
fails 4 'a file that is not there'
run praxis code import . --code walk --version 2
not_ok 'a folder is no draft' test "$status" = 0
printf 'caf\351\n' >latin1.md
run praxis code import latin1.md --code walk --version 2
fails 12 'bytes that are not UTF-8'
like 'with the place' "$err" '1'
run praxis code import draft.md --code 'Not An Id' --version 2
fails 3 'an id that is none'
run praxis code list
unlike 'none of this left anything' "$out" '^walk +2 '
run praxis code import - --code walk --version 2
not_ok 'nothing on standard input is no draft' test "$status" = 0
"$PRAXIS" code import - --code walk --version 2 <draft.md >/dev/null
is 'a draft on standard input' "$?" 0
done_testing
