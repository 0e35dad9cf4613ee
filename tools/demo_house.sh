#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# demo_house.sh [HOUSE]: makes the demonstration house from the codes in data/codes where there is
# no house yet, and says what it loaded. Files are data/codes/CODE.VERSION.LANGUAGE.md; English
# comes first, for a later language must match the tree of the first.
set -eu
house=${1:-house}
source=$(dirname "$0")/..
praxis=${PRAXIS:-$source/build/praxis}

if [ ! -e "$house" ]; then
    # Made beside and moved into place, so that an interrupted run leaves no half-filled house.
    new=$house.new
    rm -rf "$new"
    trap 'rm -rf "$new"' EXIT
    "$praxis" --quiet --house "$new" init
    for english in "$source"/data/codes/*.en.md; do
        name=$(basename "$english" .en.md)
        code=${name%%.*}
        version=${name#*.}
        for file in "$english" "$source/data/codes/$name".*.md; do
            language=$(basename "$file" .md)
            language=${language##*.}
            [ "$file" = "$english" ] || [ "$language" != en ] || continue
            "$praxis" --quiet --house "$new" code import "$file" --code "$code" \
                --version "$version" --lang "$language"
        done
        "$praxis" --quiet --house "$new" code publish "$code" "$version"
    done
    mv "$new" "$house"
    trap - EXIT
fi
echo "house: $house"
"$praxis" --house "$house" code list
