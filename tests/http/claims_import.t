#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Claims out of files over HTTP: every kind of file through the jail, what would become of it, then
# the claims; nothing twice; who may; hostile files; and files as evidence of single claims.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

x='<script>alert(1)</script>'
praxis --quiet init
praxis --quiet provider add 'Example Lab' --slug lab
praxis --quiet provider add 'Other Lab' --slug other
praxis --quiet model add lab 'Example One' --slug one --version One-1.0
praxis --quiet model add other 'Other One' --slug one
start_server || exit 1
m=/en/providers/lab/models/one
import=$m/import

# upload FILE... [-- CURL OPTION...]: shows what the files would do
upload() {
    upload_count=$#
    upload_more=
    while [ "$upload_count" -gt 0 ]; do
        upload_file=$1
        shift
        upload_count=$((upload_count - 1))
        if [ "$upload_file" = -- ] || [ -n "$upload_more" ]; then
            [ "$upload_file" = -- ] || set -- "$@" "$upload_file"
            upload_more=1
        else
            set -- "$@" -F "file=@$upload_file"
        fi
    done
    get "$import" "$@" -F "csrf=$csrf" -F about=model -F kind=auto
}
# take [FIELD...]: makes the claims that were shown last
take() {
    printf '%s' "$body" | sed -n 's/.*name="kept" value="\([^"]*\)".*/kept=\1/p' >kept.txt
    while IFS= read -r take_kept; do
        set -- "$@" "$take_kept"
    done <kept.txt
    post "$import" about=model do=claim "$@"
}
# value_of FIELD: value and basis of what stands
value_of() {
    praxis --json claims list lab/one | jq -rc ".claims[] | select(.field == \"$1\") |
        [(.value | tojson), .basis] | join(\" \")"
}

# ---- What files there are
mkdir weights
cat >weights/config.json <<'END'
{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 64,
 "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4,
 "num_key_value_heads": 4, "vocab_size": 1000, "max_position_embeddings": 4096,
 "tie_word_embeddings": false}
END
praxis model inspect --hash --json weights >inspection.json
printf -- '---\nlicense: apache-2.0\nwidget: x\ntags: ["%s"]\n---\n\n' "$x" >README.md
printf '| Model | Params | Token count |\n|---|---|---|\n| Example One | 8B | 15T+ |\n' >>README.md
cat >croissant.json <<'END'
{"@context": {"sc": "https://schema.org/"}, "@type": "sc:Dataset", "name": "Words",
 "url": "https://example.org/words", "license": "CC0-1.0", "inLanguage": ["en"],
 "recordSet": [{"field": [{"dataType": "sc:Text"}, {"dataType": "sc:ImageObject"}]}]}
END
cat >card.md <<'END'
---
pretty_name: Sounds
language: [en, fr]
license: cc-by-4.0
dataset_info:
  features:
  - name: clip
    dtype: audio
---
END
mkdir corpus
printf '{"url":"https://a.example.org/","text":"Some words of English."}\n' >corpus/a.jsonl
printf '{"url":"https://b.example.net/","text":"Quelques mots."}\n' >>corpus/a.jsonl
cat >manifest.json <<'END'
{"manifest": 1, "sources": [{"name": "Our crawl", "kind": "crawled", "crawler": "ExampleBot",
  "crawled_by": "provider", "paths": ["corpus"]}]}
END
praxis --quiet corpus scan --manifest manifest.json corpus -o corpus.partial
praxis --json model compute --parameters 8e9 --tokens 15e12 >compute.json
praxis --json corpus show corpus.partial >report.json

# ---- Who may
nobody
get "$import"
is 'strangers are asked to sign in' "$code" 401
get $m
unlike 'and are not led there' "$body" "$import"
person_with compliance-officer provider:other
get "$import"
is 'the officer of another provider may not' "$code" 403
post "$import" do=claim kept=x
is 'nor send' "$code" 403
person_with secretariat house
get "$import"
is 'nor the secretariat' "$code" 403
person_with provider-reader provider:lab
get "$import"
is 'nor who only reads' "$code" 403
get $m
unlike 'who is not led there' "$body" "$import"
person_with engineer provider:lab
get "$import"
engineer=$code
person_with compliance-officer provider:lab
officer=$person
get $m
like 'the officer is led there' "$body" "href=\"$import\""
like 'and told what to run' "$body" 'praxis model inspect --hash --json WEIGHTS'
get "$import"
is 'the officer may' "$code" 200
secured 'with its headers'
like 'told what to run' "$body" 'praxis corpus scan --manifest manifest.json DATA -o corpus.partial'
like 'several files at once' "$body" 'type="file" multiple'
like 'the version can be what they are about' "$body" 'value="version:One-1.0"'
csrf=$(form_token)
is 'the engineer like every role without the right' "$engineer" 403

# ---- The twin
get "$import.json"
is 'the twin says what can be sent' \
    "$(printf '%s' "$body" | jq -c '[.model, .max_files > 0, .max_bytes, .about]')" \
    '["one",true,67108864,["model","version:One-1.0"]]'
is 'of which kinds' "$(printf '%s' "$body" | jq -c '.kinds | index("card", "corpus", "claims")' |
    grep -c '[0-9]')" 3
