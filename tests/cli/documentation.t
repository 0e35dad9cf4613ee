#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The examples of the documentation are executed.
#
# In docs/*.md and README.md, in the order of the page and in one scratch folder for each page:
#   ```sh-test             run by `sh -eu` with `praxis` in the path; must end with 0
#   ```text                right behind it: what it prints; "..." stands for anything
#   ```markdown-test FILE  is written to FILE
# Of the manual every example of every command, each in a folder of its own where what it speaks of
# is there; /srv, /backup, /safe and /etc are folders in it.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname basename);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $root = $ENV{PX_ROOT} // dirname(dirname(dirname(abs_path($0))));
my $praxis = $ENV{PRAXIS} // "$root/build/test/src/cli/praxis";
my $top = tempdir(CLEANUP => 1);

$ENV{ASAN_OPTIONS} //= 'detect_leaks=1:exitcode=99';
$ENV{LC_ALL} = 'C.UTF-8';
delete @ENV{qw(PRAXIS_HOUSE LANGUAGE)};
make_path("$top/bin");
symlink($praxis, "$top/bin/praxis") or die "$praxis: $!\n";
$ENV{PATH} = "$top/bin:$ENV{PATH}";

sub slurp
{
    my ($path) = @_;

    open(my $in, '<', $path) or die "$path: $!\n";
    local $/;
    return <$in> // '';
}

sub spew
{
    my ($path, $text) = @_;

    open(my $out, '>', $path) or die "$path: $!\n";
    print $out $text;
    close($out);
}

# Runs a script in a folder; returns its exit status and all that it printed.
sub run_sh
{
    my ($folder, $script) = @_;

    spew("$top/script", "cd '$folder'\n$script");
    my $output = qx(sh -eu '$top/script' 2>&1 </dev/null);
    return ($? >> 8 || $? & 127, $output);
}

