#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Reports on the comments of a code: each as a page, as its twin and as a file, in two languages;
# what is not there; nothing that is not public.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init --origin reports.example/log
cat >1.md <<'EOF'
# Lamps {#lamps00001 .chapter}

Whoever leaves a room should turn the lamp off within ten minutes. {#off0000001}

A lamp of more than sixty watts is looked at twice. {#watts00001}
EOF
sed 's/should turn the lamp off within ten/shall turn the lamp off within five/' 1.md >2.md
for version in 1 2; do
    praxis --quiet code import "$version.md" --code lamps --version "$version" >/dev/null
done
praxis --quiet code publish lamps 1 >/dev/null
cat >archive.json <<'EOF'
{"repo": "example/lamps",
 "issues": [
  {"number": 1, "title": "Sooner", "author": "reader-one", "labels": [], "state": "CLOSED",
   "body": "> turn the lamp off within ten minutes\n\nThat is <b>too</b> late.",
   "createdAt": "2026-01-05T10:00:00Z", "closedAt": "2026-01-08T10:00:00Z",
   "comments": [{"author": "editor-one", "body": "Five it is.",
      "createdAt": "2026-01-08T10:00:00Z"}]},
  {"number": 2, "title": "Candles", "author": "reader-two", "labels": [], "state": "OPEN",
   "body": "What of them?", "createdAt": "2026-01-06T10:00:00Z", "closedAt": null, "comments": []}],
 "pulls": [
  {"number": 3, "title": "Five", "author": "editor-one", "labels": [], "state": "MERGED",
   "body": "Closes #1.", "createdAt": "2026-01-07T10:00:00Z", "closedAt": "2026-01-08T10:00:00Z",
   "mergedAt": "2026-01-08T10:00:00Z", "reviews": []}]}
EOF
praxis --quiet comments import-record archive.json lamps >/dev/null
start_server || exit 1

get /en/codes/lamps/reports/strength
is 'no comparison with what is not published' "$code" 404
get /en/codes/lamps/reports
unlike 'no way to what there is not' "$body" 'href="/en/codes/lamps/reports/strength"'
praxis --quiet code publish lamps 2 >/dev/null

get /en/codes/lamps
like 'the code leads to its reports' "$body" 'href="/en/codes/lamps/reports"'
get /en/codes/lamps/reports
is 'the list' "$code" 200
for report in disposition four-column participation strength; do
    like "it leads to $report" "$body" "href=\"/en/codes/lamps/reports/$report\""
done
get /en/codes/lamps/reports.json
is 'its twin' "$(printf '%s' "$body" | jq -r '.reports | length')" 4

get '/en/codes/lamps/reports/disposition?version=1'
is 'a disposition' "$code" 200
like 'the comment, its marks harmless' "$body" 'That is &lt;b&gt;too&lt;/b&gt; late'
like 'its answer' "$body" 'doc-partial">Accepted with modifications</td>'
like 'the reason' "$body" 'Five it is'
like 'what has no answer' "$body" 'not answered yet</th><td class="doc-number">1<'
get '/en/codes/lamps/reports/four-column?version=1'
like 'four columns' "$body" '<th scope="col">Version 1</th>.*Comments.*Answers.*Version 2'
like 'the redline' "$body" '<del>should </del>|<del>should</del>'
like 'the new words' "$body" '<ins>shall'
get '/en/codes/lamps/reports/strength?version=1'
like 'a duty that binds more' "$body" 'doc-good">strengthened'
like 'the comment behind it' "$body" 'Comment 1 \(Accepted with modifications\)'
get '/en/codes/lamps/reports/participation?version=1'
like 'a picture with its title' "$body" '<svg class="chart".*role="img"|<title>Shares by category'
like 'few people are put together' "$body" 'Others, with few participants each'
unlike 'nothing inline' "$body" 'style='

get /fr/codes/lamps/reports/participation
is 'in French' "$code" 200
like 'its language' "$body" '<html lang="fr"'
for format in docx pdf xlsx csv md json html; do
    get "/en/codes/lamps/reports/disposition?version=1&format=$format"
    if [ "$format" = pdf ] && [ "$code" != 200 ]; then
        like 'a clear word where the tool is missing' "$body" 'weasyprint'
        continue
    fi
    is "as $format" "$code" 200
    [ "$format" = json ] || like "to keep as $format" "$head" \
        "filename=\"lamps-1-disposition.$format\""
done
# ---- PDF: one at a time, and each report once
get '/en/codes/lamps/reports/disposition?version=1&format=pdf'
if [ "$code" = 200 ]; then
    cp "$WORK/.body" first.pdf
    get '/en/codes/lamps/reports/disposition?version=1&format=pdf&again=1'
    is 'the same PDF is not made again' "$(cmp first.pdf "$WORK/.body" 2>&1)" ''
    curl -s -o long.pdf -D head.long -w '%{http_code}\n' \
        "$url/fr/codes/lamps/reports/four-column?format=pdf" \
        >codes 2>/dev/null &
    long=$!
    while kill -0 "$long" 2>/dev/null; do
        get '/fr/codes/lamps/reports/participation?format=pdf'
        echo "$code" >>others
        printf '%s\n' "$head" >>heads
    done
    wait "$long"
    is 'two at once: one waits its turn' "$(sort -u codes others | tr '\n' ' ')" '200 503 '
    is 'and is told for how long' \
        "$(cat heads head.long | tr -d '\r' | sed -n 's/^Retry-After: //Ip' | sort -u)" 5
    get '/en/codes/lamps/reports/four-column?version=1&format=docx'
    is 'nothing else waits' "$code" 200
    get '/fr/codes/lamps/reports/participation?format=pdf'
    is 'then it is made' "$code" 200
else
    skip 'no weasyprint here' 5
fi

get '/en/codes/lamps/reports/disposition.json?version=1'
is 'the twin' "$(printf '%s' "$body" | jq -r '.schema, .title')" \
    "$(printf '1\nDisposition of comments')"

for bad in 'disposition?version=9' 'disposition?part=2' 'disposition?format=exe' 'nothing' \
    'disposition?process=none&round=1' 'strength?version=2'; do
    get "/en/codes/lamps/reports/$bad"
    is "not there: $bad" "$code" 404
done
get /en/codes/none/reports
is 'no such code' "$code" 404
stops 'the server'
done_testing
