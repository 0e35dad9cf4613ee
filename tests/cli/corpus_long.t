#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A corpus of 5 GB in an address space of 512 MB, with LONG=1: lines by a pipe, made as they
# are read, of half a million domains; the same packed; archives that unpack to as much. The limit
# is for the program as it is released: sanitizers take all addresses there are.
. "$(dirname "$0")/../lib.sh"

if [ "${LONG:-}" != 1 ]; then
    skip 'a corpus of 5 GB in 512 MB of memory (LONG=1)'
    done_testing
    exit
fi

# lines BLOCKS: 100 lines of 10,000 bytes of text in each block, each of its own domain.
cat >lines.pl <<'PERL'
my $text = join ' ', map { sprintf 'word%04d', $_ % 997 } 1 .. 1111;
$text = substr $text . 'x' x 10_000, 0, 10_000;
my $block = join '', map {
    sprintf qq({"url":"https://www.dNNNNNN-%02d.example/%d","text":"%s"}\n), $_, $_, $text
} 0 .. 99;
for my $i (1 .. $ARGV[0]) {
    my $number = sprintf '%06d', $i;
    (my $this = $block) =~ s/NNNNNN/$number/g;
    print $this;
}
PERL
# records BLOCKS: 100 records of WARC in each, as many bytes.
cat >records.pl <<'PERL'
my $page = '<!DOCTYPE html><title>Page</title><p>' . join ' ', map { "word$_" } 1 .. 1100;
$page = substr $page . 'x' x 10_000, 0, 10_000;
my $body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n$page";
for my $i (1 .. $ARGV[0]) {
    printf "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.r%06d-%02d.example/\r\n"
        . "WARC-Date: 2026-05-18T01:58:10Z\r\nContent-Type: application/http\r\n"
        . "Content-Length: %d\r\n\r\n%s\r\n\r\n", $i, $_, length $body, $body for 0 .. 99;
}
PERL

praxis=$PRAXIS
[ ! -x "$PX_ROOT/build/praxis" ] || praxis=$PX_ROOT/build/praxis
limit='ulimit -v 524288'
! LC_ALL=C grep -q libasan "$praxis" || limit=: # the sanitized build alone is there: no limit

# limited ARGUMENT...: praxis in so much memory.
limited() {
    run sh -c "$limit; exec \"\$0\" \"\$@\"" "$praxis" "$@"
}
# sums: documents, bytes of content and domains of the last run.
sums() {
    printf %s "$out" | jq -c '[.total.documents, .total.content_bytes, .domains.count]'
}

mkfifo lines
perl lines.pl 5000 >lines &
limited --json corpus scan --duplicates lines -o piped.partial
wait
succeeds '5 GB by a pipe are read in 512 MB'
run "$praxis" --json corpus show piped.partial
is 'every line and every domain of them' "$(sums)" '[500000,5000000000,500000]'

perl lines.pl 2500 | zstd -q -1 >lines.zst
perl records.pl 2500 | gzip -1 >records.warc.gz
limited --json corpus scan --memory 64M lines.zst records.warc.gz
succeeds 'and 5 GB that lie packed'
is 'in whole, too' "$(sums)" '[500000,5000000000,500000]'
packed=$(printf %s "$out" | jq -c '[.total, .domains]')
limited --json corpus scan --memory 8M --threads 3 lines.zst records.warc.gz
is 'the same with less memory for rows and more threads' \
    "$(printf %s "$out" | jq -c '[.total, .domains]')" "$packed"
limited corpus domains piped.partial -o domains.csv
succeeds 'the list of domains needs no more'
is 'a tenth of them' "$(wc -l <domains.csv)" 50001
done_testing
