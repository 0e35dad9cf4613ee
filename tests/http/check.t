#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The checker for everybody: a file goes in, findings come out, nothing is kept.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

good=$PX_ROOT/tests/fuzz/seeds/filed/good.txt
filed=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/summaries/filed

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet model add example-lab 'Tiny 1'
praxis --quiet claims declare example-lab/tiny-1 summary.2.3.a false
praxis --quiet claims declare example-lab/tiny-1 summary.3.2.a 'A classifier sorted them out.'
for format in docx json html; do
    praxis --quiet summary build example-lab/tiny-1 --format $format -o tiny.$format
done
praxis --quiet summary build example-lab/tiny-1 --format docx --lang fr -o petit.docx
praxis --quiet form build example-lab/tiny-1 --recipient downstream --format json -o form.json
start_server || exit 1

# check FILE [ADDRESS]: hands it in.
check() {
    get "${2:-/en/check}" -F "file=@$1"
}
# data FILE FILTER: what the twin says of it.
data() {
    check "$1" /en/check.json
    printf '%s' "$body" | jq -r "$2"
}

get /en/check
is 'the page is there for everybody' "$code" 200
secured 'with its headers'
like 'with the way to hand a file in' "$body" 'type="file"'
like 'and what becomes of it' "$body" 'Neither the file nor the findings are kept'
get /fr/check
is 'in French' "$code" 200
get /en/register
like 'the register leads to it' "$body" 'href="/en/check"'
get /en/
like 'and so does the first page' "$body" 'href="/en/check"'
get /en/check.json
is 'programs learn what is taken' "$(printf '%s' "$body" | jq -r '.takes | join(" ")')" \
    'pdf docx html text json'

# ---- A good summary, and one with a gap
before=$(find "$PRAXIS_HOUSE/files" -type f | wc -l)
check "$good"
is 'a summary is checked' "$code" 200
secured 'with its headers'
is 'the answer is kept nowhere' "$(header Cache-Control)" no-store
like 'the score is there' "$body" 'id="score"'
sed 's/^03\/2024 to.*//' "$good" >gap.txt
check gap.txt
like 'errors come first' "$body" 'id="mend-first"'
like 'with the field' "$body" '2\.3\.e'
like 'the rule' "$body" 'SUM-15'
like 'what was read can be looked at' "$body" 'What was read of each field'
is 'the twin says the same' "$(data gap.txt '[.findings[] | select(.severity == "error") |
    "\(.field) \(.rule)"] | join(", ")')" '2.3.e SUM-15'
is 'with the score' "$(data gap.txt '.score.criteria | length')" 242
check gap.txt /en/check.json
printf %s "$body" >gap.json
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    run /usr/bin/python3 -c 'import json, jsonschema, sys
jsonschema.validate(json.load(open("gap.json")), json.load(open(sys.argv[1])))' \
        "$PX_ROOT/data/schemas/form-check.json"
    succeeds 'and keeps the schema'
else
    skip 'the schema: python3-jsonschema is not here'
fi

# ---- Ticks that cannot be told are never "no"
sed 's/^☐ Yes ☒ No$/Yes No/' "$good" >blind.txt
is 'answers that cannot be read are named' "$(data blind.txt '.unread | length > 0')" true
is 'and not held against it' "$(data blind.txt '.counts.errors')" 0
check blind.txt
like 'on the page, too' "$body" 'could not be read'

# ---- The other formats
is 'a DOCX of praxis is read' "$(data tiny.docx '[.form, .filed] | map(tostring) | join(" ")')" \
    'summary true'
is 'as its JSON is' "$(data tiny.json '[.form, .filed] | map(tostring) | join(" ")')" \
    'summary false'
is 'the same fields lack an answer in both' \
    "$(data tiny.docx '[.findings[] | select(.rule == "SUM-25") | .field] | join(" ")')" \
    "$(data tiny.json '[.findings[] | select(.rule == "SUM-25") | .field] | join(" ")')"
is 'in French, too' \
    "$(data petit.docx '[.findings[] | select(.rule == "SUM-25") | .field] | join(" ")')" \
    "$(data tiny.json '[.findings[] | select(.rule == "SUM-25") | .field] | join(" ")')"
is 'the documentation form as JSON' "$(data form.json .form)" model
check form.json /fr/check
is 'in French' "$code" 200
if [ -d "$filed" ] && command -v pdftotext >/dev/null; then
    is 'a PDF as it was filed' "$(data "$filed/Bria_32_2026_01_12.pdf" '.counts.errors > 0')" true
    check "$filed/Bria_32_2026_01_12.pdf"
    like 'names pages' "$body" 'page [0-9]+'
else
    skip 'no filed PDF, or no pdftotext' 2
fi

# ---- What is refused
get /en/check -F 'other=1'
is 'no file' "$code" 422
like 'is told' "$body" 'Choose the file'
echo 'A letter.' >letter.txt
check letter.txt
is 'something else' "$code" 422
like 'is told, too' "$body" 'Nothing of the form of the public summary'
printf 'PK\003\004damaged' >bad.docx
check bad.docx
is 'a damaged archive' "$code" 422
printf '{"schema": 1, "form": "summary"' >bad.json
check bad.json
is 'damaged JSON' "$code" 422
check bad.json /en/check.json
is 'programs get an error' "$code $(header Content-Type)" '400 application/problem+json'
perl -e 'print "x " x 200_000' >long.txt
check long.txt /en/check.json
is 'too many words' "$code" 413
get /en/check -F 'file=@letter.txt' -H 'Sec-Fetch-Site: cross-site'
is 'a form of another site' "$code" 403
is 'no file was kept' "$(find "$PRAXIS_HOUSE/files" -type f | wc -l)" "$before"

# ---- Not for ever from one network
i=0
code=200
while [ $i -lt 80 ] && [ "$code" != 429 ]; do
    check letter.txt
    i=$((i + 1))
done
is 'somebody who asks without end has to wait' "$code" 429
stops 'and the server ends well'
done_testing
