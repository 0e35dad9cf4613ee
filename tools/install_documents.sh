#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# install_documents.sh PRAXIS: run by `meson install`; lets the program write its manual, in English
# and French, and its completion where the system looks for them; adds what an operator needs.
set -eu
praxis=$1
share=$MESON_INSTALL_DESTDIR_PREFIX/share
"$praxis" --lang en manual "$share/man/man1"
"$praxis" --lang fr manual "$share/man/fr/man1"
mkdir -p "$share/bash-completion/completions"
"$praxis" completion bash >"$share/bash-completion/completions/praxis"

# The unit names the program where it was installed.
source=$MESON_SOURCE_ROOT/packaging
mkdir -p "$MESON_INSTALL_DESTDIR_PREFIX/lib/systemd/system" "$share/doc/praxis"
sed "s|/usr/local/bin/praxis|$MESON_INSTALL_PREFIX/bin/praxis|" "$source/praxis.service" \
    >"$MESON_INSTALL_DESTDIR_PREFIX/lib/systemd/system/praxis.service"
cp "$source/nginx.conf" "$share/doc/praxis/nginx.conf"
