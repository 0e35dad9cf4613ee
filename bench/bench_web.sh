#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The web pages against their rivals, by turns, on the demonstration house, with wrk:
#   - the reading page of the whole Code, for an anonymous reader, against nginx sending the same
#     bytes from a file; both write an access log
#   - the same page built anew for a reader with a session, against a bare libmicrohttpd server
#     that sends the same bytes, and against a page of the same text that Fossil renders: once as
#     the server does it, which keeps the rendered text of a published version, and once with
#     nothing kept (--cache 0), every provision read and rendered again
#   - what a thousand open connections cost the web process
#   - the first comparison of two drafts (the AIPREF drafts, where ../shared/data is there)
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
praxis=$PWD/build/praxis
tool=$PWD/build/release/bench/web_tool
rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-3}
page=/en/codes/gpai/final

# Requests a second of one run.
load() {
    wrk -t1 -c16 -d"$seconds" "$@" | awk '/Requests\/sec/ { print $2 }'
}

# rate NAME URL [WRK OPTION...]: appends a rate to the file of that name.
rate() {
    name=$1
    shift
    load "$@" >>"$work/$name"
}

start_nginx() {
    nginx=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx)
    nginx_port=$(free_port)
    {
        echo "daemon off; pid $work/nginx.pid; error_log $work/nginx.err; worker_processes 2;"
        [ "$(id -u)" != 0 ] || echo 'user root;'
        echo 'events { worker_connections 2048; }'
        echo "http { access_log $work/nginx.log; sendfile on; tcp_nopush on;"
        echo 'keepalive_requests 1000000; default_type text/html;'
        echo "server { listen 127.0.0.1:$nginx_port; root $work/www; } }"
    } >"$work/nginx.conf"
    "$nginx" -p "$work" -c "$work/nginx.conf" -e "$work/nginx.err" &
    processes="$processes $!"
    wait_for "http://127.0.0.1:$nginx_port/page.html"
}

# A wiki page of the same text: Fossil renders its Markdown at each request.
start_fossil() {
    (
        export HOME="$work" FOSSIL_USER=bench
        fossil init "$work/bench.fossil" >/dev/null
        for language in en fr; do # both, so that Fossil's page is not the smaller one
            "$praxis" --house "$work/house" code export gpai final --format md --lang "$language"
        done >"$work/page.md"
        fossil wiki create Code "$work/page.md" -R "$work/bench.fossil" --mimetype text/x-markdown \
            >/dev/null
    )
    fossil_port=$(free_port)
    HOME="$work" fossil server --localhost --port "$fossil_port" "$work/bench.fossil" \
        >/dev/null 2>&1 &
    processes="$processes $!"
    wait_for "http://127.0.0.1:$fossil_port/wiki?name=Code"
}

rates() {
    i=0
    while [ "$i" -lt "$rounds" ]; do
        rate cached "http://127.0.0.1:$port$page"
        rate nginx "http://127.0.0.1:$nginx_port/page.html"
        rate anew -H "Cookie: session=$token" "http://127.0.0.1:$port$page"
        rate bare "http://127.0.0.1:$bare_port/"
        i=$((i + 1))
    done
    rate fossil "http://127.0.0.1:$fossil_port/wiki?name=Code"
    for name in cached nginx anew bare fossil; do
        median <"$work/$name" >"$work/$name.median"
    done
}

figure() {
    cat "$work/$1.median"
}

rss_mb() {
    awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"
}

restart_praxis() {
    kill "$pid"
    wait "$pid" 2>/dev/null || :
    serve "$@" --log
}

# Every provision read and rendered again.
from_nothing() {
    restart_praxis "$work/house" --cache 0
    i=0
    while [ "$i" -lt "$rounds" ]; do
        rate nothing -H "Cookie: session=$token" "http://127.0.0.1:$port$page"
        rate bare_again "http://127.0.0.1:$bare_port/"
        i=$((i + 1))
    done
    median <"$work/nothing" >"$work/nothing.median"
    median <"$work/bare_again" >"$work/bare_again.median"
    "$tool" line 'web: reading page, nothing kept' "$(figure nothing)" requests/s \
        'bare libmicrohttpd' "$(figure bare_again)" 0.25
    "$tool" line 'web: reading page, nothing kept' "$(figure nothing)" requests/s Fossil \
        "$(figure fossil)" 10
}

connections() {
    restart_praxis "$work/house"
    curl -s -o /dev/null "http://127.0.0.1:$port$page"
    before=$(rss_mb "$pid")
    mkfifo "$work/hold.end"
    "$tool" hold 1000 "$port" "$page" <"$work/hold.end" >"$work/held" &
    processes="$processes $!"
    exec 9>"$work/hold.end"
    while [ ! -s "$work/held" ]; do sleep 0.1; done
    echo "web: $(cat "$work/held") open connections answered and held; memory of the web" \
        "process $before MB before, $(rss_mb "$pid") MB with them"
    "$tool" line 'web: memory with 1,000 open connections' "$(rss_mb "$pid")" MB 'the goal of' \
        64 1 less
    exec 9>&-
}

compare() {
    drafts=../shared/data/aipref
    [ -d "$drafts" ] || {
        echo 'web: compare of drafts: skipped, no ../shared/data/aipref'
        return
    }
    "$praxis" --quiet --house "$work/drafts" init
    for draft in 00 01 02 03 04 05; do
        "$praxis" --quiet --house "$work/drafts" code import "$drafts/vocab-$draft.md" \
            --code vocab --version "$draft" --lang en
        "$praxis" --quiet --house "$work/drafts" code publish vocab "$draft" --accept-doubts
    done
    serve "$work/drafts" --log
    for pair in 00/01 01/02 02/03 03/04 04/05 00/05; do
        curl -sf -o /dev/null -w '%{time_total}\n' \
            "http://127.0.0.1:$port/en/codes/vocab/compare/$pair"
    done | sort -g | awk 'END { print $1 * 1000 }' >"$work/compare"
    "$tool" line 'web: slowest first comparison of AIPREF drafts' "$(cat "$work/compare")" ms \
        'the goal of' 100 1 less
}

tools/build.sh release bench/web_tool
PRAXIS=$praxis tools/demo_house.sh "$work/house" >/dev/null
mkdir -p "$work/www"
token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
serve "$work/house" --log
curl -s -H "Cookie: session=$token" -o "$work/www/page.html" "http://127.0.0.1:$port$page"
echo "web: the page has $(wc -c <"$work/www/page.html") bytes"
start_nginx
bare "$tool" "$work/www/page.html"
start_fossil
fossil_size=$(curl -s "http://127.0.0.1:$fossil_port/wiki?name=Code" | wc -c)
echo "web: Fossil's page has $fossil_size bytes"
rates
"$tool" line 'web: reading page, anonymous' "$(figure cached)" requests/s nginx \
    "$(figure nginx)" 0.6
"$tool" line 'web: reading page, built anew' "$(figure anew)" requests/s 'bare libmicrohttpd' \
    "$(figure bare)" 0.25
"$tool" line 'web: reading page, built anew' "$(figure anew)" requests/s Fossil \
    "$(figure fossil)" 10
from_nothing
connections
compare
