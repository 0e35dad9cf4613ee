#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# From draft to draft over HTTP: comments are carried to the next draft and their places shown, set
# right by hand, wording is taken over, and what a comment changed is traced both ways.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

cat >draft.md <<'EOT'
---
title: Draft
---
# 1 Keeping {#ch0000000a .chapter}

The signatory keeps all **records** for ten years. {#pa0000000a}

The signatory names a person who answers for this. {#pb0000000a}

The signatory publishes a summary of each incident. {#pc0000000a}

# 2 Ending {#ch0000000b .chapter}

This chapter says when all of it ends. {#pd0000000a}
EOT
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai e --template gpai --from 2026-01-12
praxis --quiet code publish gpai draft-1 --process e
start_server || exit 1
form=/en/codes/gpai/draft-1/comment

# comment ON TEXT [FIELD...]: one that is submitted; its id in $made.
comment() {
    comment_on=$1
    shift
    post "$form?$comment_on" do=submit kind=technical stance=object display=name "$@"
    get /en/codes/gpai/comments.json?sort=newest
    made=$(printf '%s' "$body" | jq -r '.comments[0].id')
}
person_with member code:gpai
author=$person
comment 'on=pa0000000a&start=36&end=45' 'text=Too long.' 'wording=five *years*'
wording=$made
comment 'on=pc0000000a&start=14&end=33' 'text=Why only a summary?' 'wording=publishes a summary'
gone=$made
comment 'on=pb0000000a' 'text=Name two.' 'wording=The signatory names two people.'
whole=$made
comment 'on=pd0000000a' 'text=When?' 'wording=This chapter says when all of it ends.'
deleted=$made
get "/en/comments/$wording"
is 'there they are' "$code" 200
like 'made on their words' "$body" 'stays there on its words'
unlike 'and nobody else takes wording over' "$body" "$wording/take"
get "/en/comments/$wording/place"
is 'a place can be set once there is another draft' "$code" 404

# ---- The next draft takes wording over
person_with editor code:gpai
editor=$person
post /en/codes/gpai/draft-1/next label=draft-2
get "/en/comments/$wording"
like 'an editor may take it over' "$body" "$wording/take"
get "/en/comments/$wording/take"
is 'what would change is shown first' "$code" 200
like 'as a redline' "$body" '<ins[^>]*>five'
post "/en/comments/$wording/take" version=draft-2
is 'one click' "$code" 303
is 'leads to the words' "$(header location)" '/en/codes/gpai/draft-2#pa0000000a'
run praxis code edit gpai draft-2 pa0000000a
like 'which are there, with their marks' "$out" \
    '^The signatory keeps all \*\*records\*\* for five \*years\*\. \{#pa0000000a\}$'
post "/en/comments/$wording/take" version=draft-2
is 'once' "$code" 409
like 'and says so' "$body" 'stands in that version already'
post "/en/comments/$gone/take" version=draft-2
is 'a comment without wording' "$code" 404
post "/en/comments/$wording/take" version=draft-1
is 'a published version stays' "$code" 409

# ---- Words that were changed are worked in by hand
get /en/codes/gpai/draft-2/edit/pb0000000a
like 'the comments stand beside the form' "$body" 'Name two\.'
made_from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
post /en/codes/gpai/draft-2/edit/pb0000000a do=save "made-from=$made_from" comments="$whole" \
    'text=The signatory names several people. {#pb0000000a}'
is 'an edit because of one' "$code" 303
printf 'The signatory shall name several people. {#pb0000000a}\n' >again.md
run praxis code edit gpai draft-2 pb0000000a --file again.md --because "$whole,$wording"
succeeds 'and another because of the same, and of one more'
get "/en/comments/$whole/take"
like 'its wording cannot be put there any more' "$body" 'work the wording in by hand'
like 'though it is seen what it proposes' "$body" '<ins[^>]*>two people'
like 'the editor is one link away' "$body" "draft-2/edit/pb0000000a[^\"]*comment=$whole"

# ---- The trace stays inside until the draft is published
get "/en/comments/$whole"
like 'who drafts sees what it changed' "$body" 'worked into the text'
nobody
get "/en/comments/$whole"
unlike 'others do not' "$body" 'worked into the text|several people'
get "/en/comments/$whole.json"
is 'nor in the twin' "$(printf '%s' "$body" | jq '.changes | length')" 0
get /en/codes/gpai/p/pb0000000a
unlike 'nor on the page of the provision' "$body" 'several people'
sign_in_as "$editor"
get /en/codes/gpai/draft-2/edit/pc0000000a
made_from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
post /en/codes/gpai/draft-2/edit/pc0000000a do=save "made-from=$made_from" \
    'text=Nothing of the kind is said here now. {#pc0000000a}'
get /en/codes/gpai/draft-2/edit/ch0000000b
made_from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
post /en/codes/gpai/draft-2/edit/ch0000000b do=save remove=1 "made-from=$made_from" text=x
praxis --quiet code publish gpai draft-2

# ---- Carried
nobody
state() {
    get "/en/comments/$1.json"
    printf '%s' "$body" | jq -r '[.places[] | select(.current)][-1].state'
}
is 'words that were changed' "$(state "$wording")" changed
is 'words that are gone' "$(state "$gone")" text-gone
is 'a provision that was reworded' "$(state "$whole")" changed
is 'a provision that was deleted' "$(state "$deleted")" deleted
get "/en/comments/$gone"
like 'said in honest words' "$body" 'The provision is there; the words are gone from it'
like 'with both places one click away' "$body" 'href="/en/codes/gpai/draft-1#pc0000000a"'
get "/en/comments/$wording"
like 'what it changed is public now' "$body" 'proposed wording taken over'
like 'with a redline' "$body" '<ins[^>]*>five'
get /en/codes/gpai/p/pa0000000a
like 'the provision leads back to it' "$body" 'What shaped these words'
like 'in its language' "$body" 'class="comparison redline" lang="en"'
like 'by its number' "$body" "href=\"/en/comments/$wording\""
get /en/codes/gpai/p/pb0000000a
is 'who led to the same words stands together' \
    "$(printf '%s' "$body" | grep -c 'class="trace-change"')" 3
is 'and the words stand there once' \
    "$(printf '%s' "$body" | grep -c 'class="comparison redline"')" 2
get /en/codes/gpai/draft-2
like 'so does the text' "$body" 'class="shaped-link"'
get /en/codes/gpai/compare/draft-1/draft-2
like 'the comparison says why' "$body" 'Why it changed'
like 'by the comments' "$body" "href=\"/en/comments/$whole\""
is 'beside the change, and once below all' \
    "$(printf '%s' "$body" | grep -o "href=\"/en/comments/$whole\"" | wc -l)" 2
like 'with what was done' "$body" \
    "<p class=\"c-why\">Why it changed: .*<a href=\"/en/comments/$whole\">Comment [0-9]*</a>: [a-z]"
get '/en/codes/gpai/compare/draft-1/draft-2?view=side'
like 'also side by side' "$body" "c-why.*$whole"
get /en/codes/gpai/compare/draft-1/draft-2
like 'or that none is on record' "$body" 'no comment on record behind'
get /en/codes/gpai/compare/draft-1/draft-2.json
is 'its twin too' "$(printf '%s' "$body" | jq '[.shaped_by[].number] | unique | length')" 2
get /en/codes/gpai/p/pa0000000a.json
is 'and that of the provision' \
    "$(printf '%s' "$body" | jq -r '.shaped_by[0] | .way, .language' | paste -sd ' ' -)" \
    'wording en'
get /en/log.json
like 'carrying is an act' "$body" '"kind": ?"comments\.carried"'

# ---- By hand
person_with member code:gpai
get "/en/comments/$gone/place"
is 'others set no place' "$code" 403
post "/en/comments/$gone/place" provision=pa0000000a reason=Because
is 'nor by sending the form' "$code" 403
sign_in_as "$author"
get "/en/comments/$gone/place"
is 'its author may' "$code" 200
post "/en/comments/$gone/place?version=draft-2" do=words provision=pb0000000a reason=So
is 'the words of a provision are shown where one cannot copy them' "$code" 200
like 'to leave some' "$body" '^The signatory shall name several people\.</textarea>'
like 'nothing typed is lost' "$body" '^So</textarea>'
post "/en/comments/$gone/place?version=draft-2" provision=pb0000000a exact='no such words' reason=It
is 'words that are not there' "$code" 422
like 'are told' "$body" 'does not have these words'
post "/en/comments/$gone/place?version=draft-2" provision=pb0000000a exact='several people' reason=
is 'a reason is needed' "$code" 422
post "/en/comments/$gone/place?version=draft-2" provision=pb0000000a exact='several people' \
    'reason=It <b>went</b> there.'
is 'the place is set' "$code" 303
get "/en/comments/$gone"
like 'and shown with its reason' "$body" 'It &lt;b&gt;went&lt;/b&gt; there'
like 'the place before stays on the record' "$body" 'class="past"'
is 'it counts now' "$(printf '%s' "$body" | grep -c 'several people')" 1
person_with chair code:gpai
get /en/desk
like 'the desk of a chair leads to those that lost their place' "$body" 'place=deleted'
post "/en/comments/$deleted/place" provision=- 'reason=The chapter is gone.'
is 'a chair says that it has no place any more' "$code" 303
get "/en/comments/$deleted"
like 'which is shown' "$body" 'has no place in this version any more'
get /en/desk
unlike 'and nothing is left to look at' "$body" 'place=deleted|place=text-gone'

# ---- On to the draft after it: from where it was set
sign_in_as "$editor"
post /en/codes/gpai/draft-2/next label=draft-3
praxis --quiet code publish gpai draft-3
is 'a place that was set goes on from there' "$(state "$gone")" unchanged
is 'and what has none stays so' "$(state "$deleted")" deleted
stops 'the server ends well'
done_testing
