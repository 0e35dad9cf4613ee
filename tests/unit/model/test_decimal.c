/* SPDX-License-Identifier: EUPL-1.2 */
/* Decimals are exact: nothing is rounded but where it is asked for. */
#include "model/decimal.h"

#include "unit/arena_fixture.h"

static px_decimal of(const char *text)
{
    px_error err = PX_ERROR_INIT;
    px_decimal value = { 0 };

    assert_ok(px_decimal_parse(px_str_of(text), &value, &err), &err);
    return value;
}

static const char *text_of(px_decimal value)
{
    return px_arena_cstr(arena, px_decimal_text(arena, &value));
}

static px_decimal times(const char *a, const char *b)
{
    px_decimal left = of(a), right = of(b);

    return px_decimal_mul(&left, &right);
}

static void reads_and_writes(void **state)
{
    static const char *const same[] = {
        "0",    "1",          "0.5",         "0.45",   "12.5",
        "1024", "0.05",       "1e-9",        "2.3e25", "999999999999999",
        "1e15", "1000000000", "1.000000001", "1e59",   "1234567890123456789012345678901234567890e0"
    };
    static const char *const bad[] = { "",
                                       ".5",
                                       "1.",
                                       "-1",
                                       "+1",
                                       "1,5",
                                       "1e",
                                       "1e+",
                                       "nan",
                                       "1 ",
                                       " 1",
                                       "0x1",
                                       "1e61",
                                       "1e-61",
                                       "1.2.3",
                                       "1e1001",
                                       "12345678901234567890123456789012345678901" };
    px_error err = PX_ERROR_INIT;
    px_decimal value;

    (void)state;
    for (size_t i = 0; i + 2 < PX_COUNT(same); i++)
        assert_string_equal(text_of(of(same[i])), same[i]);
    assert_string_equal(text_of(of(same[PX_COUNT(same) - 1])),
                        "1.23456789012345678901234567890123456789e39");
    assert_string_equal(text_of(of("15600000000000")), "15600000000000");
    assert_string_equal(text_of(of("15.6E+12")), "15600000000000");
    assert_string_equal(text_of(of("0.00")), "0");
    assert_string_equal(text_of(of("000100")), "100");
    assert_string_equal(text_of(of("1e59")), "1e59");
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(px_decimal_parse(px_str_of(bad[i]), &value, &err), PX_ERR_INVALID);
}

/* Products whose digits are known, far beyond what a double or 64 bits hold. */
static void multiplies(void **state)
{
    px_decimal value;

    (void)state;
    assert_string_equal(text_of(times("123456789", "987654321")), "1.21932631112635269e17");
    assert_string_equal(text_of(times("18446744073709551615", "18446744073709551615")),
                        "3.40282366920938463426481119284349108225e38");
    assert_string_equal(text_of(times("0.1", "0.1")), "0.01");
    assert_string_equal(text_of(times("5", "2")), "10");
    assert_string_equal(text_of(times("0", "1e59")), "0");
    value = times("999999999999999999999", "999999999999999999999");
    assert_string_equal(text_of(value), "9.99999999999999999998000000000000000000001e41");
}

static void adds_and_takes_away(void **state)
{
    px_decimal a = of("1e30"), b = of("1e-30"), sum = px_decimal_add(&a, &b), back;

    (void)state;
    assert_string_equal(text_of(sum),
                        "1.000000000000000000000000000000000000000000000000000000000001e30");
    back = px_decimal_distance(&sum, &a);
    assert_int_equal(px_decimal_cmp(&back, &b), 0);
    back = px_decimal_distance(&a, &sum);
    assert_int_equal(px_decimal_cmp(&back, &b), 0);
    a = of("0");
    sum = px_decimal_add(&a, &b);
    assert_int_equal(px_decimal_cmp(&sum, &b), 0);
    sum = px_decimal_add(&b, &a);
    assert_int_equal(px_decimal_cmp(&sum, &b), 0);
    a = of("999999999");
    b = of("1");
    sum = px_decimal_add(&a, &b);
    assert_string_equal(text_of(sum), "1000000000");
}

