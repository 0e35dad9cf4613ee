#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The codes of the demonstration house have fixed ids: each provision that the program makes of a
# text has the id that stands in the file, in both languages. tests/structure/data.t asks the rest.
. "$(dirname "$0")/../lib.sh"

# of_text CODE VERSION LANGUAGE: the lasting ids, one a line, in the order of the text.
of_text() {
    praxis --json code show "$1" "$2" --lang "$3" | sed -n 's/.*"id": "\(.*\)".*/\1/p'
}

praxis --quiet init
for english in "$PX_ROOT"/data/codes/*.en.md; do
    name=$(basename "$english" .en.md)
    for language in en fr; do
        file=$PX_ROOT/data/codes/$name.$language.md
        run praxis --json code import "$file" --code "${name%%.*}" --version "${name#*.}" \
            --lang "$language"
        succeeds "$name is imported ($language)"
        like 'nothing of it is without its place' "$out" '"warnings": \[\]'
        of_text "${name%%.*}" "${name#*.}" "$language" | sort >ids
        tr -d '\n' <"$file" | grep -o '{:\?[[:space:]]*#[0-9a-z]\{10\}' | sed 's/.*#//' |
            sort >fixed
        is "every provision has its id ($language)" "$(comm -23 ids fixed | tr '\n' ' ')" ''
        is "and every id its provision ($language)" "$(comm -13 ids fixed | tr '\n' ' ')" ''
    done
    praxis --quiet code publish "${name%%.*}" "${name#*.}"
done
done_testing