like 'and what described datasets can be' "$body" '"public-dataset"'
get "$import.json" -F "csrf=$csrf" -F about=model -F kind=auto -F file=@README.md \
    -F file=@inspection.json -F file=@compute.json -F file=@report.json
is 'a preview for programs' "$code $(header Content-Type)" '200 application/json'
is 'with what each file is' "$(printf '%s' "$body" | jq -c '[.preview, [.files[].kind],
    [.left_out[] | [.name, .error]]]')" \
    '[true,["card","inspection","compute"],[["report.json","unsupported"]]]'
is 'what would be claimed' "$(printf '%s' "$body" | jq -c '[.claims[] |
    select(.claim.field == "fact.layers") | [.outcome, .claim.value, .claim.basis]]')" \
    '[["new",2,"measured"]]'
like 'what would follow' "$(printf '%s' "$body" | jq -r '.derived[].field')" 'model\.p\.inmax'
like 'and contradict' "$(printf '%s' "$body" | jq -r '.contradictions[].rule')" '[a-z]-'
like 'and what no field asks for' "$(printf '%s' "$body" | jq -r '.not_placed[].what')" 'tags'
is 'nothing is claimed by it' "$(value_of fact.layers)" ''
get "$import.json" -F "csrf=$csrf" -F about=model -F kind=auto -F file=@report.json
is 'no file that can be read is an error' "$code $(header Content-Type)" \
    '422 application/problem+json'
like 'which says why' "$body" 'partial that it was made of'
get "$import.json" -F csrf=0000 -F about=model -F kind=auto -F file=@README.md
is 'without the token of a form nothing is read' "$code" 403
get "$import"
like 'the page leads to its twin' "$body" "href=\"$import\.json\""
get "$import.json" -F "csrf=$csrf" -F about=version:One-1.0 -F kind=auto -F file=@compute.json
kept=$(printf '%s' "$body" | jq -r '.files[0].kept')
post "$import.json" about=version:One-1.0 do=claim "kept=$kept"
is 'what was shown is claimed' "$code $(printf '%s' "$body" | jq -c '[.preview, .of,
    ([.claims[].outcome] | unique), (.files[0] | has("kept"))]')" \
    '200 [false,"version:One-1.0",["new"],false]'
is 'of what it was said to be about' "$(praxis --json claims list lab/one@One-1.0 --all |
    jq -c '[.claims[] | select(.field == "fact.compute").level]')" '["version"]'

