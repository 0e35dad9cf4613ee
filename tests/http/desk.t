#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The desk: what waits for whom.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
printf '# The code\n\nText.\n' >code.md
praxis --quiet code import code.md --code demo --version draft-1 --lang en
praxis --quiet process begin demo edition-2 --template gpai \
    --from "$(date -d '-400 days' +%F)" --title 'The <b>review</b>' --lang en
start_server || exit 1

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/  */ /g'
}

get /en/desk
is 'nobody has a desk' "$code" 401
get /en/desk.json
is 'nor its twin' "$code" 401

person_with reader
get /en/desk
is 'a reader has one' "$code" 200
secured 'the desk'
is 'which nobody else keeps' "$(header Cache-Control)" no-store
like 'it says kindly that nothing waits' "$body" 'Nothing waits for you at the moment'
like 'and what can be done meanwhile' "$(words)" 'What you can do here .*Read the codes'
like 'the head marks it' "$body" 'href="/en/desk" aria-current="page"'
get /en/desk.json
is 'the twin is empty too' "$body" '{"schema":1,"overdue":0,"items":[]}'

person_with secretariat
get /en/desk
like 'the secretariat is told what is overdue' "$(words)" \
    'things wait for you, the most urgent first\. [0-9]+ of them are overdue'
like 'with what to do' "$(words)" 'Kick-off plenary Mark this step as done, move it or cancel it'
like 'leading to the step' "$body" \
    'href="/en/codes/demo/processes/edition-2/plan#step-[a-z0-9]+"'
like 'and of the draft' "$(words)" 'The code Publish this draft when it is ready'
like 'sorts can be chosen' "$body" 'href="/en/desk\?only=steps-overdue"'
get '/en/desk?only=drafts-to-publish'
like 'one sort alone' "$(words)" 'Publish this draft'
unlike 'without the others' "$(words)" 'Mark this step'
like 'the chosen one is marked' "$body" 'only=drafts-to-publish" aria-current="true"'
get '/en/desk?only=%3Cscript%3E'
is 'a sort that there is not' "$code" 200
unlike 'breaks nothing' "$body" '<script>'
get /fr/desk
is 'in French' "$code" 200
get /en/desk.json
like 'the twin' "$body" '"source":"steps-overdue","count":1'
like 'has addresses without language' "$body" '"address":"/codes/demo/draft-1"'

window=$(praxis process show demo edition-2 --json | perl -MJSON::PP -0777 -ne '
    my ($s) = grep { $_->{kind} eq "written-feedback" && $_->{cycle} == 3 }
        @{decode_json($_)->{steps}};
    print $s->{id}')
praxis --quiet round open demo edition-2 "$window" --closes "$(date -d '+5 days' +%F)"
get /en/desk
like 'the end of a round is near' "$(words)" 'Be ready for the end of this round'
person_with member group:demo/edition-2/governance
get /en/desk
like 'members are told of the round' "$(words)" \
    'One thing waits for you\..*Comment on the draft while this round is open'
like 'with its deadline' "$body" '<span class="deadline" .*data-left='
unlike 'and of nothing of the secretariat' "$(words)" 'Mark this step|Publish this draft'
person_with editor code:demo
get /en/desk
like 'editors of their draft' "$(words)" 'Work on this draft'
stops 'the server ends well'
done_testing
