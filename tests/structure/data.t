#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The data of the demonstration house keeps the rules of tools/check_data, which sees each breach.
use strict;
use warnings;
use utf8;
use FindBin qw($Bin);
use lib "$Bin/lib";
use File::Copy qw(copy);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;
use Tree;

my $root = $ENV{PX_ROOT} // "$Bin/../..";
my $json = JSON::PP->new->utf8->canonical;

sub breaches
{
    my ($tree) = @_;
    open(my $out, '-|:encoding(UTF-8)', $^X, "$root/tools/check_data", $tree) or die "$!\n";
    my @lines = <$out>;

    close($out);
    chomp(@lines);
    die "tools/check_data died\n" if $? && !@lines;
    return @lines;
}

is_deeply([breaches($root)], [], 'the data keeps its rules');

# ---- One copy of the data with many breaches; each must be seen, and nothing else.
my $copy = tempdir(CLEANUP => 1);
my @expected;

make_path(map { "$copy/data/$_" } 'codes', 'dossiers', 'forms', 'processes');
make_path("$copy/tools", map { "$copy/src/duty/$_" } 'check', 'filed');
my $data = qr{^data/(?:codes/|dossiers/|forms/|processes/|acts\.tsv|holidays\.tsv|planning\.tsv
    |facts\.tsv|licence_terms\.tsv|check_\w+\.tsv|score_\w+\.tsv)
    |^src/duty/(?:check/|filed/)?\w+\.c$|^tools/agreement\.pl$}x;

for my $path (source_files($root, $data)) {
    copy("$root/$path", "$copy/$path") or die "$path: $!\n";
}

sub spew
{
    my ($path, $bytes) = @_;

    open(my $out, '>:raw', $path) or die "$path: $!\n";
    print $out $bytes;
    close($out);
    return;
}

# Changes a text by a function of its decoded content; what is seen must match.
sub plant_text
{
    my ($name, $change, @regexes) = @_;
    my $text = slurp("$copy/data/codes/$name");

    utf8::decode($text);
    my $before = $text;
    $change->() for $text;
    ok($text ne $before, "a breach is planted in $name");
    utf8::encode($text);
    spew("$copy/data/codes/$name", $text);
    push(@expected, @regexes);
    return;
}

# Changes a dossier by functions of its first entry of a kind, taken out of the way of others.
my (%files, %taken);

sub plant
{
    my ($name, $kind, $change, $regex) = @_;
    my $file = $files{$name} //= $json->decode(slurp("$copy/data/dossiers/$name"));
    my ($at) = grep { $file->{entries}[$_]{kind} eq $kind && !$taken{"$name $_"} }
        0 .. $#{ $file->{entries} };

    die "$name has too few entries of the kind $kind\n" if !defined $at;
    $taken{"$name $at"} = 1;
    $change->($file->{entries}[$at], $file);
    push(@expected, qr/^data\/dossiers\/$name: $regex/);
    return;
}

my $history = 'gpai.history.json';
my $safety = 'gpai.safety.json';

plant($history, 'step', sub { delete $_[0]{date} }, qr/.*: there is no date/);
plant($history, 'step', sub { $_[0]{date} = '2024-13' }, qr/.*'date' is no date: '2024-13'/);
plant($history, 'step', sub { $_[0]{date} = '2025-02-29' }, qr/.*'date' is no date/);
plant($history, 'step', sub { @{ $_[0] }{ 'date', 'until' } = ('2025-02-02', '2025-02-01') },
    qr/.*'until' stands before 'date'/);
plant($history, 'step', sub { delete $_[0]{sources} }, qr/.*there is no source$/);
plant($history, 'step', sub { $_[0]{sources} = [{ source => 'nowhere', confidence => 'primary' }] },
    qr/.*there is no source 'nowhere'/);
plant($history, 'step', sub { delete $_[0]{sources}[0]{confidence} }, qr/.*how sure is the source/);
plant($history, 'step', sub { $_[0]{title} = { en => 'Only in English' } },
    qr/.*title: there is no text in 'fr'/);