# ---- A preview, then the claims
upload README.md inspection.json
is 'a preview' "$code" 200
like 'the kinds are told by what is in them' "$body" 'model card'
like 'of both' "$body" 'inspection of a model'
like 'what would be claimed' "$body" 'fact\.parameters'
like 'with its basis' "$body" 'basis measured'
like 'what would follow' "$body" 'What would follow from it'
like 'what would not go together' "$body" 'Claims that could not both hold'
like 'what no field asks for' "$body" 'What no field asks for'
unlike 'words are no markup' "$body" '<script>alert'
is 'nothing is claimed yet' "$(value_of fact.layers)" ''
take
is 'they are made' "$code" 200
like 'and it is said' "$body" 'These claims were made'
is 'what was measured' "$(value_of fact.layers)" '2 measured'
is 'what was declared' "$(value_of fact.licence)" '"apache-2.0" declared'
like 'what follows' "$(value_of model.p.inmax)" '4096 tokens.* derived$'
praxis --json claims show lab/one fact.licence >show.json
hash=$(sha256sum README.md | cut -c1-64)
is 'the file is evidence, with the bytes that say so' \
    "$(jq -c '.claims[0].evidence[0] | [.name, .sha256, .kept, .start > 0]' show.json)" \
    "[\"README.md\",\"$hash\",true,true]"
is 'by whoever did it' "$(jq -r '.claims[0].author | length' show.json)" 26
claim=$(jq -r '.claims[0].id' show.json)
get "/en/providers/lab/evidence/$claim/$hash"
is 'which can be had again' "$code $(sha256sum "$WORK/.body" | cut -c1-64)" "200 $hash"
ok 'the act is in the log' praxis --quiet ledger verify
like 'as the command line writes it' "$(praxis --json check)" 'ok|whole|true|\{'

# ---- Nothing twice
get "$import"
csrf=$(form_token)
upload README.md inspection.json
like 'the same files say nothing new' "$body" 'All of it stands already: nothing would be added'
unlike 'and there is nothing to take' "$body" 'Make these claims'
count=$(praxis --json claims show lab/one fact.layers | jq '.claims | length')
take
like 'even if it is sent' "$body" 'All of it stands already: nothing was added'
lines=$(praxis --json claims show lab/one fact.layers | jq ".claims | length")
is "no claim came" "$lines" "$count"
run praxis --json claims import lab/one README.md inspection.json
is 'nor from the command line, which reads the same' \
    "$(printf '%s' "$out" | jq -c '[.claims[].outcome] | unique')" '["same"]'
sed 's/apache-2.0/mit/' README.md >changed.md
upload changed.md
like 'another word is told with the one before' "$body" 'in the place of.*apache-2\.0'
take
is 'and supersedes it' "$(value_of fact.licence)" '"mit" declared'

# ---- Every kind
get "$import"
csrf=$(form_token)
upload corpus.partial
is 'a partial' "$code" 200
like 'with its crawler' "$body" 'ExampleBot'
take
is 'section 2.3 follows' "$(value_of summary.2.3.a)" 'true derived'
list=$(value_of summary.2.3.h | grep -Eo '"file":"[0-9a-f]{64}' | cut -c9-)
ok 'the whole list of domains is a file of the house' \
    grep -q example "house/files/$(printf '%s' "$list" | cut -c1-2)/$list"
get "$import"
csrf=$(form_token)
upload croissant.json card.md compute.json -- -F source=public-dataset
is 'Croissant, a dataset card and compute' "$code" 200
take source=public-dataset
is 'compute' "$(value_of model.c.flop.a)" '"7.2e23" derived'
is 'public datasets' "$(value_of summary.2.1.a)" 'true derived'
is 'their modalities' "$(value_of summary.2.1.b)" '["text","image","audio"] derived'
like 'each with what is known' "$(value_of summary.2.1.d)" \
    'Words, text,image, en, CC0-1\.0, https://example\.org/words\\nSounds, audio, en,fr, cc-by-4\.0'
