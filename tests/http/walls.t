#!/bin/sh
# shellcheck disable=SC2119 # the server's options are the functions' own
# SPDX-License-Identifier: EUPL-1.2
# The walls of a running server can be seen from outside: in /proc, and where the kernel has no
# Landlock also in the log.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
start_server
abi=$(curl -s "$url/healthz" | sed -n 's/^landlock abi: //p')
kernel=$(perl -e 'my $abi = syscall 444, 0, 0, 1; print $abi < 0 ? 0 : $abi')
is 'healthz tells the version of Landlock that the kernel has' "$abi" "$kernel"

threads=$(find "/proc/$server_pid/task" -mindepth 1 -maxdepth 1 | wc -l)
ok 'the server has threads' test "$threads" -gt 2
is 'each of them filters its system calls' \
    "$(cat "/proc/$server_pid"/task/*/status | grep -c '^Seccomp:[[:space:]]*2$')" "$threads"
is 'and has given up new privileges' \
    "$(cat "/proc/$server_pid"/task/*/status | grep -c '^NoNewPrivs:[[:space:]]*1$')" "$threads"
if [ "$abi" = 0 ]; then
    like 'the log tells that Landlock is missing' "$(cat server.err)" \
        'warning web walls landlock=missing$'
else
    is 'the log has nothing to tell' "$(cat server.err)" ''
fi
stop_server
point $? 'the server ends well'
done_testing
