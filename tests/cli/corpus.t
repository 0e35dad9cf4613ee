#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus scan: what it reads, what it prints, how it ends.
. "$(dirname "$0")/../lib.sh"

record() { # record URL BODY
    body=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n\r\n%s.' \
        'Content-Language: fr' "$2")
    body=${body%.}
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n' "$1"
    printf 'WARC-Date: 2024-05-18T01:58:10Z\r\nContent-Type: application/http\r\n'
    printf 'Content-Length: %s\r\n\r\n%s\r\n\r\n' "$(printf %s "$body" | wc -c)" "$body"
}

mkdir crawl
record http://www.example.co.uk/ one >crawl/a.warc
{
    record http://b.example.co.uk/ four | gzip
    record http://192.168.0.1/ fifth | gzip
} >crawl/b.warc.gz
printf '{"url":"https://blog.user.github.io/","text":"\\u00e9t\\u00e9"}\n{"text":"x"}\n' \
    >crawl/c.jsonl

run praxis corpus scan crawl
succeeds 'a folder is scanned'
like 'files are counted' "$out" '^Files: 3, '
like 'domains are registrable ones' "$out" '^example\.co\.uk +2 +7 '
like 'those of registries by default' "$out" '^github\.io +1 +5 '
like 'addresses are counted apart' "$out" '^\(numeric addresses\) +1 +5 '
like 'documents without an address, too' "$out" '^\(no address\) +1 +1 '
like 'months are listed' "$out" '^2024-05 +3 '
like 'the list of suffixes is named' "$out" 'public suffix list of 20[0-9-]+ \(SHA-256 '

run praxis corpus scan --top 1 crawl
like 'a list says how many it leaves out' "$out" '^and 1 more file$'

run praxis --json corpus scan --suffixes all crawl
succeeds 'the same as JSON'
like 'with the rules of companies' "$out" '"domain": "user.github.io"'
like 'content is counted' "$out" '"content_bytes": 18'
like 'and characters' "$out" '"characters": 4'
json=$out
for threads in 1 3; do
    run praxis --json corpus scan --threads $threads --suffixes all 'cra*/*' crawl/a.warc
    is "the same with $threads threads, by a pattern" \
        "$(printf %s "$out" | grep -c '"trouble": "again"')" 1
done
printf 'crawl/a.warc\n# no comment\n\ncrawl/b.warc.gz\ncrawl/c.jsonl\n' >list
run praxis --json corpus scan --suffixes all @list
is 'the same by a list' "$out" "$json"
run sh -c '"$PRAXIS" --json corpus scan - <crawl/b.warc.gz'
like 'standard input is read' "$out" '"documents": 2'
run praxis --json corpus scan --fields text=url crawl/c.jsonl
like 'fields can be named' "$out" '"text_bytes": 28'
run praxis --json corpus scan --only sizes crawl
like 'sizes alone' "$out" '"measured": "sizes"'
unlike 'have no characters' "$out" '"characters"'

mkdir many
for i in 1 2 3 4 5 6 7 8 9; do
    for k in 0 1 2 3 4 5 6 7 8 9; do printf '{"text":"a"}\n' >many/$i$k.jsonl; done
