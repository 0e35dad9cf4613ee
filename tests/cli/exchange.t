#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comments in files: taken in once and only once, and out again in every format, losing nothing.
. "$(dirname "$0")/../lib.sh"

cat >draft.md <<'EOF'
# Chapter 1 Aims {#aaaaaaaaa0}

## Measure 1.1 Be kind {#bbbbbbbbb1}

Providers **must** be kind to those who read. {#ccccccccc2}

Second paragraph of words. {#ddddddddd3}

## Measure 1.2 Be brief {#eeeeeeeee4}

- one thing {#fffffffff5}
- another thing {#ggggggggg6}
EOF

# new_house NAME: another house with the same draft; `praxis` works in it from then on.
new_house() {
    PRAXIS_HOUSE=$WORK/$1
    praxis --quiet init
    praxis --quiet code import draft.md --code gpai --version draft-1
    praxis --quiet code publish gpai draft-1
}

# comments_of FILE: the comments of an export, all that it says of them.
comments_of() {
    jq -S .comments "$1"
}

new_house house

# ---- A form, as people fill it in
{
    printf '%s' 'MB/NC;Line number;Clause/Subclause;Paragraph/Figure/Table;Type of comment;'
    echo 'Comments;Proposed change;Observations of the secretariat'
    cat <<'EOF'
DE-001;;1.1;paragraph 1;te;Say why.;Add a reason.;Accepted with modifications. Done otherwise.
DE-002;17;Measure 1.2;Table 9;ed;Wrong.;;
FR-001;;9.9;;ge;Nowhere.;;
FR-002;;;;xx;Bad type.;;
IT;;_whole document;;ge;Good.;;
;;1.1;"“must be kind”";Technical;On words.;;Not accepted. No.
EOF
} >form.csv
run praxis comments import gpai draft-1 form.csv --preview
fails 3 'a preview tells of rows with errors'
like 'where a row goes' "$out" '^row 2: new: Measure 1\.1, paragraph 1: Say why\.$'
like 'what is not found' "$out" "^row 4: the text has no provision that is called '9\\.9'"
like 'what is not known' "$out" "^row 5: the type of comment 'xx' is not known"
like 'and how many' "$out" 'new: 4, there already: 0, with errors: 2'
run praxis comments export gpai --output none.json
is 'nothing was taken' "$(jq '.comments | length' none.json)" 0
run praxis comments import gpai draft-1 form.csv --publish-answers
fails 3 'rows with errors are left out'
like 'the others come in' "$out" '^comments taken: 4, there already: 0, with errors: 2$'
like 'with their answers' "$out" '^answers: 2$'
run praxis comments import gpai draft-1 form.csv --unplaced
like 'once only' "$out" '^comments taken: 1, there already: 4, with errors: 1$'
praxis --quiet comments export gpai --output a.json
first=$(jq -c '.comments[0]' a.json)
is 'a proposed change in words stays in the text' "$(printf '%s' "$first" | jq -r .text)" \
    "$(printf 'Say why.\n\n**Proposed change:** Add a reason.')"
is 'the answer is the observation' "$(printf '%s' "$first" | jq -r '.status, .motivation')" \
    "$(printf 'accepted-with-modifications\nDone otherwise.')"
is 'the place is found' "$(printf '%s' "$first" | jq -r '.lasting_id, .country')" \
    "$(printf 'ccccccccc2\nDE')"
is 'words in quotation marks are the words' \
    "$(jq -c '.comments[3] | [.start, .end, .quoted]' a.json)" \
    '[10,22,"must be kind"]'
is 'what has no place keeps it in words' "$(jq -r '.comments[4].text' a.json)" \
    "$(printf '**Place:** clause "9.9"\n\nNowhere.')"
run praxis comments import gpai draft-9 form.csv
like 'the version has to be there' "$out" "no published version 'draft-9'"
printf 'name,mail\na,b\n' >other.csv
run praxis comments import gpai draft-1 other.csv
fails 12 'another table is no table of comments'

# ---- Every format, and back into another house
hostile() {
    perl -CS -MJSON::PP -e '
        my @texts = ("=1+1", "+49", "-1", "\@x", "\t tab", qq{"quoted", with; commas},
            "'"'"'apostrophe",
            "'"''"'two", "line\nbreak\n\nparagraph\n\n\n\nfar", "_x0041_ and _x000D_",
            "\x{1F600} \x{E9}",
            "<b>&amp;</b> ]]>", "x" x 40000, ("\x{1F600}" x 20000) . "end", "a\\b \\\" {} [] null");
        my $n = 0;
        my @rows = map { { number => ++$n + ($n > 7 ? 3 : 0), version => "draft-1",
            state => "submitted", origin => (qw(written form oral imported))[$n % 4],
            $n % 2 ? (source => "record/$n") : (), process => "first", round => 2,
            $n % 5 ? () : (late => JSON::PP::true, stage => "40.20"),
            $n % 4 == 2 ? (meeting => "0123456789abcdefghjkmnpqrs", minute => "at $n") : (),
            organisation => "Institute $n", submitted => "2025-01-0${\($n % 9 + 1)}T10:00:00Z",
            author => "Ann $n, Example & Co", country => "DE", category => "academia",
            lasting_id => $n % 2 ? "ccccccccc2" : "",
            start => $n % 2 ? 10 : 0, end => $n % 2 ? 14 : 0,
            quoted => $n % 2 ? "must" : "",
            kind => (qw(general technical editorial translation))[$n % 4],
            stance => ("", "support", "live-with", "object")[$n % 4], language => "en",
            text => "$_", text_language => "fr", $n % 2 ? (wording => "*$n* shall") : (),
            $n == 3 ? (wording => "", deletion => JSON::PP::true) : (),
            $n % 3 ? (status => "noted",
                motivation => "Because: " . substr($_, 0, 1000) . ".",
                answer_language => "en",
                answered => "2025-02-0${\($n % 9 + 1)}T11:12:13.456Z", opinion => ("", "satisfied",
                "not-satisfied", "objects")[$n % 4], feedback => "Of $n: $_") : () } } @texts;
        print JSON::PP->new->canonical->encode({ schema => 1, comments => \@rows });'
}
hostile >hostile.json
new_house first
run praxis comments import gpai draft-1 hostile.json --publish-answers
succeeds 'texts that could do harm come in'
praxis --quiet comments export gpai --output first.json
is 'all of them' "$(jq '.comments | length' first.json)" 15
jq -c '[.comments[].text]' first.json >got
jq -c '[.comments[].text | sub("^\\s+"; "")]' hostile.json >wanted
is 'as they were' "$(cmp got wanted 2>&1)" ''
kept='[.comments[] | {number, origin, process, round, late, meeting, minute, organisation, stage,
    submitted: .submitted[0:19], answered,
    opinion: (if .opinion == "" then null else .opinion end)}]'
is 'with what their record says, though this house has no such round, meeting or organisation' \
    "$(jq -Sc "$kept" first.json)" "$(jq -Sc "$kept" hostile.json)"
is 'their numbers go on behind the last' "$(jq '.comments[-1].number' first.json)" 18
comments_of first.json >wanted
for format in json csv xlsx; do
    PRAXIS_HOUSE=$WORK/first praxis --quiet comments export gpai --output out.$format
    new_house $format
    run praxis comments import gpai draft-1 out.$format --publish-answers
    succeeds "$format is read"
    praxis --quiet comments export gpai --output again.json
    comments_of again.json >got
    is "$format loses nothing" "$(cmp wanted got 2>&1)" ''
    run praxis comments import gpai draft-1 out.$format --publish-answers
    like "$format comes in once" "$out" '^comments taken: 0, there already: 15, with errors: 0$'
done
PRAXIS_HOUSE=$WORK/first
like 'a formula is guarded in CSV' "$(head -2 out.csv)" ",'=1\\+1,"
is 'CSV says that it is UTF-8' "$(head -c 3 out.csv | od -An -tx1 | tr -d ' ')" efbbbf

# ---- The ISO form
PRAXIS_HOUSE=$WORK/house
run praxis comments export gpai --version draft-1 --output out.docx
succeeds 'the ISO form'
part() {
    unzip -p out.docx "$1"
}
like 'its labels are in the header' "$(part word/header1.xml)" 'Observations of the secretariat'
like 'with the hints' "$(part word/header1.xml)" '\(e\.g\. Table 1\)'
like 'and the head table' "$(part word/header1.xml)" 'Date:.*Document:.*gpai draft-1.*Project:'
unlike 'not in the rows' "$(part word/document.xml)" 'Observations of the secretariat'
like 'page x of y' "$(part word/footer1.xml)" 'PAGE .* of .*NUMPAGES'
like 'the template is named' "$(part word/footer1.xml)" 'commenting template/version 2012-03'
like 'answers are shaded' "$(part word/document.xml)" 'w:fill="C4D79B".*Accepted with modifications'
like 'those that say no, too' "$(part word/document.xml)" 'w:fill="FF99CC"'
like 'on a landscape page' "$(part word/document.xml)" 'w:orient="landscape"'
run praxis comments import gpai draft-1 out.docx
like 'its own form is known again' "$out" '^comments taken: 0, there already: 5, with errors: 0$'
new_house other
run praxis comments import gpai draft-1 out.docx --publish-answers --unplaced
like 'another house takes it' "$out" '^comments taken: 5, there already: 0, with errors: 0$'
praxis --quiet comments export gpai --output other.json
form_words='.comments | map({country, clause, element, kind, text, status, motivation})'
is 'the form says all that it has room for' "$(jq -Sc "$form_words" other.json)" \
    "$(jq -Sc "$form_words" "$WORK/a.json")"
run praxis comments export gpai --empty --output empty.docx
succeeds 'an empty form'
run praxis comments import gpai draft-1 empty.docx
fails 3 'has nothing to take'
like 'it says so' "$err" 'no row of the file is filled in'
run praxis comments export gpai --format annotation --output a.jsonld
is 'Web Annotations' \
    "$(jq -r '.["@context"], .items[3].target.selector.refinedBy[0].exact' a.jsonld)" \
    "$(printf 'http://www.w3.org/ns/anno.jsonld\nmust be kind')"
run praxis comments export gpai --output a.pdf
fails 2 'no other format'

# ---- More than a form holds
new_house many
perl -e 'print qq({"comments":[), join(",", map { qq({"text":"Comment $_."}) } 1 .. 2001), "]}"' \
    >many.json
praxis --quiet comments import gpai draft-1 many.json
run praxis comments export gpai --format iso --output many.zip
like 'goes into parts' "$out" 'a ZIP file with 2 forms$'
unzip -q many.zip
is 'each with its own number' "$(unzip -p gpai-comments-2-of-2.docx word/header1.xml |
    grep -o 'part 2 of 2')" 'part 2 of 2'
run praxis comments import gpai draft-1 gpai-comments-1-of-2.docx
like 'the first is full' "$out" '^comments taken: 0, there already: 2000, with errors: 0$'
run praxis comments import gpai draft-1 gpai-comments-2-of-2.docx
like 'the second has the rest' "$out" '^comments taken: 0, there already: 1, with errors: 0$'

# ---- For a person, for an organisation
PRAXIS_HOUSE=$WORK/other
praxis --quiet people add 'Ann Example' --mail ann@example.org
run praxis comments import gpai draft-1 form.csv --as ann@example.org
like 'drafts of a person are hers' "$out" '^comments taken: 4, there already: 0'
praxis --quiet comments export gpai --output drafts.json
is 'and not public' "$(jq '.comments | length' drafts.json)" 5
run praxis comments import gpai draft-1 form.csv --byline 'Example Institute'
praxis --quiet comments export gpai --output byline.json
is 'under a name' "$(jq -r '.comments[-1] | .author, .origin' byline.json)" \
    "$(printf 'Example Institute\nform')"

# ---- With accounts: what people wrote in another system stays theirs
PRAXIS_HOUSE=$WORK/accounts
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai e --template gpai --from 2025-01-13
praxis --quiet code publish gpai draft-1 --process e --closes "$(date -d '+9 days' +%F)"
cat >guests.csv <<'EOF'
name,mail,organisation,category,country,language,role,group
Ann,ann@example.eu,,academia,AT,en,,
Con,con@example.eu,Example Union,industry,BE,en,contact-point,
Del,del@example.eu,Example Union,industry,BE,en,delegate,
EOF
run praxis people import --code gpai --process e guests.csv
succeeds 'three accounts'
printf '%%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%%%EOF\n' >annex.pdf
cat >moved.json <<'EOF'
[{"account":"ann@example.eu","clause":"1.1","element":"\"must be kind\"","text":"Anns own.",
  "display":"name","file":"annex.pdf","wording":"are kind","status":"accepted","motivation":"Done.",
  "opinion":"satisfied"},
 {"account":"ann@example.eu","clause":"1.2","text":"Nobodys.","display":"anonymous"},
 {"account":"del@example.eu","submitted_by":"con@example.eu","clause":"1.2","text":"For the union.",
  "display":"organisation","status":"not-accepted","motivation":"No.","opinion":"objects",
  "feedback":"Yes."},
 {"account":"ann@example.eu","clause":"1.2","text":"Half a thought.","state":"draft"},
 {"account":"del@example.eu","clause":"1.2","text":"Ready.","state":"ready"},
 {"account":"nobody@example.eu","clause":"1.2","text":"Whose?"},
 {"account":"ann@example.eu","clause":"1.2","text":"With a text.","file":"draft.md"},
 {"account":"ann@example.eu","clause":"1.2","text":"Shown.","display":"loudly"},
 {"author":"Somebody","clause":"1.2","text":"Without account."}]
EOF
run praxis comments import gpai draft-1 moved.json --accounts --as ann@example.eu
fails 2 'each row says whose it is'
run praxis comments import gpai draft-1 moved.json --accounts --preview
like 'a preview takes nothing' "$out" 'new: 6, there already: 0, with errors: 3'
run praxis comments import gpai draft-1 moved.json --accounts --answers
fails 3 'rows with errors are left out'
like 'the others come in' "$out" '^comments taken: 6, there already: 0, with errors: 3$'
like 'an account that is not there' "$out" '^row 6: '
like 'a file of another kind' "$out" '^row 7: '
like 'another way of being shown' "$out" "^row 8: 'loudly' does not say how an author is shown"
run praxis comments import gpai draft-1 moved.json --accounts
like 'once only' "$out" '^comments taken: 0, there already: 6, with errors: 3$'
unlike 'nobody judges a draft of an answer' "$out" 'opinions'
praxis --quiet comments export gpai --output moved-out.json
is 'what they submitted is shown as they wish' \
    "$(jq -r '.comments[] | "\(.author // "-") \(.organisation // "-") \(.origin)"' \
        moved-out.json | sort)" \
    "$(printf '%s\n' 'A member of academia - written' 'Ann - written' \
        'Example Union Example Union written' 'Somebody - form' | sort)"
is 'drafts stay drafts, what is ready waits' "$(sqlite3 "$PRAXIS_HOUSE/house.db" \
    "SELECT c.state, p.name FROM comment c JOIN person p ON p.id = c.author WHERE c.number IS NULL
    OR c.number = 0 ORDER BY 1")" "$(printf 'draft|Ann\nready|Del')"
is 'the contact point submits for the organisation, everybody else for themselves' \
    "$(sqlite3 "$PRAXIS_HOUSE/house.db" \
    "SELECT p.name, s.organisation IS NOT NULL, count(*) FROM submission s JOIN comment c
    ON c.submission = s.id JOIN person p ON p.id = s.person GROUP BY s.id ORDER BY 1")" \
    "$(printf 'Ann|0|2\nCon|1|1')"
mine=$(jq -r '.comments[] | select(.author == "Ann") | .id' moved-out.json)
run praxis comments show "$mine"
like 'the file came along' "$out" '^file: annex\.pdf '
praxis --quiet answers publish gpai
run praxis comments import gpai draft-1 moved.json --accounts
like 'authors say what they think of answers' "$out" '^opinions of authors on answers: 2$'
run praxis comments import gpai draft-1 moved.json --accounts
unlike 'once' "$out" 'opinions'
is 'the objection is open' \
    "$(praxis --json comments list gpai --objections | jq '.comments | length')" 1

# ---- And what editors do with them
theirs=$(praxis --json comments list gpai --objections | jq -r '.comments[0].id')
run praxis answers deal "$theirs"
fails 2 'a decision has its reason'
run praxis answers deal "$theirs" --reason 'The plenary decided so.'
succeeds 'an objection is dealt with'
is 'and not open any more' \
    "$(praxis --json comments list gpai --objections | jq '.comments | length')" 0
run praxis answers deal "$theirs" --reason 'Again.'
fails 6 'once'
praxis --quiet code begin gpai draft-2 --from draft-1
run praxis comments take "$theirs" draft-2
fails 6 'a comment without wording'
run praxis comments take "$mine" draft-2
like 'wording goes into the draft' "$out" '^took the wording of .* into ccccccccc2 of draft-2'
run praxis code show gpai draft-2
like 'where the words were' "$out" 'are kind.* to those who read'
praxis --quiet code publish gpai draft-2
run praxis comments place "$mine" draft-2 1.2 --reason 'It belongs to brevity.'
succeeds 'a place is set by hand'
run praxis comments place "$mine" draft-2 1.1 --element '"no such words"' --reason 'Words.'
fails 4 'not on words that are not there'
like 'it says which' "$err" "'.*no such words.*' is not to be found there"
run praxis comments place "$mine" draft-2 1.1 --element '"to those who read"' --reason 'Words.'
succeeds 'on words'
is 'the last place counts, the others stay on the record' "$(sqlite3 "$PRAXIS_HOUSE/house.db" \
    "SELECT current, exact FROM comment_place WHERE reason <> '' ORDER BY id")" \
    "$(printf '0|\n1|to those who read')"

# ---- Real comments on a standard, and the official template
SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/iso-form
if [ -d "$SHARED" ]; then
    perl -CSD -MJSON::PP -ne '
        BEGIN { our (@rows, $key); our %to = (id => "id", line_number => "line_number",
            clause => "clause", element => "element", type => "kind", comments => "text",
            proposed_change => "change", observations => "observations") }
        chomp;
        if (/^- id: (.*)/) { push(@rows, { id => $1 }); undef $key }
        elsif (@rows && /^ {2,4}(\w+):\s*(.*)/ && exists $to{$1}) {
            $key = $to{$1};
            $rows[-1]{$key} = $2;
        }
        elsif (@rows && $key && /^\s{4,}(\S.*)/) { $rows[-1]{$key} .= " $1" }
        elsif (/\S/) { undef $key }
        END { for my $r (@rows) { for (values %$r) { s/^(["\x27])(.*)\1$/$2/; s/\x27\x27/\x27/g } }
            print JSON::PP->new->canonical->encode({ schema => 1, comments => \@rows }) }
    ' "$SHARED/comments.yaml" >real.json
    is 'all of the real comments' "$(jq '.comments | length' real.json)" 55
    new_house real
    run praxis comments import gpai draft-1 real.json --unplaced --publish-answers
    like 'come in' "$out" '^comments taken: 55, there already: 0, with errors: 0$'
    praxis --quiet comments export gpai --output out.docx
    praxis --quiet comments export gpai --output real-1.json
    is 'with the clauses as they were typed' \
        "$(jq -c '[.comments[] | .text | capture("clause \"(?<c>[^\"]*)\"").c] | unique' \
            real-1.json)" \
        "$(jq -c '[.comments[].clause | select(. != "Whole document")] | unique' real.json)"
    new_house real-2
    run praxis comments import gpai draft-1 out.docx --unplaced --publish-answers
    praxis --quiet comments export gpai --output real-2.json
    form_words='.comments | map({country, clause, element, kind, text, status, motivation})'
    is 'the form of them reads back equal' "$(jq -Sc "$form_words" real-2.json)" \
        "$(jq -Sc "$form_words" real-1.json)"
    run praxis comments import gpai draft-1 "$SHARED/iso_comment_template_2012-03.docx"
    fails 3 'the official template has no row'
    like 'it says that none is filled in' "$err" 'no row of the file is filled in'
    mkdir filled
    (cd filled && unzip -q "$SHARED/iso_comment_template_2012-03.docx")
    perl -0pi -e '
        my @words = ("SE-007", "3", "1.2", "(e.g. Table 1)", "Te",
            "From the official form.", "Be so.", "");
        my $n = 0;
        s{(<w:lineRule="auto"/></w:pPr>|w:lineRule="auto"/></w:pPr>)}
            {$n < 8 ? $1 . "<w:r><w:t>" . $words[$n++] . "</w:t></w:r>" : $1}ge;
    ' filled/word/document.xml
    (cd filled && zip -qr ../filled.docx .)
    run praxis comments import gpai draft-1 filled.docx
    like 'filled in, it is read' "$out" '^comments taken: 1, there already: 0, with errors: 0$'
    praxis --quiet comments export gpai --output filled.json
    is 'right' "$(jq -r '.comments[-1] | .country, .clause, .kind' filled.json)" \
        "$(printf 'SE\nMeasure 1.2\ntechnical')"
else
    skip 'no real comments here' 9
fi

# ---- Rows on texts in two languages
PRAXIS_HOUSE=$WORK/two
praxis --quiet init
sed 's/Second paragraph of words/Un autre alinéa/; s/be kind to those who read/respecter qui lit/' \
    draft.md >draft.fr.md
praxis --quiet code import draft.md --code gpai --version draft-1 --lang en
praxis --quiet code import draft.fr.md --code gpai --version draft-1 --lang fr
praxis --quiet code publish gpai draft-1
cat >two.json <<'EOF'
[{"clause":"1.1","element":"\"respecter\"","language":"fr","text":"Comment ?"},
 {"clause":"1.1","element":"\"be kind\"","language":"en","text":"How?"}]
EOF
run praxis comments import gpai draft-1 two.json --byline Reader
praxis --quiet comments export gpai --output two.out.json
is 'quoted words are found in the language of their row' \
    "$(jq -c '[.comments[] | .quoted] | sort' two.out.json)" '["be kind","respecter"]'

# ---- One number, several provisions
cat >many.md <<'EOT'
# Chapter 1 Sharing {.chapter}

## Measure 1.2 Give {.measure}

Give all. {#pa0000000a}

# Chapter 2 Keeping {.chapter}

## Measure 1.2 Hold {.measure}

Hold all. {#pb0000000a}
EOT
praxis --quiet code import many.md --code many --version draft-1
praxis --quiet code publish many draft-1
printf 'Clause,Comments\n"1.2, paragraph 1",Which one?\n' >many.csv
run praxis comments import many draft-1 many.csv --preview
like 'the candidates are named' "$out$err" \
    'Measure 1\.2 Give \(Chapter 1 Sharing\) \[.*\]; Measure 1\.2 Hold \(Chapter 2 Keeping\)'
run praxis --json comments import many draft-1 many.csv --preview
is 'in JSON, too' \
    "$(printf '%s' "$out" | jq -r '.. | .candidates? // empty | .[].title' | head -n 1)" \
    'Measure 1.2 Give (Chapter 1 Sharing)'
printf 'Clause,Paragraph,Comments\nMeasure 1.2 Hold,paragraph 1,This one.\n' >many.csv
run praxis comments import many draft-1 many.csv
succeeds 'with its title it is one'
for format in iso osd csv; do
    run praxis comments export many --format "$format" --output "many.$format"
    succeeds "an export as $format"
done
like 'writes the place so' "$(cat many.csv)" 'Measure 1.2 Hold,Hold,paragraph 1'
done_testing
