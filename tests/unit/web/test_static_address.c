/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "web/static/static_address.h"

static void reads_addresses(void **state)
{
    static const struct {
        const char *address;
        px_static_kind kind;
        const char *target, *fragment;
    } cases[] = {
        { "/en/", PX_STATIC_INSIDE, "/en/", "" },
        { "/en/codes/x#a1", PX_STATIC_INSIDE, "/en/codes/x", "a1" },
        { "/en/x?b=2&a=1#c", PX_STATIC_INSIDE, "/en/x?a=1&b=2", "c" },
        { "/en/x?a=&b=2&", PX_STATIC_INSIDE, "/en/x?b=2", "" },
        { "/en/x?", PX_STATIC_INSIDE, "/en/x", "" },
        { "/en/x?v=1", PX_STATIC_INSIDE, "/en/x?v=1", "" },
        { "/assets/praxis.css?v=0123", PX_STATIC_INSIDE, "/assets/praxis.css", "" },
        { "#main", PX_STATIC_HERE, "", "main" },
        { "", PX_STATIC_HERE, "", "" },
        { "https://example.org/a?b#c", PX_STATIC_OUTSIDE, "", "c" },
        { "//example.org/", PX_STATIC_OUTSIDE, "", "" },
        { "mailto:a@example.org", PX_STATIC_OUTSIDE, "", "" },
        { "next.html", PX_STATIC_OUTSIDE, "", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_str target, fragment;

        assert_int_equal(px_static_read(arena, px_str_of(cases[i].address), &target, &fragment),
                         cases[i].kind);
        assert_str(target, cases[i].target);
        assert_str(fragment, cases[i].fragment);
    }
}

static void counts_fields(void **state)
{
    (void)state;
    assert_int_equal(px_static_fields(PX_STR("/a")), 0);
    assert_int_equal(px_static_fields(PX_STR("/a?b=1")), 1);
    assert_int_equal(px_static_fields(PX_STR("/a?b=1&c=2&d")), 3);
    assert_str(px_static_path(PX_STR("/a?b=1")), "/a");
    assert_str(px_static_path(PX_STR("/a")), "/a");
}

#define HTML "text/html; charset=utf-8"

static void names_files(void **state)
{
    static const struct {
        const char *target, *type, *name, *file;
    } cases[] = {
        { "/", HTML, "", "index.html" },
        { "/en/", HTML, "", "en/index.html" },
        { "/en/codes/x/1.2", HTML, "", "en/codes/x/1.2/index.html" },
        { "/en/x?only=changes&view=side", HTML, "", "en/x/index.only-changes.view-side.html" },
        { "/en.json", "application/json", "", "en.json" },
        { "/en/x.json?a=1", "application/json", "", "en/x.a-1.json" },
        { "/en/log/proof", "text/plain; charset=utf-8", "", "en/log/proof" },
        { "/en/feed", "application/atom+xml", "", "en/feed.atom" },
        { "/en/feed.atom", "application/atom+xml", "", "en/feed.atom" },
        { "/en/days", "text/calendar; charset=utf-8", "", "en/days.ics" },
        { "/c/1/source/en", "text/markdown", "c-1.en.md", "c/1/source/en/c-1.en.md" },
        { "/c/1/export/html/en", HTML, "c-1.html", "c/1/export/html/en/c-1.html" },
        { "/c/name", "text/plain", "../../etc/passwd", "c/name/passwd" },
        { "/en/a%20b", HTML, "", "en/a~20b/index.html" },
        { "/en/a~b", HTML, "", "en/a~7eb/index.html" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        assert_str(px_static_file(arena, px_str_of(cases[i].target), cases[i].type,
                                  px_str_of(cases[i].name)),
                   cases[i].file);
}

static void no_two_queries_share_a_file(void **state)
{
    static const char *const queries[] = {
        "a=b&c=d", "a=b.c-d", "a=b-c=d", "a-b=c", "a=b-c",       "a&b",    "a=b",
        "a=B",     "a=b%26",  "a=b&",    "a=b/c", "a=b%2Fc=%2e", "a=bc&d",
    };
    char longs[2][400];
    px_str files[PX_COUNT(queries) + 2];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(queries); i++) {
        char target[64];

        (void)snprintf(target, sizeof(target), "/en/x?%s", queries[i]);
        files[n++] = px_static_file(arena, px_str_of(target), HTML, PX_STR(""));
    }
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(longs[i], sizeof(longs[i]), "/en/x?a=%0*d", 300, (int)i);
        files[n++] = px_static_file(arena, px_str_of(longs[i]), HTML, PX_STR(""));
        assert_true(files[n - 1].len < 200);
    }
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(px_str_find(px_str_sub(files[i], 5, files[i].len), PX_STR("/")),
                         files[i].len - 5);
        for (size_t k = 0; k < i; k++)
            assert_false(px_str_eq(files[i], files[k]));
    }
}

static void files_name_each_other(void **state)
{
    static const struct {
        const char *from, *to, *how;
    } cases[] = {
        { "en/index.html", "en/index.html", "index.html" },
        { "en/index.html", "fr/index.html", "../fr/index.html" },
        { "en/a/b/index.html", "en/a/index.html", "../index.html" },
        { "en/a/index.html", "en/ab/index.html", "../ab/index.html" },
        { "index.html", "en/index.html", "en/index.html" },
        { "en/a/index.html", "en.json", "../../en.json" },
        { "en/a.json", "en/a/index.html", "a/index.html" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

        px_static_relative(&out, px_str_of(cases[i].from), px_str_of(cases[i].to));
        assert_str(px_builder_view(&out), cases[i].how);
    }
}

static void absolute_addresses(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

    (void)state;
    px_static_absolute(&out, PX_STR("https://x.eu/copy//"), PX_STR("en/a/index.html"));
    px_static_absolute(&out, PX_STR(" https://x.eu"), PX_STR("en.json"));
    px_static_absolute(&out, PX_STR(" https://x.eu"), PX_STR("index.html"));
    assert_str(px_builder_view(&out), "https://x.eu/copy/en/a/ https://x.eu/en.json https://x.eu/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses),       cmocka_unit_test(counts_fields),
        cmocka_unit_test(names_files),           cmocka_unit_test(no_two_queries_share_a_file),
        cmocka_unit_test(files_name_each_other), cmocka_unit_test(absolute_addresses),
    };

    return cmocka_run_group_tests(tests, make, end);
}
