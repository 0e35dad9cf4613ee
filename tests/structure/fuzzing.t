#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Every fuzz target is in the table of tests/fuzz/meson.build and has seeds.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub breaches
{
    my ($tree) = @_;
    my $table = slurp("$tree/tests/fuzz/meson.build");
    my %listed = map { $_ => 1 } $table =~ /^ *\['(\w+)', .*, \d+\],$/mg;
    my @found;

    for my $path (source_files($tree, qr{^tests/fuzz/fuzz_\w+\.c$})) {
        my ($name) = $path =~ /fuzz_(\w+)\.c$/;

        push(@found, "$path: not in tests/fuzz/meson.build") if !$listed{$name};
        push(@found, "$path: no seeds") if !source_files($tree, qr{^tests/fuzz/seeds/\Q$name\E/});
    }
    return @found;
}

holds('each fuzz target is built and has seeds', \&breaches);
finds('no seeds', \&breaches, qr{fuzz_x\.c: no seeds}, 'tests/fuzz/fuzz_x.c' => "int x;\n");
finds('not listed', \&breaches, qr{fuzz_x\.c: not in},
    'tests/fuzz/fuzz_x.c' => "int x;\n", 'tests/fuzz/seeds/x/1' => 'x');
done_testing();
