#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Meetings over HTTP: who sees what for each role, forms, hostile uploads and texts.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>"><img src=x onerror=alert(1)>'
printf '# One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >draft.md
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
praxis --quiet code publish gpai draft-1
praxis --quiet process begin gpai e --template gpai --from 2025-01-13
praxis --quiet meeting call gpai e --kind provider-workshop --key ws --starts 2025-03-03T14:00 \
    --ends 2025-03-03T16:00 --title "Workshop $x" --body "Body $x" --place "SecretRoom $x" \
    --link https://secret.example.eu/meet --papers drafters
praxis --quiet meeting call gpai e --kind group-meeting --key gm --groups governance --cycle 1 \
    --starts 2025-03-04T14:00 --title 'Group meeting' --link https://secret.example.eu/group
praxis --quiet meeting call gpai e --kind plenary --key open --starts 2099-03-04T14:00 \
    --title 'Open meeting' --link https://open.example.eu/all --attend public --papers public
ws=$(praxis --json meeting show gpai/e/ws | jq -r .meeting.meeting)
gm=$(praxis --json meeting show gpai/e/gm | jq -r .meeting.meeting)
open=$(praxis --json meeting show gpai/e/open | jq -r .meeting.meeting)
printf 'SecretItem %s #aaaaaaaaa0\n' "$x" >agenda.txt
praxis --quiet meeting agenda gpai/e/ws agenda.txt --lang en
printf '%%PDF-1.7 secret-bytes\n' >slides.pdf
document=$(praxis --json meeting document gpai/e/ws slides.pdf --title "SecretSlides $x" |
    jq -r .document)
printf '# SecretMinutes\n\n%s [one](#aaaaaaaaa0)\n' "$x" >minutes.md
praxis --quiet meeting minutes gpai/e/ws minutes.md --lang en
praxis --quiet meeting attendance gpai/e/ws gpai-provider=15
praxis --quiet people add 'Pia Provider' --mail pia@example.eu --role member --scope code:gpai \
    --category gpai-provider
start_server || exit 1

# sees WORD: what of the workshop the present person finds anywhere.
sees() {
    all=
    for path in "/en/meetings/$ws" "/en/meetings/$ws.json" "/en/meetings/$ws/calendar.ics" \
        /en/codes/gpai/meetings /en/codes/gpai/meetings.json /en/codes/gpai/calendar.ics \
        /en/codes/gpai/feed.atom /en/feed.atom /en/codes/gpai/processes/e \
        /en/codes/gpai/processes/e.json /en/codes/gpai /en/log.json; do
        get "$path"
        all="$all$body"
    done
    seen=
    for word in SecretRoom secret.example.eu/meet SecretItem SecretSlides SecretMinutes; do
        case $all in *"$word"*) seen="$seen $word" ;; esac
    done
    get "/meetings/$ws/documents/$document"
    seen="$seen $code"
    printf '%s' "${seen# }"
}
place='SecretRoom secret.example.eu/meet'
papers='SecretItem SecretSlides'

is 'the public sees that there is a meeting, nothing else' "$(sees)" 404
get "/en/meetings/$ws"
is 'the page is there' "$code" 200
like 'it says who may attend' "$body" 'participating providers'
for role in reader observer member delegate contact-point; do
    if [ $role = reader ]; then person_with reader; else person_with $role code:gpai; fi
    is "$role who is no provider" "$(sees)" 404
done
sign_in_as pia@example.eu
is 'a provider sees the place, not the papers' "$(sees)" "$place 404"
person_with editor code:gpai
is 'an editor sees place and papers' "$(sees)" "$place $papers 200"
for role in vice-chair chair secretariat; do
    person_with $role code:gpai
    is "$role sees the draft too" "$(sees)" "$place $papers SecretMinutes 200"
done
person_with secretariat code:other 2>/dev/null ||
    {
        praxis --quiet code import draft.md --code other --version 1
        person_with secretariat code:other
    }
