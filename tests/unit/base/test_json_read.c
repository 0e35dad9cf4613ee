/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "base/json_read.h"

static json_t *parse(const char *text)
{
    px_error err = PX_ERROR_INIT;
    json_t *value = NULL;

    assert_ok(px_json_parse(px_str_of(text), "the test", 1 << 20, &value, &err), &err);
    assert_non_null(value);
    return value;
}

static void test_accepted(void **state)
{
    static const char *const fine[] = {
        "{}",
        "[]",
        "null",
        "0",
        "-0",
        "\"\"",
        " [1, 2.5e3, true, \"\\u00e9\\ud83d\\ude00\"] \r\n",
        "{\"a\":1,\"A\":2}",
        "9223372036854775807",
        "-9223372036854775808",
        "\"]]]]]{{{{\"",
        "[\"\\\\\",\"\\\"\"]",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(fine); i++)
        json_decref(parse(fine[i]));
}

static void test_refused(void **state)
{
    static const struct {
        px_str text;
        const char *line, *column, *reason; /* line NULL: the place is jansson's affair */
    } cases[] = {
        { PX_STR_INIT(""), NULL, NULL, "the text ends too early" },
        { PX_STR_INIT("  \n "), NULL, NULL, "the text ends too early" },
        { PX_STR_INIT("{"), "1", "1", "the text ends too early" },
        { PX_STR_INIT("[1,\n2"), "2", "1", "the text ends too early" },
        { PX_STR_INIT("\"abc"), "1", "4", "the text ends too early" },
        { PX_STR_INIT("{\n\"a\":1,\n \"a\":2}"), "3", "4", "a key is repeated" },
        { PX_STR_INIT("{} x"), "1", "4", "something stands behind the value" },
        { PX_STR_INIT("[1] [2]"), "1", "5", "something stands behind the value" },
        { PX_STR_INIT("[1,]"), "1", "4", "something else was expected here" },
        { PX_STR_INIT("{\"a\":1,}"), "1", "8", "something else was expected here" },
        { PX_STR_INIT("{a:1}"), "1", "2", "something else was expected here" },
        { PX_STR_INIT("{'a':1}"), "1", "2", "something else was expected here" },
        { PX_STR_INIT("{\"a\" 1}"), "1", "6", "something else was expected here" },
        { PX_STR_INIT("[01]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[+1]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[.5]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[1.]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[NaN]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[tru]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[1] // no"), NULL, NULL, "something stands behind the value" },
        { PX_STR_INIT("[\"\t\"]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[\"\\x\"]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[\"\\ud800\"]"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("\xEF\xBB\xBF{}"), NULL, NULL, "something else was expected here" },
        { PX_STR_INIT("[9223372036854775808]"), "1", "20", "a number is too large" },
        { PX_STR_INIT("[-9223372036854775809]"), NULL, NULL, "a number is too large" },
        { PX_STR_INIT("[1e400]"), NULL, NULL, "a number is too large" },
        { PX_STR_INIT("[\"a\\u0000b\"]"), NULL, NULL, "a text contains the character NUL" },
        { PX_STR_INIT("{\"a\\u0000\":1}"), NULL, NULL, "a text contains the character NUL" },
        { PX_STR_INIT("[1]\0"), "1", "4", "a byte is not UTF-8 text" },
        { PX_STR_INIT("[\"\xC3\xA9\xC3\xA9\xFF\"]"), "1", "5", "a byte is not UTF-8 text" },
        { PX_STR_INIT("[\n\"\xC0\x80\"]"), "2", "2", "a byte is not UTF-8 text" },
        { PX_STR_INIT("[\"\xED\xA0\x80\"]"), "1", "3", "a byte is not UTF-8 text" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_error err = PX_ERROR_INIT;
        json_t *value = NULL;

        if (px_json_parse(cases[i].text, "x.json", 1 << 20, &value, &err) != -(int)PX_ERR_MALFORMED)
            print_error("accepted: %s\n", cases[i].text.ptr);
        assert_int_equal(err.code, PX_ERR_MALFORMED);
        assert_null(value);
        assert_string_equal(px_error_arg(&err, "reason"), cases[i].reason);
        assert_string_equal(px_error_arg(&err, "source"), "x.json");
        if (cases[i].line) {
            assert_string_equal(px_error_arg(&err, "line"), cases[i].line);
            assert_string_equal(px_error_arg(&err, "column"), cases[i].column);
        }
    }
}

static void test_size(void **state)
{
    px_error err = PX_ERROR_INIT;
    json_t *value = NULL;

    (void)state;
    assert_ok(px_json_parse(PX_STR("[1,2]"), "x", 5, &value, &err), &err);
    json_decref(value);
    value = NULL;
    assert_fails(px_json_parse(PX_STR("[1,2]"), "x", 4, &value, &err), PX_ERR_TOO_LARGE);
    assert_null(value);
    assert_fails(px_json_parse(PX_STR_NONE, "x", 4, &value, &err), PX_ERR_MALFORMED);
}

/* `n` times open, then `n` times close. */
static int parse_nested(const char *open, const char *close, size_t n, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 22);
    PX_AUTO_JSON json_t *value = NULL;

    for (size_t i = 0; i < n; i++)
        px_builder_add(&text, open);
    px_builder_add(&text, "0");
    for (size_t i = 0; i < n; i++)
        px_builder_add(&text, close);
    return px_json_parse(px_builder_view(&text), "x", 1 << 22, &value, err);
}

static void test_depth(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(parse_nested("[", "]", 64, &err), &err);
    assert_ok(parse_nested("{\"[\":", "}", 64, &err), &err);
    assert_ok(parse_nested("[\"\\\"[[[\",", "]", 64, &err), &err);
    assert_fails(parse_nested("[", "]", 65, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), "the nesting is too deep");
    assert_string_equal(px_error_arg(&err, "column"), "65");
    assert_fails(parse_nested("{\"a\":", "}", 65, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), "the nesting is too deep");
    assert_fails(parse_nested("[", "]", 1000000, &err), PX_ERR_MALFORMED);
    assert_ok(parse_nested("[[],", "]", 63, &err), &err); /* width is no depth */
}

static void test_getters(void **state)
{
    PX_AUTO_JSON json_t *object = parse("{\"text\":\"\xC3\xA9\",\"n\":7,\"yes\":true,\"no\":false,"
                                        "\"list\":[1],\"object\":{},\"null\":null,\"real\":1.0}");
    px_error err = PX_ERROR_INIT;
    long long number;
    px_str text;
    bool flag;
    json_t *value;

    (void)state;
    assert_ok(px_json_get_str(object, "text", &text, &err), &err);
    assert_str(text, "\xC3\xA9");
    assert_ok(px_json_get_int(object, "n", 7, 7, &number, &err), &err);
    assert_int_equal(number, 7);
    assert_ok(px_json_get_bool(object, "yes", &flag, &err), &err);
    assert_true(flag);
    assert_ok(px_json_get_bool(object, "no", &flag, &err), &err);
    assert_false(flag);
    assert_ok(px_json_get_array(object, "list", &value, &err), &err);
    assert_int_equal(json_array_size(value), 1);
    assert_ok(px_json_get_object(object, "object", &value, &err), &err);
    assert_int_equal(json_object_size(value), 0);
}

static void test_getters_refuse(void **state)
{
    PX_AUTO_JSON json_t *object = parse("{\"text\":\"a\",\"n\":7,\"null\":null,\"real\":1.0}");
    px_error err = PX_ERROR_INIT;
    long long number = -1;
    px_str text = PX_STR("before");
    bool flag = true;
    json_t *value = object;

    (void)state;
    assert_fails(px_json_get_str(object, "gone", &text, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "key"), "gone");
    assert_string_equal(err.message, "'{key}' is missing");
    assert_fails(px_json_get_str(object, "n", &text, &err), PX_ERR_INVALID);
    assert_string_equal(err.message, "'{key}' has to be a text");
    assert_fails(px_json_get_str(object, "null", &text, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_str(NULL, "text", &text, &err), PX_ERR_INVALID);
    assert_str(text, "before");
    assert_fails(px_json_get_int(object, "n", 8, 9, &number, &err), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "min"), "8");
    assert_string_equal(px_error_arg(&err, "max"), "9");
    assert_fails(px_json_get_int(object, "n", 0, 6, &number, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_int(object, "real", 0, 6, &number, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_int(object, "text", 0, 6, &number, &err), PX_ERR_INVALID);
    assert_int_equal(number, -1);
    assert_fails(px_json_get_bool(object, "n", &flag, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_bool(object, "null", &flag, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_array(object, "text", &value, &err), PX_ERR_INVALID);
    assert_fails(px_json_get_object(object, "text", &value, &err), PX_ERR_INVALID);
    assert_ptr_equal(value, object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_size),     cmocka_unit_test(test_depth),
        cmocka_unit_test(test_getters),  cmocka_unit_test(test_getters_refuse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
