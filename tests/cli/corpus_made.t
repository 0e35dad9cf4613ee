#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus scan of what is made here: the same files in a folder, in tar of every kind, in a
# WebDataset and in zip give the same figures.
. "$(dirname "$0")/../lib.sh"

# ---- A folder: 2 pages, 3 lines, a picture of 6 x 4, a second of sound, words
mkdir -p set/more
printf '<!DOCTYPE html><title>One</title><p>Page one' >set/one.html
printf '<!DOCTYPE html><title>Two</title><p>Page two' | gzip -n >set/two.html.gz
{
    echo '{"url":"https://a.example.fr/","text":"one"}'
    echo '{"url":"https://b.example.fr/","text":"two"}'
} >set/lines.jsonl
printf '{"url":"https://example.de/","text":"drei"}\n' | zstd -q >set/more/lines.zst
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\006\0\0\0\004\010\002\0\0\0\0\0\0\0' >set/more/a.png
{
    printf 'RIFF\144\037\0\0WAVEfmt \020\0\0\0\001\0\001\0\100\037\0\0\100\037\0\0\001\0\010\0'
    printf 'data\100\037\0\0'
    head -c 8000 /dev/zero
} >set/more/a.wav
printf 'Words of no format.\n' >set/more/words
# With holes, at both ends of which there is something.
printf '{"text":"before"}\n' >set/more/holes
truncate -s 70000 set/more/holes
printf '\n{"text":"after"}\n' >>set/more/holes

# figures: what a report says of the last run, without names of files.
figures() {
    printf %s "$out" | jq -c '[.total, .modalities, .media_types, .domains.count]'
}

run praxis --json corpus scan set
fails 1 'a folder is read, and its damage told'
like 'by its kind' "$out" '"trouble": "bad-line"'
is 'pages, lines, a picture, sound and words' "$(printf %s "$out" | jq -c \
    '[.modalities[] | [.modality, .documents, .pixels, .milliseconds]]')" \
    '[["text",8,null,null],["image",1,24,null],["audio",1,null,1000]]'
is 'by registrable domain' \
    "$(printf %s "$out" | jq -c '[.domains.top[] | [.domain, .documents]]')" \
    '[["example.fr",2],["example.de",1]]'
folder=$(figures)

# ---- tar, as every tool writes it
for format in v7 ustar gnu pax; do
    tar --format=$format -cf $format.tar set
    run praxis --json corpus scan $format.tar
    fails 1 "tar of $format is read"
    is 'with the same figures' "$(figures)" "$folder"
done
for version in 0.0 0.1 1.0; do
    tar --format=pax --sparse-version=$version -S --hole-detection=raw -cf sparse-$version.tar set
    run praxis --json corpus scan sparse-$version.tar
    is "sparse files of version $version count as they were" "$(figures)" "$folder"
done
tar --format=gnu -S --hole-detection=raw -cf sparse-gnu.tar set
run praxis --json corpus scan sparse-gnu.tar
is "and those of GNU's old way" "$(figures)" "$folder"
ok 'that archive is smaller than the file with holes' test "$(wc -c <sparse-gnu.tar)" -lt 70000
for pack in gzip 'zstd -q' xz; do
    $pack <ustar.tar >packed
    run praxis --json corpus scan packed
    is "tar packed by ${pack%% *} is the same" "$(figures)" "$folder"
done
run sh -c '"$PRAXIS" --json corpus scan - <ustar.tar'
is 'by standard input, too' "$(figures)" "$folder"
tar -cf twice.tar ustar.tar set
run praxis corpus scan twice.tar
like 'an archive within an archive is read' "$out" '^Documents: 20, '

# ---- zip
cat >zip.pl <<'PERL'
use IO::Compress::Zip qw($ZipError ZIP_CM_STORE ZIP_CM_DEFLATE);
my $zip;
for my $name (sort @ARGV) {
    my @how = (Name => $name, Method => $name =~ /[aw]/ ? ZIP_CM_DEFLATE : ZIP_CM_STORE);
    if ($zip) { $zip->newStream(@how) } else { $zip = IO::Compress::Zip->new('-', @how) }
    open my $file, '<:raw', $name or die;
    print $zip do { local $/; <$file> };
}
close $zip or die $ZipError;
PERL
find set -type f -exec perl zip.pl {} + >set.zip
run praxis --json corpus scan set.zip
fails 1 'zip is read'
is 'with the same figures, too' "$(figures)" "$folder"
head -c 600 set.zip >cut.zip
run praxis --json corpus scan cut.zip
fails 1 'zip without its list of contents is told'

# ---- WebDataset: samples by key, cut between threads whatever its size
mkdir shard
i=100
while [ $i -lt 300 ]; do
    cp set/more/a.png shard/s$i.png
    printf %s "$i" >shard/s$i.cls
    printf 'caption %s' "$i" >shard/s$i.txt
    i=$((i + 1))
done
(cd shard && tar -cf ../shard.tar -- *)
run praxis --json corpus scan shard.tar
succeeds 'a WebDataset is read'
is 'its samples are counted' \
    "$(printf %s "$out" | jq '.records[] | select(.kind == "tar sample").documents')" 200
is 'its pictures and texts' \
    "$(printf %s "$out" | jq -c '[.modalities[] | [.modality, .documents]]')" \
    '[["text",400],["image",200]]'
is 'and their bytes, not those of the archive' "$(printf %s "$out" | jq .total.content_bytes)" \
    $((200 * (33 + 3 + 11)))
shard=$out
run praxis --json corpus scan --threads 3 shard.tar
is 'the same with more threads' "$out" "$shard"
gzip -n <shard.tar >shard.tgz
run praxis --json corpus scan shard.tgz
is 'and packed' "$(printf %s "$out" | jq -c '[.total, .records]')" \
    "$(printf %s "$shard" | jq -c '[.total, .records]')"
done_testing
