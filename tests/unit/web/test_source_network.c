/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "web/source_network.h"

#include "base/banned.h"

/* Whoever owns one address of a network has the others: tries are counted by the network. */
static void test_networks(void **state)
{
    static const struct {
        const char *address, *network;
    } rows[] = {
        { "192.0.2.7", "192.0.2.0/24" },
        { "192.0.2.255", "192.0.2.0/24" },
        { "192.0.3.7", "192.0.3.0/24" },
        { "2001:db8:1:2::3", "2001:db8:1::/48" },
        { "2001:db8:1:ffff:ffff:ffff:ffff:ffff", "2001:db8:1::/48" },
        { "2001:db8:2::3", "2001:db8:2::/48" },
        { "2001:DB8:1::3", "2001:db8:1::/48" },
        { "::ffff:192.0.2.7", "192.0.2.0/24" }, /* or a network would have two counts */
        { "::1", "::/48" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++)
        assert_str(px_source_network(arena, px_str_of(rows[i].address)), rows[i].network);
}

static void test_no_addresses(void **state)
{
    static const char *const bad[] = { "",           "example.eu",  "192.0.2",  "192.0.2.7/24",
                                       "192.0.2.7 ", "192.0.2.256", "2001:db8", "fe80::1%eth0" };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_int_equal(px_source_network(arena, px_str_of(bad[i])).len, 0);
    assert_int_equal(px_source_network(arena, px_str_n("192.0.2.7\0", 10)).len, 0);
    assert_int_equal(
        px_source_network(arena, px_str_of("1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa"))
            .len,
        0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_networks),
        cmocka_unit_test(test_no_addresses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
