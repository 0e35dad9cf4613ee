#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Every role on every route of /openapi.json, by sessions of real persons: in the scope that the
# route is about, in another code or for another provider, suspended. Then working versions: for all
# who do not draw them up they do not exist, in pages, twins, feeds, search, comparisons and
# exports, whatever is guessed and whoever looked before.
# shellcheck disable=SC1091,SC2016,SC2119,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

# ---- A house of two codes, each with a published and a working version, a process and a group
run praxis init
succeeds 'a house'
for name in gpai other; do
    printf '# One {#k3v7q0m2a1}\n\nText that stands. {#k3v7q0m2a2}\n' >draft.md
    praxis --quiet code import draft.md --code $name --version v1
    praxis --quiet code publish $name v1
    printf '# One {#k3v7q0m2a1}\n\nText that stands, zebrafish. {#k3v7q0m2a2}\n\n%s\n' \
        'Quagga added. {#k3v7q0m2a3}' >draft.md
    praxis --quiet code import draft.md --code $name --version okapi-2 --base v1
    praxis --quiet process begin $name edition-2 --template gpai --from 2027-01-11
done
praxis --quiet group form gpai edition-2 wg1 --title 'Group one'
group=group:gpai/edition-2/wg1
for name in example other; do
    praxis --quiet provider add "The $name Lab" --slug $name-lab
    praxis --quiet model add $name-lab Lantern
done
start_server || exit 1

# ---- Sessions: one file of cookies and one token each
sessions=
session() {
    session_name=$1
    shift
    person_with "$@"
    is "$session_name signs in" "$?" 0
    cp "$jar" "$WORK/jar.$session_name"
    printf '%s' "$csrf" >"$WORK/csrf.$session_name"
    sessions="$sessions $session_name"
}
roles='reader delegate contact-point observer member editor vice-chair chair secretariat'
for role in $roles; do
    if [ "$role" = reader ]; then
        session reader reader
    else
        session "$role" "$role" code:gpai
        session "other.$role" "$role" code:other
    fi
done
provider_roles='provider-reader engineer compliance-officer'
for role in $provider_roles; do
    session "$role" "$role" provider:example-lab
    session "other.$role" "$role" provider:other-lab
done
session house secretariat house
session group chair "$group"
session suspended secretariat house
praxis --quiet people suspend "$person"
: >"$WORK/jar.public"
printf none >"$WORK/csrf.public"
sessions="$sessions public"
target=$(praxis --json people list --role chair --scope code:gpai |
    perl -MJSON::PP -0777 -ne 'print decode_json($_)->{people}[0]{id}')

# ---- The cells: method, path, action, roles; parts of paths that name something of gpai,
# and of a provider
get /openapi.json
printf '%s' "$body" >"$WORK/openapi.json"
step=$(praxis --json process show gpai edition-2 |
    perl -MJSON::PP -0777 -ne 'print decode_json($_)->{steps}[0]{id} // "x"')
TARGET=$target STEP=$step perl -MJSON::PP -0777 -ne '
    my %value = (code => "gpai", version => "v1", from => "v1", to => "okapi-2", next => "v1",
        provision => "k3v7q0m2a2", process => "edition-2", cycle => 1, group => "wg1", round => 1,
        person => $ENV{TARGET}, step => $ENV{STEP}, format => "md", event => "x.ics",
        provider => "example-lab", model => "lantern", form => "summary", field => "model.p.size");
    my $api = decode_json($_);
    for my $path (sort keys %{$api->{paths}}) {
        for my $method (sort keys %{$api->{paths}{$path}}) {
            my $o = $api->{paths}{$path}{$method};
            (my $at = $path) =~ s/\{language\}/en/g;
            $at =~ s/\{(\w+)\}/$value{$1} \/\/ "x"/ge;
            print join(" ", uc $method, $at, $o->{"x-praxis-action"},
                join(",", @{$o->{"x-praxis-roles"}}), $o->{"x-praxis-csrf"} ? "csrf" : "open"),
                "\n";
        }
    }' "$WORK/openapi.json" >"$WORK/cells"
