/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/json_read.h"
#include "duty/fact.h"

static int check(const char *field, const char *value)
{
    PX_AUTO_JSON json_t *json = NULL;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_json_parse(px_str_of(value), "test", 4096, &json, &err), &err);
    return px_claim_value_check(px_str_of(field), json, &err);
}

static void every_fact_has_words_and_a_type(void **state)
{
    size_t n;
    const px_fact *all = px_fact_all(&n);

    (void)state;
    assert_true(n > 30);
    for (size_t i = 0; i < n; i++) {
        const px_official_field *field = &all[i].field;

        assert_true(field->label.en.len > 0 && field->label.fr.len > 0);
        assert_true((field->type == PX_FIELD_LIST) == (field->n_columns > 0));
        assert_true((field->type == PX_FIELD_CHOICES) == (field->n_options > 0));
        assert_ptr_equal(px_fact_by_name(field->name), &all[i]);
    }
    assert_null(px_fact_by_name(PX_STR("fact.none")));
}

static void values_are_held_against_their_fields(void **state)
{
    static const struct {
        const char *field, *value;
        bool good;
    } cases[] = {
        { "fact.parameters", "12", true },
        { "fact.parameters", "\"2.3e25\"", true },
        { "fact.parameters", "\"many\"", false },
        { "fact.architecture", "\"LlamaForCausalLM\"", true },
        { "fact.architecture", "\"\"", false },
        { "fact.architecture", "\"a\\nb\"", false },
        { "fact.architecture", "{\"en\":\"x\"}", false },
        { "fact.provider.size", "[\"sme\"]", true },
        { "fact.provider.size", "[\"huge\"]", false },
        { "fact.provider.outside_union", "true", true },
        { "fact.provider.outside_union", "\"yes\"", false },
        { "fact.base_models", "[{\"name\":\"B\",\"compute\":\"1e23\"}]", true },
        { "fact.base_models", "[{\"provider\":\"B\"}]", false },
        { "fact.knowledge_cutoff", "\"2023-12\"", true },
        { "fact.knowledge_cutoff", "\"2023-13\"", false },
        { "fact.parameters", "null", true },
        { "fact.none", "null", false },
        { "model.p.size", "12", true },
        { "model.p.size", "true", false },
        { "summary.0.b", "\"2026-05-01\"", false }, /* of the document */
        { "summary.9", "1", false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        assert_int_equal(check(cases[i].field, cases[i].value) >= 0, cases[i].good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_has_words_and_a_type),
        cmocka_unit_test(values_are_held_against_their_fields),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
