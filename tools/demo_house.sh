#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# demo_house.sh [HOUSE]: makes the demonstration house from data/codes and data/dossiers where there
# is no house yet, and says what it loaded. Texts are data/codes/CODE.VERSION.LANGUAGE.md, published
# in the order of code and version; English comes first, for a later language must match the tree
# of the first. Then come the dossiers, data/dossiers/CODE.PART.json, and a review of the Code that
# is made up (demo_review.sh; REVIEW=no leaves it out), and a small model that is trained and
# measured here (demo_model.sh), where its trainer was built. DATA names another folder than data.
set -eu
house=${1:-house}
root=$(dirname "$0")/..
data=${DATA:-$root/data}
praxis=${PRAXIS:-$root/build/praxis}
today=$(date -u +%Y-%m-%d)

# load_version CODE.VERSION: its texts, English first where there is one; publishes it.
load_version() {
    code=${1%%.*}
    version=${1#*.}
    loaded=
    for file in "$data/codes/$1".en.md "$data/codes/$1".*.md; do
        language=$(basename "$file" .md)
        language=${language##*.}
        [ -e "$file" ] || continue
        case " $loaded " in *" $language "*) continue ;; esac
        "$praxis" --quiet --house "$new" code import "$file" --code "$code" \
            --version "$version" --lang "$language"
        loaded="$loaded $language"
    done
    "$praxis" --quiet --house "$new" code publish "$code" "$version"
    echo "loaded $code $version:$loaded"
}

if [ ! -e "$house" ]; then
    # Made beside and moved into place, so that an interrupted run leaves no half-filled house.
    new=$house.new
    rm -rf "$new"
    trap 'rm -rf "$new"' EXIT
    # What is real was there before the review began that is played on top of it.
    PRAXIS_CLOCK=$(date -u -d "$today - 120 days" +%Y-%m-%d)T08:00:00Z
    export PRAXIS_CLOCK
    "$praxis" --quiet --house "$new" init --demonstration
    for text in "$data"/codes/*.md; do
        name=$(basename "$text" .md)
        [ ! -e "$text" ] || echo "${name%.*}"
    done | sort -uV >"$new/versions"
    while read -r name; do
        load_version "$name" </dev/null
    done <"$new/versions"
    rm "$new/versions"
    for dossier in "$data"/dossiers/*.json; do
        [ ! -e "$dossier" ] || "$praxis" --house "$new" dossier import "$dossier"
    done
    unset PRAXIS_CLOCK
    if [ -d "$data/demonstration" ] && [ "${REVIEW:-yes}" = yes ]; then
        DATA=$data "$root/tools/demo_review.sh" "$new" "$today"
    fi
    if [ -d "$data/demonstration" ] && [ -x "${DEMO_TRAIN:-$root/build/release/demo_train}" ]; then
        DATA=$data WORK=$house.model "$root/tools/demo_model.sh" "$new" "$today"
        echo "measured a model and its corpus; both are in $house.model"
    fi
    mv "$new" "$house"
    trap - EXIT
else
    echo "$house is there already; move it away for one with all that is in $data"
fi
echo "house: $house"
"$praxis" --house "$house" code list
