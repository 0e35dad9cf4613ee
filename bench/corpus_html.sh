#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# corpus_html.sh DIR: real HTML for the benchmark of the corpus, from packages of Debian's
# documentation, fetched once. DIR/ready says that all is there.
set -eu
dir=$1
[ ! -f "$dir/ready" ] || exit 0
mkdir -p "$dir"
cd "$dir"
for package in openjdk-17-doc python3.11-doc debian-handbook; do
    apt-get download "$package" >/dev/null 2>&1 || continue
    dpkg -x "$package"_*.deb "$package"
    rm -f "$package"_*.deb
done
find . -name '*.html' -size +0 >list
[ -s list ]
touch ready
