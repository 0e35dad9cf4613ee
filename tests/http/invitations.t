#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Uploads: a table of invitations; hostile and oversized forms.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
praxis --quiet process begin demo edition-2 --template gpai --from "$(date +%F)" --lang en
start_server || exit 1
path=/en/codes/demo/processes/edition-2/invitations

# upload FILE DO [CURL OPTION...]
upload() {
    upload_file=$1
    upload_do=$2
    shift 2
    get "$path" -F "csrf=$csrf" -F "do=$upload_do" -F "table=@$upload_file" "$@"
}

printf 'name;mail;category;country\r\n"Ann ""A""";ann@example.eu;academia;BE\r\n' >good.csv
printf '%s\n' 'name,mail,country' 'Ann,ann@example.eu,BE' 'Bob,nowhere,BE' \
    'Carl,carl@example.eu,XX' >bad.csv
printf 'name,mail\n<script>alert(1)</script>,evil@example.eu\n' >evil.csv
printf 'MZ\220\000\003' >program.csv
printf 'name,mail\n"open,ann@example.eu\n' >open.csv

nobody
get "$path"
is 'strangers do not invite' "$code" 401
person_with member code:demo
get "$path"
is 'nor do members' "$code" 403
person_with secretariat
get "$path"
is 'the secretariat does' "$code" 200
csrf=$(form_token)
upload good.csv preview
is 'a preview' "$code" 200
like 'says what would happen' "$body" 'What the table would do'
unlike 'and does nothing' "$(praxis people list)" 'ann@example.eu'
upload bad.csv invite
is 'errors are told' "$code" 422
like 'with the column' "$body" '<code>mail</code>'
like 'of each row' "$body" '<code>country</code>'
unlike 'and nothing is half done' "$(praxis people list)" 'ann@example.eu'
upload good.csv invite
is 'it is taken over' "$code" 200
like 'the person is there' "$(praxis people list)" 'ann@example.eu'
like 'and told' "$(praxis mail list)" 'you are invited'
upload good.csv invite
like 'a second time it is known' "$body" 'known: 1'
upload evil.csv preview
unlike 'names are no markup' "$body" '<script>alert'
upload program.csv preview
is 'a program is no table' "$code" 422
upload open.csv preview
is 'an open quotation mark' "$code" 422
like 'is told with its line' "$body" 'line 2'
: >empty.csv
upload empty.csv preview
is 'an empty file is none' "$code" 422

good=$csrf
csrf=
upload good.csv invite
is 'without the token' "$code" 403
csrf=$good
get "$path" -H 'Content-Type: multipart/form-data' --data-binary 'x'
is 'without a boundary' "$code" 400
get "$path" -H 'Content-Type: multipart/form-data; boundary=b' --data-binary '--b'
is 'cut off' "$code" 400
get "$path" -H 'Content-Type: multipart/mixed; boundary=b' --data-binary '--b--'
is 'of another type' "$code" 415
head -c 5000000 /dev/zero | tr '\0' 'a' >large.csv
upload large.csv preview
is 'a table that is too large' "$code" 422
head -c 22000000 /dev/zero >huge.csv
upload huge.csv preview -H 'Expect: 100-continue'
is 'a request that is too large' "$code" 413
# Who does not ask before sending gets the same answer, and no reset before it is read.
upload huge.csv preview -H 'Expect:'
is 'and without asking' "$code" 413
get /en/preference -F "csrf=$csrf" -F "appearance=dark"
is 'files only where they are taken' "$code" 415
head -c 2000000 /dev/zero >two.bin
get /en/preference -H 'Expect:' --data-binary @two.bin
is 'and elsewhere no more than before' "$code" 413
get /en/about
is 'the server goes on' "$code" 200
stops 'it stops'
done_testing
