#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# demo_review.sh HOUSE TODAY: plays a review of the Code in a demonstration house, as a secretariat
# would run it by commands, on the days before TODAY (YYYY-MM-DD): a call, a thousand people, four
# working groups, a first cycle that is finished, a second one whose window is open. People and
# texts are made up (data/demonstration).
set -eu
house=$1
today=$2
root=$(dirname "$0")/..
data=${DATA:-$root/data}/demonstration
praxis=${PRAXIS:-$root/build/praxis}
people=${PEOPLE:-1000}
process='gpai edition-2'
groups='transparency-copyright risk-assessment technical-mitigation governance'

# The Monday on which the process began: its second draft is out since four to ten days.
weekday=$(date -u -d "$today" +%u)
began=$(date -u -d "$today - $((weekday - 1 + 63 + (weekday < 5 ? 7 : 0))) days" +%Y-%m-%d)

# at DAY HOUR: from now on commands are run on that day of the process, at that hour in UTC.
at() {
    PRAXIS_CLOCK=$(date -u -d "$began $1 days" +%Y-%m-%d)T$2:00Z
    export PRAXIS_CLOCK
}

px() {
    "$praxis" --quiet --house "$house" "$@"
}

# role NAME ROLE SCOPE [TITLE]: somebody with a function, under a neutral name.
role() {
    mail=$(echo "$1" | tr -d ',' | tr ' [:upper:]' '-[:lower:]')@participants.example
    px people add "$1" --mail "$mail" --role "$2" --scope "$3" ${4:+--title "$4"} \
        --category independent-expert --country BE \
        --interest 'None: this person was made up for the demonstration.'
}

# guests: the table of those who take part, a thousand over all categories and groups.
guests() {
    awk -v people="$people" -v groups="$groups" 'BEGIN {
        n = split("gpai-provider:4 downstream-provider:16 industry:14 civil-society:20 " \
            "rightsholder:16 academia:14 independent-expert:7 member-state:5 " \
            "european-parliament:1 european-observer:2 international-observer:1", share, " ")
        countries = split("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT " \
            "RO SE SI SK", country, " ")
        split(groups, group, " ")
        for (i = 1; i <= n; i++) {
            split(share[i], part, ":")
            for (k = 0; k < part[2]; k++)
                category[slots++] = part[1]
        }
        print "name,mail,organisation,category,country,language,role,group"
        for (i = 1; i <= people; i++) {
            c = category[i * 37 % slots]
            label = c
            gsub("-", " ", label)
            organisation = role = ""
            if (c != "independent-expert" && c != "academia") {
                organisation = "Organisation " int((count[c]++) / 3) + 1 " (" label ")"
                if (c !~ /observer|member-state|parliament/)
                    role = seen[organisation]++ ? "delegate" : "contact-point"
            }
            printf "\"Member %d, %s\",member%d@participants.example,\"%s\",%s,%s,%s,%s,%s\n", i,
                label, i, organisation, c, country[i * 7 % countries + 1],
                i % 4 == 1 ? "fr" : "en", role, group[i % 4 + 1]
        }
    }'
}

# draft N: the text of the draft before it, as amended, in both languages.
draft() {
    for language in en fr; do
        perl "$root/tools/amend.pl" "$work/text.$language.md" "$data/draft-$1.$language.txt" \
            >"$work/next.md"
        mv "$work/next.md" "$work/text.$language.md"
        px code import "$work/text.$language.md" --code gpai --version "edition-2.draft-$1" \
            --lang "$language"
    done
    px code publish gpai "edition-2.draft-$1" --process "${process#* }"
}

# call_meeting STEP [GROUP]: calls it, with its agenda.
call_meeting() {
    step=$1
    # shellcheck disable=SC2086
    px meeting call $process "$step" --link "https://meet.example/$step" \
        ${2:+--groups "$2" --attend groups}
    for language in en fr; do
        px meeting agenda "gpai/edition-2/$step" --lang "$language" \
            "$data/meetings/${3:-${step%-*}}.$language.agenda"
    done
}

# hold STEP TEXT CATEGORY=NUMBER...: who came, what was said, made public.
hold() {
    step=$1
    text=$2
    shift 2
    px meeting attendance "gpai/edition-2/$step" "$@"
    for language in en fr; do
        px meeting minutes "gpai/edition-2/$step" --lang "$language" \
            "$data/meetings/$text.$language.md"
    done
    px meeting publish "gpai/edition-2/$step"
}

