#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis code search: the same hits as the page, with its filters.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
for version in 1 2; do
    cat >draft.md <<EOT
# Chapter 1 Risks {#0123456789 .chapter}

## Measure 1.1 Systemic risk {#abcde12345 .measure}

A provider looks for systemic risks in version $version. {#abcde12346}

A provider mends what it finds. {#abcde12347}
EOT
    praxis --quiet code import draft.md --code walk --version "$version"
    praxis --quiet code publish walk "$version" --accept-doubts
done

run praxis code search systemic risk
succeeds 'two words'
like 'the heading first' "$(printf '%s\n' "$out" | head -n 1)" \
    '^walk 2 abcde12345 \(measure\): Measure 1.1 Systemic'
like 'with where it stands' "$out" 'in Chapter 1 Risks'
like 'and how many there are' "$out" 'provisions 1 to 2 of 2'
run praxis code search --version 1 systemic
like 'an older version' "$out" '^walk 1 '
unlike 'without the newer one' "$out" '^walk 2 '
run praxis code search --all systemic
like 'every version' "$out" 'of 4$'
run praxis code search --kind measure mends
like 'a measure has the words of its paragraphs' "$out" '^walk 2 abcde12345'
run praxis code search measure 1.1
like 'a number' "$(printf '%s\n' "$out" | head -n 1)" 'abcde12345'
run praxis code search abcde12347
like 'a lasting id' "$(printf '%s\n' "$out" | head -n 1)" 'abcde12347'
run praxis code search -- provider -mends
like 'a word that must not be there' "$out" '^walk 2 abcde12346'
unlike 'is not' "$out" abcde12347
run praxis code search sytemic
succeeds 'nothing found'
like 'is said' "$out" 'no published provision has all of these words: sytemic'
like 'with what was meant' "$out" 'did you mean: systemic'
run praxis --lang fr code search systemic
like 'another language has it' "$out" '2.*--lang en'
run praxis --json code search systemic
like 'as JSON' "$out" '"total": 2'
like 'with marks' "$out" '<mark>systemic</mark>|<mark>Systemic'
run praxis code search --code nothing systemic
fails 4 'a code that is not there'
run praxis code search --kind nothing systemic
fails 2 'a kind that is not there'
done_testing
