#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Adoption on the command line: step by step, in order, with documents; then the version.
. "$(dirname "$0")/../lib.sh"

printf '# One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version final
run praxis code adopt gpai final
fails 6 'without a process nothing is adopted'
praxis --quiet process begin gpai edition-1 --template gpai --from 2025-01-13
run praxis code adopt gpai final
fails 6 'nor while steps are missing'
for title in 'Final draft' 'presented by the chairs' 'Commission receives' \
    'decision of the Commission' 'decision of the AI Board'; do
    like "it names: $title" "$err" "$title"
done
r='praxis adoption record gpai edition-1'
run $r received --on 2025-07-10 --address https://example.eu/letter
fails 6 'the order is that of the template'
like 'it says what comes first' "$err" 'Final draft'
run $r final-draft --on 2025-07-03 --version final
fails 6 'a working version is no final draft'
praxis --quiet code publish gpai final
run $r final-draft --on 2025-07-03 --version final
succeeds 'the final draft'
run $r presented --on 2025-07-03
fails 3 'a step has a document'
run $r presented --on 2025-07-03 --address http://example.eu/x
fails 3 'by https'
run $r presented --on 2099-07-03 --address https://example.eu/x
fails 3 'what is done is not in the future'
printf '%%PDF-1.7\n' >slides.pdf
run $r presented --on 2025-07-03 --document slides.pdf
succeeds 'presented, with a file'
run $r received --on 2025-07-10 --address https://example.eu/letter
succeeds 'received, with an address'
run $r received --on 2025-07-10 --address https://example.eu/letter
fails 6 'once'
run $r adequacy-commission --on 2025-08-01 --address https://example.eu/opinion
succeeds 'adequacy of the Commission'
run praxis code adopt gpai final
fails 6 'one is missing still'
like 'which one' "$err" '^praxis: .*AI Board'
unlike 'and no other' "$err" 'Commission receives'
run praxis --json adoption show gpai edition-1
is 'so it says' "$(printf '%s' "$out" | jq .missing)" 1
run $r adequacy-board --on 2025-08-01 --address https://example.eu/board
succeeds 'adequacy of the Board'
run praxis --json code adopt gpai final
succeeds 'the version is adopted'
act=$(printf '%s' "$out" | jq -r .act)
run praxis ledger prove "$act" -o adopted.proof
succeeds 'its act is proved'
run praxis code adopt gpai final
fails 6 'once'
run praxis code list
like 'its state is told' "$out" 'adopted'
run praxis code import draft.md --code gpai --version final
fails 6 'it is never changed'
run praxis adoption show gpai edition-1
unlike 'nothing is missing' "$out" 'missing'
run praxis check
succeeds 'the house is whole'
done_testing
