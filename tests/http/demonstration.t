#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis serve --demonstration: one click for each role, and nowhere else than it should be.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
praxis --quiet people add 'Real' --mail real@example.eu --role secretariat
for role in member chair secretariat; do
    praxis --quiet people add "Member $role" --mail "$role@example.eu" --role "$role"
done
praxis --quiet people add 'Member 5' --mail reader@example.eu
sqlite3 house/house.db "UPDATE person SET generated = 1 WHERE name LIKE 'Member %'"

start_server || exit 1
get /en/about
unlike 'a real house does not call itself a demonstration' "$body" 'This is a demonstration'
stop_server
run praxis serve --demonstration --port 0
fails 21 'a house that is no demonstration'
praxis --quiet setting set demonstration yes
run praxis serve --demonstration --port 0 --address 0.0.0.0
fails 2 'not for other machines'
run praxis serve --demonstration --port 0 --behind-proxy
fails 2 'nor behind a proxy'

start_server --demonstration || exit 1
offered=$(sed -n 's|^ *[a-z ]*: \(http://.*\)$|\1|p' "$WORK/server.out")
is 'it offers the roles that generated people hold' \
    "$(printf '%s\n' "$offered" | sed 's|.*demonstration/\([a-z-]*\)/.*|\1|' | tr '\n' ' ')" \
    'reader member chair secretariat '
for link in $offered; do
    role=${link#*demonstration/}
    role=${role%/*}
    nobody
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get "${link#"$url"}"
    is "one click signs in as $role" "$code $(header Location)" '303 /en/desk'
    get /en/about
    like "as a generated person" "$body" 'class="me"[^>]*>Member '
done
get /en/people
is 'the secretariat keeps people' "$code" 200
nobody
get "/en/sign-in/demonstration/secretariat/$(printf '%043d' 0)"
is 'another secret' "$code" 404
get "${link#"$url"}x"
is 'a longer one' "$code" 404
get "$(printf '%s' "${link#"$url"}" | sed 's/secretariat/public/')"
is 'a role that nobody holds' "$code" 404
nobody
for page in /en/ /en/people /en/log /en/sign-in /en/nowhere; do
    get "$page"
    like "$page says that this is a demonstration" "$body" 'This is a demonstration'
done
stops 'it stops'

run praxis export site site
succeeds 'a static site of it'
missing=$(find site -name '*.html' -exec \
    grep -LE 'class="demonstration"|This is a demonstration' {} + | head -3)
is 'every page of it says so too' "$missing" ''

path=${link#"$url"}
start_server || exit 1
get "$path"
is 'without the option there is none' "$code" 404
stop_server
start_server --demonstration || exit 1
get "$path"
is 'the secret holds for one run' "$code" 404
stops 'it stops'
done_testing
