#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Answers over HTTP: who sees drafts, one and many, lost updates, publishing, what authors say,
# objections, a round that is answered.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>"><img src=x onerror=alert(1)>'
printf '# %s\n\n%s\n\n' 'One {#aaaaaaaaa0}' 'Text of one. {#bbbbbbbbb1}' \
    'Two {#ccccccccc2}' 'More. {#ddddddddd3}' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai e --template gpai --from 2025-01-13
praxis --quiet group rescope gpai e governance --chapters aaaaaaaaa0
praxis --quiet group rescope gpai e risk-assessment --chapters ccccccccc2
praxis --quiet code publish gpai draft-1 --process e --closes "$(date -d '+9 days' +%F)" \
    >publish.out 2>&1 || cat publish.out
start_server || exit 1

# comment PROVISION TEXT: submitted by the present person; its id in $made.
comment() {
    post "/en/codes/gpai/draft-1/comment?on=$1" do=submit kind=technical stance=object \
        display=name "text=$2"
    is "commented: $2" "$code" 303
    get /en/me/comments.json
    made=$(printf '%s' "$body" | jq -r '.submitted[0].id')
}

person_with member code:gpai
author=$person
comment bbbbbbbbb1 'First comment.'
c1=$made
comment ddddddddd3 'Second comment.'
c2=$made
comment bbbbbbbbb1 'Third comment.'
c3=$made
person_with member code:gpai
other=$person
comment bbbbbbbbb1 "Fourth $x"
c4=$made

# ---- Who may answer
for role in reader observer member delegate contact-point; do
    if [ $role = reader ]; then person_with reader; else person_with $role code:gpai; fi
    get /en/codes/gpai/answers
    is "$role has no work list" "$code" 403
    get "/en/comments/$c1/answer"
    is "$role answers nothing" "$code" 403
    post "/en/comments/$c1/answer" revision=0 status=noted reason=x language=en
    is "$role drafts nothing" "$code" 403
    get /en/codes/gpai/answers/publish
    is "$role publishes nothing" "$code" 403
done
nobody
get /en/codes/gpai/answers
is 'nobody has to sign in' "$code" 401
person_with editor code:gpai
get /en/codes/gpai/answers
is 'an editor has a work list' "$code" 200
get /en/codes/gpai/answers/publish
is 'and publishes nothing' "$code" 403
person_with chair group:gpai/e/risk-assessment
two=$person
get /en/codes/gpai/answers.json
is 'the chair of a group has the comments of the group' \
    "$(printf '%s' "$body" | jq -r '[.comments[].comment.id] | join(" ")')" "$c2"
get "/en/comments/$c1/answer"
is 'not those of another' "$code" 403
post /en/codes/gpai/answers which=ticked "comment=$c1" status=noted reason=Sneaky language=en
is 'nor by the form for many' "$code" 403

# ---- Drafting
person_with chair group:gpai/e/governance
one=$person
get /en/codes/gpai/answers.json
is 'three to do' "$(printf '%s' "$body" | jq '.totals["to-do"]')" 3
post "/en/comments/$c1/answer" revision=0 status=accepted 'reason=' language=en
is 'a reason is required' "$code" 422
like 'said at its field' "$body" 'a reason is required|A reason is required'
post "/en/comments/$c1/answer" revision=0 status=great reason=x language=en
is 'a status is of the list' "$code" 422
post "/en/comments/$c1/answer" revision=0 status=accepted 'reason=[x](javascript:alert(1))' \
    language=en
is 'links lead to pages' "$code" 422
post "/en/comments/$c1/answer" revision=0 status=partly-accepted "reason=SecretDraft *one* $x" \
    language=en
is 'a draft is saved' "$code" 303
get "$(header location)"
like 'and it is said' "$body" 'role="status">One draft was saved'
post "/en/comments/$c1/answer" revision=0 status=noted reason=Lost language=en
is 'nobody is overwritten' "$code" 422
like 'what is there is shown' "$body" 'SecretDraft'
like 'what was typed too' "$body" 'Lost</textarea>'
post "/en/comments/$c1/answer" revision=1 status=partly-accepted \
    "reason=SecretDraft *two* [1](#bbbbbbbbb1) $x" language=en
is 'with both in sight it is saved' "$code" 303
get "/en/comments/$c1/answer.json"
is 'as the second version' "$(printf '%s' "$body" | jq .revision)" 2

