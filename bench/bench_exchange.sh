#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Comments in and out at size: 100,000 by JSON, CSV and XLSX from one house into another, forms of
# 2,000 rows. Memory is what counts: it must not grow with the comments, so each run is measured
# beside one of a tenth. What comes out of the second house must be the bytes that went in. Speed is
# told beside SQLite alone, which takes the same comments into one table.
#
# COUNT sets how many comments there are (100,000).
set -eu
cd "$(dirname "$0")/.."
praxis=$PWD/build/praxis
work=$(mktemp -d)
count=${COUNT:-100000}
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work"

# house NAME: a new house with the text
house() {
    export PRAXIS_HOUSE="$work/$1"
    rm -rf "$PRAXIS_HOUSE"
    "$praxis" --quiet init
    "$praxis" --quiet code import draft.md --code gpai --version draft-1
    "$praxis" --quiet code publish gpai draft-1
}

# measured LABEL COMMAND...: seconds of processor and MiB of memory at most, in $seconds and $memory
measured() {
    label=$1
    shift
    /usr/bin/time -q -o figures -f '%U %S %M' "$@" >/dev/null
    read -r user system memory <figures
    seconds=$(awk -v u="$user" -v s="$system" 'BEGIN { print u + s }')
    memory=$((memory / 1024))
    echo "$label: $seconds s, $memory MiB"
}

# comments N: a file of N comments with all that a house can say of one; a third is answered
comments() {
    perl -e '
        my $n = shift;
        print qq({"schema":1,"comments":[\n);
        for my $i (1 .. $n) {
            my $text = "Comment $i says that the measure, as it is, leaves open who is meant. " x 5;
            print qq({"number":$i,"version":"draft-1","process":"first","round":1,),
                qq("state":"submitted","origin":"written","submitted":"2025-01-02T03:04:05.678Z",),
                qq("author":"Person $i","organisation":"Organisation $i","category":"academia",),
                qq("lasting_id":"), ($i % 2 ? "bbbbbbbbb1" : "aaaaaaaaa0"), qq(","language":"en",),
                $i % 2 ? qq("start":10,"end":14,"quoted":"must","wording":"shall",) : (),
                qq("kind":"technical","stance":"live-with","text":"$text","text_language":"en"),
                $i % 3 ? () : (qq(,"status":"noted","motivation":"Because of $i.",),
                    qq("answer_language":"en","answered":"2025-02-03T04:05:06.789Z",),
                    qq("opinion":"objects","feedback":"No, *not* $i.")),
                $i < $n ? "},\n" : "}\n";
        }
        print "]}\n";
    ' "$1"
}

# bounded LABEL SMALL LARGE: at most twice the memory for ten times as many
bounded() {
    state=
    [ "$3" -le $((2 * $2 + 32)) ] || state=' below goal'
    echo "$1: $2 MiB at $tenth, $3 MiB at $count$state"
}

# rows FORMAT FILE: what an export says, without when it was made
rows() {
    case $1 in
    json) tail -n +2 "$2" ;;
    xlsx) unzip -p "$2" xl/worksheets/sheet1.xml ;;
    *) cat "$2" ;;
    esac
}

printf '# Measure 1.1 Be kind {#aaaaaaaaa0}\n\nProviders **must** be kind. {#bbbbbbbbb1}\n' \
    >draft.md
tenth=$((count / 10))
comments "$tenth" >small.json
comments "$count" >large.json

# ---- SQLite alone
measured 'bare SQLite' sqlite3 bare.db "
    CREATE TABLE comment (number INTEGER PRIMARY KEY, version, submitted, author, lasting_id, text);
    INSERT INTO comment SELECT value ->> 'number', value ->> 'version', value ->> 'submitted',
        value ->> 'author', value ->> 'lasting_id', value ->> 'text'
        FROM json_each(readfile('large.json'), '\$.comments');"
bare=$seconds

# ratio LABEL SECONDS: beside SQLite alone
ratio() {
    awk -v label="$1" -v n="$count" -v s="$2" -v bare="$bare" 'BEGIN {
        printf("%s: %.0f comments/s, %.0f times as long as SQLite alone\n", label, n / s,
            s / (bare > 0 ? bare : 0.01)) }'
}

