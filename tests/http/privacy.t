#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# One's own data: what is kept, taking it along, erasing it; what nobody else may.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"
PRAXIS_TEST_CHEAP_PASSWORDS=yes # the released program takes no notice of it
export PRAXIS_TEST_CHEAP_PASSWORDS

praxis --quiet init
praxis --quiet people add 'Ann <b>Quince' --mail ann@quince.example --organisation 'Great & Co' \
    --category civil-society --role editor
praxis --quiet people add 'Bob Quick' --mail bob@quick.example
praxis --quiet people add 'Desk' --mail desk@example.eu --role secretariat
ann=$(sqlite3 house/house.db "SELECT public_id FROM person WHERE name LIKE 'Ann%'")
bob=$(sqlite3 house/house.db "SELECT public_id FROM person WHERE name LIKE 'Bob%'")
start_server || exit 1

# The server takes the last traces out of the files behind the request.
gone() {
    gone_tries=50
    while grep -qraE "$1" house && [ "$gone_tries" -gt 0 ]; do
        gone_tries=$((gone_tries - 1))
        sleep 0.2
    done
    not_ok "$2" grep -qraE "$1" house
}

# Signs in and keeps where that leads in $on.
enter() {
    enter_link=$(praxis people link "$1" --address "$url") || return 1
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get "/en${enter_link#"$url"}"
    csrf=$(form_token)
    post "/en${enter_link#"$url"}"
    on=$(header Location)
    get /en/about
    csrf=$(form_token)
}

get /en/me/data
is 'nobody has no data' "$code" 401
get /en/me/data/erase
is 'nor erases them' "$code" 401
post /en/me/data/erase certain=1
is 'nor by a form' "$code" 401

sign_in_as ann@quince.example
get /en/me
like 'the account leads to the data' "$body" 'href="/en/me/data"'
get /en/me/data
is 'everybody sees their own' "$code" 200
secured 'the page'
is 'which nobody else keeps' "$(header Cache-Control)" no-store
like 'with the name, escaped' "$body" '<dd>Ann &lt;b&gt;Quince</dd>'
like 'and the address' "$body" 'ann@quince.example'
unlike 'nobody else is in it' "$body" 'bob@quick'
like 'as a file' "$body" 'href="/en/me/data.json"[^>]* download='
like 'and how long it stays' "$body" 'Applications that were declined</th><td>365 days'
get /en/about
like 'which everybody may read' "$body" \
    'Mails that were sent, failed or were not to be sent</th><td>180 days'
like 'with the rights' "$body" '2018/1725'
get /fr/about
like 'in French too' "$body" 'Candidatures re'
get /en/about.json
is 'and programs' "$(printf %s "$body" |
    jq -r '.retention[] | select(.kind == "account") | .days')" 365
get /fr/me/data
is 'in French' "$code" 200
get /en/me/data.json
is 'the copy' "$(printf %s "$body" |
    jq -r '[.schema, .person, .data.account[0].mail, .data.roles[0].role] | join(" ")')" \
    "1 $ann ann@quince.example editor"

get /en/me/data/erase
is 'the form that erases' "$code" 200
like 'says what stays of a function' "$body" 'public function'
post /en/me/data/erase
is 'it asks to be certain' "$code" 422
get /en/me
is 'and nothing was done' "$code" 200

hash=$(sqlite3 house/house.db "SELECT count(*) FROM credential")
is 'no password yet' "$hash" 0
post /en/me/security/password 'password=seven purple bicycles sing'
is 'with a password' "$code" 303
post /en/me/data/erase certain=1
is 'it asks for it' "$code" 422
post /en/me/data/erase certain=1 'password=another one entirely'
is 'the right one' "$code" 422
like 'which it says at the field' "$body" 'his is not your password'
post /en/me/data/erase certain=1 'password=seven purple bicycles sing'
is 'then the data are erased' "$code" 200
like 'and the page says so' "$body" 'Your data are erased'
get /en/me
is 'nobody is signed in any more' "$code" 401
gone 'Quince|quince' 'nothing of the person is left in the house'
is 'but the function' "$(sqlite3 house/house.db "SELECT g.role FROM grant_of_role AS g
    JOIN person AS p ON p.id = g.person WHERE p.public_id = '$ann'")" editor
get "/en/people/$ann"
is 'which is on the record' "$code" 200
like 'without a name' "$body" 'A person whose data were erased'
post "/en/people/$ann" do=suspend certain=1
is 'and nobody changes it' "$code" 401
get /en/log.json
is 'the log is read as before' "$code" 200