# comments [STEP...]: writes them as files, with those that were said in these meetings.
comments() {
    mkdir -p "$work/comments"
    for step in "$@"; do
        px meeting show "gpai/edition-2/$step" --json |
            sed -n "s/.*\"meeting\": \"\([^\"]*\)\".*/$step \1/p"
    done >"$work/meetings"
    perl "$root/tools/demo_comments.pl" pdf 'Measuring how often models repeat what they read' \
        'Made up for the demonstration.' >"$work/comments/method.pdf"
    perl "$root/tools/demo_comments.pl" pdf 'How reports of incidents can be stored' \
        'Made up for the demonstration.' >"$work/comments/storing-reports.pdf"
    perl "$root/tools/demo_comments.pl" write "$data" "$work/guests.csv" "$work/meetings" \
        "$work/comments"
}

# import PART [OPTION...]: the comments of a part of the table, as their authors submit them, and
# what the ids of those with a key are.
import() {
    part=$1
    shift
    px comments import gpai "edition-2.draft-${part%%-*}" "$work/comments/$part.json" \
        --accounts --json "$@" >"$work/report"
    perl "$root/tools/demo_comments.pl" ids "$work/comments/$part.json" "$work/report" >>"$work/ids"
}

# id KEY: the public id of a comment.
id() {
    awk -v key="$1" '$1 == key { id = $2 } END { print id }' "$work/ids"
}

# reason KEY: why it ended.
reason() {
    sed -n "s/^{\"key\":\"$1\",.*\"reason\":\"\([^\"]*\)\".*/\1/p" "$data/comments.jsonl"
}

# work_in VERSION LANGUAGE: puts the paragraphs of a draft in place, each because of its comments.
work_in() {
    rm -f "$work"/paragraph-*
    awk -v RS= -v folder="$work" '{ id = $2; sub(/^[^\n]*\n/, "");
        print $0 " {#" id "}" >(folder "/paragraph-" id) }' "$data/draft-${1##*-}.$2.txt"
    grep -v '^#' "$data/draft-${1##*-}.because" >"$work/because"
    while read -r provision keys; do
        because=
        for key in $keys; do
            because="$because${because:+,}$(id "$key")"
        done
        px code edit gpai "$1" "$provision" --lang "$2" --file "$work/paragraph-$provision" \
            --because "$because" </dev/null
    done <"$work/because"
}

