#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The work list of a provider's people, on their desk and on the provider's page: what is missing,
# contradicts, was published, is due; chosen and ordered by links; who sees it.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet provider add 'Other Lab'
for model in Alpha Beta Gamma; do
    praxis --quiet model add example-lab "$model" --version "$model-1.0"
done
praxis --quiet model add other-lab Omega
declare_() { praxis --quiet claims declare "$@"; }
declare_ example-lab/alpha summary.1.3.e '{"en":"English"}'
praxis --quiet summary publish example-lab/alpha
declare_ example-lab/alpha summary.1.3.e '{"en":"English, French"}'
declare_ example-lab/beta model.g.release '"2026-05-01"'
declare_ example-lab/beta model.g.union '"2026-04-01"'
start_server || exit 1

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/&#39;/'"'"'/g; s/  */ /g'
}
praxis_sql() {
    sqlite3 -cmd '.timeout 5000' "$PRAXIS_HOUSE/house.db" "$1"
}
names() { # of the models of the twin, in their order
    printf '%s' "$body" | jq -r '[.overview.models[].model] | join(" ")'
}

nobody
get /en/providers/example-lab.json
is 'the public has no work list' "$(printf '%s' "$body" | jq .overview)" null
get /en/providers/example-lab
unlike 'nor on the page' "$body" 'What to do next'

person_with compliance-officer provider:example-lab
officer=$person
get /en/desk
is 'the officer has a desk' "$code" 200
secured 'with its headers'
like 'with the models' "$(words)" 'Your models .* What to do next .* Alpha .* Gamma'
unlike 'of their own provider' "$(words)" 'Omega'
like 'what waits is told with the rest' "$(words)" \
    'Example Lab Resolve what cannot both hold of one model'
like 'and leads to the list' "$body" 'href="/en/providers/example-lab\?show=contradictions"'
like 'a model that contradicts itself' "$(words)" 'Beta Facts Resolve one contradiction'
like 'leads to where it is resolved' "$body" 'models/beta#contradictions"'
like 'what changed since it was published' "$(words)" 'one answer changed'
get /en/desk.json
is 'the twin has them, the most urgent first' "$(names)" 'beta alpha gamma'
is 'with how many there are of each sort' \
    "$(printf '%s' "$body" |
        jq -c '.overview.counts | [.all, .contradictions, .changed, .overdue]')" \
    '[3,1,1,0]'
is 'and each form of each' \
    "$(printf '%s' "$body" | jq -c '.overview.models[1].forms | map([.form, .number, .changed])')" \
    '[["summary",1,1],["model",0,0]]'
is 'what is missing agrees with the page of the model' \
    "$(printf '%s' "$body" |
        jq '[.overview.models[] | select(.model == "gamma")][0].forms[0].missing')" \
    "$(get /en/providers/example-lab/models/gamma.json
        printf '%s' "$body" | jq '[.forms[0].fields[] | select(.missing)] | length')"
get '/en/desk.json?order=name'
is 'by name' "$(names)" 'alpha beta gamma'
get '/en/desk.json?order=due'
is 'by what is due' "$(names)" 'alpha beta gamma'
get '/en/desk.json?show=unpublished&order=name'
is 'those that miss a document' "$(names)" 'alpha beta gamma'
get '/en/desk.json?show=changed'
is 'those that changed' "$(names)" alpha
get '/en/desk.json?show=overdue'
is 'none is overdue' "$(names)" ''
get '/en/desk.json?q=GAM'
is 'by words of the name' "$(names)" gamma
get '/en/desk?q=%3Cscript%3Ealert&show=%3Cb%3E&order=x&page=99'
is 'what is not known is everything' "$code" 200
unlike 'and is escaped' "$body" '<script>alert'
like 'none has such a name' "$(words)" 'No model is of this sort'
get '/en/desk?show=changed&order=name'
like 'the way of showing that is chosen is marked' "$body" \
    'show=changed[^"]*" aria-current="true"'
like 'and stays in links and forms' "$body" '<input type="hidden" name="show" value="changed">'
like 'the twin is of the same' "$body" 'href="/en/desk.json\?show=changed&amp;order=name"'
get /fr/desk
is 'in French' "$code" 200
get /en/providers/example-lab
like 'the page of the provider has the list too' "$(words)" \
    'Alpha .* Next update due|What to do next'
like 'with links of its own' "$body" \
    'href="/en/providers/example-lab\?order=|/providers/example-lab\?show='

# ---- A claim counts at once
post /en/providers/example-lab/models/beta/fields/model.g.union value=2026-06-01
get /en/desk.json
is 'what was resolved is off the list' \
    "$(printf '%s' "$body" | jq .overview.counts.contradictions)" 0

# ---- Due: the clock of the document is set back
praxis_sql "UPDATE document SET next_update = date('now', '+10 days')"
get /en/desk
like 'what is due soon waits on the desk' "$(words)" \
    'Prepare the next version of this model.s public summary'
get '/en/desk.json?show=soon'
is 'and is chosen by that' "$(names)" alpha
praxis_sql "UPDATE document SET next_update = date('now', '-10 days')"
get /en/desk.json
is 'what is overdue comes first' "$(names | cut -d' ' -f1)" alpha
is 'and is to be published' \
    "$(printf '%s' "$body" | jq -r '.overview.models[0] | .next + " " + .due')" \
    'update-overdue overdue'
like 'among the overdue things' "$body" '"source":"summaries-overdue".*"overdue":true'

# ---- Who sees it
for role in engineer provider-reader; do
    person_with $role provider:example-lab
    get /en/desk.json
    is "$role sees the list" "$(names | wc -w)" 3
    unlike "$role is not told to publish" "$body" 'summaries-overdue'
done
person_with compliance-officer provider:other-lab
get /en/desk.json
is 'people of another provider see theirs' "$(names)" omega
get /en/providers/example-lab.json
is 'and not this one' "$(printf '%s' "$body" | jq .overview)" null
person_with secretariat house
get /en/desk.json
is 'the secretariat has no models' "$(printf '%s' "$body" | jq .overview)" null
sign_in_as "$officer"
praxis --quiet people grant "$officer" provider-reader provider:other-lab
get '/en/desk.json?order=name'
is 'whoever works for two has both' "$(names)" 'alpha beta gamma omega'
get /en/desk
like 'with the names of the providers' "$(words)" 'Omega Other Lab'

stops 'the server ends'
done_testing
