/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/arena.h"
#include "base/builder.h"

static void test_split(void **state)
{
    px_str rest = PX_STR("a,,b"), part;

    (void)state;
    assert_true(px_str_split(&rest, ',', &part));
    assert_str(part, "a");
    assert_true(px_str_split(&rest, ',', &part));
    assert_str(part, "");
    assert_true(px_str_split(&rest, ',', &part));
    assert_str(part, "b");
    assert_false(px_str_split(&rest, ',', &part));
}

static void test_line(void **state)
{
    px_str rest = PX_STR("one\r\ntwo\n\nfour"), line;

    (void)state;
    assert_true(px_str_line(&rest, &line));
    assert_str(line, "one");
    assert_true(px_str_line(&rest, &line));
    assert_str(line, "two");
    assert_true(px_str_line(&rest, &line));
    assert_str(line, "");
    assert_true(px_str_line(&rest, &line));
    assert_str(line, "four");
    assert_false(px_str_line(&rest, &line));
}

static void test_utf8(void **state)
{
    static const struct {
        const char *text;
        size_t len, bad;
    } wrong[] = {
        { "a\x80", 2, 1 },
        { "\xC0\x80", 2, 0 },
        { "\xE0\x80\x80", 3, 0 },
        { "\xED\xA0\x80", 3, 0 },
        { "\xF4\x90\x80\x80", 4, 0 },
        { "\xF8\x88\x80\x80\x80", 5, 0 },
        { "ok\xC3", 3, 2 },
        { "nul\0", 4, 3 },
    };
    size_t bad, n;

    (void)state;
    assert_true(px_utf8_valid(PX_STR("Pro\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"), &bad));
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        assert_false(px_utf8_valid(px_str_n(wrong[i].text, wrong[i].len), &bad));
        assert_int_equal(bad, wrong[i].bad);
    }
    assert_int_equal(px_utf8_count(PX_STR("\xC3\xA9\xE2\x82\xAC!")), 3);
    assert_int_equal(px_utf8_decode(PX_STR("\xE2\x82\xAC"), &n), 0x20AC);
    assert_int_equal(n, 3);
}

static void test_utf8_head(void **state)
{
    px_str s = PX_STR("a\xC3\xA9\xE2\x82\xAC");

    (void)state;
    assert_str(px_utf8_head(s, 0), "");
    assert_str(px_utf8_head(s, 1), "a");
    assert_str(px_utf8_head(s, 2), "a");
    assert_str(px_utf8_head(s, 3), "a\xC3\xA9");
    assert_str(px_utf8_head(s, 5), "a\xC3\xA9");
    assert_str(px_utf8_head(s, 6), "a\xC3\xA9\xE2\x82\xAC");
    assert_str(px_utf8_head(s, 7), "a\xC3\xA9\xE2\x82\xAC");
    assert_str(px_utf8_head(PX_STR("\x80\x80"), 1), "");
}

static void test_control(void **state)
{
    (void)state;
    assert_false(px_str_has_control(PX_STR("")));
    assert_false(px_str_has_control(PX_STR(" ~\xC3\xA9")));
    assert_true(px_str_has_control(PX_STR("a\nb")));
    assert_true(px_str_has_control(PX_STR("a\x7F")));
    assert_true(px_str_has_control(PX_STR("\x1F")));
}

static void test_builder_cap(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(5);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_str(px_builder_view(&b), "");
    px_builder_add(&b, "12345");
    assert_ok(px_builder_check(&b, &err), &err);
    px_builder_char(&b, '6');
    assert_fails(px_builder_check(&b, &err), PX_ERR_TOO_LARGE);
    assert_str(px_builder_view(&b), "12345");
    px_builder_clear(&b);
    px_builder_int(&b, -42);
    assert_str(px_builder_view(&b), "-42");
}

static void test_builder_int_extremes(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(100);

    (void)state;
    px_builder_int(&b, INT64_MIN);
    px_builder_char(&b, ' ');
    px_builder_int(&b, INT64_MAX);
    assert_str(px_builder_view(&b), "-9223372036854775808 9223372036854775807");
}

static void test_builder_html(void **state)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(200);

    (void)state;
    px_builder_html(&b, PX_STR("a<b>&\"'c"));
    px_builder_utf8(&b, 0x1F600);
    px_builder_hex(&b, "\x00\xff", 2);
    assert_str(px_builder_view(&b), "a&lt;b&gt;&amp;&quot;&#39;c\xF0\x9F\x98\x80"
                                    "00ff");
}

static void test_error_arguments(void **state)
{
    px_error err = PX_ERROR_INIT;
    char longer[2000];

    (void)state;
    memset(longer, 'x', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    assert_fails(px_fail(&err, PX_ERR_INVALID, "{a} {b}", "a", "1", "b", longer, NULL),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "a"), "1");
    assert_true(strlen(px_error_arg(&err, "b")) < sizeof(err.text));
    assert_true(px_str_ends(px_str_of(px_error_arg(&err, "b")), PX_STR("...")));
    assert_null(px_error_arg(&err, "c"));
    px_error_add(&err, "c", "no room any more");
    assert_string_equal(px_error_arg(&err, "c"), "");
}

static void test_arena(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    char *big = px_arena_alloc(arena, 3 << 20);

    (void)state;
    memset(big, 1, 3 << 20);
    for (int i = 0; i < 10000; i++) {
        char *p = px_arena_format(arena, "%d", i);

        assert_true(((uintptr_t)p & 15) == 0);
    }
    assert_string_equal(px_arena_cstr(arena, PX_STR("abc")), "abc");
    px_arena_reset(arena);
    assert_int_equal(px_arena_used(arena), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_utf8_head),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_builder_cap),
        cmocka_unit_test(test_builder_html),
        cmocka_unit_test(test_builder_int_extremes),
        cmocka_unit_test(test_error_arguments),
        cmocka_unit_test(test_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
