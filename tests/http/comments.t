#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comments over HTTP: written, kept whatever happens, submitted with a receipt, read by everybody,
# withdrawn; what is not submitted stays its author's.
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>"><img src=x onerror=alert(1)>'
cat >draft.md <<'MD'
# One {#aaaaaaaaa0}

Providers *keep* a register of [risks](#ccccccccc2). Café 日本 twice, twice. {#bbbbbbbbb1}

## Measure {#ccccccccc2}

They test it. {#ddddddddd3}
MD
printf '# One {#aaaaaaaaa0}\n\nZebra works here. {#bbbbbbbbb1}\n' >working.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai e --template gpai --from 2026-01-12
praxis --quiet code publish gpai draft-1 --process e
praxis --quiet code import working.md --code gpai --version draft-2
praxis --quiet code import draft.md --code other --version 1
praxis --quiet code publish other 1
start_server || exit 1
form=/en/codes/gpai/draft-1/comment

# id: of the comment that the last answer led to
made() {
    made=$(header Location | sed -n 's,.*/comments/\([0-9a-z]*\).*,\1,p')
}
revision() {
    get "/en/comments/$1/edit"
    printf '%s' "$body" | sed -n 's/.*name="revision" value="\([0-9]*\)".*/\1/p'
}

# ---- Who may
get "$form?on=bbbbbbbbb1"
is 'nobody signs in first' "$code" 401
person_with reader
get "$form?on=bbbbbbbbb1"
is 'a reader does not comment' "$code" 403
person_with member code:other
get "$form?on=bbbbbbbbb1"
is 'nor a member of another code' "$code" 403
get /en/codes/gpai/draft-1
unlike 'who sees no link to do so' "$body" 'draft-1/comment'
nobody
get /en/codes/gpai/draft-1
is 'the draft is read by all' "$code" 200
like 'who see until when the round is open' "$body" 'Round 1 is open for comments until:'
unlike 'and no form' "$body" 'draft-1/comment|data-words'
person_with member code:gpai
for turn in made kept; do
    get /en/codes/gpai/draft-1 -H 'Accept-Encoding: gzip'
    is "a member reads the draft, $turn" "$code" 200
    is 'all of it' "$(header Content-Length)" "$(wc -c <"$WORK/.body" | tr -d ' ')"
    like 'with the form' "$body" 'draft-1/comment\?on='
    like 'to its end' "$body" '</html>$'
    unlike 'without what marks where a part stands' "$body" '<!--kept-->'
    is 'not compressed' "$(header Content-Encoding)" ''
done
etag=$(header ETag)
get /en/codes/gpai/draft-1 -H "If-None-Match: $etag"
is 'it has not changed' "$code" 304
person_with member code:gpai
get /en/codes/gpai/draft-1 -H "If-None-Match: $etag"
is 'it is another one for somebody else' "$code" 200
nobody
for page in /en/ /en/codes/gpai; do
    get "$page"
    like "$page leads to the draft that takes comments" "$body" \
        'class="read" href="/en/codes/gpai/draft-1">Read the draft, and comment on it'
done
person_with member code:gpai
get /en/me/comments
like 'who has no drafts is led to what takes comments' "$body" \
    '<li><a href="/en/codes/gpai/draft-1">.*Round 1 is open'
get "$form?on=bbbbbbbbb1"
like 'a language is always chosen' "$body" 'name="text_language"'
unlike 'and none cannot be' "$body" 'None chosen'
nobody
for role in delegate contact-point observer editor vice-chair chair secretariat; do
    person_with $role code:gpai
    get "$form?on=bbbbbbbbb1"
    is "$role may comment" "$code" 200
done
person_with member code:gpai
get /en/desk
like 'the desk leads there, not to the cycle' "$body" 'href="/en/codes/gpai/draft-1"'
get "$form?on=ddddddddd3"
like 'words without a heading are named by the one above' "$body" '#ddddddddd3">Measure</a>'
like 'what is seldom changed is folded, and says what it holds' "$body" \
    '<summary>.*>General · I take no stance · With my name and organisation'
author=$person
get /en/codes/gpai/draft-1
like 'each provision leads to the form' "$body" \
    'href="/en/codes/gpai/draft-1/comment\?on=ddddddddd3"'
like 'and words can be selected' "$body" 'comment\.js'

# ---- The place
get "$form?on=bbbbbbbbb1&start=10&end=14"
like 'the words are quoted' "$body" '<mark>keep</mark>'
get "$form?on=bbbbbbbbb1&start=36&end=43"
like 'by code points' "$body" '<mark>Café 日本'
get "$form?on=bbbbbbbbb1&start=10&end=1400"
is 'words that are not there' "$code" 422
get "$form?on=bbbbbbbbb1&start=x"
is 'a place that is no number' "$code" 422
get "$form?on=zzzzzzzzz9"
is 'no such provision' "$code" 404
get /en/codes/gpai/draft-2/comment?on=bbbbbbbbb1
is 'a working version does not exist' "$code" 404
get "$form?on="
like 'on the whole draft, it says so' "$body" 'On <a [^>]*>the whole draft</a>, version'
is 'on the whole draft' "$code" 200
unlike 'there are no words to change' "$body" 'name="wording"'
post "$form?on=bbbbbbbbb1" do=preview kind=technical stance=object display=name text=Hm \
    'words=twice' wording=
is 'words that stand there twice' "$code" 422
like 'are told at their field' "$body" 'f-words-error'

# ---- Nothing is lost
post "$form?on=bbbbbbbbb1&start=10&end=14" do=save kind=technical stance=object display=name \
    text= 'wording=keep up to date'
is 'a comment has words' "$code" 422
like 'what was typed is still there' "$body" 'keep up to date</textarea>'
post "$form?on=bbbbbbbbb1&start=10&end=14" do=preview kind=technical stance=object display=name \
    "text=**Bold** $x [x](javascript:alert(1))" 'wording=keep **up to date**'
is 'a preview' "$code" 200
like 'shows Markdown' "$body" '<strong>Bold</strong>'
like 'and the change' "$body" '<ins data-w="inserted">'
unlike 'and nothing that runs' "$body" '<script>alert|<img src=x|href="javascript'
get /en/me/comments.json
is 'nothing was saved by it' "$(printf '%s' "$body" | jq '.drafts | length')" 0
post "$form?on=bbbbbbbbb1&start=10&end=14" do=save kind=technical stance=object display=name \
    'text=Secretwords. [x](javascript:alert(1))' wording=keep
is 'a link that runs is refused' "$code" 422
post "$form?on=bbbbbbbbb1&start=10&end=14" do=save kind=technical stance=object display=name \
    "text=Secretwords **bold** $x" 'wording=keep up to date'
is 'a draft is saved' "$code" 303
made
first=$made
get "/en/comments/$first.json"
is 'with its words' "$(printf '%s' "$body" | jq -r '.anchor.exact + "|" + .wording')" \
    'keep|keep up to date'
is 'and place' "$(printf '%s' "$body" | jq -r '.anchor.id + "|" + .state')" 'bbbbbbbbb1|draft'
old=$(revision "$first")
post "/en/comments/$first/edit" do=save "revision=$old" kind=general stance=none display=name \
    text=Secondwords wording=keep
is 'it is changed' "$code" 303
get "/en/comments/$first.json"
is 'the wording as it was proposes nothing' "$(printf '%s' "$body" | jq -r '.wording')" null
post "/en/comments/$first/edit" do=save "revision=$old" kind=general stance=none display=name \
    text=Thirdwords wording=keep
is 'nobody is overwritten' "$code" 422
like 'what is there is shown' "$body" 'Secondwords'
like 'what was typed too' "$body" 'Thirdwords</textarea>'
new=$(printf '%s' "$body" | sed -n 's/.*name="revision" value="\([0-9]*\)".*/\1/p')
post "/en/comments/$first/edit" do=save "revision=$new" kind=general stance=none display=name \
    text=Bothwords wording=
is 'with both in sight it is saved' "$code" 303
get "/en/comments/$first.json"
is 'an empty wording deletes' "$(printf '%s' "$body" | jq -r '.wording')" ''
get "/en/comments/$first/edit"
like 'its language is that of the page' "$body" '<option value="en" selected>'
post "/fr/comments/$first/edit" do=save "revision=$(revision "$first")" kind=general stance=none \
    display=name text=Motsallemands text_language=de wording=
is 'another one can be chosen' "$code" 303
get "/fr/comments/$first"
like 'and is told with the words' "$body" 'class="prose" lang="de"><p>Motsallemands'
get "/en/me/submit"
like 'wherever they stand' "$body" 'class="prose" lang="de"><p>Motsallemands'
post "/en/comments/$first/edit" do=preview "revision=$(revision "$first")" kind=general \
    stance=none display=name text=Bothwords text_language=xx wording=
is 'one of those that there are' "$code" 422
post "/en/comments/$first/edit" do=save "revision=$(revision "$first")" kind=general stance=none \
    display=name text=Bothwords text_language=en wording=
is 'and back' "$code" 303
keptjar=$jar
keptcsrf=$csrf
nobody
get "$form?on=bbbbbbbbb1" \
    --data-urlencode 'text=Typed while the session ended, and it is long enough.' \
    --data-urlencode do=save
is 'a session that has ended' "$code" 401
like 'keeps what was typed' "$body" 'Typed while the session ended'
get "$form?on=bbbbbbbbb1" -H 'Sec-Fetch-Site: cross-site' \
    --data-urlencode 'text=Sent by another site, and it is long enough to be shown again.'
unlike 'not what another site sent' "$body" 'Sent by another site'
jar=$keptjar
csrf=$keptcsrf
get "$form?on=bbbbbbbbb1" --data-urlencode text=x
is 'without a token nothing happens' "$code" 403

# ---- Nobody else
for who in nobody reader member chair secretariat; do
    if [ $who = nobody ]; then nobody; elif [ $who = reader ]; then person_with reader; else
        person_with $who code:gpai
    fi
    get "/en/comments/$first"
    is "$who does not read a draft" "$code" 404
    get "/en/comments/$first.json"
    is "$who has no twin of it" "$code" 404
    get "/comments/$first/annotation"
    is "$who has no annotation" "$code" 404
done
get "/en/comments/$first/edit"
is 'nor changes it' "$code" 404
post "/en/comments/$first/edit" do=discard
is 'nor discards it' "$code" 404
get /en/comments/0123456789abcdefghjkmnpqrs
is 'a guessed id' "$code" 404

# ---- Files
jar=$keptjar
csrf=$keptcsrf
# upload FILE TYPE [NAME]
upload() {
    get "/en/comments/$first/edit" -F "csrf=$csrf" -F do=save -F "revision=$(revision "$first")" \
        -F kind=general -F stance=none -F display=name -F text=Bothwords -F wording=keep \
        -F "file=@$1;type=$2;filename=${3:-$1}"
}
printf '%%PDF-1.7 bytes of a file\n' >paper.pdf
upload paper.pdf text/html '../../etc/pa"per<b>.html'
is 'a PDF whatever it is called' "$code" 303
get "/en/comments/$first.json"
file=$(printf '%s' "$body" | jq -r '.attachments[0].id')
is 'under a clean name' "$(printf '%s' "$body" | jq -r '.attachments[0].name')" 'paperb.html'
get "/comments/$first/files/$file"
is 'its author has it' "$code" 200
is 'as what it is' "$(header Content-Type)" application/pdf
like 'to be saved' "$(header Content-Disposition)" '^attachment; filename='
like 'without guesses' "$(header X-Content-Type-Options)" nosniff
printf 'MZ\220\000\003\000' >evil.pdf
upload evil.pdf application/pdf
is 'a program that calls itself a PDF' "$code" 422
printf '<html><script>alert(1)</script>' >page.pdf
upload page.pdf application/pdf
is 'a page is not taken' "$code" 422
printf 'PK\003\004 no archive' >evil.docx
upload evil.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document
is 'a broken archive' "$code" 422
perl -e '
    # A stored ZIP archive: names and contents in turn.
    my ($out, $directory, $n) = ("", "", 0);
    while (@ARGV) {
        my ($name, $data) = splice(@ARGV, 0, 2);
        my $at = length $out;
        my $head = pack("vvvvvVVVvv", 20, 0, 0, 0, 0, 0, length $data, length $data,
            length $name, 0);
        $out .= "PK\3\4$head$name$data";
        $directory .= "PK\1\2" . pack("v", 20) . $head . pack("vvvVV", 0, 0, 0, 0, $at) . $name;
        $n++;
    }
    print $out, $directory, "PK\5\6", pack("vvvvVVv", 0, 0, $n, $n, length $directory,
        length $out, 0);
' '[Content_Types].xml' '<x/>' word/document.xml '<x/>' word/vbaProject.bin macro >macro.docm
upload macro.docm application/vnd.openxmlformats-officedocument.wordprocessingml.document a.docx
is 'a document with macros' "$code" 422
{
    printf '%%PDF-1.7\n'
    cat macro.docm
} >polyglot.pdf
upload polyglot.pdf application/pdf
if [ "$code" = 303 ]; then
    get "/en/comments/$first.json"
    is 'what is two things at once is given out as one' \
        "$(printf '%s' "$body" | jq -r '.attachments[1].media_type')" application/pdf
else
    is 'what is two things at once is refused' "$code" 422
fi
head -c 21000000 /dev/zero >large.pdf
upload large.pdf application/pdf
is 'too large' "$code" 413
get "/en/comments/$first/edit"
like 'and the words are still there' "$body" 'Bothwords</textarea>'
nobody
get "/comments/$first/files/$file"
is 'nobody has the file of a draft' "$code" 404

# ---- Submitting
nb=$(printf '\302\240') # a no-break space
jar=$keptjar
csrf=$keptcsrf
post "/en/comments/$first/edit" do=submit "revision=$(revision "$first")" kind=technical \
    stance=object display=name "text=**Public** words of 10${nb}000 « mots » $x" \
    'wording=keep up to date'
is 'it is submitted' "$code" 303
receipt=$(header Location)
get "$receipt"
like 'with a receipt' "$body" 'One comment was submitted'
get "$receipt?format=text"
is 'which is one text file' "$(header Content-Type)" 'text/plain; charset=utf-8'
like 'to be saved' "$(header Content-Disposition)" '^attachment; filename="receipt-'
printf '%s\n' "$body" >receipt.txt
get "/en/comments/$first/edit"
is 'what is submitted stays as it is' "$code" 409
nobody
get "$receipt"
is 'others do not see what belongs together' "$code" 401
person_with member code:gpai
get "$receipt"
is 'whoever they are' "$code" 404
nobody
get "/en/comments/$first"
is 'everybody reads it' "$code" 200
like 'as Markdown' "$body" '<strong>Public</strong>'
unlike 'and nothing that runs' "$body" '<script>alert|<img src=x'
like 'with what it proposes' "$body" '<ins data-w="inserted">'
like 'and who wrote it' "$body" 'member [0-9]+'
get "/comments/$first/files/$file"
is 'and has its file' "$code" 200
get "/en/comments/$first/receipt"
is 'and the proof' "$code" 200
get "/comments/$first/annotation"
is 'and an annotation' "$(header Content-Type)" \
    'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
is 'of the words' "$(printf '%s' "$body" |
    jq -r '.target.selector.refinedBy[0].exact + "|" + .target.selector.value')" 'keep|bbbbbbbbb1'
get "/en/comments/$first" -H 'Accept: application/ld+json'
is 'to which who prefers linked data is sent' "$code $(header Location)" \
    "303 /comments/$first/annotation"
like 'as caches have to know' "$(header Vary)" 'Accept,'
get "/en/comments/$first" -H 'Accept: text/html,application/xhtml+xml,*/*;q=0.8'
is 'a browser gets the page' "$code $(header Content-Type)" '200 text/html; charset=utf-8'
get "/en/comments/$first" -H 'Accept: application/ld+json, */*;q=0.1'
is 'also where the page is kept' "$code" 303
get "/comments/$first/annotation"
is 'which edits' "$(printf '%s' "$body" | jq -rc '.motivation')" '["commenting","editing"]'
get /en/codes/gpai/comments
like 'it is in the list' "$body" "/en/comments/$first"
like 'where no line breaks within a number or beside a mark' "$body" \
    "of 10${nb}000 «${nb}mots${nb}»"
get '/en/codes/gpai/comments.json?stance=object&on=bbbbbbbbb1&wording=yes&round=e/1'
is 'which filters' "$(printf '%s' "$body" | jq '.count')" 1
get '/en/codes/gpai/comments.json?stance=support'
is 'by what there is not' "$(printf '%s' "$body" | jq '.count')" 0
for bad in stance=x kind=x status=x sort=x category=x country=x wording=x wording=accepted \
    at=draft-2 \
    round=e/9 after=x; do
    get "/en/codes/gpai/comments?$bad"
    ok "a filter that names nothing: $bad" test "$code" = 422 -o "$code" = 404
done
get '/en/codes/gpai/comments?format=annotation'
is 'the list is a collection' "$(printf '%s' "$body" | jq -r '.type')" AnnotationCollection
get /en/codes/gpai/draft-1
like 'it stands beside its words' "$body" "<div class=\"said\">"
like 'as a link' "$body" "href=\"/en/comments/$first\""
like 'with how many there are' "$body" 'aria-label="One comment on '
get "/fr/comments/$first"
is 'in French' "$code" 200

# ---- Several in one go
sign_in_as "$author"
for n in 1 2 3; do
    on=ddddddddd3
    [ "$n" != 2 ] || on=bbbbbbbbb1
    post "$form?on=$on" do=save kind=editorial stance=none display=anonymous \
        "text=Draft $n" \
        'wording=They test it.'
    made
    eval "draft$n=$made"
done
get /en/me/comments
like 'drafts come first' "$body" 'Draft 3'
is 'their deadline is told once' \
    "$(printf '%s' "$body" | grep -c 'Round 1 is open for comments until:')" 1
get /en/me/submit
is 'here too' "$(printf '%s' "$body" | grep -c 'Round 1 is open for comments until:')" 1
like 'all are seen once more' "$body" 'Shown as:'
like 'anonymous ones alone are ticked' "$body" "value=\"$draft1\" checked"
unlike 'with nothing to warn of' "$body" 'This one is anonymous\.'
post "/en/comments/$draft3/edit" do=save "revision=$(revision "$draft3")" kind=editorial \
    stance=none display=name 'text=Draft 3' 'wording=They test it.'
get /en/me/submit
like 'beside a signed one' "$body" "value=\"$draft3\" checked"
unlike 'they are not: they would bear its time' "$body" "value=\"$draft1\" checked"
like 'as is told' "$body" 'This one is anonymous\.'
post /en/me/submit comment="$draft1" comment="$draft2"
is 'two are submitted in one go' "$code" 303
get "$(header Location).json"
is 'in one submission' "$(printf '%s' "$body" | jq '.comments | length')" 2
is 'in the order of their numbers' "$(printf '%s' "$body" | jq -c '.comments | map(.number)')" \
    "$(printf '%s' "$body" | jq -c '.comments | map(.number) | sort')"
post /en/me/submit
is 'nothing is not submitted' "$code" 422
post /en/me/submit comment="$draft1"
is 'nor what was submitted' "$code" 422
post "/en/comments/$draft3/edit" do=discard
is 'a draft is discarded' "$code" 303
get "/en/comments/$draft3"
is 'and gone' "$code" 404
get "/en/comments/$draft1.json"
unlike 'anonymous is anonymous' "$body" 'member [0-9]'

# ---- Ends
post "/en/comments/$first/withdraw"
is 'withdrawing is certain' "$code" 422
post "/en/comments/$first/withdraw" certain=1 'reason=I was wrong.'
is 'it is withdrawn' "$code" 303
post "/en/comments/$draft2/disown" certain=1
is 'it was never mine' "$code" 303
nobody
get "/en/comments/$first"
like 'a tombstone stands there' "$body" 'was withdrawn by its author'
unlike 'and no word' "$body" 'Public'
get "/comments/$first/files/$file"
is 'nor a file' "$code" 404
get "/comments/$first/annotation"
is 'nor an annotation' "$code" 404
get "/en/comments/$draft2"
like 'falsely attributed' "$body" 'falsely attributed'
unlike 'without its words' "$body" 'Draft 2'
person_with member code:gpai
post "/en/comments/$draft1/withdraw" certain=1
is 'others end nothing' "$code" 403
post "/en/comments/$draft1/disown" certain=1
is 'nor disown' "$code" 403

# ---- An organisation
for name in delegate contact; do
    praxis --quiet people add "Ann $name" --mail $name@example.eu --organisation 'Great & Co' \
        --category gpai-provider
done
praxis --quiet people grant delegate@example.eu delegate code:gpai
praxis --quiet people grant contact@example.eu contact-point code:gpai
sign_in_as delegate@example.eu
get "$form?on=ddddddddd3"
like 'without a contact point it says what to do' "$body" \
    'ask the secretariat to name a contact point'
unlike 'and there is nobody to hand to' "$body" 'value="hand"'
post "$form?on=ddddddddd3" do=save kind=general stance=none display=organisation text=Waiting
get /en/desk
like 'the desk says it too' "$body" \
    'Ask the secretariat to name a contact point of your organisation'
person_with secretariat house
get /en/desk
like 'and that of the secretariat' "$body" 'Name a contact point of this organisation'
great=$(printf '%s' "$body" | sed -n 's,.*href="/en/people/organisations/\([0-9a-z]*\)".*,\1,p')
get "/en/people/organisations/$great"
is 'which leads to the organisation' "$code" 200
like 'to where one is named' "$body" 'It has no contact point'
post "/en/people/organisations/$great" name= category=gpai-provider
is 'an organisation has a name' "$code" 422
post "/en/people/organisations/$great" 'name=Great & Co' category=gpai-provider address=ftp://x
is 'and an address of the web' "$code" 422
post "/en/people/organisations/$great" 'name=Greater & Co' category=gpai-provider country=FR \
    register_number=123456-12 address=https://great.example.eu
is 'it is changed' "$code" 303
get '/en/people.json?view=organisations'
is 'and listed so' "$(printf '%s' "$body" | jq -r '.organisations[0] | .name + "|" + .country')" \
    'Greater & Co|FR'
praxis --quiet people organisation "$great" --name 'Great & Co'
praxis --quiet people grant contact@example.eu contact-point 'organisation:Great & Co'
get /en/desk
unlike 'with a contact point nothing waits' "$body" 'Name a contact point'
sign_in_as delegate@example.eu
get "/en/people/organisations/$great"
is 'others do not change it' "$code" 403
post "/en/people/organisations/$great" name=X category=gpai-provider
is 'not by hand either' "$code" 403
get /en/desk
unlike 'and can hand over' "$body" 'Ask the secretariat to name'
get /en/me/comments.json
waiting=$(printf '%s' "$body" | jq -r '.drafts[0].id')
post "/en/comments/$waiting/edit" do=discard
get "$form?on=ddddddddd3"
like 'a delegate hands over' "$body" 'value="hand"'
unlike 'and does not submit' "$body" 'value="submit"'
post "$form?on=ddddddddd3" do=submit kind=general stance=none display=organisation text=Delegated \
    'wording=They test it.'
is 'not by hand either' "$code" 403
get /en/me/comments.json
delegated=$(printf '%s' "$body" | jq -r '.drafts[0].id')
get /en/me/comments
unlike 'submitting is not offered to a delegate' "$body" 'href="/en/me/submit"'
post /en/me/submit comment="$delegated"
is 'nor in one go' "$code" 403
post "/en/comments/$delegated/edit" do=hand "revision=$(revision "$delegated")" kind=general \
    stance=none display=organisation text=Delegated 'wording=They test it.'
is 'it is handed over' "$code" 303
get "/en/comments/$delegated.json"
is 'and ready' "$(printf '%s' "$body" | jq -r '.state')" ready
post /en/me/comments back="$delegated"
is 'it is taken back' "$code" 303
post "/en/comments/$delegated/edit" do=hand "revision=$(revision "$delegated")" kind=general \
    stance=none display=organisation text=Delegated 'wording=They test it.'
get /en/me/organisation
is 'the delegate is no contact point' "$code" 403
sign_in_as contact@example.eu
get /en/me/organisation
like 'the contact point sees it' "$body" Delegated
post /en/me/organisation back="$delegated"
is 'gives it back with a note' "$code" 422
post /en/me/organisation back="$delegated" "note-$delegated=Say why $x."
is 'which is there' "$code" 303
get "/en/comments/$delegated"
is 'then it is the author'\''s again' "$code" 404
sign_in_as delegate@example.eu
get "/en/comments/$delegated/edit"
like 'who reads the note' "$body" 'Say why &lt;script'
post "/en/comments/$delegated/edit" do=hand "revision=$(revision "$delegated")" kind=general \
    stance=none display=organisation text=Delegated 'wording=They test it.'
sign_in_as contact@example.eu
post /en/me/organisation submit=gpai
is 'all are submitted once' "$code" 303
get "$(header Location)"
is 'with a receipt' "$code" 200
nobody
get "/en/comments/$delegated"
like 'for the organisation' "$body" 'Great &amp; Co'
get /en/me/organisation
is 'nobody is contact point' "$code" 401

# ---- Said in a meeting
meeting=$(praxis --quiet meeting call gpai e --kind plenary --key open --starts 2026-03-04T14:00 \
    --title 'Open meeting' --attend public --papers public
    praxis --json meeting show gpai/e/open | jq -r .meeting.meeting)
person_with member code:gpai
get "/en/meetings/$meeting/comment"
is 'members record nothing' "$code" 403
person_with chair code:gpai
get "/en/meetings/$meeting/comment"
is 'a chair does' "$code" 200
post "/en/meetings/$meeting/comment" version=draft-1 on=ddddddddd3 words='test it' kind=general \
    stance=support category=academia byline='Secret Name' minute='Item 3' text=Said
is 'a name needs consent' "$code" 422
post "/en/meetings/$meeting/comment" version=draft-1 on=ddddddddd3 words='test it' kind=general \
    stance=support category=academia minute='Item 3' text="Quaggawords $x"
is 'it is recorded' "$code" 303
get "/en/meetings/$meeting"
oral=$(printf '%s' "$body" | sed -n 's,.*/en/comments/\([0-9a-z]*\)".*,\1,p' | head -n 1)
get "/en/comments/$oral"
is 'and led to by its meeting' "$code" 200
like 'which it leads back to' "$body" "/en/meetings/$meeting"
like 'with the words' "$body" '<mark>test it</mark>'
praxis --quiet comments answer "$oral" --status noted --reason 'Noted.'
praxis --quiet answers publish gpai
get "/en/comments/$oral"
like 'nobody can say for the speaker what they think of the answer' "$body" \
    'Its author has no account here'
get "/en/comments/$delegated"
unlike 'which is said of no other' "$body" 'Its author has no account here'

# ---- Found
nobody
get '/en/search?q=quaggawords'
is 'the search finds comments' "$code" 200
like 'and leads to them' "$body" '/en/codes/gpai/comments\?q=quaggawords'
get '/en/codes/gpai/comments?q=quaggawords'
like 'where they stand' "$body" "/en/comments/$oral"

# ---- A round that has closed
person_with member code:gpai
post "$form?on=ddddddddd3" do=save kind=general stance=none display=name text=Late \
    'wording=They test it.'
made
praxis --quiet round close gpai e 1 --reason 'It is over.'
post "/en/comments/$made/edit" do=submit "revision=$(revision "$made")" kind=general stance=none \
    display=name text=Laterwords 'wording=They test it.'
is 'what comes late is not submitted' "$code" 303
get "$(header Location)"
like 'the page says why' "$body" 'it was not submitted'
like 'and keeps the draft' "$body" 'Laterwords</textarea>'
get '/en/search?q=laterwords'
unlike 'which the search does not find' "$body" '/en/codes/gpai/comments\?q='
get /en/codes/gpai/draft-1
unlike 'nobody is led to the form any more' "$body" 'draft-1/comment'
like 'and the page says so' "$body" 'Round 1 has closed:'
stops 'it stops'
done_testing
