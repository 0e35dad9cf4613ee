/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <jansson.h>
#include <math.h>

#include "base/json_read.h"
#include "base/json_write.h"

/* One writer, made anew for each case. */
typedef struct fixture {
    px_builder out;
    px_json j;
} fixture;

static px_json *start(fixture *f, px_json_mode mode)
{
    px_builder_clear(&f->out);
    px_json_start(&f->j, &f->out, mode);
    return &f->j;
}

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->out = PX_BUILDER_INIT(1 << 20);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_builder_free(&f->out);
    free(f);
    return 0;
}

static void expect(fixture *f, const char *text)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_json_finish(&f->j, &err), &err);
    assert_str(px_builder_view(&f->out), text);
}

static void expect_failure(fixture *f, const char *reason)
{
    px_error err = PX_ERROR_INIT;

    assert_fails(px_json_finish(&f->j, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "reason"), reason);
}

static void test_values(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_CANONICAL);

    px_json_object(j);
    px_json_pair_bool(j, "a", true);
    px_json_pair_cstr(j, "b", "text");
    px_json_pair_cstr(j, "c", NULL);
    px_json_pair_hex(j, "d", "\x00\xAB\xff", 3);
    px_json_pair_int(j, "e", -7);
    px_json_pair_str(j, "f", PX_STR("sliced"));
    px_json_pair_str(j, "g", PX_STR_NONE);
    px_json_pair_str(j, "h", PX_STR(""));
    px_json_key(j, "i");
    px_json_array(j);
    px_json_bool(j, false);
    px_json_null(j);
    px_json_array(j);
    px_json_array_end(j);
    px_json_object(j);
    px_json_object_end(j);
    px_json_array_end(j);
    px_json_object_end(j);
    expect(f, "{\"a\":true,\"b\":\"text\",\"c\":null,\"d\":\"00abff\",\"e\":-7,\"f\":\"sliced\","
              "\"g\":null,\"h\":\"\",\"i\":[false,null,[],{}]}");
}

static void test_time(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_CANONICAL);

    px_json_object(j);
    px_json_pair_time(j, "at", 1795533518000LL);
    px_json_pair_time(j, "at_ms", 1795533518042LL);
    px_json_object_end(j);
    expect(f, "{\"at\":\"2026-11-24T15:18:38Z\",\"at_ms\":\"2026-11-24T15:18:38.042Z\"}");
}

/* The string of RFC 8785, 3.2.2, in the form that 3.2.3 shows. */
static void test_rfc8785_string(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_CANONICAL);

    px_json_str(j, PX_STR("\xE2\x82\xAC$\x0F\x0A"
                          "A'B\"\\\\\"/"));
    expect(f, "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
}

static void test_all_escapes(void **state)
{
    static const char *const expected[0x20] = {
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
        "\\b",     "\\t",     "\\n",     "\\u000b", "\\f",     "\\r",     "\\u000e", "\\u000f",
        "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
        "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
    };
    fixture *f = *state;

    for (int c = 0; c < 0x80; c++) {
        char text = (char)c, wanted[16];
        char plain[3] = { (char)c, '\0' };

        if (c == '"' || c == '\\')
            (void)snprintf(plain, sizeof(plain), "\\%c", c);
        (void)snprintf(wanted, sizeof(wanted), "\"%s\"", c < 0x20 ? expected[c] : plain);
        px_json_str(start(f, PX_JSON_CANONICAL), px_str_n(&text, 1));
        expect(f, wanted);
    }
}

/* Line separators, DEL, the solidus and code points of every length stay as they are. */
static void test_not_escaped(void **state)
{
    static const char text[] = "\x7F/\xC2\x80\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\xEF\xBF\xBF"
                               "\xF0\x9F\x98\x80<>&'";
    fixture *f = *state;
    char wanted[sizeof(text) + 2];

    (void)snprintf(wanted, sizeof(wanted), "\"%s\"", text);
    px_json_cstr(start(f, PX_JSON_CANONICAL), text);
    expect(f, wanted);
}

