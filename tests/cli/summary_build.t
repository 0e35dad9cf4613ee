#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis summary build: the public summary of training content from claims, as the template orders.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
claim() {
    sqlite3 "$PRAXIS_HOUSE/house.db" "INSERT INTO claim (public_id, provider, model, field, value,
        basis, method, program, digest, time, act) VALUES (hex(randomblob(13)), 1, 1, '$1', '$2',
        '${3:-declared}', '', '', '', 1780000000000, 'a')"
}
sqlite3 "$PRAXIS_HOUSE/house.db" "INSERT INTO provider (public_id, slug, name, created, act)
    VALUES ('0123456789abcdefghjkmnpqrs', 'example-lab', 'Example Lab', 1, 'a');
    INSERT INTO model (public_id, provider, slug, name, created, act)
    VALUES ('0123456789abcdefghjkmnpqrt', 1, 'lantern', 'Lantern', 1, 'a')"
claim summary.1.3.a '["image","text"]' measured
claim summary.1.3.b '{"image":{"unit":"images","value":1000000},
    "text":{"unit":"tokens","value":"15612345678901"}}' measured
claim summary.2.1.a true
claim summary.2.1.b '["text"]'
claim summary.2.1.c '[{"link":"https://commoncrawl.org/","name":"Common Crawl",
    "share_of_all":"61.2","share_of_public":"72.4","version":"CC-MAIN-2024-10"}]' measured
claim summary.2.3.a true
list=$(printf 'ab%.0s' $(seq 32))
claim summary.2.3.h '{"count":120,"file":"'"$list"'","rule":"domains",
    "shown":[{"bytes":1234567,"domain":"example.org"},{"bytes":12,"domain":"example.com"}],
    "total_domains":1200}' measured
claim summary.2.5.a false

run praxis summary build example-lab/lantern --lang en
succeeds 'a summary is built'
is 'its sections are those of the template, in their order' \
    "$(printf %s "$out" | sed -n 's/^##* \([0-9.]*\) .*/\1/p' | tr '\n' ' ')" \
    '1 1.1 1.2 1.3 2 2.1 2.2 2.2.1 2.2.2 2.3 2.4 2.5 2.6 3 3.1 3.2 3.3 '
is 'section 1.3 orders the modalities so' \
    "$(printf %s "$out" | sed -n '/^\*\*Modality\*\*/,/^$/s/^\([☐☑]\) \([A-Z][a-z]*\).*/\1\2/p' |
        tr '\n' ' ')" '☑Text ☑Image ☐Audio ☐Video ☐Other '
is 'and section 2 so' \
    "$(printf %s "$out" | sed -n '/^### 2.1/,/^### 2.2/p' |
        sed -n '/^\*\*Modalities\*\*/,/^$/s/^\([☐☑]\) \([A-Z][a-z]*\).*/\1\2/p' |
        tr '\n' ' ')" '☑Text ☐Image ☐Video ☐Audio ☐Other '
like 'the box follows the number' "$out" '^☑ more than 10 trillion tokens'
like 'which stands below it' "$out" '^15,612,345,678,901 tokens'
like 'a number on a border is said to be one' "$out" 'lies on the border of two ranges'
like 'both readings of the share of large datasets' "$out" '72\.4 % \| 61\.2 %'
like 'with the rule' "$out" 'reaches 3 % of one modality, either'
like 'domains with their rule' "$out" 'the top 10 % of all domain names'
like 'and the hash of the whole list' "$out" '^abababab'
like 'ranked' "$out" '\| 1 \| example\.org \| 1,234,567'
like 'where each answer comes from' "$out" '^\*Measured\*'
like 'what is missing is said to be' "$out" '^\*Missing\*'
is 'not applicable where the answer above says so' \
    "$(printf %s "$out" | sed -n '/^### 2.5/,/^### 2.6/p' | grep -c '^N/A – Not applicable')" 3
like 'the date of the document is that of its newest claim' "$out" '^28 May 2026'

run praxis summary build example-lab/lantern --lang fr
like 'in French' "$out" '^☑ plus de 10.000 milliards de jetons'
like 'with its sections' "$out" '^### 2\.4 Données d.utilisateurs'

run praxis summary build example-lab/lantern --format json --ranges-only
succeeds 'sizes as ranges alone'
is 'then the numbers stand nowhere' \
    "$(printf %s "$out" | jq -c '.fields[] | select(.field == "1.3.b") | .value')" \
    '{"image":{"range":"middle"},"text":{"range":"high"}}'
unlike 'not even as evidence' "$out" 15612345678901
for format in json html docx; do
    praxis --quiet summary build example-lab/lantern -o first.$format
    praxis --quiet summary build example-lab/lantern -o second.$format
    ok "the same bytes as $format" cmp first.$format second.$format
done
run praxis summary build first.json --format md --lang en
succeeds 'a summary is written from its JSON'
like 'with the same words' "$out" '^15,612,345,678,901 tokens'
run praxis form build first.json --recipient downstream
fails 3 'a summary is no documentation form'
done_testing
