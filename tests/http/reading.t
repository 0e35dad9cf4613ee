#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Reading a version: contents, defined terms, references, and what the dossier knows of a provision.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
cat >text.en.md <<'EOT'
# Chapter 1 Answers {#wk01000000 .chapter}

## Measure 1.1 Time {#wk01010000 .measure}

A provider answers each request in time; requests are kept
([Measure 1.2](#wk01020000)). {#wk01010001}

## Measure 1.2 Form {#wk01020000 .measure}

The form of a request is free, `request` or not. {#wk01020001}

# Terms {#wk02000000 .section}

{: #wk02000001}
Request {#wk02000002}
: a question that a provider must answer; requests are written;
EOT
sed 's/Chapter 1 Answers/Chapitre 1 Réponses/; s/Measure/Mesure/g; s/Request {/Demande {/
    s/A provider answers each request in time;/Le fournisseur répond à la demande ;/
    s/requests are kept/les demandes are kept/
    ' text.en.md >text.fr.md
cat >dossier.json <<'EOT'
{ "dossier": 1, "code": "walk", "part": "duties", "as_of": "2026-11-24",
  "code_title": { "en": "Walk", "fr": "Marche" },
  "sources": { "own": { "title": { "en": "Own text", "fr": "Texte propre" } } },
  "entries": [
    { "kind": "addressee", "key": "provider", "date": "2026",
      "title": { "en": "Providers <all>", "fr": "Fournisseurs" },
      "text": { "en": "All of them.", "fr": "Tous." },
      "sources": [ { "source": "own", "confidence": "primary" } ] },
    { "kind": "duty", "key": "answer", "date": "2026", "provision": "wk01010000",
      "addressees": [ "provider" ],
      "articles": [ { "act": "ai-act", "article": "53(1)(a)" } ],
      "terms": [
        { "type": "deadline", "value": 5, "unit": "business-day", "relation": "within",
          "what": { "en": "the answer is given", "fr": "la réponse est donnée" },
          "from": { "en": "the request", "fr": "la demande" },
          "unless": { "en": "it is withdrawn", "fr": "elle est retirée" } },
        { "type": "deadline", "value": 2, "unit": "month", "relation": "within",
          "what": { "en": "the answer is final", "fr": "la réponse est définitive" },
          "from": { "en": "the request", "fr": "la demande" },
          "unless": { "en": "it is withdrawn", "fr": "elle est retirée" } },
        { "type": "number", "value": 3, "unit": "item", "relation": "at-least",
          "what": { "en": "reasons", "fr": "motifs" } } ],
      "sources": [ { "source": "own", "confidence": "primary" } ] } ] }
EOT
for language in en fr; do
    praxis --quiet code import text.$language.md --code walk --version 1 --lang $language
done
praxis --quiet code publish walk 1
praxis --quiet dossier import dossier.json
start_server || exit 1

# What stands below a heading, on one line.
below() {
    printf '%s' "$body" | tr '\n' ' ' | grep -o "id=\"$1\">.*" | sed 's/<\/section>.*//'
}

get /en/codes/walk/1
is 'the text' "$code" 200
secured 'its page'
measure=$(below wk01010000)
like 'a term is a link to its definition' "$measure" \
    'each <a class="term" href="#wk02000002">request</a> in time'
like 'once below a heading' "$measure" '; requests are kept'
like 'a reference says where it leads' "$measure" \
    '<a href="#wk01020000" title="Measure 1.2 Form">Measure 1.2</a>'
like 'a heading leads to its provision through all versions' "$measure" \
    'class="through" href="/en/codes/walk/p/wk01010000"'
like 'again below the next heading, not in code' "$(below wk01020000)" \
    'of a <a class="term" href="#wk02000002">request</a> is free, <code>request</code>'
unlike 'not in its own definition' "$(below wk02000002)" 'class="term"'
like 'terms with the same condition stand together' "$measure" \
    '<b>within 5 business days</b> <span>the answer is given</span></dd><dd><b>within 2 months</b>'
like 'their condition stands once' "$measure" \
    'final</span></dd><dd class="counted">after the request</dd><dd class="counted">unless it is'
like 'a number has none' "$measure" '<b>at least 3</b> <span>reasons</span></dd></div>'
like 'whom it binds' "$measure" '<dd>Providers &lt;all&gt;</dd>'
like 'what it serves' "$measure" '<dd>Article 53[(]1[)][(]a[)] of the AI Act</dd>'
unlike 'a provision without duty has no box' "$(below wk01020000)" 'class="duty"'
like 'short contents are not folded' "$body" \
    '<li><a href="#wk01000000"><span class="num">Chapter 1</span> <span>Answers</span></a><ol>'

get /fr/codes/walk/1
is 'in French' "$code" 200
like 'terms too' "$body" 'à la <a class="term" href="#wk02000002">demande</a> ; les demandes'
like 'and duties' "$body" '<span>la réponse est donnée</span>'

get /en/codes/walk/1.json
printf '%s' "$body" >twin.json
# shellcheck disable=SC2016 # it is Perl
ok 'the twin has duties' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    my $d = $t->{duties}[0];
    exit !(@{$t->{duties}} == 1 && $d->{provision} eq "wk01010000"
        && $d->{terms}[0]{unit} eq "business-day" && $d->{addressees}[0] eq "provider")' twin.json

get /en/codes/walk/p/wk01010000
is 'the page of a provision' "$code" 200
like 'says what it sets' "$body" '<b>within 5 business days</b>'
like 'and by which source' "$body" '<span>Own text</span>, read in the primary text'
like 'leads to the next one' "$body" '<a rel="next" href="/en/codes/walk/p/wk01020000">'\
'<span>Next</span> <b lang="en">Measure 1.2 Form'
unlike 'the first has none before it' "$body" 'rel="prev"'
like 'references lead into the version' "$body" \
    '<a href="/en/codes/walk/1#wk01020000">Measure 1.2</a>'
get /en/codes/walk/p/wk01020000
like 'the last one leads back' "$body" 'rel="prev" href="/en/codes/walk/p/wk01010000"'
unlike 'and on to nothing' "$body" 'rel="next"'
get /en/codes/walk/p/wk01010000.json
printf '%s' "$body" >twin.json
# shellcheck disable=SC2016 # it is Perl
ok 'its twin says the same' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    exit !("@{$t->{above}}" eq "wk01000000" && !defined $t->{previous}
        && $t->{next} eq "wk01020000" && @{$t->{comparisons}} == 0
        && "@{[map { $_->{kind} } @{$t->{dossier}{entries}}]}" eq "addressee duty")' twin.json

stops 'the server ends well'
done_testing
