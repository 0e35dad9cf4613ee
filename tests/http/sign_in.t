#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Signing in by link, by password and with a code; fixation, forged forms, guessing, locking out.
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # http.sh sets code, head and body; a hash has $
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"
PRAXIS_TEST_CHEAP_PASSWORDS=yes # the released program takes no notice of it
export PRAXIS_TEST_CHEAP_PASSWORDS

run praxis init --name 'Code of practice'
succeeds 'a house'
praxis --quiet people add 'Anna Schmidt' --mail anna@example.eu
praxis --quiet people add 'Otto Meyer' --mail otto@example.eu
praxis --quiet people add 'Sus Pended' --mail sus@example.eu
start_server --behind-proxy || exit 1
good='otter lantern quiet'

visitor() {
    nobody
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get /en/sign-in
    csrf=$(form_token)
}
session() {
    sed -n 's/.*\tsession\t//p' "$jar"
}
# totp SECRET [STEPS]: the code of now, or of so many steps later.
totp() {
    perl -MDigest::SHA=hmac_sha1 -e '
        my ($secret, $steps) = @ARGV;
        my $bits = join "", map { sprintf "%05b", index("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", $_) }
            split //, $secret;
        my $mac = hmac_sha1(pack("Q>", int(time / 30) + ($steps // 0)), pack("B*", $bits));
        my $at = ord(substr($mac, 19)) & 15;
        printf "%06d", (unpack("N", substr($mac, $at, 4)) & 0x7fffffff) % 1000000;' "$@"
}

# ---- By a link
link=$(praxis people link anna@example.eu --address "$url")
like 'a link of the operator' "$link" "^$url/sign-in/[A-Za-z0-9_-]{43}\$"
path=/en${link#"$url"}
visitor
before=$(session)
get "$path"
is 'opening it' "$code" 200
secured 'the page behind a link'
like 'shows a button' "$body" 'You are about to sign in as Anna Schmidt'
get "$path"
is 'and uses nothing up' "$code" 200
get "$path" -I
is 'nor does HEAD' "$code" 200
get "$path" -d x=y
is 'without the token of the form it does not sign in' "$code" 403
post "$path"
is 'with it it does' "$code $(header Location)" '303 /en/desk'
ok 'the session has another token than before (fixation)' test "$before" != "$(session)"
after=$(session)
get /en/desk
is 'the desk is there' "$code" 200
like 'the head says who it is' "$body" 'class="me"[^>]*>Anna Schmidt<'
csrf=$(form_token)
is 'nothing of it is kept for others' "$(header Cache-Control | grep -c -e private -e no-store)" 1
get "$path"
is 'the link is used up' "$code" 404
nobody
get /en/desk -H "Cookie: session=$before"
is 'the old token is nobody' "$code" 401
like 'and is led to sign in' "$body" 'href="/en/sign-in\?back=%2Fen%2Fdesk"'
get /en/desk -H "Cookie: session=$after"
is 'the new one is Anna' "$code" 200
get /en/about
unlike 'others see nothing of it' "$body" 'Anna'
visitor
run praxis people link nobody@example.eu
fails 4 'a link for nobody'
get "/en/sign-in/$(printf '%043d' 0)"
is 'a link that was made up' "$code" 404
run praxis --json people link otto@example.eu --minutes 1
like 'as JSON' "$out" '"expires":'

# ---- A link that one asks for: the same answer for everybody
for mail in otto@example.eu nobody@example.eu sus@example.eu; do
    [ "$mail" != sus@example.eu ] || praxis --quiet people suspend sus@example.eu
    visitor
    post /en/sign-in/link "mail=$mail" back=/en/log
    is "asking for a link as $mail" "$code $(header Location)" '303 /en/sign-in?sent=1'
done
post /en/sign-in/link mail=nonsense
is 'what is no address' "$code" 422
for _ in $(seq 100); do
    [ "$(sqlite3 house/house.db "SELECT count(*) FROM job WHERE kind = 'people.link'")" != 0 ] ||
        break
    sleep 0.1
done
is 'one mail is made' \
    "$(sqlite3 house/house.db "SELECT address FROM mail WHERE kind = 'sign-in'")" otto@example.eu
asked=$(sqlite3 house/house.db "SELECT body FROM mail WHERE kind = 'sign-in'" |
    sed -n 's|.*\(/sign-in/[A-Za-z0-9_-]*\)$|\1|p')
visitor
get "/en$asked"
csrf=$(form_token)
post "/en$asked"
is 'its link leads on to where one came from' "$code $(header Location)" '303 /en/log'

# ---- Password
sign_in_as anna@example.eu
get /en/me/security
is 'the page of security' "$code" 200
get /en/me/security.json
like 'and its twin' "$body" '"password":false,"second":false'
for bad in short 'annaschmidt2026' 'Password2026!' '111111111111' 'abcdefghijklm' \
    'Code of practice' 'qwertyuiop12345'; do
    post /en/me/security/password "password=$bad"
    is "not '$bad'" "$code" 422
    like 'told at the field' "$body" 'password-form-password-error'
done
first=$jar
sign_in_as anna@example.eu
post /en/me/security/password "password=$good"
is 'a good one' "$code $(header Location)" '303 /en/me/security?done=password'
get /en/me
is 'this browser stays' "$code" 200
other=$jar
other_csrf=$csrf
jar=$first
get /en/me
is 'all others are signed out' "$code" 401
is 'a mail tells it' \
    "$(sqlite3 house/house.db "SELECT count(*) FROM mail WHERE kind = 'account'")" 1
cost='m=8,t=1,p=1'
[ "$PRAXIS" != "$PX_ROOT/build/praxis" ] || cost='m=262144,t=3,p=1'
is 'only a hash is kept' \
    "$(sqlite3 house/house.db "SELECT substr(password, 1, $((16 + ${#cost}))) FROM credential")" \
    "\$argon2id\$v=19\$$cost\$"
not_ok 'nowhere the words' grep -rqa 'otter lantern' house

visitor
anonymous=$(session)
post /en/sign-in mail=Anna@Example.EU "password=$good" back=//elsewhere.example
is 'by password' "$code $(header Location)" '303 /en/desk'
ok 'under another token' test "$anonymous" != "$(session)"
get /en/sign-in -H 'Cookie: x=y'
is 'without CSRF token' "$(get /en/sign-in -d "mail=anna@example.eu&password=x"; echo "$code")" 403
jar=$other
csrf=$other_csrf
post /en/me/security/password "password=another quiet lantern" old=wrong
is 'a session by link changes it without the old one' "$code" 303
good='another quiet lantern'
visitor
post /en/sign-in mail=anna@example.eu "password=$good"
get /en/me/security
csrf=$(form_token)
post /en/me/security/password "password=third quiet lantern" old=wrong
is 'a session by password does not' "$code" 422
post /en/me/security/password "password=third quiet lantern" "old=$good"
is 'with the old one it does' "$code" 303
good='third quiet lantern'
anna=$jar

# ---- No tell-tale
words() {
    printf '%s' "$body" | sed 's/value="[^"]*"//g; s/<[^>]*>//g' | tr -s '\n '
}
visitor
post /en/sign-in mail=anna@example.eu password=wrong
wrong="$code $(words)"
for mail in nobody@example.eu otto@example.eu sus@example.eu; do
    post /en/sign-in "mail=$mail" password=wrong
    is "the same words for $mail" "$code $(words)" "$wrong"
done

# ---- Guessing, and locking out
guesser() {
    visitor
    for _ in 1 2 3 4 5 6 7 8 9 10 11; do
        post /en/sign-in mail=anna@example.eu password=guess \
            -H 'X-Forwarded-For: 1.2.3.4, 203.0.113.9'
        [ "$code" != 429 ] || break
    done
}
guesser
is 'guesses come to an end' "$code" 429
like 'with the way out' "$body" 'link in a mail'
post /en/sign-in mail=anna@example.eu "password=$good" -H 'X-Forwarded-For: 9.9.9.9, 203.0.113.77'
is 'from the same network, whatever the visitor writes before' "$code" 429
post /en/sign-in mail=anna@example.eu "password=$good" -H 'X-Forwarded-For: 198.51.100.4'
is 'from another network Anna signs in' "$code" 303
jar=$anna
get /en/sign-in
csrf=$(form_token)
post /en/sign-in mail=anna@example.eu "password=$good" -H 'X-Forwarded-For: 203.0.113.9'
is 'and in the network of the guesser, from a browser that signed in before' "$code" 303
visitor
post /en/sign-in/link mail=anna@example.eu -H 'X-Forwarded-For: 203.0.113.9'
is 'a link can be asked for always' "$code" 303
is 'of networks only keyed hashes are kept' \
    "$(sqlite3 house/house.db "SELECT count(*) FROM throttle WHERE length(key) <> 32")" 0

# ---- Codes from an app
jar=$anna
get /en/me/security/app
is 'an app can be added' "$code" 200
like 'with a drawing' "$body" '<svg class="qr"[^>]*role="img"'
secret=$(printf '%s' "$body" | sed -n 's/.*name="secret"[^>]*value="\([A-Z2-7]*\)".*/\1/p')
like 'and an address' "$body" \
    "otpauth://totp/Code%20of%20practice:anna%40example.eu\?secret=$secret"
csrf=$(form_token)
post /en/me/security/app "secret=$secret" code=000000
is 'a wrong code does not turn it on' "$code" 422
like 'and the secret stays' "$body" "$secret"
used=$(totp "$secret" -1)
post /en/me/security/app "secret=$secret" "code=$used"
is 'the right one does' "$code" 200
recovery=$(printf '%s' "$body" | sed -n 's|.*<li><code>\(.*\)</code></li>.*|\1|p' | head -n 1)
like 'recovery codes are shown' "$recovery" '^[0-9a-z]{4}(-[0-9a-z]{4}){3}$'
visitor
post /en/sign-in mail=anna@example.eu "password=$good" back=/en/log -H 'X-Forwarded-For: 192.0.2.1'
is 'the password alone' "$code" 200
like 'asks for a code' "$body" 'name="code"'
get /en/me
is 'and is nobody yet' "$code" 401
post /en/sign-in mail=anna@example.eu "password=$good" back=/en/log -H 'X-Forwarded-For: 192.0.2.1'
ticket=$(printf '%s' "$body" | sed -n 's/.*name="ticket"[^>]*value="\([^"]*\)".*/\1/p')
post /en/sign-in/code "ticket=$ticket" code=000000 back=/en/log
is 'a wrong code' "$code" 422
post /en/sign-in/code "ticket=$ticket" "code=$used" back=/en/log
is 'a code that was used' "$code" 422
post /en/sign-in/code "ticket=x$ticket" "code=$(totp "$secret")" back=/en/log
is 'another ticket' "$code" 422
mine=$jar
visitor
post /en/sign-in/code "ticket=$ticket" "code=$(totp "$secret")" back=/en/log
is 'the ticket of another browser' "$code" 422
jar=$mine
get /en/sign-in
csrf=$(form_token)
post /en/sign-in/code "ticket=$ticket" "code=$(totp "$secret")" back=/en/log
is 'the right code' "$code $(header Location)" '303 /en/log'
link=$(praxis people link anna@example.eu --address "$url")
visitor
get "/en${link#"$url"}"
csrf=$(form_token)
post "/en${link#"$url"}"
like 'a link asks for a code too' "$code $body" 'name="code"'
ticket=$(printf '%s' "$body" | sed -n 's/.*name="ticket"[^>]*value="\([^"]*\)".*/\1/p')
post /en/sign-in/code "ticket=$ticket" "code=$recovery"
is 'a recovery code' "$code" 303
get /en/me/security.json
like 'is used up' "$body" '"second":true,"recovery_codes":9'
get /en/me/security
csrf=$(form_token)
post /en/me/security/app/end "code=$recovery"
is 'for good' "$code" 422
post /en/me/security/codes "code=$(totp "$secret" 1)"
is 'new recovery codes' "$code" 200
recovery=$(printf '%s' "$body" | sed -n 's|.*<li><code>\(.*\)</code></li>.*|\1|p' | tail -n 1)
post /en/me/security/app/end "code=$recovery"
is 'turning it off' "$code $(header Location)" '303 /en/me/security?done=off'

# ---- Sessions
get /en/me/security.json
ok 'several are open' test "$(printf '%s' "$body" | grep -o '"id"' | wc -l)" -ge 2
get /en/me/security
csrf=$(form_token)
other=$(printf '%s' "$body" |
    sed -n 's/.*name="session" value="\([0-9a-f]\{16\}\)".*/\1/p' | head -n 1)
post /en/me/security/session "session=$other"
is 'one is ended' "$code" 303
post /en/me/security/session session=others
is 'all others are' "$code" 303
get /en/me/security.json
is 'one is left' "$(printf '%s' "$body" | grep -o '"id"' | wc -l)" 1
kept=$(session)
post /en/sign-out
is 'signing out' "$code $(header Location)" '303 /en/'
nobody
get /en/me -H "Cookie: session=$kept"
is 'ends the session in the house' "$code" 401
praxis --quiet people link otto@example.eu >/dev/null
sign_in_as otto@example.eu
praxis --quiet people suspend otto@example.eu
get /en/me
is 'who is suspended is out at once' "$code" 401
is 'of tokens only hashes are kept' \
    "$(sqlite3 house/house.db "SELECT count(*) FROM session WHERE length(hash) <> 32")" 0
nobody
get /en/me -H 'X-Forwarded-Proto: https'
praxis --quiet people add 'Tilda' --mail tilda@example.eu
link=$(praxis people link tilda@example.eu --address "$url")
jar=
get "/en${link#"$url"}" -H 'X-Forwarded-Proto: https'
csrf=$(form_token)
cookie=$(header Set-Cookie)
get "/en${link#"$url"}" -H 'X-Forwarded-Proto: https' -H "Cookie: ${cookie%%;*}" -d "csrf=$csrf"
like 'behind TLS the cookie is for TLS alone' "$(header Set-Cookie)" \
    '^__Host-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure$'
for language in en fr; do
    get "/$language/sign-in"
    is "the page in $language" "$code" 200
    secured 'it'
done
get /en/sign-in.json
like 'its twin' "$body" '"ways":\["link","password"\]'
stops 'it stops'
done_testing
