/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/json_read.h"
#include "duty/value_words.h"

typedef void words_writer(px_builder *out, const px_language *language, px_str text);

static void expect(words_writer *write, const char *tag, const char *text, const char *words)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);

    write(&out, px_language_find(px_str_of(tag)), px_str_of(text));
    assert_str(px_builder_view(&out), words);
}

static void numbers_are_grouped_by_language(void **state)
{
    (void)state;
    expect(px_value_words_number, "en", "15600000000000", "15,600,000,000,000");
    expect(px_value_words_number, "fr", "15629", "15\u202f629");
    expect(px_value_words_number, "en", "2.3e+25", "2.3 × 10^25");
    expect(px_value_words_number, "fr", "2.3e25", "2,3 × 10^25");
    expect(px_value_words_number, "en", "0.0000542", "0.0000542");
    expect(px_value_words_number, "en", "1E9", "1 × 10^9");
}

static void days_and_months_are_told_in_words(void **state)
{
    (void)state;
    expect(px_value_words_date, "en", "2026-05-31", "31 May 2026");
    expect(px_value_words_date, "fr", "2026-05-01", "1er\u00a0mai 2026");
    expect(px_value_words_date, "en", "2026-02-30", "2026-02-30");
    expect(px_value_words_date, "en", "soon", "soon");
    expect(px_value_words_date, "en", "", "");
    expect(px_value_words_month, "en", "2026-05", "05/2026");
    expect(px_value_words_month, "en", "May", "May");
}

static void periods_may_be_ongoing(void **state)
{
    PX_AUTO_JSON json_t *period = NULL;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_json_parse(PX_STR("{\"from\":\"2025-01\",\"to\":\"ongoing\"}"), "test", 4096,
                            &period, &err),
              &err);
    px_value_words_period(&out, px_language_find(PX_STR("en")), period);
    assert_str(px_builder_view(&out), "01/2025 – ongoing");
}

static void units_are_told_in_the_language(void **state)
{
    const px_language *english = px_language_find(PX_STR("en"));

    (void)state;
    assert_str(px_value_words_unit(english, PX_STR("tokens")), "tokens");
    assert_str(px_value_words_unit(english, PX_STR("percent")), "%");
    assert_str(px_value_words_unit(english, PX_STR("FLOP")), "FLOP");
    assert_str(px_value_words_unit(px_language_find(PX_STR("fr")), PX_STR("hours")), "heures");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_grouped_by_language),
        cmocka_unit_test(days_and_months_are_told_in_words),
        cmocka_unit_test(periods_may_be_ongoing),
        cmocka_unit_test(units_are_told_in_the_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
