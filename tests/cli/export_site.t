#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The static copy of the demonstration house, and of a small one: whole, sound, the same bytes each
# time, good under a plain server and in a lower folder; what it refuses and what it leaves alone.
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

# sound FOLDER: every address of its pages and feeds leads to a file of the copy and, with a
# fragment, to an id in it; nothing names the root of a server.
sound() {
    perl -MFile::Find -MFile::Basename -e '
        my ($root, $bad, $links, %ids) = ($ARGV[0], 0, 0);
        sub slurp { open(my $in, "<", $_[0]) or die "$_[0]: $!\n"; local $/; <$in> }
        sub breach { print "$_[0]\n" if $bad++ < 20 }
        my (@pages, @feeds);
        find({ no_chdir => 1, wanted => sub {
            push @pages, $_ if /\.html$/;
            push @feeds, $_ if /\.atom$/;
        } }, $root);
        for my $page (@pages) {
            my $html = slurp($page);
            $ids{$page}{$1} = 1 while $html =~ / id="([^"]*)"/g;
        }
        for my $page (@pages, @feeds) {
            my $html = slurp($page);
            while ($html =~ /<(\w+)[^<>]*? (?:href|src|action)="([^"]*)"/g) {
                my ($tag, $address) = ($1, $2);
                next if $address =~ /^(?:https?|mailto):/;
                $links++;
                breach("$page: $address"), next if $address =~ m{^/} || $address eq "";
                my ($path, $hash) = split(/#/, $address, 2);
                my $to = length $path ? dirname($page) . "/$path" : $page;
                1 while $to =~ s{[^/]+/\.\./}{};
                breach("$page: $address: no such file"), next if !-f $to || index($to, $root) != 0;
                breach("$page: $address: no such id")
                    if defined $hash && $to =~ /\.html$/ && !$ids{$to}{$hash};
            }
        }
        print "only $links links\n" if $links < 100;
        exit !($links >= 100 && $bad == 0)' "$1"
}

# All of the demonstration in the ring release. With sanitizers its longest text takes half a minute
# and shows nothing that the others do not: there it stays away, as does the review that is played
# on it, and its dossiers remain.
cp -r "$PX_ROOT/data" data
if [ "$PRAXIS" != "$PX_ROOT/build/praxis" ]; then
    rm data/codes/gpai.*
    export REVIEW=no
fi
DATA=$WORK/data "$PX_ROOT/tools/demo_house.sh" "$PRAXIS_HOUSE" >/dev/null || exit 1
run praxis export site public
succeeds 'the site is exported'
like 'it says what it wrote' "$out" "^wrote the site to 'public': [0-9]+ pages, [0-9]+ files"
unlike 'no link leads to a page that there is not' "$out" 'links to pages'
for file in index.html 404.html robots.txt en/index.html fr/index.html en.json \
    en/codes/open-drafting/index.html fr/codes/open-drafting/1/index.html \
    en/codes/open-drafting/1.json en/search/index.html fr/left-out/index.html log/checkpoint \
    assets/praxis.css assets/praxis.js assets/site_search.js \
    codes/open-drafting/1/source/en/open-drafting-1.en.md; do
    ok "there is $file" test -s "public/$file"
done
not_ok 'no site map without an address' test -e public/sitemap.xml
ok 'every link leads somewhere' sound "$WORK/public"
mv public/fr/left-out left-out
not_ok 'which a missing page would show' sound "$WORK/public"
mv left-out public/fr/left-out
page=$(cat public/en/codes/open-drafting/1/index.html)
like 'links name the file' "$page" 'href="\.\./\.\./\.\./\.\./fr/codes/open-drafting/1/index\.html"'
unlike 'no canonical address without an address' "$page" 'rel="canonical"'
like 'the search of the head leads to the list' "$page" \
    '<form action="\.\./\.\./\.\./search/index\.html" method="get">'
like 'the list of provisions replaces the search' "$(cat public/en/search/index.html)" \
    '<li data-words="[^"]+"><a href="\.\./codes/open-drafting/'
unlike 'forms are not there' "$(cat public/en/index.html)" '<form[^>]* action="[^"]*codes'
like 'the first page leads to each language' "$(cat public/index.html)" '<a href="fr/index\.html"'
unlike 'and sends nobody on' "$(cat public/index.html)" 'http-equiv|<script'
unlike 'a page for missing ones has no links that break' "$(cat public/404.html)" 'href='

like 'a feed leads to pages of the copy' "$(cat public/en/codes/gpai/feed.atom)" \
    '<link rel="alternate" type="text/html" href="index\.html"/>'
unlike 'a calendar has no addresses that do not hold' \
    "$(cat public/en/codes/gpai/calendar.ics)" '^URL'

# A small house for the rest.
PRAXIS_HOUSE=$WORK/small
run praxis init --origin code.example.eu/log
for version in 1 2; do
    for language in en fr; do
        praxis --quiet code import "$PX_ROOT/data/codes/open-drafting.1.$language.md" \
            --code open-drafting --version "$version" --lang "$language"
    done
    praxis --quiet code publish open-drafting "$version"
