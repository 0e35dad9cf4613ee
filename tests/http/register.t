#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Documents of models over HTTP: what would be published, publishing, versions with what changed,
# files, feed, the register, and whether a domain is in it.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet model add example-lab 'Tiny 1'
m=/en/providers/example-lab/models/tiny-1
start_server || exit 1

get /en/register
is 'the register is there' "$code" 200
secured 'with its headers'
like 'and empty' "$body" 'No document has been published yet'
get $m/summary
is 'a summary that is not published is not there' "$code" 404
get $m/draft/summary
is 'what would be published is not public' "$code" 401

person_with compliance-officer provider:example-lab
post $m/fields/summary.1.3.e en=English fr=anglais
post $m/fields/summary.1.3.b text-value=473405 text-unit=tokens
post $m/fields/model.p.size value=15629
get $m/draft/summary
is 'the officer sees what would be published' "$code" 200
like 'with what was declared' "$body" 'English'
like 'with what is missing counted' "$body" 'have no answer'
like 'and the way to publish' "$body" 'name="publish"'
like 'what the checker says stands at the field' "$body" 'Error SUM-[0-9]+'
like 'and is counted' "$body" 'class="check-counts"'
for recipient in ai-office authority downstream; do
    get "$m/draft/model?recipient=$recipient"
    is "the form for $recipient" "$code" 200
    case $recipient in
    ai-office) like 'has the number of parameters' "$body" '15[^0-9]*629' ;;
    *) unlike "$recipient gets no number of parameters" "$body" '15[^0-9]{0,8}629' ;;
    esac
done
get "$m/draft/model?recipient=nobody"
is 'an unknown recipient' "$code" 404
for format in docx md html; do
    get "$m/draft/summary?recipient=public&format=$format"
    is "as $format" "$code" 200
done
get "$m/draft/summary?format=xlsx"
is 'no table of it' "$code" 404

post $m/draft/summary publish=yes
is 'with errors it is asked first' "$code" 422
like 'with a list of them' "$body" 'Publish in spite of [0-9]+ errors'
like 'each with its rule' "$body" '<abbr class="rule"[^>]*>SUM-'
confirm=$(printf '%s' "$body" | sed -n 's/.*name="confirm" value="\([^"]*\)".*/\1/p')
get $m/draft/summary
like 'nothing was published' "$body" 'Publish this version'
post $m/draft/summary publish=yes confirm=SUM-01:
is 'other errors are no confirmation' "$code" 422
post $m/draft/summary publish=yes "confirm=$confirm"
is 'it is published' "$code $(header Location)" "303 $m/summary/1"
post $m/fields/summary.1.3.e 'en=English, French' 'fr=anglais, français'
like 'exact sizes can be left out' "$(get $m/draft/summary; printf %s "$body")" 'name="ranges"'
post $m/draft/summary publish=yes ranges=yes
like 'and stay left out where errors are asked about' "$body" 'name="ranges" value="yes" checked'
post $m/draft/summary publish=yes ranges=yes "confirm=$confirm"
is 'a second version' "$(header Location)" "$m/summary/2"
get $m/summary/1.json
like 'the first has the exact size' "$body" '473405'
get $m/summary/2.json
unlike 'the second the range alone' "$body" '473405'
person_with engineer provider:example-lab
get $m/check/summary
is 'an engineer sees all findings' "$code" 200
like 'the errors first' "$body" 'id="mend-first"'
like 'that lead to their fields' "$body" "href=\"$m/fields/summary\.1\.2\.b\""
like 'then where they are' "$body" 'id="by-section"'
like 'and the score, criterion by criterion' "$body" 'criteria need a human'
get $m/check/summary.json
is 'as data' "$(printf '%s' "$body" | jq -r '[.form, .score.criteria[0].id, (.counts.errors > 0)]
    | map(tostring) | join(" ")')" 'summary D1 true'
get $m/check/model.json
is 'the other form has no score' "$(printf '%s' "$body" | jq -c '[.form, .score]')" '["model",null]'
get $m/check/letter
is 'a form that is none' "$code" 404
get $m
like 'the page of the model has them at the fields' "$body" '<abbr class="rule"[^>]*>SUM-25'
get $m.json
is 'its twin too' "$(printf '%s' "$body" |
    jq '[.forms[].check.counts.errors > 0] | all')" true
