# shellcheck shell=sh
# SPDX-License-Identifier: EUPL-1.2
# What the benchmarks of a running house source, from the top of the tree:
#
#     $work                        a folder of their own, which goes away in the end
#     $processes                   those that are ended then
#     free_port                    prints a port that nobody listens at
#     wait_for URL                 until it answers
#     serve HOUSE [OPTION...]      $praxis serves it; sets $port and $pid; says all to $work/log
#     bare PROGRAM FILE...         libmicrohttpd alone sends these bytes; sets $bare_port
#     median                       of the numbers on standard input
# shellcheck disable=SC2034,SC2154 # bare_port is read there, praxis is set there
work=$(mktemp -d)
processes=
trap 'kill $processes 2>/dev/null || :; wait 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1,
        LocalAddr => "127.0.0.1")->sockport'
}

wait_for() {
    tries=0
    until curl -sf -o /dev/null "$1"; do
        tries=$((tries + 1))
        [ "$tries" -lt 400 ] || {
            echo "${0##*/}: nothing answers at $1" >&2
            exit 1
        }
        sleep 0.05
    done
}

serve() {
    port=$(free_port)
    served=$1
    shift
    "$praxis" --house "$served" serve --port "$port" "$@" >/dev/null 2>"$work/log" &
    pid=$!
    processes="$processes $pid"
    wait_for "http://127.0.0.1:$port/healthz"
}

bare() {
    mkfifo "$work/bare.end"
    bare_program=$1
    shift
    "$bare_program" bare "$@" <"$work/bare.end" >"$work/bare.port" &
    processes="$processes $!"
    exec 8>"$work/bare.end" # it goes on until this is closed
    while [ ! -s "$work/bare.port" ]; do sleep 0.05; done
    bare_port=$(cat "$work/bare.port")
}

median() {
    sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
