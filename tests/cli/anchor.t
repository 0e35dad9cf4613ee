#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Words are followed from draft to draft; the states are those of docs/anchors.md.
. "$(dirname "$0")/../lib.sh"

draft() { # LABEL < TEXT
    cat >"$1.md"
    praxis --quiet code import "$1.md" --code meetings --version "$1"
}

praxis --quiet init
draft one <<'EOF'
---
title: On meetings
---
# Duties {#k3v7q0m2a1}

The chair sends the agenda within two weeks, with all papers. {#k3v7q0m2a2}

Whoever leads the meeting answers for its end. {#k3v7q0m2a3}
EOF
draft two <<'EOF'
---
title: On meetings
---
# Duties {#k3v7q0m2a1}

The chair sends the agenda within three weeks, with all papers. {#k3v7q0m2a2}
EOF

run praxis code anchor meetings one k3v7q0m2a2 --quote 'within two weeks'
succeeds 'words are followed'
like 'what they became' "$out" '^two: changed \([0-9]+ %\), \[k3v7q0m2a2\] sec_1__para_1$'
like 'the new words' "$out" '^  "within three weeks"$'
run praxis code anchor meetings one k3v7q0m2a2 --quote 'with all papers'
like 'the same words' "$out" 'two: the same words in a changed provision, \[k3v7q0m2a2\]'
run praxis code anchor meetings one k3v7q0m2a3 --quote 'answers'
like 'a provision that is gone, with what it stood in' "$out" \
    'two: the provision was deleted, \[k3v7q0m2a1\] sec_1$'
run praxis code anchor meetings one k3v7q0m2a1 --heading --quote Duties --to two
like 'words of a heading' "$out" 'two: unchanged, \[k3v7q0m2a1\] sec_1$'
run praxis --lang fr code anchor meetings one k3v7q0m2a3 --to two
like 'in French' "$out" '^two'
run praxis --json code anchor meetings one k3v7q0m2a2 --start 4 --end 9
like 'W3C selectors' "$out" '"type": "TextQuoteSelector"'
like 'the words' "$out" '"exact": "chair"'
like 'the state as data' "$out" '"state": "changed"'

run praxis code anchor meetings one k3v7q0m2a2 --quote 'no such words'
fails 4 'words that are not there'
run praxis code anchor meetings one k3v7q0m2a2 --quote 'a'
fails 3 'words that are there twice'
like 'what to do about it' "$err" 'quote more of it'
run praxis code anchor meetings one k3v7q0m2a2 --start 3 --end 4000
fails 3 'words beyond the text'
run praxis code anchor meetings one 0000000000
fails 4 'a provision that is not there'
run praxis code anchor meetings one k3v7q0m2a2 --to three
fails 4 'a version that is not there'
done_testing
