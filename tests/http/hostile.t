#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Markup in every field of every form, addresses that run, forms without their token, a session
# that somebody else chose. hostile.pl does it.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
printf '# Good code {#aaaaaaaaa0}\n\n## Chapter 1 One {#aaaaaaaaa1 .chapter}\n\nText.\n' >draft.md
praxis --quiet code import draft.md --code gpai --version draft-1
start_server || exit 1
person_with secretariat
cp "$jar" jar.office
person_with member code:gpai
cp "$jar" jar.member

# ---- A session that somebody else chose
chosen=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
nobody
get /en/sign-in -H "Cookie: session=$chosen"
unlike 'a session that was made up is nobody' "$body" 'class="me"'
jar=$(mktemp "$WORK/jar-XXXXXX")
get /en/sign-in
cp "$jar" jar.visitor
before=$(cat "$jar")
sign_in_as "$(praxis --json people list |
    sed -n 's/.*"mail": "\(member[^"]*\)".*/\1/p' | head -n 1)"
get /en/desk
is 'whoever signs in has one of their own' "$code" 200
printf '%s\n' "$before" >old
jar=old
get /en/desk
is 'the one from before is nobody' "$code" 401
nobody

# ---- Everything that can be typed
perl "$PX_ROOT/tests/http/hostile.pl" "$url" "$WORK" >said
is 'it ran to its end' "$?" 0
is 'nothing was taken for markup, nor taken without a token' "$(grep -v '^tried: ' said)" ''
diag "$(tail -n 1 said)"
number() {
    sed -n "s/^tried: .*$1 \([0-9]*\).*/\1/p" said
}
ok 'many fields were filled' test "$(number fields)" -ge 80
ok 'and most of it was seen again as text' test "$(number again)" -ge 75
ok 'all routes of forms were tried without a token' test "$(number forged)" -ge 37
ok 'most with one' test "$(number forms)" -ge 23
ok 'many pages were read' test "$(number pages)" -ge 100
stops 'it stops'
done_testing