done
run praxis corpus scan many/*
like 'a shell may name as many files as it likes' "$out" '^Files: 90, '

head -c 150 crawl/b.warc.gz >cut.warc.gz
run praxis corpus scan cut.warc.gz crawl
fails 1 'damaged input is measured as far as it goes'
like 'and reported' "$out" '^  packed data that end too early \(1\)$'
like 'with its place' "$out" 'at byte 0 of cut\.warc\.gz'
like 'the rest is there' "$out" '^Documents: 5, '
run praxis corpus scan --strict cut.warc.gz
fails 13 'or refused'
run praxis corpus scan missing.warc
fails 4 'what is not there is an error'
run praxis corpus scan --only tokens crawl
fails 2 'an unknown measure is refused'
run praxis corpus scan --fields title=x crawl
fails 3 'an unknown field is refused'
# An index says where members are: then their heads alone are read, and damage behind them is not
# met. A wrong index changes nothing.
head -c 100000 /dev/urandom | base64 -w 0 >body
record http://www.example.fr/ "$(cat body)" | gzip -n >index.warc.gz
first=$(wc -c <index.warc.gz)
record http://www.example.fr/second "$(cat body)" | gzip -n >>index.warc.gz
second=$(($(wc -c <index.warc.gz) - first))
run praxis --json corpus scan --only sizes index.warc.gz
json=$out
{
    echo ' CDX N b a m s k r M S V g'
    fixed='20240518015810 http://www.example.fr/ text/html 200 X - -'
    echo "fr,example)/ $fixed $first 0 a/index.warc.gz"
    echo "fr,example)/second $fixed $second $first index.warc.gz"
} >index.cdx
run praxis --json corpus scan --only sizes --cdx index.cdx index.warc.gz
is 'with an index, sizes are the same' "$out" "$json"
sed "s/ $first 0 / $((first - 1)) 0 /" index.cdx >wrong.cdx
run praxis --json corpus scan --only sizes --cdx wrong.cdx index.warc.gz
is 'a wrong index changes nothing' "$out" "$json"
printf XXXXXXXX | dd of=index.warc.gz bs=1 seek=$((first / 2)) conv=notrunc 2>/dev/null
run praxis --json corpus scan --only sizes --cdx index.cdx index.warc.gz
is 'what stands behind a head is not read' "$out" "$json"
run praxis --json corpus scan --only sizes index.warc.gz
fails 1 'and is met without the index'
run praxis corpus scan --only sizes --cdx crawl/a.warc index.warc.gz
fails 12 'what is no index is refused'

# Languages, tokens, duplicates
german='Alle Menschen sind frei und gleich an Würde und Rechten geboren.'
german="$german Sie sind mit Vernunft und Gewissen begabt."
english='All human beings are born free and equal in dignity and rights.'
english="$english They are endowed with reason and conscience."
cat >texts.jsonl <<END
{"text":"$german","language":"de"}
{"text":"$english","language":"fr"}
{"text":"$german","language":"de-AT"}
END
run praxis corpus scan --languages full --duplicates texts.jsonl
like 'a language with its name and bytes' "$out" '^deu-Latn +German +2 +216$'
like 'an official one without any' "$out" '^mlt-Latn +Maltese +0 +0$'
like 'claims that agree' "$out" \
    '^Languages that the data name: 2 agree with what was found, 1 do not'
like 'documents that repeat' "$out" \
    '^Different texts: 2; documents that repeat one of them: 1, 108 bytes of text$'
like 'tokens are not made up' "$out" '^Tokens were neither counted nor estimated$'
# Digests of payloads, as archives state them: of heads alone, too.
for page in one:SAME two:SAME three:OTHER; do
    record "http://${page%:*}.example.fr/" 'the same' |
        sed "s/^WARC-Type/WARC-Payload-Digest: sha1:${page#*:}\r\n&/" | gzip -n
done >digests.warc.gz
record http://none.example.fr/ 'the same' | gzip -n >>digests.warc.gz
for only in all sizes; do
    run praxis corpus scan --payloads --only $only digests.warc.gz
    like "payloads that repeat, of $only" "$out" \
        '^Different payloads by the digests .* state: 2; documents that repeat .* 1, 8 bytes of '
done
# A vocabulary of single bytes: as many tokens as bytes.
i=0
while [ $i -lt 256 ]; do
    # shellcheck disable=SC2059 # the byte is the format
    printf '%s %d\n' "$(printf "\\$(printf %03o $i)" | base64)" $i
    i=$((i + 1))
done >bytes.tiktoken
hash=$(sha256sum bytes.tiktoken | cut -d ' ' -f 1)
run praxis --json corpus scan --tokens sample --tokenizer bytes.tiktoken --token-pattern r50k \
    texts.jsonl
is 'tokens of a vocabulary' \
    "$(printf '%s\n' "$out" | jq -c '.tokens | [.how, .tokens, .exact, .tokenizer_sha256]')" \
    "[\"sample\",324,true,\"$hash\"]"
run praxis --json corpus scan --languages sample --sample 2 --tokens sample \
    --tokenizer bytes.tiktoken --token-pattern cl100k texts.jsonl
is 'a sample of all texts is exact' \
    "$(printf '%s\n' "$out" | jq -c '.languages | [.how, .exact, .sampled_documents]')" \
    '["sample",true,3]'
run praxis corpus scan --tokens sample --tokenizer bytes.tiktoken texts.jsonl
fails 3 'a vocabulary that is not known needs its pattern'
run praxis corpus scan --tokens sample texts.jsonl
fails 2 'a sample of tokens needs a vocabulary'
run praxis corpus scan --languages some texts.jsonl
fails 2 'an unknown way to look for languages is refused'
run praxis corpus scan --only sizes --languages full texts.jsonl
fails 2 'sizes alone hold no languages'

done_testing
