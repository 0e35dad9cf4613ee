#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comparing versions: on the terminal, as JSON, as HTML; then real drafts, each pair.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init --origin diff.example/log
cat >one.md <<'EOT'
---
title: Code of meetings
---

# Chapter 1 Duties {#0123456789 .chapter}

Chairs shall publish the agenda within 14 days. {#a000000001}

Nothing changes in this paragraph of the text. {#a000000002}

Members may ask for <b>more</b> of it. {#a000000003}

# Chapter 2 Rest {#a000000004 .chapter}

The minutes are kept in one place for everybody. {#a000000005}
EOT
cat >two.md <<'EOT'
---
title: Code of meetings
---

# Chapter 1 Duties {#0123456789 .chapter}

Chairs should publish the agenda within 30 days. {#a000000001}

Nothing changes in this paragraph of the text. {#a000000002}

The minutes are kept in one place for everybody. {#a000000005}

# Chapter 2 Rest {#a000000004 .chapter}

Wholly new words stand here, at the end. {#a000000006}
EOT
sed 's/30 days/7 days/' two.md >three.md
for label in one two three; do
    praxis code import $label.md --code c --version $label --quiet
done

run praxis code diff c one two
succeeds 'two versions'
like 'counts' "$out" '^one -> two: .*1 reworded, 1 moved, 1 new, 1 deleted'
like 'words' "$out" \
    'Chairs \[-shall-\]\{\+should\+\} publish the agenda within \[-14-\]\{\+30\+\} days'
like 'a weakened duty' "$out" 'v duty weakened: \[-shall-\] \{\+should\+\}'
like 'a longer deadline' "$out" 'v longer deadline: \[-within 14 days-\] \{\+within 30 days\+\}'
like 'where it came from' "$out" 'Chapter 1, paragraph 3: moved from Chapter 2, paragraph 1'
like 'what is deleted, with its version' "$out" 'Chapter 1, paragraph 3 \(one\): deleted'
unlike 'not what is kept' "$out" 'Nothing changes'
unlike 'no colours in a pipe' "$out" "$(printf '\033')"
run praxis --lang fr code diff c one two
succeeds 'in French'
run praxis code diff c one one
succeeds 'a version with itself'
like 'where all is kept' "$out" '^one -> one: [0-9]+ kept$'
run praxis code diff c one two --ignore-ids
succeeds 'by words alone'
like 'finds the same' "$out" '1 reworded, 1 moved, 1 new, 1 deleted'

run praxis --json code diff c one two
succeeds 'as JSON'
like 'with schema' "$out" '"schema": ?1'
like 'and duties' "$out" '"kind": ?"duty-weakened"'
run praxis --json code diff c one two three
succeeds 'three versions'
like 'are two comparisons' "$out" '"comparisons"'

run praxis code diff c one two --html inline.html
succeeds 'as HTML'
like 'says so' "$out" "inline\.html"
for form in --side-by-side --only-changes '--side-by-side --only-changes'; do
    # shellcheck disable=SC2086
    run praxis code diff c one two --html form.html $form
    succeeds "as HTML with $form"
    ok 'which is well-formed but for its void elements' \
        sh -c 'sed "/<style>/,/<\/style>/d; s/<meta[^>]*>//g; s/ open>/>/; s/<!DOCTYPE html>//" \
            form.html | xmllint --noout -'
done
run praxis code diff c one two three --html columns.html
succeeds 'three columns'
like 'one for each' "$(cat columns.html)" \
    '>Version one</th><th scope="col">Version two</th><th scope="col">Version three</th>'
unlike 'no script, nothing raw' "$(cat inline.html form.html columns.html)" '<script|<b>more'

run praxis code diff c one two three
fails 2 'three versions need --html or --json'
run praxis --json code diff c one two --html x.html
fails 2 'one of both'
run praxis code diff c one two --side-by-side
fails 2 'columns are for HTML'
run praxis code diff c one four
fails 4 'a version that is not there'
run praxis code diff d one two
fails 4 'a code that is not there'
run praxis code diff c one
fails 2 'one version alone'
run praxis code diff c one two --html no/such/place.html
not_ok 'a place that is not there' test "$status" = 0

if [ -d "${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/aipref" ]; then
    SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/aipref
    previous=
    for file in "$SHARED"/vocab-*.md; do
        label=$(basename "$file" .md)
        label=${label##*-}
        praxis code import "$file" --code vocab --version "$label" --quiet
        praxis --quiet code publish vocab "$label" --accept-doubts # the next one continues it
        if [ -n "$previous" ]; then
            run praxis code diff vocab "$previous" "$label"
            succeeds "AIPREF $previous and $label"
            run praxis code diff vocab "$previous" "$label" --ignore-ids --html "$label.html"
            succeeds 'also without ids, as HTML'
        fi
        previous=$label
    done
    like 'the last drafts differ' "$(praxis code diff vocab 04 05)" \
        'train-ai=y|\[-bots-\]'
    like 'rows of tables are plain cells' "$(praxis code diff vocab 04 05)" \
        '^    \[-AI Output \| ai-output \| AI Output-\]$'
else
    skip 'no shared data here'
fi
done_testing
