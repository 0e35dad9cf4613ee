#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis summary check, summary score, form check: findings, statuses, summaries that others filed.
. "$(dirname "$0")/../lib.sh"

good=$PX_ROOT/tests/fuzz/seeds/filed/good.txt
filed=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/summaries
day='--date 2026-11-30'

# ---- What the command says and returns
# shellcheck disable=SC2086
run praxis summary check $day "$good"
succeeds 'a good summary'
is 'has no findings' "$out" 'errors: 0, warnings: 0, notes: 0'
sed 's/March 2026\./no later than March 2026./' "$good" >vague.txt
# shellcheck disable=SC2086
run praxis summary check $day vague.txt
succeeds 'warnings are no errors'
like 'the rule is named' "$out" '^  SUM-09: Warning: the latest date .* vague: “no later than”'
like 'with what to do' "$out" '^      -> write one exact month'
# shellcheck disable=SC2086
run praxis summary check $day --strict vague.txt
fails 1 'unless they are asked to be'
sed 's/^03\/2024 to.*//' "$good" >gap.txt
# shellcheck disable=SC2086
run praxis summary check $day gap.txt
fails 1 'an error ends with 1'
like 'its field is named' "$out" '^2\.3\.e '
# shellcheck disable=SC2086
run praxis --lang fr summary check $day gap.txt
like 'labels are in French, too' "$out" '^2\.3\.e .*[Pp]ériode'
# shellcheck disable=SC2086
run praxis summary check $day --answers "$good"
like 'what was read is told' "$out" '^2\.3\.a \[yes\]'
like 'with its words' "$out" '^      ExampleBot/2$'

# A page of HTML reads like its text.
{
    echo '<!DOCTYPE html><html><body>'
    sed 's/&/\&amp;/g; s/.*/<p>&<\/p>/' gap.txt
    echo '</body></html>'
} >gap.html
# shellcheck disable=SC2086
run praxis summary check $day gap.html
fails 1 'a page is read'
like 'and the same is found' "$out" '^2\.3\.e '

# ---- JSON, and its schema
# shellcheck disable=SC2086
run praxis --json summary check $day gap.txt
fails 1 'JSON ends with the same status'
printf %s "$out" >gap.json
is 'it has the rule' "$(jq -r '.findings[] | select(.field == "2.3.e") | .rule' gap.json)" SUM-15
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    run /usr/bin/python3 -c 'import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open("gap.json")), schema, jsonschema.Draft202012Validator)' \
        "$PX_ROOT/data/schemas/form-check.json"
    succeeds 'and keeps the schema'
else
    skip 'the schema: python3-jsonschema is not here'
fi

# ---- DOCX, as praxis writes it and reads it back
praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet model add example-lab 'Tiny 1'
praxis --quiet claims declare example-lab/tiny-1 summary.2.3.a false
praxis --quiet claims declare example-lab/tiny-1 summary.3.2.a 'Lists of hashes kept it out.'
for lang in en fr; do
    praxis --quiet summary build example-lab/tiny-1 --format docx --lang $lang -o $lang.docx
    # shellcheck disable=SC2086
    run praxis summary check $day --answers $lang.docx
    fails 1 "a DOCX is read ($lang)"
    like 'a tick is' "$out" '^2\.3\.a \[no\]'
    like 'an answer is, and nothing that praxis adds' "$out" \
        '^      Lists of hashes kept it out\.$'
    like 'what has no answer is missing' "$out" '^2\.4\.a \[missing\]'
    unlike 'no page is named' "$out" '\(page'
done
# shellcheck disable=SC2086
run praxis summary score $day en.docx
succeeds 'and scored'

# ---- What the claims of a model contradict (SUM-28)
praxis --quiet claims declare example-lab/tiny-1 summary.2.3.b '[{"name":"ExampleBot"}]'
# shellcheck disable=SC2086
run praxis summary check $day example-lab/tiny-1
fails 1 'a contradiction between claims'
like 'is an error' "$out" '^  SUM-28: Error: '
like 'that names the other field' "$out" 'summary\.2\.3\.[ab]'

# ---- What cannot be read
echo 'A letter.' >letter.txt
run praxis summary check letter.txt
fails 26 'something else'
like 'is told' "$err" 'nothing of the form of the public summary is found'
printf '%%PDF-1.7\ngarbage' >bad.pdf
if command -v pdftotext >/dev/null; then
    run praxis summary check bad.pdf
    ok 'a damaged PDF ends with an error' test "$status" -ge 1
    like 'that names the tool' "$err" pdftotext
else
    skip 'pdftotext is not here (poppler-utils)' 2
fi
printf 'PK\003\004' >a.docx
run praxis summary check a.docx
fails 12 'a damaged DOCX'
like 'is told' "$err" 'no DOCX document or a damaged one'
run praxis summary check no-such-file
ok 'neither a file nor a model' test "$status" -ge 2
run praxis form check "$good"
fails 26 'form check reads filled forms'

