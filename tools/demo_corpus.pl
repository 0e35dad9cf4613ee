#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# demo_corpus.pl ROOT FOLDER TODAY: makes the training corpus of the demonstration's model, of the
# texts in ROOT/docs and ROOT/data/codes and of pictures that are drawn here, as if it had been
# gathered in the months before TODAY (YYYY-MM-DD):
#   FOLDER/crawl/pages.warc.gz         pages, one host for each file of docs/: crawled
#   FOLDER/texts/texts.jsonl.gz        provisions of our own texts, in two languages: a dataset
#   FOLDER/questions/questions.parquet questions with their answers, made of them by a pattern
#   FOLDER/pictures/*.png              small grey pictures, drawn by formulas
#   FOLDER/corpus.json                 the manifest that says which is what
#   FOLDER/bytes.tiktoken              the model's vocabulary of text: one token for each byte
#   FOLDER/tokens.bin                  all of it as the model reads it (tools/demo_train.c)
# Same files and day, same bytes.
use strict;
use warnings;
use Compress::Zlib qw(memGzip compress crc32);
use File::Path qw(make_path);
use JSON::PP;
use MIME::Base64 qw(encode_base64);
use POSIX qw(mktime strftime);

my $SIDE = 24;          # of a picture, in pixels
my $PICTURES = 240;
my $FIRST_GREY = 256;   # tokens of text are bytes, those of pictures 64 shades
my $END = 320;          # of a document

$ENV{TZ} = 'UTC';
my ($root, $folder, $today) = @ARGV;
die "usage: demo_corpus.pl ROOT FOLDER TODAY\n" if !defined $today;
my ($year, $month, $day) = $today =~ /^(\d{4})-(\d\d)-(\d\d)$/ or die "not a day: $today\n";
my $now = mktime(0, 0, 9, $day, $month - 1, $year - 1900);
my @tokens;

sub slurp
{
    my ($path) = @_;

    open(my $in, '<:raw', $path) or die "$path: $!\n";
    local $/;
    return scalar(<$in>);
}

sub spew
{
    my ($path, $bytes) = @_;

    open(my $out, '>:raw', $path) or die "$path: $!\n";
    print {$out} $bytes;
    close($out) or die "$path: $!\n";
    return;
}

# The instant of one of $n things that were gathered over three months, until two months ago.
sub gathered
{
    my ($i, $n, $format) = @_;

    return strftime($format, gmtime($now - 86_400 * 150 + int(86_400 * 90 * $i / $n)));
}

sub learn_text { push(@tokens, unpack('C*', $_[0]), $END); return; }

# ---- Pages

