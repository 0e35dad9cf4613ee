#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
#
# agreement.pl PRAXIS DATA [SPLIT]: how often the checker agrees with the published evaluations of
# filed summaries, criterion by criterion (`make agreement`). Prints data/score_agreement.tsv; with
# SPLIT, in place of it, the figures of docs/checking.md: by half, by test, and what would count if
# only the first half were known.
#
# Compared are pairs of a criterion and a document where the checker judges and the evaluation leaves
# one answer. Cohen's kappa takes off what two would agree by chance who say "met", "not in full" and
# "does not apply" as often as these two do; where both only ever say one of them there is none.
use strict;
use warnings;
use FindBin qw($Bin);

my ($praxis, $data, $split) = @ARGV;
my $root = "$Bin/..";
my @documents = read_rows("$root/data/score_documents.tsv");
my (%pairs, @ids, %test_of);

sub read_rows {
    my ($file) = @_;

    open(my $in, '<', $file) or die "agreement.pl: cannot read $file: $!\n";
    my @rows = map { chomp; [split(/\t/, $_, -1)] } grep { !/^#/ && /\S/ } <$in>;
    close($in);
    return @rows;
}

# Pairs: [ours, theirs], each "1", "<1" or "-".
sub figures {
    my %seen = (same => 0, n => scalar @_);
    my (%ours, %theirs);

    for my $pair (@_) {
        $seen{same}++ if $pair->[0] eq $pair->[1];
        $ours{$pair->[0]}++;
        $theirs{$pair->[1]}++;
    }
    my $chance = 0;
    $chance += ($ours{$_} // 0) * ($theirs{$_} // 0) for keys %ours;
    $chance /= $seen{n} ** 2 if $seen{n};
    $seen{kappa} = $seen{n} && $chance < 1
        ? ($seen{same} / $seen{n} - $chance) / (1 - $chance) : undef;
    return \%seen;
}

sub kappa_words {
    my ($figures) = @_;

    return defined $figures->{kappa} ? sprintf('%.2f', $figures->{kappa}) : '-';
}

# What a comparison says: [ours, theirs] as classes, or nothing where it is not settled.
sub classes {
    my ($ours, $theirs, $agreement) = @_;
    my $class = $ours eq '0' || $ours eq '0.5' ? '<1' : $ours;

    return () if $agreement eq 'unknown';
    return [$class, $class] if $agreement eq 'same';
    # Otherwise than ours: what the evaluation leaves, with points before "does not apply".
    return [$class, $theirs =~ /^1/ ? '1' : $theirs =~ /^(<1|0)/ ? '<1' : '-'];
}

for my $row (@documents) {
    my ($filed, $evaluation, $day, $half) = @$row;
    my $published = -e "$data/summaries/evals/$evaluation" ? "$data/summaries/evals/$evaluation"
        : "$root/tests/data/evaluations/$evaluation";

    open(my $out, '-|', $praxis, 'summary', 'score', '--date', $day, '--against', $published,
        "$data/summaries/filed/$filed") or die "agreement.pl: cannot run $praxis: $!\n";
    while (my $line = <$out>) {
        chomp $line;
        my ($id, $ours, $theirs, $agreement) = split(/\t/, $line);

        push(@ids, $id) unless $pairs{$id};
        push(@{$pairs{$id}}, {
            half => $half, ours => $ours, theirs => $theirs,
            classes => [classes($ours, $theirs, $agreement)],
        });
    }
    close($out) or die "agreement.pl: $praxis failed on $filed\n";
}
for my $row (read_rows("$root/data/score_criteria.tsv")) {
    $test_of{$row->[0]} = (grep { !/^if-/ } split(/ /, $row->[5]))[0];
}
my %rule = map { $_->[0] => $_->[1] } read_rows("$root/data/check_rules.tsv");

# The settled pairs of criteria, of one half or of all; judged: those where one of both finds that the
# criterion applies. That both find that it does not is mostly one answer, "no", for many criteria.
sub judged {
    return grep { $_->[0] ne '-' || $_->[1] ne '-' } settled(@_);
}

sub settled {
    my ($half, @criteria) = @_;

    return map { @{$_->{classes}} }
        grep { $half eq 'all' || $_->{half} eq $half } map { @{$pairs{$_}} } @criteria;
}

sub by_test {
    my ($half) = @_;
    my (%criteria, %found);

    push(@{$criteria{$test_of{$_}}}, $_) for @ids;
    $found{$_} = figures(judged($half, @{$criteria{$_}})) for keys %criteria;
    return \%found;
}

# Whether a criterion counts, and why: the rule of docs/checking.md.
sub decide {
    my ($id, $half, $least, $tests) = @_;
    my $own = figures(judged($half, $id));
    my $test = $tests->{$test_of{$id}};

    return ('no', 'human') if $test_of{$id} eq 'human';
    return ('no', settled($half, $id) ? 'idle' : 'never') unless $own->{n};
    return ('no', 'differs') if $own->{same} < $own->{n};
    return ('no', 'few') if $own->{n} < $least;
    return ('yes', 'both') if defined $own->{kappa};
    return ('yes', 'test') if defined $test->{kappa} && $test->{kappa} >= $rule{'score-kappa'} / 100;
    return ('no', 'chance');
}

if ($split) {
    print_split();
} else {
    print_table();
}

sub print_table {
    my ($tests, %count) = (by_test('all'));

    print <<'END';
# SPDX-License-Identifier: EUPL-1.2
#
# How the checker agrees with the published evaluations, by criterion (src/duty/check/score.h reads
# it). Made by `make agreement` from data/score_documents.tsv; do not edit. Columns, parted by tabs:
# criterion; whether it counts in a score; why (below); in how many documents it was compared and one
# of both found that it applies; in how many of these they agree; Cohen's kappa, - where both only ever
# said one thing; then for each document what the checker says and what the evaluation leaves possible
# (1, 0.5, 0, <1: 0.5 or 0, - does not apply, | or, ? all of these or not judged, ! sums that no
# scores make).
#
# why   both     never otherwise, and seen both met and not met: counts
#       test     never otherwise, always the same, and its test has the kappa asked for: counts
#       chance   never otherwise, always the same, and the kappa of its test does not exclude chance
#       few      never otherwise, but judged in too few documents
#       differs  judged otherwise at least once
#       idle     both said only that it does not apply
#       never    never compared: one of both says nothing, or nothing settled
#       human    the checker does not judge it
END
    for my $id (@ids) {
        my ($counts, $why) = decide($id, 'all', $rule{'score-documents'}, $tests);
        my $own = figures(judged('all', $id));

        $count{$why}++;
        print join("\t", $id, $counts, $why, $own->{n}, $own->{same}, kappa_words($own),
            map { ($_->{ours}, $_->{theirs}) } @{$pairs{$id}}), "\n";
    }
    print '# ', join(', ', map { "$_ " . ($count{$_} // 0) }
        qw(both test chance few differs idle never human)), "\n";
}

sub print_split {
    my $tests = by_test('develop');
    my @chosen = grep { (decide($_, 'develop', 1, $tests))[0] eq 'yes' } @ids;

    for my $half ('develop', 'held', 'all') {
        my ($every, $judged) = (figures(settled($half, @ids)), figures(judged($half, @ids)));

        printf("%s: %d of %d pairs agree, kappa %s; judged: %d of %d, kappa %s\n", $half,
            $every->{same}, $every->{n}, kappa_words($every), $judged->{same}, $judged->{n},
            kappa_words($judged));
    }
    my $held = figures(settled('held', @chosen));

    printf("chosen by the first half: %d criteria; on the other half they agree in %d of %d pairs, "
        . "kappa %s\n", scalar @chosen, $held->{same}, $held->{n}, kappa_words($held));
    my ($first, $other, $all) = ($tests, by_test('held'), by_test('all'));

    for my $test (sort keys %$all) {
        next unless $all->{$test}{n};
        printf("%-26s %3d of %3d %6s   %3d of %3d %6s   %3d of %3d %6s\n", $test,
            map { ($_->{same}, $_->{n}, kappa_words($_)) }
                map { $_->{$test} } $first, $other, $all);
    }
}
