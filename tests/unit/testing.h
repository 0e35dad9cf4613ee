/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every unit test includes: cmocka in its required order, and a few helpers. Run with
 * CMOCKA_MESSAGE_OUTPUT=TAP (tests/run does).
 */
#ifndef PX_TESTING_H
#define PX_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/str.h"

/* The call succeeds; on failure prints the message id and its arguments. */
#define assert_ok(call, err)                                                                       \
    do {                                                                                           \
        int rc_ = (call);                                                                          \
        if (rc_ < 0) {                                                                             \
            print_error("%s: %s\n", #call, (err)->message ? (err)->message : "?");                 \
            for (unsigned i_ = 0; i_ < (err)->n_args; i_++)                                        \
                print_error("  %s=%s\n", (err)->arg_names[i_],                                     \
                            px_error_arg((err), (err)->arg_names[i_]));                            \
        }                                                                                          \
        assert_true(rc_ >= 0);                                                                     \
    } while (0)

/* The call fails with this code. */
#define assert_fails(call, expected) assert_int_equal((call), -(int)(expected))

#define assert_str(slice, expected)                                                                \
    do {                                                                                           \
        px_str s_ = (slice);                                                                       \
        const char *e_ = (expected);                                                               \
        if (!px_str_is(s_, e_))                                                                    \
            print_error("got \"%.*s\", expected \"%s\"\n", PX_STR_ARG(s_), e_ ? e_ : "(null)");    \
        assert_true(px_str_is(s_, e_));                                                            \
    } while (0)

/* A new directory below TMPDIR that the test removes by px_test_remove; never NULL. */
char *px_test_directory(void);
void px_test_remove(char *directory); /* with all that is in it; frees the path */

#endif
