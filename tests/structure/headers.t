#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Each header compiles alone, with the warnings of the build.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub breaches
{
    my ($tree, $which) = (@_, qr{^(?:src|tests|bench|tools)/.*\.h$});
    my @flags = qw(-std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Wall -Wextra -Werror -Wshadow
                   -Wundef -Wstrict-prototypes -Wold-style-definition -Wpointer-arith
                   -Wwrite-strings -Wvla);
    my @found;

    for my $path (source_files($tree, $which)) {
        # base/banned.h comes last in a .c file, so the system headers come before it.
        my $source = qq{#include "$tree/$path"\nextern int px_not_empty;\n};
        open(my $gcc, '|-', "gcc @flags -I$tree/src -I$tree/tests -I$tree/bench -fsyntax-only"
            . " -x c - 2>$tree/.headers.log") or die "gcc: $!\n";
        print $gcc $source;
        next if close($gcc);
        push(@found, "$path: " . slurp("$tree/.headers.log"));
    }
    unlink("$tree/.headers.log");
    return @found;
}

holds('each header compiles alone', \&breaches);
# The whole tree was tried just now.
finds('a header that leans on its includer', sub { breaches($_[0], qr{^src/base/.*\.h$}) },
    qr{^src/base/x\.h: .*uint8_t}s,
    'src/base/x.h' => "uint8_t px_x(void);\n");
done_testing();
