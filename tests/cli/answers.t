#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Answers on the command line: drafted, one and many; templates; progress; published; declared.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

printf '# One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai e --template gpai --from 2025-01-13
praxis --quiet code publish gpai draft-1 --process e --closes "$(date -d '+9 days' +%F)"
start_server || exit 1
person_with member code:gpai
for n in 1 2 3; do
    post '/en/codes/gpai/draft-1/comment?on=bbbbbbbbb1' do=submit kind=technical stance=object \
        display=name "text=Comment $n."
done
get /en/codes/gpai/comments.json
id=$(printf '%s' "$body" | jq -r '.comments[] | select(.number == 1) | .id')
stops 'three comments'

# ---- Templates
run praxis answers template gpai Act --reason 'The Act decides this.'
fails 2 'a template has a status'
run praxis answers template gpai Act --status out-of-scope
fails 3 'and a reason'
run praxis answers template gpai Act --status out-of-scope --reason 'The Act decides this.'
succeeds 'a template'
run praxis answers template gpai Act --reason 'The Act decides that.'
succeeds 'with other words'
run praxis --json answers templates gpai
is 'it is one' "$(printf '%s' "$out" | jq -r '.templates[] | .status + ": " + .reason')" \
    'out-of-scope: The Act decides that.'
run praxis answers template gpai Other --retire
fails 4 'only what is there is retired'

# ---- Drafts
run praxis comments answer "$id" --status accepted
fails 3 'a reason is required'
run praxis comments answer "$id" --status great --reason x
fails 2 'a status is of the list'
run praxis comments answer gpai/9 --status noted --reason x
fails 4 'of a comment that is there'
run praxis comments answer "$id" --status accepted --reason 'You are right.'
succeeds 'by its id'
run praxis comments answer gpai/1 --status noted --reason 'Other.'
fails 6 'not over a draft that is there'
run praxis comments answer gpai/1 --status noted --reason 'Other.' --replace
succeeds 'unless it may'
run praxis --json comments answer gpai/1 gpai/2 --template Act
is 'many with a template' "$(printf '%s' "$out" | jq -r '.saved + " " + .passed')" '1 1'
run praxis --json answers progress gpai e 1
is 'how far it is' "$(printf '%s' "$out" | jq -c '[.comments, .answered, .drafted, .open]')" \
    '[3,0,2,1]'

# ---- Publishing
run praxis answers publish gpai e
fails 2 'a round has its number'
run praxis answers publish gpai e 2
fails 4 'and is there'
run praxis answers publish gpai e 1
succeeds 'what is drafted'
like 'with its act' "$out" '^answers published: 2; the act is [0-9a-z]{26}$'
run praxis answers publish gpai
fails 6 'nothing is left'
run praxis ledger verify
succeeds 'the log holds'
run praxis answers declare gpai e 1
fails 6 'an open round is not answered'
praxis --quiet round close gpai e 1 --reason Enough.
run praxis answers declare gpai e 1
fails 6 'nor with a comment open'
like 'it says how many' "$err" 'without a published answer: 1'
praxis --quiet comments answer gpai/3 --status noted --reason Noted.
praxis --quiet answers publish gpai e 1
run praxis answers declare gpai e 1
succeeds 'the round is answered'
run praxis answers progress gpai
like 'in words' "$out" 'Out of scope +1$'
run praxis --lang fr answers progress gpai
succeeds 'in French too'
done_testing
