# shellcheck shell=sh
# SPDX-License-Identifier: EUPL-1.2
# What every shell test sources:  . "$(dirname "$0")/../lib.sh"
#
# A test is a POSIX shell script that prints TAP:
#
#     run praxis init                      runs it; keeps $status, $out and $err
#     succeeds 'init makes a house'        the last run ended with 0; shows its output if not
#     fails 15 'there is no house'         it ended with exactly this status
#     is 'the name' "$got" wanted
#     like 'the list names it' "$out" 'regex'      (extended, any line)
#     unlike 'nothing of it is left' "$out" 'regex'
#     ok 'the file is there' test -f x     the command succeeds
#     not_ok 'the file is gone' test -e x  it does not
#     skip 'no IPv6 here' [N]              N points are skipped
#     done_testing                         last line of every test
#
# $PRAXIS is the program under test, `praxis` calls it. $WORK is a fresh directory, the current one,
# removed at the end; $PRAXIS_HOUSE is $WORK/house. $PX_ROOT is the source tree.
set -u

PX_ROOT=${PX_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
PRAXIS=${PRAXIS:-$PX_ROOT/build/test/src/cli/praxis}
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:exitcode=99}
UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1:exitcode=99}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/praxis-test-XXXXXX")
PRAXIS_HOUSE=$WORK/house
LC_ALL=C.UTF-8
export PX_ROOT PRAXIS PRAXIS_HOUSE ASAN_OPTIONS UBSAN_OPTIONS LC_ALL
unset LANGUAGE
cd "$WORK" || exit 1

# Points so far and those that failed, in a file, so that a pipe or a subshell counts as well.
tap_state=$WORK.tap
echo 0 0 >"$tap_state"
server_pid=
status=0
out=
err=

finish() {
    [ -z "$server_pid" ] || kill -KILL "$server_pid" 2>/dev/null
    chmod -R u+rwX "$WORK" 2>/dev/null
    cd / && rm -rf "$WORK" "$tap_state"
}
trap finish EXIT
trap 'exit 130' INT TERM

praxis() {
    "$PRAXIS" "$@"
}

# Prints text as TAP diagnostics.
diag() {
    printf '%s\n' "$*" | sed 's/^/# /'
}

# point RESULT NAME: one TAP line.
point() {
    read -r tap_count tap_failed <"$tap_state"
    tap_count=$((tap_count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tap_count - $2"
    else
        echo "not ok $tap_count - $2"
        tap_failed=$((tap_failed + 1))
    fi
    echo "$tap_count $tap_failed" >"$tap_state"
    return "$1"
}

run() {
    "$@" >"$WORK/.out" 2>"$WORK/.err" </dev/null
    status=$?
    out=$(cat "$WORK/.out")
    err=$(cat "$WORK/.err")
}

show_run() {
    diag "exit status $status"
    [ -z "$out" ] || diag "$out"
    [ -z "$err" ] || diag "$err"
}

succeeds() {
    if [ "$status" = 0 ]; then
        point 0 "$1"
    else
        point 1 "$1"
        show_run
        return 1
    fi
}

fails() {
    if [ "$status" = "$1" ]; then
        point 0 "$2"
    else
        point 1 "$2"
        diag "wanted exit status $1"
        show_run
        return 1
    fi
}

is() {
    if [ "$2" = "$3" ]; then
        point 0 "$1"
    else
        point 1 "$1"
        diag "got:    $2"
        diag "wanted: $3"
        return 1
    fi
}

like() {
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        point 0 "$1"
    else
        point 1 "$1"
        diag "no line matches: $3"
        diag "$2"
        return 1
    fi
}

unlike() {
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        point 1 "$1"
        diag "a line matches: $3"
        diag "$2"
        return 1
    else
        point 0 "$1"
    fi
}

ok() {
    tap_name=$1
    shift
    if tap_output=$("$@" 2>&1); then
        point 0 "$tap_name"
    else
        point 1 "$tap_name"
        diag "failed: $*"
        [ -z "$tap_output" ] || diag "$tap_output"
        return 1
    fi
}

not_ok() {
    tap_name=$1
    shift
    if tap_output=$("$@" 2>&1); then
        point 1 "$tap_name"
        diag "succeeded: $*"
        [ -z "$tap_output" ] || diag "$tap_output"
        return 1
    else
        point 0 "$tap_name"
    fi
}

skip() {
    read -r tap_count tap_failed <"$tap_state"
    tap_skips=${2:-1}
    while [ "$tap_skips" -gt 0 ]; do
        tap_count=$((tap_count + 1))
        echo "ok $tap_count # SKIP $1"
        tap_skips=$((tap_skips - 1))
    done
    echo "$tap_count $tap_failed" >"$tap_state"
}

skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

done_testing() {
    read -r tap_count tap_failed <"$tap_state"
    echo "1..$tap_count"
    [ "$tap_failed" = 0 ]
    exit
}

# needs_shared_data [FOLDER]: sets $SHARED to the real inputs made by others (not part of the
# repository); skips the whole test where they are absent.
needs_shared_data() {
    SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}${1:+/$1}
    [ -d "$SHARED" ] || skip_all "no shared data here${1:+ ($1)}"
}

# A TCP port that is free at the moment.
free_port() {
    perl -MIO::Socket::INET -e '
        print IO::Socket::INET->new(LocalAddr => "127.0.0.1", Listen => 1)->sockport'
}

# start_server [OPTION...]: `praxis serve` on a free port; sets $port and $url and waits until
# /healthz answers. Output goes to $WORK/server.out and server.err. False where it does not start.
start_server() {
    port=$(free_port)
    url=http://127.0.0.1:$port
    "$PRAXIS" serve --port "$port" "$@" >"$WORK/server.out" 2>"$WORK/server.err" </dev/null &
    server_pid=$!
    while ! curl -sf -o /dev/null "$url/healthz" 2>/dev/null; do
        if ! kill -0 "$server_pid" 2>/dev/null; then
            wait "$server_pid"
            status=$?
            server_pid=
            diag "the server did not start: exit status $status"
            diag "$(cat "$WORK/server.out" "$WORK/server.err")"
            return 1
        fi
        sleep 0.05
    done
}

# stop_server [SIGNAL]: stops it and waits; sets $status. False where it ended otherwise than with
# 0 or a sanitizer spoke up in any of its processes.
stop_server() {
    kill -"${1:-TERM}" "$server_pid"
    wait "$server_pid"
    status=$?
    server_pid=
    if [ "$status" != 0 ] || grep -Eq 'Sanitizer|runtime error' "$WORK/server.err"; then
        diag "the server ended with status $status"
        diag "$(cat "$WORK/server.err")"
        return 1
    fi
}
