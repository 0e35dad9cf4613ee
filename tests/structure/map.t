#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# docs/ARCHITECTURE.md names each file of src/code, src/drafting and src/cli, by itself or by its
# family ("match*.c", "cmd_NAME.c"), and no file or family that is not there.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub pattern
{
    my $regex = quotemeta($_[0]) =~ s/\\\*/\\w*/gr;

    return $regex =~ s/NAME|FORMAT/\\w+/gr;
}

sub breaches
{
    my ($tree) = @_;
    my @named = slurp("$tree/docs/ARCHITECTURE.md") =~ m{([\w*]+\.c)\b}g;
    my $all = join('|', map { pattern($_) } @named);
    my @files = map { s{.*/}{}r } source_files($tree, qr{^(?:src|tools)/.*\.c$});
    my @found = map { "$_ is not on the map" }
        grep { !m{/(?:$all)$} } source_files($tree, qr{^src/(?:code|drafting|cli)/.*\.c$});

    for my $name (@named) {
        my $regex = pattern($name);

        push(@found, "$name is on the map and not there") if !grep { /^$regex$/ } @files;
    }
    return @found;
}

holds('the map names each file of code, drafting and cli', \&breaches);
finds('a file that it does not name', \&breaches, qr{^src/code/astray\.c is not on the map$},
    'src/code/astray.c' => "int x;\n");
done_testing();
