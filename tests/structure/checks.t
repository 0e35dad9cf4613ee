#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The checks of `make check` see what they are there for: each is shown a small repository of its
# own with one breach in it.
. "$(dirname "$0")/../lib.sh"

# fresh: an empty repository with the checks in it.
fresh() {
    rm -rf tree
    mkdir -p tree/src tree/tools
    cp -r "$PX_ROOT/tools/check" tree/tools/
    cp "$PX_ROOT/.clang-format" tree/
    : >tree/tools/check/limits-exceptions.txt
    git -C tree init -q
}

# check NAME: runs one check there.
check() {
    git -C tree add -A
    (cd tree && run "tools/check/$1" && exit "$status")
    status=$?
}

needs() {
    command -v "$1" >/dev/null || skip_all "$1 is not installed (make check installs it)"
}
needs git
needs pmccabe
needs clang-format-19
needs codespell
needs shellcheck
needs msgcat

# long_function NAME LINES: a C function of that many lines.
long_function() {
    echo "int $1(int a)"
    echo "{"
    yes "    a++;" | head -n $(($2 - 4))
    echo "    return a;"
    echo "}"
}

fresh
long_function short 100 >tree/src/a.c
check limits
is 'a function of 100 lines passes' "$status" 0
long_function long 101 >tree/src/a.c
check limits
is 'one of 101 does not' "$status" 1
echo 'src/a.c:long  it is a table' >tree/tools/check/limits-exceptions.txt
check limits
is 'unless it is excused by name, with a reason' "$status" 0
long_function long 50 >tree/src/a.c
check limits
is 'and an excuse that is not needed is a breach' "$status" 1

fresh
{
    echo "int f(int a)"
    echo "{"
    yes "    if (a) a--;" | head -n 15
    echo "    return a;"
    echo "}"
} >tree/src/a.c
check limits
is 'a complexity of 16 is too much' "$status" 1

fresh
yes '/* nothing */' | head -n 1001 >tree/src/a.c
check limits
is 'a file of 1,001 lines is too long' "$status" 1

fresh
printf 'int  a;\n' >tree/src/a.c
check format
not_ok 'another format is seen' test "$status" = 0
printf 'int a;\n' >tree/src/a.c
check format
is 'the house format passes' "$status" 0

for line in 'int a; ' 'int	a;' "/* $(yes x | head -n 100 | tr -d '\n') */"; do
    printf '%s\n' "$line" >tree/src/a.c
    check lines
    not_ok "a bad line is seen: $(printf %.8s "$line")" test "$status" = 0
done
printf 'int a;' >tree/src/a.c
check lines
not_ok 'a file without its last newline is seen' test "$status" = 0
printf 'int a;\n' >tree/src/a.c
check lines
is 'good lines pass' "$status" 0

printf '/* it will recie''ve */\n' >tree/src/a.c
check spelling
not_ok 'a misspelling is seen' test "$status" = 0
printf '/* it will receive */\n' >tree/src/a.c
check spelling
is 'good spelling passes' "$status" 0
mkdir -p tree/data/dossiers
printf '{ "en": "it will recie''ve", "fr": "un group''e" }\n' >tree/data/dossiers/a.b.json
check spelling
not_ok 'a misspelling is seen in the English of a dossier' test "$status" = 0
printf '{ "en": "it will receive", "fr": "un group''e" }\n' >tree/data/dossiers/a.b.json
check spelling
is 'and its French is left alone' "$status" 0
rm -r tree/data

# shellcheck disable=SC2016 # not to be expanded here
printf '#!/bin/sh\nrm $1\n' >tree/tools/careless
check shell
not_ok 'a careless script is seen, without a suffix too' test "$status" = 0
rm tree/tools/careless

# placeholders ORIGINAL TRANSLATION
placeholders() {
    printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n%s\n%s\n' \
        "$1" "$2" | perl "$PX_ROOT/tools/check/placeholders.pl" test.po
}
ok 'the same placeholders pass' placeholders 'msgid "{a} of {b}"' 'msgstr "{b} de {a}"'
not_ok 'a lost one is seen' placeholders 'msgid "{a} of {b}"' 'msgstr "de {a}"'
not_ok 'a misnamed one is seen' placeholders 'msgid "{a}"' 'msgstr "{b}"'
ok 'a plural form may follow the singular' placeholders \
    "$(printf 'msgid "one code"\nmsgid_plural "{count} codes"')" \
    "$(printf 'msgstr[0] "un code"\nmsgstr[1] "{count} codes"')"
not_ok 'not invent one' placeholders \
    "$(printf 'msgid "one code"\nmsgid_plural "{count} codes"')" \
    "$(printf 'msgstr[0] "un code"\nmsgstr[1] "{n} codes"')"

done_testing
