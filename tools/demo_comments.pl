#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# demo_comments.pl write DATA GUESTS MEETINGS FOLDER: writes the comments of the demonstration as files
# that `praxis comments import --accounts` reads: FOLDER/PART.json, where a part is what comes in at
# one time. Those with a key stand in DATA/comments.jsonl as they are; the others are made of what
# people say of many places (concerns.jsonl, places.tsv), as those of their category would begin
# (voices.tsv). GUESTS is the table of who takes part, MEETINGS one of the steps that are meetings and
# their public ids.
# Comments that were said in a meeting which is not there yet are left out.
# demo_comments.pl ids FILE REPORT: prints key and public id of each comment with a key, by what the
# import of the file reported with --json.
# demo_comments.pl pdf LINE...: prints a PDF of one page with these lines, in ASCII.
use strict;
use warnings;
use JSON::PP;

my %made = (1 => 190, 2 => 85); # comments of concerns, by draft
my %parts = (1 => 5, 2 => 3);   # days on which they come in

sub slurp
{
    my ($path) = @_;

    open(my $in, '<:raw', $path) or die "$path: $!\n";
    local $/;
    return scalar(<$in>);
}

sub lines_of { return grep { !/^#|^$/ } split(/\n/, slurp($_[0])); }

sub json_lines { return map { decode_json($_) } lines_of($_[0]); }

sub table
{
    return map { [map { my $cell = $_; utf8::decode($cell); $cell } split(/\t/)] } lines_of($_[0]);
}

# ---- Who

my (@people, %of_category, %contact_of, %next, %member, %delegate);

sub read_people
{
    my ($path) = @_;

    for my $line (lines_of($path)) {
        my ($name, $mail, $organisation, $category, undef, undef, $role) =
            map { s/^"|"$//gr } $line =~ /("[^"]*"|[^,]*)(?:,|$)/g;
        my $person = { mail => $mail, organisation => $organisation, category => $category,
            role => $role };

        next if $name eq 'name';
        push(@people, $person);
        push(@{ $of_category{$category} }, $person);
        $contact_of{$organisation} = $mail if $role eq 'contact-point';
    }
    # Those as whom a demonstration signs people in: the first of each role.
    ($member{member}) = grep { $_->{role} eq '' } @people;
    ($member{contact}) = grep { $_->{role} eq 'contact-point' } @people;
    ($member{delegate}) = grep { $_->{role} eq 'delegate' } @people;
    ($member{colleague}) = grep {
        $_->{role} eq 'delegate' && $_->{organisation} eq $member{contact}{organisation}
    } @people;
    return;
}

# The next one of a category, or who is named.
sub person_for
{
    my ($row) = @_;
    my $all = $of_category{ $row->{category} // "" };

    return $member{ $row->{who} } if $row->{who};
    die "$row->{key}: nobody is of the category '$row->{category}'\n" if !$all;
    return $all->[$next{ $row->{category} }++ * 5 % @$all];
}

# ---- What

my ($data, %meetings);

sub comment
{
    my ($row) = @_;
    my %c = map { ($_ => $row->{$_}) } grep { defined $row->{$_} && $row->{$_} ne '' } qw(key kind
        stance text text_language state display motivation opinion feedback minute file);

    $c{version} = "edition-2.draft-$row->{draft}";
    delete $c{stance} if ($c{stance} // '') eq 'none';
    $c{text_language} //= 'en';
    $c{language} = $c{text_language} if $row->{quoted};
    $c{clause} = $row->{place} if $row->{place};
    $c{element} = "\"$row->{quoted}\"" if $row->{quoted};
    $c{wording} = $row->{wording} if defined $row->{wording};
    $c{deletion} = JSON::PP::true if defined $row->{wording} && $row->{wording} eq '';
    $c{status} = $row->{status} // $row->{answer};
    delete $c{status} if !defined $c{status};
    $c{answer_language} = $c{text_language} if $c{status};
    if ($row->{oral}) {
        @c{ 'origin', 'category' } = ('oral', $row->{category});
        $c{meeting} = $meetings{ $row->{oral} };
        return \%c;
    }
    my $person = $row->{person} // person_for($row);

    $c{account} = $person->{mail};
    $c{submitted_by} = $contact_of{ $person->{organisation} }
        if $person->{role} eq 'delegate' && !$c{state};
    $c{display} //= $person->{organisation} eq '' ? 'name' : 'organisation';
    return \%c;
}

# Comments that are made of what people say of many places: each place and concern once at most.
sub made
{
    my ($draft) = @_;
    my @places = table("$data/places.tsv");
    my @concerns = json_lines("$data/concerns.jsonl");
    my %voices = map { ("$_->[0] $_->[1]" => $_->[2]) } table("$data/voices.tsv");
    my (@rows, %seen);
    my @named = map { ($member{$_}) x 4 } qw(member delegate contact colleague);

    for (my $i = 0; @rows < $made{$draft}; $i++) {
        my $person = @rows < @named ? $named[@rows] : $people[($i * 53 + $draft * 17) % @people];
        my $place = $places[($i * 7 + $draft * 3) % @places];
        my $concern = $concerns[($i * 11 + int($i / 40) + $draft) % @concerns];
        my $voice = $voices{"$person->{category} $concern->{lang}"};
        my $subject = $place->[$concern->{lang} eq 'fr' ? 2 : 1];
        my $answer = $concern->{answers}[$i % @{ $concern->{answers} }];

        next if !$voice || $seen{"$place->[0] $concern->{key}"}++;
        my $opinion = ('', '', 'satisfied', '', 'not-satisfied', 'satisfied')[$i % 6];

        push(@rows, {
            draft => $draft,
            person => $person,
            place => $place->[0],
            kind => $concern->{kind},
            stance => $concern->{stance},
            text_language => $concern->{lang},
            display => $i % 9 == 4 ? 'anonymous' : $i % 7 == 3 ? 'name' : undef,
            text => "$voice " . ($concern->{text} =~ s/\{subject\}/$subject/gr),
            $draft == 1 || $i % 5 == 0
            ? (status => $answer->[0], motivation => $answer->[1])
            : (),
            opinion => $draft == 1 ? $opinion : '',
        });
    }
    return @rows;
}

sub write_part
{
    my ($path, @comments) = @_;

    return if !@comments;
    open(my $out, '>:raw', $path) or die "$path: $!\n";
    print $out JSON::PP->new->utf8->canonical->encode({ comments => \@comments });
    close($out) or die "$path: $!\n";
    return;
}

sub write_all
{
    my ($guests, $register, $folder) = @_;
    my (%part, %ended);

    read_people($guests);
    %meetings = map { split(/ /) } lines_of($register);
    my $n = 0;
    for my $row (json_lines("$data/comments.jsonl"), made(1), made(2)) {
        $ended{ $row->{key} } = 1 if $row->{end};
        my $name = $row->{state} ? 'mine' : $row->{oral} ? 'oral' : $row->{when}
            // ++$n % $parts{ $row->{draft} } + 1;

        next if $row->{oral} && !$meetings{ $row->{oral} };
        push(@{ $part{"$row->{draft}-$name"} }, comment($row));
    }
    write_part("$folder/$_.json", @{ $part{$_} }) for keys %part;
    # What is answered, and judged by its authors, once it is in.
    for my $draft (1, 2) {
        write_part("$folder/$draft.json", grep { !$ended{ $_->{key} // '' } }
            map { @{ $part{$_} } } grep { /^$draft-/ && !/mine/ } sort keys %part);
    }
    return;
}

sub print_ids
{
    my ($file, $report) = @_;
    my $comments = decode_json(slurp($file))->{comments};

    for my $row (@{ decode_json(slurp($report))->{rows} }) {
        my $key = $comments->[$row->{row} - 1]{key};

        print "$key $row->{id}\n" if $key && $row->{id};
    }
    return;
}

sub print_pdf
{
    my $text = join(' ', map { '(' . s/([\\()])/\\$1/gr . ") Tj T*" } @_);
    my $stream = "BT /F1 12 Tf 16 TL 72 760 Td $text ET";
    my @objects = (
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font '
            . '<< /F1 5 0 R >> >> >>',
        '<< /Length ' . length($stream) . " >>\nstream\n$stream\nendstream",
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
    my $pdf = "%PDF-1.4\n";
    my @at;

    for my $i (0 .. $#objects) {
        push(@at, length($pdf));
        $pdf .= $i + 1 . " 0 obj\n$objects[$i]\nendobj\n";
    }
    my $table = length($pdf);
    my $count = @objects + 1;

    print $pdf, "xref\n0 $count\n0000000000 65535 f \n", map { sprintf("%010d 00000 n \n", $_) } @at;
    print "trailer\n<< /Size $count /Root 1 0 R >>\nstartxref\n$table\n%%EOF\n";
    return;
}

my $verb = shift(@ARGV) // '';
if ($verb eq 'write' && @ARGV == 4) {
    $data = shift(@ARGV);
    write_all(@ARGV);
} elsif ($verb eq 'pdf' && @ARGV) {
    print_pdf(@ARGV);
} elsif ($verb eq 'ids' && @ARGV == 2) {
    print_ids(@ARGV);
} else {
    die "usage: demo_comments.pl write DATA GUESTS MEETINGS FOLDER | ids FILE REPORT | pdf LINE...\n";
}
