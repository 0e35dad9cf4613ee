#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Akoma Ntoso through the walls: what it becomes, and bad files, which leave the house as it was.
. "$(dirname "$0")/../lib.sh"

root='<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
praxis --quiet init
cat >bill.xml <<EOT
$root<bill><preface><p><docTitle>Good meetings</docTitle></p></preface><body>
<article eId="art_1"><num>Article 1</num><heading>Scope</heading><paragraph><num>1.</num><list>
<intro><p>A meeting has:</p></intro><point><num>(a)</num><content><p>a chair</p></content></point>
</list></paragraph></article></body></bill></akomaNtoso>
EOT
run praxis code import bill.xml --code bill --version v1
succeeds 'a bill is imported'
like 'with its elements counted' "$out" '17 of 17 elements'
run praxis code show bill v1
like 'the title is there' "$out" '^Good meetings'
like 'and the point with its number' "$out" '      \[[0-9a-z]+\] point \(a\)'
like 'under its article' "$out" '\] article Article 1'

if command -v xz >/dev/null; then
    xz -k bill.xml
    run praxis code import bill.xml.xz --code bill --version v2
    succeeds 'a bill packed by xz is imported'
    like 'by the ids of its elements' "$out" '0 new, 6 with the ids they had'
    head -c 100 bill.xml.xz >cut.xml.xz
    run praxis code import cut.xml.xz --code bad --version v1
    fails 12 'a file of xz that is cut off is refused'
    like 'at its byte' "$err" 'cut off at byte 100'
else
    skip 'no xz here' 4
fi

cat >parts.xml <<EOT
$root<act><preamble><p>The club,</p></preamble><body><book><chapter><num>Chapter 1</num><section>
<content><p>It reads:</p><p><mod><quotedStructure><p>Be here.</p></quotedStructure></mod></p>
</content></section></chapter></book></body></act></akomaNtoso>
EOT
run praxis code import parts.xml --code parts --version v1
succeeds 'parts of an act that are no kind of provision'
run praxis code show parts v1
like 'say what they are' "$out" '\] group \(preamble\)$'
like 'also where there is no word for it' "$out" '\] group \(book\)$'
like 'a quotation is called so' "$out" '\] quotation$'
preamble=$(printf '%s\n' "$out" | sed -n 's/^\[\(.*\)\] group (preamble)$/\1/p')
like 'and as data' "$(praxis --json code show parts v1)" '"extra": "preamble"'
run praxis code lineage parts "$preamble"
like 'in their lineage too' "$out" ' group \(preamble\)$'
sed 's/<book>.*/<\/body><\/act><\/akomaNtoso>/; 2,$d' parts.xml >shorter.xml
run praxis code import shorter.xml --code parts --version v2
succeeds 'without the book'
run praxis code diff parts v1 v2
like 'which the comparison names' "$out" '^== group \(book\) 1: [0-9]+ deleted'

bad() { # name, file, what is said
    run praxis code import "$2" --code bad --version v1 --format akn
    fails 12 "$1 is refused"
    like 'with the place' "$err" "$3"
}
head -c 300 bill.xml >cut.xml
bad 'a file that is cut off' cut.xml 'line [0-9]+, column [0-9]+'
printf '%s\n\351</akomaNtoso>' "$root" >latin.xml
bad 'a wrong encoding' latin.xml 'line 2, column 1'
{
    printf '<!DOCTYPE a [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;">]>\n%s&b;' "$root"
    printf '</akomaNtoso>'
} >entities.xml
bad 'a bomb of entities' entities.xml "entity 'a' is declared in line 2"
{
    printf '%s' "$root"
    awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<section>" }'
} >deep.xml
bad 'a bomb of depth' deep.xml 'more than 256 elements are nested in line 1'
{
    printf '%s<p>' "$root"
    awk 'BEGIN { for (i = 0; i < 200000; i++) printf "ten bytes " }'
    printf '</p></akomaNtoso>'
} >long.xml
run praxis code import long.xml --code bad --version v1
not_ok 'a text of two megabytes is refused' test "$status" = 0
like 'with its line' "$err" 'line 1 is larger than 1024 KiB'
: >empty.xml
bad 'an empty file' empty.xml 'line 1, column 1'
printf '<html/>' >html.xml
bad 'another document' html.xml "its root in line 1, column 1 is 'html'"

run praxis code list
unlike 'no bad file has left anything' "$out" 'bad'
run praxis check
succeeds 'the house is whole'
done_testing
