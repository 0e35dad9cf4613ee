/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <float.h>
#include <limits.h>
#include <locale.h>

#include "base/number.h"

static void test_int(void **state)
{
    static const struct {
        const char *text;
        long long value;
    } good[] = {
        { "0", 0 },
        { "-0", 0 },
        { "007", 7 },
        { "-12", -12 },
        { "9223372036854775807", LLONG_MAX },
        { "-9223372036854775808", LLONG_MIN },
        { "000000000000000000000000000000000000000000000000000000000000042", 42 },
    };
    static const char *const bad[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1\n",
        "--1",
        "1-",
        "0x10",
        "1e3",
        "1.0",
        "1,000",
        "\xD9\xA1",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "99999999999999999999999999999999",
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(good); i++) {
        long long value = 99;

        assert_ok(px_parse_int(px_str_of(good[i].text), LLONG_MIN, LLONG_MAX, &value, &err), &err);
        assert_int_equal(value, good[i].value);
    }
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        long long value = 99;

        assert_fails(px_parse_int(px_str_of(bad[i]), LLONG_MIN, LLONG_MAX, &value, &err),
                     PX_ERR_INVALID);
        assert_int_equal(value, 99);
    }
    assert_fails(px_parse_int(px_str_n("1\0", 2), 0, 9, &(long long){ 0 }, &err), PX_ERR_INVALID);
    assert_fails(px_parse_int(PX_STR_NONE, 0, 9, &(long long){ 0 }, &err), PX_ERR_INVALID);
}

static void test_int_bounds(void **state)
{
    px_error err = PX_ERROR_INIT;
    long long value = 99;

    (void)state;
    assert_ok(px_parse_int(PX_STR("1"), 1, 3, &value, &err), &err);
    assert_ok(px_parse_int(PX_STR("3"), 1, 3, &value, &err), &err);
    assert_fails(px_parse_int(PX_STR("0"), 1, 3, &value, &err), PX_ERR_INVALID);
    assert_fails(px_parse_int(PX_STR("4"), 1, 3, &value, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "value"), "4");
    assert_string_equal(px_error_arg(&err, "min"), "1");
    assert_string_equal(px_error_arg(&err, "max"), "3");
    assert_int_equal(value, 3);
    /* no sign where none is meant */
    assert_fails(px_parse_int(PX_STR("-0"), 0, 3, &value, &err), PX_ERR_INVALID);
    assert_ok(px_parse_int(PX_STR("-3"), -3, -1, &value, &err), &err);
    assert_int_equal(value, -3);
}

/* A value from outside cannot upset the line that the message becomes. */
static void test_value_in_message(void **state)
{
    static const char hostile[] =
        "a\nb\x1B[31m\xFF\xC2\x85"
        "0123456789012345678901234567890123456789012345678901\xE2\x82\xAC";
    px_error err = PX_ERROR_INIT;
    const char *value;

    (void)state;
    assert_fails(px_parse_int(px_str_of(hostile), 0, 1, &(long long){ 0 }, &err), PX_ERR_INVALID);
    value = px_error_arg(&err, "value");
    assert_true(strlen(value) < PX_EXCERPT_SIZE);
    assert_int_equal(strncmp(value, "a?b?[31m??0", 11), 0);
    assert_true(px_str_ends(px_str_of(value), PX_STR("...")));
    assert_true(px_utf8_valid(px_str_of(value), NULL));
}

static void test_real(void **state)
{
    static const struct {
        const char *text;
        double value;
    } good[] = {
        { "0", 0 },        { "1.5", 1.5 },       { "-2.25", -2.25 },
        { "1e3", 1000 },   { "1E+3", 1000 },     { "25e-1", 2.5 },
        { "007.50", 7.5 }, { "1e-999", 0 },      { "0.1", 0.1 },
        { "1e25", 1e25 },  { "3.4e26", 3.4e26 }, { "1.7976931348623157e308", DBL_MAX },
    };
    static const char *const bad[] = {
        "",    "-",   "+1",    " 1",    "1 ",     "1.",       ".5",    ".",     "1e",  "1e+", "1,5",
        "nan", "inf", "0x1p3", "1e999", "-1e999", "infinity", "1.5.2", "1e2.5", "--1", "1d3", "1f",
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(good); i++) {
        double value = 99;

        assert_ok(px_parse_real(px_str_of(good[i].text), -DBL_MAX, DBL_MAX, &value, &err), &err);
        assert_true(value == good[i].value);
    }
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        double value = 99;

        assert_fails(px_parse_real(px_str_of(bad[i]), -DBL_MAX, DBL_MAX, &value, &err),
                     PX_ERR_INVALID);
        assert_true(value == 99);
    }
    assert_fails(px_parse_real(PX_STR("1.01"), 0, 1, &(double){ 0 }, &err), PX_ERR_INVALID);
    assert_fails(px_parse_real(PX_STR("-0.5"), 0, 1, &(double){ 0 }, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "max"), "1");
}

