#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Names of C files are unique in the whole tree, so that one word finds one file.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub breaches
{
    my ($tree) = @_;
    my %paths;

    push(@{$paths{s{.*/}{}r}}, $_) for source_files($tree, qr{\.[ch]$});
    return map { "$_: @{$paths{$_}}" } grep { @{$paths{$_}} > 1 } sort keys %paths;
}

holds('names of C files are unique', \&breaches);
finds('a second str.c', \&breaches, qr{^str\.c: }, 'src/code/str.c' => "int x;\n");
finds('one in the tests', \&breaches, qr{^embed\.c: }, 'tests/unit/embed.c' => "int x;\n");
done_testing();