is 'the secretariat of another code sees nothing' "$(sees)" 404
get "/en/meetings/$ws/manage"
is 'and holds nothing here' "$code" 403
get /en/codes/gpai/meetings/call
is 'nor calls' "$code" 403

# ---- The register, page by page
get "/en/codes/gpai/meetings.json"
is 'the register has all' "$(printf '%s' "$body" | jq -c '[.count, .previous, .next]')" \
    '[3,null,null]'
is 'the latest first' "$(printf '%s' "$body" | jq -r '[.meetings[].step] | join(" ")')" 'open gm ws'
get "/en/codes/gpai/meetings.json?after=$open"
is 'a page behind one' "$(printf '%s' "$body" | jq -r '[.meetings[].step] | join(" ")')" 'gm ws'
is 'knows the page before' "$(printf '%s' "$body" | jq -r .previous)" \
    "/en/codes/gpai/meetings.json?before=$gm"
get "$(printf '%s' "$body" | jq -r .previous)"
is 'which is the first' "$(printf '%s' "$body" | jq -r '[.meetings[].step] | join(" ")')" open
is 'from where one goes on' "$(printf '%s' "$body" | jq -r .next)" \
    "/en/codes/gpai/meetings.json?after=$open"
get "/en/codes/gpai/meetings?kind=group-meeting&after=$open"
like 'with what was chosen' "$body" "/codes/gpai/meetings\?kind=group-meeting&(amp;)?before=$gm"
like 'and counted' "$body" 'One meeting'
like 'in the other language too' "$body" "/fr/codes/gpai/meetings\?kind=group-meeting"
get "/en/codes/gpai/meetings?after=nosuchmeeting"
is 'a page begins at a meeting' "$code" 422
for path in processes/e.json processes/e/cycles/1.json processes/e/groups/governance.json; do
    get "/en/codes/gpai/$path"
    like "$path has its meetings" \
        "$(printf '%s' "$body" | jq -r '[.meetings[].step] | join(" ")')" gm
done

# A chair of one group.
person_with chair group:gpai/e/governance
chair=$person
get "/en/meetings/$gm"
like 'the chair of a group sees where it meets' "$body" 'secret.example.eu/group'
like 'and holds the meeting' "$body" "/en/meetings/$gm/manage"
get "/en/meetings/$ws/manage"
is 'but not that of others' "$code" 403
person_with member group:gpai/e/governance
get "/en/meetings/$gm"
like 'a member of the group sees it' "$body" 'secret.example.eu/group'
person_with member group:gpai/e/risk-assessment
get "/en/meetings/$gm"
unlike 'a member of another group does not' "$body" 'secret.example.eu/group'
get "/en/meetings/$gm/manage"
is 'a member holds nothing' "$code" 403
nobody
get "/en/meetings/$open"
like 'what is for everybody is seen by everybody' "$body" 'open.example.eu/all'
get "/en/meetings/$ws/manage"
is 'nobody has to sign in first' "$code" 401
get "/en/meetings/0123456789abcdefghjkmnpqrs"
is 'a guessed id' "$code" 404
get "/meetings/$open/documents/$document"
is 'a document by another meeting' "$code" 404

# ---- Place and link in a calendar
unfolded() {
    get "/en/meetings/$1/calendar.ics"
    printf '%s' "$body" | perl -0777 -pe 's/\r?\n //g; s/\r//g'
}
like 'a meeting by link alone has it as its place' "$(unfolded "$open")" \
    '^LOCATION;LANGUAGE=en:https://open.example.eu/all$'
