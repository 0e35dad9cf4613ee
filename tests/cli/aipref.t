#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Real drafts: every AIPREF draft is imported, published, shown and proved.
. "$(dirname "$0")/../lib.sh"
needs_shared_data aipref

praxis --quiet init --origin aipref.example/log
praxis ledger checkpoint --key >key.txt
for file in "$SHARED"/*.md; do
    name=$(basename "$file" .md)
    code=${name%-*}
    label=${name##*-}
    run praxis code import "$file" --code "$code" --version "$label"
    succeeds "import of $name"
    run praxis code publish "$code" "$label" --accept-doubts
    succeeds "publication of $name"
    run praxis ledger prove "$code" "$label" -o "$name.proof"
    succeeds "proof of $name"
    run praxis ledger verify "$name.proof" --key key.txt
    succeeds "$name is in the log"
done
run praxis code show vocab 05
like 'a heading of the last one' "$out" 'Statements of Preference'
like 'a sentence of it' "$out" 'The vocabulary is a set of categories'
run praxis check
succeeds 'the house is whole'
done_testing
