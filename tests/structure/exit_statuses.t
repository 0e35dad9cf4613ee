#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The table of exit statuses in docs/operating.md is that of src/base/errors.def, and no status, no
# name stands in it twice.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

sub table_of_source
{
    my ($tree) = @_;
    my $source = slurp("$tree/src/base/errors.def");
    my @rows;

    while ($source =~ /^PX_ERROR\(\w+,\s*"([^"]*)",\s*(\d+),\s*\d+,\s*N_\("([^"]*)"\)\)/mg)
    {
        push(@rows, "| $2 | $1 | $3 |");
    }
    return @rows;
}

sub table_of_page
{
    my ($tree) = @_;
    my ($section) = slurp("$tree/docs/operating.md") =~ /^## \d+\. Exit statuses\n(.*)/ms;

    return grep { !/^\| (?:0|71) \|/ } ($section // '') =~ /^(\| \d+ \|.*\|)$/mg;
}

sub breaches
{
    my ($tree) = @_;
    my (@source, @found, %seen);

    @source = table_of_source($tree);
    my %source = map { $_ => 1 } @source;
    my %page = map { $_ => 1 } table_of_page($tree);
    push(@found, map { "docs/operating.md: missing: $_" } grep { !$page{$_} } @source);
    push(@found, map { "docs/operating.md: not in the source: $_" }
        grep { !$source{$_} } sort keys %page);
    for my $value (map { /^\| (\d+) \| (\S+) \|/ } @source) {
        push(@found, "src/base/errors.def: twice: $value") if $seen{$value}++;
    }
    push(@found, 'src/base/errors.def: no errors') unless @source;
    return @found;
}

my $row = qq{PX_ERROR(ODD, "odd", 90, 500, N_("it is odd"))\n};
my $source = slurp("$Bin/../../src/base/errors.def");
my $page = slurp("$Bin/../../docs/operating.md");

holds('the page lists the exit statuses of the source', \&breaches);
finds('an error that the page does not list', \&breaches, qr{missing: \| 90 \| odd},
    'src/base/errors.def' => "$source$row");
finds('a status twice', \&breaches, qr{twice: 90},
    'src/base/errors.def' => $source . $row . ($row =~ s/odd/even/r),
    'docs/operating.md' => "$page\n| 90 | odd | it is odd |\n| 90 | even | it is odd |\n");
finds('an invented status', \&breaches, qr{not in the source: \| 90},
    'docs/operating.md' => "$page\n| 90 | odd | it is odd |\n");
done_testing();