# ---- Many, with a template
post /en/codes/gpai/answers/templates name=Act status=out-of-scope 'reason=SecretTemplate' \
    language=en
is 'a template is kept' "$code" 303
post /en/codes/gpai/answers/templates name=Act status=noted 'reason=Again' language=en
is 'one under a name' "$code" 422
get /en/codes/gpai/answers/templates.json
template=$(printf '%s' "$body" | jq -r '.templates[0].id')
post /en/codes/gpai/answers which=ticked "template=$template" language=en
is 'comments are chosen' "$code" 422
like 'it says so' "$body" '[Tt]ick the comments'
post /en/codes/gpai/answers which=ticked "comment=$c1" "comment=$c3" "comment=$c4" \
    "template=$template" language=en
is 'many are answered' "$code" 303
like 'one had its draft' "$(header Location)" 'saved=2&passed=1$'
get "$(header Location | sed "s,^$url,,")"
like 'and the page tells' "$body" '2 drafts were saved.*One comment was passed over'
like 'each with its words' "$body" 'SecretTemplate'
post "/en/codes/gpai/answers/templates" "template=$template" retire=1
is 'a template is retired' "$code" 303
post /en/codes/gpai/answers which=ticked "comment=$c3" "template=$template" language=en replace=1
is 'and not offered any more' "$code" 422

# ---- Drafts never leak
# leaks: what of the drafts the present person finds anywhere.
leaks() {
    all=
    for path in "/en/comments/$c1" "/en/comments/$c1.json" /en/codes/gpai/comments \
        /en/codes/gpai/comments.json '/en/codes/gpai/comments.json?status=partly-accepted' \
        /en/codes/gpai/processes/e/rounds/1/answers \
        /en/codes/gpai/processes/e/rounds/1/answers.json \
        '/en/search?q=SecretDraft' /en/feed.atom /en/codes/gpai/feed.atom /en/me/comments \
        /en/me/comments.json /en/codes/gpai/draft-1 /en/codes/gpai/draft-1.json \
        "/comments/$c1/annotation" /en/log.json /en/codes/gpai /en/codes/gpai.json; do
        get "$path"
        all="$all
$(printf '%s' "$body" | sed 's/q=SecretDraft//g; s/value="SecretDraft"//g; s/“SecretDraft”//g')"
    done
    printf '%s' "$all" | grep -Eo 'Secret(Draft [*<]|Template)' | sort -u
    get '/en/codes/gpai/comments.json?status=answered'
    printf '%s' "$body" | jq .count
    get /en/codes/gpai/processes/e/rounds/1/answers.json
    printf '%s' "$body" | jq .answered
}
for who in "$author" "$other" "$two"; do
    sign_in_as "$who"
    is "no draft for $who" "$(leaks | tr '\n' ' ')" '0 0 '
done
nobody
is 'nor for the public' "$(leaks | tr '\n' ' ')" '0 0 '
get "/en/comments/$c1"
unlike 'nor that there is one' "$body" 'Change the draft'
praxis --quiet export site site >/dev/null 2>&1
unlike 'nor in the static copy' "$(grep -rEo 'Secret(Draft|Template)' site | head -n 1)" 'Secret'

# ---- Publishing
sign_in_as "$two"
get /en/codes/gpai/answers/publish.json
is 'the other group has nothing to publish' "$(printf '%s' "$body" | jq .answers)" 0
sign_in_as "$one"
get /en/codes/gpai/answers/publish.json
is 'three are ready' \
    "$(printf '%s' "$body" | jq -c '[.answers, .open, .statuses["out-of-scope"]]')" '[3,0,2]'
post /en/codes/gpai/answers/publish which=all
is 'it asks to be certain' "$code" 422
get /en/codes/gpai/answers/publish -d which=all -d certain=1 -d csrf=00
is 'a forged token does nothing' "$code" 403
post /en/codes/gpai/answers/publish which=e/1 certain=1
is 'they are published' "$code" 303
act=$(header Location | sed 's/.*act=//')
post /en/codes/gpai/answers/publish which=all certain=1
is 'not twice' "$code" 409
nobody
get "/en/comments/$c1.json"
is 'everybody reads the answer' \
    "$(printf '%s' "$body" | jq -r '.answers[0].status')" partly-accepted
