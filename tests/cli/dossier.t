#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The dossier of a code: import, show, export, and the demonstration house.
. "$(dirname "$0")/../lib.sh"

# part NAME ENTRY...: a file of the code walk with these entries.
part() {
    cat <<EOT
{ "dossier": 1, "code": "walk", "part": "$1", "as_of": "2026-11-24",
  "code_title": { "en": "A walk", "fr": "Une promenade" },
  "sources": { "page": { "title": { "en": "The page", "fr": "La page" },
                         "address": "https://example.eu/page" } },
  "entries": [ $2 ] }
EOT
}
cited='"sources": [ { "source": "page", "confidence": "primary" } ]'
start="{ \"kind\": \"step\", \"key\": \"start\", \"date\": \"2024-09-30\", \"time\": \"14:00\",
    \"step\": \"kick-off-plenary\", \"title\": { \"en\": \"Start\", \"fr\": \"Départ\" },
    \"figures\": [ { \"what\": \"participants\", \"relation\": \"almost\", \"value\": 1000,
        \"source\": \"page\", \"confidence\": \"secondary\" } ], $cited }"
all="{ \"kind\": \"addressee\", \"key\": \"all\", \"date\": \"2024\",
    \"title\": { \"en\": \"Everybody\", \"fr\": \"Tout le monde\" }, $cited }"
duty="{ \"kind\": \"duty\", \"key\": \"answer\", \"date\": \"2025-02\",
    \"provision\": \"k3v7q0m2a9\", \"addressees\": [ \"all\" ],
    \"articles\": [ { \"act\": \"ai-act\", \"article\": \"53(1)(a)\" } ],
    \"terms\": [ { \"type\": \"deadline\", \"value\": 5, \"unit\": \"business-day\",
        \"relation\": \"within\", \"what\": { \"en\": \"an answer\", \"fr\": \"une réponse\" },
        \"from\": { \"en\": \"the question\", \"fr\": \"la question\" } } ], $cited }"

praxis --quiet init
part history "$start" >history.json
part duties "$all, $duty" >duties.json

# ---- Import
run praxis dossier import history.json
succeeds 'a part is imported'
like 'it makes the code' "$out" "^made code 'walk'"
like 'and says what it took' "$out" "^walk: part 'history' published, 1 entry\$"
run praxis dossier import history.json duties.json
succeeds 'several at once'
like 'what is the same changes nothing' "$out" "part 'history' is unchanged"
like 'the other is taken' "$out" "part 'duties' published, 2 entries"
run praxis --json dossier import duties.json
like 'as JSON' "$out" '"entries": 2'
like 'no act for the same bytes' "$out" '"act": null'
run praxis code list
like 'the code stands in the list' "$out" '^walk +- .*A walk'
run praxis --lang fr code list
like 'in French too' "$out" 'Une promenade'
run praxis ledger verify
succeeds 'the log holds'
run praxis check
succeeds 'the house is whole'

# ---- What is wrong is said
sed 's/2024-09-30/2024-13/' history.json >bad.json
run praxis dossier import bad.json
fails 3 'a date that is none'
like 'with place and field' "$err" "bad.json: entry 1 'start': the field 'date' is no date: '2024-"
run praxis --json dossier import bad.json
like 'as an object too' "$err" '"key":"start"'
echo '{' >bad.json
run praxis dossier import bad.json
fails 12 'no JSON'
part late '{ "kind": "duty" }' >bad.json
run praxis dossier import bad.json
like 'what is missing' "$err" "entry 1 '': the field 'key' is missing"
part duties "$all" | sed 's/"all"/"some"/' >bad.json
run praxis dossier import history.json bad.json
succeeds 'an addressee goes with the duty that named it'
part more "$duty" >bad.json
run praxis dossier import bad.json
like 'a duty for nobody' "$err" "the field 'addressees' names no addressee of the dossier: 'all'"
praxis --quiet dossier import duties.json
praxis --quiet dossier import history.json
part more "$duty" | sed 's/"answer"/"again"/' >more.json
praxis --quiet dossier import more.json
part duties "$all" | sed 's/"all"/"some"/' >bad.json
run praxis dossier import bad.json
fails 3 'a part that leaves the entry of another one without its addressee'
like 'which is named' "$err" "^praxis: more: entry 1 'again'"
run praxis dossier import missing.json
fails 4 'no such file'

# ---- Show
run praxis dossier show walk
like 'a step with its date' "$out" '^30 September 2024, 14:00: Start \(step, kick-off plenary\)'
like 'its figure' "$out" 'almost 1,000 participants: The page \(from a secondary source\)'
like 'its source' "$out" 'source: The page \(read in the primary text\)'
run praxis dossier show walk --kind duty
like 'a month' "$out" '^February 2025'
like 'who is bound' "$out" 'binds: Everybody'
like 'the article' "$out" 'serves: Article 53\(1\)\(a\) of the AI Act'
like 'the deadline' "$out" 'deadline: an answer, within 5 business days after the question'
unlike 'nothing else' "$out" 'Start'
run praxis dossier show walk --lang fr
like 'texts in French' "$out" 'Départ'
run praxis dossier show walk --provision k3v7q0m2a9
like 'of a provision' "$out" 'an answer'
unlike 'no steps' "$out" 'Start'
run praxis dossier show walk --provision aaaaaaaaa1
succeeds 'a provision of which nothing is known'
like 'says so' "$out" 'there is nothing of it'
run praxis --json dossier show walk
like 'as JSON: schema' "$out" '"schema": 1'
like 'the date' "$out" '"date": "2024-09-30"'
like 'the time' "$out" '"time": "14:00"'
like 'the zone' "$out" '"zone": "Europe/Brussels"'
like 'the month' "$out" '"date": "2025-02"'
like 'the unit' "$out" '"unit": "business-day"'
keys=$(printf '%s\n' "$out" | grep -o '"[a-z_]*":')
run praxis --lang fr --json dossier show walk
like 'French texts' "$out" '"text": "Départ"'
is 'the same keys' "$(printf '%s\n' "$out" | grep -o '"[a-z_]*":')" "$keys"
part reading "{ \"kind\": \"summary\", \"key\": \"summary\", \"date\": \"2024\",
    \"text\": { \"en\": \"What it is.\" }, $cited }" >reading.json