plant($history, 'step', sub { $_[0]{title}{$_} = 'the same in both' for 'en', 'fr' },
    qr/.*title: the same in both languages/);
plant($history, 'step', sub { $_[0]{title} = { en => 'within two weeks', fr => 'dans un délai' } },
    qr/.*title: other terms in French: '2 week', ''/);
plant($history, 'step', sub { $_[0]{title}{en} = ' ' }, qr/.*title\.en: an empty text/);
plant($history, 'step', sub { $_[0]{round} = 'nothing' }, qr/.*there is no round nothing/);
plant($history, 'appointment', sub { $_[0]{group} = 'nothing' }, qr/.*there is no group nothing/);
plant($history, 'signatory', sub { $_[0]{chapters} = ['cps9999999'] },
    qr/.*version 'final' has no provision 'cps9999999'/);
plant($history, 'fact', sub { $_[1]{sources}{idle} = { title => { en => 'Idle', fr => 'Oisif' } } },
    qr/the source 'idle' is used nowhere/);
plant($history, 'fact', sub { $_[1]{as_of} = 'today' }, qr/'as_of' is no day/);
plant($safety, 'duty', sub { $_[0]{key} = 'call' }, qr/.*the key stands in .* too/);
plant($safety, 'duty', sub { $_[0]{addressees} = [] }, qr/.*binds nobody/);
plant($safety, 'duty', sub { $_[0]{addressees} = ['nobody'] }, qr/.*there is no addressee nobody/);
plant($safety, 'duty', sub { delete $_[0]{articles} }, qr/.*serves no article/);
plant($safety, 'duty', sub { $_[0]{articles} = [{ act => 'unheard-of', article => '1' }] },
    qr/.*acts\.tsv does not cite 'unheard-of' in 'en'/);
push(@expected, qr/acts\.tsv does not cite 'unheard-of' in 'fr'/);
spew("$copy/data/acts.tsv", slurp("$copy/data/acts.tsv") . "odd\ten\twithout a place\t2024\t\n");
push(@expected, qr/^data\/acts\.tsv: 'odd.*' has no day or no source/, qr/'odd' is cited without/);
spew("$copy/data/dossiers/$_", $json->encode($files{$_})) for sort keys %files;
spew("$copy/data/dossiers/gpai.other.json", '{');
push(@expected, qr/^data\/dossiers\/gpai\.other\.json: is no dossier/);

