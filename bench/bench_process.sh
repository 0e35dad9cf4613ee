#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A code that opens to a thousand people: 1,000 applications and 1,000 sign-ins by password, each
# over HTTP with a session of its own as browsers have it, by turns with argon2id alone on the same
# two threads. Both together must fit into ten minutes.
#
# COUNT sets how many there are of each (1,000); with fewer, the ten minutes become fewer too.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
praxis=$PWD/build/praxis
tool=$PWD/build/release/bench/web_tool
count=${COUNT:-1000}
rounds=${ROUNDS:-5}
each=$((count / rounds))
hashes=$((2 * (each / 10) + 2))
people=8
password='otter lantern quiet'
export PRAXIS_HOUSE="$work/house"

# page JAR PATH: gets a page with the cookies of a jar; prints the token of its first form.
page() {
    curl -sf -b "$1" -c "$1" "$url$2" |
        sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' | head -n 1
}

# send JAR PATH [FIELD]...: sends a form; prints the status.
send() {
    send_jar=$1
    send_path=$2
    shift 2
    curl -s -o /dev/null -w '%{http_code}\n' -b "$send_jar" -c "$send_jar" "$@" "$url$send_path"
}

start() {
    "$praxis" --quiet init
    "$praxis" --quiet process begin gpai edition-2 --template gpai --from "$(date +%F)"
    "$praxis" --quiet call open gpai edition-2 --title Call --title-fr Appel \
        --closes "$(date -d '+60 days' +%F)"
    call=$("$praxis" --json call list | sed -n 's/.*"id": "\([^"]*\)".*/\1/p' | head -n 1)
    serve "$PRAXIS_HOUSE" --behind-proxy
    url=http://127.0.0.1:$port
}

# People who set their password as everybody does: signed in by a link.
make_people() {
    n=1
    while [ "$n" -le "$people" ]; do
        mail=person-$n@example.eu
        jar=$work/person-$n
        "$praxis" --quiet people add "Person $n" --mail "$mail"
        link=$("$praxis" people link "$mail" --address "$url")
        path=/en${link#"$url"}
        send "$jar" "$path" -d "csrf=$(page "$jar" "$path")" >/dev/null
        csrf=$(page "$jar" /en/me/security)
        [ "$(send "$jar" /en/me/security/password -d "csrf=$csrf" \
            --data-urlencode "password=$password")" = 303 ] || {
            echo "bench_process: no password was set" >&2
            exit 1
        }
        n=$((n + 1))
    done
}

# sign_in FIRST: every other sign-in of a round.
sign_in() {
    n=$1
    while [ "$n" -le "$each" ]; do
        jar=$work/jar-$1
        rm -f "$jar"
        csrf=$(page "$jar" /en/sign-in)
        send "$jar" /en/sign-in -d "csrf=$csrf" -d "mail=person-$((n % people + 1))@example.eu" \
            --data-urlencode "password=$password" >>"$work/codes-$1"
        n=$((n + 4))
    done
}

now() {
    date +%s%N
}

# seconds START: since then.
seconds() {
    awk -v n=$(($(now) - $1)) 'BEGIN { printf "%.3f\n", n / 1e9 }'
}

sum() {
    awk '{ n += $1 } END { print n }' "$@"
}

tools/build.sh release bench/web_tool
start
make_people
round=0
while [ "$round" -lt "$rounds" ]; do
    said=$(bench/apply.sh "$url" "$call" "$each" $((round * each + 1)))
    echo "${said##*seconds: }" >>"$work/applying"
    "$tool" argon2id "$hashes" >>"$work/bare"
    began=$(now)
    sign_in 1 &
    one=$!
    sign_in 2 &
    two=$!
    sign_in 3 &
    three=$!
    sign_in 4 &
    wait "$one" "$two" "$three" $!
    seconds "$began" >>"$work/signing"
    round=$((round + 1))
done
"$tool" argon2id "$hashes" >>"$work/bare"
count=$((each * rounds))
signed=$(cat "$work"/codes-* | grep -c '^303$' || :)
[ "$signed" = "$count" ] || {
    echo "bench_process: of $count sign-ins $signed were right" >&2
    exit 1
}
applying=$(sum "$work/applying")
signing=$(sum "$work/signing")
rate() { # COUNT SECONDS
    awk -v n="$1" -v s="$2" 'BEGIN { print n / s }'
}
echo "process: $count applications in $applying s, $(rate "$count" "$applying") a second"
"$tool" line 'process: signing in by password, over HTTP' "$(rate "$count" "$signing")" sign-ins/s \
    'argon2id alone' "$(rate $((hashes * (rounds + 1))) "$(sum "$work/bare")")" 0.85
"$tool" line "process: $count applications and $count sign-ins" \
    "$(awk -v a="$applying" -v b="$signing" 'BEGIN { print a + b }')" s \
    'as many of ten minutes' "$(awk -v n="$count" 'BEGIN { print 600 * n / 1000 }')" 1 less
