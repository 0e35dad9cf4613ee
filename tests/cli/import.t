#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Importing drafts: formats, preview, the version that is continued.
. "$(dirname "$0")/../lib.sh"

# The whole house: every file but what SQLite makes beside the database, and every row.
state() {
    (cd house && find files keys -type f | sort | xargs sha256sum)
    sqlite3 house/house.db .dump
}

praxis --quiet init
cat >draft.md <<'EOT'
# Openness {#0123456789 .chapter}

Everybody can read the text.

{::unknown}

## Measure 1.1 Windows {.measure}

- at least fourteen days
- announced before they open
EOT

# ---- Preview
if command -v sqlite3 >/dev/null; then
    state >before.txt
    run praxis code import draft.md --code walk --version 1 --preview
    succeeds 'a preview of the first import'
    like 'says that nothing was changed' "$out" \
        '^preview of walk 1 \(en\), nothing was changed: 7 provisions'
    like 'counts kinds' "$out" 'kinds: chapter 1, measure 1, paragraph 2, list 1, point 2'
    like 'names what could not be placed with its line' "$out" '^line 5: the extension was kept'
    is 'the house is untouched' "$(state)" "$(cat before.txt)"
    run praxis code list
    unlike 'no code has been made' "$out" walk
else
    skip 'no sqlite3 here' 6
fi
run praxis --quiet code import draft.md --code walk --version 1
succeeds 'the import'
sed '/announced/d' draft.md >shorter.md
if command -v sqlite3 >/dev/null; then
    state >before.txt
    run praxis code import shorter.md --code walk --version 1 --preview
    like 'a preview tells what would go' "$out" 'would lose 1 provisions'
    is 'the house is untouched' "$(state)" "$(cat before.txt)"
else
    skip 'no sqlite3 here' 2
fi
run praxis --json code import shorter.md --code walk --version 1 --preview
succeeds 'a preview as data'
like 'says so' "$out" '"preview": true'
like 'names the format' "$out" '"format": "markdown"'
like 'warnings are objects' "$out" '"kind": "extension"'
like 'with lines' "$out" '"line": 5'
like 'kinds are counted' "$out" '"point": 1'

# ---- Formats and options
run praxis code import draft.md --code walk --version 1 --format markdown
succeeds 'a format by name'
run praxis code import draft.md --code walk --version 1 --format wordstar
fails 3 'a format that is not known'
like 'with those that are' "$err" 'auto.*markdown'
for label in compare history p export 1.json draft.ics x.atom; do
    run praxis code import draft.md --code reserved --version "$label"
    fails 3 "an address of the site as a label: $label"
    like 'says why' "$err" "'$label' cannot be the label of a version, because an address"
done
run praxis code import draft.md --code reserved --version history-1 --preview
succeeds 'a label that only begins like one'
run praxis code import draft.md --code walk --version 1 --changes perhaps
fails 2 'changes are accepted or refused'
run praxis code import draft.md --code walk --version 1 --changes refuse
succeeds 'a format without changes has none to refuse'

# ---- The version that is continued
run praxis code import draft.md --code walk --version 2 --base 7
fails 4 'a version to continue that is not there'
like 'the ones that there are' "$err" 'the code has 1$'
run praxis code import shorter.md --code walk --version 2
like 'the version before is continued' "$out" 'continues version 1'
run praxis code import draft.md --code walk --version 3 --base 1
like 'or the one that is named' "$out" 'continues version 1'
like 'with all its ids' "$out" ' 0 new'
run praxis --json code import draft.md --code walk --version 3
like 'which holds for the next import too' "$out" '"base": "1"'
run praxis code import draft.md --code other --version 1 --base 1
fails 4 'another code has no version to continue'
run praxis code list
unlike 'and is not made' "$out" '^other'
run praxis check
succeeds 'the house is whole'

# ---- Real drafts: six of them, one after the other
SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/aipref
if [ -d "$SHARED" ]; then
    praxis --quiet --house real init
    for n in 00 01 02 03 04 05; do
        run praxis --house real --json code import "$SHARED"/vocab-$n.md \
            --code vocab --version $n
        succeeds "vocab $n"
    done
    kept=$(printf '%s\n' "$out" | sed -n 's/.*"kept": \([0-9]*\),.*/\1/p')
    ok 'most of the last one has the ids of the one before' test "$kept" -gt 120
    before=$(praxis --house real --json code show vocab 05)
    praxis --quiet --house real code import "$SHARED"/vocab-05.md --code vocab \
        --version 05
    is 'imported again it is the same' "$(praxis --house real --json code show vocab 05)" "$before"
    praxis --quiet --house real code import "$SHARED"/vocab-03.md --code vocab \
        --version 05
    praxis --quiet --house real code undo vocab 05
    is 'and so it is when another one is taken back' \
        "$(praxis --house real --json code show vocab 05)" "$before"
    run praxis --house real check
    succeeds 'the house is whole'
else
    skip 'no shared data here' 10
fi
done_testing
