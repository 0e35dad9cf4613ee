/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdlib.h>

#include "base/environment.h"

static void test_first(void **state)
{
    static const char *const names[] = { "PX_TEST_ONE", "PX_TEST_TWO", NULL };
    static const char *const no_names[] = { NULL };

    (void)state;
    (void)unsetenv(names[0]);
    (void)unsetenv(names[1]);
    assert_null(px_environment_first(names));
    assert_null(px_environment_first(no_names));
    (void)setenv(names[1], "two", 1);
    assert_string_equal(px_environment_first(names), "two");
    (void)setenv(names[0], "", 1);
    assert_string_equal(px_environment_first(names), "two");
    (void)setenv(names[0], "one", 1);
    assert_string_equal(px_environment_first(names), "one");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_first) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
