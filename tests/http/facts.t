#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Facts beside the official forms over HTTP: lists of a provider's and of a model's, each with its
# page, where it is declared, superseded and withdrawn by the same acts as on the command line; what
# is refused; who sees and does what; in both languages.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>'
praxis --quiet init
praxis --quiet provider add 'Example Lab' --slug lab --size sme
praxis --quiet provider add 'Other Lab' --slug other
praxis --quiet model add lab 'Example One' --slug one --version One-1.0
printf 'Weights as they lie' >weights.txt
praxis --quiet claims declare lab/one fact.layers 24 --attach weights.txt --note 'counted by hand'
start_server || exit 1
p=/en/providers/lab
m=$p/models/one

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/&#39;/'"'"'/g; s/  */ /g'
}
# declared FIELD: what the twin of its page says was declared, and of what
declared() {
    get "$1.json"
    printf '%s' "$body" |
        jq -Sc '[.claims[] | select(.basis == "declared")][0] | [.value, .of]'
}
# claim PATH FIELD=VALUE...: declares it; status and what stands then.
claim() {
    claim_path=$1
    shift
    post "$claim_path${row:+?row=$row}" "$@"
    printf '%s %s' "$code" "$(declared "$claim_path")"
}

nobody
get $p/facts
is 'strangers are asked to sign in' "$code" 401
get $p
unlike 'and are not led there' "$body" "$p/facts"
person_with compliance-officer provider:lab
officer=$person

# ---- The way there
get $p
like 'the page of the provider leads to its facts' "$body" "href=\"$p/facts\""
like 'and from each claim to its field' "$body" "href=\"$p/fields/fact\.provider\.size\""
get $m
like 'the page of the model to those of the model' "$body" "href=\"$m/facts\""
get /en/desk
like 'the work list too' "$body" "href=\"$m/facts\""

# ---- Lists
get $p/facts
is 'the facts of the provider' "$code" 200
secured 'with its headers'
like 'say what counts now, in words, and on which basis' "$(words)" \
    "Size of the provider's undertaking fact\.provider\.size small or medium-sized declared"
like 'and of which nothing is claimed' "$(words)" \
    'Chapters of the Code[^.]* fact\.provider\.chapters nothing is claimed'
like 'with the fields of the forms that are the same for all models' "$body" \
    "href=\"$p/fields/summary\.1\.1\.a\""
unlike 'and no facts of models' "$body" 'fact\.layers'
get $m/facts
like 'those of a model' "$(words)" 'Layers fact\.layers 24 declared weights\.txt counted by hand'
like 'with the evidence at hand' "$body" "href=\"$p/evidence/[^\"]*\">weights\.txt"
like 'and the facts of its provider' "$body" "href=\"$m/fields/fact\.provider\.size\""
get $m/facts.json
is 'as JSON' "$(printf '%s' "$body" | jq -c '.facts[] | select(.field == "fact.layers") |
    [.type, .of, .claim.value, .claim.basis, .claim.evidence[0].name]')" \
    '["number","model","24","declared","weights.txt"]'
is 'with all that can be claimed' "$(printf '%s' "$body" | jq '.facts | length')" \
    "$(praxis --json claims fields | jq '[.fields[] | select(.field | test("^fact"))] | length')"
is 'also where nothing is' "$(printf '%s' "$body" |
    jq -c '.facts[] | select(.field == "fact.energy") | [.unit, .claim]')" '["MWh",null]'
get /fr/providers/lab/facts
is 'in French' "$code $(header Content-Language)" '200 fr'
like 'in its words' "$(words)" 'fact\.provider\.size petite ou moyenne entreprise'
get $p/facts.json
is 'the twin of the provider' "$(printf '%s' "$body" | jq -c '.facts[] |
    select(.field == "fact.provider.size") | .claim.value')" '["sme"]'

# ---- Each with its page: of the provider
f=$p/fields/fact.provider.size
get $f
is 'a fact has its page' "$code" 200
secured 'with its headers there'
like 'it says what it is' "$(words)" 'A fact beside the official forms'
like 'one of the sizes is chosen' "$body" 'type="radio"[^>]*value="sme" checked'
unlike 'and there is no form to explain' "$body" 'Official source'
is 'another one supersedes it' "$(claim $f value=large note=Grown)" '303 [["large"],"provider"]'
is 'as the command line sees it' \
    "$(praxis --json claims show lab fact.provider.size | jq -c '[.claims[].value]')" \
    '[["large"],["sme"]]'
get $f
like 'what was claimed before stands there' "$(words)" \
    'What was claimed before small or medium-sized'
is 'a size that is none is refused' "$(claim $f value=huge)" '422 [["large"],"provider"]'
is 'nothing is no claim' "$(claim $f)" '422 [["large"],"provider"]'
is 'several chapters' \
    "$(claim $p/fields/fact.provider.chapters value=transparency value=safety)" \
    '303 [["transparency","safety"],"provider"]'
get $p/fields/fact.provider.chapters
like 'what follows is told' "$(words)" 'What follows from it [^.]*summary\.3\.1\.a'
get $m.json
is 'and does follow' "$(printf '%s' "$body" |
    jq -c '[.forms[].fields[] | select(.field == "summary.3.1.a").basis]')" '["derived"]'
is 'a name is one line' "$(claim $p/fields/fact.provider.country "value=Belgium $x")" \
    "303 [\"Belgium $x\",\"provider\"]"
get $p/facts
unlike 'which is escaped' "$body" '<script>alert'
like 'and there' "$body" 'Belgium &lt;script'
is 'yes or no' "$(claim $p/fields/fact.provider.outside_union value=no)" '303 [false,"provider"]'
is 'a field of a form that all models share is declared there too' \
    "$(claim $p/fields/summary.1.1.a en=Contact)" '303 [{"en":"Contact"},"provider"]'
