#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Every .c file of src/ and tools/ includes base/banned.h, and nothing after it.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub breaches
{
    my ($tree) = @_;
    my @found;

    for my $path (source_files($tree, qr{^(?:src|tools|bench)/.*\.c$})) {
        my @includes = includes(slurp("$tree/$path"));

        # A file may define constants and then read a table (.def) in; such reads do not count.
        @includes = grep { !/\.def"$/ } @includes;
        push(@found, "$path: base/banned.h is not its last include")
            if !@includes || $includes[-1] ne '"base/banned.h"';
    }
    return @found;
}

holds('base/banned.h comes last', \&breaches);
finds('it is missing', \&breaches, qr{^src/base/x\.c}, 'src/base/x.c' => "#include <stdio.h>\n");
finds('something follows it', \&breaches, qr{^tools/x\.c},
    'tools/x.c' => qq{#include "base/banned.h"\n#include <stdio.h>\n});
finds('a file without includes', \&breaches, qr{^src/cli/x\.c}, 'src/cli/x.c' => "int x;\n");
done_testing();