# ---- Consents

get /en/me/consent
is 'nobody agreed to anything' "$code" 401
praxis --quiet people add 'Dora' --mail dora@example.eu --role member
enter dora@example.eu
like 'without a consent the desk comes first' "$on" '/en/desk$'
get /en/me/consent
is 'what one agreed to' "$code" 200
like 'is empty at first' "$body" 'You have agreed to nothing yet'
sqlite3 house/house.db "
INSERT INTO consent_text (purpose, version, language, text, since) VALUES
    ('participation', 1, 'en', 'The first <text>', 1), ('participation', 1, 'fr', 'Le premier', 1);
INSERT INTO consent (person, purpose, version, given) SELECT id, 'participation', 1, 1000
    FROM person WHERE mail = 'dora@example.eu';"
enter dora@example.eu
like 'the newest text asks nobody again' "$on" '/en/desk$'
get /en/me/consent
like 'the text, escaped' "$body" 'The first &lt;text&gt;'
unlike 'nothing is asked' "$body" 'has a new version'
get /fr/me/consent
like 'the text in French' "$body" 'Le premier'
sqlite3 house/house.db "
INSERT INTO consent_text (purpose, version, language, text, since) VALUES
    ('participation', 2, 'en', 'The second text', 2), ('participation', 2, 'fr', 'Le second', 2);"
enter dora@example.eu
is 'a newer one asks at the next sign-in' "$on" '/en/me/consent?back=%2Fen%2Fdesk'
get '/en/me/consent?back=%2Fen%2Fdesk'
like 'with its text' "$body" 'The second text'
post /en/me/consent do=agree purpose=participation version=2 back=/en/desk
is 'agreeing must be meant' "$code" 422
post /en/me/consent do=agree purpose=participation version=1 certain=1
is 'and to the newest' "$code" 422
post /en/me/consent do=agree purpose=other version=2 certain=1
is 'for a purpose that there is' "$code" 404
post /en/me/consent do=agree purpose=participation version=2 back=/en/desk certain=1
is 'then it leads on' "$code $(header Location)" '303 /en/desk'
get /en/me/consent.json
is 'what is kept of it' "$(printf %s "$body" |
    jq -c '.consents[] | [.purpose, .version, .newest, .withdrawn]')" \
    '["participation",2,2,null]'
get /en/me/data.json
is 'both stand in the copy' "$(printf %s "$body" | jq -c '[.data.consents[].version]')" '[1,2]'
post /en/me/consent do=withdraw purpose=participation
is 'a withdrawal must be meant' "$code" 422
post /en/me/consent do=withdraw purpose=participation certain=1
is 'a consent is withdrawn' "$code $(header Location)" '303 /en/me/consent'
get /en/me/consent
like 'which the page says' "$body" 'withdrawn:'
get /en/me
like 'and the role has ended' "$body" 'no role yet'
post /en/me/consent do=withdraw purpose=participation certain=1
is 'a second time changes nothing' "$code" 303

# ---- The secretariat, for somebody

sign_in_as bob@quick.example
get "/en/people/$bob"
is 'a person sees themself' "$code" 200
post "/en/people/$bob" do=erase certain=1
is 'but erases nobody there' "$code" 403
sign_in_as desk@example.eu
get "/en/people/$bob"
like 'the secretariat may erase somebody' "$body" 'Erase the data'
post "/en/people/$bob" do=erase
is 'where it is meant' "$code" 422
post "/en/people/$bob" do=erase certain=1
is 'a person is erased' "$code $(header Location)" '303 /en/people'
gone 'Bob Quick|bob@quick' 'of whom nothing is left'
get "/en/people/$bob"
is 'who is not there' "$code" 404
get '/en/people?state=erased'
is 'the list of the erased' "$code" 200
get /en/me/data/erase
post /en/me/data/erase certain=1
is 'the only secretariat stays' "$code" 422
like 'and learns why' "$body" 'only secretariat'
is 'the list of what was erased' "$(cut -d' ' -f1 house/erased | sort | tr '\n' ' ')" \
    "$(printf '%s\n' "$ann" "$bob" | sort | tr '\n' ' ')"
stops 'it stops'
run praxis ledger verify
succeeds 'the log is valid'
run praxis check
succeeds 'the house is whole'
done_testing
