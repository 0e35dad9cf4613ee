#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comments in files over HTTP: exports for everybody, uploads shown before they are taken over,
# hostile files.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

printf '# Measure 1.1 Be kind {#aaaaaaaaa0}\n\nProviders **must** be kind. {#bbbbbbbbb1}\n' \
    >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet code publish gpai draft-1
start_server || exit 1
export=/en/codes/gpai/comments/export
import=/en/codes/gpai/comments/import

# upload FILE [CURL OPTION...]: shows what the file would do
upload() {
    upload_file=$1
    shift
    get "$import" -F "csrf=$csrf" -F version=draft-1 -F "file=@$upload_file" "$@"
}
# take [FIELD...]: takes over what was shown last
take() {
    kept=$(printf '%s' "$body" | sed -n 's/.*name="kept" value="\([^"]*\)".*/\1/p' | head -n 1)
    post "$import" version=draft-1 "kept=$kept" "$@"
}

cat >form.csv <<'EOF'
MB/NC,Clause,Type of comment,Comments,Proposed change
DE-001,1.1,te,<script>alert(1)</script>,=1+1
DE-002,9.9,ed,Nowhere.,
EOF

nobody
get "$export"
is 'everybody may have the comments' "$code" 200
like 'and an empty form' "$body" 'format=iso&amp;empty=1'
unlike 'strangers are not led to the import' "$body" 'comments/import'
get "$export?format=iso&empty=1"
is 'the empty form' "$(header Content-Type)" \
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
like 'is a file' "$(header Content-Disposition)" 'filename="gpai-form.docx"'
is 'a ZIP archive' "$(head -c 2 "$WORK/.body")" PK
cp "$WORK/.body" empty.docx
get "$export?format=pdf"
is 'no other format' "$code" 404
get "$import"
is 'strangers take nothing in' "$code" 401

# ---- A member: drafts
person_with member code:gpai
get "$import"
is 'a member may' "$code" 200
unlike 'but not for others' "$body" 'name="whose"'
csrf=$(form_token)
upload form.csv
is 'a preview' "$code" 200
like 'tells where each row goes' "$body" 'Measure 1\.1'
like 'and what is wrong' "$body" 'The text has no provision that is called .*9\.9'
like 'with the place as it is called there' "$body" '<td>9\.9</td>'
unlike 'words are no markup' "$body" '<script>alert'
unlike 'the file is not asked for again' "$body" 'type="file"'
kept=$(printf '%s' "$body" | sed -n 's/.*name="kept" value="\([^"]*\)".*/\1/p' | head -n 1)
post "$import" version=draft-1 "kept=$kept" unplaced=1 do=preview
is 'what would happen is shown again' "$code" 200
like 'with other choices' "$body" 'not found: on the whole draft'
take
is 'then it is taken over' "$code" 200
like 'as drafts' "$body" 'They are drafts now'
get "$export?format=json"
is 'which nobody else sees' "$(printf '%s' "$body" | jq '.comments | length')" 0
get "$import"
csrf=$(form_token)
upload form.csv -F unplaced=1
like 'what is there is known' "$body" 'there already, not taken again: 1'
like 'the other one goes on the whole draft' "$body" 'not found: on the whole draft'
upload form.csv -F whose=other -F name=Mallory
take whose=other name=Mallory
get "$export?format=json"
unlike 'no member enters for others' "$body" 'Mallory'
get "$import"
csrf=$(form_token)
hash=$(printf 'form' | sha256sum | cut -c1-64)
post "$import" version=draft-1 "kept=$hash-0123456789abcdef0123456789abcdef"
is 'other files of the house are not read so' "$code" 422

# ---- The secretariat: for others
person_with secretariat
get "$import"
csrf=$(form_token)
upload form.csv -F whose=other -F 'name=Example Institute' -F unplaced=1
is 'the secretariat sees what would be' "$code" 200
take whose=other 'name=Example Institute' unplaced=1
is 'and enters it' "$code" 200
get "$export?format=json"
is 'for everybody to read' \
    "$(printf '%s' "$body" | jq -c '[.comments[] | [.author, .origin, .clause]]')" \
    '[["Example Institute","form","Measure 1.1"],["Example Institute","form","_whole document"]]'
nobody
for format in iso osd csv json annotation; do
    get "$export?format=$format&version=draft-1"
    is "as $format" "$code" 200
    like "$format has a name" "$(header Content-Disposition)" 'filename="gpai-draft-1-comments\.'
done
get "$export?format=csv"
like 'formulas are guarded' "$body" "Proposed change"
get "$export?format=json&kind=technical"
is 'filtered' "$(printf '%s' "$body" | jq '.comments | length')" 1
get "$export?format=json&version=draft-9"
is 'no version that is not there' "$code" 404

