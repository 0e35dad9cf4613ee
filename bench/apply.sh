#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# apply.sh URL CALL [COUNT [FIRST]]: sends so many applications (1,000) to a call of a running
# server (--behind-proxy), each from a network of its own and with a session of its own as browsers
# have it, one after the other on each of two connections, and says how long it took
# (bench_process.sh). FIRST is the number of the first, so that it can be run again. The addresses
# are those of example.org; nobody is written to without a mail server in the settings.
set -eu
url=$1
call=$2
count=${3:-1000}
first=${4:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One applicant: the page with its form, then the form.
apply() {
    jar=$work/jar-$1
    from="X-Forwarded-For: 10.$(($1 / 65536 % 256)).$(($1 / 256 % 256)).$(($1 % 256))"
    page=$(curl -s -c "$jar" "$url/en/calls/$call")
    csrf=$(printf '%s' "$page" | sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' | head -n 1)
    version=$(printf '%s' "$page" |
        sed -n 's/.*name="consent_version" value="\([0-9]*\)".*/\1/p' | head -n 1)
    curl -s -o /dev/null -w '%{http_code}\n' -b "$jar" -H "$from" "$url/en/calls/$call" \
        --data-urlencode "name=Applicant $1" --data-urlencode "mail=applicant-$1@example.org" \
        --data-urlencode 'motivation=To take part in the drawing-up of the code.' \
        -d "csrf=$csrf" -d language=en -d category=civil-society -d country=BE -d consent=1 \
        -d "consent_version=$version" >>"$work/codes-$2"
    rm -f "$jar"
}

run() {
    n=$((first + $1 - 1))
    while [ "$n" -lt $((first + count)) ]; do
        apply "$n" "$1"
        n=$((n + 2))
    done
}

start=$(date +%s%N)
run 1 &
run 2 &
wait
seconds=$(awk -v n=$(($(date +%s%N) - start)) 'BEGIN { printf "%.3f", n / 1e9 }')
taken=$(cat "$work"/codes-* | grep -c '^303$' || true)
echo "applications sent: $count, taken: $taken, seconds: $seconds"
[ "$taken" = "$count" ]