like 'its page is another thing' "$(unfolded "$open")" "^URL:.*/en/meetings/"
person_with editor code:gpai
like 'a place comes before the link' "$(unfolded "$ws")" '^LOCATION;LANGUAGE=en:SecretRoom '
like 'which stands in the text' "$(unfolded "$ws")" '^DESCRIPTION.*https://secret.example.eu/meet'
unlike 'what is not changed has no sequence' "$(unfolded "$ws")" SEQUENCE
praxis --quiet meeting move "$ws" --starts 2025-03-03T15:00 --reason 'A strike'
like 'what was moved is told as newer' "$(unfolded "$ws")" '^SEQUENCE:1$'
like 'at its new hour' "$(unfolded "$ws")" '^DTSTART:20250303T140000Z'
nobody
get /en/codes/gpai/calendar.ics
steps=$(printf '%s' "$body" | perl -0777 -pe 's/\r?\n //g; s/\r//g')
# event MEETING: as it stands in the calendar of all steps.
event() {
    printf '%s' "$steps" | MEETING=$1 perl -0777 -ne '
        for (/BEGIN:VEVENT.*?END:VEVENT/gs) { print if m{^UID:\S*meetings/$ENV{MEETING}$}m }'
}
like 'the calendar of all steps has it as the same event' "$(event "$ws")" '^SEQUENCE:1$'
unlike 'without its place, which is not for everybody' "$(event "$ws")" 'LOCATION|SecretRoom'
like 'a place for everybody is told' "$(event "$open")" \
    '^LOCATION;LANGUAGE=en:https://open.example.eu/all$'

# ---- Forms
person_with secretariat code:gpai
post "/en/codes/gpai/meetings/call" do=call process=e attend=participants papers=participants \
    kind=board starts=2025-03-05 starts-hour=10:00 'link=javascript:alert(1)'
is 'a link that runs is refused' "$code" 422
like 'at its field' "$body" 'call-link-error'
post "/en/codes/gpai/meetings/call" do=call process=e attend=participants papers=participants
is 'a kind is needed' "$code" 422
post "/en/codes/gpai/meetings/call" do=call process=e attend=participants papers=participants \
    kind=board starts=2025-03-05 starts-hour=10:00 "title-en=$x" "body=$x" "place=$x"
is 'a meeting is called' "$code" 303
made=$(header Location)
get "$made"
is 'its page is there' "$code" 200
unlike 'what was typed is text' "$body" '<script>alert|<img src=x'
sign_in_as "$chair"
post "/en/codes/gpai/meetings/call" do=call process=e attend=groups papers=groups \
    kind=group-meeting starts=2025-03-06
is 'a chair names the own group' "$code" 422
post "/en/codes/gpai/meetings/call" do=call process=e attend=groups papers=groups \
    kind=group-meeting starts=2025-03-06 groups=governance
is 'and calls a meeting of it' "$code" 303
post "/en/codes/gpai/meetings/call" do=call process=e attend=groups papers=groups \
    kind=group-meeting starts=2025-03-06 groups=risk-assessment
is 'not of another' "$code" 422

