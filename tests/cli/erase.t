#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Erasure: nothing of a person is left in the house, the log stays valid, and a backup made before
# does not bring anything back.
. "$(dirname "$0")/../lib.sh"

run praxis init
succeeds 'a house'
praxis --quiet people add 'Secretariat' --mail desk@example.eu --role secretariat
for n in $(seq 1 40); do
    praxis --quiet people add "Filler $n" --mail "filler$n@example.eu"
done
praxis --quiet people add 'Zebulon Quatermass' --mail zebulon@quatermass.example \
    --category civil-society --organisation 'Society' --country BE --role chair --title co-chair
praxis --quiet people add 'Yolanda Umbrage' --mail yolanda@umbrage.example --role member
zebulon=$(sqlite3 house/house.db "SELECT public_id FROM person WHERE name LIKE 'Zebulon%'")
yolanda=$(sqlite3 house/house.db "SELECT public_id FROM person WHERE name LIKE 'Yolanda%'")
sqlite3 house/house.db "
PRAGMA foreign_keys = ON;
INSERT INTO interest (person, text, declared) SELECT id, 'shares in Vermilion-Holdings', 1
    FROM person WHERE public_id = '$zebulon';
INSERT INTO consent (person, purpose, version, given) SELECT id, 'participation', 1, 1 FROM person
    WHERE public_id = '$zebulon';
INSERT INTO credential (person, password) SELECT id, '\$argon2id\$chartreuse' FROM person
    WHERE public_id = '$zebulon';
INSERT INTO identity (issuer, subject, person) SELECT 'https://id.example', 'subject-ochre', id
    FROM person WHERE public_id = '$zebulon';
INSERT INTO mail (public_id, kind, person, address, language, subject, body, state, created, due)
    SELECT 'mail-one', 'round', id, mail, 'en', 'Subject-indigo', 'Body-crimson', 'sent', 1, 1
    FROM person WHERE public_id = '$zebulon';
INSERT INTO mail (public_id, kind, address, language, subject, body, state, created, due)
    VALUES ('mail-two', 'application', 'zebulon@quatermass.example', 'en', 'S', 'Body-scarlet',
    'waiting', 1, 1);
INSERT INTO job (kind, payload, due, max_tries)
    VALUES ('people.link', '{\"mail\":\"Zebulon@Quatermass.example\"}', 1, 5);
INSERT INTO code (name, created) VALUES ('gpai', 1);
INSERT INTO process (code, key, template, zone, window_days, created)
    VALUES (1, 'first', 'gpai', 'Europe/Brussels', 14, 1);
INSERT INTO call (public_id, process, kind, opens, opens_civil, closes, closes_civil,
    consent_version) VALUES ('call-one', 1, 'chairs', 1, '', 2, '', 1);
INSERT INTO application (public_id, call, name, mail, language, category, country, motivation,
    expertise, interests, consent_version, received, state, words)
    VALUES ('application-one', 1, 'Zebulon Quatermass', 'zebulon@quatermass.example', 'en',
    'civil-society', 'BE', 'Motivation-viridian', 'Expertise-cobalt', 'Interest-magenta', 1, 1,
    'declined', 'zebulon quatermass');
INSERT INTO act (public_id, kind, time, content, author) SELECT 'act-one', 'application.changed',
    time, CAST('{\"application\":\"application-one\",\"call\":\"call-one\",\"code\":\"gpai\",' ||
    '\"digest\":\"Digest-umber\",\"process\":\"first\"}' AS BLOB),
    'applicant' FROM act ORDER BY id DESC LIMIT 1;"
words='Zebulon|Quatermass|zebulon|quatermass|Vermilion|chartreuse|subject-ochre|Subject-indigo'
words="$words|Body-crimson|Body-scarlet|Motivation-viridian|Expertise-cobalt|Interest-magenta"
words="$words|Digest-umber"
# (a trial of the test itself: all of it is there before)
for word in $(echo "$words" | tr '|' ' '); do
    ok "before, the house holds $word" grep -qraF "$word" house