static void test_real_length(void **state)
{
    char digits[401];
    px_error err = PX_ERROR_INIT;
    double value;

    (void)state;
    memset(digits, '1', sizeof(digits));
    digits[1] = '.';
    assert_ok(px_parse_real(px_str_n(digits, 400), 0, 2, &value, &err), &err);
    assert_fails(px_parse_real(px_str_n(digits, 401), 0, 2, &value, &err), PX_ERR_INVALID);
}

/* The decimal comma of the user's locale changes nothing. */
static void test_real_locale(void **state)
{
    static const char *const names[] = { "fr_FR.UTF-8", "de_DE.UTF-8", "fr_BE.UTF-8" };
    px_error err = PX_ERROR_INIT;
    double value = 0;
    bool found = false;

    (void)state;
    for (size_t i = 0; !found && i < PX_COUNT(names); i++)
        found = setlocale(LC_ALL, names[i]) != NULL;
    if (!found) {
        print_message("skipped: no locale with a decimal comma is installed\n");
        skip();
    }
    assert_ok(px_parse_real(PX_STR("1.5"), 0, 2, &value, &err), &err);
    (void)setlocale(LC_ALL, "C");
    assert_true(value == 1.5);
}

static void test_size(void **state)
{
    static const struct {
        const char *text;
        unsigned long long value;
    } good[] = {
        { "0", 0 },
        { "512", 512 },
        { "1K", 1024 },
        { "2M", 2 << 20 },
        { "1G", 1 << 30 },
        { "3T", 3ULL << 40 },
        { "18446744073709551615", ULLONG_MAX },
        { "16777215T", 16777215ULL << 40 },
    };
    static const char *const bad[] = {
        "",
        "K",
        "-1",
        "+1K",
        "1KB",
        "1 K",
        "1k",
        "1.5G",
        "K1",
        "1P",
        "16777216T",
        "18446744073709551616",
        "18014398509481984K",
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(good); i++) {
        unsigned long long value = 99;

        assert_ok(px_parse_size(px_str_of(good[i].text), &value, &err), &err);
        assert_true(value == good[i].value);
    }
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        unsigned long long value = 99;

        assert_fails(px_parse_size(px_str_of(bad[i]), &value, &err), PX_ERR_INVALID);
        assert_true(value == 99);
    }
    assert_fails(px_parse_size(px_str_n("1\0", 2), &(unsigned long long){ 0 }, &err),
                 PX_ERR_INVALID);
}

static void test_hex(void **state)
{
    static const char *const bad[] = { "",          "0",        "00",       "0001ff0",   "0001ffag",
                                       "0001ffaa0", "0x01ffaa", "0001ffa ", "0001ffaabb" };
    unsigned char bytes[4] = { 9, 9, 9, 9 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(px_parse_hex(px_str_of(bad[i]), bytes, 4, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "digits"), "8");
    assert_memory_equal(bytes, "\x09\x09\x09\x09", 4);
    assert_ok(px_parse_hex(PX_STR("0001ffAa"), bytes, 4, &err), &err);
    assert_memory_equal(bytes, "\x00\x01\xFF\xAA", 4);
    assert_ok(px_parse_hex(PX_STR(""), bytes, 0, &err), &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_int),
        cmocka_unit_test(test_int_bounds),
        cmocka_unit_test(test_value_in_message),
        cmocka_unit_test(test_real),
        cmocka_unit_test(test_real_length),
        cmocka_unit_test(test_real_locale),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_hex),
    };

    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
