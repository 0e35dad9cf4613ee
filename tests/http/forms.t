#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Sessions and forms: cookie and its flags, token, requests that other sites send.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
start_server --behind-proxy || exit 1

get /en/
is 'a page to read sets no cookie' "$(header Set-Cookie)" ''

get '/en/search?q=a%20b'
like 'a page leads to the choice of appearance and back' "$body" \
    'href="/en/preference\?back=%2Fen%2Fsearch%3Fq%3Da%2520b"'

get /en/preference
like 'a page with a form does' "$(header Set-Cookie)" \
    '^session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax$'
cookie=$(header Set-Cookie)
cookie=${cookie%%;*}
token=$(printf '%s' "$body" | sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' | head -n 1)
like 'it carries a token' "$token" '^[0-9a-f]{64}$'
get /en/preference -H "Cookie: $cookie"
is 'the cookie is kept' "$(header Set-Cookie)" ''
like 'and the token' "$body" "value=\"$token\""
get /en/preference
unlike 'another visitor gets another' "$body" "value=\"$token\""

# send FIELDS [CURL OPTION...]
send() {
    fields=$1
    shift
    get /en/preference -d "$fields" "$@"
}

good="csrf=$token&appearance=dark&back=%2Fen%2Flog"
send "$good" -H "Cookie: $cookie"
is 'sent with cookie and token' "$code $(header Location)" '303 /en/log'
like 'it is done' "$(header Set-Cookie)" \
    '^appearance=dark; Path=/; Max-Age=[0-9]+; HttpOnly; SameSite=Lax$'
send "$good"
is 'without the cookie' "$code" 403
send "appearance=dark" -H "Cookie: $cookie"
is 'without the token' "$code" 403
send "csrf=&appearance=dark" -H "Cookie: $cookie"
is 'with an empty token' "$code" 403
send "csrf=$(printf '%s' "$token" | tr 0-9a-f 1-9a-f0)&appearance=dark" -H "Cookie: $cookie"
is 'with a wrong token' "$code" 403
send "csrf=${token}0&appearance=dark" -H "Cookie: $cookie"
is 'with a longer token' "$code" 403
send "$good" -H "Cookie: session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
is 'with the cookie of another' "$code" 403
for site in cross-site same-site; do
    send "$good" -H "Cookie: $cookie" -H "Sec-Fetch-Site: $site"
    is "from a page that is $site" "$code" 403
done
send "$good" -H "Cookie: $cookie" -H 'Sec-Fetch-Site: same-origin'
is 'from our own page' "$code" 303
for origin in null https://elsewhere.example "http://127.0.0.1:1" "$url.elsewhere.example"; do
    send "$good" -H "Cookie: $cookie" -H "Origin: $origin"
    is "from $origin" "$code" 403
done
send "$good" -H "Cookie: $cookie" -H "Origin: $url"
is 'from our own origin' "$code" 303
for back in //elsewhere.example https://elsewhere.example '/%5Celsewhere.example'; do
    send "csrf=$token&appearance=dark&back=$back" -H "Cookie: $cookie"
    like "never on to $back" "$(header Location)" '^/en/'
done

get /en/preference -H 'X-Forwarded-Proto: https'
like 'behind TLS' "$(header Set-Cookie)" \
    '^__Host-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure$'
get /en/preference -H 'X-Forwarded-Proto: https' -H "Cookie: $cookie"
like 'a cookie set without TLS does not count' "$(header Set-Cookie)" '^__Host-session='
stops 'it stops'
done_testing
