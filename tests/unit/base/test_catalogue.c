/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/catalogue.h"
#include "unit/mo_file.h"

static const mo_pair polish[] = {
    MO_HEADER("nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
              ";"),
    MO_PAIR("code", "kodeks"),
    MO_PAIR("one code\0{n} codes", "jeden kodeks\0{n} kodeksy\0{n} kodeks\xC3\xB3w"),
    MO_PAIR("round", ""),
    MO_PAIR("z\xC3\xA9ro", "zero"),
};

static void check_polish(const px_catalogue *c)
{
    assert_string_equal(px_catalogue_find(c, "code"), "kodeks");
    assert_string_equal(px_catalogue_find(c, "z\xC3\xA9ro"), "zero");
    assert_string_equal(px_catalogue_find(c, "one code"), "jeden kodeks");
    assert_null(px_catalogue_find(c, "round")); /* not translated yet */
    assert_null(px_catalogue_find(c, "cod"));
    assert_null(px_catalogue_find(c, "codes"));
    assert_null(px_catalogue_find(c, "a"));
    assert_null(px_catalogue_find(c, "zz"));
    assert_null(px_catalogue_find(c, "")); /* the header is no translation */
    assert_string_equal(px_catalogue_find_plural(c, "one code", "{n} codes", 1), "jeden kodeks");
    assert_string_equal(px_catalogue_find_plural(c, "one code", "{n} codes", 3), "{n} kodeksy");
    assert_string_equal(px_catalogue_find_plural(c, "one code", "{n} codes", 0),
                        "{n} kodeks\xC3\xB3w");
    assert_null(px_catalogue_find_plural(c, "one code", "{n} others", 1));
    assert_null(px_catalogue_find_plural(c, "code", "codes", 1));
}

static void test_byte_orders(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);
        px_error err = PX_ERROR_INIT;
        px_catalogue c;

        mo_build(&mo, big, polish, PX_COUNT(polish));
        assert_ok(px_catalogue_parse(px_builder_view(&mo), &c, &err), &err);
        check_polish(&c);
        px_catalogue_free(&c);
    }
}

/* Where no rule is given, 1 has the first form and all others the second. */
static void test_no_rule(void **state)
{
    static const mo_pair pairs[] = {
        MO_PAIR("", "content-type: text/plain; charset=utf-8\r\nX: y"),
        MO_PAIR("a\0b", "A\0B"),
    };
    PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    px_catalogue c;

    (void)state;
    mo_build(&mo, false, pairs, PX_COUNT(pairs));
    assert_ok(px_catalogue_parse(px_builder_view(&mo), &c, &err), &err);
    assert_string_equal(px_catalogue_find_plural(&c, "a", "b", 0), "B");
    assert_string_equal(px_catalogue_find_plural(&c, "a", "b", 1), "A");
    px_catalogue_free(&c);
}

static void expect_refusal(px_str mo, const char *reason)
{
    px_catalogue c = { .count = 77 };
    px_error err = PX_ERROR_INIT;

    assert_fails(px_catalogue_parse(mo, &c, &err), PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "reason"), reason);
    assert_int_equal(c.count, 77);
}

/* One word of the file changed. Strings of polish[]: row i of the originals stands at 28 + 8 i. */
static void test_words(void **state)
{
    enum { N = PX_COUNT(polish) };
    static const struct {
        size_t at, value;
        const char *reason;
    } cases[] = {
        { 0, 0x950412DF, "it does not begin like a catalogue" },
        { 4, 0x00020000, "its format is of a newer revision" },
        { 8, 0xFFFFFFFF, "a table of strings leads outside of it" },
        { 8, 0x20000000, "a table of strings leads outside of it" },
        { 12, 0xFFFFFFFF, "a table of strings leads outside of it" },
        { 16, 0xFFFFFFF8, "a table of strings leads outside of it" },
        { 8, 0, "it has no header" },
        { 28 + 8, 0xFFFFFFFF, "a string leads outside of it" },
        { 28 + 12, 0xFFFFFFFF, "a string leads outside of it" },
        { 28 + 8, 3, "a string does not end" },
        { 28 + 8 * N + 8, 5, "a string does not end" },
    };

    (void)state;
    for (int big = 0; big < 2; big++)
        for (size_t i = 0; i < PX_COUNT(cases); i++) {
            PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);

            mo_build(&mo, big, polish, PX_COUNT(polish));
            mo_patch(&mo, big, cases[i].at, cases[i].value);
            expect_refusal(px_builder_view(&mo), cases[i].reason);
        }
}

