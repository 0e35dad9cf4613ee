#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# demo_model.sh HOUSE TODAY: gives the demonstration house a provider whose small model is trained
# and measured here: corpus and weights are made (demo_corpus.pl, demo_train), scanned and inspected
# by praxis, and its documents are published. Nothing is claimed that was not measured or is not in
# data/demonstration/model_claims.json, as declared. Corpus and weights stay in HOUSE.model.
set -eu
house=$1
today=$2
root=$(dirname "$0")/..
data=${DATA:-$root/data}/demonstration
praxis=${PRAXIS:-$root/build/praxis}
train=${DEMO_TRAIN:-$root/build/release/demo_train}
work=${WORK:-$house.model}
model=demonstration-provider/demonstration-model

# day DAYS HOUR: from now on commands are run that many days before today.
day() {
    PRAXIS_CLOCK=$(date -u -d "$today - $1 days" +%Y-%m-%d)T$2:00Z
    export PRAXIS_CLOCK
}

px() {
    "$praxis" --quiet --house "$house" "$@"
}

# of FILE NAME: a number of what the training took.
of() {
    sed -n "s/^ *\"$2\": *\([0-9.]*\),*\$/\1/p" "$1"
}

rm -rf "$work"
mkdir -p "$work/weights"
perl "$root/tools/demo_corpus.pl" "$root" "$work/corpus" "$today"
"$train" "$work/corpus/tokens.bin" "$work/weights"
mv "$work/weights/training.json" "$work/training.json"

# From the folder of corpus and weights, so that claims name files as anybody finds them.
(
    cd "$work"
    praxis=$(cd "$OLDPWD" && cd "$(dirname "$praxis")" && pwd)/$(basename "$praxis")
    "$praxis" --quiet corpus scan --manifest corpus/corpus.json --languages full --tokens sample \
        --tokenizer corpus/bytes.tiktoken --token-pattern r50k --sha256 --threads 1 \
        -o corpus.partial corpus/crawl corpus/texts corpus/questions corpus/pictures
    "$praxis" --quiet --json model compute --parameters "$(of training.json parameters)" \
        --tokens "$(of training.json tokens)" >compute.json
)

day 40 08:00
contact='Demonstration Provider, an undertaking that does not exist: provider@participants.example'
px provider add 'Demonstration Provider' --slug demonstration-provider --outside-union no \
    --size sme --contact "$contact" --signed transparency,copyright
px model add demonstration-provider 'Demonstration Model' --slug demonstration-model \
    --released "$(date -u -d "$today - 31 days" +%Y-%m-%d)" \
    --placed "$(date -u -d "$today - 30 days" +%Y-%m-%d)"
px model change "$model" --version demonstration-model-1.0 \
    --released "$(date -u -d "$today - 31 days" +%Y-%m-%d)" \
    --placed "$(date -u -d "$today - 30 days" +%Y-%m-%d)"
px people add 'Compliance officer' --mail compliance-officer@participants.example \
    --role compliance-officer --scope provider:demonstration-provider
px people add 'Engineer of a provider' --mail engineer@participants.example --role engineer \
    --scope provider:demonstration-provider
px claims import "$model" "$work/weights" "$work/corpus.partial" "$work/compute.json" >/dev/null
px claims import "$model" "$data/model_claims.json" >/dev/null
days=$(of "$work/training.json" processor_seconds | awk '{ printf "%.7f", $1 / 86400 }')
px claims declare "$model" model.c.time.a "{\"wall_clock\":\"$days\",\"hardware\":\"$days\"}" \
    --attach "$work/training.json"
day 30 08:00
px summary publish "$model"
px form publish "$model"
