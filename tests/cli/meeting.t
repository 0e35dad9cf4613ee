#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Meetings on the command line: called, prepared, published, corrected; moved and cancelled.
. "$(dirname "$0")/../lib.sh"

printf '# One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet process begin gpai edition-2 --template gpai --from 2025-01-13

# ---- Calling
run praxis meeting call gpai edition-2 kick-off --link javascript:alert\(1\)
fails 3 'a link that runs is refused'
run praxis meeting call gpai edition-2 kick-off --place 'Room 1' --link https://meet.example.eu/x
succeeds 'a planned step is called'
like 'with its act' "$out" '^the meeting [0-9a-z]{26} is called; the act is [0-9a-z]{26}$'
run praxis meeting call gpai edition-2 kick-off
fails 6 'only once'
run praxis meeting call gpai edition-2 --kind group-meeting --starts 2025-03-03T14:00
fails 3 'a meeting of groups names them'
run praxis meeting call gpai edition-2 --kind group-meeting --key wg1-first --groups governance \
    --cycle 1 --starts 2025-03-03T14:00 --ends 2025-03-03T16:00 --title 'Group 1'
succeeds 'a new meeting of a group'
run praxis meeting call gpai edition-2 --kind draft --starts 2025-03-03
fails 3 'a draft is no meeting'
run praxis meeting call gpai edition-2 --kind board
fails 3 'nor is anything without a day'
run praxis meeting call gpai edition-2 --kind board --starts 2025-03-05 --attend all
fails 2 'audiences are of a list'

# ---- The register
run praxis meeting list gpai
like 'lists both' "$out" '^2 of 2 meetings$'
run praxis meeting list gpai --max 1
like 'page by page' "$out" "^there are more; '--after [0-9a-z]{26}' goes on$"
run praxis --json meeting list gpai --max 1
is 'the later one first' "$(printf '%s' "$out" | jq -r '.meetings[].step')" kick-off
is 'of so many' "$(printf '%s' "$out" | jq .count)" 2
run praxis --json meeting list gpai --max 1 --after "$(printf '%s' "$out" | jq -r .next)"
is 'then the other' "$(printf '%s' "$out" | jq -r '.meetings[].step')" wg1-first
is 'and no more' "$(printf '%s' "$out" | jq .next)" null
run praxis meeting list gpai --after nosuchmeeting
fails 3 'a page begins at a meeting'
run praxis --json process show gpai edition-2
is 'the process has them too' "$(printf '%s' "$out" | jq -r '[.meetings[].step] | join(" ")')" \
    'kick-off wg1-first'
is 'and who leads its groups' "$(printf '%s' "$out" | jq '.groups[0].leaders | length')" 0
run praxis --json meeting list gpai --group governance
is 'filtered by group' "$(printf '%s' "$out" | jq -r '.meetings[].title')" 'Group 1'
run praxis --json meeting list gpai --kind kick-off-plenary
is 'by kind' "$(printf '%s' "$out" | jq '.meetings | length')" 1
run praxis --json meeting list gpai --cycle 1
is 'by cycle' "$(printf '%s' "$out" | jq '.meetings | length')" 1
run praxis --json meeting list gpai --category academia
is 'by who attended' "$(printf '%s' "$out" | jq '.meetings | length')" 0

# ---- Papers
m=gpai/edition-2/kick-off
printf 'Opening\nChapter one #aaaaaaaaa0\n' >agenda.txt
run praxis meeting agenda $m agenda.txt
succeeds 'an agenda'
printf 'Something #ccccccccc2\n' >wrong.txt
run praxis meeting agenda $m wrong.txt
fails 3 'of provisions that are there'
like 'it says which' "$err" 'ccccccccc2'
printf '%%PDF-1.7\n\342\343\n' >slides.pdf
printf 'MZ\220\000\003' >evil.pdf
run praxis --json meeting document $m slides.pdf --title 'Slides'
succeeds 'a document'
document=$(printf '%s' "$out" | jq -r .document)
run praxis meeting document $m evil.pdf
fails 26 'by its bytes, not by its name'
run praxis meeting document $m
fails 2 'file or --remove'
run praxis meeting attendance $m gpai-provider=15 civil-society=40 academia=0
succeeds 'attendance'
run praxis meeting attendance $m friends=3
fails 3 'of categories that are there'
run praxis meeting attendance $m academia
fails 2 'with numbers'
printf '# Minutes\n\nSee [one](#aaaaaaaaa0).\n' >minutes.md
printf '[x](javascript:alert(1))\n' >bad.md
run praxis meeting minutes $m bad.md --lang en
fails 3 'minutes do not run anything'
run praxis meeting publish $m
fails 6 'nothing is published without minutes'
run praxis meeting minutes $m minutes.md --lang en
succeeds 'minutes'
printf 'Compte rendu.\n' >minutes.fr.md
run praxis meeting minutes $m minutes.fr.md --lang fr
succeeds 'in the other language'
run praxis meeting minutes $m minutes.md --lang en \
    --made-from "$(printf x | sha256sum | cut -c 1-64)"
