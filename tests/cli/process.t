#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Processes on the command line: begun from templates, planned, moved, done, cancelled, ended.
# shellcheck disable=SC1010 # a command has the word done
. "$(dirname "$0")/../lib.sh"

praxis --quiet init

# ---- Beginning
run praxis process begin gpai edition-2 --template gpai --from 2024-07-30
succeeds 'a process begins from a template of the program'
like 'it names the act' "$out" '^the process edition-2 of gpai has begun; the act is [0-9a-z]{26}$'
run praxis process begin gpai edition-2 --template gpai --from 2024-07-30
fails 5 'a process of that key is there'
run praxis process begin gpai edition-3 --template nothing --from 2024-07-30
fails 4 'there is no such template'
like 'the others are named' "$err" 'ai-content-marking, gpai'
run praxis process begin gpai edition-3 --template gpai --from soon
fails 3 'a day that is none'
run praxis process begin gpai 'edition 3' --from 2024-07-30 --title T
fails 3 'a key that is none'
run praxis process begin walk first --from 2024-07-30 --title 'A walk' --zone Asia/Tokyo
succeeds 'a process without a template'
run praxis process show walk first
like 'it says that nothing is planned' "$out" 'no step is planned'
run praxis process list gpai
like 'the list names it' "$out" '^edition-2 +gpai +Europe/Brussels +under way +Drawing-up'
run praxis --lang fr process list gpai
like 'in French too' "$out" 'Élaboration'
run praxis process list gpai --json
like 'as JSON' "$out" '"window_days": 14'
run praxis process list nothing
fails 4 'there is no such code'

# ---- The days of the first Code follow from its template
run praxis process show gpai edition-2
like 'the kick-off plenary' "$out" '^kick-off +2024-09-30 10:00 +2024-09-30 14:00 +planned'
like 'the first draft' "$out" '^draft-1 +2024-11-14 12:00'
like 'its window of two weeks' "$out" '^feedback-1 +2024-11-14 12:00 +2024-11-28 23:59'
like 'the second draft' "$out" '^draft-2 +2024-12-19 12:00'
like 'what adoption waits for is marked' "$out" '^adequacy-board \*'
like 'a group with its chapters' "$out" '^transparency-copyright +cpt0000000 cpc0000000'
run praxis process show gpai edition-2 --json
like 'steps as JSON' "$out" '"kind": "kick-off-plenary"'
like 'with instants' "$out" '"time": "2024-09-30T08:00:00Z"'

# ---- A template of one's own, and bad ones
cat >own.json <<EOT
{ "template": 1, "key": "own", "title": { "en": "Own" }, "zone": "UTC", "late": "mark",
  "window_days": 7, "steps": [
    { "key": "start", "kind": "plenary", "title": { "en": "Start" }, "days": 3 } ] }
EOT
run praxis process begin walk own --template ./own.json --from 2026-02-27
succeeds 'a template from a file'
run praxis process show walk own
like 'its step has its day' "$out" '^start +2026-03-02 +planned +Start'
sed 's/plenary/picnic/' own.json >bad.json
run praxis process begin walk bad --template ./bad.json --from 2026-02-27
fails 3 'a kind of step that is none'
like 'the place is named' "$err" "bad\.json: steps 1: .*'picnic'"
printf '{' >bad.json
run praxis process begin walk bad --template ./bad.json --from 2026-02-27
fails 12 'no JSON'
run praxis process begin walk bad --template ./missing.json --from 2026-02-27
fails 4 'no file'

# ---- Steps
run praxis step add gpai edition-2 --kind board --cycle 2 --starts '2025-01-22 10:00' --title Board
succeeds 'a step is planned'
like 'it gets a name' "$out" '^planned the step board-2;'
run praxis step add gpai edition-2 --kind picnic --title Picnic
fails 3 'a kind that is none'
run praxis step add gpai edition-2 --kind board --starts 2025-01-22 --ends 2025-01-21 --title B
fails 3 'an end before the beginning'
run praxis step move gpai edition-2 kick-off --starts 2024-10-07 --reason 'The hall.'
succeeds 'a step is moved'
run praxis process show gpai edition-2
like 'it keeps its hour and length' "$out" '^kick-off +2024-10-07 10:00 +2024-10-07 14:00'
run praxis step move gpai edition-2 kick-off --starts 2024-10-08
fails 2 'a reason is needed'
run praxis step move gpai edition-2 kick-off --starts 2024-10-08 --reason ' '
fails 3 'that says something'
run praxis step move gpai edition-2 nothing --starts 2024-10-08 --reason Why
fails 4 'there is no such step'
run praxis step change gpai edition-2 kick-off --lang fr --title 'Lancement' --required yes
succeeds 'a step is changed'
run praxis --lang fr process show gpai edition-2
like 'in its language' "$out" '^kick-off \* .*Lancement'
run praxis step change gpai edition-2 kick-off --required perhaps
fails 2 'yes or no'
printf 'minutes' >minutes.pdf
run praxis step done gpai edition-2 kick-off --on 2024-10-07 --document minutes.pdf
succeeds 'a step is done, with its document'
run praxis step done gpai edition-2 kick-off
fails 6 'once'
run praxis step cancel gpai edition-2 parliament-1 --reason 'No date.'
succeeds 'a step is cancelled'
run praxis process show gpai edition-2
like 'it stays to be seen' "$out" '^parliament-1 .* cancelled'
run praxis check
succeeds 'the house is whole, with the document'

# ---- The plan
run praxis process plan gpai edition-2
succeeds 'the plan is printed'
unlike 'without what was done' "$out" '\[kick-off\]'
like 'with what speaks against it' "$out" 'The window has few working days: [0-9]'
like 'and what was not verified' "$out" 'verified[.]$'
run praxis process plan gpai edition-2 --json
like 'typed warnings as JSON' "$out" '"rule": "window-working-days"'
like 'with their figures' "$out" '"limit": 10'

# ---- Groups
run praxis group form gpai edition-2 models --title Models --chapters k3v7q0m2a9,k3v7q0m2b0
succeeds 'a working group is formed'
run praxis group rescope gpai edition-2 governance --chapters cps0100000,cpt0000000
fails 6 'no chapter belongs to two groups'
like 'the other one is named' "$err" 'transparency-copyright'
run praxis group rescope gpai edition-2 governance --chapters cps0100000
succeeds 'a group gets other chapters'
run praxis group rename gpai edition-2 governance --title 'Governance'
succeeds 'a group is renamed'
run praxis process show gpai edition-2
like 'as it is now' "$out" '^governance +cps0100000 +Governance$'
run praxis group end gpai edition-2 governance --reason 'Done.'
succeeds 'a group ends'
run praxis process show gpai edition-2
unlike 'and is gone' "$out" '^governance '

# ---- In the dossier and in the log
run praxis dossier show gpai --kind step
like 'steps of the house stand in the dossier' "$out" 'First draft'
like 'with their own source' "$out" 'recorded in this house'
run praxis ledger verify
succeeds 'the log holds'

# ---- The end
run praxis process end gpai edition-2 --reason 'Adopted.'
succeeds 'a process ends'
run praxis step add gpai edition-2 --kind board --title Board
fails 6 'then nothing is planned any more'
done_testing