get "$import"
csrf=$(form_token)
upload card.md croissant.json -- -F source=public-dataset
like 'nor are datasets added twice' "$body" 'nothing would be added'
upload weights/config.json
is 'a configuration alone' "$code" 200
praxis --quiet claims export lab/one -o all.json
upload all.json
like 'what was exported stands already' "$body" 'nothing would be added'
upload README.md -- -F about=version:One-1.0
take about=version:One-1.0
is 'about a version' "$(praxis --json claims list lab/one@One-1.0 |
    jq -rc '.claims[] | select(.field == "fact.licence").value')" apache-2.0
upload card.md -- -F kind=dataset
is 'the kind can be chosen' "$code" 200
upload card.md -- -F kind=other
is 'of those that there are' "$code" 422

# ---- Files that are wrong
# refuses NAME FILE REGEX
refuses() {
    upload "$2"
    is "$1" "$code" 422
    like "$1: it says why" "$body" "$3"
}
refuses 'a report in place of a partial' report.json 'give the partial that it was made of'
head -c 3000 /dev/urandom | tr '\001-\010' '\000' >noise.bin
refuses 'noise' noise.bin 'weights stay where they are'
printf 'GGUF\003\000\000\000' >model.gguf
refuses 'weights' model.gguf 'praxis model inspect --hash --json'
printf '{"a":1}' >other.json
refuses 'another JSON' other.json 'no file that claims are made of'
printf '{"a":' >cut.json
refuses 'JSON that is cut off' cut.json 'line 1'
printf '{"architectures":["x"],"b":%s' "$(head -c 100000 /dev/zero | tr '\0' '[')" >deep.json
refuses 'brackets without end' deep.json 'line|deep|nest'
head -c 400 corpus.partial >cut.partial
refuses 'a partial that is cut off' cut.partial 'damaged'
perl -e 'local $/; open F, "<", "corpus.partial"; $_ = <F>; substr($_, length($_) / 2, 1) ^= "x";
    print' >bent.partial
refuses 'a partial that was bent' bent.partial 'damaged'
{
    echo '---'
    perl -e 'print "a$_: &a$_ [", join(",", ("*a" . ($_ - 1)) x 9), "]\n" for 1 .. 9'
    echo '---'
} >bomb.md
upload bomb.md
like 'a bomb of YAML costs nothing' "$code" '200|422'
printf '{"format":"praxis-claims","claims":[{"field":"fact.layers","value":1}]}' >basis.json
refuses 'a claim without basis' basis.json 'basis'
printf '{"format":"praxis-claims","claims":[{"field":"fact.none","value":1,"basis":"declared"}]}' \
    >field.json
refuses 'a field that is none' field.json 'no field|fact\.none'
printf '{"parameters":{"basis":"weights","total":-1},"modalities":{},"files":[]}' >minus.json
refuses 'an inspection that is bent' minus.json 'total'
upload README.md other.json
is 'a bad file leaves out itself alone' "$code" 200
like 'which is said' "$body" 'These files were left out'
like 'by name' "$body" 'other\.json'
get "$import" -F "csrf=$csrf" -F about=model
is 'no file is told' "$code" 422
post "$import" about=model do=claim \
    "kept=$(printf 'form' | sha256sum | cut -c1-64)-0123456789abcdef0123456789abcdef/auto/x.md"
is 'other files of the house are not read so' "$code" 422
post "$import" about=model do=claim "kept=$list-0123456789abcdef0123456789abcdef/auto/x.md"
is 'nor those that are there' "$code" 422
get "$import" -F csrf=0000 -F "file=@README.md"
is 'a form of elsewhere is refused' "$code" 403
head -c 70000000 /dev/zero >large.bin
get "$import" -F "csrf=$csrf" -F "file=@large.bin"
is 'what is too large is not read' "$code" 413
rm large.bin
get /healthz
is 'and the house lives' "$code" 200