static void test_keys_in_order(void **state)
{
    static const struct {
        const char *first, *second, *reason; /* reason NULL: fine */
    } cases[] = {
        { "a", "b", NULL },
        { "a", "aa", NULL },
        { "Z", "a", NULL },
        { "", "a", NULL },
        { "1", "10", NULL },
        { "\r", "1", NULL },
        { "b", "a", "a key is repeated or out of order" },
        { "a", "a", "a key is repeated or out of order" },
        { "aa", "a", "a key is repeated or out of order" },
        { "", "", "a key is repeated or out of order" },
        { "a", "\xC3\xA9", "a key has characters beyond ASCII" },
        { "a", "b\xFF", "a key is not UTF-8" },
    };
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_json *j = start(f, PX_JSON_CANONICAL);

        px_json_object(j);
        px_json_pair_int(j, cases[i].first, 1);
        px_json_pair_int(j, cases[i].second, 2);
        px_json_object_end(j);
        if (cases[i].reason)
            expect_failure(f, cases[i].reason);
        else
            assert_ok(px_json_finish(j, &err), &err);
    }
}

/* The order is watched for each object on its own. */
static void test_key_order_is_per_object(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_CANONICAL);

    px_json_object(j);
    px_json_key(j, "m");
    px_json_array(j);
    for (int i = 0; i < 2; i++) {
        px_json_object(j);
        px_json_pair_int(j, "a", i);
        px_json_object_end(j);
    }
    px_json_array_end(j);
    px_json_pair_int(j, "n", 1);
    px_json_object_end(j);
    expect(f, "{\"m\":[{\"a\":0},{\"a\":1}],\"n\":1}");

    j = start(f, PX_JSON_CANONICAL);
    px_json_object(j);
    px_json_key(j, "m");
    px_json_object(j);
    px_json_pair_int(j, "z", 1);
    px_json_object_end(j);
    px_json_pair_int(j, "a", 1);
    px_json_object_end(j);
    expect_failure(f, "a key is repeated or out of order");
}

static void test_free_order(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_COMPACT);

    px_json_object(j);
    px_json_pair_int(j, "b", 9223372036854775807LL);
    px_json_pair_int(j, "a\xC3\xA9", INT64_MIN);
    px_json_object_end(j);
    expect(f, "{\"b\":9223372036854775807,\"a\xC3\xA9\":-9223372036854775808}");
}

static void test_integer_bounds(void **state)
{
    fixture *f = *state;

    px_json_int(start(f, PX_JSON_CANONICAL), 9007199254740991LL);
    expect(f, "9007199254740991");
    px_json_int(start(f, PX_JSON_CANONICAL), -9007199254740991LL);
    expect(f, "-9007199254740991");
    px_json_int(start(f, PX_JSON_CANONICAL), 9007199254740992LL);
    expect_failure(f, "a number is too large");
    px_json_int(start(f, PX_JSON_CANONICAL), -9007199254740992LL);
    expect_failure(f, "a number is too large");
    px_json_int(start(f, PX_JSON_CANONICAL), INT64_MIN);
    expect_failure(f, "a number is too large");
}

static void test_reals(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        { 0.1, "0.1" },      { 1.0 / 3, "0.3333333333333333" },   { -2.5, "-2.5" },
        { 1e300, "1e+300" }, { 5e-324, "4.94065645841247e-324" }, { 3, "3" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_json_real(start(f, PX_JSON_COMPACT), cases[i].value);
        expect(f, cases[i].text);
        assert_true(strtod(px_builder_cstr(&f->out), NULL) == cases[i].value);
    }
    px_json_real(start(f, PX_JSON_CANONICAL), 0.5);
    expect_failure(f, "a real number has no place in canonical JSON");
    px_json_real(start(f, PX_JSON_COMPACT), (double)NAN);
    expect_failure(f, "a number is not finite");
    px_json_real(start(f, PX_JSON_PRETTY), -(double)INFINITY);
    expect_failure(f, "a number is not finite");
}

