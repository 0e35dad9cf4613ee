#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The record of a group in a public repository becomes comments and answers: a small one that we
# wrote, then the real one of the AIPREF group, of which the figures are those of
# docs/importing-comments.md.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init --origin archive.example/log

draft() { # CODE VERSION FILE
    praxis --quiet code import "$3" --code "$1" --version "$2" >/dev/null &&
        praxis --quiet code publish "$1" "$2" --accept-doubts >/dev/null
}

cat >one.md <<'EOF'
# Lamps

## Scope

This code of practice is about lamps
that are left to burn in the rooms of a house.

## Duties

Whoever leaves a room turns the lamp off
unless somebody else is still in the room.
A lamp of more than sixty watts is looked at twice.
EOF
sed 's/turns the lamp off$/shall turn the lamp off at once/' one.md >two.md
draft lamps 1 one.md
draft lamps 2 two.md
cat >archive.json <<'EOF'
{"repo": "example/lamps",
 "issues": [
  {"number": 1, "title": "Watts", "author": "reader-one", "labels": ["editorial"],
   "state": "CLOSED",
   "body": "\r\n\r\n> A lamp of more than sixty watts is looked at twice.\r\n\r\n[Who](#no)?",
   "createdAt": "2026-01-05T10:00:00Z", "closedAt": "2026-01-08T10:00:00Z",
   "comments": [{"author": "editor-one", "body": "By whoever leaves.",
    "createdAt": "2026-01-08T09:59:00Z"}]},
  {"number": 2, "title": "On Section 1", "author": "reader-two", "labels": [], "state": "OPEN",
   "body": "It is too wide.", "createdAt": "2026-01-06T10:00:00Z", "closedAt": null,
   "comments": []}],
 "pulls": [
  {"number": 3, "title": "Say at once", "author": "editor-one", "labels": [], "state": "MERGED",
   "body": "Closes #1.", "createdAt": "2026-01-07T10:00:00Z", "closedAt": "2026-01-08T10:00:00Z",
   "mergedAt": "2026-01-08T10:00:00Z",
   "reviews": [
    {"id": "R1", "commit": {"abbreviatedOid": "aa"}, "author": "reader-two", "state": "COMMENTED",
     "body": "", "createdAt": "2026-01-07T11:00:00Z", "comments": [
      {"originalPosition": 4, "createdAt": "2026-01-07T11:00:00Z",
       "body": "```suggestion\r\nWhoever leaves a room shall turn the lamp off at once\r\n```"},
      {"originalPosition": 9, "createdAt": "2026-01-07T11:01:00Z", "body": "What of candles?"}]},
    {"id": "R2", "commit": {"abbreviatedOid": "aa"}, "author": "editor-one", "state": "APPROVED",
     "body": "", "createdAt": "2026-01-07T12:00:00Z", "comments": [
      {"originalPosition": 9, "createdAt": "2026-01-07T12:00:00Z", "body": "Another code."}]}]}]}
EOF
dates=lamps/1=2026-01-01,lamps/2=2026-01-20

run praxis comments import-record archive.json lamps --dates "$dates" --preview
succeeds 'a preview'
like 'what would come in' "$out" '4 comments would come in with 3 answers; 0 are there'
run praxis comments import-record archive.json lamps --dates "$dates" --json
succeeds 'the import'
json=$out
ask() { printf '%s' "$json" | jq -r "$1"; }
is 'that the preview left nothing behind' \
    "$(ask '.imported, .answered, .known')" "$(printf '4\n3\n0')"
is 'quoted words' "$(ask '.comments[0] | .version, .found_by, .exact, .status')" \
    "$(printf '%s\n' 1 quote 'A lamp of more than sixty watts is looked at twice' \
        accepted-with-modifications)"
is 'a section by its number' "$(ask '.comments[1] | .found_by, .exact, .status')" \
    "$(printf 'section\n\nnull')"
is 'the replaced line of a proposal' \
    "$(ask '.comments[2] | .found_by, .exact, .wording, .status')" \
    "$(printf '%s\n' suggestion 'Whoever leaves a room turns the lamp off' \
        'Whoever leaves a room shall turn the lamp off at once' accepted)"
is 'a question with its reply' \
    "$(ask '.comments[3] | .found_by, .status')" "$(printf 'nothing\nnoted')"
is 'how many remarks stand where' "$(ask '.inline | .all, .words, .provision, .draft, .replies')" \
    "$(printf '2\n1\n0\n1\n1')"
run praxis comments import-record archive.json lamps --dates "$dates"
like 'that nothing comes in twice' "$out" '0 comments came in with 0 answers; 4 were there'
run praxis check
succeeds 'the house is whole'

run praxis comments import-record archive.json nothing
fails 4 'a code that is not there'
run praxis comments import-record archive.json lamps --dates soon
fails 3 'a date that is none'
like 'how to write it' "$err" 'code/label=2025-04-28'
echo '{"issues": [{"number": 7}]}' >bad.json
run praxis comments import-record bad.json lamps
fails 3 'an archive without what it needs'
echo '{"repo": "a/b", "issues": [{"number": 7, "title": "x", "createdAt": "soon"}]}' >bad.json
run praxis comments import-record bad.json lamps
like 'which issue and which field' "$err" "'createdAt' of issue 7"
echo '[' >bad.json
run praxis comments import-record bad.json lamps
fails 12 'what is no JSON'

SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/aipref
if [ ! -d "$SHARED" ]; then
    skip 'no shared data here (aipref)' 6
    done_testing
fi
for file in "$SHARED"/*.md; do
    name=$(basename "$file" .md)
    draft "${name%-*}" "${name##*-}" "$file"
done
dates=vocab/00=2025-04-28,vocab/01=2025-06-18,vocab/02=2025-07-20,vocab/03=2025-09-05
dates=$dates,vocab/04=2025-10-23,vocab/05=2025-11-28,attach/00=2025-06-15,attach/01=2025-06-18
dates=$dates,attach/02=2025-07-20,attach/03=2025-09-05
run praxis comments import-record "$SHARED/archive.json" vocab attach --dates "$dates" --json
succeeds 'the record of the AIPREF group'
json=$out
is 'all of it' "$(ask '.imported, .answered')" "$(printf '280\n215')"
is 'issues: all, on words, on a provision, on the draft' \
    "$(ask '.issues | [.all, .words, .provision, .draft] | @csv')" 102,23,6,73
is 'remarks on lines, and replies to them' \
    "$(ask '.inline | [.all, .words, .provision, .draft, .replies] | @csv')" 139,18,23,98,57
is 'proposals that the next draft has, nearly has, does not have' "$(ask '.inline.statuses |
    [.accepted, ."accepted-with-modifications", ."not-accepted"] | @csv')" 29,8,18
run praxis check
succeeds 'the house is whole'
done_testing
