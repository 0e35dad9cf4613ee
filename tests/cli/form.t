#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis form build, form prove: views of one form by recipient, and their proof.
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
claim model.p.size 7241732096 measured
claim model.c.flop.a '"6.7812345e23"'
claim model.c.time.a '{"hardware":41235,"wall_clock":"45.5"}'
claim model.x.n.a '[{"number":"15612345678901","part":"training","unit":"tokens"}]' measured
claim model.e.mwh '"512.7654321"'
claim model.p.arch '{"en":"Decoder of 32 layers","fr":"Décodeur de 32 couches"}'
claim model.d.ch.d '[{"access":"open","channel":"repository","name":"Example hub"}]'
claim model.d.ch.an '[{"access":"before release","channel":"enterprise","name":"Suite"}]'

# ---- What each recipient gets, and does not get
for who in ai-office authority downstream whole; do
    for format in json md html docx; do
        run praxis form build example-lab/lantern --recipient $who -o $who.$format
        succeeds "the view of $who as $format"
    done
    mkdir $who
    unzip -q $who.docx -d $who
done
exact='7241732096|7,241,732,096|67812345|6\.7812345|41235|41,235|45\.5'
exact="$exact|15612345678901|15,612,345,678,901"
for who in authority downstream; do
    not_ok "$who does not get the exact numbers" \
        grep -rqE "$exact" $who.json $who.md $who.html $who
done
ok 'the AI Office does' grep -qF 7241732096 ai-office.json
not_ok 'energy is not for downstream providers' \
    grep -rqE '512.7654321' downstream.json downstream.md downstream.html downstream
ok 'but for national authorities' grep -qF 512.7654321 authority.json
ok 'channels have two rows' grep -qF 'Example hub' downstream.json
not_ok 'each for its recipients' grep -rqF 'Suite' downstream.json downstream
is 'national authorities have ranges' "$(jq -c '[.fields[] | select(.field == "p.range" or
    .field == "c.flop.n" or .field == "c.time.n" or .field == "x.n.n") | .value]' authority.json)" \
    '["5b-15b",[{"part":"training","magnitude":13,"unit":"tokens"}],"1-3",23]'
is 'so have downstream providers, of the size' \
    "$(jq -c '[.fields[] | select(.field == "p.range" or .field == "c.flop.n") | .value]' \
        downstream.json)" '["5b-15b"]'
is 'what is missing says so' \
    "$(jq '.fields[] | select(.field == "u.aup") | .missing' downstream.json)" true
like 'in words, too' "$(cat downstream.md)" '^\*Missing\*'
run praxis form build example-lab/lantern --recipient authority --lang fr
like 'in French' "$out" '^☑ de 5 à 15 milliards'
run praxis form build example-lab/lantern --recipient authority --lang en
like 'an order of magnitude' "$out" '^10\\^23 FLOP|^10\^23 FLOP'
cp downstream.docx before.docx
praxis --quiet form build example-lab/lantern --recipient downstream -o downstream.docx
ok 'the same bytes again' cmp before.docx downstream.docx

# ---- The proof
for who in ai-office authority downstream whole; do
    run praxis --json form prove $who.json
    succeeds "the view of $who holds"
    printf %s "$out" | jq -r .root >>roots
done
is 'all are views of one form' "$(sort -u roots | wc -l)" 1
run praxis form prove downstream.json --root "$(head -n 1 roots)"
succeeds 'it is the root that was published'
run praxis form prove downstream.json --root "$(printf %064d 1)"
fails 25 'it is not another one'
sed 's/5b-15b/1-500m/' downstream.json >changed.json
run praxis form prove changed.json
fails 25 'a changed value does not hold'
like 'and is named' "$err" "'model\.p\.range'"
jq 'del(.commitment)' downstream.json >bare.json
run praxis form prove bare.json
fails 25 'nor does one without a proof'
jq '.fields |= map(select(.field != "p.range"))' downstream.json >less.json
run praxis form prove less.json
fails 25 'nor one from which a field was taken'
run praxis form prove downstream.md
fails 2 'the proof stands in JSON'
run praxis form build whole.json --recipient downstream -o again.json
succeeds 'a view is made from the whole form, without the house'
ok 'it is the same' cmp again.json downstream.json
run praxis form build downstream.json --recipient ai-office
fails 6 'no view is made from another one'

# ---- Words that tell a number
sqlite3 "$PRAXIS_HOUSE/house.db" "UPDATE claim SET value =
    '{\"en\":\"A decoder with 7,241,732,096 parameters\"}' WHERE field = 'model.p.arch'"
run praxis form build example-lab/lantern --recipient downstream
fails 6 'a text that tells a number is refused'
like 'and named' "$err" "'model\.p\.arch'"
run praxis form build example-lab/lantern --recipient ai-office
succeeds 'who may have the number may read it'
run praxis form build example-lab/lantern --recipient downstream --allow-numbers
succeeds 'the provider decides'

# ---- What is wrong
run praxis form build example-lab/lantern --recipient press
fails 2 'nobody else receives it'
run praxis form build example-lab/lantern --recipient downstream --format xlsx
fails 2 'a form is no table'
run praxis form build example-lab --recipient downstream
fails 4 'a provider has no form'
run praxis form build example-lab/none --recipient downstream
fails 4 'a model that is not there'

# What the program writes, its schema takes.
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    for file in ai-office.json authority.json downstream.json whole.json; do
        run /usr/bin/python3 -c 'import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open(sys.argv[2])), schema, jsonschema.Draft202012Validator)' \
            "$PX_ROOT/data/schemas/filled-form.json" $file
        succeeds "the schema takes $file"
    done
    for form in summary model; do
        run /usr/bin/python3 -c 'import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open(sys.argv[2])), schema, jsonschema.Draft202012Validator)' \
            "$PX_ROOT/data/schemas/form.json" "$PX_ROOT/data/forms/$form.json"
        succeeds "the schema of forms takes $form.json"
    done
else
    skip 'the schemas: python3-jsonschema is not here' 6
fi
done_testing
