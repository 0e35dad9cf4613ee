#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Start, stop, crash, start again; what is said when it cannot start; the service manager.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis serve --port 0
fails 15 'no house'
like 'says how to make one' "$err" 'praxis init'
run praxis init
succeeds 'a house'

# What no row names goes, behind the walls too, with the job that the first start adds.
stray=$PRAXIS_HOUSE/files/ab/ab$(printf '%062d' 0)
mkdir "$PRAXIS_HOUSE/files/ab"
touch -d '2 days ago' "$stray"
start_server || exit 1
while [ -e "$stray" ] && ! grep -q ' store job' "$WORK/server.err"; do
    sleep 0.05
done
not_ok 'the server sweeps the files' test -e "$stray"
run praxis serve --port 0
fails 16 'a second server on the same house'
like 'says so' "$err" "another 'praxis serve'"
PRAXIS_HOUSE=$WORK/second praxis init --quiet >/dev/null
run praxis serve --house "$WORK/second" --port "$port"
fails 20 'a port in use'
like 'names the port' "$err" "$port"
like 'and the option' "$err" '--port'
run praxis serve --house "$WORK/second" --address 300.1.1.1
fails 21 'an address that is none'
like 'names it' "$err" '300\.1\.1\.1'
get /healthz
is 'the first server has not noticed' "$code" 200

# SIGTERM while a request is under way: half of its body is there.
perl -MIO::Socket::INET -e '
    my ($port, $pid) = @ARGV;
    my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port) or die;
    $s->autoflush(1);
    print $s "POST /en/preference HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
        . "Content-Type: application/x-www-form-urlencoded\r\n\r\na=";
    select(undef, undef, undef, 0.5);
    kill TERM => $pid;
    select(undef, undef, undef, 0.5);
    print STDERR "took a new one\n"
        if IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $port);
    print $s "bc";
    local $/;
    print <$s>;' "$port" "$server_pid" >"$WORK/answer" 2>"$WORK/late"
wait "$server_pid"
is 'a graceful end' "$?" 0
server_pid=
answer=$(tr -d '\r' <"$WORK/answer")
like 'the request was answered whole' "$answer" '^HTTP/1.1 403 '
like 'to its end' "$answer" '</html>'
like 'the connection is closed then' "$answer" '^Connection: close$'
is 'no new connection was taken' "$(cat "$WORK/late")" ''
unlike 'no sanitizer spoke up' "$(cat "$WORK/server.err")" 'Sanitizer|runtime error'

start_server || exit 1
kill -KILL "$server_pid"
wait "$server_pid" 2>/dev/null
server_pid=
start_server || exit 1
get /healthz
is 'it starts again after SIGKILL' "$code" 200
get /healthz.json
kinds=$(sqlite3 house/house.db 'SELECT count(DISTINCT kind) FROM job')
ok 'there are jobs that come again' test "$kinds" -ge 8
like 'each of them waits, once for all these starts' "$body" \
    "\"jobs_waiting\":$kinds,\"jobs_failed\":0,\"jobs_late_seconds\":0"
stops 'SIGINT stops it too' INT
run praxis check
succeeds 'the house is whole'

# The service manager is told.
perl -MIO::Socket::UNIX -MSocket -e '
    my $s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die;
    $SIG{ALRM} = sub { exit 1 };
    alarm 60;
    for (1..2) { $s->recv(my $line, 100); print "$line\n"; }' "$WORK/notify" >"$WORK/notified" &
listener=$!
while [ ! -S "$WORK/notify" ]; do sleep 0.05; done
NOTIFY_SOCKET=$WORK/notify
export NOTIFY_SOCKET
start_server || exit 1
stops 'it stops'
unset NOTIFY_SOCKET
wait "$listener"
is 'the service manager is told' "$(tr '\n' ' ' <"$WORK/notified")" 'READY=1 STOPPING=1 '

# The log has no addresses, queries or what was asked for in vain.
start_server --log || exit 1
get '/en/search?q=secretword'
get /en/private-letter
stops 'it stops'
log=$(cat "$WORK/server.err")
like 'a line for a request' "$log" \
    'web request method=GET path=/en/search status=200 ms=[0-9]+ bytes=[0-9]+'
unlike 'no search words' "$log" secretword
unlike 'nothing that does not exist' "$log" private-letter
unlike 'no network address' "$log" '127\.0\.0\.1'

chmod 500 "$PRAXIS_HOUSE"
if [ "$(id -u)" = 0 ]; then
    skip 'root may write everywhere' 1
else
    run praxis serve --port 0
    fails 17 'a house that can only be read'
fi
done_testing
