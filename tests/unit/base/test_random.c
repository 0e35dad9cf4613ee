/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/random.h"

static void test_bytes(void **state)
{
    unsigned char a[1000] = { 0 }, b[1000] = { 0 };
    unsigned seen = 0;

    (void)state;
    px_random_bytes(a, 0);
    assert_int_equal(a[0], 0);
    px_random_bytes(a, 999);
    px_random_bytes(b, 999);
    assert_int_equal(a[999], 0);
    assert_memory_not_equal(a, b, 999);
    for (unsigned i = 0; i < 999; i++)
        seen |= a[i];
    assert_int_equal(seen, 0xFF);
}

/* Gives 0, 1, 2, ...: byte values over 31 must fall on the same 32 characters. */
static void counting(void *arg, void *bytes, size_t len)
{
    unsigned char *next = arg, *p = bytes;

    while (len-- > 0)
        *p++ = (*next)++;
}

static void test_injected(void **state)
{
    unsigned char next = 0;
    char lasting[PX_LASTING_ID_LEN + 1], public_id[PX_PUBLIC_ID_LEN + 1],
        other[PX_PUBLIC_ID_LEN + 1];

    (void)state;
    px_random_set(counting, &next);
    px_random_lasting_id(lasting);
    assert_string_equal(lasting, "0123456789");
    px_random_public_id(public_id);
    assert_string_equal(public_id, "abcdefghjkmnpqrstvwxyz0123");
    next = 0xE0;
    px_random_public_id(public_id);
    assert_string_equal(public_id, "0123456789abcdefghjkmnpqrs");
    px_random_set(NULL, NULL);
    px_random_public_id(public_id);
    px_random_public_id(other);
    assert_string_not_equal(public_id, other);
}

/* Every character turns up in every place, each about equally often: 26 places x 32 characters,
 * expectation 100; 200 is ten standard deviations away. */
static void test_uniform(void **state)
{
    static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
    static unsigned counts[PX_PUBLIC_ID_LEN][32];
    char id[PX_PUBLIC_ID_LEN + 1];

    (void)state;
    for (unsigned n = 0; n < 3200; n++) {
        px_random_public_id(id);
        assert_true(px_id_is_public(px_str_of(id)));
        for (unsigned i = 0; i < PX_PUBLIC_ID_LEN; i++)
            counts[i][strchr(alphabet, id[i]) - alphabet]++;
    }
    for (unsigned i = 0; i < PX_PUBLIC_ID_LEN; i++)
        for (unsigned k = 0; k < 32; k++)
            assert_in_range(counts[i][k], 20, 200);
}

static void test_form(void **state)
{
    static const char *const bad[] = {
        "",
        "0123456789abcdefghjkmnpqr",   /* 25 */
        "0123456789abcdefghjkmnpqrst", /* 27 */
        "0123456789abcdefghjkmnpqri",
        "0123456789abcdefghjkmnpqrl",
        "0123456789abcdefghjkmnpqro",
        "0123456789abcdefghjkmnpqru",
        "0123456789ABCDEFGHJKMNPQRS",
        "0123456789abcdefghjkmnpqr/",
        "0123456789abcdefghjkmnpq\xC3\xA9",
    };

    (void)state;
    assert_true(px_id_is_public(PX_STR("0123456789abcdefghjkmnpqrs")));
    assert_true(px_id_is_public(PX_STR("tvwxyz00000000000000000000")));
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_false(px_id_is_public(px_str_of(bad[i])));
    assert_false(px_id_is_public(px_str_n("0123456789abcdefghjkmnpqr\0", 26)));
    assert_false(px_id_is_public(PX_STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_injected),
        cmocka_unit_test(test_uniform),
        cmocka_unit_test(test_form),
    };

    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
