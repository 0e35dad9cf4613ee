/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/url.h"

static int decode(const char *s, px_url_kind kind, px_str *ret)
{
    px_error err = PX_ERROR_INIT;

    return px_url_decode(arena, px_str_of(s), kind, ret, &err);
}

static void decodes_escapes(void **state)
{
    px_str text;

    (void)state;
    assert_int_equal(decode("a%20b%C3%A9%2B+", PX_URL_PATH, &text), 0);
    assert_str(text, "a b\xC3\xA9++");
    assert_int_equal(decode("a+b%2b", PX_URL_VALUE, &text), 0);
    assert_str(text, "a b+");
    assert_int_equal(decode("", PX_URL_VALUE, &text), 0);
    assert_int_equal(text.len, 0);
}

static void refuses_bad_escapes(void **state)
{
    static const char *const bad[] = { "%", "%4", "%zz", "a%4g", "100%", "%%41", "%-1", "% 1" };
    px_str text = PX_STR("untouched");

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(decode(bad[i], PX_URL_VALUE, &text), PX_ERR_MALFORMED);
    assert_str(text, "untouched");
}

static void refuses_what_is_not_utf8(void **state)
{
    static const char *const bad[] = { "%ff",   "\xff",         "%c3", "%c0%af", "%ed%a0%80",
                                       "a%80b", "%f4%90%80%80", "%00", "a%00b",  "%C3%28" };
    px_str text;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(decode(bad[i], PX_URL_PATH, &text), PX_ERR_MALFORMED);
}

static void control_characters_only_as_lines_of_a_value(void **state)
{
    static const char *const bad[] = { "%01", "%1b", "%7f", "%c2%80", "%c2%9f", "a%0db" };
    px_str text;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        assert_fails(decode(bad[i], PX_URL_PATH, &text), PX_ERR_MALFORMED);
        assert_fails(decode(bad[i], PX_URL_VALUE, &text), PX_ERR_MALFORMED);
    }
    assert_fails(decode("a%0ab", PX_URL_PATH, &text), PX_ERR_MALFORMED);
    assert_fails(decode("a%09b", PX_URL_NAME, &text), PX_ERR_MALFORMED);
    assert_int_equal(decode("a%0d%0ab%09%0ac", PX_URL_VALUE, &text), 0);
    assert_str(text, "a\nb\t\nc");
    assert_int_equal(decode("%c2%a0", PX_URL_PATH, &text), 0); /* no-break space is none */
}

static void encodes_all_but_unreserved(void **state)
{
    px_builder out = PX_BUILDER_INIT(100);

    (void)state;
    px_url_encode(&out, PX_STR("aZ09-._~ /?%&\xC3\xA9"));
    assert_string_equal(px_builder_cstr(&out), "aZ09-._~%20%2F%3F%25%26%C3%A9");
    px_builder_free(&out);
}

static int split(const char *s, px_url_path *ret)
{
    px_error err = PX_ERROR_INIT;

    return px_url_split(arena, px_str_of(s), ret, &err);
}

static void pairs_make_a_query(void **state)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(1024);

    (void)state;
    px_url_pair(&query, "empty", PX_STR(""));
    assert_str(px_builder_view(&query), "");
    px_url_pair(&query, "a", PX_STR("b&c=d"));
    px_url_pair(&query, "none", PX_STR_NONE);
    px_url_pair(&query, "e", PX_STR("\xc3\xa9"));
    assert_str(px_builder_view(&query), "?a=b%26c%3Dd&e=%C3%A9");
}

static void splits_paths(void **state)
{
    px_url_path path;

    (void)state;
    assert_int_equal(split("/", &path), 0);
    assert_int_equal(path.count, 0);
    assert_false(path.slash);
    assert_int_equal(split("/a/b%20c", &path), 0);
    assert_int_equal(path.count, 2);
    assert_str(path.segments[1], "b c");
    assert_int_equal(split("/a/", &path), 0);
    assert_int_equal(path.count, 1);
    assert_true(path.slash);
    assert_int_equal(split("/..a/.b/c..", &path), 0);
    assert_int_equal(path.count, 3);
}

static void refuses_doubtful_paths(void **state)
{
    static const char *const bad[] = {
        "",        "a",      "*",
        "//",      "//a",    "/a//b",
        "/a//",    "/.",     "/..",
        "/a/../b", "/%2e",   "/%2E%2e",
        "/a%2fb",  "/a%2Fb", "/a%5cb",
        "/a/%00",  "/%",     "/a/./b",
        "/\xff",   "/a\\b",  "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17"
    };
    px_url_path path;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(split(bad[i], &path), PX_ERR_MALFORMED);
    assert_int_equal(split("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", &path), 0);
    assert_int_equal(path.count, 16);
}

static void cuts_targets(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_str path, query;

    (void)state;
    assert_ok(px_url_target(PX_STR("/a?b=c?d"), &path, &query, &err), &err);
    assert_str(path, "/a");
    assert_str(query, "b=c?d");
    assert_ok(px_url_target(PX_STR("/a"), &path, &query, &err), &err);
    assert_null(query.ptr);
    assert_ok(px_url_target(PX_STR("HTTP://h:80/a?"), &path, &query, &err), &err);
    assert_str(path, "/a");
    assert_int_equal(query.len, 0);
    assert_fails(px_url_target(PX_STR("*"), &path, &query, &err), PX_ERR_MALFORMED);
    assert_fails(px_url_target(PX_STR("http://h"), &path, &query, &err), PX_ERR_MALFORMED);
    assert_fails(px_url_target(PX_STR("ftp://h/a"), &path, &query, &err), PX_ERR_MALFORMED);
    assert_fails(px_url_target(PX_STR(""), &path, &query, &err), PX_ERR_MALFORMED);
    assert_fails(px_url_target(PX_STR("?a"), &path, &query, &err), PX_ERR_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_escapes),
        cmocka_unit_test(refuses_bad_escapes),
        cmocka_unit_test(refuses_what_is_not_utf8),
        cmocka_unit_test(control_characters_only_as_lines_of_a_value),
        cmocka_unit_test(encodes_all_but_unreserved),
        cmocka_unit_test(pairs_make_a_query),
        cmocka_unit_test(splits_paths),
        cmocka_unit_test(refuses_doubtful_paths),
        cmocka_unit_test(cuts_targets),
    };

    return cmocka_run_group_tests(tests, make, end);
}
