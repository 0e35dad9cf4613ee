#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus manifest: which input belongs to which source, and what the schema accepts.
. "$(dirname "$0")/../lib.sh"

mkdir crawl sets
printf 'x\n' >crawl/a.warc
printf '{}\n' >sets/b.jsonl
printf '{}\n{}\n' >sets/c.jsonl
printf '{}\n' >other.jsonl
printf -- '---\npretty_name: Set B\nlicense: mit\n---\n' >README.md
cat >manifest.json <<'END'
{ "manifest": 1, "sources": [
  { "name": "Our crawl", "kind": "crawled", "crawler": "ExampleBot", "crawled_by": "provider",
    "stages": ["pre-training"], "epochs": 2, "paths": ["crawl"] },
  { "metadata": "README.md", "kind": "public-dataset", "snapshot": "2.0",
    "paths": ["sets/*.jsonl"] }
] }
END

run praxis corpus manifest manifest.json
succeeds 'a manifest is read'
like 'sources are listed with their kind' "$out" '^Set B +Publicly available dataset +2\.0'
run praxis --lang fr corpus manifest manifest.json crawl sets other.jsonl
succeeds 'and its inputs are counted'
like 'by source' "$out" '^Set B .* +2 +9$'
like 'in French' "$out" '^Our crawl +Données moissonnées par le fournisseur ou pour son compte '
run praxis --json corpus manifest manifest.json crawl sets other.jsonl
is 'what has no source is counted apart' \
    "$(printf %s "$out" | jq -c '[.sources[].inputs, .of_no_source.inputs]')" '[1,2,1]'
is 'the card fills what is missing' "$(printf %s "$out" | jq -r '.sources[1].licence')" mit

# What the program takes, the schema takes, and what it refuses, the schema refuses.
run praxis corpus manifest --schema
succeeds 'the schema is printed'
printf %s "$out" >schema.json
schema_takes() {
    run /usr/bin/python3 -c 'import json, jsonschema, sys
schema = json.load(open("schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open(sys.argv[1])), schema, jsonschema.Draft202012Validator)' "$1"
}
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    schema_takes manifest.json
    succeeds 'the schema takes the manifest'
    for bad in '"kind": "bought"' '"license": "MIT"' '"epochs": 0' '"stages": ["a,b"]' \
        '"paths": []' '"crawled_by": "me"' '"known": "perhaps"'; do
        printf '{ "manifest": 1, "sources": [{ "name": "a", "paths": ["x"], %s }] }' "$bad" |
            sed '/"paths": \[\]/s/"paths": \["x"\], //' >bad.json
        run praxis corpus manifest bad.json
        fails 3 "$bad is refused"
        schema_takes bad.json
        fails 1 "$bad is refused by the schema, too"
    done
else
    skip 'the schema: python3-jsonschema is not here'
fi

# The scan counts by source, and the result says what was declared.
printf '{"url":"http://www.a.example.org/","text":"abcde"}\n' >crawl/a.jsonl
rm crawl/a.warc
run praxis --json corpus scan --manifest manifest.json crawl sets other.jsonl
whole=$(printf %s "$out" | jq -c '[.sources, .large_datasets]')
is 'documents by source, and those of none' "$(printf %s "$out" |
    jq -c '[.sources[] | [.source, .kind, .modalities[0].documents]]')" \
    '[["Our crawl","crawled",1],["Set B","public-dataset",3],["",null,1]]'
is 'what was declared goes with it' "$(printf %s "$out" |
    jq -c '.sources[0] | [.crawler, .stages, .thousandths_of_epochs]')" \
    '["ExampleBot","pre-training",2000]'
run praxis --lang fr corpus scan --manifest manifest.json crawl sets other.jsonl
like 'the report lists them' "$out" '^Our crawl +Données moissonnées par'
for rank in 0 1 2; do
    run praxis corpus scan --manifest manifest.json crawl sets other.jsonl -o part \
        --of 3 --rank $rank
done
run praxis corpus merge part* -o merged
run praxis --json corpus show merged
is 'parts merge into the same' "$(printf %s "$out" | jq -c '[.sources, .large_datasets]')" "$whole"
sed 's/"2\.0"/"2.1"/' manifest.json >other.json
run praxis corpus scan --manifest manifest.json crawl -o a.partial
run praxis corpus scan --manifest other.json sets -o b.partial
run praxis corpus merge a.partial b.partial -o both
fails 6 'results by different manifests do not merge'
like 'with the reason' "$err" 'manifest_sha256'

# The report as a page and as a table says the same.
run praxis corpus show merged --html report.html --csv rows.csv
succeeds 'the report is written as a page and as a table'
like 'with pictures' "$(cat report.html)" 'image/svg'
like 'and sources' "$(cat report.html)" 'Our crawl'
is 'rows add up' "$(awk -F, '$1 == "input" { sum += $4 } END { print sum }' rows.csv)" \
    "$(praxis --json corpus show merged | jq .total.documents)"
run praxis corpus show merged --html again.html
is 'the same result gives the same page' "$(cmp report.html again.html && echo same)" same

# Without a manifest, descriptions that lie among the data name their source.
mkdir -p found/set/data
mv README.md found/set/
cp sets/b.jsonl found/set/data/
cp sets/c.jsonl found/
run praxis --json corpus scan found
is 'a card names the source of its folder' "$(printf %s "$out" |
    jq -c '[.sources[] | [.source, .licence, .modalities[0].documents]]')" \
    '[["Set B","mit",1],["",null,2]]'
is 'and is no content' "$(printf %s "$out" | jq '.total.documents')" 3
like 'which is said' "$out" '"trouble": "description"'

printf '{ "manifest": 1, "sources": [{ "name": "a" }] }' >bad.json
run praxis corpus manifest bad.json
fails 3 "what is wrong is said"
like 'with its place' "$err" 'bad\.json: sources\[0\]: .*paths'
run praxis corpus manifest
fails 2 "a manifest has to be named"
done_testing