static void test_bad_text(void **state)
{
    static const px_str wrong[] = {
        PX_STR_INIT("\xFF"),         PX_STR_INIT("a\xC3"),          PX_STR_INIT("\xED\xA0\x80"),
        PX_STR_INIT("\xC0\x80"),     PX_STR_INIT("a\0b\x80"),       PX_STR_INIT("\x80\0"),
        PX_STR_INIT("\xF5\x80\x80"), PX_STR_INIT("\xE2\x82\0\xAC"),
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        for (int mode = PX_JSON_CANONICAL; mode <= PX_JSON_PRETTY; mode++) {
            px_json_str(start(f, (px_json_mode)mode), wrong[i]);
            expect_failure(f, "a text is not UTF-8");
        }
}

static void misplace_nothing(px_json *j)
{
    (void)j;
}

static void misplace_open_object(px_json *j)
{
    px_json_object(j);
}

static void misplace_open_array(px_json *j)
{
    px_json_object(j);
    px_json_key(j, "a");
    px_json_array(j);
    px_json_array_end(j);
}

static void misplace_end(px_json *j)
{
    px_json_array_end(j);
}

static void misplace_crossed_ends(px_json *j)
{
    px_json_array(j);
    px_json_object_end(j);
}

static void misplace_extra_end(px_json *j)
{
    px_json_object(j);
    px_json_object_end(j);
    px_json_object_end(j);
}

static void misplace_key_without_value(px_json *j)
{
    px_json_object(j);
    px_json_key(j, "a");
    px_json_object_end(j);
}

static void misplace_value_without_key(px_json *j)
{
    px_json_object(j);
    px_json_int(j, 1);
    px_json_object_end(j);
}

static void misplace_object_without_key(px_json *j)
{
    px_json_object(j);
    px_json_object(j);
}

static void misplace_two_keys(px_json *j)
{
    px_json_object(j);
    px_json_key(j, "a");
    px_json_key(j, "b");
}

static void misplace_key_in_array(px_json *j)
{
    px_json_array(j);
    px_json_key(j, "a");
}

static void misplace_key_on_top(px_json *j)
{
    px_json_key(j, "a");
}

static void misplace_two_values(px_json *j)
{
    px_json_int(j, 1);
    px_json_int(j, 2);
}

static void misplace_value_after_array(px_json *j)
{
    px_json_array(j);
    px_json_array_end(j);
    px_json_array(j);
}

static void test_misplaced(void **state)
{
    static const struct {
        void (*write)(px_json *j);
        const char *reason;
    } cases[] = {
        { misplace_nothing, "the value is not complete" },
        { misplace_open_object, "the value is not complete" },
        { misplace_open_array, "the value is not complete" },
        { misplace_end, "an object or array is closed at the wrong place" },
        { misplace_crossed_ends, "an object or array is closed at the wrong place" },
        { misplace_extra_end, "an object or array is closed at the wrong place" },
        { misplace_key_without_value, "an object or array is closed at the wrong place" },
        { misplace_value_without_key, "a value in an object has no key" },
        { misplace_object_without_key, "a value in an object has no key" },
        { misplace_two_keys, "a key stands where none belongs" },
        { misplace_key_in_array, "a key stands where none belongs" },
        { misplace_key_on_top, "a key stands where none belongs" },
        { misplace_two_values, "a second value stands behind the first" },
        { misplace_value_after_array, "a second value stands behind the first" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(cases); i++)
        for (int mode = PX_JSON_CANONICAL; mode <= PX_JSON_PRETTY; mode++) {
            cases[i].write(start(f, (px_json_mode)mode));
            expect_failure(f, cases[i].reason);
        }
}

static void test_depth(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_CANONICAL);
    px_error err = PX_ERROR_INIT;

    for (int i = 0; i < PX_JSON_MAX_DEPTH; i++)
        px_json_array(j);
    for (int i = 0; i < PX_JSON_MAX_DEPTH; i++)
        px_json_array_end(j);
    assert_ok(px_json_finish(j, &err), &err);
    assert_int_equal(f->out.len, (size_t)2 * PX_JSON_MAX_DEPTH);

    j = start(f, PX_JSON_CANONICAL);
    for (int i = 0; i <= PX_JSON_MAX_DEPTH; i++)
        px_json_array(j);
    for (int i = 0; i <= PX_JSON_MAX_DEPTH; i++)
        px_json_array_end(j);
    expect_failure(f, "the nesting is too deep");
}

static void test_pretty(void **state)
{
    fixture *f = *state;
    px_json *j = start(f, PX_JSON_PRETTY);

    px_json_object(j);
    px_json_pair_int(j, "b", 1);
    px_json_key(j, "a");
    px_json_array(j);
    px_json_int(j, 1);
    px_json_object(j);
    px_json_object_end(j);
    px_json_object(j);
    px_json_pair_cstr(j, "x", "y");
    px_json_object_end(j);
    px_json_array_end(j);
    px_json_key(j, "c");
    px_json_array(j);
    px_json_array_end(j);
    px_json_object_end(j);
    expect(f, "{\n"
              "  \"b\": 1,\n"
              "  \"a\": [\n"
              "    1,\n"
              "    {},\n"
              "    {\n"
              "      \"x\": \"y\"\n"
              "    }\n"
              "  ],\n"
              "  \"c\": []\n"
              "}");
}

static void test_cap(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4);
    px_error err = PX_ERROR_INIT;
    px_json j;

    (void)state;
    px_json_start(&j, &out, PX_JSON_CANONICAL);
    px_json_cstr(&j, "too long");
    assert_fails(px_json_finish(&j, &err), PX_ERR_TOO_LARGE);
}

