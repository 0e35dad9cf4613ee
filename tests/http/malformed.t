#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Requests that are not well formed, byte by byte: each costs one clear answer, and the server
# lives.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
start_server || exit 1

# answers STATUS 'name' <BYTES: the first line of what comes back has that status, or nothing came
# back and the server closed where the status is "-".
answers() {
    first=$(raw | head -n 1)
    case $1 in
    -) is "$2" "$first" '' ;;
    *) like "$2" "$first" "^HTTP/1\.1 $1 " ;;
    esac
}

for path in '/en/%' '/en/%4' '/en/%zz' '/en/%ff' '/en/%00' '/en/%0a' '/en/%c0%af' '/en/../en/' \
    '/en/%2e%2e/' '/en/./x' '/en//' '//' '//en/' '/en/a%2fb' '/en/a%5cb' '/en/%ed%a0%80' \
    '/en/search?q=%' '/en/search?q=%ff' '/en/search?q=%00' '/en/search?%0a=1' '/en/search?=1' \
    '/en/search?q=%1b' '/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17'; do
    get "$path"
    is "400 for $path" "$code" 400
    like 'with a page that explains' "$body" '<h1'
done
get "/en/search?$(head -c 257 /dev/zero | sed 's/\x00/a\&/g')"
is '400 for 257 fields' "$code" 400
get "/en/search?$(head -c 256 /dev/zero | sed 's/\x00/a\&/g')"
is '256 fields pass' "$code" 200
get "/en/search?$(head -c 7000 /dev/zero | sed 's/\x00/\&/g')"
is 'empty parts pass' "$code" 200
get "/en/search?$(head -c 65 /dev/zero | tr '\0' n)=1"
is '400 for a long name' "$code" 400

h='Host: x\r\nConnection: close\r\n'
f='Content-Type: application/x-www-form-urlencoded\r\n'
# shellcheck disable=SC2059 # the formats are ours
{
    printf "GET http://x/en/ HTTP/1.1\r\n$h\r\n" | answers 200 'absolute form'
    printf "OPTIONS * HTTP/1.1\r\n$h\r\n" | answers 400 'asterisk form'
    printf 'GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n' | answers 400 'no Host'
    printf "GET /en/ HTTP/1.1\r\nHost: y\r\n$h\r\n" | answers 400 'two Hosts'
    printf 'GET /en/ HTTP/1.0\r\n\r\n' | answers 200 'HTTP/1.0 needs none'
    printf 'GET /en/ HTTP/1.1\r\nHost : x\r\n\r\n' | answers 400 'space before the colon'
    printf '\026\003\001\000\245\001\r\n\r\n' | answers - 'a TLS greeting'
    printf '\r\n\r\n\r\n' | answers - 'empty lines'
    printf 'GET /en/ HTTP/9.9\r\nHost: x\r\n\r\n' | answers 505 'an unknown version'
    printf "get /en/ HTTP/1.1\r\n$h\r\n" | answers 405 'a method in small letters'
    printf "GET /en/ HTTP/1.1\r\n${h}Content-Length: 3\r\n\r\nabc" | answers 400 'GET with a body'
    p="POST /en/preference HTTP/1.1\r\n$h$f"
    printf "${p}Content-Length: -1\r\n\r\n" | answers 400 'a negative length'
    printf "${p}Content-Length: 3x\r\n\r\nabc" | answers 400 'a length with a letter'
    printf "${p}Content-Length: 99999999999999999999999\r\n\r\n" | answers 413 'an endless length'
    printf "${p}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd" | answers 400 'two lengths'
    printf "${p}Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n" | answers 411 'chunks'
    printf "${p}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n" |
        answers 411 'chunks and a length'
    printf "${p}Content-Length: 7\r\n\r\na=%%zz&b" | answers 400 'a form that is not well formed'
    printf "GET /en/ HTTP/1.1\r\n${h}Cookie: \377\001=;;;=a\r\n\r\n" | answers 200 'odd cookies'
    printf "GET /en/ HTTP/1.1\r\n${h}Accept-Language: ;q=,,\377*;q=9\r\n\r\n" |
        answers 200 'an odd Accept-Language'
    printf "GET /en/ HTTP/1.1\r\n${h}If-None-Match: W/,\",,W/\"\r\n\r\n" |
        answers 200 'an odd If-None-Match'
}
get /healthz
is 'the server is well' "$code" 200
stops 'it stops'
done_testing