done

run praxis --json people export zebulon@quatermass.example
succeeds 'the copy of the data'
is 'it is of the person' "$(printf %s "$out" | jq -r '.schema, .person' | tr '\n' ' ')" \
    "1 $zebulon "
for word in Vermilion-Holdings Subject-indigo Body-crimson Body-scarlet Motivation-viridian \
    subject-ochre Digest-umber; do
    like "it has $word" "$out" "$word"
done
unlike 'but not the hash of the password' "$out" chartreuse
is 'that one is set' "$(printf %s "$out" | jq -c '.data.credentials')" \
    '[{"password":true,"codes":false}]'
run praxis people export zebulon@quatermass.example
like 'the same to read' "$out" '^  Interest: shares in Vermilion-Holdings$'
run praxis people export nobody@example.eu
fails 4 'of nobody there is none'

run praxis backup before.tar
succeeds 'a backup'
run praxis people erase zebulon@quatermass.example
fails 2 'an erasure must be meant'
run praxis people erase desk@example.eu --yes
fails 6 'the only secretariat stays'
like 'and why' "$err" 'only secretariat'

run praxis --json people erase zebulon@quatermass.example --yes
succeeds 'an erasure'
is 'it says that the function stays' "$(printf %s "$out" | jq -c '[.person, .function_kept]')" \
    "[\"$zebulon\",true]"
not_ok 'nothing of it is in any file of the house' grep -qraE "$words" house
is 'the write-ahead log is cut' "$(stat -c %s house/house.db-wal 2>/dev/null || echo 0)" 0
run praxis ledger verify
succeeds 'the log is valid'
run praxis check
succeeds 'the house is whole'
is 'what is left of the person' \
    "$(sqlite3 house/house.db "SELECT name, mail IS NULL, state, display FROM person
        WHERE public_id = '$zebulon'")" \
    '|1|erased|anonymous'
is 'the function without a name' \
    "$(sqlite3 house/house.db "SELECT role, title, ended IS NOT NULL FROM grant_of_role AS g
        JOIN person AS p ON p.id = g.person WHERE p.public_id = '$zebulon'")" \
    'chair|co-chair|1'
run praxis people erase "$zebulon" --yes
fails 6 'not twice'

run praxis people erase yolanda@umbrage.example --yes
succeeds 'a member'
not_ok 'of whom nothing is left either' grep -qraE 'Yolanda|Umbrage|yolanda|umbrage' house
is 'not even the role' \
    "$(sqlite3 house/house.db "SELECT count(*) FROM grant_of_role AS g
        JOIN person AS p ON p.id = g.person WHERE p.public_id = '$yolanda'")" 0
is 'the list beside the database names both' "$(cut -d' ' -f1 house/erased | tr '\n' ' ')" \
    "$zebulon $yolanda "

# ---- A backup made before

mkdir again
cp house/erased again/erased
run praxis --house again restore before.tar
succeeds 'a backup of before, into a folder that has the list'
like 'it says what it erased again' "$out" '^2 of what the backup held'
not_ok 'nothing comes back' grep -qraE "$words|Yolanda|umbrage" again
run praxis --house again ledger verify
succeeds 'its log is valid'
run praxis --house third restore before.tar --erased house/erased
succeeds 'with the list named'
not_ok 'nothing comes back there' grep -qraE "$words|Yolanda|umbrage" third
is 'the list is kept on' "$(cut -d' ' -f1 third/erased | sort)" \
    "$(cut -d' ' -f1 house/erased | sort)"
run praxis --house fourth restore before.tar
succeeds 'without a list'
ok 'it comes back, for nobody can know' grep -qraF Quatermass fourth
echo 'no list' >bad
run praxis --house fifth restore before.tar --erased bad
like 'what is no list is refused' "$status $err" '^[1-9][0-9]* .*not a list'
not_ok 'and nothing is left of the house' test -e fifth
done_testing
