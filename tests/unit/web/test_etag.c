/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/etag.h"

static void tags_follow_the_bytes(void **state)
{
    char a[PX_ETAG_SIZE], b[PX_ETAG_SIZE];

    (void)state;
    px_etag_make(PX_STR("body"), false, a);
    px_etag_make(PX_STR("body"), false, b);
    assert_string_equal(a, b);
    assert_int_equal(strlen(a), 34);
    assert_int_equal(a[0], '"');
    assert_int_equal(a[33], '"');
    px_etag_make(PX_STR("bodz"), false, b);
    assert_string_not_equal(a, b);
    px_etag_make(PX_STR("body"), true, b);
    assert_memory_equal(a, b, 33);
    assert_string_equal(b + 33, "-gz\"");
    px_etag_make(PX_STR(""), false, a);
    assert_int_equal(strlen(a), 34);
}

static void lists_are_matched_weakly(void **state)
{
    static const char *const yes[] = { "\"t\"",        "W/\"t\"",      "*",
                                       " * ",          "\"a\", \"t\"", "\"a,b\" ,W/\"t\"",
                                       "\"a\",,\"t\"", "\"t\", junk" };
    static const char *const no[] = { "",        "t",           "\"t",   "\"T\"",    "\"a\"",
                                      "w/\"t\"", "junk, \"t\"", "\"*\"", "*, \"t\"x" };

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        if (!px_etag_matches(px_str_of(yes[i]), PX_STR("\"t\"")))
            fail_msg("no match: %s", yes[i]);
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        if (px_etag_matches(px_str_of(no[i]), PX_STR("\"t\"")))
            fail_msg("match: %s", no[i]);
    assert_false(px_etag_matches(PX_STR_NONE, PX_STR("\"t\"")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_follow_the_bytes),
        cmocka_unit_test(lists_are_matched_weakly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
