/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/display.h"

static void test_width(void **state)
{
    static const struct {
        px_str text;
        size_t width;
    } cases[] = {
        { PX_STR_INIT(""), 0 },
        { PX_STR_INIT("abc"), 3 },
        { PX_STR_INIT("é"), 1 },
        { PX_STR_INIT("e\xCC\x81"), 1 },                 /* e and a combining acute */
        { PX_STR_INIT("日本"), 4 },                      /* wide */
        { PX_STR_INIT("한"), 2 },                        /* wide */
        { PX_STR_INIT("\xEF\xBD\xB1"), 1 },              /* half-width katakana */
        { PX_STR_INIT("\xF0\x9F\x98\x80"), 2 },          /* emoji */
        { PX_STR_INIT("a\xE2\x80\x8B\xE2\x80\x8D"), 1 }, /* zero-width space and joiner */
        { PX_STR_INIT("\xFF\xC3"), 2 },                  /* not UTF-8 */
        { PX_STR_INIT("Ελληνικά"), 8 },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        if (px_display_width(cases[i].text) != cases[i].width)
            print_error("%s\n", cases[i].text.ptr);
        assert_int_equal(px_display_width(cases[i].text), cases[i].width);
    }
}

#define BAD "\xEF\xBF\xBD"

static void test_text(void **state)
{
    static const struct {
        px_str text;
        const char *expected;
    } cases[] = {
        { PX_STR_INIT("plain é 日本 \xF0\x9F\x98\x80"), "plain é 日本 \xF0\x9F\x98\x80" },
        { PX_STR_INIT("\033[31mred\033]0;title\007"), BAD "[31mred" BAD "]0;title" BAD },
        { PX_STR_INIT("a\tb\r\nc"), "a b  c" },
        { PX_STR_INIT("\0\x08\x7F"), BAD BAD BAD },
        { PX_STR_INIT("\xC2\x9B"
                      "31m"),
          BAD "31m" },                                   /* CSI as one C1 control */
        { PX_STR_INIT("\xE2\x80\xAE.doc"), BAD ".doc" }, /* right-to-left override */
        { PX_STR_INIT("\xE2\x81\xA6x\xE2\x81\xA9"), BAD "x" BAD },
        { PX_STR_INIT("a\xE2\x80\xA8z"), "a" BAD "z" }, /* line separator */
        { PX_STR_INIT("\xFFz\xE2\x82"), BAD "z" BAD BAD },
        { PX_STR_INIT("\xE2\x80\xAF"), "\xE2\x80\xAF" }, /* narrow space */
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100);

        px_display_text(&out, cases[i].text);
        assert_str(px_builder_view(&out), cases[i].expected);
    }
}

static void test_cut(void **state)
{
    static const struct {
        const char *text;
        size_t width;
        const char *expected;
        size_t used;
    } cases[] = {
        { "abc", 3, "abc", 3 },
        { "abcd", 3, "ab…", 3 },
        { "abcd", 1, "…", 1 },
        { "abcd", 0, "", 0 },
        { "", 0, "", 0 },
        { "ééé", 2, "é…", 2 },
        { "日本語", 6, "日本語", 6 },
        { "日本語", 5, "日本…", 5 },
        { "日本語", 4, "日…", 3 }, /* half a character does not fit */
        { "日本語", 1, "…", 1 },
        { "ae\xCC\x81\xCC\xA3z", 2, "a…", 2 },
        { "ae\xCC\x81\xCC\xA3zz", 3, "ae\xCC\x81\xCC\xA3…", 3 }, /* marks stay with their letter */
        { "a\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7z", 3, "a…", 2 },    /* a flag is two code points */
        { "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC!", 3, "…", 1 }, /* joined */
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100);
        size_t used = px_display_cut(&out, px_str_of(cases[i].text), cases[i].width);

        assert_str(px_builder_view(&out), cases[i].expected);
        assert_int_equal(used, cases[i].used);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
