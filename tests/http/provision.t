#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The page of a provision: its text in every version, what became of it, its lineage.
# shellcheck disable=SC1091,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

# Publishes standard input as a version.
publish() {
    cat >"$1.md"
    praxis --quiet code import "$1.md" --code walk --version "$1"
    praxis --quiet code publish walk "$1" --accept-doubts
}

praxis --quiet init
publish 1 <<'EOT'
# Openness {#0123456789 .chapter}

Everybody can read the text of the draft before it is discussed by the working group.

A comment that was sent in time is answered by the chair within fourteen working days.

# Meetings {#abcde12345 .chapter}

A meeting is announced ten days before it begins, with the list of what is to be decided.
EOT
ids=$(praxis --json code show walk 1 | sed -n 's/.*"id": "\(.*\)".*/\1/p')
first=$(printf '%s\n' "$ids" | sed -n 2p)
second=$(printf '%s\n' "$ids" | sed -n 3p)
meeting=$(printf '%s\n' "$ids" | sed -n 5p)
publish 2 <<'EOT'
# Openness {#0123456789 .chapter}

Everybody can read the text of the draft before it is discussed by the working group.
A comment that was sent in time is answered by the chair within fourteen working days.

# Meetings {#abcde12345 .chapter}

A meeting is announced twelve days before it begins, with the list of what is to be decided.
EOT
publish 3 <<'EOT'
# Openness {#0123456789 .chapter}

Everybody can read the text of the draft before it is discussed by the working group.
A comment that was sent in time is answered by the chair within fourteen working days.
EOT
start_server || exit 1

get "/en/codes/walk/p/$meeting"
is 'a provision that the newest version does not have' "$code" 200
secured 'its page'
like 'says since when' "$body" \
    'Since <a href="/en/codes/walk/3">version 3</a> this provision is not'
like 'in how many versions it is' "$body" 'in 2 versions'
like 'what changed' "$body" '<span>reworded</span>'
like 'shows its text in each' "$body" 'announced twelve days'
like 'also the older one' "$body" 'announced ten days'
like 'the changes are marked' "$body" \
    'announced <del data-w="deleted">ten</del> *<ins data-w="inserted">twelve</ins> days'
like 'since which version' "$body" 'What changed since version 1'
like 'and lead to the comparison of the versions' "$body" \
    "href=\"/en/codes/walk/compare/1/2#$meeting\""
like 'where it stands' "$body" '<a href="/en/codes/walk/p/abcde12345" lang="en">Meetings</a></nav>'
unlike 'nothing of its kind follows there' "$body" 'rel="next"'

survivor=$(praxis --json code show walk 3 | sed -n 's/.*"id": "\(.*\)".*/\1/p' | sed -n 2p)
gone=$second
[ "$survivor" = "$second" ] && gone=$first
get "/en/codes/walk/p/$gone"
is 'a provision that was merged' "$code" 200
like 'leads to where it is now' "$body" \
    "merged into <a href=\"/en/codes/walk/p/$survivor\">Everybody can read"
get "/en/codes/walk/p/$survivor"
like 'and back' "$body" "<a href=\"/en/codes/walk/p/$gone\">"
unlike 'the other one goes on' "$body" 'this provision is not there any more'
get "/fr/codes/walk/p/$gone"
is 'also in French' "$code" 200

get "/en/codes/walk/p/$gone.json"
is 'its twin' "$code" 200
printf '%s' "$body" >twin.json
# shellcheck disable=SC2016 # it is Perl
ok 'has lineage' perl -MJSON::PP -0777 -ne '
    my $t = decode_json($_);
    my @l = @{$t->{lineage}};
    exit !($t->{ended} && @l == 2 && $l[0]{change} eq "new" && $l[1]{change} eq "gone"
        && $l[1]{links}[0]{tie} eq "merged-into" && @{$t->{versions}} == 1)' twin.json

praxis --quiet code relink walk 3 "$survivor" --to "$gone"
get "/en/codes/walk/p/$gone"
like 'a correction' "$body" \
    "it stands there under the id <a href=\"/en/codes/walk/p/$survivor\">"
get "/en/codes/walk/p/$survivor"
like 'on both pages' "$body" \
    "what stands there under this id is <a href=\"/en/codes/walk/p/$gone\">"

get /en/codes/walk/p/00000000zz
is 'an id that never was' "$code" 404
stops 'the server ends well'
done_testing
