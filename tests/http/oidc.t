#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Signing in by an account elsewhere, with a real provider (npm's oidc-provider) on this machine.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"
PRAXIS_TEST_CHEAP_PASSWORDS=yes # the released program takes no notice of it
export PRAXIS_TEST_CHEAP_PASSWORDS

{ command -v node && command -v npm; } >/dev/null || skip_all 'no node here'
"$PX_ROOT/tests/oidc/prepare.sh" || skip_all 'the provider cannot be installed here'

run praxis init
succeeds 'a house'
run praxis people add Anna --mail anna@example.eu
succeeds 'a person'
run praxis people add Berta --mail berta@example.eu
succeeds 'and another'
start_server || exit 1

issuer_port=$(free_port)
issuer=http://127.0.0.1:$issuer_port
provider_pid=
start_provider() {
    : >"$WORK/provider.out" # else the word of an earlier one might be taken for this one's
    node "$PX_ROOT/tests/oidc/provider.mjs" "$issuer_port" "$url/sign-in/oidc/back" "$@" \
        >"$WORK/provider.out" 2>&1 &
    provider_pid=$!
    for _ in $(seq 200); do
        grep -q ready "$WORK/provider.out" && return 0
        sleep 0.1
    done
    diag "$(cat "$WORK/provider.out")"
    return 1
}
stop_provider() {
    kill "$provider_pid" 2>/dev/null
    wait "$provider_pid" 2>/dev/null
}
start_provider || exit 1

nobody
get /en/sign-in/oidc
is 'without a provider there is none' "$code" 404
praxis --quiet setting set oidc.issuer "$issuer"
praxis --quiet setting set oidc.client_id praxis
praxis --quiet setting set oidc.name 'Union Login'
printf 'a secret of the tests, 32 bytes\n' >secret
run praxis setting set oidc.client_secret --file secret
succeeds 'a provider is set'

# browse URL: follows redirects of provider and site with one jar, until a page is shown; $at is its
# address, $page its text.
browse() {
    at=$(curl -s -m 20 -L -b "$jar" -c "$jar" -o "$WORK/.page" -w '%{url_effective}' "$@")
    page=$(cat "$WORK/.page")
}

# action: the address of the page's form.
action() {
    printf '%s' "$page" | sed -n 's/.*action="\([^"]*\)".*/\1/p' | head -n 1
}

# sign_in_elsewhere NAME [PATH]: goes through the provider's pages as that account.
sign_in_elsewhere() {
    browse "$url${2:-/en/sign-in/oidc?back=%2Fen%2Flog}"
    case $page in
    *'name="login"'*) browse "$(action)" -d prompt=login -d "login=$1" -d password=x ;;
    esac
    case $page in
    *'prompt" value="consent"'*) browse "$(action)" -d prompt=consent ;;
    esac
}

visitor() {
    nobody
    jar=$(mktemp "$WORK/jar-XXXXXX")
}

visitor
get '/en/sign-in?back=%2Fen%2Flog'
like 'the page offers it' "$body" 'Sign in by Union Login'
get /en/sign-in/oidc -H 'Sec-Fetch-Site: cross-site'
is 'a page of another site does not begin it' "$(header Location)" /en/sign-in
get /en/sign-in/oidc
is 'it leads on' "$code" 303
random='[A-Za-z0-9_-]{43}'
like 'to the provider, with PKCE, state and nonce' "$(header Location)" \
    "^$issuer/auth\?response_type=code&client_id=praxis&.*&state=$random&nonce=$random$(
    )&code_challenge=$random&code_challenge_method=S256"

sign_in_elsewhere anna
like 'an account that is not linked asks for a mail' "$page" 'Confirm that it is you'
for _ in $(seq 50); do
    [ "$(sqlite3 house/house.db 'SELECT count(*) FROM mail')" = 0 ] || break
    sleep 0.1
done
path=$(sqlite3 house/house.db "SELECT body FROM mail WHERE kind = 'sign-in'" |
    sed -n "s|^$url/en||p")
like 'a mail with a link is there' "$path" '^/sign-in/[A-Za-z0-9_-]{43}$'
get "/en$path"
like 'its link says what it links' "$body" 'by Union Login too'
csrf=$(form_token)
post "/en$path"
is 'and signs in' "$code" 303

visitor
sign_in_elsewhere anna
is 'from then on it signs in' "$at" "$url/en/log"
like 'as that person' "$page" 'class="me"[^>]*>Anna<'

visitor
sign_in_elsewhere unberta
like 'an address that is not verified is nobody' "$page" 'no account for you here yet'
visitor
sign_in_elsewhere carla
like 'nor is one that nobody has' "$page" 'no account for you here yet'

sign_in_as berta@example.eu
sign_in_elsewhere carla '/en/sign-in/oidc?link=1'
is 'whoever has signed in links an account' "$at" "$url/en/me/security?done=linked"
like 'and sees it' "$page" "$issuer: carla"
visitor
sign_in_elsewhere carla
like 'it signs in' "$page" 'class="me"[^>]*>Berta<'
sign_in_as anna@example.eu
sign_in_elsewhere carla '/en/sign-in/oidc?link=1'
like 'and is not taken over' "$page" 'linked with another account'

# What comes back must be what was asked for in this browser.
visitor
get /en/sign-in/oidc
state=$(header Location | sed -n 's/.*&state=\([^&]*\).*/\1/p')
get "/sign-in/oidc/back?code=x&state=$(printf '%043d' 0)"
like 'another state' "$code $body" '^403 .*|broken off'
is 'is refused' "$code" 403
old=$jar
visitor
get /en/sign-in
get "/sign-in/oidc/back?code=x&state=$state"
is 'the state of another browser' "$code" 403
jar=$old
get "/sign-in/oidc/back?error=access_denied&state=$state"
is 'a refusal of the provider' "$code" 403
get "/sign-in/oidc/back?code=x&state=$state"
is 'ends it' "$code" 403
get /en/sign-in/oidc
state=$(header Location | sed -n 's/.*&state=\([^&]*\).*/\1/p')
get "/sign-in/oidc/back?code=made-up&state=$state"
is 'a code that the provider did not give' "$code" 503
get /en/me
is 'signs nobody in' "$code" 401

stop_provider
visitor
get /en/sign-in/oidc
is 'a provider that is down: its words are still kept' "$code" 303
state=$(header Location | sed -n 's/.*&state=\([^&]*\).*/\1/p')
get "/sign-in/oidc/back?code=x&state=$state"
is 'and then nobody is signed in' "$code" 503
stops 'it stops'
start_server || exit 1
get /en/sign-in/oidc
is 'without words of the provider' "$code" 503
like 'a page says so' "$body" 'could not be asked'
start_provider ES256 || exit 1
visitor
sign_in_elsewhere anna
like 'a provider that signs by ES256' "$page" 'class="me"[^>]*>Anna<'
stop_provider
stops 'it stops'
done_testing
