#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# amend.pl TEXT AMENDMENTS: prints a text in Markdown as amended. An amendment is a paragraph whose
# first line is "= LASTING-ID", which replaces the paragraph of that id, or "+ LASTING-ID", which
# puts a new one behind it; "- LASTING-ID" alone takes it out, "> LASTING-ID OTHER" moves it behind
# another one. Each must find its place.
use strict;
use warnings;

die "usage: amend.pl TEXT AMENDMENTS\n" unless @ARGV == 2;
my ($text, $amendments) = map {
    open(my $in, '<', $_) or die "$_: $!\n";
    local $/;
    scalar <$in>;
} @ARGV;

# The paragraph of that id.
sub place_of
{
    my ($id) = @_;

    return qr/(?<=\n\n)((?:[^\n]+\n)*?[^\n]*)([ \n]\{#\Q$id\E\})\n/;
}

for my $amendment (split(/\n\n+/, $amendments)) {
    my ($mode, $id, $new) = $amendment =~ /\A([=+]) (\w+)\n(.+?)\n?\z/s;

    ($mode, $id, $new) = $amendment =~ /\A([->]) (\w+)(?: (\w+))?\n?\z/ if !$mode;
    die "$ARGV[1]: not an amendment: $amendment\n" if !$mode || $mode eq '>' && !$new;
    my $place = place_of($id);

    if ($mode eq '-' || $mode eq '>') {
        $text =~ s/$place\n// or die "$ARGV[1]: no paragraph $id in $ARGV[0]\n";
        my $taken = "$1$2\n";

        next if $mode eq '-';
        my $behind = place_of($new);

        $text =~ s/$behind/$1$2\n\n$taken/ or die "$ARGV[1]: no paragraph $new in $ARGV[0]\n";
    } elsif ($mode eq '=') {
        $text =~ s/$place/$new$2\n/ or die "$ARGV[1]: no paragraph $id in $ARGV[0]\n";
    } else {
        $text =~ s/$place/$1$2\n\n$new\n/ or die "$ARGV[1]: no paragraph $id in $ARGV[0]\n";
    }
}
print $text;
