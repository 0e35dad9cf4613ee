# shellcheck shell=sh disable=SC2034,SC2154 # sourced by the tests
# SPDX-License-Identifier: EUPL-1.2
# What the HTTP tests source after lib.sh:
#
#     get /en/ [CURL OPTION...]    one request; keeps $code, $head (without CR) and $body
#     header Name                  the value of that header in $head, on standard output
#     raw [SECONDS] <BYTES         sends standard input as it is, prints all that comes back until
#                                  the server closes or nothing comes for that long (1 s)
#     secured 'name'               the last answer has every header that each must have
#     stops 'name' [SIGNAL]        the server ends well
#     sign_in_as PERSON            signs in by a link of `praxis people link`; from then on get and
#                                  post are that person (cookies in $jar; $csrf for forms)
#     nobody                       from then on they are nobody again
#     post /en/x FIELD=VALUE...    sends a form with its token; arguments from a first one with "-"
#                                  on are for curl
#     publish /en/x FIELD=VALUE... sends the form that publishes a document, and confirms that it is
#                                  to be published in spite of the errors that are listed
#     person_with ROLE [SCOPE]     adds a person with that role (SCOPE as `praxis people grant`
#                                  takes it) and signs in as them; $person is the mail address

jar=
csrf=

get() {
    get_path=$1
    shift
    : >"$WORK/.body"
    code=$(curl -s --path-as-is -m 20 -D "$WORK/.head" -o "$WORK/.body" -w '%{http_code}' \
        ${jar:+-b "$jar" -c "$jar"} "$@" "$url$get_path")
    head=$(tr -d '\r' <"$WORK/.head")
    body=$(tr -d '\000' <"$WORK/.body")
}

header() {
    printf '%s\n' "$head" | sed -n "s/^$1: //Ip"
}

raw() {
    perl -MIO::Socket::INET -MIO::Select -e '
        my ($port, $seconds) = @ARGV;
        local $SIG{PIPE} = "IGNORE";
        my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port) or die "$!\n";
        local $/;
        my $bytes = <STDIN>;
        my $sent = 0;
        while ($sent < length $bytes) {
            my $n = syswrite($s, $bytes, length($bytes) - $sent, $sent);
            last unless defined $n;
            $sent += $n;
        }
        my $wait = IO::Select->new($s);
        while ($wait->can_read($seconds)) {
            last unless sysread($s, my $part, 65536);
            print $part;
        }
    ' "$port" "${1:-1}" | tr -d '\r\000'
}

secured() {
    secured_wanted="^content-security-policy: default-src 'none';.* frame-ancestors 'none'
^x-content-type-options: nosniff\$
^referrer-policy: same-origin\$
^permissions-policy: .*geolocation=[(][)]
^cross-origin-opener-policy: same-origin\$
^cross-origin-resource-policy: same-origin\$
^cache-control: .
^vary: ."
    is "$1 ($code)" "$(printf '%s\n' "$head" | WANTED=$secured_wanted awk '
        BEGIN { n = split(ENVIRON["WANTED"], wanted, "\n") }
        { for (i = 1; i <= n; i++) if (tolower($0) ~ wanted[i]) seen[i] = 1 }
        END { for (i = 1; i <= n; i++) if (!(i in seen)) print wanted[i] }')" ''
}

stops() {
    stop_server "${2:-TERM}"
    point "$?" "$1"
}

nobody() {
    jar=
    csrf=
}

post() {
    post_path=$1
    shift
    post_count=$#
    set -- "$@" --data-urlencode "csrf=$csrf"
    while [ "$post_count" -gt 0 ]; do
        post_field=$1
        shift
        post_count=$((post_count - 1))
        case $post_field in
        -*)
            set -- "$@" "$post_field"
            while [ "$post_count" -gt 0 ]; do
                set -- "$@" "$1"
                shift
                post_count=$((post_count - 1))
            done
            ;;
        *) set -- "$@" --data-urlencode "$post_field" ;;
        esac
    done
    get "$post_path" "$@"
}

# The token of the first form in the last answer.
form_token() {
    printf '%s' "$body" | sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' | head -n 1
}

sign_in_as() {
    sign_link=$(praxis people link "$1" --address "$url") || return 1
    jar=$(mktemp "$WORK/jar-XXXXXX")
    get "/en${sign_link#"$url"}"
    csrf=$(form_token)
    post "/en${sign_link#"$url"}"
    [ "$code" = 303 ] || return 1
    get /en/about
    csrf=$(form_token)
}

person_with() {
    person_count=$((${person_count:-0} + 1))
    person=$1-$person_count@example.eu
    praxis --quiet people add "$1 $person_count" --mail "$person" || return 1
    [ "$1" = reader ] || praxis --quiet people grant "$person" "$1" ${2:+"$2"} || return 1
    sign_in_as "$person"
}

publish() {
    publish_at=$1
    shift
    post "$publish_at" publish=yes "$@"
    publish_errors=$(printf '%s' "$body" | sed -n 's/.*name="confirm" value="\([^"]*\)".*/\1/p')
    [ -z "$publish_errors" ] || post "$publish_at" publish=yes "confirm=$publish_errors" "$@"
}