done
praxis --quiet dossier import "$PX_ROOT/data/dossiers/ai-content-marking.history.json"
rm -r public
run praxis export site public
succeeds 'a small one'
cp -r public before
sleep 1
run praxis --json export site public
succeeds 'a second export'
like 'replaces the first' "$out" '"replaced": true'
ok 'with the same bytes' diff -r before public
is 'and leaves nothing beside' "$(ls -d public*)" public

touch public/mine.txt
run praxis export site public
fails 5 'a file of others is not lost'
like 'it is named' "$err" "holds 'mine.txt'"
ok 'all is as it was' test -e public/mine.txt -a -e public/index.html
rm public/mine.txt
mkdir other
touch other/thing
run praxis export site other
fails 5 'a folder with something else is refused'
run praxis export site public/en/index.html/below
ok 'a folder below a file is refused' test "$status" -ne 0
is 'nothing is left of what failed' "$(echo public* other*)" 'public other'
for origin in code.example.eu 'https://' 'https://x/"' ftp://x; do
    run praxis export site "new" --origin "$origin"
    fails 3 "no address: $origin"
done
not_ok 'nothing was made for them' test -e new

run praxis export site "deep/er/copy" --origin https://code.example.eu/copy/
succeeds 'with an address, into a new folder'
perl -0777 -pe 's/\r\n //g; s/\r//g' deep/er/copy/fr/codes/ai-content-marking/calendar.ics >days
like 'calendars lead to the copy' "$(cat days)" \
    '^URL:https://code\.example\.eu/copy/fr/codes/ai-content-marking/history/#step-'
like 'feeds too' "$(cat deep/er/copy/fr/codes/open-drafting/feed.atom)" \
    'href="https://code\.example\.eu/copy/fr/log/[a-z0-9]+/"'
page=$(cat deep/er/copy/fr/codes/open-drafting/1/index.html)
like 'a canonical address' "$page" \
    '<link rel="canonical" href="https://code\.example\.eu/copy/fr/codes/open-drafting/1/">'
like 'other languages in full' "$page" \
    'hreflang="en" href="https://code\.example\.eu/copy/en/codes/open-drafting/1/"'
like 'but links stay relative' "$page" '<a class="brand" href="\.\./\.\./\.\./index\.html">'
like 'a site map' "$(cat deep/er/copy/sitemap.xml)" \
    '<loc>https://code\.example\.eu/copy/fr/codes/open-drafting/1/</loc>'
like 'robots are told of it' "$(cat deep/er/copy/robots.txt)" \
    '^Sitemap: https://code\.example\.eu/copy/sitemap\.xml$'
like 'a missing page leads on from anywhere' "$(cat deep/er/copy/404.html)" \
    '<a href="https://code\.example\.eu/copy/fr/" hreflang="fr">'
ok 'its links are sound too' sound "$WORK/deep/er/copy"
unlike 'the name used for rendering is nowhere' \
    "$(grep -rl 'static\.invalid' deep/er/copy public | head -n 3)" .

# Every page through a plain server, in a lower folder.
nginx=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx) || {
    skip 'no nginx here'
    done_testing
}
port=$(free_port)
mkdir -p root && mv deep/er/copy root/copy
{
    echo "daemon off; pid $WORK/nginx.pid; error_log $WORK/nginx.log; worker_processes 1;"
    [ "$(id -u)" != 0 ] || echo 'user root;'
    echo 'events { worker_connections 64; } http {'
    for kind in client_body proxy fastcgi uwsgi scgi; do
        echo "${kind}_temp_path $WORK/nginx-$kind;"
    done
    echo "types { text/html html; text/css css; } access_log off; server {"
    echo "listen 127.0.0.1:$port; root $WORK/root; error_page 404 /copy/404.html; } }"
} >"$WORK/nginx.conf"
"$nginx" -p "$WORK" -c "$WORK/nginx.conf" -e "$WORK/nginx.log" &
front=$!
trap 'kill "$front" 2>/dev/null; finish' EXIT
tries=0
while ! curl -s -o /dev/null "http://127.0.0.1:$port/" && [ "$tries" -lt 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
done
find root/copy -name '*.html' |
    sed -e "s|^root|url = http://127.0.0.1:$port|" -e 's|$|\noutput = /dev/null|' >"$WORK/urls"
curl -s -K "$WORK/urls" -w '%{http_code}\n' | sort | uniq -c | sed 's/^ *[0-9]* //' >"$WORK/codes"
is 'each page answers' "$(cat "$WORK/codes")" 200
url=http://127.0.0.1:$port
get /copy/en/codes/open-drafting/
is 'by the address of its folder too' "$code" 200
get /copy/nothing/here
is 'what is missing is missing' "$code" 404
like 'with our page' "$body" 'There is no page at this address'
kill "$front"
wait "$front"
done_testing
