#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The test runner itself: nothing that fails may be counted as passed.
. "$(dirname "$0")/../lib.sh"
unset MATCH

# A small tree with the real runner, in which the structure ring holds made-up programs.
mkdir -p tree/tests/structure tree/tests/unit/base tree/tools tree/build/test/tests
cp "$PX_ROOT/tests/run" tree/tests/run
printf '#!/bin/sh\nexit 0\n' >tree/tools/packages.sh
cp tree/tools/packages.sh tree/tools/build.sh
chmod +x tree/tools/*.sh

# program PATH: takes its text from standard input.
program() {
    cat >"tree/$1"
    chmod +x "tree/$1"
}

# counts NAME WANTED RING: runs the ring and compares the last line; then empties it.
counts() {
    run tree/tests/run "$3"
    is "$1" "$(printf '%s\n' "$out" | tail -n 1)" "$2" || diag "$out$err"
    case $2 in
    *' 0 failed,'*) is "$1: exit status" "$status" 0 ;;
    *) is "$1: exit status" "$status" 1 ;;
    esac
    rm -f tree/tests/structure/* tree/tests/unit/base/* tree/build/test/tests/*
}

program tests/structure/a.t <<'END'
#!/bin/sh
printf 'ok 1 - a\nok 2 - b\nok 3 # SKIP no such thing here\n1..3\n'
END
program tests/structure/b.t <<'END'
#!/bin/sh
printf '1..1\nok 1 - c\n'
END
counts 'sums points over programs' '3 passed, 0 failed, 1 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..2\nok 1\nnot ok 2 - b\n'; exit 1
END
counts 'a failed point' '1 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..2\nok 1\nok 2\n'; exit 3
END
counts 'all points good, bad exit status' '2 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..2\nok 1\n'
END
counts 'fewer points than planned' '1 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf 'ok 1\nok 2\n'
END
counts 'no plan' '2 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
exit 0
END
counts 'no TAP at all' '0 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..1\nok 1\n'; kill -SEGV $$
END
counts 'a crash after the last point' '1 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..0 # SKIP nothing to do it with\n'
END
counts 'a program skipped whole' '0 passed, 0 failed, 1 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf '1..1\nnot ok 1 - later # TODO some day\n'
END
counts 'a failure marked TODO stays a failure' '0 passed, 1 failed, 0 skipped' structure

program tests/structure/a.t <<'END'
#!/bin/sh
printf 'TAP version 13\n# Subtest: a\nnot ok 1 - a\n'
printf '  ---\n  stack: |-\n    f (file:1)\n    g\n  ...\n'
printf 'ok 2 - b\n  ---\n  duration_ms: 3\n  ...\n1..2\n'
exit 1
END
counts 'what node prints' '1 passed, 1 failed, 0 skipped' structure

# What cmocka 1.1.5 prints: the skipped point says "not ok", a summary follows as a comment.
touch tree/tests/unit/base/test_a.c
program build/test/tests/test_a <<'END'
#!/bin/sh
printf '1..2\nok 1 - one\nnothing here\nnot ok 2 # SKIP two\n# ok - tests\n'
END
counts 'cmocka: a skipped test' '1 passed, 0 failed, 1 skipped' unit

touch tree/tests/unit/base/test_a.c
program build/test/tests/test_a <<'END'
#!/bin/sh
printf '1..1\nok 1 - one\n# ok - tests\n'
printf '1..2\nok 1 - two\nnot ok 2 - three\n# not ok - more\n'
exit 1
END
counts 'cmocka: two groups' '2 passed, 1 failed, 0 skipped' unit

touch tree/tests/unit/base/test_a.c
program build/test/tests/test_a <<'END'
#!/bin/sh
printf '1..1\nok 1 - one\nnot ok 0 - tests [  FAILED  ] GROUP TEARDOWN\n# ok - tests\n'
END
run tree/tests/run unit
is 'cmocka: a failed group teardown, which exits with 0' "$status" 1
rm -f tree/tests/unit/base/*

touch tree/tests/unit/base/test_gone.c
counts 'a unit test without a program' '0 passed, 1 failed, 0 skipped' unit

printf '#!/bin/sh\nexit 1\n' >tree/tools/build.sh
counts 'a build that fails' '0 passed, 1 failed, 0 skipped' unit

run tree/tests/run nonesuch
ok 'an unknown ring is refused' test "$status" != 0
like 'and the rings are named' "$err" 'unit.*browser'

done_testing
