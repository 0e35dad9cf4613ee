#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every route of /openapi.json as the public, in every method; redirects, languages, twins. The
# other roles: rights.t.
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
start_server || exit 1

get /openapi.json
is 'the description' "$code" 200
printf '%s' "$body" >"$WORK/openapi.json"
# One line a cell: method, path with the parameters filled in, whether public may.
perl -MJSON::PP -0777 -ne '
    my $api = decode_json($_);
    die "version" unless $api->{openapi} =~ /^3\.1\./;
    for my $path (sort keys %{$api->{paths}}) {
        for my $method (sort keys %{$api->{paths}{$path}}) {
            my $o = $api->{paths}{$path}{$method};
            my %told = map { $_->{name} => 1 } @{$o->{parameters}};
            my @used = $path =~ /\{(\w+)\}/g;
            die "$path: parameters" if @used != keys %told or grep { !$told{$_} } @used;
            die "$path: summary" unless length $o->{summary};
            die "$path: action" unless length $o->{"x-praxis-action"};
            my $public = grep { $_ eq "public" } @{$o->{"x-praxis-roles"}};
            (my $at = $path) =~ s/\{language\}/en/;
            $at =~ s/\{\w+\}/x/g;
            print uc $method, " $at ", $public ? "yes" : "no", "\n";
        }
    }' "$WORK/openapi.json" >"$WORK/cells"
is 'the description is whole' "$?" 0
ok 'there are routes' test "$(wc -l <"$WORK/cells")" -ge 15

while read -r method path public; do
    get "$path" -X "$method"
    secured "$method $path"
    case $method-$public$path in
    GET-yes/sign-in/oidc/back)
        is 'nobody comes back from a provider who did not set out' "$code" 403 ;;
    GET-yes*) like "public may $method $path" "$code" '^(200|404)$' ;;
    POST-yes/en/check | POST-yes/en/check.json)
        is "public may $method $path, which changes nothing, with a file" "$code" 422 ;;
    POST-yes*) is "public may, with a token, $method $path" "$code" 403 ;;
    *) is "public may not $method $path" "$code" 401 ;;
    esac
    case $path in
    *.json) ok "$path is JSON" perl -MJSON::PP -0777 -ne 'decode_json($_)' "$WORK/.body" ;;
    esac
done <"$WORK/cells"

# All other methods, by one connection.
awk -v url="$url" '
    BEGIN { n = split("PUT DELETE PATCH OPTIONS TRACE X", other, " ") }
    !seen[$2]++ {
        for (i = 1; i <= n; i++) {
            printf "%surl = \"%s%s\"\nrequest = %s\n", (begun++ ? "next\n" : ""), url, $2, other[i]
            printf "path-as-is\nsilent\nmax-time = 20\noutput = /dev/null\n"
            printf "write-out = \"%s %s %%{http_code} %%header{allow}\\n\"\n", other[i], $2
        }
    }' "$WORK/cells" >"$WORK/others"
curl -K "$WORK/others" >"$WORK/refused"
is 'each was asked' "$(wc -l <"$WORK/refused")" "$(grep -c '^url' "$WORK/others")"
is 'no route takes another method, and each says which it takes' \
    "$(grep -Ev '^[A-Z]+ /[^ ]* 405 .*(GET|POST)' "$WORK/refused")" ''

while read -r from language status to; do
    get "$from" -H "Accept-Language: $language"
    is "$from for $language" "$code $(header Location)" "$status $to"
done <<'CASES'
/ fr,en;q=0.5 302 /fr/
/ de 302 /en/
/ en-GB 302 /en/
/search?q=a%20b fr-BE 302 /fr/search?q=a%20b
/log.json fr 302 /fr/log.json
/en fr 308 /en/
/fr/log/ en 308 /fr/log
/fr/search/?q=1 en 308 /fr/search?q=1
CASES
get / -H 'Accept-Language: fr'
like 'a bare address varies with the language' "$(header Vary)" Accept-Language

for path in /de/ /EN/ /en-GB/ /en/nope /nope /en/healthz /en/en/ /en/.json /.json; do
    get "$path"
    is "nothing at $path" "$code" 404
done
get /en/nope
is 'not found, in English' "$(header Content-Language)" en
get /fr/nope
is 'not found, in French' "$(header Content-Language)" fr
get /nope -H 'Accept-Language: fr'
is 'not found, in the language asked for' "$(header Content-Language)" fr

get /fr/nope.json
is 'the JSON twin of an error' "$(header Content-Type)" application/problem+json
like 'says its type' "$body" '"type":"urn:praxis:problem:not-found"'
like 'its status' "$body" '"status":404'
like 'and where' "$body" '"instance":"/fr/nope.json"'
get /en.json
like 'the twin of the home page' "$body" '^\{"schema":1,'

get /healthz.json
like 'all is well' "$body" '"status":"ok"'
like 'the walls are told' "$body" '"landlock_abi":[0-9]'
get /robots.txt
like 'robots are told' "$body" '^Disallow: /fr/search$'
stops 'it stops'
done_testing
