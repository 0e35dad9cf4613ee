#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Providers, models and the fields of their forms over HTTP: entering, declaring by every kind of
# field, withdrawing, lists row by row; who sees and does what.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>'
praxis --quiet init
start_server || exit 1

get /en/providers
is 'the page is there' "$code" 200
secured 'with its headers'
like 'and empty' "$body" 'No provider has been entered yet'
get /fr/providers
is 'in French too' "$code" 200
get /en/providers/add
is 'nobody enters a provider' "$code" 401

person_with secretariat house
get /en/providers
like 'the secretariat is led to the form' "$body" '/en/providers/add'
post /en/providers/add name=
is 'a provider needs a name' "$code" 422
post /en/providers/add "name=Example $x Lab" slug=example-lab
is 'a provider is entered' "$code $(header Location)" '303 /en/providers/example-lab'
post /en/providers/add name=Other slug=example-lab
is 'its name in addresses is its own' "$code" 422
post /en/providers/add 'name=Other Lab'
is 'one is made from the name' "$(header Location)" /en/providers/other-lab
get /en/providers/example-lab
unlike 'its name is escaped' "$body" '<script>alert'
get /en/providers/example-lab/add-model
is 'the secretariat enters no models' "$code" 403

person_with compliance-officer provider:example-lab
officer=$person
get /en/providers/example-lab
like 'the officer is led to the form for models' "$body" 'example-lab/add-model'
post /en/providers/example-lab/add-model 'name=Tiny 1' family=Tiny
is 'a model is entered' "$(header Location)" /en/providers/example-lab/models/tiny-1
m=/en/providers/example-lab/models/tiny-1
post $m/add-version 'name=Tiny-1.0'
is 'a version is entered' "$code" 303
get $m
like 'the page has the version' "$body" 'Tiny-1\.0'
like 'and what is missing' "$body" 'fields are missing'
like 'leads to each field' "$body" "$m/fields/summary\.2\.3\.a"
get /en/providers/other-lab/models/tiny-1
is 'a model is found with its provider alone' "$code" 404
get /en/providers/other-lab/add-model
is 'another provider is none of theirs' "$code" 403

# ---- Every kind of field
# claim FIELD FIELD=VALUE...: declares it; what the claim holds then.
claim() {
    claim_field=$1
    shift
    claim_path=$m/fields/$claim_field
    post "$claim_path${row:+?row=$row}" "$@"
    claim_code=$code
    get "$claim_path.json"
    printf '%s %s' "$claim_code" \
        "$(printf '%s' "$body" | jq -Sc '[.claims[] | select(.basis == "declared")][0].value')"
}

get $m/fields/summary.1.3.f
is 'a field has its page' "$code" 200
like 'with guidance and source' "$body" 'C\(2025\) 5235'
is 'a text in two languages' "$(claim summary.1.3.f "en=Words $x" 'fr=Des mots')" \
    "303 {\"en\":\"Words $x\",\"fr\":\"Des mots\"}"
get $m/fields/summary.1.3.f
unlike 'which is escaped' "$body" '<script>alert'
is 'yes or no' "$(claim summary.2.3.a value=yes)" '303 true'
is 'a date' "$(claim summary.1.2.c value=2026-05-04)" '303 "2026-05-04"'
is 'a month with words' "$(claim summary.1.3.d value=2026-04 'words-en=No more training.')" \
    '303 {"month":"2026-04","words":{"en":"No more training."}}'
is 'a month that is none is refused' "$(claim summary.1.3.d value=2026-13)" \
    '422 {"month":"2026-04","words":{"en":"No more training."}}'
is 'modalities' "$(claim summary.1.3.a value=text value=image)" '303 ["text","image"]'
is 'a period' "$(claim summary.2.3.e from=2026-01 to=ongoing)" \
    '303 {"from":"2026-01","to":"ongoing"}'
is 'a period that ends before it begins is refused' \
    "$(claim summary.2.3.e from=2026-02 to=2026-01)" '422 {"from":"2026-01","to":"ongoing"}'
is 'sizes by modality' "$(claim summary.1.3.b text-value=473405 text-unit=tokens)" \
    '303 {"text":{"unit":"tokens","value":"473405"}}'
