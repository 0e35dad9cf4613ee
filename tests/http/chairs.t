#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Appointing chairs on the page, with an end and in place of others, and ending appointments: what
# everybody reads, who is told, what it gives the right to, and what is refused.
# shellcheck disable=SC1091,SC2034,SC2154 # http.sh sets code, head and body, and uses csrf
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

evil='"><script>alert(1)</script>'
PRAXIS_CLOCK=2026-12-01T09:00:00Z
export PRAXIS_CLOCK
printf '# One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >draft.md
praxis --quiet init --demonstration
praxis --quiet code import draft.md --code demo --version draft-1
praxis --quiet process begin demo edition-2 --template gpai --from 2026-12-01
praxis --quiet people add "Anna $evil" --mail anna@example.eu --interest "Shares of $evil"
praxis --quiet people add 'Béla Nagy' --mail bela@example.eu --language fr
start_server || exit 1
page=/codes/demo/processes/edition-2/chairs

twin() {
    get "/en$page.json"
    printf '%s' "$body" | jq -c "$1"
}
of() { # of WHAT: of the appointments that hold
    twin "[.appointments[] | select(.ended == null)] | $1"
}
person_id() {
    praxis --json people show "$1" | jq -r '.person.id // .id'
}
mail_of() { # the newest mail to an address
    praxis mail show --links "$(praxis --json mail list |
        jq -r "[.mails[] | select(.address == \"$1\")][0].id")"
}

# ---- Who may
get "/en$page"
is 'everybody reads the page' "$code" 200
like 'which says that nobody is appointed' "$body" '[Nn]obody|no chair'
unlike 'and offers nothing' "$body" 'name="mail"'
nobody
get /en/sign-in
post "/en$page" do=appoint mail=anna@example.eu group=governance function=chair reason=x
is 'nobody appoints without signing in' "$code" 401
for role in reader member editor chair; do
    if [ $role = reader ]; then person_with reader; else person_with $role code:demo; fi
    post "/en$page" do=appoint mail=anna@example.eu group=governance function=chair reason=x
    is "$role does not appoint" "$code" 403
done
person_with chair group:demo/edition-2/governance
post "/en$page" do=appoint mail=anna@example.eu group=governance function=vice-chair reason=x
is 'nor does the chair of the group' "$code" 403
praxis --quiet code import draft.md --code other --version 1
person_with secretariat code:other
post "/en$page" do=appoint mail=anna@example.eu group=governance function=chair reason=x
is 'nor the secretariat of another code' "$code" 403

# ---- What is refused
person_with secretariat code:demo
get "/en$page"
like 'the secretariat finds the form' "$body" 'name="mail"'
csrf=$(form_token)
get "/en$page" -d csrf=00 -d do=appoint -d mail=anna@example.eu -d group=governance \
    -d function=chair -d reason=x
is 'a form without its token' "$code" 403
refuse() { # refuse NAME FIELD...
    refused=$1
    shift
    post "/en$page" do=appoint "$@"
    is "$refused is refused" "$code" 422
}
refuse 'an address of nobody' mail=no@example.eu group=governance function=chair reason=x
like 'at the field' "$body" 'id="f-mail"[^>]*aria-invalid="true"'
like 'with what was typed' "$body" 'value="no@example.eu"'
refuse 'a group that is not there' mail=anna@example.eu group=none function=chair reason=x
refuse 'a function that is not there' mail=anna@example.eu group=governance function=king reason=x
refuse 'no reason' mail=anna@example.eu group=governance function=chair 'reason= '
refuse 'an end in the past' mail=anna@example.eu group=governance function=chair reason=x \
    until=2026-11-30
refuse 'an end that is no day' mail=anna@example.eu group=governance function=chair reason=x \
    until=2027-02-30
is 'nothing of it was done' "$(of length)" 1

# ---- Appointing
office=$jar
post "/en$page" do=appoint mail=anna@example.eu group=governance function=co-chair \
    "reason=The best $evil" until=2027-03-31