# A measure more, a term that is not typed, an id that says another number.
my $measure = "### Measure 1.4 More {#cpt0104000 .measure}\n\nWithin 77 days. {#cpt0104001}\n\n";
my $mesure = "### Mesure 1.4 Encore une {#cpt0104000 .measure}\n\nEn 77 jours. {#cpt0104001}\n\n";
plant_text('gpai.final.en.md', sub { s/(?=^# .*\{#cpc0000000)/$measure/m },
    qr/'cpt0000000' has 1 \+ 4 commitments and measures, not 1 \+ 3/,
    qr/'cpt0104000' .* has no duty/);
plant_text('gpai.final.fr.md', sub { s/(?=^# .*\{#cpc0000000)/$mesure/m });
plant_text("gpai.final.$_.md", sub { s/(\{#cps0101001\})/88 days, 88 jours. $1/ }) for 'en', 'fr';
push(@expected, qr/'cps0101000' .* says '88 day', which its duty does not/);
plant_text("gpai.final.$_.md", sub { s/^(### \S+) 8\.3 /$1 8.4 /m }) for 'en', 'fr';
push(@expected, qr/'cps0803000' has another number/);
plant_text('gpai.final.fr.md', sub { s/^## (\S+) 9 /## $1 19 /m },
    qr/'cps0900000' differs in its number: '9' in English, '19' in French/);
plant_text('gpai.final.fr.md', sub { s/^#### |^### (?=\S+ 9\.4 )/## /m },
    qr/'cps0904000' differs in its level/);
plant_text('gpai.final.fr.md', sub { s/ \.appendix\}/ .annex}/ },
    qr/'cpa0100000' differs in its class/);
plant_text("gpai.final.$_.md",
    sub { s/(\{#cps1001007\}\n\n).*?(?=\{#cps1001008\})/$1one and the same words /s })
    for 'en', 'fr';
push(@expected, qr/'cps1001008' is the same in both languages/);
plant_text('training-summary.2025-01.fr.md', sub { s/ \{#\w{10}\}$//m },
    qr/training-summary\.2025-01\.fr\.md: a provision without an id/,
    qr/training-summary\.2025-01: the languages part/);
plant_text('training-summary.2025-07.en.md', sub { s/\{#ts00000001\}/{#ts00000000}/ },
    qr/training-summary\.2025-07\.en\.md: the id 'ts00000000' stands twice/,
    qr/training-summary\.2025-07: the languages part/);
plant_text('open-drafting.2.fr.md', sub { s/\x{a0}:/ :/ },
    qr/open-drafting\.2: .* a space that breaks in French: '\S+ :'/);
plant_text('open-drafting.2.fr.md', sub { s/\x{202f};/\x{a0};/ },
    qr/open-drafting\.2: .* French wants U\+202F before .*: '\S+\x{a0};'/);
plant_text('gpai.final.fr.md', sub { s/\x{202f};/;/ },
    qr/gpai\.final: .* no space before a sign in French: '\S+;'/);
unlink("$copy/data/codes/open-drafting.1.fr.md");
push(@expected, qr/open-drafting\.1: there is no text in 'fr'/);

# Templates of processes, holidays, rules of planning.
my $template = $json->decode(slurp("$copy/data/processes/gpai.json"));

delete $template->{steps}[0]{title}{fr};
delete $template->{steps}[1]{confidence};
$template->{steps}[2]{text}{fr} = 'Une pause : rien';
$template->{groups}[0]{chapters} = ['cps9999999'];
$template->{sources}{idle} = { title => 'Idle', confidence => 'primary' };
spew("$copy/data/processes/gpai.json", $json->encode($template));
spew("$copy/data/processes/other.json", '{');
push(@expected, qr/gpai\.json: step 'call': 'title' is missing in 'fr'/,
    qr/gpai\.json: step 'consultation': has no source or no confidence/,
    qr/gpai\.json: step 'kick-off': text: a space that breaks/,
    qr/gpai\.json: group '.*': the code has no provision 'cps9999999'/,
    qr/gpai\.json: the source 'idle' is not used/, qr/processes\/other\.json: is not JSON/);
spew("$copy/data/holidays.tsv", slurp("$copy/data/holidays.tsv")
        . join("\t", '2099-01-02', '2099-01-01', 'rest', 'Rest', 'Repos', 'page', 'sure') . "\n"
        . "2099-01-01\tshort\n");
push(@expected, qr/holidays\.tsv: .*ends before/, qr/holidays\.tsv: .*'rest' is no kind/,
    qr/holidays\.tsv: .*'sure' is no confidence/, qr/holidays\.tsv: .*7 columns/);
spew("$copy/data/planning.tsv", slurp("$copy/data/planning.tsv")
        . join("\t", 'window-days', 'many', 'day', 'now', 'page', 'sure') . "\n");
push(@expected, map { qr/planning\.tsv: 'window-days'.*$_/ } 'twice', 'no number', 'no day',
    'no confidence');

# Facts, terms of licences.
spew("$copy/data/facts.tsv", slurp("$copy/data/facts.tsv")
        . join("\t", 'Layers', 'figure', '-', 'a', 'Layers', 'Couches') . "\n"
        . join("\t", 'colour', 'choices', '-', 'one:red=Red', 'Colour', 'Couleur') . "\n"
        . join("\t", 'weight', 'number', '-', 'half', 'Weight', 'Poids') . "\n"
        . join("\t", 'layers', 'list', '-', 'name', 'Layers', 'Couches : rien') . "\n");
push(@expected, map { qr/facts\.tsv: 'Layers'.*$_/ } 'no id', 'no type');
push(@expected, qr/facts\.tsv: 'colour': a choice needs/);
push(@expected, map { qr/facts\.tsv: '$_': only numbers/ } 'Layers', 'weight');
push(@expected,
    map { qr/facts\.tsv: 'layers'.*$_/ } 'twice', 'needs columns', 'a space that breaks');
spew("$copy/data/licence_terms.tsv", slurp("$copy/data/licence_terms.tsv")
        . join("\t", 'x', 'free', 'now', 'page', 'sure') . "\n");
push(@expected, map { qr/licence_terms\.tsv: 'x'.*$_/ } 'no term', 'no day', 'no confidence');

# Official forms.
my $form = $json->decode(slurp("$copy/data/forms/summary.json"));
my %field = map { $_->{id} => $_ } @{ $form->{fields} };

$field{'1.1.a'}{label}{fr} = 'Un mot : rien';
delete $field{'1.1.b'}{guidance}{fr};
$field{'1.2.a'}{section} = '9.9';
$field{'1.2.b'}{recipients} = [];
$field{'1.2.c'}{recipients} = ['downstream'];
$field{'1.3.a'}{confidence}{text} = 'sure';
$field{'1.3.b'}{ranges}[1]{lower} = '5';
$field{'2.1.b'}{condition}[0]{field} = '1.3.e';
$field{'3.3.a'}{id} = '3.2.a';
spew("$copy/data/forms/summary.json", $json->encode($form));
$form = $json->decode(slurp("$copy/data/forms/model.json"));
%field = map { $_->{id} => $_ } @{ $form->{fields} };
push(@{ $field{'p.range'}{recipients} }, 'ai-office');
$field{'c.flop.n'}{derived}{from} = 'c.flop';
spew("$copy/data/forms/model.json", $json->encode($form));
spew("$copy/data/forms/other.json", '{');
push(@expected, qr/summary\.json: form fields 2 label: a space that breaks/,
    qr/summary\.json: form fields 3 guidance: is missing in 'fr'/,
    qr/summary\.json: field '1\.2\.a': there is no section '9\.9'/,
    qr/summary\.json: field '1\.2\.b': nobody/, qr/summary\.json: field '1\.2\.c': the public/,
    qr/summary\.json: field '1\.3\.a': has no source/,
    qr/summary\.json: field '1\.3\.b': the range 'middle' does not begin/,
    qr/summary\.json: field '2\.1\.b': its condition/,
    qr/summary\.json: field '3\.2\.a' stands twice/,
    qr/model\.json: field 'p\.range': who receives it/,
    qr/model\.json: field 'c\.flop\.n': is derived from nothing/,
    qr/forms\/other\.json: is not JSON/);

# The comments of the demonstration.
my $demonstration = "$copy/data/demonstration";

make_path("$demonstration/meetings");
spew("$demonstration/meetings/board.fr.md", "Bien\n\nUne pause : rien\n");
copy($_, $demonstration) for glob("$root/data/demonstration/*.{jsonl,tsv,txt,because}");
spew("$demonstration/comments.jsonl", join("\n", '{"key":"a","text":"One.","place":"cps9999999"}',
    '{"key":"a","text":"Two.","status":"perhaps","motivation":"So."}',
    '{"key":"b","status":"noted"}',
    '{"key":"c","text":"Un mot ; un autre","text_language":"fr","opinion":"objects"}', '{'));
spew("$demonstration/concerns.jsonl", slurp("$demonstration/concerns.jsonl")
        . '{"key":"d","lang":"en","text":"Of nothing.","answers":[["noted","So."]]}');
spew("$demonstration/places.tsv", "cps8888888\tthis\tceci\nshort\n");
spew("$demonstration/draft-2.because", "cpt0102003\ta x\n");
push(@expected, qr/comments\.jsonl: 'a' stands twice/, qr/comments\.jsonl: 'a': .* 'cps9999999'/,
    qr/comments\.jsonl: 'a': 'perhaps' is no status/, qr/comments\.jsonl: 'b': has no text/,
    qr/comments\.jsonl: 'b': an answer without a reason/, qr/comments\.jsonl: 'c': a space/,
    qr/comments\.jsonl: 'c': an objection says why/, qr/comments\.jsonl: not JSON: '\{'/,
    qr/concerns\.jsonl: 'd': speaks of nothing/, qr/places\.tsv: .* 'cps8888888'/,
    qr/places\.tsv: 'short' does not have 3 columns/,
    qr/draft-2\.because: there is no comment 'x'/, qr/board\.fr\.md: line 3: a space that breaks/);

# ---- The checker of summaries: one row with breaches at the end of each table
my %checker = (
    check_labels => ["letter\t\t9.9\tsome wording\tform\nfield\t9.9.z\t1.1\tother wording\tform\n"
            . "field\t1.1.a#smell\t1.1\ta third\tform\nfield\t\t1.1\ta fourth\tform\n",
        qr/'some wording': 'letter' is no kind/, qr/'some wording': the form has no section '9\.9'/,
        qr/'other wording': the form has no field '9\.9\.z'/, qr/'a third': 'smell' is no modality/,
        qr/'a fourth': needs a field/],
    check_words => ["xx\tvague\tsomehow\t\nen\tvague\tmay\t\nen\tmonth\tbrumaire\t13\n"
            . "en\tvague\tperhaps\t1\nen\tnobody-asks\tword\t\nen\tvague\n",
        qr/'vague: somehow': 'xx' is no language/, qr/'vague: may' stands twice/,
        qr/'month: brumaire': '13' is no value/, qr/'vague: perhaps': '1' is no value/,
        qr/nothing looks for the class 'nobody-asks'/, qr/'en\tvague' does not have 4 columns/],
    check_ticks => ["2610\tempty\tonce more\nbox\tticked\tno sign\n2A00\tperhaps\ta sign\n",
        qr/'2610' stands twice/, qr/'box' is no code point/, qr/'2A00': 'perhaps' is no meaning/],
    check_rules => ["remark-words\tsix\tword\tonce\thearsay\tsure\n"
            . "nobody-asks\t1\tword\t2026-01-01\tchosen\thouse\n",
        qr/'remark-words' stands twice/, qr/'six' is no number/, qr/'once' is no day/,
        qr/'sure' is no confidence/, qr/nothing goes by 'nobody-asks'/],
    score_grades => ["G\t101\n", qr/'101' is no percent/, qr/'G' is out of order/],
    score_criteria => ["D1\tS9\t9.9.z\tcharm\t26\tguess\twords\tmots ;\n"
            . "X1\tS1\t\tclarity\t1\tclean SUM-99\twords\tmots\n"
            . "X2\tS1\t\tclarity\t1\thas nothing\twords\tmots\n",
        qr/'D1' stands twice/, qr/'S9' is no section/, qr/'charm' is no dimension/,
        qr/'26' is no weight/, qr/'D1': the form has no field/, qr/there is no test 'guess'/,
        qr/'X1': there is no rule 'SUM-99'/, qr/'X2': there is no class 'nothing'/,
        qr/'D1': a space/],
    score_agreement => ["D1\t" . "yes\nX9\tperhaps\n", qr/'D1' stands twice/,
        qr/there is no criterion 'X9'/, qr/'X9': 'perhaps' says nothing/],
    score_published => ["Model\tX9\t2\tnotes\n", qr/there is no criterion 'X9'/,
        qr/'X9': '2' is no value/],
);
for my $table (sort keys %checker) {
    my ($rows, @regexes) = @{ $checker{$table} };

    spew("$copy/data/$table.tsv", slurp("$copy/data/$table.tsv") . $rows);
    push(@expected, map { qr/^data\/$table\.tsv: .*$_/ } @regexes);
}

# The form has lost that field above, and with it whatever names it.
my @found = grep { !/the form has no field '3\.3\.a'/ } breaches($copy);

for my $regex (@expected) {
    my @seen = grep { /$regex/ } @found;

    is(scalar(@seen), 1, "a breach is seen: $regex") or diag(join("\n", @seen));
    @found = grep { !/$regex/ } @found;
}
is_deeply(\@found, [], 'and nothing else');
done_testing();
