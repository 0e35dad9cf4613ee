/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/accept.h"

static void gzip_is_taken_where_it_is_wanted(void **state)
{
    static const char *const yes[] = { "gzip",
                                       "deflate, gzip, br",
                                       "GZIP",
                                       "x-gzip",
                                       "gzip;q=0.5",
                                       "gzip ; Q=0.001",
                                       "*",
                                       "br, *;q=0.1",
                                       "identity;q=0, gzip",
                                       "gzip;q=1.000",
                                       " gzip ",
                                       "*;q=0, gzip" };
    static const char *const no[] = { "",         "br",       "gzip;q=0",    "gzip;q=0.000",
                                      "*;q=0",    "identity", "gzip;q=0, *", "gzipped",
                                      "gzip;q=x", "gzip;q=",  ",,;",         "*, gzip; q=0" };

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        if (!px_accept_gzip(px_str_of(yes[i])))
            fail_msg("not taken: %s", yes[i]);
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        if (px_accept_gzip(px_str_of(no[i])))
            fail_msg("taken: %s", no[i]);
    assert_false(px_accept_gzip(PX_STR_NONE));
}

static void linked_data_is_for_those_who_prefer_it(void **state)
{
    static const char *const yes[] = { "application/ld+json",
                                       "APPLICATION/LD+JSON",
                                       "application/ld+json;profile=\"x\", */*;q=0.1",
                                       "application/ld+json, */*",
                                       "text/html;q=0.5, application/ld+json;q=0.501",
                                       "application/json, application/ld+json;q=0.001" };
    static const char *const no[] = { "",
                                      "*/*",
                                      "application/json",
                                      "application/ld+json;q=0",
                                      "text/html, application/ld+json",
                                      "text/html;q=0.9, application/ld+json;q=0.89",
                                      "application/ld+json;q=0.8, application/xhtml+xml",
                                      "text/html,application/xhtml+xml,*/*;q=0.8" };

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        if (!px_accept_linked(px_str_of(yes[i])))
            fail_msg("not preferred: %s", yes[i]);
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        if (px_accept_linked(px_str_of(no[i])))
            fail_msg("preferred: %s", no[i]);
    assert_false(px_accept_linked(PX_STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_taken_where_it_is_wanted),
        cmocka_unit_test(linked_data_is_for_those_who_prefer_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
