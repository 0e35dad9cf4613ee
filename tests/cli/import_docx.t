#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Importing documents of Word, through the walls of the parser.
. "$(dirname "$0")/../lib.sh"

docx=$PX_ROOT/tests/data/meetings.docx
praxis --quiet init

run praxis code import "$docx" --code meetings --version 1
succeeds 'a DOCX is known by its bytes'
like 'the format is named' "$out" 'format: Word \(DOCX\)'
like 'numbers say kinds' "$out" 'chapter 2, measure 2'
like 'a table of contents is left out, and told' "$out" '^paragraph 2: a table of contents'
like 'comments too' "$out" '^paragraph 20: the document has comments'
like 'changes are counted' "$out" '^tracked changes were accepted: 4'
run praxis code show meetings 1
like 'the title' "$out" '^Code of practice on good meetings'
like 'a number that Word computes' "$out" 'measure Measure 1'
like 'what was inserted' "$out" 'five days'
unlike 'what was deleted' "$out" 'three days'

run praxis code import "$docx" --code meetings --version 1 --changes refuse
succeeds 'the same with its changes refused'
like 'says so' "$out" '^tracked changes were refused: 4'
run praxis code show meetings 1
like 'what was deleted is there' "$out" 'three days'
unlike 'what was inserted is not' "$out" 'five days'

run praxis code export meetings 1 --format md
succeeds 'exported as Markdown'
like 'the link leads to its provision' "$out" '\[the terms\]\(#[0-9a-z]{10}\)'
printf '%s\n' "$out" >again.md
run praxis code import again.md --code meetings --version 1
succeeds 'the Markdown comes in'
like 'with the same provisions' "$out" '27 provisions, 0 new, 27 with the ids they had'

# ---- What is refused
head -c 3000 "$docx" >cut.docx
run praxis code import cut.docx --code meetings --version 2
fails 12 'a file that is cut off'
like 'says what it is' "$err" 'no DOCX document or a damaged one'
printf '\320\317\021\340\241\261\032\341' >old.doc
run praxis code import old.doc --code meetings --version 2
fails 26 'a document from before Word 2007, or an encrypted one'
printf 'text' >text.docx
run praxis code import text.docx --code meetings --version 2
fails 12 'a text by the name of a DOCX'
run praxis code show meetings 2
fails 4 'nothing of them is in the house'
done_testing
