#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Providers, models and claims on the command line: entering, declaring, what counts, the history,
# what contradicts itself, and taking it all to another house.
# shellcheck disable=SC1091,SC2154,SC2016 # lib.sh sets out, err and status; Perl
. "$(dirname "$0")/../lib.sh"

json() {
    printf '%s' "$out" | perl -MJSON::PP -0777 -ne "print decode_json(\$_)->$1 // 'null'"
}

value_of() { # subject, field
    run praxis --json claims list "$1"
    printf '%s' "$out" | perl -MJSON::PP -0777 -ne '
        for (@{ decode_json($_)->{claims} }) {
            next if $_->{field} ne "'"$2"'";
            my $json = JSON::PP->new->canonical->allow_nonref->utf8;
            print $json->encode($_->{value}), " ", $_->{basis};
        }'
}

run praxis init
succeeds 'a house'
run praxis provider list
succeeds 'no provider yet'
run praxis provider add 'Example Lab' --slug lab --outside-union no --size sme --contact \
    'Example Lab, 1 Example Street, Brussels, data@example.eu'
succeeds 'a provider'
like 'with its name' "$out" "commands call it 'lab'"
run praxis provider add 'Lab'
fails 5 'the name is taken'
run praxis provider add 'Other' --size huge
fails 3 'no such size'
run praxis provider show other
fails 4 'and nothing was kept'
run praxis provider change lab
fails 2 'a change says what'
run praxis provider change lab --signed transparency,copyright --organisation none
fails 4 'no such organisation'
run praxis provider change lab --signed transparency,copyright
succeeds 'a change'
is 'what follows from it' "$(value_of lab summary.3.1.a)" 'true derived'
run praxis --json provider show lab
is 'as JSON' "$(json '{provider}{slug}')" lab

run praxis model add lab 'Example One' --slug one --version One-1.0 --released 2026-04-30 \
    --placed 2026-05-01
succeeds 'a model with a version'
run praxis model add nobody 'X'
fails 4 'no such provider'
run praxis model add lab 'X' --placed May
fails 3 'no date'
run praxis --json model list lab
is 'only the one' "$(json '{models}[0]{slug}').$(json '{models}[1]')" one.null
run praxis model change one --family Numbers --version One-1.1
succeeds 'another version'
run praxis --json model show lab/one
is 'two versions' "$(json '{versions}[1]{name}')" One-1.1
is 'with the date of the first' "$(json '{versions}[0]{placed}')" 2026-05-01
is 'what the version inherits' "$(value_of lab/one@One-1.0 summary.3.1.a)" 'true derived'
is 'the same date in the summary' "$(value_of lab/one@One-1.0 summary.1.2.c)" '"2026-05-01" derived'

run praxis claims fields
like 'facts among the fields' "$out" 'fact.parameters +number +parameters'
run praxis claims declare lab/one fact.none 1
fails 3 'no such field'
run praxis claims declare lab/one fact.parameters many
fails 3 'no number'
like 'says which field' "$err" 'fact.parameters'
run praxis claims declare lab/one summary.2.1.c Common
fails 3 'a list needs JSON'
run praxis claims declare lab/one fact.parameters 7e9 --note 'of the paper'
succeeds 'a number'
run praxis claims declare lab/one fact.parameters 7e9 --note 'of the paper'
like 'the same again is nothing new' "$out" 'says so already'
printf 'evidence' >paper.txt
run praxis --json claims declare lab/one fact.parameters 8e9 --attach paper.txt
is 'another one supersedes it' "$(json '{claim}{evidence}[0]{kept}')" 1
is 'and what follows changes' "$(value_of lab/one model.p.size)" '"8e9" derived'
hash=$(sha256sum paper.txt | cut -c1-64)
ok 'the file is kept' test -f "house/files/$(printf '%s' "$hash" | cut -c1-2)/$hash"
run praxis --json claims show lab/one fact.parameters
is 'both stand in the history' "$(json '{claims}[1]{value}')" 7e9
is 'the earlier one superseded' "$(json '{claims}[1]{current}')" 0
claim=$(json '{claims}[0]{id}')
run praxis claims show lab/one fact.parameters
like 'in words' "$out" 'note: of the paper'
run praxis claims declare lab/one summary.1.3.f 'Rien de particulier' --language fr
is 'a text in its language' "$(value_of lab/one summary.1.3.f)" \
    '{"fr":"Rien de particulier"} declared'

