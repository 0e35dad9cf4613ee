#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# messages.sh: collects the strings marked for translation into po/praxis.pot and merges them into
# each po/LANGUAGE.po, where new ones wait untranslated.
# messages.sh --collect FILE: only writes the collection to FILE (tools/check/messages).
set -eu
cd "$(dirname "$0")/.."
mkdir -p build

collect() {
    {
        # The strings of C. px_fail() takes N_("..."). No message is a format of printf, though one
        # with "% o" looks like it.
        git ls-files 'src/*.c' 'src/*.h' 'src/*.def' | grep -v '^src/base/message\.[ch]$' |
            xgettext --files-from=- --output=- --language=C --from-code=UTF-8 --no-location \
                --package-name=praxis --add-comments=translators: \
                --keyword --keyword=N_ --keyword=N_PLURAL:1,2 --keyword=px_tr:2 \
                --keyword=px_tr_plural:2,3 --keyword=px_message:3
    } >build/c.pot
    # The sentences of the pages, as the template compiler read them.
    tools/build.sh release templates/templates.pot
    set -- build/c.pot build/release/templates/templates.pot
    {
        cat <<'END'
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Project-Id-Version: praxis\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

END
        msgcat --use-first --no-location --sort-output "$@" |
            perl -0pe 's/\A(?:#.*\n)*msgid ""\nmsgstr ""\n(?:".*\n)*\n//; s/^#, c-format\n//mg'
    } >build/praxis.pot
}

collect
if [ "${1:-}" = --collect ]; then
    cp build/praxis.pot "$2"
    exit 0
fi
cp build/praxis.pot po/praxis.pot
for catalogue in po/*.po; do
    msgmerge --quiet --update --backup=none --no-location --sort-output --no-fuzzy-matching \
        "$catalogue" po/praxis.pot
    msgattrib --no-obsolete --no-location --sort-output --output-file="$catalogue" "$catalogue"
    printf '%s: ' "$catalogue"
    msgfmt --statistics --output-file=/dev/null "$catalogue"
done
