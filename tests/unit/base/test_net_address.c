/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/net_address.h"

static void addresses_are_taken_apart(void **state)
{
    static const struct {
        const char *address, *scheme, *host, *rest;
        unsigned port;
    } cases[] = {
        { "https://example.eu", "https", "example.eu", "", 0 },
        { "https://example.eu:8443/a?b#c", "https", "example.eu", "/a?b#c", 8443 },
        { "http://127.0.0.1:80?x=http://y", "http", "127.0.0.1", "?x=http://y", 80 },
        { "smtp://[::1]:25", "smtp", "::1", "", 25 },
        { "smtps://[2001:db8::1]", "smtps", "2001:db8::1", "", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        px_net_address a;

        assert_true(px_net_address_read(px_str_of(cases[i].address), &a));
        assert_str(a.scheme, cases[i].scheme);
        assert_str(a.host, cases[i].host);
        assert_str(a.rest, cases[i].rest);
        assert_int_equal(a.port, cases[i].port);
    }
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "https",
        "https:",
        "https://",
        "://x",
        "HTTPS://x",
        "https://u@x",
        "https://u:p@x",
        "https://x:",
        "https://x:0",
        "https://x:65536",
        "https://x:1x",
        "https://x y",
        "https://x/\n",
        "https://x\\y",
        "https://[::1",
        "https://[::1]x",
        "https://[x]:1",
        "https://ex\xc3\xa4mple.eu",
        "https:///path",
        "https://x/\"",
        "a1://x",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        px_net_address a = { .port = 7 };

        if (px_net_address_read(px_str_of(bad[i]), &a))
            print_error("taken: %s\n", bad[i]);
        assert_int_equal(a.port, 7);
    }
    assert_false(px_net_address_read(PX_STR("https://x/\0y"), &(px_net_address){ 0 }));
}

static void this_machine_is_known(void **state)
{
    static const char *const here[] = { "localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1" };
    static const char *const there[] = {
        "example.eu", "127.0.0.1.example.eu", "localhost.eu", "128.0.0.1", "127.0.0", "::2", ""
    };

    (void)state;
    for (size_t i = 0; i < sizeof(here) / sizeof(here[0]); i++)
        assert_true(px_net_is_loopback(px_str_of(here[i])));
    for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
        assert_false(px_net_is_loopback(px_str_of(there[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_taken_apart),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(this_machine_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
