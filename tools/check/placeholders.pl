#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# placeholders.pl NAME: reads a catalogue (one line a string, as msgcat --no-wrap writes it) and
# compares the {placeholders} of each translation with those of its original. A plural form may
# follow either the singular ("one code") or the plural ("{count} codes").
use strict;
use warnings;

my $name = shift;
my $bad = 0;

sub placeholders
{
    my %seen = map { $_ => 1 } $_[0] =~ /\{(\w+)\}/g;

    return join(' ', sort keys %seen);
}

local $/ = '';
while (my $entry = <STDIN>) {
    $entry =~ s/^#.*\n//mg;
    $entry =~ s/"\n"//g;
    my %original = map { placeholders($_) => 1 } $entry =~ /^msgid(?:_plural)? "(.*)"$/mg;
    my ($id) = $entry =~ /^msgid "(.*)"$/m or next;

    for my $translation ($entry =~ /^msgstr(?:\[\d+\])? "(.+)"$/mg) {
        next if $id eq '' || $original{placeholders($translation)};
        print "$name: the placeholders differ: \"$id\" and \"$translation\"\n";
        $bad = 1;
    }
}
exit($bad);
