#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The pages of processes: what they show to whom, their forms, their twins.
# shellcheck disable=SC1091,SC2016,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
printf '# The code {#aaaaaaaaa1}\n\n## Chapter 1 One {#aaaaaaaaa2 .chapter}\n\nText.\n\n' >code.md
printf '## Chapter 2 Two {#aaaaaaaaa3 .chapter}\n\nMore.\n' >>code.md
praxis --quiet code import code.md --code demo --version draft-1 --lang en
start_server || exit 1

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/  */ /g'
}

# What the last form of that name carries in a hidden field.
hidden() {
    printf '%s' "$body" | tr '\n' ' ' |
        sed -n "s/.*name=\"do\" value=\"$1\"[^>]*>[^<]*$(
        )<input type=\"hidden\" name=\"sure\" value=\"\([^\"]*\)\".*/\1/p"
}

of=/en/codes/demo/processes/edition-2

# ---- Begin a process
get /en/codes/demo/begin-process
is 'nobody begins a process' "$code" 401
person_with member code:demo
get /en/codes/demo/begin-process
is 'nor does a member' "$code" 403
get /en/codes/demo
unlike 'who is not led there' "$body" 'begin-process'
person_with secretariat
office=$jar
office_csrf=$csrf
get /en/codes/demo
like 'the secretariat is' "$body" 'href="/en/codes/demo/begin-process"'
get /en/codes/demo/begin-process
is 'and gets the form' "$code" 200
secured 'the form'
like 'with the templates' "$body" 'name="template" value="gpai"'
post /en/codes/demo/begin-process do=begin template=gpai key='Not a key' from=2031-01-13
is 'a bad key' "$code" 422
like 'is told at its field' "$body" 'id="begin-key-error"'
like 'what was typed stays' "$body" 'value="Not a key"'
post /en/codes/demo/begin-process do=begin template=gpai key=edition-2 from=2031-01-13 \
    'title-en=The <b>review</b>'
is 'a good form' "$code" 200
like 'is shown before it is done' "$(words)" 'These would be its steps.*: Kick-off plenary'
get "$of"
is 'and is not done yet' "$code" 404
post /en/codes/demo/begin-process do=begin template=gpai key=edition-2 from=2031-01-13 \
    'title-en=The <b>review</b>'
sure=$(hidden begin)
like 'the form comes back sealed' "$sure" '^[0-9a-f]{16}$'
post /en/codes/demo/begin-process do=begin template=gpai key=edition-2 from=2031-01-14 \
    'title-en=The <b>review</b>' "sure=$sure"
is 'changed, it is shown again' "$code" 200
post /en/codes/demo/begin-process do=begin template=gpai key=edition-2 from=2031-01-13 \
    'title-en=The <b>review</b>' "sure=$sure"
is 'sent again, the process begins' "$code $(header Location)" "303 $of"
post /en/codes/demo/begin-process do=begin template=gpai key=edition-2 from=2031-01-13
is 'only once' "$code" 422
like 'as its form says' "$(words)" 'There is a problem'

# ---- The process
nobody
get "$of"
is 'everybody reads it' "$code" 200
secured 'its page'
like 'its title is escaped' "$body" '<h1>The &lt;b&gt;review&lt;/b&gt;</h1>'
like 'one sentence says where it stands' "$(words)" 'This process has not begun yet\. Next: '
like 'there is a picture' "$body" '<svg class="tl-picture"'
like 'whose marks lead to the table' "$body" '<a class="tl-[a-z]*" href="#step-[a-z0-9]+"'
like 'cycles lead to their pages' "$body" "href=\"$of/cycles/1\""
like 'and groups' "$body" "href=\"$of/groups/[a-z-]+\""
unlike 'nothing can be changed' "$body" 'plan/add|/change"|form-group'
get /fr/codes/demo/processes/edition-2
is 'in French too' "$code" 200
get "$of.json"
ok 'its twin' sh -c 'printf "%s" "$1" | perl -MJSON::PP -0777 -ne "
    my \$t = decode_json(\$_);
    exit !(\$t->{process}{process} eq \"edition-2\" && @{\$t->{steps}} > 20
        && @{\$t->{groups}} == 4)"' \
    sh "$body"
