#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comments on the command line: what was recorded is submitted, listed and shown; receipts; words
# that were withdrawn are gone from the house.
. "$(dirname "$0")/../lib.sh"

praxis init >/dev/null
cat >draft.md <<'EOF'
# Transparency {#cps0100000 .chapter}

Providers keep clear documents. {#p1000000aa}
EOF
praxis code import draft.md --code gpai --version draft-1 >/dev/null
praxis code publish gpai draft-1 --accept-doubts >/dev/null 2>&1

one=00000000000000000000000001
two=00000000000000000000000002
own=00000000000000000000000003
sqlite3 house/house.db "
INSERT INTO person (public_id, name, mail, category, language, created)
    VALUES ('anna', 'Anna Example', 'anna@example.org', 'academia', 'en', 1);
INSERT INTO comment (public_id, code, origin, kind, author, category, byline, version, language,
    lasting_id, chapter, place, has_wording, created, changed)
    SELECT '$one', code, 'imported', 'technical', NULL, 'academia', 'Zebulon Quatermass', id, 'en',
    'p1000000aa', 'cps0100000', 2 << 32, 1, 1, 1 FROM version;
INSERT INTO comment_body (comment, text, wording) VALUES (1, 'Vermilion words.', 'Chartreuse.');
INSERT INTO comment (public_id, code, origin, kind, category, byline, version, language, created,
    changed) SELECT '$two', code, 'imported', 'general', 'civil-society', 'Otto Other', id, 'en', 1,
    1 FROM version;
INSERT INTO comment_body (comment, text) VALUES (2, 'Ochre words.');
INSERT INTO comment (public_id, code, origin, kind, author, version, language, created, changed)
    SELECT '$own', code, 'written', 'general', 1, id, 'en', 1, 1 FROM version;
INSERT INTO comment_body (comment, text) VALUES (3, 'Her own.');"

run praxis comments submit "$own"
fails 7 'the operator does not submit what somebody wrote here'
run praxis comments submit "$one" "$two"
succeeds 'what was taken over is submitted'
run praxis comments submit "$one"
fails 6 'once'

run praxis comments list gpai
succeeds 'a list'
like 'with the names of those without account' "$out" 'Zebulon Quatermass'
like 'and places as people name them' "$out" 'Transparency'
unlike 'without drafts' "$out" 'Anna'
run praxis --lang fr comments list gpai
like 'a number of a comment is no count' "$(printf '%s' "$out" | head -n 1)" 'N°'
run praxis comments list gpai --text vermil --json
succeeds 'found by the beginning of a word'
is 'one comment' "$(printf %s "$out" | jq -r '.total, .comments[0].number, .next' | tr '\n' ' ')" \
    '1 1 null '
run praxis comments list gpai --sort newest --max 1 --json
is 'a page' "$(printf %s "$out" | jq -r '.total, .comments[0].number, .next' | tr '\n' ' ')" \
    "2 2 $two "
run praxis comments list gpai --max 1 --after "$one"
like 'goes on behind the first' "$out" 'Otto Other'
run praxis comments list gpai --kind rude
fails 2 'no such kind'
like 'with those that there are' "$err" 'editorial'
run praxis comments list gpai --version draft-1 --on cps0100000 --below --json
is 'what stands in a provision' "$(printf %s "$out" | jq -r '.total')" 1

run praxis comments show gpai/1
succeeds 'one comment'
like 'its words' "$out" 'Vermilion words'
like 'its wording' "$out" 'Chartreuse'
run praxis comments show gpai/1 --json
is 'as its twin' "$(printf %s "$out" | jq -r '.schema, .id, .anchor.id' | tr '\n' ' ')" \
    "1 $one p1000000aa "
run praxis comments show 1
fails 2 'a number alone names none'
like 'as it says, with what to write' "$err" 'write CODE/1'
run praxis comments show "$own"
fails 4 'drafts are not shown'

sqlite3 house/house.db "SELECT value FROM house_setting WHERE name LIKE '%verifier%'" >key.txt
run praxis comments receipt gpai/1 -o receipt.txt
succeeds 'a receipt'
run praxis ledger verify receipt.txt
succeeds 'which holds'
submission=$(sqlite3 house/house.db 'SELECT public_id FROM submission')
praxis comments receipt "$submission" >all.txt
run praxis --json ledger verify all.txt
succeeds 'that of the submission'
is 'has both' "$(printf %s "$out" | jq '.proofs | length')" 2
is 'and what they say' "$(printf %s "$out" | jq -r '.proofs[].content | fromjson.comment' |
    tr '\n' ' ')" "$one $two "
sed 's/"number":1,/"number":7,/' receipt.txt >forged.txt
run praxis ledger verify forged.txt
fails 25 'what it says cannot be changed'
awk '/^#/ { next } { print }' receipt.txt >bare.tlog-proof
run praxis ledger verify bare.tlog-proof
succeeds 'a proof alone is one too'

for word in Vermilion Chartreuse vermilion Zebulon; do
    ok "before, the house holds $word" grep -qraF "$word" house
done
run praxis comments withdraw gpai/1 --reason 'Asked for.'
succeeds 'withdrawn'
for word in Vermilion Chartreuse vermilion chartreuse Zebulon; do
    not_ok "nothing is left of $word" grep -qraF "$word" house
done
run praxis comments show gpai/1
like 'its place stays' "$out" 'on Transparency'
like 'with who did it' "$out" 'Withdrawn by its author'
run praxis comments withdraw gpai/1
fails 6 'once'
run praxis ledger verify receipt.txt
succeeds 'the receipt that was kept still holds'
run praxis comments disown gpai/2
succeeds 'falsely attributed'
not_ok 'no name is left' grep -qraF 'Otto Other' house
run praxis ledger verify
succeeds 'the log holds'
run praxis check
succeeds 'the house is whole'
done_testing
