#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The model of the demonstration house: corpus and weights are made, measured, and its documents
# published; what they say is what was measured.
# shellcheck disable=SC1091,SC2154,SC2016 # lib.sh sets out, err and status; jq
. "$(dirname "$0")/../lib.sh"

"$PX_ROOT/tools/build.sh" release demo_train
today=2026-11-30
model=demonstration-provider/demonstration-model
make_model() { # HOUSE
    PRAXIS_HOUSE=$1 praxis --quiet init --demonstration
    PRAXIS=${PRAXIS:-$PX_ROOT/build/praxis} "$PX_ROOT/tools/demo_model.sh" "$1" "$today"
}

ok 'the model is made and measured' make_model "$WORK/one"
PRAXIS_HOUSE=$WORK/one
export PRAXIS_HOUSE
run praxis --json model inspect "$WORK/one.model/weights"
is 'its weights are weights' "$(printf '%s' "$out" | jq -r .parameters.total)" 15629
is 'what training said of them' "$(jq -r .parameters "$WORK/one.model/training.json")" 15629
ok 'it learns: fewer bits than chance' \
    jq -e '.bits_per_token_last < 5' "$WORK/one.model/training.json"
run praxis --json corpus show "$WORK/one.model/corpus.partial"
is 'its pictures are counted' "$(printf '%s' "$out" |
    jq '.media_types[] | select(.media_type == "image/png").documents')" 240
run praxis --json claims list $model
value() {
    printf '%s' "$out" | jq -c --arg f "$1" '.claims[] | select(.field == $f) | .value'
}
is 'images of the summary' "$(value summary.1.3.b | jq -r .image.value)" 240
# Pages have line breaks that the model was not shown.
ok 'the tokens measured are those trained on, to one in a hundred' \
    jq -e --argjson n "$(value summary.1.3.b | jq .text.value)" \
    '(.text_tokens - $n | fabs) < .text_tokens / 100' "$WORK/one.model/training.json"
is 'parameters of the form' "$(value model.p.size)" 15629
is 'crawled' "$(value summary.2.3.a)" true
is 'synthetic' "$(value summary.2.5.a)" true
run praxis claims check $model
succeeds 'nothing contradicts itself'
run praxis summary check $model
succeeds 'the checker finds no error in the summary'
run praxis form check $model
succeeds 'nor in the form'
for language in en fr; do
    run praxis summary build $model --lang $language
    succeeds "the summary in $language"
    unlike 'has all that it needs' "$out" 'Missing|manquante'
done
run praxis summary domain architecture-handbook.example
succeeds 'a domain is found'
like 'in the summary' "$out" 'Demonstration Model'
run praxis summary show $model
succeeds 'the summary is published'

ok 'the same again' make_model "$WORK/two"
is 'gives the same weights' "$(sha256sum <"$WORK/one.model/weights/model.safetensors")" \
    "$(sha256sum <"$WORK/two.model/weights/model.safetensors")"
is 'and the same measures' "$(sha256sum <"$WORK/one.model/corpus.partial")" \
    "$(sha256sum <"$WORK/two.model/corpus.partial")"
done_testing
