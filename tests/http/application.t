#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Calls and applications: applying, confirming, changing, withdrawing; deciding; what others see.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

evil='"><script>alert(1)</script>'
praxis --quiet init
praxis --quiet process begin demo edition-2 --template gpai --from "$(date +%F)" --lang en
start_server || exit 1

# The newest mail's private link, without the host and the language.
private_link() {
    mail_id=$(praxis --json mail list | sed -n 's/.*"id": "\([^"]*\)".*/\1/p' | head -n 1)
    praxis mail show --links "$mail_id" |
        sed -n 's|.*http.*\(/applications/[^ ]*\)$|\1|p' | head -n 1
}

# apply MAIL NAME FIELD...: answers the call as somebody who has not signed in.
apply() {
    apply_mail=$1
    apply_name=$2
    shift 2
    post "/en/calls/$call" "$@" consent_version=1 consent=1 language=en category=academia \
        country=BE "name=$apply_name" "mail=$apply_mail" 'motivation=Because I can.'
}

visitor() {
    nobody
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get "/en/calls/$call"
    csrf=$(form_token)
}

person_with secretariat
secretariat=$jar
get /en/codes/demo/processes/edition-2/call
is 'the form to open a call' "$code" 200
csrf=$(form_token)
post /en/codes/demo/processes/edition-2/call kind=participants late=refuse closes=2020-01-01T10:00 \
    title_en=Come text_en=Words title_fr=Venez text_fr=Mots
is 'a call cannot close in the past' "$code" 422
like 'which is told at the field' "$body" 'id="f-closes-error"'
like 'and what was typed is still there' "$body" 'value="Venez"'
post /en/codes/demo/processes/edition-2/call kind=participants late=refuse \
    "closes=$(date -d '+20 days' +%FT23:59)" "title_en=Come $evil" "text_en=Words $evil" \
    title_fr=Venez text_fr=Mots
is 'a call is opened' "$code" 303
call=$(header Location | sed 's|.*/calls/||')
get "/en/calls/$call.json"
like 'its twin' "$body" '"state":"open"'

nobody
get /en/codes/demo/processes/edition-2/call
is 'others cannot open one' "$code" 401
get "/en/calls/$call/applications"
is 'nor see the queue' "$code" 401
get "/fr/calls/$call"
like 'everybody reads it, in their language' "$body" '<h1>Venez</h1>'
get "/en/calls/$call"
unlike 'what was typed is never markup' "$body" '<script>alert'
secured 'a call'

visitor
apply ann@example.org '' 'motivation='
is 'what is missing is refused' "$code" 422
like 'in a summary that leads to the fields' "$body" '<a href="#f-name">'
like 'and at the field' "$body" 'id="f-name" [^>]*aria-invalid="true"'
like 'what was typed stays' "$body" 'value="ann@example.org"'
apply ann@example.org "Ann $evil" category=nobility
is 'only what is offered is taken' "$code" 422
apply ann@example.org "Ann $evil" register_number=12
is 'a doubtful number is doubted once' "$code" 422
apply ann@example.org "Ann $evil" register_number=12 register_seen=12 "organisation=$evil" \
    "interests=$evil"
is 'then it is taken' "$code $(header Location)" "303 /en/calls/$call?sent=1"
link=$(private_link)
like 'a mail has the link' "$link" '^/applications/[0-9a-z]{26}\?key=[A-Za-z0-9_-]{43}$'
page=/en$link
plain=${page%%\?*}