/* Order is by value, whatever the exponents. */
static void compares(void **state)
{
    static const char *const rising[] = {
        "0",    "1e-9", "0.1",         "0.11", "1",
        "9.99", "10",   "99999999999", "1e25", "1.0000000000000000000000001e25",
        "2e25"
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rising); i++)
        for (size_t k = 0; k < PX_COUNT(rising); k++) {
            px_decimal a = of(rising[i]), b = of(rising[k]);

            assert_int_equal(px_decimal_cmp(&a, &b), (i > k) - (i < k));
        }
}

static const char *quotient(const char *a, const char *b, unsigned figures, bool *ret_exact)
{
    px_decimal left = of(a), right = of(b);

    return text_of(px_decimal_divide(&left, &right, figures, ret_exact));
}

static void divides(void **state)
{
    bool exact;

    (void)state;
    assert_string_equal(quotient("1e25", "3", 3, &exact), "3.33e24");
    assert_false(exact);
    assert_string_equal(quotient("2", "3", 5, &exact), "0.66667");
    assert_string_equal(quotient("10", "4", 40, &exact), "2.5");
    assert_true(exact);
    assert_string_equal(quotient("1", "8", 3, &exact), "0.125");
    assert_true(exact);
    assert_string_equal(quotient("1", "8", 2, &exact), "0.13");
    assert_false(exact);
    assert_string_equal(quotient("9999", "1", 2, &exact), "10000");
    assert_string_equal(quotient("0", "7", 5, &exact), "0");
    assert_string_equal(quotient("1e30", "1e-9", 5, &exact), "1e39");
    assert_string_equal(quotient("123456789123456789", "1000000007", 40, &exact),
                        "123456788.2592592711851851017037042880741");
}

static void rounds(void **state)
{
    px_decimal value = of("2.35e25"), whole;

    (void)state;
    assert_str(px_decimal_scientific(arena, &value, 2), "2.4e25");
    value = of("2.3499999999999999999999999e25");
    assert_str(px_decimal_scientific(arena, &value, 2), "2.3e25");
    value = of("9.96e22");
    assert_str(px_decimal_scientific(arena, &value, 2), "1.0e23");
    value = of("1e23");
    assert_str(px_decimal_scientific(arena, &value, 3), "1.00e23");
    assert_int_equal(px_decimal_magnitude(&value), 23);
    whole = of("12.99");
    assert_int_equal(px_decimal_whole(&whole), 12);
    whole = of("18446744073709551615");
    assert_true(px_decimal_whole(&whole) == UINT64_MAX);
    whole = of("1e40");
    assert_true(px_decimal_whole(&whole) == UINT64_MAX);
}

/* Digits that do not fit are told, never dropped. */
static void tells_what_does_not_fit(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_decimal value = of("1.234567890123456789012345678901234567891"), product = value;

    (void)state;
    for (int i = 0; i < 19; i++)
        product = px_decimal_mul(&product, &value);
    assert_ok(px_decimal_check(&product, &err), &err);
    for (int i = 0; i < 3; i++)
        product = px_decimal_mul(&product, &value);
    assert_fails(px_decimal_check(&product, &err), PX_ERR_TOO_LARGE);
    product = px_decimal_add(&product, &value);
    assert_fails(px_decimal_check(&product, &err), PX_ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes),
        cmocka_unit_test(multiplies),
        cmocka_unit_test(adds_and_takes_away),
        cmocka_unit_test(compares),
        cmocka_unit_test(divides),
        cmocka_unit_test(rounds),
        cmocka_unit_test(tells_what_does_not_fit),
    };

    return cmocka_run_group_tests_name("decimal", tests, make, end);
}