is 'a co-chair is appointed' "$code $(header Location)" "303 /en$page?saved=1"
is 'with an end' \
    "$(of 'map(select(.name | startswith("Anna")))[0] | [.group, .function, .until]')" \
    '["governance","co-chair","2027-03-31T21:59:59Z"]'
act=$(twin '[.appointments[] | select(.name | startswith("Anna"))][0].act' | tr -d '"')
get "/en/log/$act"
is 'it is an act' "$code" 200
like 'that says so' "$body" '[Aa]ppointed'
nobody
get "/en$page"
like 'everybody reads who it is' "$body" 'Anna &quot;&gt;'
unlike 'as text' "$body" '<script>alert'
like 'what interests Anna declared' "$body" 'Shares of &quot;&gt;'
like 'the end in words' "$body" '31 March 2027'
get "/fr$page"
like 'in the other language too' "$body" '31.{1,2}mars 2027'
like 'the person is told' "$(mail_of anna@example.eu)" 'The best'
sign_in_as anna@example.eu
get "/en/codes/demo/meetings/call"
is 'and may call meetings of the group' "$code" 200
jar=$office
get "/en$page"
csrf=$(form_token)
post "/en$page" do=appoint mail=anna@example.eu group=governance function=co-chair \
    reason=Longer until=2027-06-30
is 'the same again' "$code" 303
is 'is the same appointment with another end' \
    "$(of 'map(select(.name | startswith("Anna"))) | map(.until)')" '["2027-06-30T21:59:59Z"]'

# ---- In place of another
anna=$(person_id anna@example.eu)
post "/en$page" do=appoint mail=bela@example.eu group=governance function=co-chair \
    "instead=governance/$anna" 'reason=Anna leaves'
is 'somebody takes the place' "$code" 303
is 'the one holds' "$(of 'map(select(.name | startswith("Béla")))[0].function')" '"co-chair"'
like 'the other has ended' \
    "$(twin '[.appointments[] | select(.name | startswith("Anna"))][0].ended')" '"2026-12-01T09:'
like 'Béla reads it in French' "$(mail_of bela@example.eu)" '/fr/'
like 'and Anna that it ended' "$(mail_of anna@example.eu)" 'Anna leaves'
sign_in_as anna@example.eu
get "/en/codes/demo/meetings/call"
is 'Anna calls no meetings any more' "$code" 403
nobody
get "/en$page"
like 'the past stays on the page' "$body" 'Anna &quot;&gt;'

# ---- Ending
jar=$office
get "/en$page"
csrf=$(form_token)
bela=$(person_id bela@example.eu)
post "/en$page" do=finish "appointment=governance/$bela" 'reason='
is 'an end has a reason' "$code" 422
post "/en$page" do=finish "appointment=governance/$anna" reason=x
is 'only what holds is ended' "$code" 422
post "/en$page" do=finish "appointment=governance/$bela" 'reason=Another task'
is 'an appointment is ended' "$code" 303
is 'and holds no more' "$(of 'map(select(.name | startswith("Béla"))) | length')" 0
like 'which the person is told' "$(mail_of bela@example.eu)" 'Another task'
post "/en$page" do=finish "appointment=governance/$bela" reason=x
is 'once' "$code" 422

# ---- The end that was set comes by itself
post "/en$page" do=appoint mail=bela@example.eu group=governance function=chair reason=Again \
    until=2026-12-31
is 'with a last day' "$code" 303
PRAXIS_CLOCK=2027-01-01T01:00:00Z
stop_server
start_server || exit 1
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(of 'map(select(.name | startswith("Béla"))) | length')" != 0 ] || break
done
is 'it has ended on it' "$(of 'map(select(.name | startswith("Béla"))) | length')" 0
sign_in_as bela@example.eu
get "/en/codes/demo/meetings/call"
is 'nor does it give a right any more' "$code" 403
stop_server
done_testing
