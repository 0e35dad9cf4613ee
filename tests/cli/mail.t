#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Mails leave the house by a real server: settings, encryption, refusals, retries, a long queue.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init --name 'Häuser "&" Codes'

# ---- Settings

run praxis setting set mail.server ftp://x
fails 3 'a server of another kind is refused'
run praxis setting set mail.tls sometimes
fails 3 'and a word that is none'
run praxis setting set mail.from 'a b@example.eu'
fails 3 'and what is no address'
run praxis setting set site.address http://code.example.eu
fails 3 'and a site without encryption'
run praxis setting set mail.colour blue
fails 4 'and a name that is no setting'
run praxis setting set mail.password secret
fails 2 'a secret is not written on the command line'
printf 'pass word\n' | praxis setting set mail.password --file - >/dev/null
is 'it is a file that only its owner reads' "$(stat -c %a house/keys/mail.password)" 600
run praxis setting list
like 'that it is set can be seen' "$out" '^mail.password +\(set, not shown\)'
unlike 'and nothing more' "$out" 'pass word'
is 'the database does not know it' "$(sqlite3 house/house.db .dump | grep -c 'pass word')" 0
praxis --quiet backup without.tar
praxis --quiet backup with.tar --keys
unlike 'nor does a backup without keys' "$(tar -tf without.tar)" 'mail.password'
like 'one with keys does' "$(tar -tf with.tar)" '^keys/mail.password$'
praxis --quiet --house other restore with.tar
is 'and brings it back' "$(cat other/keys/mail.password)" 'pass word'
run praxis setting unset mail.password
succeeds 'it is taken away'
not_ok 'with its file' test -e house/keys/mail.password

# ---- The queue without a server

# queue ADDRESS [SUBJECT [BODY [KIND]]]
queue() {
    mail_count=$((${mail_count:-0} + 1))
    sqlite3 house/house.db "insert into mail (public_id, kind, address, language, subject, body,
        state, created, due) values (printf('m%025d', $mail_count), '${4:-receipt}', '$1', 'en',
        '${2:-A subject}', '${3:-A text.}', 'waiting', $(date +%s)000, 0)"
}
state_of() {
    sqlite3 house/house.db "select state || ' ' || tries || ' ' || coalesce(reason, '-') from mail
        where address = '$1'"
}
due_again() {
    sqlite3 house/house.db "update mail set due = 0 where state = 'waiting'"
}

queue first@example.eu
run praxis mail send
fails 4 'without a server nothing is sent'
like 'it says what is missing' "$err" 'mail.server'
is 'the mail waits' "$(state_of first@example.eu)" 'waiting 0 -'

# ---- A server

