/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "code/plain.h"

#include "base/banned.h"

static void test_lines(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        { "", "" },
        { "\xEF\xBB\xBFone\r\ntwo\rthree\n", "one\ntwo\nthree\n" },
        { "a\fb\tc", "a b\tc" },
        { "e\xCC\x81", "\xC3\xA9" },
        { "a\xC2\x85z", "a\xC2\x85z" },         /* U+0085 is folded later on */
        { "a\xEF\xBF\xBDz", "a\xEF\xBF\xBDz" }, /* U+FFFD stands for what was lost */
        { "\xF0\x9F\x9B\x88", "\xF0\x9F\x9B\x88" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_text_normal(&out, px_str_of(rows[i].in), &err), &err);
        assert_str(px_builder_view(&out), rows[i].out);
        assert_false(px_text_has_control(px_str_of(rows[i].out)));
    }
}

/* What XML cannot hold or must not hold is refused at the entrance, and its place is told. */
static void test_refused(void **state)
{
    static const char *const bad[] = {
        "\x01",     "\x0B",     "\x1F",     "\x7F",         "\xC2\x80",
        "\xC2\x84", "\xC2\x86", "\xC2\x9F", "\xEF\xBF\xBE", "\xEF\xBF\xBF",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
        px_str text = px_str_of(px_arena_format(arena, "first\n\xC3\xA9 %s end", bad[i]));
        px_error err = PX_ERROR_INIT;

        assert_true(px_text_has_control(text));
        assert_int_equal(px_text_normal(&out, text, &err), -PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "line"), "2");
        assert_string_equal(px_error_arg(&err, "column"), "3");
        assert_int_equal(out.len, 0);
    }
}

/* Nor does it come in by a character reference. */
static void test_referenced(void **state)
{
    static const char *const references[] = { "&#xFFFE;", "&#65535;", "&#x85;", "&#x1;" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(references); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
        px_error err = PX_ERROR_INIT;

        assert_ok(px_provision_plain(&out, PX_PROVISION_PARAGRAPH, px_str_of(references[i]), &err),
                  &err);
        assert_str(px_builder_view(&out), "\xEF\xBF\xBD");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_referenced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
