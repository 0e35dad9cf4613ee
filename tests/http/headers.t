#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Headers on every kind of answer; entity tags, compression, HEAD.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

run praxis init
succeeds 'a house'
start_server || exit 1
asset=$(curl -s "$url/en/" | sed -n 's/.*href="\(\/assets\/[^"]*\.css[^"]*\)".*/\1/p' | head -n 1)

for path in / /en /en/ /fr/ /en.json /en/none /nope /en/none.json /en/codes/%zz /en/.. /healthz \
    /healthz.json /openapi.json /robots.txt /favicon.ico /log/checkpoint "$asset" /assets/none; do
    get "$path"
    secured "headers on $path"
done
get /en/ -X DELETE
secured 'headers on a method that is not taken'
get /en/preference -d a=b
secured 'headers on a form that is refused'
get /en/preference -d a=b -H 'Content-Type: text/plain'
secured 'headers on a type that is not taken'
get /en/ -H "X-Long: $(head -c 17000 /dev/zero | tr '\0' x)"
secured 'headers on a head that is too large'
get / -I
secured 'headers on HEAD'

get /en/
is 'a page in English' "$(header Content-Language)" en
is 'its type' "$(header Content-Type)" 'text/html; charset=utf-8'
is 'it is revalidated' "$(header Cache-Control)" no-cache
is 'it varies with cookies and compression' "$(header Vary)" 'Accept-Encoding, Cookie'
is 'no word of the software' "$(header Server)" ''
is 'no TLS, no HSTS' "$(header Strict-Transport-Security)" ''
etag=$(header ETag)
length=$(header Content-Length)
like 'a strong tag' "$etag" '^"[0-9a-f]{32}"$'
get /fr/ -H 'Accept-Language: en'
is 'the address decides the language' "$(header Content-Language)" fr

get /en/ -I
is 'HEAD has the status' "$code" 200
is 'HEAD has the length' "$(header Content-Length)" "$length"
is 'HEAD has the tag' "$(header ETag)" "$etag"
is 'HEAD has no body' "$(printf 'HEAD /en/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' |
    raw 5 | sed '1,/^$/d')" ''

for list in "$etag" "W/$etag" "\"x\", $etag" '*'; do
    get /en/ -H "If-None-Match: $list"
    is "304 for $list" "$code" 304
    secured '304'
    is 'it names the tag' "$(header ETag)" "$etag"
    is 'it has no body' "$body" ''
done
get /en/ -H 'If-None-Match: "x"'
is 'another tag gives the page' "$code" 200
get /en/none -H 'If-None-Match: *'
is 'an error is never 304' "$code" 404

get /en/ -H 'Accept-Encoding: gzip'
is 'compressed' "$(header Content-Encoding)" gzip
like 'with a tag of its own' "$(header ETag)" '^"[0-9a-f]{32}-gz"$'
is 'it is the same page' "$(gzip -dc "$WORK/.body" | sha256sum)" \
    "$(curl -s "$url/en/" | sha256sum)"
gz=$(header ETag)
get /en/ -H 'Accept-Encoding: gzip' -H "If-None-Match: $gz"
is 'the compressed form is revalidated' "$code" 304
get /en/ -H 'Accept-Encoding: gzip;q=0, br'
is 'q=0 is no' "$(header Content-Encoding)" ''
get /en/preference -H 'Accept-Encoding: gzip'
is 'a page with a token goes plain' "$(header Content-Encoding)" ''

get "$asset"
like 'an asset under its hash is kept' "$(header Cache-Control)" 'max-age=31536000, immutable'
is 'the same for all' "$(header Vary)" Accept-Encoding
get "${asset%%\?*}"
is 'without the hash it is revalidated' "$(header Cache-Control)" no-cache
get "${asset%%\?*}?v=0000000000000000"
is 'as with another hash' "$(header Cache-Control)" no-cache
get /healthz
is 'health is never kept' "$(header Cache-Control)" no-store

stops 'it stops'

start_server --behind-proxy || exit 1
get /en/ -H 'X-Forwarded-Proto: https'
is 'HSTS behind TLS' "$(header Strict-Transport-Security)" max-age=31536000
get /en/ -H 'X-Forwarded-Proto: http'
is 'none without' "$(header Strict-Transport-Security)" ''
stops 'it stops'
done_testing
