#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus domains: the list as a table, as JSON and as pages; whose domains, and how many.
. "$(dirname "$0")/../lib.sh"

mkdir own bought
i=0
while [ $i -lt 40 ]; do
    i=$((i + 1))
    printf '{"url":"https://www.d%02d.co.uk/","text":"%*s"}\n' $i $i x
done >own/lines.jsonl
printf '{"url":"http://large.example/","text":"%1000s"}\n{"text":"no address"}\n' x >bought/b.jsonl
cat >manifest.json <<'END'
{ "manifest": 1, "sources": [{ "name": "own", "kind": "crawled", "paths": ["own"] }] }
END
run praxis corpus scan own bought -o all.partial
run praxis corpus scan --manifest manifest.json own bought -o told.partial

run praxis corpus domains all.partial
succeeds 'the list is printed as a table'
is 'of the top 10 % of the names, the largest first' \
    "$(printf '%s\n' "$out" | cut -d, -f1,2,4 | tr -d '\r' | tr '\n' ' ')" \
    'rank,domain,content_bytes 1,large.example,1000 2,d40.co.uk,40 3,d39.co.uk,39 '\
'4,d38.co.uk,38 5,d37.co.uk,37 '
run praxis corpus domains --small all.partial
is 'of small enterprises the top 5 %' "$(printf '%s\n' "$out" | wc -l)" 4
run praxis corpus domains told.partial
unlike 'what was not crawled is left out' "$out" 'large\.example'
like 'and the rest ranks by itself' "$out" '^1,d40\.co\.uk,'
run praxis corpus domains --of all told.partial
like 'unless all is asked for' "$out" '^1,large\.example,'
run praxis --json corpus domains --of all --max 2 told.partial
is 'as JSON, with the rule' "$(printf %s "$out" | jq -c '[.domains, .top, .listed,
    .rules[0].number, [.list[].domain]]')" '[41,5,5,10,["large.example","d40.co.uk"]]'

run praxis --lang fr corpus domains all.partial --html pages -o list.csv
succeeds 'as pages and as a file'
is 'with the same table' "$(cmp pages/domains.csv list.csv && echo same)" same
like 'in French' "$(cat pages/index.html)" '<html lang="fr">'
like 'a name is on its page' "$(cat pages/list-000001.html)" '<tr id="large\.example">'
run praxis corpus domains all.partial --html pages
fails 5 'a folder that holds something is left alone'
run praxis corpus domains --of some all.partial
fails 2 'other lists there are not'
done_testing
