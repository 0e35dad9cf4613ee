#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis model compute: estimates by options and from a plan, for people and as JSON.
. "$(dirname "$0")/../lib.sh"

value() {
    printf %s "$out" | jq -r "$1"
}

run praxis model compute --parameters 405e9 --tokens 15.6e12 --on 2026-11-30
succeeds 'by parameters and tokens'
like 'it says by which rules' "$out" '^Compute of training, by the rules of 30 November 2026$'
like 'what counts and why' "$out" 'It updates parameters: it counts \(A\.1\)'
like 'the exact product' "$out" 'Exact product of the inputs: 3\.7908e25$'
like 'the figure of a notice' "$out" 'In a notice: 3\.8.×.10\^25 FLOP$'
like 'the verdict' "$out" 'Systemic risk, 1.×.10\^25 FLOP: above'
like 'and asks for the day' "$out" 'Say with --known on which day'
run praxis model compute --parameters 405e9 --tokens 15.6e12 --known 2026-11-20
like 'then the notice has a day' "$out" 'Notify the Commission by 4 December 2026'
run praxis model compute --compute 9e24 --known 2026-11-20
like 'one that may not be due' "$out" 'If it is met, notify the Commission by 4 December 2026'
run praxis --lang fr model compute --parameters 405e9 --tokens 15.6e12 --known 2026-11-20
like 'in French' "$out" 'Préentraînement'
like 'with the law in French' "$out" 'article 51, paragraphe 2'

# Each figure is exact, and a text.
run praxis --json model compute --parameters 671e9 --active-parameters 37e9 --tokens 14.8e12~2
is 'active parameters of a mixture' "$(value .training.value)" 3.2856e24
is 'with bounds as stated' "$(value '[.training.low, .training.high] | join(" ")')" \
    '3.219888e24 3.351312e24'
is 'the schema' "$(value .schema)" 1
is 'verdicts' "$(value '[.verdicts[] | .rule + " " + .verdict] | join(", ")')" \
    'general-purpose above, systemic-risk below'
run praxis --json model compute --compute 1e25~0
is 'equal is not greater' "$(value '.verdicts[1].verdict')" below
run praxis --json model compute --compute 1.000000000000000000000000001e25~0
is 'by whatever little' "$(value '.verdicts[1].verdict')" above
run praxis --json model compute --compute 1e22 --kind evaluation
is 'nothing that counts is not below' "$(value '.verdicts[0].verdict')" unknown
run praxis model compute --compute 1e26 --on 2024-01-01
like 'before the rules held' "$out" 'None of those known here holds on that day'
run praxis --json model compute --compute 8e24
is 'the tolerance straddles' "$(value '.verdicts[1].verdict')" straddles
is 'and is told' "$(value '.stages[0].notes[0].name')" bounds-assumed
run praxis --json model compute --accelerator h100-sxm --unit-hours 370000 --peak 989e12 \
    --utilisation 0.5 --energy
is 'by hardware' "$(value .training.value)" 6.58674e23
is 'with its energy' "$(value '.energy.totals[0] | .boundary + " " + .whole_kwh.value')" \
    'accelerator 259000'
run praxis --json model compute --parameters 8e9 --tokens 5e9 --kind fine-tuning --modifies 7.2e20
is 'a modification by a third' "$(value '.verdicts[] | select(.rule == "modifier").verdict')" \
    straddles
run praxis --json model compute --compute 3.4e24~0 --kind fine-tuning --modifies unknown \
    --systemic-risk
is 'of an unknown original with systemic risk' \
    "$(value '.verdicts[0] | .rule + " " + .verdict + " " + (.threshold_exact | tostring)')" \
    'modifier-systemic-risk above false'

# A plan of several stages; a configuration and weights beside it.
mkdir model
cat >model/config.json <<'END'
{ "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 8, "num_attention_heads": 2,
  "num_key_value_heads": 1, "head_dim": 4, "intermediate_size": 16, "vocab_size": 32 }
END
cat >plan.json <<'END'
{ "plan": 1, "model": "Example", "known": "2026-11-20",
  "stages": [
    { "name": "First run", "kind": "pre-training", "note": "Context packed full",
      "architecture": { "config": "model/config.json", "parameters": 1500,
        "tokens": { "value": 1000, "percent": 10, "note": "counted by the loader" }, "context": 4 },
      "hardware": [ { "accelerator": "h100-sxm", "format": "fp8", "units": 1, "hours": "1e-9",
        "utilisation": "0.5" } ] },
    { "kind": "synthetic-data", "architecture": { "parameters": 1000, "tokens": 1000 } },
    { "kind": "evaluation", "compute": "1e20" }
  ],
  "energy": [ { "name": "rack 1", "method": "meter", "boundary": "node", "kwh": 0 },
    { "name": "rack 2", "method": "meter", "boundary": "node", "kwh": 100,
      "time_covered": "0.8" } ] }
