#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The style sheets have no dead rules: each class in them is named by a template, in C or in a
# script; each custom property that is used is set, and each that is set is used; no two rules of a
# sheet have the same selectors under the same conditions. Sheets are joined by assets/meson.build,
# which has to name each.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

# Classes that C and templates put together from pieces; those of answers have the statuses.
my $composed = qr/^(?:d[2-8]|c-columns-3|doc-w\d+
    |tl-(?:drafts|rounds|institutions|law|after|within)
    |answer-(?:accepted(?:-with-modifications)?|partly-accepted
        |noted|not-accepted|out-of-scope))$/x;

sub sheets
{
    my ($tree) = @_;
    my %sheets;

    for my $path (source_files($tree, qr{^assets/style/.*\.css$})) {
        $sheets{$path} = slurp("$tree/$path") =~ s{/\*.*?\*/}{}gsr;
    }
    return %sheets;
}

sub dead_classes
{
    my ($tree) = @_;
    my %sheets = sheets($tree);
    my $named = join("\n", map { slurp("$tree/$_") }
        source_files($tree, qr{^(?:templates/.*\.html|src/.*\.[ch]|assets/.*\.js)$}));
    my %words = map { $_ => 1 } $named =~ /[A-Za-z][A-Za-z0-9_-]*/g;
    my @found;

    for my $path (sort keys %sheets) {
        my $selectors = $sheets{$path} =~ s/\{[^{}]*\}/{}/gr;
        my %classes = map { $_ => 1 } $selectors =~ /\.([a-z][a-z0-9-]*)/g;

        push(@found, map { "$path: .$_" } grep { !$words{$_} && !/$composed/ } sort keys %classes);
    }
    return @found;
}

sub properties
{
    my ($tree) = @_;
    my %sheets = sheets($tree);
    my $all = join("\n", map { $sheets{$_} } sort keys %sheets);
    my %set = map { $_ => 1 } $all =~ /(?<![\w(-])(--[a-z0-9-]+)\s*:/g;
    my %used = map { $_ => 1 } $all =~ /var\((--[a-z0-9-]+)/g;

    return ((map { "used and not set: $_" } grep { !$set{$_} } sort keys %used),
        map { "set and not used: $_" } grep { !$used{$_} } sort keys %set);
}

# Rules with their conditions: @media (print) .a, .b
sub repeated
{
    my ($tree) = @_;
    my %sheets = sheets($tree);
    my @found;

    for my $path (sort keys %sheets) {
        my (@around, %seen);

        while ($sheets{$path} =~ /([^{};]*)([{};])/g) {
            my ($text, $mark) = ($1, $2);

            $text =~ s{\s+}{ }g;
            $text =~ s{^ | $}{}g;
            if ($mark eq '}') {
                pop(@around);
            } elsif ($mark eq '{') {
                push(@around, $text);
                my $rule = join(' ', @around);
                push(@found, "$path: $rule") if $text !~ /^@/ && $seen{$rule}++;
            }
        }
    }
    return @found;
}

sub unjoined
{
    my ($tree) = @_;
    my $build = slurp("$tree/assets/meson.build");
    my @names = map { m{([^/]+)\.css$} } source_files($tree, qr{^assets/style/.*\.css$});

    return grep { $build !~ /'\Q$_\E'/ } @names;
}

holds('each class is somewhere in a page', \&dead_classes);
finds('a class that nothing has', \&dead_classes, qr{^assets/style/x\.css: \.no-such-thing$},
    'assets/style/x.css' => ".brand .no-such-thing:hover { color: red; }\n");
holds('custom properties are set and used', \&properties);
finds('one that is not set', \&properties, qr{^used and not set: --nothing},
    'assets/style/x.css' => ".brand { color: var(--nothing); }\n");
finds('one that is not used', \&properties, qr{^set and not used: --waste},
    'assets/style/x.css' => ".brand { --waste: 1; }\n");
holds('no rule stands twice in a sheet', \&repeated);
finds('one that does', \&repeated, qr{^assets/style/x\.css: \@media print \.brand$},
    'assets/style/x.css' => ".brand { top: 0; }\n\@media print { .brand { top: 0; }\n"
        . ".mark { top: 0; } .brand { left: 0; } }\n");
holds('each sheet is joined', \&unjoined);
finds('one that is not', \&unjoined, qr{^x$},
    'assets/meson.build' => "'print'\n", 'assets/style/x.css' => ".brand { top: 0; }\n");
done_testing();