run praxis claims check lab/one
succeeds 'nothing contradicts itself'
run praxis claims declare lab/one@One-1.0 model.g.release 2026-05-02
run praxis claims check lab/one@One-1.0
fails 1 'released after it was placed on the market'
like 'says so' "$out" 'union-before-release: the model was placed on the Union market before'
like 'and what to do' "$out" 'to resolve it: check both dates'
run praxis --json claims check lab/one@One-1.0
is 'as JSON' "$(json '{contradictions}[0]{first}{field}')" model.g.union

run praxis claims export lab/one -o one.json
succeeds 'written'
run praxis claims withdraw "$claim" --reason 'of another model'
succeeds 'withdrawn'
is 'nothing is said any more' "$(value_of lab/one fact.parameters)" ''
is 'nor what followed' "$(value_of lab/one model.p.size)" ''
run praxis claims withdraw "$claim"
fails 6 'not twice'

# ---- Files
mkdir weights corpus
cat >weights/config.json <<'END'
{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 64,
 "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4,
 "num_key_value_heads": 4, "vocab_size": 1000, "max_position_embeddings": 4096,
 "tie_word_embeddings": false}
END
printf -- '---\nlicense: apache-2.0\nwidget: x\ntags: [a]\n---\n\n' >README.md
printf '| Model | Params | Token count |\n|---|---|---|\n| Example One | 8B | 15T+ |\n' >>README.md
run praxis claims import lab/one --preview weights README.md
succeeds 'a preview'
like 'which adds nothing' "$out" 'this was a preview'
is 'indeed' "$(value_of lab/one fact.layers)" ''
run praxis --json claims import lab/one weights README.md
succeeds 'weights and a card'
is 'what was not placed is named' "$(json '{not_placed}[0]{what}')" tags
is 'measured from the configuration' "$(value_of lab/one fact.layers)" '2 measured'
is 'declared by the card' "$(value_of lab/one fact.licence)" '"apache-2.0" declared'
like 'what follows' "$(value_of lab/one model.p.inmax)" \
    '^\{"text":\{"en":"4096 tokens, input and output together",.* derived$'
run praxis claims check lab/one
fails 1 'the card says another size than the configuration'
like 'which is told' "$out" 'declared-against-measured'
run praxis --json claims import lab/one weights README.md
is 'nothing is added twice' "$(json '{claims}[0]{outcome}')" same
printf 'nothing' >x.bin
run praxis claims import lab/one x.bin
not_ok 'what is none of those is refused' test "$status" = 0

# A corpus of a crawl and of a public dataset.
printf '{"url":"https://a.example.org/","text":"Some words of English."}\n' >corpus/a.jsonl
printf '{"url":"https://b.example.net/","text":"Quelques mots."}\n' >>corpus/a.jsonl
printf '{"text":"A public dataset of English words and sentences."}\n' >corpus/b.jsonl
cat >manifest.json <<'END'
{"manifest": 1, "sources": [
 {"name": "Our crawl", "kind": "crawled", "crawler": "ExampleBot",
  "crawled_by": "provider", "paths": ["corpus/a.jsonl"]},
 {"name": "Words", "kind": "public-dataset", "link": "https://example.org/words",
  "snapshot": "v1", "paths": ["corpus/b.jsonl"]}]}
END
run praxis corpus scan --manifest manifest.json corpus/a.jsonl corpus/b.jsonl -o corpus.partial
succeeds 'a scan'
run praxis claims import lab/one corpus.partial
succeeds 'its result'
is 'a crawler was used' "$(value_of lab/one summary.2.3.a)" 'true derived'
is 'with its name' "$(value_of lab/one summary.2.3.b)" \
    '[{"name":"ExampleBot","operator":{"en":"the provider","fr":"le fournisseur"}}] derived'