# What Markdown sets off, without its signs: a page shows words.
sub plain
{
    my ($text) = @_;

    $text =~ s/\s*\{[#.][^}]*\}//g;
    $text =~ s/!?\[([^\]]*)\]\([^)]*\)/$1/g;
    $text =~ s/[*`]+//g;
    $text =~ s/^\|?[-| :]+\|?$//mg;
    $text =~ s/^> ?//mg;
    $text =~ s/^\s+|\s+$//g;
    return $text;
}

sub html
{
    my ($text) = @_;

    return $text =~ s/&/&amp;/gr =~ s/</&lt;/gr =~ s/>/&gt;/gr;
}

# Sections of a file in Markdown: [title, paragraphs ...].
sub sections
{
    my ($markdown) = @_;
    my @sections;

    $markdown =~ s/^---\n.*?\n---\n//s;
    $markdown =~ s/<!--.*?-->//gs;
    for my $block (split(/\n{2,}/, $markdown)) {
        if ($block =~ /^#+ +(.*)/) {
            push(@sections, [plain($1)]);
        } elsif (@sections && (my $text = plain($block)) ne '') {
            push(@{ $sections[-1] }, $text);
        }
    }
    return grep { @$_ > 1 } @sections;
}

sub record
{
    my ($type, $id, $date, $address, $media_type, $block) = @_;
    my $head = "WARC/1.0\r\nWARC-Type: $type\r\n"
        . sprintf("WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012x>\r\n", $id)
        . "WARC-Date: $date\r\n"
        . ($address ? "WARC-Target-URI: $address\r\n" : '')
        . "Content-Type: $media_type\r\nContent-Length: " . length($block) . "\r\n\r\n";

    return memGzip($head . $block . "\r\n\r\n");
}

sub page
{
    my ($title, @paragraphs) = @_;

    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
        . html($title) . "</title></head>\n<body>\n<h1>" . html($title) . "</h1>\n"
        . join('', map { '<p>' . html($_) . "</p>\n" } @paragraphs) . "</body>\n</html>\n";
}

sub write_pages
{
    my @pages;
    my $id = 0;

    for my $file (sort(glob("$root/docs/*.md"))) {
        my ($name) = $file =~ m{([^/]+)\.md$};
        my $host = 'www.' . lc($name) . '-handbook.example';
        my $n = 0;
        push(@pages, map { ["https://$host/" . (++$n), @$_] } sections(slurp($file)));
    }
    my $warc = record('warcinfo', $id++, gathered(0, 1, '%Y-%m-%dT%H:%M:%SZ'), undef,
        'application/warc-fields', "software: DemonstrationCrawler/1.0\r\nformat: WARC/1.0\r\n");
    for my $i (0 .. $#pages) {
        my ($address, @texts) = @{ $pages[$i] };
        my $body = page(@texts);

        $warc .= record('response', $id++, gathered($i, scalar(@pages), '%Y-%m-%dT%H:%M:%SZ'),
            $address, 'application/http; msgtype=response',
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
            . length($body) . "\r\n\r\n$body");
        learn_text(join("\n", @texts));
    }
    spew("$folder/crawl/pages.warc.gz", $warc);
    return;
}

# ---- Texts and questions

# Provisions of our own texts: [id, language, title, text].
sub provisions
{
    my @provisions;

    for my $file (sort(glob("$root/data/codes/*.md"))) {
        my ($name, $language) = $file =~ m{([^/]+)\.(\w\w)\.md$} or next;
        my $n = 0;
        push(@provisions, map {
            my ($title, @texts) = @$_;
            [sprintf('%s-%s-%d', $name, $language, ++$n), $language, $title, join("\n", @texts)]
        } sections(slurp($file)));
    }
    return @provisions;
}

sub write_texts
{
    my @provisions = @_;
    my $json = JSON::PP->new->canonical;
    my $lines = '';

    for my $i (0 .. $#provisions) {
        my ($id, $language, undef, $text) = @{ $provisions[$i] };

        $lines .= $json->encode({ id => $id, source => 'praxis', text => $text,
            created => gathered($i, scalar(@provisions), '%Y-%m-%dT%H:%M:%S.000Z'),
            metadata => { language => $language } }) . "\n";
        learn_text($text);
    }
    # The texts are bytes in UTF-8 already, which the writer of JSON takes for single characters.
    spew("$folder/texts/texts.jsonl.gz", memGzip($lines));
    return;
}

my %asked = (en => 'What is said under "%s"?', fr => 'Que dit le point « %s » ?');

sub write_questions
{
    my @provisions = @_;
    my (@texts, @languages);

    for my $provision (@provisions) {
        my (undef, $language, $title, $text) = @$provision;
        my ($first) = $text =~ /\A(.{1,400}?[.:])(?:\s|\z)/s or next;

        push(@texts, sprintf($asked{$language}, $title) . "\n" . ($first =~ s/\s+/ /gr));
        push(@languages, $language);
        learn_text($texts[-1]);
    }
    spew("$folder/questions/questions.parquet",
        parquet(scalar(@texts), [text => \@texts], [language => \@languages]));
    return;
}

# ---- Parquet: one row group, PLAIN, GZIP; the head in Thrift's compact protocol

sub varint
{
    my ($n) = @_;
    my $bytes = '';

    while ($n > 127) {
        $bytes .= chr($n & 127 | 128);
        $n >>= 7;
    }
    return $bytes . chr($n);
}

sub zigzag { return varint($_[0] * 2); }

sub binary { return varint(length($_[0])) . $_[0]; }

# A struct of fields [number, type, bytes], in order; types of Thrift: 5 i32, 6 i64, 8 binary,
# 9 list, 12 struct.
sub thrift
{
    my ($last, $bytes) = (0, '');

    for my $field (@_) {
        my ($number, $type, $value) = @$field;
        $bytes .= chr(($number - $last) << 4 | $type) . $value;
        $last = $number;
    }
    return "$bytes\0";
}

sub thrift_list
{
    my ($type, @items) = @_;

    return (@items < 15 ? chr(@items << 4 | $type) : chr(0xf0 | $type) . varint(scalar(@items)))
        . join('', @items);
}

sub parquet
{
    my ($rows, @columns) = @_;
    my ($file, $whole, @schema, @chunks) = ('PAR1', 0);

    push(@schema, thrift([4, 8, binary('schema')], [5, 5, zigzag(scalar(@columns))]));
    for my $column (@columns) {
        my ($name, $values) = @$column;
        my $plain = join('', map { pack('V', length) . $_ } @$values);
        my $packed = memGzip($plain);
        my $head = thrift([1, 5, zigzag(0)], [2, 5, zigzag(length($plain))],
            [3, 5, zigzag(length($packed))],
            [5, 12, thrift([1, 5, zigzag($rows)], [2, 5, zigzag(0)], [3, 5, zigzag(3)],
                [4, 5, zigzag(3)])]);
        my $at = length($file);
        my ($unpacked_size, $packed_size) = map { length($head) + length } $plain, $packed;

        $file .= $head . $packed;
        $whole += $unpacked_size;
        push(@schema, thrift([1, 5, zigzag(6)], [3, 5, zigzag(0)], [4, 8, binary($name)],
            [6, 5, zigzag(0)]));
        push(@chunks, thrift([2, 6, zigzag($at)], [3, 12, thrift([1, 5, zigzag(6)],
            [2, 9, thrift_list(5, zigzag(0))], [3, 9, thrift_list(8, binary($name))],
            [4, 5, zigzag(2)], [5, 6, zigzag($rows)], [6, 6, zigzag($unpacked_size)],
            [7, 6, zigzag($packed_size)], [9, 6, zigzag($at)])]));
    }
    my $foot = thrift([1, 5, zigzag(1)], [2, 9, thrift_list(12, @schema)], [3, 6, zigzag($rows)],
        [4, 9, thrift_list(12, thrift([1, 9, thrift_list(12, @chunks)], [2, 6, zigzag($whole)],
            [3, 6, zigzag($rows)]))], [6, 8, binary('praxis demonstration')]);
    return $file . $foot . pack('V', length($foot)) . 'PAR1';
}

# ---- Pictures

sub chunk
{
    my ($type, $bytes) = @_;

    return pack('N', length($bytes)) . $type . $bytes . pack('N', crc32($type . $bytes));
}

# Shades from 0 to 63, row by row: waves whose direction, width and bend go with the number.
sub shades
{
    my ($i) = @_;
    my ($turn, $width, $bend) = ($i * 0.37, 2 + $i % 7, ($i % 5) / 40);

    return map {
        my $y = $_ - $SIDE / 2;
        map {
            my $x = $_ - $SIDE / 2;
            my $along = $x * cos($turn) + $y * sin($turn) + $bend * ($x * $x + $y * $y);
            int(31.5 + 31.5 * sin($along / $width))
        } 0 .. $SIDE - 1
    } 0 .. $SIDE - 1;
}

sub write_pictures
{
    for my $i (0 .. $PICTURES - 1) {
        my @shades = shades($i);
        my $rows = join('', map {
            "\0" . pack('C*', map { $_ * 4 } @shades[$_ * $SIDE .. ($_ + 1) * $SIDE - 1])
        } 0 .. $SIDE - 1);

        spew(sprintf('%s/pictures/%03d.png', $folder, $i), "\x89PNG\r\n\x1a\n"
            . chunk('IHDR', pack('NNCCCCC', $SIDE, $SIDE, 8, 0, 0, 0, 0))
            . chunk('IDAT', compress($rows, 9)) . chunk('IEND', ''));
        push(@tokens, (map { $FIRST_GREY + $_ } @shades), $END);
    }
    return;
}

# ---- What is what

sub write_manifest
{
    my @sources = (
        { name => 'Pages of handbooks', kind => 'crawled', crawler => 'DemonstrationCrawler/1.0',
            crawled_by => 'provider', paths => ['crawl'],
            description => 'Pages of the manual of praxis, one host for each part. The hosts are'
                . ' made up: their names end in .example.' },
        { name => 'Texts of praxis', kind => 'public-dataset', snapshot => '0.1.0',
            licence => 'EUPL-1.2', paths => ['texts'],
            description => 'Provisions of the texts that praxis is delivered with (data/codes), in'
                . ' English and French, all of them.' },
        { name => 'Questions on provisions', kind => 'synthetic', paths => ['questions'],
            description => 'Questions with their answers, made of the texts of praxis by a pattern'
                . ' and without a model.' },
        { name => 'Drawn pictures', kind => 'other', paths => ['pictures'],
            description => 'Small grey pictures of waves, drawn by formulas for this model.' },
    );

    for my $source (@sources) {
        $source->{stages} = ['pre-training'];
        $source->{epochs} = 1;
    }
    spew("$folder/corpus.json",
        JSON::PP->new->canonical->pretty->encode({ manifest => 1, sources => \@sources }));
    return;
}

make_path(map { "$folder/$_" } qw(crawl texts questions pictures));
my @provisions = provisions();
write_pages();
write_texts(@provisions);
write_questions(@provisions);
write_pictures();
write_manifest();
spew("$folder/bytes.tiktoken", join('', map { encode_base64(chr, '') . " $_\n" } 0 .. 255));
spew("$folder/tokens.bin", pack('v*', @tokens));