# start_mail_server FOLDER [OPTION...]
start_mail_server() {
    mkdir -p "$1"
    rm -f "$1/port"
    /usr/bin/python3 "$PX_ROOT/tests/mail_server.py" "$@" >"$1/log" 2>&1 &
    server_pid=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ -f "$1/port" ] && break
        sleep 0.2
    done
    mail_port=$(cat "$1/port")
}
stop_mail_server() {
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null
    server_pid=
}
set_up() {
    while [ $# -gt 0 ]; do
        praxis --quiet setting set "$1" "$2" || diag "setting $1"
        shift 2
    done
}

start_mail_server plain
set_up mail.server "smtp://127.0.0.1:$mail_port" mail.from code@example.eu mail.tls none
run praxis mail send
succeeds 'with one it leaves'
is 'and is sent' "$(state_of first@example.eu)" 'sent 1 -'
like 'from the address of the settings' "$(cat plain/0001.eml)" '^X-From: code@example.eu'
like 'encrypted it was not' "$(cat plain/0001.eml)" '^X-Way: plain -'
run praxis mail send
succeeds 'a second run'
not_ok 'sends nothing twice' test -e plain/0002.eml

run praxis mail test try@example.eu
succeeds 'the settings can be tried'
like 'with the answer of the server' "$out" '250 taken as 0002'

queue grey-a@example.eu
queue never-b@example.eu
queue late-c@example.eu
queue lost-d@example.eu
queue last@example.eu
run praxis mail send
succeeds 'refusals hold nobody up'
is 'greylisting: tried again later' "$(state_of grey-a@example.eu)" \
    'waiting 1 451 4.7.1 come back later'
is 'refused for good: failed at once' "$(state_of never-b@example.eu)" \
    'failed 1 550 5.1.1 nobody of that name'
is 'refused after the text too' "$(state_of late-c@example.eu)" 'failed 1 554 5.6.0 not this'
like 'a lost connection: tried again later' "$(state_of lost-d@example.eu)" '^waiting 1 '
is 'the one behind them is sent' "$(state_of last@example.eu)" 'sent 1 -'
due=$(sqlite3 house/house.db "select (due - 1000 * strftime('%s')) / 1000 from mail
    where address = 'grey-a@example.eu'")
ok 'the next try is in a minute' test "$due" -gt 50 -a "$due" -le 60
run praxis mail send
like 'not before' "$(state_of grey-a@example.eu)" '^waiting 1 '
due_again
run praxis mail send
is 'the next time it is taken' "$(state_of grey-a@example.eu)" 'sent 2 -'
is 'and the lost one' "$(state_of lost-d@example.eu)" 'sent 2 -'

run praxis mail list --state failed
like 'what failed is listed' "$out" 'never-b@example.eu'
run praxis mail retry m0000000000000000000000003
succeeds 'a failed one can be tried anew'
is 'and waits' "$(state_of never-b@example.eu)" 'waiting 0 -'
run praxis mail drop m0000000000000000000000003
succeeds 'or dropped'
like 'and is void' "$(state_of never-b@example.eu)" '^void '
run praxis mail retry m0000000000000000000000001
fails 6 'one that was sent is not tried anew'
run praxis mail show m0000000000000000000000009
fails 4 'one that is not there'

# ---- What stands in them

rm -f plain/*.eml
stop_mail_server
start_mail_server plain
set_up mail.server "smtp://127.0.0.1:$mail_port" site.address https://code.example.eu
queue inject@example.eu "x' || char(13) || char(10) || 'Bcc: evil@example.eu' || '" \
    "Hello' || char(13) || char(10) || '.' || char(13) || char(10) || 'MAIL FROM:<evil@example.eu>"
long_title="Été : « la réunion » de l’après-midi à Bruxelles, avec un titre bien trop long"
words="Chère Madame, le délai court jusqu’au 1ᵉʳ mars."
queue french@example.eu "$long_title" "$words"
queue secret@example.eu 'Sign in' 'Here: https://code.example.eu/en/sign-in/TOKEN123 and so on' \
    sign-in
run praxis mail show m0000000000000000000000009
like 'a link to sign in is shown without its token' "$out" 'https://code.example.eu/…'
unlike 'nowhere' "$out" 'TOKEN123'
run praxis --json mail show m0000000000000000000000009
unlike 'nor in JSON' "$out" 'TOKEN123'
run praxis mail send
succeeds 'odd texts are sent'
like 'the link goes out first' "$(cat plain/0001.eml)" 'TOKEN123'
is 'and does not stay in the house' "$(sqlite3 house/house.db .dump | grep -c TOKEN123)" 0
cat >parse.py <<'EOT'
import email, email.policy, sys
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    print("defects:", message.defects, [h.defects for h in message.values() if h.defects])
    print("headers:", " ".join(sorted(message.keys())))
    lines = raw.split(b"\r\n")
    print("longest:", max(map(len, lines)) <= 78, raw.count(b"\n") == len(lines) - 1)
    for header in ("From", "To", "Subject", "Auto-Submitted", "Content-Language"):
        print(header + ":", message[header])
    print(message.get_content().replace("\r\n", "\n"))
EOT
run /usr/bin/python3 parse.py plain/0002.eml
succeeds 'the email package reads it'
is 'no header was added' "$(printf '%s\n' "$out" | sed -n 's/^headers: //p')" \
    "Auto-Submitted Content-Language Content-Transfer-Encoding Content-Type Date From $(
    )MIME-Version Message-ID Subject To X-From X-To X-Way"
like 'the line end in the subject is a space' "$out" '^Subject: x  Bcc: evil@example.eu'
like 'the text keeps its dot' "$out" '^\.$'
like 'and what looks like a command' "$out" '^MAIL FROM:<evil@example.eu>$'
like 'there are no defects' "$out" '^defects: \[\] \[\]$'
like 'the name of the house is quoted' "$out" '^From: "?H(ä|Ã¤)user'
run /usr/bin/python3 parse.py plain/0003.eml
like 'a subject in French' "$out" "^Subject: $long_title\$"
like 'a text in French' "$out" "$words"
like 'no line is too long' "$out" '^longest: True True$'

# ---- A long queue

rm -f plain/*.eml
sqlite3 house/house.db "with recursive n (i) as
    (select 1 union all select i + 1 from n where i < 1000)
    insert into mail (public_id, kind, address, language, subject, body, state, created, due)
    select printf('q%025d', i), 'round', 'q' || i || '@example.eu', 'en', 'S', 'T', 'waiting',
    1, i from n"
for _ in 1 2 3 4 5; do
    run praxis mail send
    [ "$(sqlite3 house/house.db "select count(*) from mail where state = 'waiting'")" = 0 ] && break
done
is 'a thousand mails are sent' "$(find plain -name '*.eml' | wc -l)" 1000
is 'in order' "$(cat plain/*.eml | sed -n 's/^X-To: q\([0-9]*\)@.*/\1/p')" "$(seq 1000)"

# ---- The server is gone

stop_mail_server
queue later@example.eu
queue later-too@example.eu
run praxis mail send
succeeds 'a server that is not there is no failure of the run'
like 'the mail waits and says why' "$(state_of later@example.eu)" '^waiting 1 .*[Cc]onnect'
like 'and so does the next' "$(state_of later-too@example.eu)" '^waiting 1 '
sqlite3 house/house.db "update mail set due = 0, tries = 19 where address = 'later@example.eu'"
run praxis mail send
like 'after three days it has failed' "$(state_of later@example.eu)" '^failed 20 '

# ---- Encryption and sign-in

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj '/CN=Test' \
    2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout mail.key -out mail.csr -subj '/CN=localhost' 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >ext
openssl x509 -req -in mail.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext \
    -out mail.pem 2>/dev/null
start_mail_server tls --tls mail.pem mail.key --auth anna 'pass word'
set_up mail.tls required mail.server "smtp://127.0.0.1:$mail_port" mail.user anna
due_again
run praxis mail send
like 'a certificate that nobody vouches for is refused' "$(state_of later-too@example.eu)" \
    '^waiting 2 .*certificate'
run praxis setting set mail.authority --file ca.pem
succeeds 'its authority can be set'
printf 'wrong' | praxis --quiet setting set mail.password --file -
due_again
run praxis mail send
like 'a wrong password is no fault of the mail' "$(state_of later-too@example.eu)" '^waiting 3 '
printf 'pass word' | praxis --quiet setting set mail.password --file -
due_again
run praxis mail send
is 'with all that is right it is sent' "$(state_of later-too@example.eu)" 'sent 4 -'
like 'encrypted, signed in' "$(cat tls/0001.eml)" '^X-Way: tls anna'
run praxis setting set mail.server smtp://mail.example.eu
succeeds 'a server elsewhere'
run praxis setting set mail.tls none
fails 3 'is not reached without encryption'
stop_mail_server
done_testing