get $m/fields/summary.1.2.b
like 'the form of a field has its own' "$body" 'What the checker says'
get $m/fields/summary.1.2.b.json
is 'and its twin' "$(printf '%s' "$body" | jq -r '.findings[0].rule')" SUM-05
get $m/draft/summary
unlike 'an engineer is not led to publishing' "$body" 'name="publish"'
post $m/draft/summary publish=yes
is 'nor publishes' "$code" 403

nobody
get $m/check/summary
is 'findings are not public' "$code" 401
get "$m/summary?format=html"
unlike 'nor in what is published' "$body" 'SUM-[0-9]'
get $m/summary
is 'the public reads the newest' "$code" 200
like 'of its number' "$body" 'Version 2'
like 'with what changed' "$body" '<del>English</del>'
like 'and its act' "$body" '/en/log/'
get $m/summary/1
like 'the first version stays' "$body" 'There is a newer version'
get $m/summary/3
is 'one that is not there' "$code" 404
get $m/summary/x
is 'nor a word' "$code" 404
get $m/summary.json
is 'the twin is the form as data' "$(printf '%s' "$body" | jq -r .form)" summary
get "$m/summary/2?format=docx"
is 'as DOCX' "$(header Content-Type)" \
    application/vnd.openxmlformats-officedocument.wordprocessingml.document
get $m/feed.atom
is 'the feed has both versions' "$(printf '%s' "$body" | grep -c '<entry>')" 2
get "/fr${m#/en}/summary"
like 'in French' "$body" 'anglais'
get /en/register
like 'the register has it' "$body" "$m/summary/2"
unlike 'the newest alone' "$body" "$m/summary/1\""
get /en/register.json
is 'its twin too' "$(printf '%s' "$body" | jq -c '[.documents[] | [.model, .number]]')" \
    '[["tiny-1",2]]'
id=$(printf '%s' "$body" | jq -r '.documents[0].document')
for end in '' /feed /domains.csv; do
    get "/documents/$id$end"
    is "an address that documents print: $end" "$code" 302
    get "/en/documents/$id$end"
    is 'leads on' "$code" 303
done
get /en/documents/none
is 'an id that is none' "$code" 404
get $m
like 'the page of the model has both' "$body" "$m/summary/1"
get "/en/register/domains?domain=example.org"
is 'a domain is looked for' "$code" 200
like 'and what no means is told' "$body" 'does not say that its content was not used'
get "/en/register/domains?domain=%3Cscript%3E"
is 'what is no domain' "$code" 422
unlike 'is escaped' "$body" '<script>"'
get /en/register/domains
is 'the empty form' "$code" 200
get $m/summary/2/domains.csv
is 'a summary without domains has no list' "$code" 404

# ---- Of a version of the model alone: numbers of its own
praxis --quiet model change example-lab/tiny-1 --version 'Tiny 1.1'
praxis --quiet claims declare 'example-lab/tiny-1@Tiny 1.1' summary.1.3.e Maltese
praxis --quiet summary publish 'example-lab/tiny-1@Tiny 1.1'
get /en/register
like 'the register leads to it' "$body" "$m/summary/1\?of=Tiny(%20|\+)1\.1"
get "$m/summary/1?of=Tiny%201.1"
is 'it has its page' "$code" 200
like 'with what it says' "$body" 'Maltese'
like 'and files of its own' "$body" 'of=Tiny(%20|\+)1\.1&amp;format=docx'
get "$m/summary/1"
unlike 'which is not that of the model' "$body" 'Maltese'
get "$m/summary/1?of=Tiny%209"
is 'a version that is not there' "$code" 404
get "$m/feed.atom?of=Tiny%201.1"
is 'its feed' "$(printf '%s' "$body" | grep -c '<entry>')" 1
get /en/register.json
id=$(printf '%s' "$body" | jq -r '[.documents[] | select(.link | contains("of="))][0].document')
get "/en/documents/$id"
like 'its id leads there' "$(header Location)" 'summary/1\?of=Tiny'
get "/en/documents/$id/feed"
like 'and to its feed' "$(header Location)" 'feed\.atom\?of=Tiny'

stops 'the server ends'
done_testing
