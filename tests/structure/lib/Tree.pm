# SPDX-License-Identifier: EUPL-1.2
# For the structure tests: a look at the source tree, and copies of it in which a breach is planted.
package Tree;
use strict;
use warnings;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Find qw(find);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

our @EXPORT = qw(source_files slurp includes string_literals without_comments holds finds);

my $root = $ENV{PX_ROOT} // dirname(dirname(dirname(dirname(abs_path(__FILE__)))));

my $foreign = qr/^(?:\.git|build|build-.*|node_modules|house|house\.new|shots)$/;

# Paths below $tree, in order, that match; those that are built or fetched do not belong to it.
sub source_files
{
    my ($tree, $regex) = @_;
    my @found;

    find({ no_chdir => 1,
           preprocess => sub { grep { !/$foreign/ } @_ },
           wanted => sub {
               return unless -f $File::Find::name;
               my $path = substr($File::Find::name, length($tree) + 1);
               push(@found, $path) if $path =~ $regex;
           } }, $tree);
    @found = sort @found;
    return @found;
}

sub slurp
{
    my ($path) = @_;

    open(my $in, '<', $path) or die "$path: $!\n";
    local $/;
    return <$in> // '';
}

# The files that a C file includes, as written: "base/str.h" or <stdio.h>.
sub includes
{
    return $_[0] =~ /^[ \t]*#[ \t]*include[ \t]+(["<][^">]+[">])/mg;
}

# The text of C source with comments blanked; strings stay.
sub without_comments
{
    my ($text) = @_;

    $text =~ s{("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/|//[^\n]*}{$1 // ' '}gse;
    return $text;
}

# The string literals of C source, adjacent ones joined.
sub string_literals
{
    my $text = without_comments($_[0]);
    my @strings;

    $text =~ s/"\s*"//g;
    push(@strings, $1) while $text =~ /"((?:\\.|[^"\\\n])*)"/g;
    return @strings;
}

# One point: the rule (a function from a tree to its breaches) holds for the real tree.
sub holds
{
    my ($name, $rule) = @_;
    my @breaches = $rule->($root);

    ok(!@breaches, $name) or diag(join("\n", @breaches));
    return;
}

# A copy of the tree, made once for a test; finds() leaves it as it was.
my $copy;

sub copy_of_tree
{
    return $copy if $copy;
    $copy = tempdir(CLEANUP => 1);
    for my $path (source_files($root, qr{^(?:src|tools|tests|bench|docs)/|^packages\.txt$})) {
        make_path(dirname("$copy/$path"));
        copy("$root/$path", "$copy/$path") or die "$copy/$path: $!\n";
    }
    return $copy;
}

sub plant
{
    my ($path, $text) = @_;

    make_path(dirname($path));
    if (!defined $text) {
        unlink($path) or die "$path: $!\n";
        return;
    }
    open(my $out, '>', $path) or die "$path: $!\n";
    print $out $text;
    close($out);
    return;
}

# One point: with these files written over a copy of the tree, the rule finds one more breach, and
# it matches. A file is made of undef by removing it.
sub finds
{
    my ($name, $rule, $regex, %planted) = @_;
    my $tree = copy_of_tree();
    my %before = map { -f "$tree/$_" ? ($_ => slurp("$tree/$_")) : () } keys %planted;

    plant("$tree/$_", $planted{$_}) for keys %planted;
    my @breaches = grep { /$regex/ } $rule->($tree);
    ok(@breaches == 1, "a breach is seen: $name") or diag("found: @breaches");
    for my $path (keys %planted) {
        next if !defined $planted{$path} && !defined $before{$path};
        plant("$tree/$path", $before{$path});
    }
    return;
}

1;
