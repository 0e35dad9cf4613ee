#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Reports on the comments of a code from the command line: each of the four, as files by their
# ending, in French, and what is asked for that there is not.
. "$(dirname "$0")/../lib.sh"

cat >1.md <<'EOF'
# Lamps {#lamps00001 .chapter}

Whoever leaves a room should turn the lamp off within ten minutes. {#off0000001}
EOF
sed 's/should turn the lamp off within ten/shall turn the lamp off within five/' 1.md >2.md
praxis --quiet init
for version in 1 2; do
    praxis --quiet code import "$version.md" --code lamps --version "$version"
done
praxis --quiet code publish lamps 1
cat >comments.json <<'EOF'
[{"author":"Reader","clause":"Lamps","text":"That is too late.","status":"accepted",
  "motivation":"Five it is."}]
EOF
praxis --quiet comments import lamps 1 comments.json --publish-answers

run praxis report strength lamps --version 1
fails 4 'nothing to compare with before the next version is published'
like 'which is said' "$err" "no version has followed '1' yet"
praxis --quiet code publish lamps 2

run praxis report disposition lamps --version 1
succeeds 'a disposition'
like 'the comment' "$out" 'That is too late\.'
like 'the reason of its answer' "$out" 'Five it is\.'
run praxis report four-column lamps --version 1
succeeds 'four columns'
like 'the new words' "$out" 'within (<ins>|~~ten~~)?\**five'
run praxis report participation lamps --version 1
succeeds 'the participation'
like 'few people are put together' "$out" 'Others, with few participants each'
run praxis --lang fr report participation lamps --version 1
succeeds 'in French'
unlike 'not in English' "$out" 'Others, with few'
run praxis report strength lamps --version 1
succeeds 'what binds more'
like 'the same on the command line' "$out" 'strengthened'

run praxis report disposition lamps --version 1 -o out.csv
succeeds 'a file by its ending'
like 'the table of comments, not the sums' "$(head -1 out.csv)" 'No\.,Author,Where,Kind,Comment'
run praxis report four-column lamps --version 1 -o four.csv
like 'a row of the four columns says of which chapter it is' "$(sed -n 2p four.csv)" \
    '^Outside of the chapters,'
run praxis report participation lamps --version 1 -o who.csv
like 'all breakdowns are in one table' "$(cut -d, -f1 who.csv | sort -u | tr '\n' ' ')" \
    'Category Chapter Country'
run praxis report four-column lamps --version 1 -o four.xlsx
like 'a sheet is called as its chapter' "$(unzip -p four.xlsx xl/workbook.xml)" \
    'name="Outside of the chapters"'
run praxis report participation lamps --version 1 -o who.xlsx
like 'a share stands right in a sheet' "$(unzip -p who.xlsx xl/worksheets/sheet2.xml)" \
    's="13"[^>]*><is><t[^>]*>100'
run praxis report participation lamps --version 1 -o who.docx
widths=$(unzip -p who.docx word/document.xml | grep -o 'gridCol w:w="[0-9]*' | tr -dc '0-9\n')
is 'a column is as wide as its longest word' \
    "$(echo "$widths" | awk 'NR == 2 { print ($1 >= 12 * 105) }')" 1
praxis report participation lamps --version 1 -o who.html
like 'a share stands right, as a number does' "$(cat who.html)" '<td class="doc-number">100'
run praxis report disposition lamps --format exe
fails 2 'a format that there is not'
run praxis report disposition lamps -o out.odt
fails 2 'an ending that tells none'
not_ok 'and nothing is written' test -e out.odt
run praxis report disposition lamps --version 9
fails 4 'a version that there is not'
done_testing
