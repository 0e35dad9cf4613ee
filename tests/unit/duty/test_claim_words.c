/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "duty/claim_words.h"

static void words_are_read_by_the_type_of_the_field(void **state)
{
    static const struct {
        const char *field, *words, *value;
    } cases[] = {
        { "summary.1.3.f", "Rien", "{\"fr\":\"Rien\"}" },
        { "summary.2.1.a", "yes", "true" },
        { "summary.2.1.a", "no", "false" },
        { "model.g.release", "2026-04-30", "\"2026-04-30\"" },
        { "model.p.size", "7e9", "\"7e9\"" },
        { "model.p.size", "7000", "\"7000\"" },
        { "summary.1.3.a", "text, image", "[\"text\",\"image\"]" },
        { "summary.2.3.e", "2025-01/ongoing", "{\"from\":\"2025-01\",\"to\":\"ongoing\"}" },
        { "fact.architecture", "LlamaForCausalLM", "\"LlamaForCausalLM\"" },
        { "summary.2.1.c", "[{\"name\":\"a\"}]", "[{\"name\":\"a\"}]" },
        { "summary.1.3.f", "null", "null" },
    };
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_error err = PX_ERROR_INIT;
        px_str value;

        assert_ok(px_claim_words_read(arena, px_str_of(cases[i].field), px_str_of(cases[i].words),
                                      PX_STR("fr"), &value, &err),
                  &err);
        assert_str(value, cases[i].value);
    }
}

static void what_has_no_words_is_refused(void **state)
{
    static const char *const cases[][2] = {
        { "summary.2.1.a", "maybe" },
        { "summary.2.1.c", "Common Crawl" },
        { "summary.1.3.b", "12" },
        { "fact.none", "x" },
    };
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_error err = PX_ERROR_INIT;
        px_str value;

        assert_int_equal(px_claim_words_read(arena, px_str_of(cases[i][0]), px_str_of(cases[i][1]),
                                             PX_STR("en"), &value, &err),
                         -PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&err, "field"), cases[i][0]);
    }
}

static void a_value_is_one_line(void **state)
{
    (void)state;
    assert_str(px_claim_words(arena, PX_STR("{\"en\":\"a\\nb\",\"fr\":\"c\"}"), PX_STR("en"), 80),
               "a b");
    assert_str(px_claim_words(arena, PX_STR("{\"en\":\"a\",\"fr\":\"c\"}"), PX_STR("fr"), 80), "c");
    assert_str(px_claim_words(arena, PX_STR("[1,2]"), PX_STR("fr"), 80), "[1,2]");
    assert_str(
        px_claim_words(arena, PX_STR("\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\""), PX_STR("en"), 7),
        "\xc3\xa9\xc3\xa9...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_by_the_type_of_the_field),
        cmocka_unit_test(what_has_no_words_is_refused),
        cmocka_unit_test(a_value_is_one_line),
    };

    return cmocka_run_group_tests(tests, make, end);
}