# tick: what the server does by itself at this time.
tick() {
    "$praxis" --quiet --house "$house" serve --port 0 >/dev/null 2>"$work/serve" &
    server=$!
    sleep 2
    kill "$server"
    wait "$server" || cat "$work/serve" >&2
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "${DATA:-$root/data}"/codes/gpai.final.en.md "$work/text.en.md"
cp "${DATA:-$root/data}"/codes/gpai.final.fr.md "$work/text.fr.md"

at 0 08:00
# shellcheck disable=SC2086
px process begin $process --template "$data/review.json" --from "$began"
role 'Secretariat 1' secretariat house
role 'Secretariat 2' secretariat house
# shellcheck disable=SC2086
px call open $process --title 'Call for participation in the review' \
    --title-fr 'Appel à participation au réexamen' \
    --closes "$(date -u -d "$began 14 days" +%Y-%m-%d)"
# shellcheck disable=SC2086
px call open $process --kind chairs --title 'Call for chairs and vice-chairs' \
    --title-fr 'Appel à candidatures pour la présidence et la vice-présidence' \
    --closes "$(date -u -d "$began 12 days" +%Y-%m-%d)"
at 15 09:00
# shellcheck disable=SC2086
px step "done" $process call
guests >"$work/guests.csv"
px people import --code gpai --process edition-2 "$work/guests.csv"
at 18 09:00
n=0
for group in $groups; do
    n=$((n + 1))
    scope=group:gpai/edition-2/$group
    role "Chair $n" chair "$scope" ''
    [ $n != 1 ] || role 'Co-chair 5' chair "$scope" co-chair
    role "Vice-chair $n" vice-chair "$scope" ''
    role "Vice-chair $((n + 4))" vice-chair "$scope" ''
done
role 'Editor 1' editor code:gpai ''
px people add 'Reader 1' --mail reader-1@participants.example
call_meeting kick-off '' kick-off
at 22 09:00
hold kick-off kick-off gpai-provider=38 downstream-provider=140 industry=120 civil-society=171 \
    rightsholder=133 academia=118 independent-expert=61 member-state=41 european-parliament=6 \
    european-observer=11 international-observer=7

at 28 11:00
draft 1
n=0
for group in $groups; do
    n=$((n + 1))
    call_meeting "group-$n-1" "$group"
done
call_meeting workshop-1
call_meeting board-1
call_meeting parliament-1
comments
at 30 15:00
import 1-1
at 32 10:30
import 1-2
at 33 09:00
for n in 1 2 3 4; do
    hold "group-$n-1" "group-$n" gpai-provider=$((7 + n)) downstream-provider=$((30 + 3 * n)) \
        civil-society=$((41 - 2 * n)) rightsholder=$((38 - 7 * n)) academia=$((22 + n)) \
        member-state=9
done
at 36 09:00
hold workshop-1 workshop gpai-provider=29
at 39 09:00
hold board-1 board member-state=27 european-observer=3
hold parliament-1 parliament european-parliament=14
import 1-3
at 40 09:00
# shellcheck disable=SC2086
px round extend $process 1 --days 1 \
    --reason 'The minutes of two meetings came out later than planned.'
import 1-4
at 41 16:00
import 1-5
for key in withdrawn-mistake withdrawn-double; do
    px comments withdraw "$(id $key)" --reason "$(reason $key)"
done
for key in disowned-lobby disowned-quote; do
    px comments disown "$(id $key)" --reason "$(reason $key)"
done
at 43 23:30
tick
call_meeting synthesis-1
import 1-late
at 45 09:00
hold synthesis-1 synthesis gpai-provider=35 downstream-provider=121 industry=104 civil-society=152 \
    rightsholder=117 academia=97 independent-expert=52 member-state=37 european-observer=9
comments workshop-1 board-1 group-4-1 synthesis-1
import 1-oral
# shellcheck disable=SC2086
px step add $process --kind consultation --cycle 1 --key words-1 \
    --starts "$(date -u -d "$began 46 days" +%Y-%m-%d)" \
    --ends "$(date -u -d "$began 52 days" +%Y-%m-%d)" --title 'The words of the French version'
# shellcheck disable=SC2086
px step change $process words-1 --lang fr --title 'Les termes de la version française'
at 46 09:00
# shellcheck disable=SC2086
px round open $process words-1 --closes "$(date -u -d "$began 52 days" +%Y-%m-%d)" \
    --version edition-2.draft-1
at 48 14:00
import 1-words
at 52 23:30
tick
at 54 10:00
for name in 'Out of the Act|out-of-scope|The Act decides this, and a Code cannot change it.' \
    'Explanations|noted|This belongs to the explanations that accompany the Code.'; do
    rest=${name#*|}
    px answers template gpai "${name%%|*}" --status "${rest%%|*}" --reason "${rest#*|}"
done
import 1 --answers
at 57 09:00
px answers publish gpai
at 58 09:00
# shellcheck disable=SC2086
px answers declare $process 1
at 59 18:00
import 1
px answers deal "$(id publish-duty-trade)" --reason \
    'The plenary kept the sentence: a reason of two lines is no publication of what is withheld.'
px comments answer "$(id disclosure-twenty-short)" --status not-accepted --reason \
    'We have looked at it again: of the weaknesses reported to us none needed more than 20 days.'
px answers publish gpai

at 60 09:00
# shellcheck disable=SC2086
px call open $process --title 'Second call, for those who want to join the review' \
    --title-fr 'Deuxième appel, pour rejoindre le réexamen' \
    --closes "$(date -u -d "$began 90 days" +%Y-%m-%d)"
at 62 09:00
for language in en fr; do
    perl "$root/tools/amend.pl" "$work/text.$language.md" "$data/draft-2.moves.txt" >"$work/next.md"
    px code import "$work/next.md" --code gpai --version edition-2.draft-2 --lang "$language"
done
for key in publish-duty-reasons framework-five incident-users; do
    px comments take "$(id $key)" edition-2.draft-2
done
work_in edition-2.draft-2 en
work_in edition-2.draft-2 fr
at 63 11:00
px code publish gpai edition-2.draft-2 --process "${process#* }"
px comments place "$(id yearly-count-where)" edition-2.draft-2 cpt0102004 --reason \
    'The sentence is gone; what is published, and for whom, is said here.'
px comments place "$(id ten-days-short)" edition-2.draft-2 cpt0102003 --element '"within 14 days"' \
    --reason 'This is the period that the comment led to.'
n=0
for group in $groups; do
    n=$((n + 1))
    call_meeting "group-$n-2" "$group" "group-$n"
done
call_meeting workshop-2
call_meeting board-2
at 64 10:00
import 2-1
import 2-published
at 65 10:00
import 2-2
import 2-oral
at 66 10:00
import 2-3
import 2-mine
at 66 17:00
import 2-published --publish-answers
import 2 --answers
px code begin gpai edition-2.draft-3 --from edition-2.draft-2
unset PRAXIS_CLOCK
echo "played a review of gpai since $began, with $people people"
