#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# corpus_images.sh DIR: 6,900 PNG for the benchmark of folders, from a package of Debian, fetched
# once. DIR/png is the folder, DIR/ready says that all is there.
set -eu
dir=$1
[ ! -f "$dir/ready" ] || exit 0
mkdir -p "$dir"
cd "$dir"
apt-get download openclipart-png >/dev/null 2>&1
dpkg -x openclipart-png_*.deb package
rm -f openclipart-png_*.deb
mv package/usr/share/openclipart/png png
find png -type l -delete
rm -rf package
touch ready
