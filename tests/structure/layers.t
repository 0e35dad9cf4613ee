#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# Who may enter which room: a folder of src/ uses only what stands below it (docs/ARCHITECTURE.md).
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

my %tier = (base => 0, store => 1, (map { $_ => 2 } qw(code corpus model rights document)),
            (map { $_ => 3 } qw(drafting duty)), (map { $_ => 4 } qw(web cli)));
my %same_tier = map { $_ => 1 } ('corpus>document', 'rights>corpus', 'duty>drafting', 'cli>web');
my %no_database = map { $_ => 1 } qw(corpus model rights);
my %no_sql = map { $_ => 1 } qw(web cli);

# What is wrong with a room's use of an include, or nothing.
sub misuse
{
    my ($room, $include) = @_;

    return 'no SQL here' if $no_sql{$room} && $include eq '<sqlite3.h>';
    return if $include =~ /^</;
    my ($other) = $include =~ m{^"([a-z]+)/} or return 'not of the form "room/file.h"';
    return if $other eq $room;
    return "no such room as $other" if !defined $tier{$other};
    return 'a lower room uses a higher one' if $tier{$room} < $tier{$other};
    return "rooms of one tier" if $tier{$room} == $tier{$other} && !$same_tier{"$room>$other"};
    return 'no database here' if $no_database{$room} && $include eq '"store/db.h"';
    return;
}

sub breaches
{
    my ($tree) = @_;
    my @found;

    for my $path (source_files($tree, qr{^src/.*\.[ch]$})) {
        my ($room) = $path =~ m{^src/([a-z]+)/} or do { push(@found, "$path: no room"); next };
        if (!defined $tier{$room}) {
            push(@found, "$path: no such room as $room");
            next;
        }
        for my $include (includes(slurp("$tree/$path"))) {
            my $wrong = misuse($room, $include);
            push(@found, "$path: $include: $wrong") if $wrong;
        }
    }
    # What the build needs may use base alone.
    for my $path (source_files($tree, qr{^tools/.*\.c$})) {
        push(@found, map { "$path: $_: a tool uses base alone" }
            grep { m{^"[a-z]+/} && !m{^"base/} } includes(slurp("$tree/$path")));
    }
    return @found;
}

holds('no room uses what stands above it', \&breaches);
finds('base uses store', \&breaches, qr{^src/base/x\.c: "store/db\.h"},
    'src/base/x.c' => qq{#include "store/db.h"\n});
finds('a header of code uses web', \&breaches, qr{^src/code/x\.h: "web/y\.h"},
    'src/code/x.h' => qq{  #  include "web/y.h"\n});
finds('corpus uses rights, its neighbour', \&breaches, qr{^src/corpus/x\.c: .*one tier},
    'src/corpus/x.c' => qq{#include "rights/robots.h"\n#include "base/str.h"\n});
finds('rights may use corpus, not model', \&breaches, qr{^src/rights/},
    'src/rights/x.c' => qq{#include "corpus/warc.h"\n#include "model/y.h"\n});
finds('web uses cli', \&breaches, qr{^src/web/x\.c},
    'src/web/x.c' => qq{#include "cli/command.h"\n#include "web/y.h"\n});
finds('corpus opens the database', \&breaches, qr{^src/corpus/x\.c: .*no database},
    'src/corpus/x.c' => qq{#include "store/db.h"\n});
finds('web speaks SQL', \&breaches, qr{^src/web/x\.c: .*no SQL},
    'src/web/x.c' => qq{#include <sqlite3.h>\n});
finds('a room that nobody named', \&breaches, qr{^src/cellar/x\.c: no such room},
    'src/cellar/x.c' => "int x;\n");
finds('a tool uses store', \&breaches, qr{^tools/x\.c},
    'tools/x.c' => qq{#include "store/db.h"\n});
done_testing();
