#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The search: hits with marks and places, filters, numbers, proposals, other languages, its twin.
# shellcheck disable=SC1091,SC2154,SC2016 # http.sh sets code, head and body; quoted is Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
for language in en fr; do
    praxis --quiet code import "$PX_ROOT/data/codes/gpai.final.$language.md" --code gpai \
        --version final --lang "$language"
done
praxis --quiet code publish gpai final
for version in 1 2; do
    printf '# Walk %s {#0123456789 .chapter}\n\nSystemic things. {#0123456781}\n' "$version" >w.md
    praxis --quiet code import w.md --code walk --version "$version" --lang en
    praxis --quiet code publish walk "$version" --accept-doubts
done
start_server || exit 1

# json PERL: whether an expression over the twin in $t holds.
json() {
    printf '%s' "$body" | perl -MJSON::PP -0777 -ne 'my $t = decode_json($_); exit !('"$1"')'
}

get '/en/search'
is 'the empty form' "$code" 200
like 'says what can be found' "$body" 'A number or a lasting id'
secured 'it'

get '/en/search?q=serious+incidents'
is 'hits' "$code" 200
like 'are marked' "$body" '<mark>Serious incident</mark>'
like 'lead to the text' "$body" 'href="/en/codes/gpai/final#cps0900000"'
like 'say where they stand' "$body" 'Chapter 3 Safety and security'
like 'name the code' "$body" 'General-purpose AI code of practice, in our own words, version final'
like 'can be narrowed, with numbers' "$body" \
    'q=serious%20incidents&amp;kind=measure">Measure \([0-9]+\)'
like 'without other engines' "$body" 'noindex'

get '/en/search?q=serious+incidents&kind=measure'
like 'a filter is chosen in the form' "$body" '<option value="measure" selected>'
like 'and can be taken back' "$body" \
    'href="/en/search\?q=serious%20incidents" aria-current="true"'
get '/en/search.json?q=serious+incidents&kind=measure'
ok 'only measures are left' json \
    '@{$t->{hits}} && !grep { $_->{kind} ne "measure" } @{$t->{hits}}'

get '/en/search?q=measure+7.6'
named=$(printf '%s\n' "$body" | grep -c 'has the number or id')
is 'a number leads to its provision first' "$named" 1
for typed in measure+7.6 7.6 mesure+7.6 cps0706000; do
    get "/en/search.json?q=$typed"
    ok "$typed is first" json '$t->{hits}[0]{id} eq "cps0706000" && $t->{hits}[0]{named}'
done
get '/fr/search.json?q=mesure+7.6'
ok 'in French too' json '$t->{hits}[0]{id} eq "cps0706000" && $t->{hits}[0]{language} eq "fr"'

get '/en/search?q=sytemic+Rsik'
like 'what was meant is proposed' "$body" \
    'Did you mean <a href="/en/search\?q=systemic%20Risk">systemic Risk</a>\?'
get '/en/search.json?q=sytemic'
ok 'in the twin too' json '$t->{suggestion} eq "systemic" && $t->{total} == 0'
get '/en/search.json?q=sytemic&kind=citation'
ok 'only what finds something' json '!defined $t->{suggestion}'

get '/en/search?q=fournisseurs'
like 'nothing found' "$body" 'Nothing found'
like 'but in another language' "$body" \
    'href="/fr/search\?q=fournisseurs" hreflang="fr">Found in the texts in French: [0-9]+'
get '/en/search?q=fournisseurs&lang=fr'
like 'texts of another language can be chosen' "$body" '<h3 lang="fr">'

get '/en/search.json?q=systemic+things'
ok 'each provision once, the newest' json '$t->{total} == 1 && $t->{hits}[0]{version} eq "2"'
get '/en/search.json?q=systemic+things&version=*'
ok 'every version' json '$t->{total} == 2 && @{$t->{counts}{versions}} == 2'
get '/en/search.json?q=systemic+things&code=walk&version=1'
ok 'an older version' json '$t->{total} == 1 && $t->{hits}[0]{version} eq "1"'
get '/en/search?q=systemic&code=walk'
like 'versions of the code are offered' "$body" '<option value="1">1</option>'

get '/en/search.json?q=%22systemic+risk%22'
ok 'a phrase' json '$t->{total} > 0 && $t->{total} < 60'
get '/en/search.json?q=model&page=2'
ok 'pages go on' json '$t->{page} == 2 && @{$t->{hits}} && $t->{total} > 20'
get '/en/search?q=model&page=50'
like 'behind the last' "$body" 'No more results'
get '/en/search?q=%22%20-%20%2A%28'
is 'signs only' "$code" 200
get '/en/search?q=x&code=%22%20OR%20x&kind=%3Cb%3E&version=%27&lang=xx'
is 'filters that are none' "$code" 200
get '/en/search?q=x&lang=1'
is 'a language that is none' "$code" 422
stops 'the server ends well'
done_testing