# ---- Files as evidence of a claim that is declared
sign_in_as "$officer"
f=$m/fields/summary.1.3.f
printf 'What the %s said' "$x" >minutes.txt
printf '%%PDF-1.7\n' >contract.pdf
get "$f"
like 'the form takes files' "$body" 'name="file" type="file" multiple'
csrf=$(form_token)
get "$f" -F "csrf=$csrf" -F 'en=Nothing particular' -F file=@minutes.txt -F file=@contract.pdf
is 'a claim with two files' "$code" 303
get "$f.json"
is 'both are its evidence' "$(printf '%s' "$body" |
    jq -c '[.claims[0].evidence[] | [.name, .bytes, .kept]]')" \
    "[[\"minutes.txt\",$(wc -c <minutes.txt),true],[\"contract.pdf\",9,true]]"
first=$(printf '%s' "$body" | jq -r '.claims[0].id')
hash=$(sha256sum minutes.txt | cut -c1-64)
get "$f"
like 'with name, size and hash' "$body" "minutes\.txt</a>.*bytes.*$hash"
like 'and can be kept when it is declared anew' "$body" "name=\"keep\" value=\"$first-0\" checked"
get "/en/providers/lab/evidence/$first/$hash"
is 'they can be had' "$code $(header Content-Type)" '200 text/plain; charset=utf-8'
like 'as a file' "$(header Content-Disposition)" '^attachment; filename="minutes\.txt"'
get "$f" -F "csrf=$csrf" -F 'en=Nothing particular' -F "keep=$first-1" -F file=@minutes.txt \
    -F first=5 -F last=7 -F scan=scan-1
is 'one stays, one says which bytes' "$code" 303
get "$f.json"
is 'as evidence' "$(printf '%s' "$body" | jq -c '[.claims[0].evidence[] |
    [.name, .start, .length, .scan]]')" \
    '[["contract.pdf",null,null,null],["minutes.txt",5,3,null],["corpus scan",null,null,"scan-1"]]'
get "$f"
is 'the earlier one stands in the history' \
    "$(printf '%s' "$body" | sed '1,/What was claimed before/d' | grep -c "$first/")" 2
get "$f" -F "csrf=$csrf" -F en=Other -F "keep=$first-0"
is 'what stands no more cannot stay' "$code" 422
get "$f" -F "csrf=$csrf" -F en=Other -F first=0 -F last=2
is 'bytes of no file' "$code" 422
get "$f" -F "csrf=$csrf" -F en=Other -F file=@minutes.txt -F first=9 -F last=2
is 'bytes that end before they begin' "$code" 422
get "$f" -F "csrf=$csrf" -F en=Other -F file=@minutes.txt -F first=0 -F last=9999
is 'bytes beyond the file' "$code" 422
get "$f.json"
is 'and nothing of it was claimed' "$(printf '%s' "$body" | jq -r '.claims[0].value.en')" \
    'Nothing particular'
l=$m/fields/summary.2.1.c
get "$l?row=new" -F "csrf=$csrf" -F c_name=First -F file=@minutes.txt
is 'a row of a list with a file' "$code" 303
id=$(praxis --json claims show lab/one summary.2.1.c | jq -r '.claims[0].id')
get "$l?row=new" -F "csrf=$csrf" -F c_name=Second -F "keep=$id-0" -F file=@contract.pdf
post "$l" remove=1
get "$l.json"
is 'which stays when a row goes' "$(printf '%s' "$body" |
    jq -c '[.claims[] | select(.basis == "declared").evidence[].name]')" \
    '["minutes.txt","contract.pdf"]'
person_with provider-reader provider:lab
get "/en/providers/lab/evidence/$first/$hash"
is 'who reads claims reads their evidence' "$code" 200
get "$f" -F "csrf=$csrf" -F en=Other -F file=@minutes.txt
is 'and adds none' "$code" 403
person_with compliance-officer provider:other
get "/en/providers/lab/evidence/$first/$hash"
is 'others do not' "$code" 404
get "/en/providers/other/evidence/$first/$hash"
is 'nor by their own provider' "$code" 404

run praxis check
succeeds 'the house is whole'
stops 'the server ends'
done_testing