ok 'there are cells' test "$(wc -l <"$WORK/cells")" -ge 40
ok 'and forms' test "$(grep -c '^POST' "$WORK/cells")" -ge 10

# Asks all cells of a method in one session: prints method, path, status, and what the answer says
# of it. token: what a form sends.
ask_all() {
    ask_session=$1
    ask_token=$2
    rm -rf "$WORK/answers"
    mkdir "$WORK/answers"
    awk -v url="$url" -v dir="$WORK/answers" -v token="$ask_token" -v method="$3" '
        $1 == method && $2 !~ /sign-out/ {
            n++
            printf "%surl = \"%s%s\"\n", (n > 1 ? "next\n" : ""), url, $2
            printf "output = \"%s/%d\"\n", dir, n
            printf "path-as-is\nsilent\nmax-time = 20\n"
            printf "write-out = \"%s %s %%{http_code} %d\\n\"\n", $1, $2, n
            printf "cookie = \"%s\"\n", jar
            if (method == "POST") printf "data = \"csrf=%s\"\n", token
        }' jar="$WORK/jar.$ask_session" "$WORK/cells" >"$WORK/ask"
    curl -K "$WORK/ask" >"$WORK/statuses"
    (
        cd "$WORK/answers" || exit 1
        grep -lr 'form is no longer valid' . | sed 's|^\./|token |'
        grep -lr 'roles do not give the right' . | sed 's|^\./|right |'
    ) >"$WORK/reasons"
    awk 'FILENAME == ARGV[1] { why[$2] = $1; next }
        { print $1, $2, $3, $4 in why ? why[$4] : "-" }' "$WORK/reasons" "$WORK/statuses"
}

# What must hold of each answer; prints what does not. kind: own (in the scope of the route), other
# (in another code), public.
judge() {
    ROLE=$1 KIND=$2 TOKEN=$3 perl -e '
        my ($cells, $answers) = @ARGV;
        my ($role, $kind) = @ENV{qw(ROLE KIND)};
        open(my $in, "<", $cells) or die;
        my %cell = map { my @f = split; ("$f[0] $f[1]" => \@f) } <$in>;
        open($in, "<", $answers) or die;
        my $n = 0;
        while (<$in>) {
            my ($method, $path, $status, $why) = split;
            my (undef, undef, $action, $roles, $csrf) = @{$cell{"$method $path"}};
            my %may = map { $_ => 1 } split(/,/, $roles);
            my $given = $may{public} || ($role ne "public" && $may{reader});
            my $said = "$method $path ($action): $status $why";
            $n++;
            if (!$may{$role}) {
                print "$role must not: $said\n"
                    if $status != ($role eq "public" ? 401 : 403)
                    || ($role ne "public" && $why ne "right");
            } elsif ($kind eq "own" || $given) {
                print "$role may: $said\n" if $status == 401 || $why eq "right" && !$ENV{TOKEN}
                    && $path !~ m{^/en/(?:mail|people/organisations|providers/add)};
                print "$role needs a token: $said\n"
                    if $method eq "POST" && $csrf eq "csrf" && !$ENV{TOKEN} && $why ne "token";
            } else {
                my $mine = $method eq "GET" ? $status != 403 && $status != 404
                    : !($status == 403 || $status == 404);
                print "$role of another code must not: $said\n" if $mine;
            }
        }
        print "nothing asked\n" if !$n;
    ' "$WORK/cells" "$WORK/answered"
}

cell_test() {
    ask_all "$1" "$4" "$5" >"$WORK/answered"
    is "$5 as $1" "$(judge "$2" "$3" "$6")" ''
}

for role in public $roles $provider_roles; do
    cell_test "$role" "$role" own none GET ''
    cell_test "$role" "$role" own none POST ''
