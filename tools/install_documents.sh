#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# install_documents.sh PRAXIS: run by `meson install`; lets the program write its manual, in English
# and French, and its completion where the system looks for them.
set -eu
praxis=$1
share=$MESON_INSTALL_DESTDIR_PREFIX/share
"$praxis" --lang en manual "$share/man/man1"
"$praxis" --lang fr manual "$share/man/fr/man1"
mkdir -p "$share/bash-completion/completions"
"$praxis" completion bash >"$share/bash-completion/completions/praxis"