# ---- In, and out in every format
preview_small=0 preview_large=0 in_small=0 in_large=0
for size in small large; do
    house "$size"
    measured "preview, JSON, $size" "$praxis" comments import gpai draft-1 "$size.json" --preview
    eval "preview_$size=$memory"
    measured "in, JSON, $size" \
        "$praxis" --quiet comments import gpai draft-1 "$size.json" --publish-answers
    eval "in_$size=$memory"
    [ "$size" = small ] || ratio 'import of JSON' "$seconds"
    for format in json csv xlsx; do
        measured "out, $format, $size" "$praxis" comments export gpai --output "$size.out.$format"
        eval "out_${format}_$size=$memory"
        [ "$size" = small ] || ratio "export of $format" "$seconds"
    done
done
bounded 'preview of JSON' "$preview_small" "$preview_large"
bounded 'import of JSON' "$in_small" "$in_large"
for format in json csv xlsx; do
    eval "bounded \"export of $format\" \$out_${format}_small \$out_${format}_large"
done

# ---- From one house into another: the same bytes; and nothing twice
for format in json csv xlsx; do
    house small_again
    measured "in again, $format, small" \
        "$praxis" --quiet comments import gpai draft-1 "small.out.$format" --publish-answers
    again_small=$memory
    house again
    measured "in again, $format, large" \
        "$praxis" --quiet comments import gpai draft-1 "large.out.$format" --publish-answers
    bounded "import of $format" "$again_small" "$memory"
    ratio "import of $format" "$seconds"
    "$praxis" --quiet comments export gpai --output "again.$format"
    "$praxis" --quiet comments export gpai --output again.json
    state=
    rows "$format" "again.$format" >got
    rows "$format" "large.out.$format" | cmp - got || state=' below goal'
    rows json again.json >got
    rows json large.out.json | cmp - got || state=' below goal'
    echo "round trip of $count by $format: $(sha256sum <got | cut -c1-16)$state"
done
measured 'in a second time, XLSX' "$praxis" --quiet comments import gpai draft-1 large.out.xlsx
state=
[ "$("$praxis" --json comments list gpai --max 1 | jq .total)" = "$count" ] || state=' below goal'
echo "in a second time: nothing$state"

# ---- Forms: 2,000 rows in one, the rest in parts
house forms
comments 2000 >forms.json
"$praxis" --quiet comments import gpai draft-1 forms.json --publish-answers
measured 'out, ISO form of 2,000' "$praxis" comments export gpai --output form.docx
one=$memory
house forms_again
measured 'in, ISO form of 2,000' "$praxis" --quiet comments import gpai draft-1 form.docx
export PRAXIS_HOUSE="$work/large"
measured "out, ISO forms of $count" "$praxis" comments export gpai --format iso --output forms.zip
state=
[ "$memory" -le $((2 * one + 32)) ] || state=' below goal'
parts=$(unzip -l forms.zip | grep -c 'docx$' || :)
[ "$parts" -eq $(((count + 1999) / 2000)) ] || [ "$count" -le 2000 ] || state=' below goal'
echo "ISO forms of $count: $parts parts$state"

# All the forms into another house, each row once, and out again: the same forms but for the ids
# that houses give their comments (in bookmarks) and, in another part of the file, the day.
house forms_out
unzip -q forms.zip -d parts # taken in in their order, since a house numbers what comes in
most=0
for part in $(find parts -name '*.docx' | sort -V); do
    measured "in, $(basename "$part")" \
        "$praxis" --quiet comments import gpai draft-1 "$part" --publish-answers
    [ "$memory" -le "$most" ] || most=$memory
done
state=
[ "$most" -le $((2 * one + 64)) ] || state=' below goal'
echo "ISO forms of $count, in again in parts: $most MiB at most$state"
"$praxis" --quiet comments export gpai --format iso --output forms_again.zip
unzip -q forms_again.zip -d parts_out
state=
for part in $(find parts -name '*.docx' | sort -V); do
    for folder in parts parts_out; do
        unzip -p "$folder/$(basename "$part")" word/document.xml |
            sed 's/praxis_[0-9a-z]*//g' >"$folder.xml"
    done
    cmp parts.xml parts_out.xml || state=' below goal'
done
echo "round trip of $count by ISO forms: $parts parts$state"
"$praxis" --quiet comments import gpai draft-1 "$part" --publish-answers
state=
[ "$("$praxis" --json comments list gpai --max 1 | jq .total)" = "$count" ] || state=' below goal'
echo "a part a second time: nothing$state"
