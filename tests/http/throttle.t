#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# How often passwords, codes, links and applications may be tried, with a clock that the test moves:
# windows end when they end, and nobody uses up what others need.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

# at TIME: stops the server, and starts it at that time of the day; commands follow.
at() {
    PRAXIS_CLOCK=2026-11-24T$1Z
    export PRAXIS_CLOCK
    [ -z "$server_pid" ] || stop_server || exit 1
    start_server --behind-proxy || exit 1
}

good='otter lantern quiet'
guesser='X-Forwarded-For: 203.0.113.9'
elsewhere='X-Forwarded-For: 198.51.100.4'

visitor() {
    nobody
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get /en/sign-in
    csrf=$(form_token)
}
# codes PATH N ARG...: the statuses of N forms sent one after the other, counted in their order.
codes() {
    codes_path=$1
    codes_n=$2
    shift 2
    curl -s -b "$jar" --data-urlencode "csrf=$csrf" "$@" -o /dev/null -w '%{http_code}\n' \
        "$url$codes_path?n=[1-$codes_n]" | uniq -c |
        awk '{ printf "%s%s x %s", s, $1, $2; s = ", " }'
}
mails() {
    praxis --json mail list | jq "[.mails[] | select(.kind == \"$1\")] | length"
}
# Waits until the server has made the mails with links that were asked for.
drained() {
    while [ "$(sqlite3 house/house.db \
        "SELECT count(*) FROM job WHERE kind = 'people.link'")" != 0 ]; do
        get /healthz
    done
}
newest() {
    mail=$(praxis --json mail list | jq -r "[.mails[] | select(.kind == \"$1\")][0].id")
    praxis mail show --links "$mail" | sed -n "s|.*http.*\($2/[^ ]*\)\$|\1|p" | head -n 1
}

# How often may be tried does not depend on what a password costs to check.
PRAXIS_TEST_CHEAP_PASSWORDS=yes
PRAXIS_CLOCK=2026-11-24T09:00:00Z
export PRAXIS_CLOCK PRAXIS_TEST_CHEAP_PASSWORDS
praxis --quiet init --demonstration
praxis --quiet people add 'Anna Schmidt' --mail anna@example.eu
praxis --quiet people add 'Otto Meyer' --mail otto@example.eu
at 09:00:00
sign_in_as anna@example.eu
post /en/me/security/password "password=$good"
is 'Anna has a password' "$code" 303

# ---- Passwords: ten in a quarter of an hour
at 10:00:00
visitor
is 'ten guesses are taken' "$(codes /en/sign-in 12 -d mail=anna@example.eu -d password=guess \
    -H "$guesser")" '10 x 422, 2 x 429'
at 10:14:00
visitor
post /en/sign-in mail=anna@example.eu "password=$good" -H "$guesser"
is 'before the quarter of an hour is over not even the right one' "$code" 429
like 'and the page says what to do' "$body" 'wait a quarter of an hour, or sign in by a link'
post /en/sign-in mail=otto@example.eu password=guess -H "$guesser"
is 'another account can be tried from there' "$code" 422
post /en/sign-in mail=anna@example.eu "password=$good" -H "$elsewhere"
is 'Anna signs in elsewhere meanwhile' "$code" 303
known=$jar
at 10:16:00
visitor
post /en/sign-in mail=anna@example.eu password=guess -H "$guesser"
is 'afterwards there are tries again' "$code" 422
jar=$known
get /en/sign-in
csrf=$(form_token)
post /en/sign-in mail=anna@example.eu "password=$good" -H "$guesser"
is 'a browser that Anna used before is not shut out, from there either' "$code" 303

# ---- Links: five mails an hour to an account, 300 questions from a network
at 12:00:00
visitor
is 'links are asked for' "$(codes /en/sign-in/link 7 -d mail=anna@example.eu -H "$guesser")" \
    '7 x 303'
drained
is 'five go out' "$(mails sign-in)" 5
at 12:30:00
link=$(newest sign-in /sign-in)
visitor
get "/en$link"
csrf=$(form_token)
post "/en$link"
is 'Anna signs in by the last of them, which somebody else asked for' "$code" 303
visitor
post /en/sign-in/link mail=anna@example.eu -H "$elsewhere"
is 'asking always gets the same answer' "$code" 303
at 12:59:00
drained
is 'but no sixth mail within the hour' "$(mails sign-in)" 5
visitor
post /en/sign-in/link mail=otto@example.eu -H "$guesser"
drained
is 'while Otto gets his' "$(mails sign-in)" 6
at 13:01:00
visitor
post /en/sign-in/link mail=anna@example.eu -H "$elsewhere"
drained
is 'after it Anna gets one again' "$(mails sign-in)" 7
visitor
is 'a network asks 300 times an hour' \
    "$(codes /en/sign-in/link 302 -d mail=nobody@example.eu -H "$guesser")" '300 x 303, 2 x 429'
post /en/sign-in/link mail=nobody@example.eu -H 'X-Forwarded-For: 203.0.113.200'
is 'the network is what counts, not the address in it' "$code" 429
post /en/sign-in/link mail=anna@example.eu -H "$elsewhere"
is 'others ask on' "$code" 303
at 14:02:00
visitor
post /en/sign-in/link mail=nobody@example.eu -H "$guesser"
is 'and it too an hour later' "$code" 303

# ---- Applications: five mails to an address, 300 from a network
praxis --quiet process begin demo edition-2 --template gpai --from 2026-12-01 --lang en
praxis --quiet call open demo edition-2 --title Call --title-fr Appel --closes 2027-01-31
call=$(praxis --json call list | jq -r '.calls[0].id')
apply() {
    apply_n=$1
    shift
    codes "/en/calls/$call" "$apply_n" -d consent_version=1 -d consent=1 -d language=en \
        -d category=academia -d country=BE -d name=Ann -d motivation=Because "$@"
}
visitor
get "/en/calls/$call"
csrf=$(form_token)
is 'what is not complete does not count' "$(apply 5 -d mail= -H "$guesser")" '5 x 422'
is 'seven in the name of Ann' "$(apply 7 -d mail=ann@example.org -H "$guesser")" '7 x 303'
is 'she gets five mails' "$(mails application)" 5
link=$(newest application /applications)
get "/en$link" -H "$elsewhere"
is 'the last of them opens what was sent' "$code" 200
post "/en$link" do=confirm -H "$elsewhere"
is 'which she can confirm' "$code" 303
is 'a network sends 300 an hour' "$(apply 295 -d mail=ann@example.org -H "$guesser")" \
    '293 x 303, 2 x 429'
get "/en/calls/$call" -H "$guesser" --data-urlencode "csrf=$csrf" -d consent_version=1 \
    -d consent=1 -d language=en -d category=academia -d country=BE -d name=Bob \
    -d motivation=Because -d mail=bob@example.org
is 'then it waits' "$code" 429
like 'and is told how long, with what was typed' "$body" 'wait an hour.*|value="bob@example.org"'
is 'others apply' "$(apply 1 -d mail=bob@example.org -H "$elsewhere")" '1 x 303'
at 15:03:00
visitor
get "/en/calls/$call"
csrf=$(form_token)
is 'and it again after an hour' "$(apply 1 -d mail=cid@example.org -H "$guesser")" '1 x 303'
stop_server
done_testing