done
cell_test suspended public own none GET ''
cell_test suspended public own none POST ''
cell_test house secretariat own none GET ''
for role in delegate contact-point observer member editor vice-chair chair secretariat \
    $provider_roles; do
    cell_test "other.$role" "$role" other none GET ''
done
# Forms, with a valid token, on what belongs to another code or provider.
cell_test other.chair chair other "$(cat "$WORK/csrf.other.chair")" POST token
cell_test other.secretariat secretariat other "$(cat "$WORK/csrf.other.secretariat")" POST token
cell_test other.compliance-officer compliance-officer other \
    "$(cat "$WORK/csrf.other.compliance-officer")" POST token

# ---- Working versions
drafters='editor vice-chair chair secretariat house group'
hidden="public suspended reader delegate contact-point observer member other.editor other.vice-chair
other.chair other.secretariat compliance-officer"

as() {
    as_session=$1
    as_path=$2
    shift 2
    : >"$WORK/.body"
    code=$(curl -s --path-as-is -m 20 -b "$WORK/jar.$as_session" -D "$WORK/.head" \
        -o "$WORK/.body" -w '%{http_code}' "$@" "$url$as_path")
    head=$(tr -d '\r' <"$WORK/.head")
    body=$(tr -d '\000' <"$WORK/.body")
}

own_pages='/en/codes/gpai/okapi-2 /en/codes/gpai/okapi-2.json /codes/gpai/okapi-2/source/en
/codes/gpai/okapi-2/export/md/en /codes/gpai/okapi-2/export/json/en
/en/codes/gpai/compare/v1/okapi-2 /en/codes/gpai/compare/v1/okapi-2.json
/en/codes/gpai/compare/okapi-2/v1 /fr/codes/gpai/okapi-2
/en/codes/gpai/p/k3v7q0m2a3 /en/codes/gpai/p/k3v7q0m2a3.json'
other_pages='/en/ /en.json /en/codes/gpai /en/codes/gpai.json /en/codes/gpai/history
/en/codes/gpai/process /en/codes/gpai/compare /en/codes/gpai/compare.json
/en/codes/gpai/compare?from=v1&to=okapi-2 /en/codes/gpai/feed.atom /en/feed.atom
/en/codes/gpai/calendar.ics /en/codes/gpai/p/k3v7q0m2a2 /en/codes/gpai/p/k3v7q0m2a2.json
/en/codes/gpai/v1 /en/codes/gpai/v1.json /en/search?q=zebrafish /en/search.json?q=zebrafish
/en/search?q=quagga&version=*&code=gpai /en/search.json?q=quagga&version=okapi-2&code=gpai
/en/log /en/log.json /en/codes/gpai/processes/edition-2 /en/codes/gpai/processes/edition-2.json
/en/codes/gpai/processes/edition-2/plan /en/codes/gpai/processes/edition-2/plan.json
/en/codes/gpai/processes/edition-2/cycles/1 /en/codes/gpai/processes/edition-2/groups/wg1 /en/people
/en/people.json'

for who in $drafters; do
    bad=
    for path in $own_pages; do
        as "$who" "$path"
        [ "$code" = 200 ] || bad="$bad $path=$code"
        case $head in *"ache-Control: private"* | *"ache-Control: no-store"*) ;;
        *) bad="$bad $path is cached" ;;
        esac
    done
    is "$who reads the working version" "$bad" ''
    as "$who" /en/codes/gpai.json
    like "$who sees it in the list" "$body" okapi-2