static unsigned long long seed;

static unsigned draw(unsigned below)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(seed >> 33) % below;
}

static json_t *random_text(void)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1000);

    for (unsigned n = draw(8); n > 0; n--) {
        static const unsigned starts[] = { 0x01, 0x20, 0x70, 0x7F0, 0x2020, 0xE000, 0x1F600 };

        px_builder_utf8(&text, starts[draw(PX_COUNT(starts))] + draw(16));
    }
    return json_stringn(px_builder_cstr(&text), text.len);
}

static json_t *random_value(unsigned depth)
{
    switch (draw(depth < 5 ? 6 : 4)) {
    case 0:
        return json_integer((long long)draw(2000000000) - 1000000000);
    case 1:
        return draw(2) ? json_true() : json_false();
    case 2:
        return json_null();
    case 3:
        return random_text();
    case 4: {
        json_t *array = json_array();

        for (unsigned n = draw(5); n > 0; n--)
            json_array_append_new(array, random_value(depth + 1));
        return array;
    }
    default: {
        json_t *object = json_object();

        for (unsigned n = draw(5); n > 0; n--) {
            char key[8];

            (void)snprintf(key, sizeof(key), "k%u", draw(100));
            json_object_set_new(object, key, random_value(depth + 1));
        }
        return object;
    }
    }
}

static void write_value(px_json *j, json_t *value);

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void write_object(px_json *j, json_t *object)
{
    const char *keys[8], *key;
    size_t n = 0;
    json_t *item;

    json_object_foreach(object, key, item) keys[n++] = key;
    qsort(keys, n, sizeof(*keys), by_bytes);
    px_json_object(j);
    for (size_t i = 0; i < n; i++) {
        px_json_key(j, keys[i]);
        write_value(j, json_object_get(object, keys[i]));
    }
    px_json_object_end(j);
}

static void write_value(px_json *j, json_t *value)
{
    size_t i;
    json_t *item;

    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(j, value);
        break;
    case JSON_ARRAY:
        px_json_array(j);
        json_array_foreach(value, i, item) write_value(j, item);
        px_json_array_end(j);
        break;
    case JSON_STRING:
        px_json_str(j, px_json_text(value));
        break;
    case JSON_INTEGER:
        px_json_int(j, json_integer_value(value));
        break;
    case JSON_NULL:
        px_json_null(j);
        break;
    default:
        px_json_bool(j, json_is_true(value));
    }
}

/* Another reader gets back what was written, in every mode. */
static void test_round_trip(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    seed = 20261124;
    for (int i = 0; i < 3000; i++) {
        json_t *value = random_value(0), *back;
        px_json *j = start(f, (px_json_mode)(i % 3));

        write_value(j, value);
        assert_ok(px_json_finish(j, &err), &err);
        back = json_loadb(f->out.ptr, f->out.len, JSON_DECODE_ANY, NULL);
        assert_non_null(back);
        assert_true(json_equal(value, back));
        json_decref(back);
        json_decref(value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_rfc8785_string),
        cmocka_unit_test(test_all_escapes),
        cmocka_unit_test(test_not_escaped),
        cmocka_unit_test(test_keys_in_order),
        cmocka_unit_test(test_key_order_is_per_object),
        cmocka_unit_test(test_free_order),
        cmocka_unit_test(test_integer_bounds),
        cmocka_unit_test(test_reals),
        cmocka_unit_test(test_bad_text),
        cmocka_unit_test(test_misplaced),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_pretty),
        cmocka_unit_test(test_cap),
        cmocka_unit_test(test_round_trip),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