is 'a size by its range, and one of another modality' \
    "$(claim summary.1.3.b text-range=middle other-name-en=Graphs other-value=12 \
        other-unit=files)" \
    '303 {"other":{"name":{"en":"Graphs"},"unit":"files","value":"12"},"text":{"range":"middle"}}'
post $m/fields/summary.1.3.b text-range=middle other-name-en=Graphs other-value=12 \
    other-unit=files other-2-name-en=Tables other-2-value=3 other-2-unit=rows do=more
is 'room for one more is made' "$code $(printf '%s' "$body" |
    grep -Eo 'name="other-[0-9]-value"' | tr '\n' ' ')" \
    '200 name="other-2-value" name="other-3-value" '
like 'with what was typed' "$body" 'name="other-2-value"[^>]* value="3"'
is 'several other modalities' \
    "$(claim summary.1.3.b text-range=middle other-name-en=Graphs other-value=12 \
        other-unit=files other-2-name-en=Tables other-2-value=3 other-2-unit=rows \
        other-3-name-fr=Sons other-3-value=4 other-3-unit=hours | jq -Rc \
        'ltrimstr("303 ") | fromjson | [.other[] | [.name[], .value, .unit]]')" \
    '[["Graphs","12","files"],["Tables","3","rows"],["Sons","4","hours"]]'
get $m/fields/summary.1.3.b
like 'all of them are shown' "$body" 'name="other-3-value"[^>]* value="4"'
like 'with room for one more' "$body" 'name="other-4-value"[^>]* value=""'
like 'and told in words' "$body" 'Graphs 12.files, Tables 3.rows, Sons \(French\) 4.hours'
is 'one is changed, one is taken away, one is emptied' \
    "$(claim summary.1.3.b text-range=middle other-name-en=Graphs other-value=13 \
        other-unit=files other-remove= other-2-name-en=Tables other-2-value=3 other-2-unit=rows \
        other-2-remove=1 other-3-name-fr= other-3-value= other-3-unit=)" \
    '303 {"other":{"name":{"en":"Graphs"},"unit":"files","value":"13"},"text":{"range":"middle"}}'
is 'each needs its unit' \
    "$(claim summary.1.3.b other-name-en=Graphs other-value=12 other-unit=files \
        other-2-name-en=Tables other-2-value=3 | cut -c-3)" 422
is 'a size without its unit is refused' \
    "$(claim summary.1.3.b text-value=473405 text-unit= | cut -c-3)" 422
is 'sizes by modality again' "$(claim summary.1.3.b text-value=473405 text-unit=tokens)" \
    '303 {"text":{"unit":"tokens","value":"473405"}}'
is 'texts by modality' "$(claim summary.1.3.c text-en=Manuals)" '303 {"text":{"en":"Manuals"}}'
is 'a number' "$(claim model.p.size value=15629)" '303 "15629"'
is 'a number that is none is refused' "$(claim model.p.size value=many)" '422 "15629"'
is 'several numbers' "$(claim model.c.time.a wall_clock=2 hardware=4)" \
    '303 {"hardware":"4","wall_clock":"2"}'
is 'choices with words' "$(claim model.x.prov value=public value=other 'words-en=Drawn')" \
    '303 {"choices":["public","other"],"words":{"en":"Drawn"}}'
is 'a field that does not apply' \
    "$(claim summary.1.1.b not_applicable=1 'reason-en=Established in the Union')" \
    '303 {"not_applicable":{"en":"Established in the Union"}}'
is 'nothing is no claim' "$(claim summary.1.3.e en=)" '422 null'

# ---- Lists
row=new
is 'a row' "$(claim summary.2.1.c c_name=First c_modality=text)" \
    '303 [{"modality":"text","name":"First"}]'
is 'a second one' "$(claim summary.2.1.c c_name=Second c_link=https://data.example/set)" \
    '303 [{"modality":"text","name":"First"},{"link":"https://data.example/set","name":"Second"}]'
is 'a row needs its name' "$(claim summary.2.1.c c_name= c_modality=text | cut -d' ' -f1)" 422
row=1
is 'a row is changed' "$(claim summary.2.1.c c_name=Third)" \
    '303 [{"name":"Third"},{"link":"https://data.example/set","name":"Second"}]'