done
# What somebody was shown before is kept for nobody else: the hidden ask after the drafters, with
# their entity tags too.
as chair /en/codes/gpai/okapi-2
tag=$(header ETag)
for who in $hidden; do
    bad=
    for path in $own_pages; do
        as "$who" "$path" -H "If-None-Match: $tag"
        [ "$code" = 404 ] || bad="$bad $path=$code"
    done
    is "for $who it does not exist" "$bad" ''
    bad=
    for path in $other_pages; do
        as "$who" "$path"
        # What was asked for may be repeated in a form; nothing else may hold the words.
        printf '%s' "$body" | sed 's/value="[^"]*"//g; s/href="[^"]*"//g; s/action="[^"]*"//g;
            s/<option[^>]*>okapi-2<\/option>//g; s/"query":{[^}]*}//g; s/"words":"[^"]*"//g' \
            >"$WORK/seen"
        if grep -Eiq 'stands, zebrafish|quagga added|k3v7q0m2a3' "$WORK/seen"; then
            bad="$bad $path"
        fi
        case $path in
        *search*) ;;
        *compare*from=*) ;;
        *) if grep -q okapi "$WORK/seen"; then bad="$bad $path(label)"; fi ;;
        esac
    done
    is "and is nowhere told of to $who" "$bad" ''
done
# A hidden version, one that is not there: the same words.
as reader /en/codes/gpai/okapi-2.json
hidden_says=$(printf '%s' "$body" | sed 's/okapi-2/LABEL/g')
as reader /en/codes/gpai/okapi-3.json
is 'a guess learns nothing' "$(printf '%s' "$body" | sed 's/okapi-3/LABEL/g')" "$hidden_says"
as reader /en/codes/gpai/p/k3v7q0m2a3.json
hidden_says=$(printf '%s' "$body" | sed 's/k3v7q0m2a3/ID/g')
as reader /en/codes/gpai/p/k3v7q0m2a9.json
is 'nor of a provision' "$(printf '%s' "$body" | sed 's/k3v7q0m2a9/ID/g')" "$hidden_says"

# A right that ends, ends at once.
praxis --quiet people revoke "$(praxis --json people list --role editor --scope code:gpai |
    perl -MJSON::PP -0777 -ne 'print decode_json($_)->{people}[0]{mail}')" editor code:gpai
as editor /en/codes/gpai/okapi-2
is 'an editor no longer' "$code" 404

# ---- People: what each may see of others
anon() {
    praxis --quiet people add "Ocelot $1" --mail "ocelot-$1@example.eu" --display "$1" \
        --category academia --organisation 'Serval Society' --role member --scope code:gpai
}
for display in name organisation anonymous; do anon $display; done
praxis --quiet people add 'Ocelot reader' --mail ocelot-reader@example.eu
for who in public reader member chair other.secretariat suspended; do
    as "$who" '/en/people.json?text=ocelot'
    is "$who sees whom chose it" \
        "$(printf '%s' "$body" | grep -o 'Ocelot [a-z]*' | sort -u | tr '\n' ' ')" 'Ocelot name '
    like "$who sees no address" "$(printf '%s' "$body" | grep -c '@')" '^0$'
    as "$who" '/en/people?text=ocelot-'
    is "$who finds none by address" "$(printf '%s' "$body" | grep -c 'ocelot-.*@')" 0
    as "$who" '/en/people.json?view=organisations'
    like "$who sees their organisation" "$body" '"name":"Serval Society".*"people":2'
done
as house '/en/people.json?text=ocelot'
is 'the secretariat sees all' \
    "$(printf '%s' "$body" | grep -o 'Ocelot [a-z]*' | sort -u | tr '\n' ' ')" \
    'Ocelot anonymous Ocelot name Ocelot organisation Ocelot reader '
as secretariat '/en/people.json?in=code:gpai&text=ocelot'
like 'that of a code those of the code' "$body" 'Ocelot anonymous'
hidden_id=$(praxis --json people show ocelot-anonymous@example.eu |
    perl -MJSON::PP -0777 -ne 'print decode_json($_)->{person}{id}')
for who in public member chair other.secretariat; do
    as "$who" "/en/people/$hidden_id.json"
    is "$who does not find a hidden person by a guessed id" "$code" 404
done
as secretariat "/en/people/$hidden_id.json"
is 'the secretariat of the code does' "$code" 200
stops 'it stops'
done_testing