praxis --quiet dossier import reading.json
run praxis --lang en dossier show walk --kind summary
like 'an entry without a title' "$out" '^2024: [a-z ]+ \[summary\]$'
run praxis dossier show walk --kind wine
fails 2 'no such kind'
like 'names those that there are' "$err" 'step, round, group'
run praxis dossier show nothing
fails 4 'no such code'

# ---- Export
run praxis dossier export walk history -o again.json
succeeds 'a part is written'
ok 'byte for byte' cmp history.json again.json
run praxis dossier export walk nothing
fails 4 'no such part'

# ---- A code with a dossier stays where its last import is taken back
printf 'Text. {#k3v7q0m2a9}\n' >draft.md
praxis --quiet code import draft.md --code walk --version 1
run praxis code undo walk 1
succeeds 'the only import is taken back'
run praxis dossier show walk --kind step
like 'the dossier stays' "$out" 'Start'
run praxis code list
like 'and the title that it had' "$out" '^walk +- .*A walk'

# ---- The demonstration house
run env PRAXIS="$PRAXIS" "$PX_ROOT/tools/demo_house.sh" demo
succeeds 'the demonstration house is made'
like 'with texts' "$out" '^loaded gpai final: en fr$'
like 'with dossiers' "$out" "^gpai: part 'history' published"
run praxis --house demo check
succeeds 'it is whole'
run praxis --house demo --json round list gpai edition-2
like 'a first round that is closed' "$out" '"state": "closed"'
like 'a second one that is open' "$out" '"state": "open"'
run praxis --house demo meeting list gpai
like 'meetings were held' "$out" 'published .*Synthesis plenary'
run praxis --house demo people list --text 'Member 412'
like 'people under neutral labels' "$out" 'Member 412, '

# Comments in every state that there is, each at least once.
counted() {
    sqlite3 -readonly demo/house.db "$2" | sort -u | tr '\n' ' ' >counted
    is "$1" "$(cat counted)" "$3"
}
counted 'states of comments' 'SELECT state FROM comment' 'disowned draft ready submitted withdrawn '
counted 'written and said' 'SELECT origin FROM comment' 'oral written '
counted 'shown as they wish' 'SELECT display FROM comment' 'anonymous name organisation '
counted 'in time and late' "SELECT late FROM comment WHERE state = 'submitted'" '0 1 '
counted 'kinds' 'SELECT kind FROM comment' 'editorial general technical translation '
counted 'stances' 'SELECT stance FROM comment' ' live-with object support '
counted 'languages' "SELECT text_language FROM comment_body WHERE text <> ''" 'en fr '
counted 'statuses of answers, published and not' "SELECT state || ' ' || status FROM answer" \
    "$(for state in draft published; do
        for status in accepted accepted-with-modifications not-accepted noted out-of-scope \
            partly-accepted; do
            printf '%s %s ' $state $status
        done
    done)"
counted 'what authors say, objections open and dealt with' \
    "SELECT opinion || (dealt IS NOT NULL AND dealt > 0 AND opinion = 'objects')
    FROM answer_opinion" \
    'not-satisfied0 objects0 objects1 satisfied0 '
counted 'what became of their words in the second draft' \
    "SELECT p.state || ' ' || (p.reason <> '') FROM comment_place p
    JOIN version v ON v.id = p.version WHERE v.label = 'edition-2.draft-2'" \
    'changed 0 changed 1 deleted 0 moved 0 moved 1 text-gone 0 unchanged 0 '
counted 'what they changed' 'SELECT way FROM comment_change' 'edit wording '
counted 'files' 'SELECT name FROM comment_attachment' 'method.pdf storing-reports.pdf '
run praxis --house demo --json answers progress gpai edition-2 1
is 'each comment of the first round is answered' \
    "$(printf '%s' "$out" | jq '.comments == .answered and .comments > 200')" true
run praxis --house demo answers declare gpai edition-2 1
fails 6 'which is declared'
run praxis --house demo answers declare gpai edition-2 2
succeeds 'one more round waits for that'

run env PRAXIS="$PRAXIS" "$PX_ROOT/tools/demo_house.sh" demo
like 'a house that is there stays' "$out" '^demo is there already'
mkdir -p data/codes data/dossiers
cp draft.md data/codes/walk.2.en.md
cp draft.md data/codes/walk.10.fr.md
run env PRAXIS="$PRAXIS" DATA=data "$PX_ROOT/tools/demo_house.sh" lean
succeeds 'files that are missing'
like 'a text in French alone' "$out" '^loaded walk 10: fr$'
is 'versions in their order' "$(printf '%s\n' "$out" | sed -n 's/^loaded walk \([0-9]*\):.*/\1/p' |
    tr '\n' ' ')" '2 10 '
done_testing
