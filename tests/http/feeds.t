#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Feeds (Atom, RFC 4287) and calendars (iCalendar, RFC 5545), read by strict readers of our own.
# shellcheck disable=SC1091,SC2016,SC2154 # http.sh sets code, head and body; Perl
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init --origin code.example.eu/log
for part in gpai.history ai-content-marking.history; do
    praxis --quiet dossier import "$PX_ROOT/data/dossiers/$part.json"
done
praxis --quiet code import "$PX_ROOT/data/codes/open-drafting.1.en.md" --code open-drafting \
    --version 1 --lang en
praxis --quiet code publish open-drafting 1
start_server || exit 1

# ---- Atom: well-formed, and everything that RFC 4287 asks of a feed and its entries.
cat >atom.pl <<'EOT'
use strict;
use warnings;
local $/;
my $feed = <>;
my $time = qr/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/;
my (%ids, $newest);
my $start = qq(<?xml version="1.0" encoding="utf-8"?>\n)
    . '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="';
my $site = qr{https://code\.example\.eu/(?:en|fr)/};
$feed =~ m{^\Q$start\E(en|fr)">} or die 'head';
my ($head, @entries) = split(/<entry>/, $feed);
for my $one ($head, @entries) {
    for my $element (qw(id title updated)) {
        my $n = () = $one =~ /<$element>/g;
        $n == 1 or die "$n of $element in: $one";
    }
    $one =~ m{<id>(urn:praxis:[A-Za-z0-9._~/:%-]+)</id>} or die "id: $one";
    $ids{$1}++ and die "id twice: $1";
    $one =~ m{<updated>$time</updated>} or die "updated: $one";
    $one =~ m{<link rel="alternate" type="text/html" href="https://code.example.eu/$ARGV[0]} if 0;
    $one =~ m{<link rel="alternate" type="text/html" href="$site} or die "link: $one";
}
$head =~ m{<author>\s*<name>[^<]+</name>\s*</author>} or die 'author';
$head =~ m{<link rel="self" type="application/atom\+xml" href="${site}[a-z/-]*feed\.atom"/>}
    or die 'self';
my @times = $feed =~ m{<updated>($time)</updated>}g;
$times[0] eq (sort { $b cmp $a } @times[1 .. $#times])[0] or die 'updated is that of the newest';
my @entry_times = @times[1 .. $#times];
"@entry_times" eq join(' ', sort { $b cmp $a } @entry_times) or die 'order';
print scalar(@entries), "\n";
EOT
sed -i '/ if 0;$/d' atom.pl

get /en/feed.atom
is 'the feed of the house' "$code $(header Content-Type)" '200 application/atom+xml; charset=utf-8'
secured 'it'
printf '%s' "$body" >house.atom
ok 'is well-formed' xmllint --noout house.atom
ok 'is a feed' perl atom.pl house.atom
like 'an act' "$body" '<title>A version was published: open-drafting, 1</title>'
etag=$(header ETag)
get /en/feed.atom -H "If-None-Match: $etag"
is 'is asked for again' "$code" 304

for language in en fr; do
    get "/$language/codes/gpai/feed.atom"
    printf '%s' "$body" >code.atom
    ok "the feed of a code, $language, is well-formed" xmllint --noout code.atom
    ok 'is a feed' perl atom.pl code.atom
    ok 'of many entries' test "$(perl atom.pl code.atom)" -ge 40
    is 'in its language' "$(header Content-Language)" "$language"
done
like 'a step has its day' "$(tr '\n' ' ' <code.atom)" \
    '<title>Premier projet</title> <updated>2024-11-13T23:00:00Z</updated>'
unlike 'what lies ahead has not happened' "$(cat code.atom)" '<updated>2027'
like 'a new part of the dossier is told' "$(cat code.atom)" 'urn:praxis:code.example.eu/log:log/'

# ---- iCalendar: lines, folding, escapes, nesting, and what each event must have.
cat >calendar.pl <<'EOT'
use strict;
use warnings;
use Encode ();
local $/;
my $text = <>;
$text =~ /\r\n\z/ or die 'last line';
$text =~ /(?<!\r)\n|\r(?!\n)/ and die 'line ends';
for my $line (split(/\r\n/, $text)) {
    length $line <= 75 or die "too long: $line";
    eval { Encode::decode('UTF-8', my $copy = $line, Encode::FB_CROAK); 1 }
        or die "cut in a character: $line";
    $line =~ /[\x00-\x08\x0A-\x1F\x7F]/ and die "control character: $line";
}
$text =~ s/\r\n[ \t]//g;
my (@open, @events, %uids);
for my $line (split(/\r\n/, $text)) {
    $line =~ /^([A-Z-]+)((?:;[A-Z-]+=[^;:,"]+)*):(.*)$/ or die "no content line: $line";
    my ($name, $parameters, $value) = ($1, $2, $3);
    if ($name eq 'BEGIN') { push(@open, $value); push(@events, {}) if $value eq 'VEVENT'; next }
    if ($name eq 'END') { pop(@open) eq $value or die "nesting: $line"; next }
    if ($name =~ /^(SUMMARY|DESCRIPTION|CATEGORIES|NAME)$/) {
        (my $plain = $value) =~ s/\\[\\;,n]//g;
        $plain =~ /[\\;,]/ and die "not escaped: $line";
        $parameters =~ /^;LANGUAGE=(en|fr)$/ or die "language: $line";
    }
    next if $open[-1] ne 'VEVENT';
    exists $events[-1]{$name} and die "twice: $line";
    $events[-1]{$name} = "$parameters:$value";
}
@open == 0 or die 'not closed';
$text =~ /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:-\/\/praxis/ or die 'head';
for my $e (@events) {
    for my $name (qw(UID DTSTAMP DTSTART SUMMARY CATEGORIES URL STATUS)) {
        defined $e->{$name} or die "no $name";
    }
    $uids{$e->{UID}}++ and die "uid twice: $e->{UID}";
    $e->{DTSTAMP} =~ /^:\d{8}T\d{6}Z$/ or die "stamp: $e->{DTSTAMP}";
    $e->{URL} =~ m{^:https://code\.example\.eu/(?:en|fr)/codes/[a-z-]+/history#step-}
        or die "url: $e->{URL}";
    if ($e->{DTSTART} =~ /^;VALUE=DATE:(\d{8})$/) {
        my $first = $1;
        $e->{DTEND} =~ /^;VALUE=DATE:(\d{8})$/ && $1 gt $first or die "end: $e->{DTEND}";
    } else {
        $e->{DTSTART} =~ /^:(\d{8}T\d{6}Z)$/ or die "start: $e->{DTSTART}";
        my $start = $1;
        !$e->{DTEND} || ($e->{DTEND} =~ /^:(\d{8}T\d{6}Z)$/ && $1 gt $start)
            or die "end: $e->{DTEND}";
    }
}
print scalar(@events), "\n";
EOT

# One event of the calendar, unfolded: the line of that name.
event_line() {
    perl -0777 -pe 's/\r\n[ \t]//g; s/\r//g' calendar.ics |
        sed -n "/^UID:.*[\/]$1\$/,/^END:VEVENT/s/^\($2.*\)/\1/p"
}

for language in en fr; do
    get "/$language/codes/gpai/calendar.ics"
    is "a calendar, $language" "$code $(header Content-Type)" '200 text/calendar; charset=utf-8'
    cp "$WORK/.body" calendar.ics
    ok 'keeps to the letter' perl calendar.pl calendar.ics
    is 'has all steps and rounds' "$(perl calendar.pl calendar.ics)" 50
done
is 'a day' "$(event_line draft-1 DTSTART) $(event_line draft-1 DTEND)" \
    'DTSTART;VALUE=DATE:20241114 DTEND;VALUE=DATE:20241115'
is 'a window' "$(event_line draft-1-feedback DTSTART) $(event_line draft-1-feedback DTEND)" \
    'DTSTART;VALUE=DATE:20241114 DTEND;VALUE=DATE:20241129'
is 'a week' "$(event_line groups-1 DTSTART) $(event_line groups-1 DTEND)" \
    'DTSTART;VALUE=DATE:20241118 DTEND;VALUE=DATE:20241125'
is 'a month' "$(event_line draft-3-postponed DTSTART) $(event_line draft-3-postponed DTEND)" \
    'DTSTART;VALUE=DATE:20250201 DTEND;VALUE=DATE:20250301'
is 'a time of day, in summer' \
    "$(event_line call-deadline DTSTART) $(event_line call-deadline DTEND)" \
    'DTSTART:20240825T160000Z '
is 'an estimate' "$(event_line consultation-first-deadline STATUS)" STATUS:TENTATIVE
is 'the state that is told' "$(event_line draft-1 DTSTAMP)" DTSTAMP:20261124T000000Z
like 'in French' "$(event_line draft-1 SUMMARY)" '^SUMMARY;LANGUAGE=fr:Premier projet$'

get /en/codes/gpai/calendar/draft-1.ics
is 'one event' "$code" 200
cp "$WORK/.body" calendar.ics
is 'by itself' "$(perl calendar.pl calendar.ics)" 1
is 'the same' "$(event_line draft-1 DTSTART)" 'DTSTART;VALUE=DATE:20241114'
get /en/codes/gpai/calendar/nothing.ics
is 'one that there is not' "$code" 404
get /en/codes/gpai/calendar/draft-1
is 'without its ending' "$code" 404
get /en/codes/open-drafting/calendar.ics
is 'a code without history' "$code" 404
get /codes/gpai/calendar.ics -H 'Accept-Language: fr'
is 'the bare address' "$code $(header Location)" '302 /fr/codes/gpai/calendar.ics'
stops 'the server ends well'

# Where the log is not named after a host, addresses are those of the visitor's host.
PRAXIS_HOUSE=$WORK/other
praxis --quiet init
praxis --quiet dossier import "$PX_ROOT/data/dossiers/ai-content-marking.history.json"
start_server || exit 1
get /en/codes/ai-content-marking/feed.atom -H 'Host: one.example:8080'
like 'of the host that was asked' "$body" \
    'href="http://one.example:8080/en/codes/ai-content-marking"'
get /en/codes/ai-content-marking/feed.atom -H 'Host: two.example'
like 'and not of another' "$body" 'href="http://two.example/en/codes/ai-content-marking"'
unlike 'at all' "$body" 'one\.example'
stops 'the other server ends well'
done_testing