get $p/fields/summary.1.1.a
like 'with its guidance' "$body" 'Official source'
get $p/fields/fact.none
is 'no other fact' "$code" 404
get "/fr${f#/en}"
like 'in French, in its words' "$(words)" 'petite ou moyenne entreprise'
praxis --quiet claims declare lab fact.provider.size sme
is 'the command line supersedes what the browser declared' "$(declared $f)" '[["sme"],"provider"]'

# ---- Of the model
is 'a whole number' "$(claim $m/fields/fact.layers value=32)" '303 ["32","model"]'
is 'with a power of ten' "$(claim $m/fields/fact.parameters value=8.03e9)" '303 ["8.03e9","model"]'
is 'no fraction of a layer' "$(claim $m/fields/fact.layers value=2.5)" '422 ["32","model"]'
like 'it is said why' "$(post $m/fields/fact.layers value=2.5 >/dev/null; words)" \
    'this has to be a whole number'
is 'no word' "$(claim $m/fields/fact.layers value=many)" '422 ["32","model"]'
is 'of energy a fraction' "$(claim $m/fields/fact.energy value=12.5)" '303 ["12.5","model"]'
is 'a month' "$(claim $m/fields/fact.knowledge_cutoff value=2025-12)" '303 ["2025-12","model"]'
is 'that there is' "$(claim $m/fields/fact.knowledge_cutoff value=2025-13)" \
    '422 ["2025-12","model"]'
is 'a text in two languages' "$(claim $m/fields/fact.compute_method en=Six 'fr=Six fois')" \
    '303 [{"en":"Six","fr":"Six fois"},"model"]'
is 'modalities' "$(claim $m/fields/fact.modalities_in value=text value=image)" \
    '303 [["text","image"],"model"]'
is 'sizes by modality, of others by name' \
    "$(claim $m/fields/fact.corpus.size text-value=9 text-unit=tokens other-name-en=Graphs \
        other-value=3 other-unit=files)" \
    "303 $(printf '[{"other":{"name":{"en":"%s"},"unit":"files","value":"3"},%s},"model"]' Graphs \
        '"text":{"unit":"tokens","value":"9"}')"
get $m/facts
like 'in words' "$(words)" 'Text: 9.tokens; Other: Graphs 3.files'
row=new
is 'a row of a list' \
    "$(claim $m/fields/fact.base_models c_name=Base c_link=https://a.example c_compute=1e23)" \
    '303 [[{"compute":"1e23","link":"https://a.example","name":"Base"}],"model"]'
is 'a row needs its name' "$(claim $m/fields/fact.base_models c_name= c_version=1 | cut -c-3)" 422
get "$m/fields/fact.base_models?row=1"
like 'its columns have words' "$(words)" 'Link to its public summary'
row=1
is 'a row is changed' "$(claim $m/fields/fact.base_models c_name=Root)" \
    '303 [[{"name":"Root"}],"model"]'
row=
is 'and removed' "$(claim $m/fields/fact.base_models remove=1)" '303 [null,null]'
get $m/fields/fact.corpus.domains
like 'a list of domains is measured' "$body" 'nobody writes it by hand'
get "/fr${m#/en}/fields/fact.weights_access"
like 'a fact of the model in French' "$(words)" 'Qui peut obtenir les poids'
printf 'Signed' >paper.txt
get $m/fields/fact.licence
csrf=$(form_token)
get $m/fields/fact.licence -F "csrf=$csrf" -F value=apache-2.0 -F file=@paper.txt
is 'with evidence' "$code" 303
get $m/fields/fact.licence.json
is 'which stays with it' \
    "$(printf '%s' "$body" | jq -c '[.claims[0] | .value, .evidence[0].name]')" \
    '["apache-2.0","paper.txt"]'
id=$(printf '%s' "$body" | jq -r '.claims[0].id')
like 'what follows from it stands in its field' \
    "$(get $m/fields/model.d.lic.json >/dev/null; printf '%s' "$body")" 'derived'
post $m/fields/fact.licence "withdraw=$id"
is 'it is withdrawn' "$code $(declared $m/fields/fact.licence)" '303 [null,null]'
is 'and kept' "$(praxis --json claims show lab/one fact.licence | jq -c '[.claims[].value]')" \
    '[null,"apache-2.0"]'
get $p/fields/fact.licence
is 'what is said of the provider for all its models' \
    "$code $(claim $p/fields/fact.licence value=mit)" '200 303 ["mit","provider"]'
get $m/facts
like 'counts where the model says nothing' "$(words)" 'fact\.licence mit declared'

# ---- Who sees and does what
person_with provider-reader provider:lab
for path in $p/facts $m/facts $f $m/fields/fact.layers; do
    get "$path"
    is "a reader of the provider reads $path" "$code" 200
    unlike 'without a form' "$body" 'name="withdraw"|name="value"'
done
post $f value=sme
is 'and declares nothing' "$code" 403
person_with compliance-officer provider:other
for path in $p/facts $m/facts $f; do
    get "$path"
    is "for others $path is not there" "$code" 404
    get "$path.json"
    is 'nor its twin' "$code" 404
done
post $f value=sme
is 'and they change nothing' "$code" 404
person_with secretariat house
get $p/facts
is 'the secretariat does not see them' "$code" 403
sign_in_as "$officer"
get $f -d csrf=0000 -d value=sme
is 'a form of elsewhere is refused' "$code" 403
is 'and nothing came of all that' "$(declared $f)" '[["sme"],"provider"]'

ok 'the acts are in the log' praxis --quiet ledger verify
run praxis check
succeeds 'the house is whole'
stops 'the server ends'
done_testing