# ---- Pages: a list of [information string, text, line]; a fence is closed by one as long.
sub blocks
{
    my ($text) = @_;
    my (@blocks, $open, $line);

    for my $s (split(/\n/, $text)) {
        $line++;
        if (defined $open) {
            if ($s eq $open) { undef $open } else { $blocks[-1][1] .= "$s\n" }
        } elsif ($s =~ /^(`{3,})\s*(.*)$/) {
            $open = $1;
            push(@blocks, [$2, '', $line]);
        }
    }
    return @blocks;
}

sub pattern
{
    my $regex = join('.*', map { quotemeta } split(/\.\.\./, $_[0]));

    return qr/\A$regex\z/s;
}

sub try_page
{
    my ($path) = @_;
    my $folder = tempdir(DIR => $top);
    my ($page, $printed) = (basename($path), undef);
    my $tried = 0;

    for my $block (blocks(slurp($path))) {
        my ($info, $text, $line) = @$block;

        if ($info =~ /^markdown-test ([\w.-]+)$/) {
            spew("$folder/$1", $text);
        } elsif ($info eq 'sh-test') {
            (my $status, $printed) = run_sh($folder, $text);
            is($status, 0, "$page, line $line: runs") or diag($printed);
            $tried++;
            next;
        } elsif ($info eq 'text' && defined $printed) {
            like($printed, pattern($text), "$page, line $line: it prints what the page says");
        }
        undef $printed;
    }
    return $tried;
}

# ---- The manual
my $house = 'praxis --quiet init; ';
my $draft = q(printf '# One\n\nText.\n' >draft.md; )
    . q(printf '# Un\n\nTexte.\n' >draft.fr.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; ';
my $french = 'praxis --quiet code import draft.fr.md --code gpai --version draft-1 --lang fr; ';
my $lasting = q(printf 'Text. {#k3v7q0m2a9}\n' >draft.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; ';
my $quoted = q(printf 'Say it within two weeks. {#k3v7q0m2d0}\n' >draft.md; );
my $drafts = join('', map { "praxis --quiet code import draft.md --code gpai --version draft-$_; " }
    1 .. 3);
my $published = $house . $draft . 'praxis --quiet code publish gpai draft-1; ';
my $served = 'mkdir srv; praxis --quiet --house srv/code init; ';

# What must be there before a command's examples.
my %before = (
    backup => "$house mkdir backup",
    check => $served,
    'code anchor' => $house . $quoted . $drafts,
    'code diff' => $house . $quoted . $drafts,
    'code doubts' => $house . $draft,
    'code export' => $house . $draft . $french,
    'code import' => $house . $draft,
    'code lineage' => $house . $lasting,
    'code list' => $house . $draft,
    'code publish' => $house . $draft,
    'code relink' => $house . $lasting,
    'code show' => $house . $draft . $french,
    'code undo' => $house . $draft,
    completion => 'mkdir -p etc/bash_completion.d',
    help => ':',
    init => 'mkdir srv',
    'ledger checkpoint' => $house,
    'ledger prove' => $published,
    'ledger verify' => $published . 'praxis ledger prove gpai draft-1 -o draft-1.proof; '
        . 'praxis ledger checkpoint --key >key.txt; praxis ledger checkpoint >kept.txt',
    manual => ':',
    restore => "$served mkdir backup safe; praxis --house srv/code --quiet backup "
        . 'backup/code-2026-11-24.tar; mv srv/code/keys safe/keys; rm -r srv/code',
    serve => $house . $served,
);

# A server goes on: it must start, and stop when it is told to.
sub server_script
{
    my ($line) = @_;

    $line =~ s/ --port \d+//;
    return "$line --port 0 >started 2>&1 & pid=\$!\n"
        . "until grep -q '^serving http' started || ! kill -0 \$pid; do sleep 0.05; done\n"
        . "kill \$pid\nwait \$pid || { status=\$?; cat started; exit \$status; }\n"
        . "grep -q '^serving http' started\n";
}

sub examples
{
    my ($page) = @_;
    my ($section) = $page =~ /^\.Sh EXAMPLES\n(.*?)(?=^\.Sh |\z)/ms or return;

    return map { s/\\&//gr =~ s/\\-/-/gr =~ s/\\e/\\/gr =~ s/\s+\z//r }
        $section =~ /^\.Bd [^\n]*\n(.*?)^\.Ed$/msg;
}

sub try_command
{
    my ($command, $page) = @_;
    my @lines = examples($page);

    ok(@lines > 0, "$command: its page has an example");
    if (!defined $before{$command}) {
        fail("$command: what its examples need stands in this test");
        return;
    }
    for my $line (@lines) {
        my $folder = tempdir(DIR => $top);
        my $local = $line =~ s{(?<![\w.])/(srv|backup|safe|etc)/}{$1/}gr;
        my ($status, $output) = run_sh($folder, $before{$command});

        is($status, 0, "$command: what comes before") or diag($output);
        ($status, $output) = run_sh($folder,
            $command eq 'serve' ? server_script($local) : $local);
        is($status, 0, $line) or diag($output);
    }
    return;
}

ok(try_page("$root/docs/operating.md") > 8, 'the examples on running a house are many');
ok(try_page("$root/docs/writing.md") > 1, 'the examples on writing are more than one');
for my $path (sort(glob("$root/docs/*.md")), "$root/README.md") {
    try_page($path) unless $path =~ m{/(?:operating|writing)\.md$};
}

my ($status, $output) = run_sh($top, 'praxis --lang en manual man');
is($status, 0, 'the manual is written') or diag($output);
for my $path (sort(glob("$top/man/praxis-*.1"))) {
    my $page = slurp($path);
    my ($command) = $page =~ /^\.Nm praxis\n\.Cm (.*)$/m;

    try_command($command, $page);
}
is(scalar(grep { !-e "$top/man/praxis-" . s/ /-/gr . '.1' } keys %before), 0,
    'and has a page for each command');

# The test sees what is wrong.
is_deeply([map { $_->[0] } blocks("a\n````x\n```\n````\n```y\n```\n")], ['x', 'y'], 'fences nest');
is((run_sh($top, "false\ntrue\n"))[0], 1, 'a failing line fails its block');
like("one two\nthree\n", pattern("one...\nthree\n"), 'three dots match');
unlike("one\nfour\n", pattern("one...\nthree\n"), 'what differs does not');
done_testing();
