#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The file that a text was imported from: kept, checked, backed up, restored, offered to readers.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

files() {
    find "${1:-house}/files" -type f | wc -l
}

praxis --quiet init --origin sources.example/log
mkdir drafts
printf '# One {.chapter}\r\n\r\nSome words.  \r\n' >drafts/draft.md
printf '# Un {.chapter}\n\nDes mots <script>.\n' >draft.fr.md
run praxis code import drafts/draft.md --code open --version draft-1
succeeds 'a draft'
ok 'the file is kept as it was' cmp drafts/draft.md \
    "$(find house/files -name "$(sha256sum <drafts/draft.md | cut -d' ' -f1)")"
"$PRAXIS" --quiet code import - --code open --version draft-1 --lang fr <draft.fr.md
is 'its French text from standard input' "$?" 0
is 'two files' "$(files)" 2
run praxis code import drafts/draft.md --code open --version draft-1
succeeds 'the draft again'
is 'is no further source; what stood there before is kept' "$(files)" 3
run praxis code import missing.md --code open --version draft-1
fails 4 'a file that is not there'
is 'leaves none' "$(files)" 3
run praxis check
succeeds 'the house is whole'

start_server || exit 1
get /codes/open/draft-1/source/en
is 'no source while it is a working version' "$code" 404
run praxis code publish open draft-1
succeeds 'publish'
get /codes/open/draft-1/source/en
is 'the source' "$code" 200
secured 'with the headers of all answers'
ok 'byte for byte' cmp drafts/draft.md .body
is 'its type' "$(header Content-Type)" 'text/markdown; charset=utf-8'
is 'its name' "$(header Content-Disposition)" 'attachment; filename="open-draft-1.en.md"'
get /codes/open/draft-1/source/fr
ok 'in French' cmp draft.fr.md .body
is 'with its name' "$(header Content-Disposition)" 'attachment; filename="open-draft-1.fr.md"'
get /codes/open/draft-1/source/fr -H "If-None-Match: $(header ETag)"
is 'it is not sent twice' "$code" 304
get /codes/open/draft-1/source/fr -H 'Accept-Encoding: gzip' --compressed
ok 'also compressed' cmp draft.fr.md .body
get /codes/open/draft-1/source/en -I
is 'HEAD' "$code" 200
for path in /codes/open/draft-1/source/de /codes/open/draft-1/source/EN \
    /codes/open/draft-1/source/en.json /codes/open/draft-2/source/en /codes/none/draft-1/source/en \
    /codes/open/draft-1/source /en/codes/open/draft-1/source/en \
    /codes/open/draft-1/source/%2e%2e; do
    get "$path"
    like "nothing at $path" "$code" '^40[04]$'
done
for language in en fr; do
    get "/$language/codes/open/draft-1"
    like "the page in $language links both" "$body" 'href="/codes/open/draft-1/source/en"'
    like 'the other' "$body" 'href="/codes/open/draft-1/source/fr"'
done
get /en/codes/open/draft-1.json
like 'so does its JSON' "$body" '"link":"/codes/open/draft-1/source/fr"'
like 'with the hash' "$body" "\"sha256\":\"$(sha256sum <draft.fr.md | cut -d' ' -f1)\""
get /openapi.json
like 'the description knows the address' "$body" '/codes/\{code\}/\{version\}/source/\{language\}'
run praxis backup --keys house.tar
succeeds 'a backup beside the server'
stop_server
is 'the server ends well' "$status" 0

run praxis --house back restore house.tar
succeeds 'restore'
is 'both files are there' "$(files back)" 2
run praxis --house back check
succeeds 'and whole'
export PRAXIS_HOUSE="$WORK/back"
start_server || exit 1
get /codes/open/draft-1/source/en
ok 'the restored house gives the source' cmp drafts/draft.md .body
stop_server
is 'and ends well' "$status" 0

find back/files -type f -exec sh -c 'printf x >>"$1"' sh {} \;
run praxis check
fails 13 'a changed source is found'
start_server || exit 1
get /codes/open/draft-1/source/en
is 'and not given out' "$code" 500
unlike 'nothing of it' "$body" 'Some words'
stop_server
is 'nor fatal' "$status" 0
done_testing