fails 6 'made from what is not there any more'
run praxis meeting show $m
like 'all is shown' "$out" 'Chapter one #aaaaaaaaa0'

# ---- Publishing
run praxis --json meeting publish $m
succeeds 'the record is published'
act=$(printf '%s' "$out" | jq -r .act)
run praxis --json meeting show $m --record 1
is 'with the digest of the minutes' \
    "$(printf '%s' "$out" | jq -r '.papers.minutes[] | select(.language == "en") | .sha256')" \
    "$(sha256sum <minutes.md | cut -c 1-64)"
is 'and of the document' "$(printf '%s' "$out" | jq -r '.papers.documents[0].sha256')" \
    "$(sha256sum <slides.pdf | cut -c 1-64)"
is 'it was held' "$(printf '%s' "$out" | jq -r '.meeting.state')" 'done'
is 'by so many' "$(printf '%s' "$out" | jq '.meeting.attended')" 55
run praxis --json meeting list gpai --category civil-society
is 'the register knows it' "$(printf '%s' "$out" | jq '.meetings | length')" 1
run praxis ledger prove "$act" -o meeting.proof
succeeds 'the act is proved'
run praxis meeting publish $m
fails 6 'nothing new, no further record'
run praxis meeting document $m --remove "$document"
succeeds 'a document is taken away'
run praxis meeting publish $m
fails 3 'a correction has a reason'
run praxis meeting publish $m --reason 'The slides were those of another day.'
succeeds 'a correction'
run praxis --json meeting show $m --record 1
is 'the first record stays' "$(printf '%s' "$out" | jq '.papers.documents | length')" 1
run praxis --json meeting show $m --record 2
is 'the second is without it' "$(printf '%s' "$out" | jq '.papers.documents | length')" 0
is 'both are listed' "$(printf '%s' "$out" | jq '.records | length')" 2
run praxis meeting move $m --starts 2025-06-01 --reason x
fails 6 'what was published is not moved'

# ---- Moving, cancelling
g=gpai/edition-2/wg1-first
run praxis meeting move $g --starts '2025-03-04 10:00' --reason 'The room is taken.'
succeeds 'a meeting is moved'
run praxis --json meeting show $g
is 'as long as before' "$(printf '%s' "$out" | jq -r '.meeting.ends.civil')" 2025-03-04T12:00:00
is 'with its reason' "$(printf '%s' "$out" | jq -r '.changes[0].reason')" 'The room is taken.'
run praxis step move gpai edition-2 wg1-first --starts '2025-03-05 10:00' --reason 'A strike.'
succeeds 'by its step in the plan too'
run praxis --json meeting show $g
is 'the meeting says so' "$(printf '%s' "$out" | jq -r '.changes[1].reason')" 'A strike.'
run praxis meeting cancel $g
fails 2 'a cancellation has a reason'
run praxis meeting cancel $g --reason 'Too few could come.'
succeeds 'a meeting is cancelled'
run praxis meeting agenda $g agenda.txt
fails 6 'and prepared no more'
run praxis meeting show gpai/edition-2/none
fails 4 'a meeting that is not there'
run praxis meeting show none
fails 2 'a name that is none'
run praxis --lang fr meeting list gpai
succeeds 'in French'
run praxis check
succeeds 'the house is whole'
run praxis ledger verify
succeeds 'the log holds'
done_testing
