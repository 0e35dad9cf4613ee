#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Programs of others open what src/document writes: LibreOffice converts DOCX and XLSX, the text of
# every PDF is read back and compared word by word with the Markdown of the same document; every
# part is well-formed; PDF is tagged, has its language and embeds its fonts.
use strict;
use warnings;
use utf8;
use Encode qw(decode);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Test::More;

my $root = $ENV{PX_ROOT} // dirname(dirname(dirname(__FILE__)));
my $work = tempdir(CLEANUP => 1);

# The output of a command, or undef where it fails.
sub output_of
{
    my (@command) = @_;

    open(my $pipe, '-|', @command) or return;
    local $/;
    my $text = <$pipe> // '';
    close($pipe) or return;
    return decode('UTF-8', $text);
}

sub slurp
{
    my ($path) = @_;

    open(my $in, '<:encoding(UTF-8)', $path) or die "$path: $!\n";
    local $/;
    return <$in>;
}

# The author stands before the title on paper, behind it in Markdown.
sub words_of { return $_[0] =~ s/^House of codes$//mr =~ /[\p{L}\p{N}]+/g; }

# The words of Markdown, without marks and addresses of links.
sub markdown_words
{
    my ($text) = @_;

    $text =~ s{\]\(<[^>]*>\)}{]}g;
    $text =~ s{^<https://\S+>$}{}mg;
    $text =~ s{<br>}{\n}g;
    $text =~ s{~~|\*\*}{}g;
    $text =~ s{^- \[[ x]\]}{}mg;
    return words_of($text);
}

