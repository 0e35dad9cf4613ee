#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The pages of a code on the demonstration data: overview, history, process, exports, home.
# shellcheck disable=SC1091,SC2016,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

REVIEW=no "$PX_ROOT/tools/demo_house.sh" "$PRAXIS_HOUSE" >/dev/null 2>&1
start_server || exit 1

# The page in one line, without tags.
words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/  */ /g'
}

# ---- Overview
get /en/codes/gpai
is 'a code' "$code" 200
secured 'its page'
like 'says what it is' "$body" '<p class="lead">A voluntary instrument by which providers'
like 'that its text is a retelling' "$body" '<p class="notice">The text in this house retells'
like 'leads to the text' "$body" '<a class="button" href="/en/codes/gpai/final">Read version final'
like 'has a picture' "$body" \
    '<svg class="tl-picture" .*role="group" aria-labelledby="tl-title tl-desc"'
like 'with a description' "$body" '<desc id="tl-desc">50 steps and rounds'
like 'whose marks lead to the history' "$body" \
    '<a class="tl-drafts" href="[a-z/]*history#step-draft-1"><title>14 November 2024: First draft'
unlike 'with nothing inline' "$body" 'style='
like 'the same as a table' "$body" \
    '<td>14 November 2024</td><td><a href="/en/codes/gpai/history#step-draft-1">'
like 'a window has its length' "$body" '<p class="cycle-days">open for 14 days</p>'
like 'and its figures' "$(words)" \
    'first draft 14 to 28 November 2024 open for 14 days 354 submissions'
like 'groups have names over time' "$(words)" \
    '4 Governance risk mitigation for systemic risk 30 July 2024 Internal risk management'
like 'and people' "$body" '<strong>Yoshua Bengio</strong> <span class="sub-inline">chair'
like 'risks lead to their provision' "$body" '<a href="/en/codes/gpai/p/cpa0104003">'
like 'signatories' "$body" '<strong>xAI</strong>'
like 'with the chapters that they signed' "$(words)" 'Only these chapters: Chapter 3'
like 'its feed is announced' "$body" \
    '<link rel="alternate" type="application/atom\+xml" href="/en/codes/gpai/feed.atom"'
like 'and that of the house' "$body" \
    '<link rel="alternate" type="application/atom\+xml" href="/en/feed.atom"'
get /fr/codes/gpai
nbsp=$(printf '\302\240')
like 'also in French' "$body" "14${nbsp}novembre 2024"
unlike 'with French texts' "$body" 'First draft'
like 'and a space before the colon' "$body" "<title>14${nbsp}novembre 2024${nbsp}: Premier projet"

get /en/codes/training-summary
like 'a code has the title of its dossier, not of its newest version' "$body" \
    '<h1>Template of the public summary of training content</h1>'
like 'two versions are compared' "$body" 'href="/en/codes/training-summary/compare/2025-01/2025-07"'
get /en/codes/ai-content-marking
is 'a code without text' "$code" 200
like 'says so' "$body" 'The text of this code is not in this house'
get /en/codes/open-drafting
is 'a code without history' "$code" 200
unlike 'has no timeline' "$body" 'tl-picture'
get /en/codes/open-drafting/history
is 'nor a page of it' "$code" 404

# ---- Twins
get /en/codes/gpai.json
printf '%s' "$body" >en.json
get /fr/codes/gpai.json
printf '%s' "$body" >fr.json
ok 'the twin has it all, with the same keys in both languages' perl -MJSON::PP -e '
    sub shape { my ($v) = @_;
        ref $v eq "HASH" ? "{" . join(",", map { "$_:" . shape($v->{$_}) } sort keys %$v) . "}"
        : ref $v eq "ARRAY" ? "[" . join(",", map { shape($_) } @$v) . "]" : "" }
    my @t = map { local (@ARGV, $/) = "$_.json"; decode_json(<>) } qw(en fr);
    my @e = @{$t[0]{dossier}{entries}};
    exit !(@e > 200 && $t[0]{dossier}{as_of} =~ /^\d{4}-\d\d-\d\d$/
        && shape($t[0]) eq shape($t[1]) && grep { $_->{kind} eq "step" } @e)'
get /en/codes/gpai/history.json
printf '%s' "$body" >history.json
ok 'that of the history has steps and rounds alone' perl -MJSON::PP -0777 -ne '
    my @e = @{decode_json($_)->{dossier}{entries}};
    exit !(@e == 50 && !grep { $_->{kind} !~ /^(step|round)$/ } @e)' history.json

# ---- History
get /en/codes/gpai/history
is 'the history' "$code" 200
secured 'its page'
like 'a row has its address' "$body" '<tr id="step-kick-off" tabindex="-1">'
like 'a source is linked, and how sure it is' "$body" \
    '<a href="https://[^"]*/ai-code-practice" rel="external">.*<span class="confidence sure">read'