# ---- The score
# shellcheck disable=SC2086
run praxis summary score $day "$good"
succeeds 'a summary is scored'
like 'with its groups' "$out" '^Transparency +[0-9]+\.[0-9]{2} +[A-F]'
like 'agreement comes before it, by criterion' "$(printf '%s\n' "$out" | head -n 4 | tail -n 1)" \
    '^Criterion +Agreed +Kappa +Counts +Here'
like 'with how often, and why it counts' "$out" '^D23 +6/6 +1\.00 +yes, both +1 '
like 'what is for a human is listed' "$out" '^  D1 D2 D3 D4 D6'
like 'how much of the points counts is said' "$out" '^Usefulness .* [0-9]+ %$'
# shellcheck disable=SC2086
run praxis --json summary score $day "$good"
is 'all criteria are listed' "$(printf %s "$out" | jq '.criteria | length')" 242
is 'what counts is judged, and nothing else' "$(printf %s "$out" | jq '[.criteria[] |
    select(.counts == false and .verdict != "human" and .verdict != "not-applicable")] |
    length')" 0
is 'each with its agreement' "$(printf %s "$out" | jq -c '.criteria[] | select(.id == "D23") |
    [.compared, .agreed, .kappa, .why]')" '[6,6,1,"both"]'
is 'and how many documents that was' "$(printf %s "$out" | jq '.documents')" 6
is 'those never agreed on are for a human' \
    "$(printf %s "$out" | jq -r '.criteria[] | select(.id == "D4") | .verdict')" human

# ---- Filed summaries of others: what is found in each, checked by hand against the PDF
found() {
    # shellcheck disable=SC2086
    praxis --json summary check $day "$filed/filed/$1" 2>/dev/null |
        jq -r '[.findings[] | select(.severity != "note") | .rule] | unique | join(" ")'
}
answer() {
    # shellcheck disable=SC2086
    praxis summary check $day --answers "$filed/filed/$1" 2>/dev/null |
        sed -n "s/^$2 \[\(.*\)\].*/\1/p"
}
# What was read: document, field, state and ticks, words.
answers() {
    praxis summary check --answers "$1" 2>/dev/null | awk -v document="$(basename "$1")" '
        function put() { if (field != "") print document "\t" field "\t" state "\t" words }
        /^[0-9.]+[a-z] \[/ || /^  [a-z]+ \[/ {
            put(); field = $1; words = 0; state = $0; sub(/^ *[^ ]+ /, "", state); next
        }
        /^      / && field != "" { words += NF; next }
        { put(); field = "" }
        END { put() }'
}
if [ -d "$filed/filed" ] && command -v pdftotext >/dev/null; then
    is 'Apertus' "$(found Apertus_2025_11_12.pdf)" \
        'SUM-02 SUM-09 SUM-10 SUM-19 SUM-23 SUM-24 SUM-32'
    is 'Bielik' "$(found Bielik_3_2026_01_12.pdf)" \
        'SUM-02 SUM-09 SUM-12 SUM-14 SUM-16 SUM-23 SUM-24 SUM-33'
    is 'Bria' "$(found Bria_32_2026_01_12.pdf)" \
        'SUM-02 SUM-03 SUM-07 SUM-09 SUM-10 SUM-14 SUM-22 SUM-23 SUM-26'
    is 'GPT-5.5' "$(found GPT-55_2026_07_14.pdf)" \
        'SUM-09 SUM-10 SUM-11 SUM-12 SUM-13 SUM-15 SUM-16 SUM-21 SUM-23 SUM-29 SUM-32 SUM-33 SUM-34'
    is 'Phi-4' "$(found Phi_4_2026_02_05.pdf)" \
        'SUM-01 SUM-03 SUM-04 SUM-05 SUM-10 SUM-11 SUM-20 SUM-21 SUM-22 SUM-23 SUM-25 SUM-26 SUM-27'
    is 'SmolLM3' "$(found SmolLM_33B_2025_11_12.pdf)" \
        'SUM-02 SUM-03 SUM-04 SUM-09 SUM-17 SUM-20 SUM-23 SUM-24 SUM-26 SUM-32'
    is 'a tick of any sign is read' "$(answer Bielik_3_2026_01_12.pdf 2.3.a)" yes
    is 'an empty box beside the only option is not no' \
        "$(answer SmolLM_33B_2025_11_12.pdf 2.3.a)" unreadable
    for name in "$filed"/filed/*.pdf; do
        answers "$name"
    done >answers.tsv
    ok 'of each field of each is read what tests/data/filed_answers.tsv has' \
        diff "$PX_ROOT/tests/data/filed_answers.tsv" answers.tsv
    "$PX_ROOT/tools/agreement.pl" "$PRAXIS" "$filed/.." >agreement.tsv
    ok 'the recorded agreement is what the checker says' \
        cmp agreement.tsv "$PX_ROOT/data/score_agreement.tsv"
else
    skip 'no shared data here (summaries), or no pdftotext' 10
fi

done_testing
