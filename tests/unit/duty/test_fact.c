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
        assert_true((field->type == PX_FIELD_SIZE) == (field->n_modalities > 0));
        for (size_t k = 0; k < field->n_columns; k++)
            assert_true(field->columns[k].label.en.len > 0 && field->columns[k].label.fr.len > 0);
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
        { "fact.parameters", "\"8.03e9\"", true },
        { "fact.parameters", "\"1.50e1\"", true },
        { "fact.parameters", "\"2.0\"", true },
        { "fact.parameters", "\"12.5\"", false },
        { "fact.parameters", "\"1e-1\"", false },
        { "fact.energy", "\"12.5\"", true },
        { "fact.architecture", "\"LlamaForCausalLM\"", true },
        { "fact.architecture", "\"\"", false },
        { "fact.architecture", "\"a\\nb\"", false },
        { "fact.architecture", "{\"en\":\"x\"}", false },
        { "fact.provider.size", "[\"sme\"]", true },
        { "fact.provider.size", "[\"huge\"]", false },
        { "fact.provider.size", "[\"sme\",\"large\"]", false },
        { "fact.provider.chapters", "[\"copyright\",\"safety\"]", true },
        { "fact.corpus.size", "{\"text\":{\"value\":1,\"unit\":\"tokens\"}}", true },
        { "fact.corpus.size", "{\"smell\":{\"value\":1,\"unit\":\"tokens\"}}", false },
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

static void what_follows_is_known(void **state)
{
    px_str fields[4];

    (void)state;
    assert_int_equal(px_claim_field_leads(PX_STR("fact.base_models"), fields, 4), 2);
    assert_true(px_str_is(fields[0], "summary.1.2.b") && px_str_is(fields[1], "model.g.deps"));
    assert_int_equal(px_claim_field_leads(PX_STR("fact.base_models"), fields, 1), 1);
    assert_int_equal(px_claim_field_leads(PX_STR("fact.hidden_size"), fields, 4), 1);
    assert_int_equal(px_claim_field_leads(PX_STR("fact.none"), fields, 4), 0);
    assert_true(px_claim_field_is_name(px_claim_field_by_name(PX_STR("fact.licence"))));
    assert_false(px_claim_field_is_name(px_claim_field_by_name(PX_STR("fact.compute_method"))));
    assert_false(px_claim_field_is_name(px_claim_field_by_name(PX_STR("model.p.size"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_has_words_and_a_type),
        cmocka_unit_test(values_are_held_against_their_fields),
        cmocka_unit_test(what_follows_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