END
run praxis --json model compute plan.json
succeeds 'a plan is worked out'
# (2 x (768 + 1536 + 512) x 4 + 64 x 10) / 4 x 3 by hand: 2816 x 4 + 640 = 11904 for four tokens
is 'layer by layer' \
    "$(value '.stages[0].estimates[] | select(.method == "layers").compute.value')" 8928000
is 'the methods are compared' "$(value '[.stages[0].estimates[].method] | join(" ")')" \
    'parameters layers hardware'
is 'forward passes count twice the product' "$(value '.stages[1].estimates[0].compute.value')" \
    2000000
is 'in the cumulative measure' "$(value '.stages[1].measure')" cumulative
is 'what need not be counted is not' "$(value '.stages[2].counts')" false
is 'a meter that reads 0 is missing' \
    "$(value '.energy.items[0] | [.missing, .notes[0].name] | @csv')" 'true,"meter-zero"'
is 'so that there is no figure' "$(value '.energy.totals[0] | [.missing, .notice_mwh] | @csv')" '1,'
is 'of the other, the whole is worked out' "$(value '.energy.items[1].whole_kwh.value')" 125
run praxis model compute plan.json
like 'for people, too' "$out" '^1\. First run$'
like 'with what is assumed' "$out" 'Assumption: Context packed full'
like 'inputs with their source' "$out" 'tokens \[counted by the loader\]: 1,000, from 900 to 1,100'
like 'energy that is missing' "$out" 'rack 1, nodes: missing'
like 'at least' "$out" 'In all, nodes: at least 100 kWh; figures missing: 1'
cp "$WORK/.out" first
run praxis model compute plan.json
ok 'the same again' cmp first "$WORK/.out"

# What is taken, the schema takes, and what is refused, it refuses.
run praxis model compute --schema
succeeds 'the schema is printed'
printf %s "$out" >schema.json
schema_takes() {
    run /usr/bin/python3 -c 'import json, jsonschema, sys
schema = json.load(open("schema.json"))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open(sys.argv[1])), schema, jsonschema.Draft202012Validator)' "$1"
}
if /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    schema_takes plan.json
    succeeds 'the schema takes the plan'
    for bad in '"compute": 1.5' '"compute": "ten"' '"use": "guess"' '"name": 1' \
        '"architecture": { "parameters": 1 }' '"compute": { "value": 1, "low": 1 }' \
        '"hardware": [{ "accelerator": "x", "units": 1, "utilisation": 1 }]' '"kinds": 1'; do
        printf '{ "plan": 1, "stages": [{ "kind": "update", %s }] }' "$bad" >bad.json
        run praxis model compute bad.json
        fails 3 "$bad is refused"
        schema_takes bad.json
        fails 1 "$bad is refused by the schema, too"
    done
else
    skip 'the schema: python3-jsonschema is not here'
fi
kinds=$(praxis --json model compute --kinds | jq -c '[.kinds[].kind] | sort')
is 'the schema knows the kinds of the table' \
    "$(jq -c '."$defs".stage.properties.kind.enum | sort' schema.json)" "$kinds"

# What the files of a model say.
run praxis --json model compute --from model --tokens 1000
is 'parameters are read there' \
    "$(value '.stages[0].estimates[0].inputs[] | select(.input == "parameters").note')" config.json
run praxis model compute --from nothing --tokens 1
fails 4 'a model that is not there'
configs=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/models/configs
if [ -d "$configs" ]; then
    run praxis --json model compute --from "$configs/deepseek-ai--DeepSeek-V3" --tokens 14.8e12 \
        --context 4096
    is 'of a mixture, those active count' \
        "$(value '.stages[0].estimates[0] | .method + " " + .compute.value')" \
        'parameters 3.3346440155136e24'
    is 'and layers go before them' "$(value '.stages[0].used')" layers
else
    skip 'no shared data here (models/configs)' 2
fi

# Mistakes.
run praxis model compute
fails 2 'nothing is given'
run praxis model compute --parameters 8e9
fails 3 'tokens are missing'
like 'and named' "$err" 'architecture\.tokens'
run praxis model compute --parameters ten --tokens 1
fails 3 'a word is no number'
run praxis model compute --accelerator h200 --unit-hours 1 --utilisation 1
fails 4 'an unknown accelerator'
like 'with where the known ones stand' "$err" 'model compute --accelerators'
run praxis model compute --accelerator h100-sxm --format fp4 --unit-hours 1 --utilisation 1
fails 4 'a format that it does not have'
run praxis model compute --systemic-risk --compute 1
fails 2 'systemic risk of what?'
run praxis model compute nothing.json
fails 4 'a plan that is not there'
run praxis model compute --accelerators
like 'the accelerators are listed' "$out" '^h100-sxm +NVIDIA H100 SXM5 80 GB +700 +bf16=989\.4e12'
run praxis --json model compute --accelerators
is 'as JSON' "$(value '.accelerators[] | select(.accelerator == "a100-sxm-80gb").peak[0].rate')" \
    312e12
done_testing