get /en/codes/demo
like 'the code leads to it' "$body" "href=\"$of\""
get /en/codes/demo.json
like 'and its twin' "$body" '"processes":\[\{'
for page in /processes/none /processes/edition-2/cycles/9 /processes/edition-2/cycles/x \
    /processes/edition-2/groups/none; do
    get "/en/codes/demo$page"
    is "nothing at $page" "$code" 404
done

# ---- The plan
get "$of/plan"
is 'the plan' "$code" 200
like 'tells the zone' "$(words)" 'Times are in the zone Europe/Brussels'
unlike 'visitors change nothing' "$body" 'plan/add'
get "$of/plan.json"
like 'its twin has warnings' "$body" '"warnings":\['
step=$(praxis process show demo edition-2 --json | perl -MJSON::PP -0777 -ne '
    my ($s) = grep { $_->{kind} eq "kick-off-plenary" } @{decode_json($_)->{steps}};
    print $s->{id}')
window=$(praxis process show demo edition-2 --json | perl -MJSON::PP -0777 -ne '
    my ($s) = grep { $_->{kind} eq "written-feedback" } @{decode_json($_)->{steps}};
    print $s->{id}')
like 'a step has an id' "$step" '^[a-z0-9]+$'
for page in "/plan/$step" /plan/add /form-group /rounds/1 /groups/governance/change; do
    get "$of$page"
    is "nobody gets $page" "$code" 401
done
person_with chair code:demo
for page in "/plan/$step" /plan/add /form-group /rounds/1 /groups/governance/change; do
    get "$of$page"
    is "nor does a chair $page" "$code" 403
    post "$of$page" do=move starts=2031-02-01 reason=x
    is "nor sends it" "$code" 403
done
jar=$office
csrf=$office_csrf
get "$of/plan/$step"
is 'the secretariat gets the forms of a step' "$code" 200
like 'to move it' "$body" 'name="do" value="move"'
get "$of/plan/$window"
like 'and to open its window' "$body" 'name="do" value="open"'
post "$of/plan/$step" do=move starts=2031-03-04 starts-hour=25:00 'reason=Too early.'
is 'no such hour' "$code" 422
like 'is told at its field' "$body" 'id="move-starts-hour-error"'
post "$of/plan/$step" do=move starts=2031-03-04
is 'a move needs a reason' "$code" 422
post "$of/plan/$step" do=move starts=2031-03-09 starts-hour=10:00 'reason=The hall was taken.'
is 'a Sunday' "$code" 200
like 'is warned of' "$(words)" 'Before you save .*weekend'
sure=$(hidden move)
post "$of/plan/$step" do=move starts=2031-03-09 starts-hour=10:00 'reason=The hall was taken.' \
    "sure=$sure"
is 'and taken all the same' "$code $(header Location)" "303 $of/plan#step-$step"
get "$of/plan"
like 'the plan shows it' "$(words)" '9 March 2031, 10:00 '
like 'with the warning' "$(words)" 'Kick-off plenary .*Note [^.]*weekend'
post "$of/plan/add" do=add kind=parliament cycle=1 starts=2031-06-03 starts-hour=14:30 \
    'title-en=Exchange' 'title-fr=Échange' "sure=x"
if [ "$code" = 200 ]; then
    post "$of/plan/add" do=add kind=parliament cycle=1 starts=2031-06-03 starts-hour=14:30 \
        'title-en=Exchange' 'title-fr=Échange' "sure=$(hidden add)"
fi
is 'a step is added' "$code" 303
get /fr/codes/demo/processes/edition-2/plan
like 'in both languages' "$body" 'Échange'
post "$of/plan/add" do=add kind=feast cycle=0
is 'not of a kind that there is not' "$code" 422
post "$of/plan/$step" do=fly
is 'no such form' "$code" 422
post "$of/plan/$step" do=done on=2031-03-09 -H 'Sec-Fetch-Site: cross-site'
is 'from another site' "$code" 403

# ---- A round
# A round lasts at most a year, so that its days are counted from today.
day_on() {
    TZ=Europe/Brussels date -d "+$1 days" "+$2"
}
end=$(day_on 30 %F)
end_words=$(day_on 30 '%-d %B %Y')
later=$(day_on 40 %F)
later_words=$(day_on 40 '%-d %B %Y')
post "$of/plan/$window" do=open "closes=$end" late=mark
sure=$(hidden open)
[ "$code" != 200 ] || post "$of/plan/$window" do=open "closes=$end" late=mark "sure=$sure"
is 'a window opens' "$code" 303
get "$of/cycles/1"
is 'its cycle' "$code" 200
secured 'the cycle'
like 'says until when' "$(words)" \
    "Written feedback is open until $end_words, 23:59 \(CES?T\), for all who take part"
like 'what comes late' "$(words)" 'is accepted and marked as late'
like 'for the countdown' "$body" \
    '<span class="deadline" data-zone="Europe/Brussels" data-here="[^"]*" data-left="\{time\} left"'
like 'the secretariat may extend it' "$body" "href=\"$of/rounds/1\""
get "$of/rounds/1"
like 'with the present end' "$body" 'name="closes" type="date" value="'"$end"'"'
post "$of/rounds/1" do=extend "closes=$(day_on 29 %F)" 'reason=Earlier.'
is 'never shorter' "$code" 422
post "$of/rounds/1" do=extend "closes=$later" 'reason=<i>Holidays</i>'
sure=$(hidden extend)
[ "$code" != 200 ] || post "$of/rounds/1" do=extend "closes=$later" 'reason=<i>Holidays</i>' \
    "sure=$sure"
is 'but longer' "$code $(header Location)" "303 $of/cycles/1"
nobody
get "$of/cycles/1"
like 'with its reason for all' "$body" \
    "Extended from $end_words, 23:59 \(CES?T\) to $later_words, 23:59"
like 'escaped' "$body" '<q>&lt;i&gt;Holidays&lt;/i&gt;</q>'
unlike 'visitors extend nothing' "$body" 'rounds/1'
get "$of/cycles/1.json"
like 'the twin has it' "$body" '"state":"open".*"reason":"<i>Holidays</i>"'
get /en/
like 'the first page says that it is open' "$body" "<a href=\"$of/cycles/1\""
like 'and until when' "$(words)" "Open now .*open until $later_words, 23:59"
jar=$office
csrf=$office_csrf
post "$of/rounds/1" do=close 'reason=No longer needed.'
is 'closing early wants a second thought' "$code" 422
post "$of/rounds/1" do=close 'reason=No longer needed.' certain=1
is 'and is done then' "$code" 303
get "$of/rounds/1"
like 'what is closed stays closed' "$(words)" 'What is closed stays closed'
unlike 'no form is left' "$body" 'name="do" value="(extend|close)"'
get "$of/rounds/7"
is 'no such round' "$code" 404

# ---- Groups
get "$of/groups/governance/change"
is 'a group can be changed' "$code" 200
like 'its chapters are those of the text' "$body" 'value="aaaaaaaaa2"'
post "$of/groups/governance/change" do=rename 'title-en=Rules <b>' 'title-fr=Règles'
is 'renamed' "$code $(header Location)" "303 $of/groups/governance"
post "$of/groups/governance/change" do=rename
is 'not to nothing' "$code" 422
post "$of/groups/governance/change" do=rescope chapters=aaaaaaaaa2
is 'given a chapter' "$code" 303
nobody
get "$of/groups/governance"
is 'its page' "$code" 200
like 'its name is escaped' "$body" '<h1>Rules &lt;b&gt;</h1>'
like 'names over time' "$(words)" 'Names over time from [^ ]+ [^ ]+ [0-9]+ to'
unlike 'a chapter of a text that is not published is not told' "$body" 'aaaaaaaaa2'
like 'nobody leads it' "$(words)" 'Nobody leads this group yet'
praxis --quiet people add 'Known Name' --mail known@example.eu
praxis --quiet people grant known@example.eu member group:demo/edition-2/governance
praxis --quiet people add 'Secret Name' --mail secret@example.eu --display anonymous
praxis --quiet people grant secret@example.eu member group:demo/edition-2/governance
praxis --quiet people add 'Cora Chair' --mail cora@example.eu --display anonymous
praxis --quiet people grant cora@example.eu chair group:demo/edition-2/governance
get "$of/groups/governance"
like 'who agrees is named' "$body" 'Known Name'
unlike 'and nobody else' "$body" 'Secret Name'
like 'but those who write always are' "$body" 'Cora Chair'
like 'all are counted' "$(words)" '3 people in the group'
get "$of/groups/governance.json"
unlike 'nor in the twin' "$body" 'Secret Name'
person_with reader
get "$of/groups/governance"
unlike 'nor for a reader' "$body" 'Secret Name'
jar=$office
csrf=$office_csrf
get "$of/groups/governance"
like 'those who keep people see all' "$body" 'Secret Name'
post "$of/form-group" do=form key=extra 'title-en=Extra group' chapters=aaaaaaaaa3
is 'a group is formed' "$code $(header Location)" "303 $of/groups/extra"
post "$of/form-group" do=form key=extra 'title-en=Extra group'
is 'not twice' "$code" 422
post "$of/groups/extra/change" do=end 'reason=Its work is done.'
is 'and ended' "$code" 303
get "$of/groups/extra"
like 'which its page says' "$(words)" 'This group ended on'
get "$of/groups/extra/change"
is 'it changes no more' "$code" 404

# ---- Publishing a draft
get /en/codes/demo/draft-1
like 'a working version leads to its publication, from its head' "$body" \
    'class="button" href="/en/codes/demo/draft-1/publish"'
get /en/codes/demo/draft-1/publish
is 'the form' "$code" 200
like 'opens the round by itself' "$body" 'name="with_round" value="1" checked'
like 'leads back to the version by its label' "$body" 'href="/en/codes/demo/draft-1">draft-1</a>'
like 'and says how a time of day is written' "$body" 'As 14:00'
post /en/codes/demo/draft-1/publish do=publish process=edition-2 closes=2020-01-01 with_round=1
is 'a window that would be over' "$code" 422
post /en/codes/demo/draft-1/publish do=publish process=edition-2
is 'without a round' "$code" 200
like 'what will happen' "$(words)" \
    'Version draft-1 is published and never changes again\. The step “First draft” is marked as'
nobody
get /en/codes/demo/draft-1
is 'nothing is published yet' "$code" 404
get /en/codes/demo/draft-1/publish
is 'and nobody publishes it' "$code" 401
jar=$office
csrf=$office_csrf
post /en/codes/demo/draft-1/publish do=publish process=edition-2
sure=$(hidden publish)
post /en/codes/demo/draft-1/publish do=publish process=edition-2 "sure=$sure"
is 'sent again it is' "$code $(header Location)" '303 /en/codes/demo/draft-1'
nobody
get /en/codes/demo/draft-1
is 'everybody reads it' "$code" 200
get "$of/cycles/1"
like 'its cycle leads to it' "$body" 'href="/en/codes/demo/draft-1">Read version draft-1'
get "$of/groups/governance"
like 'and its chapter is told now' "$body" 'href="/en/codes/demo/p/aaaaaaaaa2"'
stops 'the server ends well'
done_testing
