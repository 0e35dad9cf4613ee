#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The SQL of a table stands only in the room whose schema/ makes the table.
use strict;
use warnings;
use FindBin qw($Bin);
use lib "$Bin/lib";
use Test::More;
use Tree;

# Table => room, from the migrations; a table made by two rooms is a breach of its own.
sub owners
{
    my ($tree, $found) = @_;
    my %owner;

    for my $path (source_files($tree, qr{^src/[a-z]+/schema/.*\.sql$})) {
        my ($room) = $path =~ m{^src/([a-z]+)/};
        my $sql = slurp("$tree/$path") =~ s/--[^\n]*//gr;

        while ($sql =~ /CREATE\s+(?:VIRTUAL\s+|TEMP\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)/gi)
        {
            push(@$found, "$path: $1 is a table of $owner{$1}")
                if ($owner{$1} // $room) ne $room;
            $owner{$1} //= $room;
        }
    }
    return %owner;
}

# The tables that a string of C names as SQL. Keywords are written in capitals; small ones count
# where the whole string is a statement.
sub tables_in
{
    my ($string) = @_;
    my $statement = $string =~ /^\s*(?:select|insert|update|delete|with|create|replace|drop)\b/i;
    my $names = '\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(\w+)';

    return $statement ? $string =~ /$names/gi : $string =~ /$names/g;
}

sub breaches
{
    my ($tree) = @_;
    my @found;
    my %owner = owners($tree, \@found);

    for my $path (source_files($tree, qr{^src/.*\.[ch]$})) {
        my ($room) = $path =~ m{^src/([a-z]+)/};

        for my $table (map { tables_in($_) } string_literals(slurp("$tree/$path"))) {
            push(@found, "$path: $table is a table of $owner{$table}")
                if defined $owner{$table} && $owner{$table} ne $room;
        }
    }
    return @found;
}

my $schema = "CREATE TABLE wine (id INTEGER);\n-- CREATE TABLE beer\nCREATE VIRTUAL TABLE cask "
    . "USING fts5(x);\n";

holds('SQL stays in the room that owns the table', \&breaches);
finds('a query in another room', \&breaches, qr{^src/web/x\.c: wine is a table of code},
    'src/code/schema/9999_x.sql' => $schema,
    'src/web/x.c' => qq{const char *q = "SELECT * "\n    "FROM wine";\n});
finds('small letters', \&breaches, qr{^src/store/x\.c: cask},
    'src/code/schema/9999_x.sql' => $schema,
    'src/store/x.c' => qq{const char *q = "insert into cask values (1)";\n});
finds('a join', \&breaches, qr{^src/duty/x\.c: wine},
    'src/code/schema/9999_x.sql' => $schema,
    'src/duty/x.c' => qq{const char *q = "SELECT 1 FROM a JOIN wine USING (id)";\n});
finds('a table made twice', \&breaches, qr{^src/store/schema/9998_x\.sql: wine},
    'src/code/schema/9999_x.sql' => $schema,
    'src/store/schema/9998_x.sql' => "create table if not exists wine (x)");
is(join(' ', tables_in('a glass made from wine')), '', 'prose is not SQL');
done_testing();