nobody
get "$plain"
is 'without the key there is nothing' "$code" 404
get "$plain.json"
is 'nor in the twin' "$code" 404
get "$plain?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
is 'nor with another key' "$code" 404
visitor
get "$page"
is 'with the key there is' "$code" 200
unlike 'and nothing of it is markup' "$body" '<script>alert'
is 'nobody keeps it' "$(header Cache-Control)" no-store
csrf=$(form_token)
post "$plain" do=confirm
is 'confirming wants the key' "$code" 404
jar2=$jar
jar=$secretariat
get "/en/calls/$call/applications"
like 'unconfirmed ones do not count' "$body" 'No application waits for a decision'
jar=$jar2
post "$page" do=confirm
is 'it is confirmed' "$code" 303
get "$page&confirmed=1"
like 'with a receipt on the page' "$body" 'the application was received'
like 'and by mail' "$(praxis mail list)" 'your application was received'
get "/en${link%%\?*}/change?${link#*\?}"
is 'it can be changed' "$code" 200
post "/en${link%%\?*}/change?${link#*\?}" consent_version=1 language=en category=industry \
    country=FR name=Ann 'motivation=Because I must.'
is 'which is saved' "$code" 303
get "$page"
like 'and seen' "$body" 'Because I must'

visitor
apply ann@example.org 'Somebody else'
is 'a second application looks the same to its sender' "$code $(header Location)" \
    "303 /en/calls/$call?sent=1"
get "$page"
unlike 'and changes nothing' "$body" 'Somebody else'
like 'the owner is told' "$(praxis mail list)" 'you have applied already'
post "/en/calls/$call" name=x
is 'an empty form is refused' "$code" 422
good=$csrf
csrf=0
apply bob@example.org Bob
is 'a wrong token too' "$code" 403
csrf=$good
apply bob@example.org Bob
link2=$(private_link)
get "/en$link2"
post "/en$link2" do=confirm
post "/en$link2" do=withdraw
is 'withdrawing wants a tick' "$code" 422
post "/en$link2" do=withdraw sure=1
is 'then it is withdrawn' "$code" 303

jar=$secretariat
get "/en/calls/$call/applications"
csrf=$(form_token)
like 'the secretariat sees the queue' "$body" 'Because|>Ann<'
unlike 'without those withdrawn' "$body" '>Bob<'
get "/en/calls/$call/applications?state=all&q=bo"
like 'which a search finds' "$body" '>Bob<'
get "/en/calls/$call/applications?category=academia"
like 'filters that find nothing say so' "$body" 'No application fits these filters'
get "/en/calls/$call/applications.json"
like 'the twin counts' "$body" '"counts":\[.*"category":"industry","received":1'
post "/en/calls/$call/applications" decision=accept reason=Good
is 'deciding on none is refused' "$code" 422
id=$(printf '%s' "${plain##*/}")
post "/en/calls/$call/applications" decision=accept "id=$id"
is 'a reason is needed' "$code" 422
like 'what was ticked stays ticked' "$body" "value=\"$id\" checked"
post "/en/calls/$call/applications" decision=accept reason=Good "id=$id"
is 'it is accepted' "$code $(header Location)" "303 /en/calls/$call/applications?decided=1"
like 'the person is there' "$(praxis people list)" 'ann@example.org'
like 'and told in a mail' "$(praxis mail list)" 'your application was accepted'
post "/en/calls/$call/applications" decision=decline reason=Bad "id=$id"
is 'nobody is decided on twice' "$code" 422
post "/en/applications/$id/decision" decision=decline reason=Bad
is 'nor on its own page' "$code" 409

person_with member code:demo
get "/en/calls/$call/applications"
is 'members do not see the queue' "$code" 403
get "$plain"
is 'nor an application' "$code" 404
post "/en/applications/$id/decision" decision=decline reason=Bad
is 'nor decide' "$code" 403

jar=$secretariat
get "/en/calls/$call/window"
csrf=$(form_token)
post "/en/calls/$call/window" do=extend "closes=$(date -d '+30 days' +%FT23:59)" 'reason=More time.'
is 'the call is extended' "$code" 303
get "/en/calls/$call"
like 'which everybody reads' "$body" 'More time\.'
post "/en/calls/$call/window" do=close 'reason=Enough.'
is 'and closed' "$code" 303
visitor
like 'it says so' "$body" 'The call has closed'
apply carl@example.org Carl
is 'and takes nothing more' "$code" 403
stops 'it stops'
done_testing