person_with secretariat code:gpai
at=${made#"$url"}
get "$at/write/minutes?language=en"
from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
like 'the form knows what it was made from' "$from" '^[0-9a-f]{64}$'
post "$at/write/minutes?language=en" "made-from=$from" 'text=First words.'
is 'minutes are saved' "$code" 303
post "$at/write/minutes?language=en" "made-from=$from" 'text=Second words.'
is 'nobody is overwritten' "$code" 422
like 'what is there is shown' "$body" 'First words\.'
like 'what was typed too' "$body" 'Second words\.'
from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
post "$at/write/minutes?language=en" "made-from=$from" 'text=Both words. [x](#aaaaaaaaa0)'
is 'with both in sight it is saved' "$code" 303
get "$at/write/minutes?language=en"
from=$(printf '%s' "$body" | sed -n 's/.*name="made-from" value="\([0-9a-f]*\)".*/\1/p')
for bad in '[x](javascript:alert(1))' '[x](data:text/html,x)' '[x](//a.eu)' '[x](#zzzzzzzzz9)'; do
    post "$at/write/minutes?language=en" "made-from=$from" "text=$bad"
    is "refused: $bad" "$code" 422
done
post "$at/write/agenda?language=fr" "made-from=$(printf '' | sha256sum | cut -c 1-64)" \
    "text=Ouverture $x"
is 'an agenda in French' "$code" 303
post "$at/write/nothing" text=x
is 'there is no other part' "$code" 404
post "$at/manage" do=attendance gpai-provider=many
is 'attendance is numbers' "$code" 422
post "$at/manage" do=attendance gpai-provider=7 academia=2
is 'attendance' "$code" 303
post "$at/manage" do=nothing
is 'no other form' "$code" 422

# upload FILE TYPE [NAME]
upload() {
    get "$at/manage" -F "csrf=$csrf" -F do=document-add --form-string "title=$x" \
        -F "file=@$1;type=$2;filename=${3:-$1}"
}
printf 'MZ\220\000\003\000' >evil.pdf
upload evil.pdf application/pdf
is 'a program that calls itself a PDF' "$code" 422
printf 'PK\003\004 no archive' >evil.docx
upload evil.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document
is 'a broken archive' "$code" 422
: >empty.pdf
upload empty.pdf application/pdf
is 'an empty file' "$code" 422
upload slides.pdf text/html '../../etc/pass"wd<b>.html'
is 'a PDF whatever it is called' "$code" 303
printf '<html><script>alert(1)</script>' >page.html
upload page.html text/html
is 'a page is plain text' "$code" 303
get "$at.json"
name=$(printf '%s' "$body" | jq -r '.papers.documents[0].name')
is 'the name is cleaned' "$name" 'passwdb.html'
file=$(printf '%s' "$body" | jq -r '.papers.documents[1].document')
get "/meetings/${at##*/}/documents/$file"
is 'what is given back is never a page' "$(header Content-Type)" 'text/plain; charset=utf-8'
like 'and is saved' "$(header Content-Disposition)" '^attachment; filename="page.html"'
like 'without guesses' "$(header X-Content-Type-Options)" nosniff
head -c 21000000 /dev/zero >large.pdf
upload large.pdf application/pdf
is 'too large' "$code" 413

# ---- Publishing
post "$at/manage" do=publish
is 'the record is published' "$code" 303
nobody
get "$at"
like 'everybody reads the minutes' "$body" 'Both words'
like 'with links to provisions' "$body" 'href="/en/codes/gpai/p/aaaaaaaaa0"'
unlike 'and nothing that runs' "$body" '<script>alert|<img src=x|javascript:'
like 'how many attended' "$body" '>9<'
get "/meetings/${at##*/}/documents/$file"
is 'and has the documents' "$code" 200
get "$at.json"
is 'the twin too' "$(printf '%s' "$body" | jq -r '.papers.minutes[0].text')" \
    'Both words. [x](#aaaaaaaaa0)'
get '/en/codes/gpai/meetings.json?category=academia'
is 'the register knows who attended' "$(printf '%s' "$body" | jq '.meetings | length')" 1
get '/en/codes/gpai/meetings?kind=board'
like 'and filters' "$body" 'One meeting'
get "/fr$(printf '%s' "$at" | sed 's,^/en,,')"
is 'in French' "$code" 200
post "$at/manage" do=publish
is 'nobody publishes' "$code" 401

# ---- Time
person_with secretariat code:gpai
post "$at/manage" do=move starts=2025-04-01 reason=x
is 'what is published is not moved' "$code" 422
post "/en/meetings/$gm/manage" do=move starts=2025-04-01 starts-hour=10:00 "reason=$x"
is 'another meeting is moved' "$code" 303
get "/en/meetings/$gm"
like 'with its reason' "$body" '&lt;script&gt;alert'
post "/en/meetings/$gm/manage" do=cancel
is 'a cancellation has a reason' "$code" 422
post "/en/meetings/$gm/manage" do=cancel 'reason=Too few.'
is 'and is told' "$code" 303
get "/en/meetings/$gm/calendar.ics"
like 'the calendar too' "$body" 'STATUS:CANCELLED'
get "/en/meetings/$gm/manage" -F do=cancel -F reason=x
is 'without a token nothing happens' "$code" 403
stops 'it stops'
done_testing
