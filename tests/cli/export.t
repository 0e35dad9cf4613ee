#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A version leaves the house in every format and comes back with all its ids.
. "$(dirname "$0")/../lib.sh"

codes=$PX_ROOT/data/codes
praxis --quiet init
praxis --quiet code import "$codes/open-drafting.1.en.md" --code open --version draft-1
praxis --quiet code import "$codes/open-drafting.1.fr.md" --code open --version draft-1 --lang fr

run praxis code export open draft-1
succeeds 'export prints Markdown'
like 'with the title' "$out" '^title: Code of practice on open drafting$'
like 'with headings and ids' "$out" '^### Measure 1\.2 Windows \{#k3v7q0m2dd \.measure\}$'
like 'with paragraphs' "$out" \
    'longer|special software and with assistive technology\. \{#k3v7q0m2dr\}$'
like 'with items' "$out" '^3\. people who take part in their own name\. \{#k3v7q0m2dp\}$'
printf '%s\n' "$out" >printed.md
run praxis --lang fr code export open draft-1
like 'in the language of the messages' "$out" '^# Chapitre 1 '

run praxis code export open draft-1 -o open.md
succeeds 'export writes a file'
is 'and says so' "$out" "wrote 'open.md': open draft-1 (en)"
ok 'the same bytes as are printed' cmp printed.md open.md
run praxis code export open draft-1 --lang fr -o open.md
succeeds 'the file is replaced'
like 'by the French text' "$(cat open.md)" '^## Engagement 1 '
run praxis code export open draft-1 -o no/folder/open.md
fails 4 'a folder that is not there'
is 'nothing is printed' "$out" ''

run praxis code export open draft-1 --lang de
fails 4 'a language that the version does not have'
like 'names those that it has' "$err" "no text in 'de'; it has en, fr"
run praxis code export open draft-1 --format doc
fails 3 'an unknown format'
like 'names the formats' "$err" "use one of md, "
run praxis code export open draft-9
fails 4 'an unknown version'

run praxis --json code export open draft-1 --format json
succeeds 'the result as JSON'
like 'with the format' "$out" '^  "format": "json",$'
like 'and the text' "$out" '^  "text": "\{'
run praxis --json code export open draft-1 -o open.md
like 'or with the path' "$out" '^  "path": "open\.md"$'
for format in md akn html json; do
    run praxis code export open draft-1 --format "$format"
    succeeds "$format: every format leaves the house"
    like "$format: with the words" "$out" 'rightsholders, civil society and academia;'
done

# The next version from the file of the one before it.
praxis code show open draft-1 >shown.txt
praxis code show open draft-1 --lang fr >shown.fr.txt
praxis --quiet code export open draft-1 --lang fr -o fr.md
praxis --quiet code export open draft-1 --lang en -o en.md
run praxis code import en.md --code open --version draft-2
succeeds 'the file is the next version'
like 'all ids are kept' "$out" ' 40 provisions, 0 new, 40 with the ids they had'
run praxis code import fr.md --code open --version draft-2 --lang fr
succeeds 'with its second language'
unlike 'without a warning' "$out" '^line '
praxis code show open draft-2 >again.txt
ok 'the text is the same' cmp shown.txt again.txt
praxis code show open draft-2 --lang fr >again.txt
ok 'in both languages' cmp shown.fr.txt again.txt
praxis --quiet code export open draft-2 -o again.md
ok 'and so is the file' cmp en.md again.md

# The same by the other formats that can be read back; of a table they do not keep the width.
show_slim() {
    praxis code show "$@" | sed -e 's/  *|/ |/g' -e 's/|:*---*/|---/g'
}
for format in akn html; do
    for language in en fr; do
        praxis --quiet code export open draft-1 --lang $language --format $format -o open.$language
        run praxis code import open.$language --format $format --code open \
            --version draft-$format --lang $language
        succeeds "$format: the file in $language is the next version"
        show_slim open draft-1 --lang $language >shown.txt
        show_slim open draft-$format --lang $language >again.txt
        ok "$format: the text in $language is the same" cmp shown.txt again.txt
        praxis --quiet code export open draft-$format --lang $language --format $format -o again
        sed "s/draft-$format/draft-1/g" again >again.txt
        ok "$format: and so is the file" cmp open.$language again.txt
    done
done

# A title that is but the label goes no further.
printf 'Words. {#k3v7q0m2g0}\n' >bare.md
praxis --quiet code import bare.md --code bare --version draft-1
run praxis code export bare draft-1
is 'no title is made up' "$out" 'Words. {#k3v7q0m2g0}'
run praxis code export bare draft-1 --format akn
unlike 'nor in Akoma Ntoso' "$out" 'px:title|docTitle|FRBRname'

# A draft without ids gets them, and keeps them when it is edited.
printf '# One\n\nFirst words.\n\nSecond words.\n\n# Two\n\nThird words.\n' >plain.md
praxis --quiet code import plain.md --code plain --version draft-1
praxis --quiet code export plain draft-1 -o plain.1.md
sed 's/First words/Quite other words/; s/^# One/# Other/' plain.1.md >plain.2.md
run praxis code import plain.2.md --code plain --version draft-2
like 'what was edited keeps its id' "$out" ' 5 provisions, 0 new, 5 with the ids they had'
done_testing
