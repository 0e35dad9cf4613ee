#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# One's own account: what it shows, and its preferences.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
printf '# The code\n\nText.\n' >code.md
praxis --quiet code import code.md --code demo --version 1 --lang en
praxis --quiet code publish demo 1
praxis --quiet people add 'Ann <b>Member' --mail ann@example.eu --organisation 'Great & Co' \
    --category civil-society
praxis --quiet people grant ann@example.eu chair code:demo --title co-chair
start_server || exit 1

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/  */ /g'
}

get /en/me
is 'nobody has no account' "$code" 401
post /en/me name=x
is 'nor changes one' "$code" 401
person_with reader
get /en/me
is 'a reader has one' "$code" 200
like 'without roles' "$body" 'You have an account and no role yet'
sign_in_as ann@example.eu
get /en/me
is 'a member too' "$code" 200
secured 'the page'
is 'which nobody else keeps' "$(header Cache-Control)" no-store
like 'the name is escaped' "$body" '<h1>Ann &lt;b&gt;Member</h1>'
like 'organisation and category' "$(words)" 'Organisation Great &amp; Co Category Civil society'
like 'the role as it is called, and where' "$(words)" 'Co-chair The code'
like 'leading there' "$body" '<a href="/en/codes/demo">The code</a>'
like 'the display that is set' "$body" 'name="display" value="name" checked'
like 'the desk is near' "$body" 'href="/en/desk"'
get /fr/me
is 'in French' "$code" 200
get /en/me.json
like 'its twin' "$body" '"mail":"ann@example.eu".*"role":"chair","scope_kind":"code","scope":"demo"'

post /en/me 'name=Ann Member' language=fr zone=America/New_York display=anonymous digest=weekly
is 'preferences are saved' "$code $(header Location)" '303 /en/me?saved=1'
get '/en/me?saved=1'
like 'which the page says' "$body" '<p class="notice" role="status">Your preferences were saved'
like 'and shows' "$body" 'name="display" value="anonymous" checked'
get /en/me.json
like 'the twin shows all' "$body" \
    '"language":"fr","zone":"America/New_York","display":"anonymous","digest":"weekly"'
post /en/me 'name=Ann Member' language=fr zone=Mars/Olympus display=anonymous digest=weekly
is 'a zone that there is not' "$code" 422
like 'is told at its field' "$body" 'id="f-zone-error"'
like 'what was typed stays' "$body" 'value="Mars/Olympus"'
post /en/me name= language=fr display=name digest=weekly
is 'a name is needed' "$code" 422
post /en/me 'name=Ann Member' language=tlh display=name digest=weekly
is 'a language that there is not' "$code" 422
post /en/me 'name=Ann Member' language=fr display=name digest=hourly
is 'nor that often' "$code" 422
saved=$csrf
csrf=$(printf '%s' "$csrf" | tr 0-9a-f 1-9a-f0)
post /en/me 'name=Other' language=fr display=name digest=weekly
is 'without the right token' "$code" 403
csrf=$saved
post /en/me 'name=Other' language=fr display=name digest=weekly -H 'Sec-Fetch-Site: cross-site'
is 'from another site' "$code" 403
get /en/me.json
like 'nothing of it was saved' "$body" '"name":"Ann Member"'

# ---- Another mail address
mail_to() {
    praxis --json mail list | ADDRESS=$1 perl -MJSON::PP -0777 -ne '
        print join "", map { "$_->{id}\n" } grep { $_->{address} eq $ENV{ADDRESS} }
            @{decode_json($_)->{mails}}'
}
link_to() {
    praxis mail show --links "$(mail_to "$1" | head -n 1)" |
        sed -n -e 's|.*\(/en/me/address/[0-9a-zA-Z_-]*\).*|\1|p' \
            -e 's|.*/fr\(/me/address/[0-9a-zA-Z_-]*\).*|/en\1|p'
}
anns=$jar
anns_csrf=$csrf
get /en/me/address
is 'a form for another address' "$code" 200
like 'says which it is' "$body" 'Mails come to ann@example.eu'
post /en/me/address 'mail=ann at example.org'
is 'what is no address' "$code" 422
post /en/me/address mail=ann@example.eu
is 'nor the one that it is' "$code" 422
like 'told at its field' "$body" 'id="f-mail-error"'
praxis --quiet people add Bert --mail bert@example.eu
before=$(mail_to bert@example.eu | wc -l)
post /en/me/address mail=Bert@example.eu
is 'that of somebody else' "$code" 200
taken=$body
is 'gets no mail' "$(mail_to bert@example.eu | wc -l)" "$before"
post /en/me/address mail=ann@new.example
is 'a new one' "$code" 200
is 'is answered as that of somebody else' "$body" "$taken"
link=$(link_to ann@new.example)
like 'a link goes there' "$link" '^/en/me/address/.'
unlike 'the secretariat does not see it' \
    "$(praxis mail show "$(mail_to ann@new.example)")" '/me/address/'
get /en/me.json
like 'nothing has changed yet' "$body" '"mail":"ann@example.eu"'
sign_in_as bert@example.eu
get "$link"
is 'for others the link leads nowhere' "$code" 404
post "$link"
is 'also when they send its form' "$code" 404
nobody
get "$link"
is 'nor for nobody' "$code" 401
sign_in_as ann@example.eu
second=$jar
jar=$anns
csrf=$anns_csrf
get "$link"
is 'to ann it shows the address' "$code" 200
like 'and asks' "$body" 'to have the mail address ann@new.example'
get /en/me.json
like 'opening it changes nothing' "$body" '"mail":"ann@example.eu"'
saved=$csrf
csrf=0
post "$link"
is 'nor does a form without token' "$code" 403
csrf=$saved
post "$link"
is 'its form changes it' "$code $(header Location)" '303 /en/me?address=1'
get '/en/me?address=1'
like 'which is said' "$body" 'role="status">Your mail address was changed'
get /en/me.json
like 'and so' "$body" '"mail":"ann@new.example"'
post "$link"
is 'a link works once' "$code" 404
like 'the old address is told' \
    "$(praxis mail show "$(mail_to ann@example.eu | head -n 1)" | tr '\n' ' ')" \
    'Your account was changed|Votre compte'
jar=$second
get /en/me
is 'other browsers are signed out' "$code" 401
jar=$anns
for i in 1 2 3 4 5 6; do post /en/me/address "mail=ann$i@new.example"; done
is 'not for ever' "$code" 429
stops 'the server ends well'
done_testing
