#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# A function that other files may call is declared in exactly one header, under a comment.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

# The declarations of a header: name => whether a comment speaks of it. A comment covers the lines
# that follow it without a blank line; one on the same line does as well. Inline functions show
# their body and need none.
sub declarations
{
    my ($text) = @_;
    my %commented;

    for my $block (split(/\n[ \t]*\n/, $text)) {
        my $spoken = 0;
        my $depth = 0;

        # px_handler_fn px_page_a, px_page_b; declares functions by their type.
        $block =~ s{^(px_\w+_fn)\s+(px_\w+(?:,\s*px_\w+)*);}
            {join("", map { "$1 $_(void);\n" } split(/,\s*/, $2))}gem;
        # Comments become one mark; function bodies and structs are passed over by their braces.
        $block =~ s{/\*.*?\*/|//[^\n]*}{\x01}gs;
        $block =~ s/^#(?:[^\n]*\\\n)*[^\n]*$//mg;
        for my $line (split(/\n/, $block)) {
            $spoken = 1 if $line =~ /\x01/;
            $commented{$1} ||= $spoken
                if $depth == 0 && $line =~ /^\w[^=(]*\b(px_\w+)\(/
                && $line !~ /^(?:typedef|static)\b/;
            $depth += ($line =~ tr/{//) - ($line =~ tr/}//);
        }
    }
    return %commented;
}

sub breaches
{
    my ($tree) = @_;
    my (%headers, @found);

    for my $path (source_files($tree, qr{^(?:src|bench|tests)/.*\.h$})) {
        my %commented = declarations(slurp("$tree/$path"));

        push(@{$headers{$_}}, $path) for sort keys %commented;
        push(@found, map { "$path: $_ has no comment" }
            grep { !$commented{$_} } sort keys %commented);
    }
    push(@found, map { "$_ is declared twice: @{$headers{$_}}" }
        grep { @{$headers{$_}} > 1 } sort keys %headers);

    for my $path (source_files($tree, qr{^src/.*\.c$})) {
        my $text = without_comments(slurp("$tree/$path"));

        while ($text =~ /^(?!static|typedef|extern)\w[\w \t*]*?\b(px_\w+)\([^;{}]*\)\s*\n\{/mg) {
            push(@found, "$path: $1 is in no header") if !$headers{$1};
        }
    }
    return @found;
}

holds('public functions stand in one header, with a comment', \&breaches);
finds('no comment', \&breaches, qr{px_x_open has no comment},
    'src/base/x.h' => "/* Purpose. */\n\nint px_x_open(int a,\n              int b);\n");
finds('two headers', \&breaches, qr{px_x_open is declared twice},
    'src/base/x.h' => "/* Opens. */\nint px_x_open(int a);\n",
    'src/code/x2.h' => "/* Opens. */\nint px_x_open(int a);\n");
finds('no header', \&breaches, qr{^src/base/x\.c: px_x_open},
    'src/base/x.c' => "int *px_x_open(int a)\n{\n    return 0;\n}\n");
my %seen = declarations("/* Both. */\nint px_a(void);\nint px_b(void);\n\n"
    . "int px_c(void); /* c */\n\n/* d, e. */\npx_x_fn px_d,\n    px_e;\n");
is(join(' ', map { "$_=$seen{$_}" } sort keys %seen), 'px_a=1 px_b=1 px_c=1 px_d=1 px_e=1',
    'who is spoken of');
done_testing();
