#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
#
# hostile.pl URL FOLDER: what hostile.t runs against a house that it made. Fills every text field of
# every form with markup, each with a number of its own, and every address with one that runs; sends
# each form without its token first. Then reads all pages that can be reached, as the secretariat,
# as a member and as nobody, and looks for the markup. FOLDER/jar.NAME are files of cookies.
# Prints one line for each thing that is wrong, and last what was tried.
use strict;
use warnings;
use HTTP::Tiny;
use JSON::PP;
use POSIX qw(strftime);

my ($url, $folder) = @ARGV;
my %cookie = (nobody => '', map { ($_ => cookie_of($_)) } qw(office member visitor));
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 30);
my $number = 1000;    # of the markup in a field
my (%sent, %shown, %wrong, %tried);
my $running = 'javascript:alert(1)//';

sub cookie_of
{
    my ($name) = @_;

    open(my $in, '<', "$folder/jar.$name") or die "jar.$name: $!\n";
    return join('; ', map { chomp; my @f = split(/\t/); @f > 6 ? "$f[5]=$f[6]" : () } <$in>);
}

sub wrong { my ($text) = @_; print "$text\n" if !$wrong{$text}++; return; }

sub ask
{
    my ($who, $method, $path, $body, $type) = @_;
    my $reply = $http->request($method, "$url$path", {
        headers => { ($cookie{$who} ? (Cookie => $cookie{$who}) : ()),
                     ($body ? ('Content-Type' => $type) : ()) },
        ($body ? (content => $body) : ()) });

    wrong("$method $path: $reply->{status}") if $reply->{status} >= 500;
    examine($path, $reply);
    return $reply;
}

# No page shows the markup as markup, nor an address that runs; what it shows as text is counted.
sub examine
{
    my ($path, $reply) = @_;
    my $type = $reply->{headers}{'content-type'} // '';
    my $text = $reply->{content};

    $shown{$1} = 1 while $text =~ /(?:&lt;|\\u003c|<)script(?:&gt;|>)alert\((\d+)\)/g;
    return if $type =~ m{^(?:application/(?:problem\+)?json|text/(?:plain|markdown|calendar))};
    wrong("$path: markup of field $1 ($sent{$1})") if $text =~ /<script>alert\((\d+)\)/;
    wrong("$path: an address that runs")
        if $text =~ /\b(?:href|src|action)\s*=\s*["']?\s*javascript:/i;
    return;
}

sub plain
{
    my ($text) = @_;
    my %named = (amp => '&', lt => '<', gt => '>', quot => '"');

    $text =~ s/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/$1 ? chr $1 : $2 ? chr hex $2 : $named{$3}/gie;
    return $text;
}

sub attribute
{
    my ($tag, $name) = @_;
    return $tag =~ /\s\Q$name\E="([^"]*)"/ ? plain($1) : undef;
}

