#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The nginx configuration that is shipped, with nginx itself in front of the server: TLS, headers,
# forms. Ports and paths are replaced by ours. The systemd unit is read by systemd's own checker.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

if command -v systemd-analyze >/dev/null; then
    sed "s|/usr/local/bin/praxis|$PRAXIS|" "$PX_ROOT/packaging/praxis.service" >praxis.service
    run systemd-analyze verify --man=no ./praxis.service
    unlike 'systemd finds nothing in the unit' "$out$err" 'praxis\.service'
else
    skip 'no systemd-analyze here'
fi

nginx=$(PATH=$PATH:/usr/sbin:/sbin command -v nginx) || {
    skip 'no nginx here'
    done_testing
}
command -v openssl >/dev/null || {
    skip 'no openssl here'
    done_testing
}

run praxis init
succeeds 'a house'
start_server --behind-proxy || exit 1
plain=$(free_port)
tls=$(free_port)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj /CN=localhost -keyout "$WORK/key.pem" -out "$WORK/cert.pem" 2>/dev/null
{
    echo "daemon off; pid $WORK/nginx.pid; error_log $WORK/nginx.log; worker_processes 1;"
    [ "$(id -u)" != 0 ] || echo 'user root;'
    echo 'events { worker_connections 256; }'
    echo 'http {'
    for kind in client_body proxy fastcgi uwsgi scgi; do
        echo "${kind}_temp_path $WORK/nginx-$kind;"
    done
    sed -e '/listen \[::\]/d' -e "s/listen 80;/listen 127.0.0.1:$plain;/" \
        -e "s/listen 443/listen 127.0.0.1:$tls/" -e "s/127\.0\.0\.1:8080/127.0.0.1:$port/" \
        -e "s|/etc/ssl/certs/praxis.pem|$WORK/cert.pem|" \
        -e "s|/etc/ssl/private/praxis.key|$WORK/key.pem|" "$PX_ROOT/packaging/nginx.conf"
    echo '}'
} >"$WORK/nginx.conf"

run "$nginx" -t -q -p "$WORK" -c "$WORK/nginx.conf" -e "$WORK/nginx.log"
succeeds 'nginx takes the configuration'
"$nginx" -p "$WORK" -c "$WORK/nginx.conf" -e "$WORK/nginx.log" &
front=$!
trap 'kill "$front" 2>/dev/null; finish' EXIT
tries=0
while ! curl -sk -o /dev/null "https://127.0.0.1:$tls/" && [ "$tries" -lt 200 ]; do
    tries=$((tries + 1))
    sleep 0.05
done

direct=$url
url=http://127.0.0.1:$plain
get /en/
is 'without TLS on to TLS' "$code $(header Location)" '308 https://127.0.0.1/en/'

url=https://127.0.0.1:$tls
get /en/ -k
is 'the page comes through' "$code" 200
secured 'with its headers'
is 'and HSTS' "$(header Strict-Transport-Security)" max-age=31536000
etag=$(header ETag)
get /en/ -k -H "If-None-Match: $etag"
is 'it is revalidated through nginx' "$code" 304
get /en/ -k -H 'X-Forwarded-Proto: http'
is 'a client cannot unsay TLS' "$(header Strict-Transport-Security)" max-age=31536000
get /en/preference -k
like 'the session is bound to the host' "$(header Set-Cookie)" '^__Host-session=.*; Secure$'
cookie=$(header Set-Cookie)
token=$(printf '%s' "$body" | sed -n 's/.*name="csrf" value="\([0-9a-f]*\)".*/\1/p' | head -n 1)
get /en/preference -k -H "Cookie: ${cookie%%;*}" -H 'Transfer-Encoding: chunked' \
    -H 'Origin: https://127.0.0.1' -d "csrf=$token&appearance=dark"
is 'a form in chunks comes with its length' "$code" 303
get /healthz -k
is 'health is shown to the machine itself' "$code" 200
head -c 1100000 /dev/zero >"$WORK/large"
get /en/preference -k --data-binary "@$WORK/large"
is 'too much is refused by nginx' "$code" 413

kill "$front"
wait "$front"
url=$direct
stops 'it stops'
done_testing