/* Minor revisions and revision 1 read the same. */
static void test_revisions(void **state)
{
    static const size_t fine[] = { 0, 1, 0x00010000, 0x00010001 };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(fine); i++) {
        PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);
        px_error err = PX_ERROR_INIT;
        px_catalogue c;

        mo_build(&mo, true, polish, PX_COUNT(polish));
        mo_patch(&mo, true, 4, fine[i]);
        assert_ok(px_catalogue_parse(px_builder_view(&mo), &c, &err), &err);
        px_catalogue_free(&c);
    }
}

/* Cut anywhere, the file is refused; copied to the heap, so that a read beyond is found. */
static void test_cut(void **state)
{
    PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);

    (void)state;
    mo_build(&mo, false, polish, PX_COUNT(polish));
    for (size_t len = 0; len < mo.len; len++) {
        char *copy = px_alloc(len);
        px_error err = PX_ERROR_INIT;
        px_catalogue c;

        memcpy(copy, mo.ptr, len);
        assert_fails(px_catalogue_parse(px_str_n(copy, len), &c, &err), PX_ERR_MALFORMED);
        free(copy);
    }
}

#define FRENCH_HEADER MO_HEADER("nplurals=2; plural=n>1;")

static void test_contents(void **state)
{
    static const struct {
        mo_pair pairs[3];
        size_t n;
        const char *reason;
    } cases[] = {
        { { MO_PAIR("a", "b") }, 1, "it has no header" },
        { { MO_PAIR("", "") }, 1, "its header does not say that it is UTF-8" },
        { { MO_PAIR("", "Content-Type: text/plain; charset=ISO-8859-1\n") },
          1,
          "its header does not say that it is UTF-8" },
        { { MO_PAIR("", "Content-Type: text/plain; charset=CHARSET\n") },
          1,
          "its header does not say that it is UTF-8" },
        { { MO_PAIR("", "X-Content-Type: charset=UTF-8\n") },
          1,
          "its header does not say that it is UTF-8" },
        { { MO_HEADER("nplurals=2; plural=k;") },
          1,
          "the rule for plural forms does not follow its grammar" },
        { { FRENCH_HEADER, MO_PAIR("b", "x"), MO_PAIR("a", "y") },
          3,
          "its strings are not in order" },
        { { FRENCH_HEADER, MO_PAIR("a", "x"), MO_PAIR("a", "y") },
          3,
          "its strings are not in order" },
        { { FRENCH_HEADER, MO_PAIR("a\0b", "x\0y"), MO_PAIR("a\0c", "x\0y") },
          3,
          "its strings are not in order" },
        { { FRENCH_HEADER, MO_PAIR("a", "\xE9") }, 2, "a string is not UTF-8" },
        { { FRENCH_HEADER, MO_PAIR("a\xC3", "e") }, 2, "a string is not UTF-8" },
        { { FRENCH_HEADER, MO_PAIR("a", "x\0y") },
          2,
          "a message has not the number of forms that its header says" },
        { { FRENCH_HEADER, MO_PAIR("a\0b", "x") },
          2,
          "a message has not the number of forms that its header says" },
        { { FRENCH_HEADER, MO_PAIR("a\0b", "x\0y\0z") },
          2,
          "a message has not the number of forms that its header says" },
        { { FRENCH_HEADER, MO_PAIR("a\0b\0c", "x\0y") },
          2,
          "a message has not the number of forms that its header says" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(1 << 16);

        mo_build(&mo, i % 2, cases[i].pairs, cases[i].n);
        expect_refusal(px_builder_view(&mo), cases[i].reason);
    }
}

static void test_too_large(void **state)
{
    PX_AUTO_FREE char *zeros = px_alloc_zero(1, PX_CATALOGUE_MAX + 1);
    px_error err = PX_ERROR_INIT;
    px_catalogue c;

    (void)state;
    assert_fails(px_catalogue_parse(px_str_n(zeros, PX_CATALOGUE_MAX + 1), &c, &err),
                 PX_ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_byte_orders), cmocka_unit_test(test_no_rule),
        cmocka_unit_test(test_words),       cmocka_unit_test(test_revisions),
        cmocka_unit_test(test_cut),         cmocka_unit_test(test_contents),
        cmocka_unit_test(test_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