# The words of a PDF's pages, without their feet.
sub pdf_words
{
    my ($path, $foot) = @_;
    my $text = output_of('pdftotext', '-raw', $path, '-') // die "$path cannot be read\n";

    $text =~ s{^https://codes\.example/\S*\s*$foot$}{}mg;
    $text =~ s{^https://codes\.example/\S*$}{}mg;
    $text =~ s{^$foot$}{}mg;
    return words_of($text);
}

sub same_words
{
    my ($name, $got, $wanted) = @_;

    cmp_ok(scalar(@$wanted), '>', 80, "$name: there are words");
    is_deeply($got, $wanted, "$name: every word is there, in order");
}

is(system("$root/build/test/tests/write_documents", $work), 0, 'the documents are written')
    or BAIL_OUT('no documents');
my %foot = (en => qr/Page \d of \d/, fr => qr/Page \d sur \d/);

# ---- Parts
for my $file (glob("$work/*.docx $work/*.xlsx")) {
    my ($name) = $file =~ m{([^/]*)$};
    my @parts = grep { length } split(/\n/, output_of('unzip', '-Z1', $file) // '');
    my @bad;

    for my $part (grep { !/\.png$/ } @parts) {
        (my $escaped = $part) =~ s/([\[\]])/\\$1/g;
        my $xml = output_of('unzip', '-p', $file, $escaped) // '';
        open(my $lint, '|-', 'xmllint', '--nonet', '--noout', '-') or die "xmllint: $!\n";
        binmode($lint, ':utf8');
        print $lint $xml;
        push(@bad, $part) if !close($lint);
    }
    cmp_ok(scalar(@parts), '>', 6, "$name has parts");
    is_deeply(\@bad, [], "$name: every part is well-formed");
}

# ---- LibreOffice: started once for each format that it makes
mkdir("$work/pdf");
mkdir("$work/csv");
for my $file (glob("$work/*.docx")) {
    my ($name) = $file =~ m{([^/]*)\.docx$};
    copy($file, "$work/pdf/docx.$name.docx");
}
my @office = ('soffice', '--headless', "-env:UserInstallation=file://$work/profile");
is(system("@office --convert-to pdf --outdir $work/pdf $work/pdf/*.docx >$work/log 2>&1"), 0,
    'LibreOffice opens the DOCX');
# The last number: every sheet as a file of its own.
is(system("@office --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,"
        . "false,false,-1' --outdir $work/csv $work/*.xlsx >>$work/log 2>&1"), 0,
    'LibreOffice opens the XLSX');

for my $language ('en', 'fr') {
    my @wanted = markdown_words(slurp("$work/sample.$language.md"));
    my @docx = pdf_words("$work/pdf/docx.sample.$language.pdf", $foot{$language});
    # WeasyPrint sets the numbers of lists apart from their items.
    my @pdf = grep { !/^[34]$/ } pdf_words("$work/sample.$language.pdf", $foot{$language});

    same_words("DOCX in $language", \@docx, \@wanted);
    same_words("PDF in $language", \@pdf, [grep { !/^[34]$/ } @wanted]);
    like(output_of('pdftotext', '-layout', "$work/sample.$language.pdf", '-'),
        qr/^ *3\. third item$/m, "PDF in $language: a list begins with its number");
    like(output_of('pdftotext', "$work/pdf/docx.sample.$language.pdf", '-'),
        qr/^$foot{$language}$/m, "DOCX in $language: pages are counted in words of the language");
    like(output_of('pdftotext', "$work/sample.$language.pdf", '-'), qr/^$foot{$language}$/m,
        "PDF in $language: so they are");
}

# Pictures: in pixels beside what was drawn, with their words for those who hear them.
for my $language ('en', 'fr') {
    my $file = "$work/sample.$language.docx";
    my $parts = output_of('unzip', '-Z1', $file);
    my $body = output_of('unzip', '-p', $file, 'word/document.xml');

    like($parts, qr{^word/media/image1\.png$}m, "DOCX in $language: a picture in pixels");
    like($parts, qr{^word/media/image1\.svg$}m, "DOCX in $language: and as it was drawn");
    like($body, qr{<wp:docPr id="1" name="Picture 1" descr="[^"]+"/>}, 'with its words');
    like(output_of('pdfimages', '-list', "$work/pdf/docx.sample.$language.pdf") // '',
        qr/^ +\d+ +\d+ +image +1400 /m, "DOCX in $language: LibreOffice shows it");
}

# A table that is longer than a page repeats its head on each.
my $long = output_of('pdftotext', '-raw', "$work/pdf/docx.long.pdf", '-') // '';
my $pages = () = $long =~ /\f/g;
my $heads = () = $long =~ /^\f?Number Text$/mg;
cmp_ok($pages, '>', 3, 'a long table has pages');
is($heads, $pages, 'its head stands on each');
like($long, qr/words of row399 end/, 'and no row is lost');

# ---- Sheets, as LibreOffice reads them
my ($table) = glob("$work/csv/sample.en-The*.csv");
(my $wanted = slurp("$work/sample.en.csv")) =~ s/^\x{FEFF}//;
$wanted =~ s/\r\n/\n/g;
$wanted =~ s/'=Not/=Not/;
$wanted =~ s/mayshall/[may]shall/;
is(slurp($table), $wanted, 'XLSX: the table is the one of CSV');
my ($first) = grep { !/-The/ } glob("$work/csv/sample.en-*.csv");
like(slurp($first), qr/First chapter/, 'XLSX: all else is on the first sheet');
my ($sheet) = glob("$work/csv/sheet-*.csv");
my @rows = split(/\n/, slurp($sheet));
is(scalar(@rows), 1001, 'a sheet has its rows');
is($rows[0], 'id,text,text (2)', 'and its columns');
is($rows[1000], 'c999,"=1+1 & <b>, _x0041_",', 'texts stay texts');

# ---- PDF
my $info = output_of('pdfinfo', "$work/sample.en.pdf") // '';
like($info, qr/^Title: +Disposition of comments & <answers>$/m, 'PDF has its title');
like($info, qr/^Tagged: +yes$/m, 'is tagged');
like($info, qr/^CreationDate: +Mon Nov 30 00:00:00 2026/m, 'is dated as the document');
my $tree = output_of('pdfinfo', '-struct', "$work/sample.en.pdf") // '';
like($tree, qr/^ +TH\b/m, 'knows the heads of its table');
for my $language ('en', 'fr') {
    open(my $pdf, '<:raw', "$work/sample.$language.pdf") or die "$!\n";
    local $/;
    like(<$pdf>, qr{/Lang \($language\)}, "says that it is in $language");
}
my @fonts = split(/\n/, output_of('pdffonts', "$work/sample.en.pdf") // '');
splice(@fonts, 0, 2);
cmp_ok(scalar(@fonts), '>', 1, 'PDF has fonts');
is_deeply([grep { !/ yes (?:yes|no) +(?:yes|no) +\d+ +\d+$/ } @fonts], [], 'all are embedded');
is(system('cmp', '-s', "$work/sample.en.pdf", "$work/again.pdf"), 0,
    'the same document is the same PDF');
done_testing();
