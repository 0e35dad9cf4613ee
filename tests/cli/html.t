#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A version goes out as an HTML document and comes back; a page of others comes in; bad ones do not.
. "$(dirname "$0")/../lib.sh"

codes=$PX_ROOT/data/codes
praxis --quiet init
praxis --quiet code import "$codes/open-drafting.1.en.md" --code open --version draft-1
praxis --quiet code import "$codes/open-drafting.1.fr.md" --code open --version draft-1 --lang fr

run praxis code export open draft-1 --format html -o open.html
succeeds 'a version is exported as HTML'
run praxis code export open draft-1 --format html --lang fr -o open.fr.html
succeeds 'and in its other language'
like 'whose words stand in it' "$(cat open.fr.html)" '<html data-praxis="1" lang="fr">'
like 'with ours in the same language' "$(cat open.fr.html)" \
    '>Sommaire</h2>|>Table des matières</h2>|>Contents</h2>'
unlike 'nothing foreign is loaded' "$(cat open.html)" '<(script|link|img|iframe)|@import|url\('

run praxis code import open.html --code again --version draft-1
succeeds 'it is known as HTML and imported'
like 'whole' "$out" '40 provisions'
unlike 'without a complaint' "$out$err" 'line [0-9]'
run praxis code import open.fr.html --code again --version draft-1 --lang fr
succeeds 'in both languages'
for lang in en fr; do
    praxis code export open draft-1 --lang $lang >before.md
    praxis code export again draft-1 --lang $lang >after.md
    ok "the tree is the same ($lang)" cmp before.md after.md
done

cat >page.html <<'EOT'
<!DOCTYPE html>
<html lang="en"><head><meta charset="windows-1252"><title>Site</title></head><body>
<nav><a href="/">Home</a></nav>
<h1>Meetings</h1>
<h2 id="length">Article 1 Length</h2>
<p>A meeting ends <em>in time</em>, see <a href="#who">who</a>.</p>
<h2 id="who">Article 2 Who</h2>
<ol type="a"><li>the chair;</li><li>those who sit in a caf.</li></ol>
<video>Film</video>
</body></html>
EOT
perl -pi -e 's/caf/caf\xE9/' page.html
run praxis code import page.html --code meetings --version 1
succeeds 'a page in windows-1252'
like 'navigation is reported' "$out$err" 'line 3: .*Home'
like 'elements without a place too' "$out$err" "line 9: the element 'video'"
run praxis code export meetings 1
like 'its title' "$out" '^title: Meetings$'
like 'its articles' "$out" 'Article 2'
like 'its numbers and words' "$out" 'those who sit in a café'
like 'its links' "$out" 'see \[who\]\(#[0-9a-z]{10}\)'

yes '<div>' | head -n 100000 >deep.html
run praxis code import deep.html --code bad --version 1 --format html
fails 10 'elements nested too deeply'
like 'with the line' "$err" 'line 513'
printf '<html><p>a\n\351' >latin.html
run praxis code import latin.html --code bad --version 1
fails 12 'bytes in no encoding that is named'
like 'with the place' "$err" 'line 2, column 1'
printf '<html>a\0b' >nul.html
run praxis code import nul.html --code bad --version 1
fails 12 'a NUL byte'
: >empty.html
run praxis code import empty.html --code bad --version 1
not_ok 'an empty file is no draft' test "$status" = 0
run praxis code list
unlike 'none of these left anything' "$out" '^bad'
done_testing
