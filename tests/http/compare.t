#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The pages of comparisons: two versions and three, their forms, twins and links, the choice of
# versions, what cannot be compared.
# shellcheck disable=SC1091,SC2016,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

# take VERSION LANGUAGE: imports standard input.
take() {
    cat >"$1.$2.md"
    praxis --quiet code import "$1.$2.md" --code walk --version "$1" --lang "$2"
}

# sound NAME: every id of the last page stands once, every link within it leads to one.
sound() {
    printf '%s' "$body" >"$WORK/page.html"
    ok "$1: ids and links are sound" perl -0777 -ne '
        my %ids;
        $ids{$1}++ while / id="([^"]*)"/g;
        my @bad = map { "id $_ stands $ids{$_} times" } grep { $ids{$_} > 1 } keys %ids;
        while (/ href="#([^"]*)"/g) { push @bad, "nothing at #$1" if !$ids{$1} }
        print "$_\n" for @bad;
        exit !!@bad' "$WORK/page.html"
}

praxis --quiet init
take 1 en <<'EOT'
# Openness {#0123456789 .chapter}

Everybody may read the text within 14 days before it is discussed. {#read000001}

A comment that was sent in time is answered by the chair. {#answer0001}

# Meetings {#abcde12345 .chapter}

A meeting is announced ten days before it begins. {#meet000001}
EOT
take 1 fr <<'EOT'
# Ouverture {#0123456789 .chapter}

Chacun peut lire le texte dans les 14 jours avant qu'on en débatte. {#read000001}

Un commentaire envoyé à temps reçoit une réponse du président. {#answer0001}

# Réunions {#abcde12345 .chapter}

Une réunion est annoncée dix jours avant son début. {#meet000001}
EOT
praxis --quiet code publish walk 1
take 2 en <<'EOT'
# Openness {#0123456789 .chapter}

Everybody shall read the text within 7 days before it is discussed. {#read000001}

# Meetings {#abcde12345 .chapter}

A meeting is announced ten days before it begins. {#meet000001}

A comment that was sent in time is answered by the chair. {#answer0001}
EOT
take 2 fr <<'EOT'
# Ouverture {#0123456789 .chapter}

Chacun doit lire le texte dans les 7 jours avant qu'on en débatte. {#read000001}

# Réunions {#abcde12345 .chapter}

Une réunion est annoncée dix jours avant son début. {#meet000001}

Un commentaire envoyé à temps reçoit une réponse du président. {#answer0001}
EOT
praxis --quiet code publish walk 2
take 3 en <<'EOT'
# Openness {#0123456789 .chapter}

Everybody shall read the text within 7 days before it is discussed. {#read000001}

# Meetings {#abcde12345 .chapter}

A comment that was sent in time is answered by the chair. {#answer0001}

Minutes are published, which nobody asked for. {#minute0001}
EOT
praxis --quiet code publish walk 3
cp 3.en.md draft.md
take 4 en <draft.md
start_server || exit 1

get /en/codes/walk/compare/1/2
is 'two versions' "$code" 200
secured 'their page'
sound 'one column'
like 'says what it is' "$body" '<h1>Changes from version 1 to version 2</h1>'
like 'has a sum for each chapter' "$body" '<a href="#0123456789">Openness</a></th>'
like 'marks words' "$body" 'Everybody <del data-w="deleted">may</del><ins data-w="inserted">shall'
like 'says that a duty is stronger' "$body" 'Asks for more'
like 'a change has its lasting id' "$body" '<div class="c-row reworded d1" id="read000001">'
like 'leads to the old text' "$body" '<a href="/en/codes/walk/1#read000001">in version 1</a>'
like 'to the new text' "$body" '<a href="/en/codes/walk/2#read000001">in version 2</a>'
like 'to its provision' "$body" '<a href="/en/codes/walk/p/read000001">in all versions</a>'
like 'and to the next change' "$body" '<a href="#answer0001" aria-label="Next change">'
like 'a sign is left in the old place' "$body" 'id="a-answer0001"'
like 'the other form is offered' "$body" 'href="/en/codes/walk/compare/1/2\?view=side"'
like 'the French page too' "$body" 'hreflang="fr" href="/fr/codes/walk/compare/1/2"'
like 'and the twin' "$body" \
    '<link rel="alternate" type="application/json" href="/en/codes/walk/compare/1/2.json">'

get /fr/codes/walk/compare/1/2
like 'in French the French texts' "$body" '<del data-w="supprimé">peut</del>'
get '/en/codes/walk/compare/1/2?view=side'
sound 'side by side'
like 'has two columns' "$body" '<table class="c-columns c-columns-2">'
like 'the old text beside' "$body" 'id="a-read000001" data-v="Version 1"'
like 'is not for search engines' "$body" '<meta name="robots" content="noindex">'
get '/en/codes/walk/compare/1/2?only=changes&view=nonsense'
sound 'only changes'
like 'folds the rest' "$body" '1 unchanged provision</summary>'
like 'and keeps the form in the other language' "$body" \
    'href="/fr/codes/walk/compare/1/2\?only=changes"'
get /en/codes/walk/compare/2/1
like 'backwards' "$body" '<del data-w="deleted">shall</del><ins data-w="inserted">may'

get /en/codes/walk/compare/1/2/3
is 'three versions' "$code" 200
sound 'three columns'
like 'stand in three columns' "$body" '<table class="c-columns c-columns-3">'
like 'what is deleted has its id where it last stood' "$body" 'id="meet000001" data-v="Version 2"'

get /en/codes/walk/compare/1/2.json
is 'the twin' "$code $(header Content-Type)" '200 application/json'
printf '%s' "$body" >twin.json
ok 'tells the same' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    exit !($t->{schema} == 1 && $t->{code} eq "walk" && $t->{from}{version} eq "1"
        && $t->{counts}{reworded} == 1 && $t->{counts}{moved} == 1
        && $t->{duties}{stronger})' twin.json
get /en/codes/walk/compare/1/2/3.json
printf '%s' "$body" >twin.json
ok 'of three versions' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    exit !(@{$t->{comparisons}} == 2 && $t->{comparisons}[1]{to}{version} eq "3")' twin.json

get /fr/codes/walk/compare/2/3
like 'where French is missing English is compared' "$body" '<div class="c-text" lang="en">'
like 'and the page says so' "$body" '<p class="notice">'
like 'deleted words are told in French' "$body" 'data-w="supprimé"'

while read -r path status words; do
    get "/en/codes/$path"
    is "$path" "$code" "$status"
    like "$path: says why" "$body" "$words"
done <<'CASES'
walk/compare/1/1 422 ersion .*1.* cannot be compared with itself
walk/compare/1/2/2 422 ersion .*2.* cannot be compared with itself
walk/compare/1/9 404 has no version
walk/compare/3/4 404 no version .*4.* that is published
walk/compare/1/2/4 404 no version .*4.* that is published
none/compare/1/2 404 none
none/compare 404 none
CASES

get /en/codes/walk/compare
is 'the choice of versions' "$code" 200
secured 'its page'
like 'offers the newest pair' "$body" \
    '<a href="/en/codes/walk/compare/2/3">Changes from version 2 to version 3</a>'
unlike 'and no working version' "$body" 'value="4"'
get '/en/codes/walk/compare?from=1&to=3&next=&view=side&only=changes'
is 'its form leads on' "$code $(header Location)" \
    '303 /en/codes/walk/compare/1/3?view=side&only=changes'
get '/fr/codes/walk/compare?from=1&to=2&next=3'
is 'also to three' "$code $(header Location)" '303 /fr/codes/walk/compare/1/2/3'
get '/en/codes/walk/compare?from=1&to=1'
is 'the same version twice' "$code" 200
like 'is an error of the form' "$body" 'Choose two different versions'
like 'which keeps what was chosen' "$body" '<option value="1" selected>'
get '/en/codes/walk/compare?from=1&to=4'
like 'nor is a working version taken' "$body" 'Choose versions that are in the lists'
get '/en/codes/walk/compare?from=1&to=//evil.example'
is 'nor anything else' "$code" 200
get /en/codes/walk/compare.json
printf '%s' "$body" >twin.json
ok 'its twin lists the pairs' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    exit !(@{$t->{versions}} == 3 && @{$t->{comparisons}} == 2
        && $t->{comparisons}[0]{link} eq "/en/codes/walk/compare/2/3")' twin.json

printf '# Alone {#0000000001 .chapter}\n' >one.md
praxis --quiet code import one.md --code alone --version 1 --lang en
praxis --quiet code publish alone 1
get /en/codes/alone/compare
like 'one version is not enough' "$body" 'There is nothing to compare yet'
printf '# Seul {#0000000001 .chapter}\n' >one.md
praxis --quiet code import one.md --code alone --version 2 --lang fr
praxis --quiet code publish alone 2
get /en/codes/alone/compare/1/2
is 'no language in common' "$code" 404
like 'is said' "$body" 'no language in which all of these versions have a text'

for shape in '' '?view=side' '?only=changes' '?view=side&only=changes'; do
    get "/en/codes/walk/compare/1/3$shape"
    sound "from 1 to 3 $shape"
done
stops 'the server ends well'
done_testing