is 'no synthetic data' "$(value_of lab/one summary.2.5.a)" 'false derived'
like 'the large dataset by both readings' "$(value_of lab/one summary.2.1.c)" \
    '"name":"Words","share_of_all":"[0-9.]+","share_of_public":"100.0","version":"v1"'
domains=$(value_of lab/one summary.2.3.h)
like 'the domains' "$domains" '"count":1,.*"shown":\[\{"bytes":[0-9]+,"domain":"example'
hash=$(printf '%s' "$domains" | grep -Eo '"file":"[0-9a-f]{64}"' | cut -c9-72)
ok 'with the whole list as a file of the house' \
    grep -q example "house/files/$(printf '%s' "$hash" | cut -c1-2)/$hash"
run praxis claims declare lab/one summary.2.5.a no
run praxis claims declare lab/one summary.2.1.a no
run praxis claims check lab/one
like 'no, while the corpus has one' "$out" 'no-public-datasets-but-in-corpus'
not_like=$(printf '%s' "$out" | grep -c 'no-synthetic-data-but-in-corpus')
is 'and only where it has' "$not_like" 0

# Datasets, compute, and another house.
printf '{"@context":{},"@type":"sc:Dataset","name":"Words","license":"CC0-1.0"}' >croissant.json
run praxis claims import lab/one croissant.json
is 'a dataset that was described' "$(value_of lab/one fact.datasets)" \
    '[{"licence":"CC0-1.0","name":"Words"}] declared'

# What a file is, and what a described dataset is to the provider, where only people know it.
run praxis claims import lab/one --kind letter croissant.json
fails 2 'there is no such kind of file'
like 'and the kinds are named' "$err" 'card, dataset, inspection'
run praxis claims import lab/one --source letter croissant.json
fails 2 'nor such a kind of source'
like 'which are named, too' "$err" 'public-dataset, licensed'
is 'neither adds anything' "$(value_of lab/one fact.datasets)" \
    '[{"licence":"CC0-1.0","name":"Words"}] declared'
printf -- '---\npretty_name: Field notes\nlicense: cc-by-4.0\n---\n\nNotes.\n' >notes.md
run praxis claims import lab/one --preview notes.md
like 'a card is taken for that of a model' "$out" 'notes\.md: model card'
run praxis claims import lab/one --preview --kind dataset notes.md
like 'unless it is said to be one of a dataset' "$out" 'notes\.md: .*dataset'
run praxis claims import lab/one --kind config notes.md
fails 12 'what is not what it is said to be is refused'
praxis --quiet model add lab 'Example Two' --slug two
run praxis --json claims import lab/two --kind dataset --source public-dataset notes.md
succeeds 'a public dataset'
is 'is one of the datasets' "$(value_of lab/two fact.datasets)" \
    '[{"kind":"public-dataset","licence":"cc-by-4.0","name":"Field notes"}] declared'
is 'that public datasets were used follows' "$(value_of lab/two summary.2.1.a)" 'true derived'
is 'and of no other kind anything' "$(value_of lab/two summary.2.2.1.a)" ''
run praxis --json claims import lab/two --kind dataset --source licensed croissant.json
succeeds 'a licensed one'
is 'other fields follow' "$(value_of lab/two summary.2.2.1.a)" 'true derived'

run praxis --json model compute --parameters 8e9 --tokens 15e12
printf '%s' "$out" >compute.json
run praxis claims import lab/one compute.json
succeeds 'an estimate of compute'
like 'as the form asks for it' "$(value_of lab/one model.c.flop.a)" '^"7.2e23" derived$'
run praxis claims export lab/one -o all.json
run praxis --house other init
run praxis --house other provider add 'Example Lab' --slug lab
run praxis --house other model add lab 'Example One' --slug one
run praxis --house other claims import lab/one all.json
succeeds 'taken over by another house'
run praxis --house other claims export lab/one -o again.json
is 'with all its claims' "$(grep -c '"field"' again.json)" "$(grep -c '"field"' all.json)"
printf '{"format":"praxis-claims","claims":[{"field":"fact.layers","value":1}]}' >bad.json
run praxis claims import lab/one bad.json
fails 3 'a claim without a basis'
run praxis check
succeeds 'the house is whole'
done_testing
