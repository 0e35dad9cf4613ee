#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Every source file that can carry it says its licence in its first five lines.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub breaches
{
    my ($tree) = @_;
    my $kinds = qr{\.(?:c|h|def|sql|sh|t|pm|pl|mjs|js|css|html|po|build|options)$
        |^(?:Makefile|packages\.txt|meson_options\.txt|tests/run|tools/check/\w+|\.ci/run)$}x;
    my @found;

    for my $path (source_files($tree, $kinds)) {
        next if $path =~ m{^tests/(?:.*/)?(?:seeds|data)/};
        my $head = join("\n", grep { defined } (split(/\n/, slurp("$tree/$path"), 6))[0 .. 4]);
        push(@found, "$path: no SPDX-License-Identifier: EUPL-1.2")
            if $head !~ /SPDX-License-Identifier: EUPL-1\.2\b/;
    }
    return @found;
}

holds('each source file names its licence', \&breaches);
finds('a C file without it', \&breaches, qr{^src/base/x\.c}, 'src/base/x.c' => "int x;\n");
finds('another licence', \&breaches, qr{^tools/x\.sh},
    'tools/x.sh' => "#!/bin/sh\n# SPDX-License-Identifier: MIT\n");
finds('below the head', \&breaches, qr{^src/base/x\.h},
    'src/base/x.h' => "\n\n\n\n\n\n/* SPDX-License-Identifier: EUPL-1.2 */\n");
done_testing();
