/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/crawler.h"

static void test_warcinfo(void **state)
{
    px_str facts[PX_CRAWLER_FACTS] = { 0 };

    (void)state;
    px_crawler_read(PX_STR("Software: Wget/1.14\r\nformat: WARC\r\nrobots: classic\r\n"
                           "http-header-user-agent: Bot/1 (+https://bot.example)\r\n"),
                    false, facts);
    assert_true(px_str_is(facts[PX_CRAWLER_SOFTWARE], "Wget/1.14"));
    assert_true(px_str_is(facts[PX_CRAWLER_AGENT], "Bot/1 (+https://bot.example)"));
    assert_true(px_str_is(facts[PX_CRAWLER_ROBOTS], "classic"));
}

/* The head of a request alone counts: neither its first line nor what was posted. */
static void test_request(void **state)
{
    px_str facts[PX_CRAWLER_FACTS] = { 0 };

    (void)state;
    px_crawler_read(PX_STR("GET http://x/User-Agent:no HTTP/1.1\r\nHost: x\r\n\r\n"
                           "User-Agent: posted\r\nsoftware: none\r\n"),
                    true, facts);
    for (int i = 0; i < PX_CRAWLER_FACTS; i++)
        assert_null(facts[i].ptr);
    px_crawler_read(PX_STR("GET / HTTP/1.1\nuser-agent: A/2\nrobots: x\n"), true, facts);
    assert_true(px_str_is(facts[PX_CRAWLER_AGENT], "A/2"));
    assert_null(facts[PX_CRAWLER_ROBOTS].ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warcinfo),
        cmocka_unit_test(test_request),
    };

    return cmocka_run_group_tests_name("crawler", tests, NULL, NULL);
}
