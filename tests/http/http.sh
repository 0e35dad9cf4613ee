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

get() {
    get_path=$1
    shift
    : >"$WORK/.body"
    code=$(curl -s --path-as-is -m 20 -D "$WORK/.head" -o "$WORK/.body" -w '%{http_code}' "$@" \
        "$url$get_path")
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
    secured_missing=
    for secured_line in \
        "^Content-Security-Policy: default-src 'none';.* frame-ancestors 'none'" \
        '^X-Content-Type-Options: nosniff$' '^Referrer-Policy: same-origin$' \
        '^Permissions-Policy: .*geolocation=\(\)' '^Cross-Origin-Opener-Policy: same-origin$' \
        '^Cross-Origin-Resource-Policy: same-origin$' '^Cache-Control: ' '^Vary: '; do
        printf '%s\n' "$head" | grep -Eiq -e "$secured_line" ||
            secured_missing="$secured_missing $secured_line"
    done
    is "$1 ($code)" "$secured_missing" ''
}

stops() {
    stop_server "${2:-TERM}"
    point "$?" "$1"
}