like 'sources that differ are both told' "$(words)" '427 submissions Third draft of the Code'
like 'a step is an event for calendars' "$body" 'href="/en/codes/gpai/calendar/kick-off.ics"'
is 'all of them' "$(printf '%s\n' "$body" | grep -c '<tr id="step-')" 50
get '/en/codes/gpai/history?source=commission-chronology'
chronology=$(printf '%s\n' "$body" | grep -c '<tr id="step-')
ok 'fewer of one source' test "$chronology" -ge 20 -a "$chronology" -lt 50
like 'robots leave a choice out' "$body" '<meta name="robots" content="noindex">'
like 'the other language keeps it' "$body" \
    'hreflang="fr" href="/fr/codes/gpai/history\?source=commission-chronology"'
like 'the chosen one is marked' "$body" \
    'aria-current="true">European Commission, page on the drawing-up'
get '/en/codes/gpai/history?cycle=2&kind=draft'
is 'one step of a kind and cycle' "$(printf '%s\n' "$body" | grep -c '<tr id="step-')" 1
like 'a choice keeps the others' "$body" 'href="/en/codes/gpai/history\?kind=draft&amp;cycle=1"'
unlike 'nothing is offered that leads to nothing' "$body" 'kind=parliament&amp;cycle=2'
get '/en/codes/gpai/history?kind=%22%3E%3Cb%3E'
is 'a kind that there is not' "$code" 200
like 'has no steps' "$body" 'No step is of this choice'
unlike 'and breaks nothing' "$body" '<b>'

# ---- Process
get /en/codes/gpai/process
is 'the process' "$code" 200
like 'has facts' "$body" 'Shape of the process'
like 'and criticisms with their answer' "$(words)" \
    'The consultation in summer was too short. Eleven industry associations , 8 August 2024'
get /en/codes/ai-content-marking/process
like 'a process that nobody criticised' "$body" '<h1>What is known of the process</h1>'
like 'in the twin too' "$(curl -s "$url/en/codes/gpai/process.json")" '"kind":"criticism"'

# ---- Exports
for format in md:text/markdown akn:application/akn.xml html:text/html json:application/json; do
    get "/codes/open-drafting/1/export/${format%%:*}/fr"
    is "exported as ${format%%:*}" "$code" 200
    like 'its type' "$(header Content-Type)" "^${format#*:}"
    like 'its name' "$(header Content-Disposition)" \
        '^attachment; filename="open-drafting-1\.fr\.[a-z]+"$'
    praxis code export open-drafting 1 --format "${format%%:*}" --lang fr -o wanted >/dev/null
    ok 'the bytes of the command' cmp -s "$WORK/.body" wanted
done
get /codes/open-drafting/1/export/pdf/fr
is 'a format that there is not' "$code" 404
get /codes/open-drafting/1/export/md/de
is 'a language that there is not' "$code" 404
printf '# A {#0123456789 .chapter}\n\nText.\n' >secret.md
praxis --quiet code import secret.md --code secret --version 1 --lang en
get /codes/secret/1/export/md/en
is 'a version that is not published' "$code" 404

# ---- Home
get /en/
like 'home tells where a code stands' "$(words)" \
    'Last step [^<]+ 2 August 2026 Next step Deadline for models on the market'
like 'and what is open' "$body" 'No round of feedback and no call is open today'
cat >soon.json <<'EOT'
{ "dossier": 1, "code": "secret", "part": "history", "as_of": "2026-01-01",
  "sources": { "us": { "title": { "en": "Us" } } },
  "entries": [ { "kind": "round", "key": "all-century", "date": "2001-01-01",
    "until": "2100-12-31", "title": { "en": "A long window" },
    "sources": [ { "source": "us", "confidence": "primary" } ] } ] }
EOT
run praxis dossier import soon.json
succeeds 'a round that is open'
get /en/
like 'is on the first page' "$body" \
    '<li><a href="/en/codes/secret/history#step-all-century">A long window'
get /fr/
like 'in the language that there is' "$body" 'lang="en">A long window'
get /en.json
printf '%s' "$body" >home.json
ok 'codes with a text first, then as things happened' perl -MJSON::PP -e '
    my $t = do { local $/; decode_json(<>) };
    exit("@{[map { $_->{code} } @{$t->{codes}}]}" ne
        "gpai training-summary open-drafting ai-content-marking secret")' home.json
ok 'and in its twin' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    my ($c) = grep { $_->{code} eq "gpai" } @{$t->{codes}};
    exit !($t->{open}[0]{code} eq "secret" && $t->{open}[0]{round}{key} eq "all-century"
        && $c->{last_step}{key} && $c->{next_step}{key})' home.json
# ---- A draft of a later edition does not take the place of the final text
printf '# One\n\nWords of the next edition.\n' >next.md
praxis --quiet code import next.md --code gpai --version next-1
praxis --quiet code publish gpai next-1
get /en/codes/gpai
like 'what was handed over as final comes first' "$body" \
    '<a class="button" href="/en/codes/gpai/final">Read version final'
like 'the draft second' "$body" 'href="/en/codes/gpai/next-1">Read the newest draft, next-1'
get /en/
like 'on the first page too' "$body" 'href="/en/codes/gpai/final">Read version final'
stops 'the server ends well'
done_testing