get "/en/comments/$c1"
like 'on the page' "$body" 'Partly accepted'
unlike 'and nothing runs' "$body" '<script>alert|<img src=x'
get "/en/codes/gpai/processes/e/rounds/1/answers.json?act=$act"
digest=$(printf '%s' "$body" |
    jq -r '.answers[] | "\(.comment) \(.answer) \(.status) \(.language) \(.digest)"' |
    sha256sum | cut -c 1-64)
is 'the count is public' "$(printf '%s' "$body" | jq -c '[.comments, .answered]')" '[4,3]'
get "/en/log/$act.json"
is 'the act has the digest of them' \
    "$(printf '%s' "$body" | jq -r '.content | fromjson | .digest')" "$digest"
sign_in_as "$one"
post "/en/comments/$c1/answer" revision=0 status=noted reason=Other language=en
is 'what is published is not changed' "$code" 422
is 'the author has one mail of it' \
    "$(praxis --json mail list | jq '[.mails[] | select(.kind == "answer")] | length')" 2

# ---- What authors say
sign_in_as "$other"
post "/en/comments/$c1/opinion" opinion=satisfied
is 'others say nothing of it' "$code" 403
sign_in_as "$author"
post "/en/comments/$c2/opinion" opinion=satisfied
is 'nor is there an answer yet' "$code" 404
post "/en/comments/$c1/opinion" opinion=objects
is 'an objection has its reason' "$code" 422
post "/en/comments/$c1/opinion" opinion=objects "text=Objection $x"
is 'an objection' "$code" 303
post "/en/comments/$c3/opinion" opinion=satisfied
is 'another one satisfies' "$code" 303
get /en/me/comments
like 'what became of it stands with the comments' "$body" 'Partly accepted'
nobody
get "/en/comments/$c1"
like 'the objection is public' "$body" 'objects to this answer'
unlike 'as text' "$body" '<script>alert|<img src=x'
get '/en/codes/gpai/comments.json?objection=open'
is 'and found' "$(printf '%s' "$body" | jq -r '[.comments[].id] | join(" ")')" "$c1"
get /en/codes/gpai/processes/e/rounds/1/answers.json
is 'and counted' "$(printf '%s' "$body" | jq -c '[.objections_open, .satisfied]')" '[1,1]'
sign_in_as "$two"
post "/en/comments/$c1/objection" reason=x
is 'other chairs do not decide' "$code" 403
sign_in_as "$one"
get /en/desk.json
like 'it waits on the desk' "$body" '"objections"'
get /en/codes/gpai/answers
like 'the work list leads to the decision' "$body" "/comments/$c1/objection"
post "/en/comments/$c1/objection" reason=
is 'a decision has its reason' "$code" 422
post "/en/comments/$c1/objection" "reason=Decided $x"
is 'the objection is dealt with' "$code" 303
post "/en/comments/$c1/objection" reason=Again
is 'once' "$code" 404
get "/en/comments/$c1.json"
like 'with its reason' "$(printf '%s' "$body" | jq -r '.answers[0].dealt_reason')" '^Decided'

# ---- A round that is answered
at=/en/codes/gpai/processes/e/rounds/1/answers
post "$at" certain=1
is 'an open round is not answered' "$code" 409
praxis --quiet round close gpai e 1 --reason 'Enough.'
post "$at" certain=1
is 'nor one with an open comment' "$code" 409
sign_in_as "$two"
post "/en/comments/$c2/answer" revision=0 status=accepted reason=Yes. language=en
post /en/codes/gpai/answers/publish which=all certain=1
is 'the last answer is published' "$code" 303
nobody
get "$at"
unlike 'the public declares nothing' "$body" 'Call it answered'
post "$at" certain=1
is 'not by a form either' "$code" 401
sign_in_as "$two"
get "$at"
like 'a chair is asked' "$body" 'Call it answered'
post "$at" certain=1
is 'the round is answered' "$code" 303
nobody
get "$at.json"
like 'and everybody sees when' "$(printf '%s' "$body" | jq -r .said_answered.time)" '^20'
is 'how long it took is told' "$(printf '%s' "$body" | jq '.median_seconds >= 0')" true
get "/fr${at#/en}"
is 'in French too' "$code" 200
stops 'it stops'
done_testing
