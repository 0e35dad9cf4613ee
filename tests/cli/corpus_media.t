#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Images, sound and video measured by their headers, against mediainfo: the samples, and with LONG=1
# all that four packages of Debian hold.
. "$(dirname "$0")/../lib.sh"

samples=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/corpus
if ! command -v mediainfo >/dev/null; then
    skip 'no mediainfo here'
    done_testing
fi

# Milliseconds are rounded by us and cut by mediainfo: one for each file may be between them.
compare() { # compare NAME LIST
    xargs mediainfo '--Output=General;%Duration%\n' <"$2" >durations
    xargs mediainfo '--Output=Image;%Width% %Height%\n' <"$2" >areas
    ours=$(praxis --json corpus scan "@$2" | jq '.total.milliseconds // 0')
    theirs=$(awk '{ n += $1 } END { printf "%.0f", n }' durations)
    is "$1: hours" "$((ours - theirs >= 0 && ours - theirs <= $(wc -l <"$2")))" 1 ||
        echo "# $ours ms, mediainfo: $theirs"
    is "$1: pixels" "$(praxis --json corpus scan "@$2" | jq '.total.pixels // 0')" \
        "$(awk '{ n += $1 * $2 } END { printf "%.0f", n }' areas)"
}

if [ -d "$samples/media" ]; then
    find "$(cd "$samples" && pwd)/media" -type f >list
    compare 'samples' list
else
    skip "no samples at $samples"
fi

if [ "${LONG:-}" != 1 ]; then
    skip 'media of Debian packages (LONG=1)'
    done_testing
fi
for package in opencv-doc asterisk-core-sounds-en-wav sound-theme-freedesktop \
    wesnoth-1.16-music openclipart-png; do
    if ! { apt-get download -q "$package" && dpkg -x "$package"_*.deb "$package"; } \
        >/dev/null 2>&1; then
        skip "$package cannot be fetched" 2
        continue
    fi
    find "$WORK/$package" -type f \( -name '*.avi' -o -name '*.wav' -o -name '*.og[ga]' \
        -o -name '*.png' -o -name '*.jpg' \) >list
    compare "$package" list
done
done_testing
