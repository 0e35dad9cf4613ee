#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The command line explains itself: overview, every command, suggestions, man pages, completion.
. "$(dirname "$0")/../lib.sh"

run praxis help
succeeds 'help lists the commands'
like 'with init' "$out" '^  init +'
like 'with code import' "$out" '^  code import +'

run praxis --help
succeeds '--help does the same'
run praxis --version
is 'the version' "$out" "praxis $(sed -n "s/^  version: '\(.*\)',/\1/p" "$PX_ROOT/meson.build")"

run praxis
fails 2 'no command is a usage error'
like 'that says what to do' "$err" "^praxis: no command was given; 'praxis help' lists all$"

run praxis inti
fails 2 'an unknown command'
like 'with the nearest one' "$err" "did you mean 'init'"
run praxis code imprt x
like 'also of two words' "$err" "did you mean 'code import'"
run praxis code
fails 2 'a group alone'
like 'says what is missing' "$err" "'praxis code' needs one more word"
run praxis code --help
succeeds 'the help of a group'
unlike 'lists only its commands' "$out" '^  backup'

run praxis serve --prot 1
like 'an unknown option with the nearest one' "$err" "did you mean '--port'"
run praxis serve --port
like 'an option without its value' "$err" "'--port' needs a value: N"
run praxis serve --port 99999
fails 2 'a value out of bounds'
like 'with its bounds' "$err" 'from 0 to 65535'
run praxis check --json=1
like 'a switch takes no value' "$err" "'--json' takes no value"
run praxis code import
like 'a required option' "$err" '--code ID'
run praxis check too much
like 'an operand too many' "$err" "does not take 'too'"
run praxis --lang xx help
like 'an unknown language' "$err" "language 'xx'"

run praxis --json nonsense
fails 2 'errors as JSON'
like 'on standard error' "$err" '^\{"schema":1,"error":\{"type":"usage","exit_status":2,'
is 'nothing on standard output' "$out" ''

mkdir -p man
run praxis manual man
succeeds 'the manual is written'
ok 'praxis.1' test -s man/praxis.1
commands=$(praxis help | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)   *[^ ].*/\1/p')
like 'the overview names the commands' "$commands" '^ledger verify$'
for command in $(printf '%s' "$commands" | tr ' ' '-'); do
    words=$(printf '%s' "$command" | tr - ' ')
    # shellcheck disable=SC2086 # two words
    run praxis $words --help
    succeeds "help of $words"
    like "usage of $words" "$out" "^Usage: praxis $words"
    ok "man page of $words" test -s "man/praxis-$command.1"
    ok "a test of $words" grep -rql "praxis.* $words" "$PX_ROOT/tests/cli"
done
is 'no example is wider than a terminal' "$(sed -n '/^\.Bd -literal/,/^\.Ed/p' man/praxis-*.1 |
    sed 's/\\-/-/g; s/\\e/\\/g' | awk 'length > 70')" ''
if command -v mandoc >/dev/null; then
    run mandoc -Tlint -W warning man/*.1
    is 'mandoc finds nothing' "$out$err" ''
else
    skip 'mandoc is not installed'
fi

run praxis completion bash
succeeds 'the completion'
printf '%s\n' "$out" >completion.bash
cat >complete.sh <<'EOT'
. ./completion.bash
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _praxis
    echo "${COMPREPLY[*]}"
}
complete_words praxis led
complete_words praxis ledger ver
complete_words praxis code import --co
complete_words praxis code import x.md --ver
EOT
run bash complete.sh
is 'completes commands and options' "$(printf '%s' "$out" | tr '\n' ';')" \
    'ledger;verify;--code;--version'
run praxis completion fish
fails 2 'another shell'

if [ "$(id -u)" = 0 ] || [ -w /dev/full ]; then
    "$PRAXIS" help >/dev/full 2>"$WORK/full"
    is 'a full disk behind the output is an error' "$?" 18
    like 'and says so' "$(cat "$WORK/full")" 'cannot write the output'
else
    skip 'no /dev/full here' 2
fi
done_testing
