#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Bounds of head, body, time and connections; pipelines.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
start_server --timeout 1 --connections 8 || exit 1

letters() {
    head -c "$1" /dev/zero | tr '\0' a
}

get /en/ -H "X: $(letters 15000)"
is 'a head of 15 KB passes' "$code" 200
get /en/ -H "X: $(letters 17000)"
is 'a head of 17 KB does not' "$code" 431
get "/en/search?q=$(letters 17000)"
is 'nor an address of 17 KB' "$code" 431
for size in 60000 70000 300000; do
    like "a head of $size bytes is refused" "$({
        printf 'GET /en/ HTTP/1.1\r\nHost: x\r\nX: '
        letters $size
        printf '\r\n\r\n'
    } | raw | head -n 1)" '^HTTP/1.1 431 '
    like "an address of $size bytes is refused" "$({
        printf 'GET /'
        letters $size
        printf ' HTTP/1.1\r\nHost: x\r\n\r\n'
    } | raw | head -n 1)" '^HTTP/1.1 (414|431) '
done
set --
for i in $(seq 101); do
    set -- "$@" -H "X$i: 1"
done
get /en/ "$@"
is '101 header fields are refused' "$code" 431

{
    printf a=
    letters 1048574
} >"$WORK/largest"
get /en/preference --data-binary "@$WORK/largest"
is 'a body of 1 MiB is read' "$code" 403
like 'and answered' "$body" '<h1'
letters 1048577 >"$WORK/beyond"
get /en/preference --data-binary "@$WORK/beyond" -H 'Expect:'
is 'a larger one is refused' "$code" 413
like 'up front' "$(printf '%s\r\n' 'POST /en/preference HTTP/1.1' 'Host: x' \
    'Content-Length: 1048577' '' |
    raw | head -n 1)" '^HTTP/1.1 413 '
get /en/preference -H 'Content-Type: multipart/form-data; boundary=x' --data-binary 'x'
is 'only plain forms are taken' "$code" 415

# Time: a sender that never ends its request, though it sends a byte each 300 ms.
took=$(perl -MIO::Socket::INET -MTime::HiRes=time,sleep -e '
    $SIG{PIPE} = "IGNORE";
    my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) or die;
    my $from = time;
    syswrite($s, "GET /en/ HTTP/1.1\r\nX: ");
    while (time - $from < 20) { last unless syswrite($s, "a"); sleep 0.3; }
    print time - $from < 15 ? "cut off" : "never";' "$port")
is 'a slow head' "$took" 'cut off'
took=$(perl -MIO::Socket::INET -MTime::HiRes=time,sleep -e '
    $SIG{PIPE} = "IGNORE";
    my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) or die;
    my $from = time;
    syswrite($s, "POST /en/preference HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    while (time - $from < 20) { last unless syswrite($s, "a"); sleep 0.3; }
    print time - $from < 15 ? "cut off" : "never";' "$port")
is 'a slow body' "$took" 'cut off'

# Connections: more than there is room for wait, and are served when the idle ones are closed.
served=$(perl -MIO::Socket::INET -e '
    my @idle = map { IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) } 1..20;
    my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) or die;
    print $s "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    print scalar(<$s> =~ /^HTTP\/1.1 200 /);' "$port")
is 'idle connections give way' "$served" 1

is 'a pipeline of three' "$(printf '%s\r\nHost: x\r\n\r\n' 'GET /en/ HTTP/1.1' \
    'HEAD /fr/ HTTP/1.1' 'GET /en.json HTTP/1.1' | raw | grep -o 'HTTP/1.1 200 ' | wc -l)" 3
is 'one connection, many requests' "$(curl -s -o /dev/null -o /dev/null -o /dev/null \
    -w '%{num_connects} ' "$url/en/" "$url/fr/" "$url/en.json")" '1 0 0 '
get /healthz
is 'the server is well' "$code" 200
stops 'it stops'
done_testing