# ---- More than a form holds
perl -e 'print "text,clause\n"; print "Comment $_.,1.1\n" for 1 .. 2001' >many.csv
praxis --quiet code import draft.md --code many --version draft-1
praxis --quiet code publish many draft-1
praxis --quiet comments import many draft-1 many.csv
get /en/codes/many/comments/export
like 'the page says in how many forms they come' "$body" \
    'these 2001 comments come as 2 forms or more'
get "/en/codes/many/comments/export?version=draft-1&q=nothing"
unlike 'but only where they do' "$body" 'forms or more'

# ---- Hostile files
person_with secretariat
get "$import"
csrf=$(form_token)
# refuses NAME FILE REGEX
refuses() {
    upload "$2"
    is "$1" "$code" 422
    like "$1: it says why" "$body" "$3"
}
upload empty.docx
is 'the empty form has nothing' "$code" 422
like 'it says so' "$body" 'No row of the file is filled in'
mkdir -p book/xl/worksheets book/xl/_rels doc/word doc/_rels
cat >'book/[Content_Types].xml' <<'EOF'
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>
EOF
echo '<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>' >book/xl/workbook.xml
echo '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>' \
    >book/xl/_rels/workbook.xml.rels
sheet=book/xl/worksheets/sheet1.xml
head -c 60000000 /dev/zero | tr '\0' ' ' >$sheet
(cd book && zip -qr ../bomb.xlsx .)
refuses 'a bomb' bomb.xlsx 'packed too tightly'
cat >$sheet <<'EOF'
<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>
EOF
(cd book && zip -qr ../entity.xlsx .)
refuses 'an entity from elsewhere' entity.xlsx 'document type'
echo '<worksheet/>' >$sheet
echo x >book/xl/vbaProject.bin
(cd book && zip -qr ../macro.xlsx .)
refuses 'macros in a workbook' macro.xlsx 'macros'
(mkdir -p form && cd form && unzip -q ../empty.docx &&
    sed -i -e 's/wordprocessingml.document.main+xml/x/' \
        -e 's#vnd.openxmlformats-officedocument.x#vnd.ms-word.document.macroEnabled.main+xml#' \
        '[Content_Types].xml' && zip -qr ../macro.docx .)
refuses 'macros in a document' macro.docx 'macros'
{ printf '%%PDF-1.7\n%%\n' && cat empty.docx; } >polyglot.docx
upload polyglot.docx
is 'a PDF that is a form too' "$code" 422
head -c 3000 /dev/urandom >noise.docx
upload noise.docx
is 'noise' "$code" 422
printf '{"schema":1,"comments":[{"text":"%s"}]}' "$(head -c 1100000 /dev/zero | tr '\0' x)" \
    >long.json
upload long.json
like 'a text that is too long is told with its row' "$body" '1 ?MiB|1,?024|longer'
printf '{"comments":%s' "$(head -c 100000 /dev/zero | tr '\0' '[')" >deep.json
refuses 'brackets without end' deep.json 'no JSON with comments'
get /healthz
is 'and the house lives' "$code" 200

# ---- One number, several provisions
printf '# Chapter 1 Sharing {#ch0000000a .chapter}\n\n%s' \
    '## Measure 1.2 Give {#me0000000a .measure}

Give all. {#pa0000000a}

# Chapter 2 Keeping {#ch0000000b .chapter}

## Measure 1.2 Hold {#me0000000b .measure}

Hold all. {#pb0000000a}
' >twice.md
praxis --quiet code import twice.md --code twice --version draft-1
praxis --quiet code publish twice draft-1
printf 'Clause,Comments\n"1.2, paragraph 1",Which one?\nMeasure 1.2,And this?\n' >twice.csv
import=/en/codes/twice/comments/import
person_with member code:twice
get "$import"
csrf=$(form_token)
upload twice.csv
like 'a number of several is told' "$body" 'The text has 2 provisions that are called'
like 'with their titles' "$body" 'Measure 1\.2 Give \(Chapter 1 Sharing\)'
like 'one can be chosen' "$body" \
    '<option value="me0000000b">Measure 1\.2 Hold \(Chapter 2 Keeping\)'
row=$(printf '%s' "$body" | sed -n 's/.*name="place-\([0-9]*\)".*/\1/p' | head -n 1)
kept=$(printf '%s' "$body" | sed -n 's/.*name="kept" value="\([^"]*\)".*/\1/p' | head -n 1)
post "$import" version=draft-1 "kept=$kept" do=preview "place-$row=me0000000b"
like 'where it goes then is shown' "$body" 'Measure 1\.2 Hold, paragraph 1'
like 'and kept for what is sent next' "$body" "name=\"place-$row\" value=\"me0000000b\""
like 'the other row still asks' "$body" "<select[^>]*name=\"place-$((row + 1))\""
take "place-$row=me0000000b" "place-$((row + 1))=zz0000000a"
like 'one is taken over' "$body" 'new: 1'
like 'what is none of them chooses nothing' "$body" 'rows with errors, left out: 1'
get /en/me/comments
like 'it stands where it was put' "$body" 'Hold'
stops 'it ends'
done_testing