row=
get "$m/fields/summary.2.1.c?row=2"
like 'a row is shown as it was typed' "$body" 'value="https://data.example/set"'
is 'a row is removed' "$(claim summary.2.1.c remove=1)" \
    '303 [{"link":"https://data.example/set","name":"Second"}]'
is 'which is there' "$(claim summary.2.1.c remove=9 | cut -d' ' -f1)" 422

# ---- Contradictions
get $m
like 'claims that cannot both hold are told' "$body" 'contradiction'
get $m.json
like 'by rule' "$(printf '%s' "$body" | jq -r '.contradictions[].rule')" '[a-z]-'

# ---- Thresholds of compute, by what is claimed
unlike 'nothing is judged where no compute is claimed' "$body" '"rule": *"systemic-risk"'
post $m/fields/model.c.flop.a value=2e25
get $m
like 'the verdict in a sentence' "$body" 'Systemic risk[^<]*: above'
like 'with its source' "$body" 'Articles 51\(2\) and 52\(1\)'
get $m.json
is 'and for programs' "$(printf '%s' "$body" |
    jq -c '[.thresholds[] | [.verdict.rule, .verdict.verdict]]')" \
    '[["general-purpose","above"],["systemic-risk","above"]]'

# ---- Taking back
get $m/fields/summary.2.3.a.json
id=$(printf '%s' "$body" | jq -r '.claims[0].id')
get $m/fields/model.p.size.json
other=$(printf '%s' "$body" | jq -r '.claims[0].id')
post $m/fields/summary.2.3.a "withdraw=$other"
is 'a claim of another field is not withdrawn here' "$code" 404
post $m/fields/summary.2.3.a "withdraw=$id"
is 'a claim is withdrawn' "$code" 303
get $m/fields/summary.2.3.a.json
is 'it stands no more' "$(printf '%s' "$body" | jq -c .claims)" '[]'
is 'and is kept' "$(printf '%s' "$body" | jq '[.history[].value] | index(true) != null')" true
get $m/fields/summary.2.3.a
like 'on the page too' "$body" 'What was claimed before'
get $m/fields/model.p.range
like 'what follows from others is not written' "$body" 'follows from others'
post $m/fields/model.p.range value=x
is 'nor sent' "$code" 422
get $m/fields/summary.9.9
is 'a field that no form has' "$code" 404
get $m.json
is 'the twin has all fields' \
    "$(printf '%s' "$body" | jq '[.forms[] | .fields | length] | add')" 100
get "/fr${m#/en}"
is 'the model in French' "$code" 200
get "/fr${m#/en}/fields/summary.1.3.b"
like 'a field in French' "$body" 'name="text-unit"[^>]* value="jetons"'
csrf=$(form_token)
post "/fr${m#/en}/fields/summary.1.3.b" text-value=473405 text-unit=jetons
get $m/fields/summary.1.3.b.json
is 'whose unit is claimed as everywhere' \
    "$(printf '%s' "$body" |
        jq -Sc '[.claims[] | select(.basis == "declared")][0].value.text')" \
    '{"unit":"tokens","value":"473405"}'

# ---- Who sees what
for role in engineer provider-reader; do
    person_with $role provider:example-lab
    get $m/fields/model.p.size
    is "$role reads claims" "$code" 200
    unlike "$role declares nothing" "$body" 'name="withdraw"'
    post $m/fields/model.p.size value=7
    is "$role sends nothing" "$code" 403
done
person_with compliance-officer provider:other-lab
get $m/fields/model.p.size
is 'for the people of another provider it is not there' "$code" 404
get $m
unlike 'nor on the page of the model' "$body" '15629'
post $m/fields/model.p.size value=7
is 'and they change nothing' "$code" 404
person_with secretariat house
get $m
unlike 'the secretariat does not see it' "$body" '15629'
nobody
get $m
is 'the public sees the model' "$code" 200
unlike 'and no claims' "$body" '15629|fields are missing'
get $m.json
unlike 'nor in the twin' "$body" '15629|forms'
get $m/fields/model.p.size
is 'nor a field' "$code" 401
get "/en/providers/example-lab/evidence/$id/0000"
is 'nor evidence' "$code" 401
sign_in_as "$officer"
get "/en/providers/example-lab/evidence/$id/0000"
is 'which the officer finds where there is some' "$code" 404

stops 'the server ends'
done_testing
