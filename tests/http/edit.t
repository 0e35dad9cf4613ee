#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Editing a draft over HTTP: who may, preview, saving, two editors, what is refused, taking back,
# beginning the next draft, and the trace from comments to words and back.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

cat >draft.md <<'EOT'
---
title: Draft
---
# 1 Keeping {#ch0000000a .chapter}

The signatory keeps all records for ten years. {#pa0000000a}

The signatory names a person. {#pb0000000a}

# 2 Ending {#ch0000000b .chapter}

This chapter ends. {#pc0000000a}
EOT
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet code import draft.md --code other --version 1
praxis --quiet code publish gpai draft-1
start_server || exit 1
edit=/en/codes/gpai/draft-2/edit

# ---- Who
person_with reader
get /en/codes/gpai/draft-1/next
is 'a reader begins nothing' "$code" 403
get /en/codes/gpai/draft-1
unlike 'and is offered nothing' "$body" 'draft-1/next'
person_with editor code:gpai
editor=$person
get /en/codes/gpai/draft-1
like 'an editor is' "$body" 'draft-1/next'
get /en/codes/gpai/draft-1/next
like 'the next label is proposed' "$body" 'value="draft-2"'
post /en/codes/gpai/draft-1/next label=draft-1
is 'a label that is taken is refused' "$code" 422
post /en/codes/gpai/draft-1/next label=draft-2
is 'the next draft is begun' "$code" 303
is 'and there is its page' "$(header location)" /en/codes/gpai/draft-2
get /en/codes/gpai/draft-2
like 'each provision can be edited' "$body" "href=\"$edit/pb0000000a\""
get /en/codes/gpai/draft-1/next
nobody
get "$edit/pa0000000a"
is 'nobody else sees the form' "$code" 401
person_with reader
get "$edit/pa0000000a"
is 'nor a reader' "$code" 403
person_with editor code:other
get "$edit/pa0000000a"
is 'nor who edits another code' "$code" 404
post "$edit/pa0000000a" do=save text=x
is 'nor can they save' "$code" 404
sign_in_as "$editor"

# ---- Editing
made_from() {
    printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p'
}
get "$edit/pa0000000a"
is 'the form is there' "$code" 200
like 'with Markdown and the id' "$body" 'ten years\. \{#pa0000000a\}'
first=$(made_from)
post "$edit/pa0000000a" do=preview "made-from=$first" \
    'text=The signatory keeps all records for two years. {#pa0000000a}'
is 'a preview' "$code" 200
like 'shows what changes' "$body" '<ins[^>]*>two'
like 'against the published version' "$body" 'against version draft-1'
get "$edit/pa0000000a"
like 'and saves nothing' "$body" 'ten years\. \{#pa0000000a\}'
post "$edit/pa0000000a" do=save "made-from=$first" \
    'text=The signatory keeps all records for two years. {#pa0000000a}'
is 'saving leads back' "$code" 303
like 'with what was saved' "$(header location)" 'saved=1&step='
get "$(header location)"
like 'it can be taken back' "$body" 'name="step"'
step=$(printf '%s' "$body" | sed -n 's/.*name="step" value="\([0-9]*\)".*/\1/p')

# ---- Two editors
post "$edit/pa0000000a" do=save "made-from=$first" \
    'text=My own words about keeping. {#pa0000000a}'
is 'an edit of what was read before is refused' "$code" 422
like 'the other text is shown' "$body" \
    '<pre class="meeting-present".*for two years\. \{#pa0000000a\}'
like 'nothing typed is lost' "$body" 'My own words about keeping'
second=$(made_from)
unlike 'and what is saved next knows of it' "$second" "$first"
get "$edit/pb0000000a"
post "$edit/pb0000000a" do=save "made-from=$(made_from)" 'text=Names nobody. {#pb0000000a}'
is 'an edit of another provision is not disturbed' "$code" 303
post "$edit/pa0000000a" do=undo "step=$step"
is 'what was changed since is not taken back' "$code" 409
step=$(printf '%s' "$head" | sed -n 's/.*step=\([0-9]*\).*/\1/p')
post "$edit/pa0000000a" do=save "made-from=$second" \
    'text=My own words about keeping. {#pa0000000a}'
is 'with the other text in sight it is saved' "$code" 303
post "$edit/pa0000000a" do=undo "step=$(header location | sed 's/.*step=//')"
is 'and taken back' "$code" 303
get "$edit/pa0000000a"
like 'to what it was' "$body" 'for two years\. \{#pa0000000a\}'

# ---- Refused
post "$edit/pa0000000a" do=save "made-from=$(made_from)" 'text=No mark.'
is 'a lost id is refused' "$code" 422
like 'with what to do' "$body" 'write \{#pa0000000a\} behind'
like 'and nothing lost' "$body" 'No mark\.'
post "$edit/pa0000000a" do=save "made-from=$(made_from)" \
    'text=It. {#pa0000000a}

More <script>alert(1)</script> {#pb0000000a}'
is 'the id of another provision too' "$code" 422
unlike 'markup is text' "$body" '<script>alert'
get "$edit/zz0000000a"
is 'a provision that there is not' "$code" 404
get /en/codes/gpai/draft-1/edit/pa0000000a
is 'a published version' "$code" 409

# ---- Removing, adding
get "$edit/pb0000000a"
post "$edit/pb0000000a" do=save remove=1 "made-from=$(made_from)" 'text=x'
is 'a provision is taken out' "$code" 303
get "$edit/pb0000000a"
is 'and is not there any more' "$code" 404
post "$edit/pb0000000a" do=save "made-from=$first" 'text=Words for it. {#pb0000000a}'
is 'who still edits it is told' "$code" 422
like 'and loses nothing' "$body" 'Words for it'
get "$edit/ch0000000b"
post "$edit/ch0000000b" do=save "made-from=$(made_from)" \
    'text=# 2 Ending {#ch0000000b .chapter}

This chapter ends. {#pc0000000a}

It ends twice.'
is 'one is added' "$code" 303
run praxis --json code show gpai draft-2
is 'with an id of its own' "$(printf '%s' "$out" | jq '[.provisions[]?] | length')" 5
get /en/search.json?q=twice
unlike 'the search knows nothing of it' "$body" 'ends twice'
praxis --quiet code publish gpai draft-2
get /en/search.json?q=twice
like 'until it is published' "$body" 'twice'

# ---- Several languages
cat >both.md <<'EOT'
# 1 Keeping {#ch0000000a .chapter}

The signatory keeps records. {#pa0000000a}

The signatory names a person. {#pb0000000a}

# 2 Ending {#ch0000000b .chapter}

This ends. {#pc0000000a}
EOT
sed 's/Keeping/Garde/;s/The signatory keeps records/Le signataire garde tout/
s/The signatory names a person/Le signataire nomme une personne/;s/Ending/Fin/
s/This ends/Cela finit/' both.md >both.fr.md
praxis --quiet code import both.md --code both --version 1
praxis --quiet code import both.fr.md --code both --version 1 --lang fr
praxis --quiet code publish both 1
praxis --quiet code begin both 2 --from 1
person_with editor code:both
edit=/en/codes/both/2/edit
made_from_fr() {
    printf '%s' "$body" | sed -n 's/.*name="made-from-fr" value="\([0-9a-f]*\)".*/\1/p'
}
get "$edit/pa0000000a"
like 'the texts in all languages are in one form' "$body" \
    'Le signataire garde tout\. \{#pa0000000a\}'
post "$edit/pa0000000a" do=preview "made-from=$(made_from)" "made-from-fr=$(made_from_fr)" \
    'text=The signatory keeps. {#pa0000000a}

All records.' 'text-fr=Le signataire garde. {#pa0000000a}

Tout cela.'
is 'a provision is split in both languages' "$code" 200
like 'with a redline in the one' "$body" '<ins[^>]*>All records'
like 'and in the other' "$body" '<ins[^>]*>Tout cela'
unlike 'nothing is missing' "$body" 'Translations that are missing'
get "$edit/ch0000000b"
post "$edit/ch0000000b" do=save "made-from=$(made_from)" "made-from-fr=$(made_from_fr)" \
    'text=# 2 Ending {#ch0000000b .chapter}

This ends. {#pc0000000a}

And begins anew.' "text-fr=# 2 Fin {#ch0000000b .chapter}

Cela finit. {#pc0000000a}"
is 'what is new in one language alone is saved' "$code" 303
get "$(header location)"
like 'and marked as missing in the other' "$body" 'Translations that are missing'
like 'with a way to write it' "$body" "$edit/[0-9a-z]*\?language=fr"
new=$(printf '%s' "$body" | sed -n "s|.*$edit/\([0-9a-z]*\)?language=fr\">.*|\1|p" | tail -n 1)
get /fr/codes/both/2
like 'readers of the other see it, too' "$body" 'class="gap".*lang="en">And begins anew'
praxis code publish both 2 >/dev/null 2>&1
is 'it is not published so' "$?" 6
get "$edit/$new?language=fr"
unlike 'it has no words there' "$body" 'lang="fr"[^>]*>Et'
post "$edit/$new?language=fr" do=save "made-from=$(made_from)" \
    "made-from-en=$(printf '%s' "$body" |
        sed -n 's/.*name="made-from-en" value="\([0-9a-f]*\)".*/\1/p')" \
    "text=Et recommence. {:} {#$new}" "text-en=And begins anew. {#$new}"
is 'somebody writes it' "$code" 303
get "$(header location)"
unlike 'nothing is missing any more' "$body" 'Translations that are missing'
get "$edit/ch0000000a"
post "$edit/ch0000000a" do=save "made-from=$(made_from)" "made-from-fr=$(made_from_fr)" \
    'text=# 1 Keeping {#ch0000000a .chapter}

The signatory keeps records, and names a person. {#pa0000000a}' \
    'text-fr=# 1 Garde {#ch0000000a .chapter}

Le signataire garde tout. {#pa0000000a}

Le signataire nomme une personne. {#pb0000000a}'
is 'words of one language are not lost by joining in the other' "$code" 422
like 'the line is named' "$body" 'ine 5 of the text in .*fr.* is a paragraph'
get "$edit/pb0000000a"
post "$edit/pb0000000a" do=save "made-from=$(made_from)" "made-from-fr=$(made_from_fr)" \
    place=inside 'text=The signatory names a person. {#pb0000000a}' \
    'text-fr=Le signataire nomme une personne. {#pb0000000a}'
is 'a place needs a provision' "$code" 422
post "$edit/pb0000000a" do=save "made-from=$(made_from)" "made-from-fr=$(made_from_fr)" \
    place=before beside=pc0000000a 'text=The signatory names a person. {#pb0000000a}' \
    'text-fr=Le signataire nomme une personne. {#pb0000000a}'
is 'a provision is moved' "$code" 303
moved=$(header location)
run praxis code show both 2 --lang fr
is 'in all languages' "$(printf '%s' "$out" | grep -o '\[p[bc]0000000a\]' | tr -d '\n')" \
    '[pb0000000a][pc0000000a]'
post "$edit/pb0000000a" do=undo "step=${moved##*step=}"
is 'and taken back' "$code" 303
get "$edit/pb0000000a"
post "$edit/pb0000000a" do=save remove=1 "made-from=$(made_from)" \
    "made-from-fr=$(made_from_fr)" 'text=x' 'text-fr=y'
is 'a provision goes' "$code" 303
run praxis code show both 2 --lang fr
unlike 'in all languages' "$out" 'nomme une personne'
praxis --quiet code publish both 2
is 'and the version is published' "$?" 0
stops 'the server ends well'
done_testing