# The forms of a page: [{ action, upload, fields => [{ name, type, value, ... }] }].
sub forms
{
    my ($html) = @_;
    my @forms;

    while ($html =~ m{<form\b([^>]*\bmethod="post"[^>]*)>(.*?)</form>}gs) {
        my ($head, $inner) = ($1, $2);
        my @fields;

        while ($inner =~ m{<input\b([^>]*)>|<textarea\b([^>]*)>\n?(.*?)</textarea>|
                           <select\b([^>]*)>(.*?)</select>}gsx) {
            if (defined $1) {
                my $tag = $1;
                push @fields, { name => attribute($tag, 'name'),
                                type => attribute($tag, 'inputmode') // attribute($tag, 'type'),
                                value => attribute($tag, 'value') // '',
                                checked => $tag =~ /\schecked/ ? 1 : 0 };
            } elsif (defined $2) {
                my ($tag, $text) = ($2, $3);
                push @fields, { name => attribute($tag, 'name'), type => 'textarea',
                                value => plain($text) };
            } else {
                my ($tag, $options) = ($4, $5);
                my ($chosen) = $options =~ /<option([^>]*\sselected[^>]*)>/;
                my @values = map { attribute($_, 'value') // '' } $options =~ /<option([^>]*)>/g;
                push @fields, { name => attribute($tag, 'name'), type => 'select',
                                value => $chosen ? attribute($chosen, 'value') : '',
                                values => [grep { length } @values] };
            }
        }
        push @forms, { action => attribute($head, 'action'), fields => \@fields,
                       upload => $head =~ /multipart/ ? 1 : 0 };
    }
    return @forms;
}

# The form with that value in "do", or with a field of that name.
sub form_of
{
    my ($html, $do, $field) = @_;

    for my $form (forms($html)) {
        return $form if defined $do && grep { $_->{name} eq 'do' && $_->{type} eq 'hidden'
                                              && $_->{value} eq $do } @{$form->{fields}};
        return $form if !defined $do && grep { ($_->{name} // '') eq $field } @{$form->{fields}};
    }
    return undef;
}

sub evil
{
    my ($what) = @_;

    $sent{++$number} = $what;
    return "\"><script>alert($number)</script>";
}

# What is sent for a field; `given` has what must be valid.
sub value_of
{
    my ($field, $given, $where) = @_;
    my ($name, $type) = ($field->{name}, $field->{type} // 'text');

    return $given->{$name} if exists $given->{$name};
    return $field->{value} if $type eq 'hidden' || $type eq 'radio';
    return length $field->{value} ? $field->{value} : 1 if $type eq 'checkbox';
    return length $field->{value} ? $field->{value} : $field->{values}[0] if $type eq 'select';
    return evil("$where $name") if $type =~ /^(text|textarea|search)$/ && $name !~ /-hour$/;
    return $field->{value};
}

sub encode
{
    my ($text) = @_;

    $text =~ s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ge;
    return $text;
}

sub body_of
{
    my ($form, $pairs) = @_;
    my $edge = 'edge7f3a9c';

    return (join('&', map { encode($_->[0]) . '=' . encode($_->[1]) } @$pairs),
            'application/x-www-form-urlencoded') if !$form->{upload};
    return (join('', map {
        my ($name, $value) = @$_;
        my $file = ref $value ? "; filename=\"$value->[0]\"\r\nContent-Type: text/plain" : '';
        $value = $value->[1] if ref $value;
        "--$edge\r\nContent-Disposition: form-data; name=\"$name\"$file\r\n\r\n$value\r\n"
    } @$pairs) . "--$edge--\r\n", "multipart/form-data; boundary=$edge");
}

sub pairs_of
{
    my ($form, $given, $where) = @_;
    my %radio = map { $_->{name} => $_->{value} }
        reverse grep { ($_->{type} // '') eq 'radio' } @{$form->{fields}};
    my @pairs;

    for my $field (@{$form->{fields}}) {
        my ($name, $type) = ($field->{name}, $field->{type} // 'text');

        next if !defined $name || $type eq 'submit';
        if ($type eq 'radio') {
            next if !exists $radio{$name};
            push @pairs, [$name, $given->{$name} // delete $radio{$name}];
            delete $radio{$name};
        } elsif ($type eq 'file') {
            push @pairs, [$name, $given->{$name}] if $given->{$name};
        } else {
            my $value = value_of($field, $given, $where);
            push @pairs, [$name, $value] if defined $value;
        }
    }
    return \@pairs;
}

# Sends the form of a page: without its token, with one of another session, with an address that
# runs in each field for one, and at last as it is wanted. Returns the answer.
sub submit
{
    my ($who, $path, $which, %given) = @_;
    my ($do, $field) = $which =~ /^\.(.*)/ ? (undef, $1) : ($which, undef);
    my $page = ask($who, 'GET', $path);
    my $form = form_of($page->{content}, $do, $field);

    if (!$form) {
        wrong("$path: no form $which ($page->{status})");
        return $page;
    }
    my $where = "$path $which";
    my $pairs = pairs_of($form, \%given, $where);
    for my $token (undef, 'f' x 64) {
        my @forged = grep { $_->[0] ne 'csrf' } @$pairs;
        push @forged, ['csrf', $token] if defined $token;
        my $reply = ask($who, 'POST', $form->{action}, body_of($form, \@forged));
        wrong("$where: sent without a token: $reply->{status}") if $reply->{status} != 403;
    }
    for my $address (grep { ($_->{type} // '') eq 'url' } @{$form->{fields}}) {
        my @running = map { $_->[0] eq $address->{name} ? [$_->[0], $running] : $_ } @$pairs;
        my $reply = ask($who, 'POST', $form->{action}, body_of($form, \@running));
        wrong("$where: an address that runs: $reply->{status}") if $reply->{status} != 422;
    }
    $tried{$form->{action}} = 1;
    my $reply = ask($who, 'POST', $form->{action}, body_of($form, $pairs));
    # Shown first with what will happen: sent again as it came back. A doubt is told but once.
    for (1 .. 2) {
        last if $reply->{status} != 200 && $reply->{status} != 422;
        my $again = form_of($reply->{content}, $do, $field) or last;
        my %same = map { ref $_->[1] ? ($_->[0] => $_->[1]) : () } @$pairs;
        my %kept = map { $_->{name} => $_->{value} }
            grep { ($_->{type} // '') !~ /^(hidden|radio|checkbox)$/ } @{$again->{fields}};
        $pairs = pairs_of($again, { %kept, %given, %same }, $where);
        $reply = ask($who, 'POST', $again->{action}, body_of($again, $pairs));
    }
    # A table is answered with its report.
    if ($reply->{status} != 303 && $which ne '.table') {
        my ($said) = $reply->{content} =~ m{<div class="form-errors"[^>]*>(.*?)</div>}s;
        wrong("$where: $reply->{status} " . ($said // '') =~ s/<[^>]*>|\s+/ /gr);
    }
    return $reply;
}

sub location { my ($reply) = @_; return ($reply->{headers}{location} // '') =~ s/^\Q$url\E//r; }

sub praxis
{
    my @args = @_;

    open(my $out, '-|', $ENV{PRAXIS}, @args) or die "praxis: $!\n";
    local $/;
    return scalar <$out> // '';
}

sub day { my ($days) = @_; return strftime('%F', localtime(time + 86400 * $days)); }

sub private_link
{
    my $mails = decode_json(praxis('--json', 'mail', 'list'))->{mails};

    for my $mail (@$mails) {
        return "/en$1" if praxis('mail', 'show', '--links', $mail->{id}) =~ m{(/applications/\S+\?key=\S+)};
    }
    die "no private link\n";
}

# ---- Everything that can be typed, in the order of a process

my $code = '/en/codes/gpai';
my $process = "$code/processes/edition-2";
my @hours = map { ("$_-hour" => '') } qw(starts ends opens closes);

submit('office', "$code/begin-process", 'begin', key => 'edition-2', from => day(0),
       template => 'gpai');
my $call = location(submit('office', "$process/call", '.title_en', kind => 'participants',
                           opens => '', closes => day(20) . 'T23:59', late => 'refuse'));
my @links;
for my $n (1, 2) {
    submit('visitor', $call, '.motivation', mail => "applicant-$n\@example.org",
           category => 'academia', country => 'BE', language => 'en', consent => 1);
    push @links, private_link();
    submit('visitor', $links[-1], 'confirm');
    submit('visitor', $links[-1] =~ s/\?/\/change?/r, '.motivation', category => 'academia',
           country => 'BE', language => 'en') if $n == 1;
}
submit('visitor', $links[1], 'withdraw', sure => 1);
my ($application) = $links[0] =~ m{/applications/(\w+)};
submit('office', "/en/applications/$application", '.decision', decision => 'accept');
submit('office', "$call/window", 'extend', closes => day(30) . 'T23:59');
submit('office', "$call/window", 'close');
submit('office', "$process/chairs", 'appoint', mail => 'applicant-1@example.org', until => '',
       instead => '', function => 'chair');
my ($guest, $society) = map { evil("table $_") =~ s/"/""/r } qw(name organisation);
submit('office', "$process/invitations", '.table', do => 'invite', table => ['guests.csv',
       "name;mail;category;organisation\n\"$guest\";guest\@example.org;academia;\"$society\"\n"]);
submit('office', "$process/form-group", '.key', key => 'group-x', chapters => 'aaaaaaaaa1');
submit('office', "$process/groups/group-x/change", $_) for qw(rename rescope end);
submit('office', "$process/plan/add", 'add', kind => 'written-feedback', cycle => 1,
       starts => day(3), ends => day(20), @hours);
submit('office', "$process/plan/add", 'add', kind => 'board', cycle => 1, starts => day(3),
       ends => '', @hours);
my $steps = decode_json(praxis('--json', 'process', 'show', 'gpai', 'edition-2'))->{steps};
my @own = grep { ($_->{title} // '') =~ /script/ } @$steps;
wrong('no steps of our own') if @own < 2;
my ($window) = map { $_->{id} } grep { $_->{kind} eq 'written-feedback' } @own;
my ($board) = map { $_->{id} } grep { $_->{kind} eq 'board' } @own;
my ($plenary) = map { $_->{id} } grep { $_->{kind} eq 'kick-off-plenary' } @$steps;
submit('office', "$process/plan/$board", 'move', starts => day(5), ends => day(5), @hours);
submit('office', "$process/plan/$board", 'change', kind => 'board', cycle => 1);
submit('office', "$process/plan/$board", 'done', on => day(-1),
       document_address => 'https://example.eu/x');
submit('office', "$process/plan/$plenary", 'cancel');
submit('office', "$process/plan/$window", 'open', opens => '', closes => day(15), @hours);
submit('office', "$code/draft-1/publish", 'publish', process => 'edition-2', with_round => undef,
       opens => '', closes => '', @hours);
my ($round) = map { $_->{number} // $_->{round} }
    @{decode_json(praxis('--json', 'round', 'list', 'gpai', 'edition-2'))->{rounds}};
submit('office', "$process/rounds/$round", 'extend', closes => day(25), @hours);
submit('office', "$process/rounds/$round", 'close', certain => 1);
my @meetings;
for my $n (1, 2) {
    my $reply = submit('office', "$code/meetings/call", 'call', kind => 'board', step => '',
                       cycle => 1, starts => day(-2 * $n), ends => '', @hours, groups => undef,
                       attend => 'public', papers => 'public', link => 'https://example.eu/meet');
    push @meetings, location($reply);
}
my $meeting = $meetings[0];
submit('office', "$meeting/write/agenda", '.text');
submit('office', "$meeting/write/minutes", '.text');
submit('office', "$meeting/manage", 'document-add', file => ['x<script>.txt', 'text']);
submit('office', "$meeting/manage", 'attendance', academia => 3);
submit('office', "$meeting/manage", 'place', link => 'https://example.eu/meet');
submit('office', "$meeting/manage", 'publish');
submit('office', "$meetings[1]/manage", 'move', starts => day(7), ends => '', @hours);
submit('office', "$meetings[1]/manage", 'cancel');
my $adoption = decode_json(praxis('--json', 'adoption', 'show', 'gpai', 'edition-2'));
for my $n (0 .. $#{$adoption->{steps}}) {
    next if $adoption->{steps}[$n]{done};
    submit('office', "$process/adoption/$adoption->{steps}[$n]{step}", 'record', on => day(0),
           version => 'draft-1', document_address => "https://example.eu/$n");
}
submit('office', "$process/adoption/adopt", 'adopt', agree => 1);
my $people = decode_json(praxis('--json', 'people', 'list'))->{people};
my ($person) = map { $_->{id} } grep { ($_->{mail} // '') eq 'applicant-1@example.org' } @$people;
submit('office', "/en/people/$person", 'interest');
submit('office', "/en/people/$person", 'grant', role => 'chair', scope => 'code:gpai');
submit('office', "/en/people/$person", 'change', mail => 'applicant-1@example.org');
submit('office', "/en/people/$person", 'end');
submit('office', "/en/people/$person", 'interest');
submit('office', "/en/people/$person", 'withdraw');
submit('office', "/en/people/$person", $_, certain => 1) for qw(suspend resume);
submit('member', '/en/me', '.name', zone => 'Europe/Paris');
submit('member', '/en/me/mail', '.digest');
submit('office', '/en/preference', '.appearance');

# ---- Forms that show what was typed only when it is wrong

for my $case (['/en/sign-in', 'mail'], ['/en/sign-in/link', 'mail'], ['/en/sign-in', 'back'],
              ['/en/sign-in/link', 'back'], ['/en/sign-in/code', 'code'],
              ['/en/me/security/password', 'password'], ['/en/me/security/app', 'code'],
              ['/en/me/security/session', 'session'], ['/en/preference', 'back']) {
    my ($path, $name) = @$case;
    my $page = ask('member', 'GET', '/en/me');
    my ($csrf) = $page->{content} =~ /name="csrf" value="(\w+)"/;

    for my $value (evil("$path $name"), $running) {
        my $reply = ask('member', 'POST', $path, "csrf=$csrf&$name=" . encode($value),
                        'application/x-www-form-urlencoded');
        wrong("$path $name: leads away: " . location($reply))
            if location($reply) =~ /^javascript|^https?:|^\/\//;
    }
}

# ---- Every POST route without a token, by somebody who has every right

my $api = decode_json(ask('office', 'GET', '/openapi.json')->{content});
my ($forged, $with_token) = (0, 0);
for my $path (sort keys %{$api->{paths}}) {
    my $post = $api->{paths}{$path}{post} or next;
    my $at = $path =~ s/\{language\}/en/r =~ s/\{code\}/gpai/r =~ s/\{process\}/edition-2/r
        =~ s/\{\w+\}/x/gr;
    my $pattern = $path =~ s/\{language\}/en/r =~ s/\{\w+\}/[^\/?]+/gr;

    $with_token++ if grep { m{^$pattern(?:\?|$)} } keys %tried;
    next if !$post->{'x-praxis-csrf'};
    $forged++;
    for my $body ('x=1', 'csrf=' . 'f' x 64) {
        my $reply = ask('office', 'POST', $at, $body, 'application/x-www-form-urlencoded');
        wrong("$path: forged: $reply->{status}") if $reply->{status} != 403;
    }
}

# ---- All pages that can be reached

my $pages = 0;
for my $walk (['office', 'en'], ['member', 'en'], ['nobody', 'fr']) {
    my ($who, $language) = @$walk;
    my @waiting = map { s{^/en/}{/$language/}r } '/en/', '/en/desk', '/en/mail', '/en/feed.atom',
        '/en/calls', $meeting, "$process/adoption", "/en/applications/$application", $call,
        "$call/applications?state=all", "$process/chairs";
    my (%seen, %acts);

    while (defined(my $path = shift @waiting)) {
        next if $seen{$path}++;
        next if $path =~ m{^/\w\w/log/} && $who ne 'nobody' && ++$acts{log} > 5;
        next if $path =~ m{/calendar/|/proof/|/compare|[?&](from|before|after)=|/export/};
        my $reply = ask($who, 'GET', $path);
        $pages++;
        next if ($reply->{headers}{'content-type'} // '') !~ /^text\/html/;
        while ($reply->{content} =~ /\shref="([^"]*)"/g) {
            my $link = plain($1) =~ s/#.*//r;
            next if $link !~ m{^/(?!/)} || $link =~ m{^/assets/|^/(en|fr)/.*[?&]back=};
            next if $link =~ m{^/(?!$language/)\w\w/};
            push @waiting, $link;
        }
    }
}
my $fields = keys %sent;
my $found = grep { $sent{$_} } keys %shown;
print "tried: fields $fields, seen again $found, forms $with_token, forged $forged, pages $pages\n";
