#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus scan on a folder of real samples of every format, without any option: the right
# answers, as others count them, and every oddity named.
. "$(dirname "$0")/../lib.sh"

samples=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/corpus
if [ ! -d "$samples/webdataset" ]; then
    skip "no samples at $samples"
    done_testing
fi
ln -s "$samples" corpus

figures() { # figures PATH JQ: documents, content, pixels, milliseconds
    praxis --json corpus scan "$1" 2>/dev/null | jq -r "$2"
}

total='.total | "\(.documents) \(.content_bytes) \(.pixels // 0) \(.milliseconds // 0)"'
records='[.records[] | "\(.kind) \(.documents)"] | join(", ")'

# Tar: bytes of entries, never of the archive; samples by their key.
is 'PNG and classes' "$(figures corpus/webdataset/sample.tgz "$total")" '180 24253 70560 0'
is 'in 90 samples' "$(figures corpus/webdataset/sample.tgz "$records")" \
    'tar file 180, tar sample 90'
is 'entries that are packed' "$(figures corpus/webdataset/compressed.tar "$total")" '3 17 0 0'
is 'small ones' "$(figures corpus/webdataset/mpdata.tar "$total")" \
    "100 $(tar tvf corpus/webdataset/mpdata.tar | awk '{ n += $3 } END { print n }') 0 0"
is 'of no known format' "$(figures corpus/webdataset/tendata.tar "$total")" '100 1273600 0 0'

# Media: 12 pictures, 8 sounds, a video; two sounds of another set.
is 'pictures, sound, video' "$(figures corpus/media "$total")" '21 778699 1640154 45864'
is 'by their kinds' "$(figures corpus/media '[.media_types[] | "\(.media_type) \(.documents)"] |
    sort | join(", ")')" 'audio/ogg 4, audio/wav 4, image/png 12, video/webm 1'
is 'MP3 by its frames' "$(figures corpus/croissant/1.1/audio_test/data "$total")" \
    '2 42108 0 2736'

# Parquet that must be refused, that must be read, that is encrypted.
parquet='[.troubles[] | select(.damage) | "\(.trouble) \(.inputs)"] | sort | join(", ")'
is 'bad tables' "$(figures corpus/parquet/bad_data "$parquet")" 'bad-footer 1, bad-page 2'
like 'one that looks so' "$(figures corpus/parquet/bad_data/ARROW-GH-43605.parquet "$total")" \
    '^21186 '
is 'encrypted ones' "$(figures corpus/parquet/encrypted "$parquet")" \
    'encrypted 2'

# All of it.
run praxis --json corpus scan --threads 1 corpus
fails 1 'damage is in it'
one=$out
run praxis --json corpus scan --threads 3 corpus
is 'threads change nothing' "$(printf %s "$out" | cksum)" "$(printf %s "$one" | cksum)"
is 'every file' "$(printf %s "$one" | jq .files)" "$(find -L corpus -type f | wc -l)"
is 'its bytes' "$(printf %s "$one" | jq .file_bytes)" \
    "$(find -L corpus -type f -printf '%s\n' | awk '{ n += $1 } END { print n }')"
oddities='bad-checksum 2 bad-date 29 bad-footer 1 bad-page 4 cut-off 1 description 8 encrypted 2'
oddities="$oddities encrypted-columns 1 no-text 1 no-text-column 55 not-encoded 29 too-large 1"
is 'every oddity is named' "$(printf %s "$one" |
    jq -r '[.troubles[] | "\(.trouble) \(.count)"] | sort | join(" ")')" \
    "$oddities unknown-format 200 wrong-length 1 wrong-rows 1"
run praxis corpus scan corpus
like 'hours are told' "$out" '^Video: 0\.010 hours$'
like 'and pixels' "$out" '^Images: [0-9,]+ pixels$'
like 'and samples' "$out" '^Samples in tar archives, by their key: 293$'
like 'oddities by their places' "$out" 'at byte 0 of .*warc/clipped\.warc\.gz'
done_testing
