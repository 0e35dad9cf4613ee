/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/message.h"
#include "unit/mo_file.h"

static const mo_pair french[] = {
    MO_HEADER("nplurals=2; plural=n>1;"),
    MO_PAIR("a value is not valid", "cette valeur ne convient pas"),
    MO_PAIR("cannot open the house '{path}': {reason}",
            "la maison \xC2\xAB {path} \xC2\xBB ne s'ouvre pas : {reason}"),
    MO_PAIR("no space is left", "il n'y a plus de place"),
    MO_PAIR("one comment\0{count} comments", "un commentaire\0{count} commentaires"),
};

static px_builder mo, out;
static px_language *language;

static int setup(void **state)
{
    (void)state;
    mo = PX_BUILDER_INIT(1 << 16);
    out = PX_BUILDER_INIT(1 << 16);
    mo_build(&mo, false, french, PX_COUNT(french));
    return px_language_parse("fr", "Français", px_builder_view(&mo), &language, NULL);
}

static int teardown(void **state)
{
    (void)state;
    px_language_free(language);
    px_builder_free(&mo);
    px_builder_free(&out);
    return 0;
}

static void test_translation(void **state)
{
    static const char one[] = "one comment", many[] = "{count} comments";
    const px_language *english = px_language_english();

    (void)state;
    assert_string_equal(px_tr(language, "no space is left"), "il n'y a plus de place");
    assert_string_equal(px_tr(language, "not translated"), "not translated");
    assert_string_equal(px_tr(english, "no space is left"), "no space is left");
    assert_string_equal(px_tr_plural(language, one, many, 0), "un commentaire");
    assert_string_equal(px_tr_plural(language, one, many, 1), "un commentaire");
    assert_string_equal(px_tr_plural(language, one, many, 2), "{count} commentaires");
    assert_string_equal(px_tr_plural(language, "one x", "{n} x", 1), "one x");
    assert_string_equal(px_tr_plural(language, "one x", "{n} x", 0), "{n} x");
    assert_string_equal(px_tr_plural(english, one, many, 0), many);
    assert_string_equal(px_tr_plural(english, one, many, 1), one);
    assert_string_equal(px_tr_plural(english, one, many, 2), many);
}

static void test_fill(void **state)
{
    static const px_arg args[] = {
        { "a", PX_STR_INIT("1") },
        { "long_name2", PX_STR_INIT("two") },
        { "tricky", PX_STR_INIT("{a} {{ }}") },
        { "empty", PX_STR_INIT("") },
        { "none", { NULL, 0 } },
    };
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "{a}", "1" },
        { "x{a}y{long_name2}z{a}", "x1ytwoz1" },
        { "{tricky}", "{a} {{ }}" }, /* values are not looked into */
        { "{empty}{none}.", "." },
        { "{unknown} stays", "{unknown} stays" },
        { "{{a}}", "{a}" },
        { "{{{a}}}", "{1}" },
        { "{{", "{" },
        { "}}", "}" },
        { "{", "{" },
        { "}", "}" },
        { "{}", "{}" },
        { "{a", "{a" },
        { "a}", "a}" },
        { "{A}", "{A}" },
        { "{ a }", "{ a }" },
        { "{a-b}", "{a-b}" },
        { "{x{a}", "{x1" },
        { "{{}}", "{}" },
        { "é{a}é", "é1é" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_builder_clear(&out);
        px_message_fill(&out, cases[i].text, args, PX_COUNT(args));
        assert_str(px_builder_view(&out), cases[i].expected);
    }
}

static void test_error_format(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    (void)px_fail(&err, PX_ERR_FULL, "cannot open the house '{path}': {reason}", "path", "{reason}",
                  "reason", "no space is left", NULL);
    px_builder_clear(&out);
    px_error_format(&out, language, &err);
    assert_str(px_builder_view(&out),
               "la maison \xC2\xAB {reason} \xC2\xBB ne s'ouvre pas : il n'y a plus de place");
    px_builder_clear(&out);
    px_error_format(&out, px_language_english(), &err);
    assert_str(px_builder_view(&out), "cannot open the house '{reason}': no space is left");
}

static void test_error_without_message(void **state)
{
    px_error err = { .code = PX_ERR_INVALID };

    (void)state;
    px_builder_clear(&out);
    px_error_format(&out, language, &err);
    assert_str(px_builder_view(&out), "cette valeur ne convient pas");
    px_builder_clear(&out);
    px_error_format(&out, px_language_english(), &PX_ERROR_INIT);
    assert_str(px_builder_view(&out), "all is well");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_translation),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_error_format),
        cmocka_unit_test(test_error_without_message),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
