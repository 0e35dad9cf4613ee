#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Adoption over HTTP: public to read, for the secretariat to record, step by step.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

printf '# One {#aaaaaaaaa0}\n\nText.\n' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version final
praxis --quiet code publish gpai final
praxis --quiet process begin gpai e --template gpai --from 2025-01-13
start_server || exit 1
of=/en/codes/gpai/processes/e/adoption

get "$of"
is 'everybody reads how far it is' "$code" 200
like 'what is missing' "$body" '5 steps are missing'
unlike 'nobody records' "$body" 'Record this step'
get "$of.json"
is 'the twin' "$(printf '%s' "$body" | jq .missing)" 5
id() {
    printf '%s' "$steps" | jq -r ".steps[$1].step"
}
steps=$body
for role in member chair; do
    person_with $role code:gpai
    get "$of/$(id 0)"
    is "no $role records" "$code" 403
    post "$of/adopt" do=adopt agree=1
    is "no $role adopts" "$code" 403
done
person_with secretariat code:gpai
get "$of"
like 'the secretariat records the first' "$body" "$of/$(id 0)"
unlike 'and no other' "$body" "$of/$(id 1)"
get "$of/$(id 0)"
is 'a form' "$code" 200
post "$of/$(id 0)" do=record on=2025-07-03
is 'a draft names its version' "$code" 422
like 'at its field' "$body" 'record-version-error'
post "$of/$(id 0)" do=record on=2025-07-03 version=final
is 'the final draft' "$code" 303
post "$of/$(id 2)" do=record on=2025-07-03 document_address=https://example.eu/x
is 'no step is passed over' "$code" 422
post "$of/$(id 1)" do=record on=2025-07-03 'document_address=javascript:alert(1)'
is 'no address that runs' "$code" 422
post "$of/$(id 1)" do=record on=2025-07-03
is 'no step without a document' "$code" 422
get "$of/$(id 1)"
like 'the form leads back to the adoption' "$body" "href=\"$of\">Adoption, step by step</a>"
printf 'MZ\220\000' >evil.pdf
get "$of/$(id 1)" -F "csrf=$csrf" -F do=record -F on=2025-07-03 \
    -F 'file=@evil.pdf;type=application/pdf'
is 'no file that is no document' "$code" 422
printf '%%PDF-1.7\n' >slides.pdf
get "$of/$(id 1)" -F "csrf=$csrf" -F do=record -F on=2025-07-03 -F 'file=@slides.pdf'
is 'presented, with a file' "$code" 303
post "$of/adopt" do=adopt agree=1
is 'not adopted while a step is missing' "$code" 422
like 'each is named' "$body" 'Commission receives.*decision of the AI Board'
for i in 2 3 4; do
    post "$of/$(id $i)" do=record on=2025-08-01 document_address=https://example.eu/$i
    is "step $i" "$code" 303
done
get "$of"
like 'it can be adopted' "$body" "$of/adopt"
post "$of/adopt" do=adopt
is 'with a tick' "$code" 422
post "$of/adopt" do=adopt agree=1
is 'it is adopted' "$code" 303
post "$of/adopt" do=adopt agree=1
is 'once' "$code" 422
nobody
get "$of"
like 'everybody reads it' "$body" 'has been adopted'
like 'with the file' "$body" "/codes/gpai/processes/e/adoption/$(id 1)/document"
get "/codes/gpai/processes/e/adoption/$(id 1)/document"
is 'which is there' "$code $(header Content-Type)" '200 application/pdf'
get "$of.json"
is 'the twin says so' "$(printf '%s' "$body" | jq .adopted)" true
for page in /en/ /en/codes/gpai /en/codes/gpai/final; do
    get $page
    like "marked on $page" "$body" 'class="state adopted">adopted'
done
get /en/codes/gpai/final.json
is 'and in the twin' "$(printf '%s' "$body" | jq -r .version.state)" adopted
# A newer draft does not take the place of the text that holds.
praxis --quiet code import draft.md --code gpai --version next-1
praxis --quiet code publish gpai next-1
get /en/codes/gpai
like 'the adopted text comes first' "$body" 'href="/en/codes/gpai/final">Read version final'
like 'the draft beside it' "$body" 'href="/en/codes/gpai/next-1">Read the newest draft, next-1'
get /en/
like 'on the first page too' "$body" 'href="/en/codes/gpai/final">Read version final'
get /en/log
like 'the log tells it' "$body" 'A version was adopted|version was adopted'
stops 'it stops'
done_testing
