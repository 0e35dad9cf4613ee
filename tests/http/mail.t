#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Mails over HTTP: a notice becomes mails that a running server sends; the secretariat sees them;
# whoever gets one stops them with one click, and nobody else can.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

sql() {
    sqlite3 -cmd '.timeout 5000' house/house.db "$1"
}
# settles SQL WANTED NAME: the answer becomes that within ten seconds.
settles() {
    for _ in $(seq 50); do
        settled=$(sql "$1")
        [ "$settled" = "$2" ] && break
        sleep 0.2
    done
    is "$3" "$settled" "$2"
}

praxis --quiet init --name 'Code of practice'
start_server || exit 1

get /en/mail
is 'nobody sees the mails who has not signed in' "$code" 401
person_with member
get /en/mail
is 'nor does a member' "$code" 403
get /en/mail.json
is 'as JSON neither' "$code" 403
member_jar=$jar
member_csrf=$csrf
member=$person
person_with secretariat
get /en/mail
is 'the secretariat does' "$code" 200
secured 'the page'
like 'it says that no server is set' "$body" 'mail\.server'
like 'and what will be there' "$body" 'class="empty"'
get /fr/mail
is 'in French too' "$code" 200

# A notice for all who take part: what a deed adds.
notice() {
    sql "insert into notice (kind, audience, content, created) values ('round',
        '{\"kind\":\"house\",\"row\":0,\"code\":0,\"roles\":0,\"category\":\"\"}',
        '{\"subject\":\"Round {n} is open\",\"body\":\"Say what you think.\",\"link\":\"/codes/x\",
          \"args\":[[\"n\",\"$1\"]]}', 1)"
    sql "update job set due = 0 where kind = 'mail.notice'"
}
notice '<b>1</b>'
settles "select count(*) from mail where kind = 'round'" 2 'each of the two gets one mail'
settles 'select done from notice' 1 'and the notice is done'
get /en/mail?state=waiting
like 'they wait, and are shown' "$body" 'Round &lt;b&gt;1&lt;/b&gt; is open'
id=$(sql "select public_id from mail where address = '$member'")
get "/en/mail/$id"
is 'one of them' "$code" 200
like 'with its text' "$body" 'Say what you think'
like 'and an address in the reader of the mail'"'"'s language' "$body" "$url/en/codes/x"
get "/en/mail/$id.json"
like 'its twin' "$body" '"state":"waiting"'
get /en/mail/00000000000000000000000000
is 'one that is not there' "$code" 404
post "/en/mail/$id" do=dance
is 'an unknown change' "$code" 422
secretariat_jar=$jar
secretariat_csrf=$csrf
jar=$member_jar csrf=$member_csrf
get "/en/mail/$id"
is 'not even the one who gets it reads it here' "$code" 403
post "/en/mail/$id" do=drop
is 'nor drops it' "$code" 403
jar=$secretariat_jar csrf=$secretariat_csrf
post "/en/mail/$id" do=drop
is 'the secretariat can drop it' "$code" 303
is 'and it is void' "$(sql "select state from mail where public_id = '$id'")" void
post "/en/mail/$id" do=retry
is 'what is void stays so' "$code" 409

# With a server they leave.
mkdir taken
/usr/bin/python3 "$PX_ROOT/tests/mail_server.py" taken >mail.log 2>&1 &
mail_server=$!
trap 'kill $mail_server 2>/dev/null; finish' EXIT
for _ in $(seq 50); do
    [ -f taken/port ] && break
    sleep 0.2
done
praxis --quiet setting set mail.from code@example.eu
praxis --quiet setting set mail.tls none
praxis --quiet setting set mail.server "smtp://127.0.0.1:$(cat taken/port)"
run praxis mail send
like 'the running server is asked to send' "$out" 'running server'
settles "select count(*) from mail where state = 'sent'" 1 'the other one is sent'
notice 2
settles "select count(*) from mail where state = 'sent'" 3 'the next ones leave by themselves'
get /en/mail?state=sent
unlike 'the notice on the page is gone' "$body" 'mail\.server'

# One click.
mail=$(grep -l "^X-To: $member" taken/*.eml | head -n 1)
link=$(tr -d '\r' <"$mail" | sed -n '/^List-Unsubscribe:$/{n;s/^ <\(.*\)>$/\1/p;}')
like 'a mail can be unsubscribed' "$link" "^$url/en/unsubscribe/"
like 'with one click' "$(cat "$mail")" '^List-Unsubscribe-Post: List-Unsubscribe=One-Click'
path=${link#"$url"}
nobody
get "$path"
is 'the link leads to a form' "$code" 200
like 'with the choices' "$body" 'value="weekly"'
is 'looking changes nothing' "$(sql "select digest from person where mail = '$member'")" each
get "$path" --data 'List-Unsubscribe=One-Click'
is 'one click' "$code" 200
is 'stops them' "$(sql "select digest from person where mail = '$member'")" none
get "$path" -F 'digest=daily'
is 'a form of the other type is taken as well' "$code" 200
is 'and sets what it says' "$(sql "select digest from person where mail = '$member'")" daily
get "$path" --data 'digest=hourly'
is 'what is no choice is refused' "$code" 422
changed=${path%????????}00000000
get "$changed" --data 'List-Unsubscribe=One-Click'
is 'a token that was changed' "$code" 403
get "$changed"
is 'leads nowhere' "$code" 404
notice 3
settles "select count(*) from mail where state = 'held'" 1 'now a mail is held for the digest'
is 'and is not sent' \
    "$(sql "select count(*) from mail where address = '$member' and state = 'sent'")" 1

jar=$member_jar csrf=$member_csrf
get /en/me/mail
like 'the choice stands on the page of the account' "$body" 'value="daily" checked'
post /en/me/mail digest=each
is 'and can be changed there' "$code" 303
settles "select count(*) from mail where state = 'held'" 0 'what was held is sent'
get /en/me/mail.json
like 'as JSON' "$body" '"digest":"each"'

stops 'the server ends well'
done_testing
