/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/derive.h"
#include "duty/fact.h"
#include "duty/official_form.h"
#include "unit/duty/duty_fixture.h"

static void what_follows_is_made_and_made_anew(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim fact, *all;
    const px_claim *size;
    size_t n;

    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.parameters", "8030261248", &fact);
    assert_str(duty_value(f, model, "model.p.size"), "8030261248");
    assert_ok(px_claim_current(f->reader, f->arena, &model, &all, &n, &f->err), &f->err);
    size = px_claim_of(all, n, PX_STR("model.p.size"));
    assert_int_equal(size->basis, PX_BASIS_DERIVED);
    assert_str(size->method, "parameters counted");
    assert_int_equal(size->n_inputs, 1);
    assert_true(px_str_eq(size->inputs[0], fact.id));
    assert_true(px_str_eq(size->act, fact.act));
    assert_str(size->author, "");
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.parameters", "\"8.0e9\"", NULL);
    assert_str(duty_value(f, model, "model.p.size"), "\"8.0e9\"");
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.parameters", "null", NULL);
    assert_str(duty_value(f, model, "model.p.size"), "");
}

static void it_holds_at_the_level_of_its_nearest_input(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim_subject version = duty_subject(&w, PX_LEVEL_VERSION);

    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.architecture", "\"LlamaForCausalLM\"",
                     NULL);
    assert_str(duty_value(f, version, "model.p.arch"),
               "{\"en\":\"LlamaForCausalLM\",\"fr\":\"LlamaForCausalLM\"}");
    (void)duty_claim(f, version, PX_BASIS_MEASURED, "fact.layers", "32", NULL);
    assert_int_equal(px_str_find(duty_value(f, version, "model.p.arch"),
                                 PX_STR("\"LlamaForCausalLM, 32 layers\"")),
                     6);
    assert_int_equal(px_str_find(duty_value(f, model, "model.p.arch"), PX_STR("32")),
                     duty_value(f, model, "model.p.arch").len);
    /* What the version inherits changes, and so does what follows there. */
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.architecture", "\"Other\"", NULL);
    assert_int_equal(
        px_str_find(duty_value(f, version, "model.p.arch"), PX_STR("\"Other, 32 layers\"")), 6);
}

static void what_is_declared_comes_before_what_follows(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.size", "7000", NULL);
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.parameters", "8000", NULL);
    assert_str(duty_value(f, model, "model.p.size"), "7000");
}

static void the_entry_itself_says_its_names(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);

    assert_str(duty_value(f, duty_subject(&w, PX_LEVEL_MODEL), "summary.1.2.a"),
               "[{\"name\":\"One\",\"version\":\"One-1.0\"}]");
    assert_str(duty_value(f, duty_subject(&w, PX_LEVEL_MODEL), "model.g.provider"),
               "{\"en\":\"Example Lab\",\"fr\":\"Example Lab\"}");
}

static const char sources[] =
    "[{\"bytes\":10,\"kind\":\"public-dataset\",\"modalities\":\"text\",\"name\":\"Books\"},"
    "{\"kind\":\"public-dataset\",\"modalities\":\"text,image\",\"name\":\"Pictures\","
    "\"licence\":\"CC-BY-4.0\"},"
    "{\"kind\":\"crawled\",\"modalities\":\"text\",\"name\":\"Our crawl\"},"
    "{\"kind\":\"private\",\"known\":\"public\",\"name\":\"Newspapers\"}]";

static void the_sources_of_a_corpus_answer_section_two(void **state)
{
    static const struct {
        const char *field, *value;
    } want[] = {
        { "summary.2.1.a", "true" },
        { "summary.2.1.b", "[\"text\",\"image\"]" },
        { "summary.2.1.d", "{\"en\":\"Pictures, text,image, CC-BY-4.0\",\"fr\":\"Pictures, "
                           "text,image, CC-BY-4.0\"}" },
        { "summary.2.2.1.a", "false" },
        { "summary.2.2.2.a", "true" },
        { "summary.2.2.2.c", "[{\"name\":\"Newspapers\"}]" },
        { "summary.2.3.a", "true" },
        { "summary.2.3.b", "[{\"name\":\"ExampleBot\"}]" },
        { "summary.2.3.e", "[{\"from\":\"2025-01\",\"name\":\"ExampleBot\",\"to\":\"2025-03\"}]" },
        { "summary.2.3.g", "[\"text\"]" },
        { "summary.2.4.a", "false" },
        { "summary.2.5.a", "false" },
        { "model.x.prov", "[\"web-crawling\",\"private-third-party\",\"public\"]" },
        { "summary.1.3.a", "[\"text\",\"image\"]" },
        { "summary.1.3.e", "{\"en\":\"English (90.5%), French\",\"fr\":\"anglais (90.5 %), "
                           "fran\xc3\xa7"
                           "ais\"}" },
    };
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.corpus.sources", sources, NULL);
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.corpus.large_sets",
                     "[{\"modality\":\"text\",\"name\":\"Books\"}]", NULL);
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.corpus.crawlers",
                     "[{\"from\":\"2025-01\",\"name\":\"ExampleBot\",\"to\":\"2025-03\"}]", NULL);
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.corpus.size",
                     "{\"image\":{\"unit\":\"images\",\"value\":3},\"text\":{\"unit\":\"tokens\","
                     "\"value\":\"9\"}}",
                     NULL);
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.corpus.languages",
                     "[{\"language\":\"eng-Latn\",\"share\":\"90.5\"},{\"language\":\"fr\"}]",
                     NULL);
    for (size_t i = 0; i < PX_COUNT(want); i++)
        assert_str(duty_value(f, model, want[i].field), want[i].value);
}

/* Where the kind of one source is not known, nobody can say that there is none of another. */
static void no_follows_only_where_all_is_known(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(
        f, model, PX_BASIS_MEASURED, "fact.corpus.sources",
        "[{\"kind\":\"crawled\",\"name\":\"a\"},{\"kind\":\"unknown\",\"name\":\"b\"}]", NULL);
    assert_str(duty_value(f, model, "summary.2.3.a"), "true");
    assert_str(duty_value(f, model, "summary.2.5.a"), "");
    assert_str(duty_value(f, model, "summary.2.4.a"), "");
}

static void the_provider_says_for_all_its_models(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject provider = duty_subject(&w, PX_LEVEL_PROVIDER);
    px_claim_subject version = duty_subject(&w, PX_LEVEL_VERSION);

    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "fact.provider.chapters",
                     "[\"transparency\",\"copyright\"]", NULL);
    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "fact.provider.outside_union", "false", NULL);
    assert_str(duty_value(f, version, "summary.3.1.a"), "true");
    assert_int_equal(px_str_find(duty_value(f, version, "summary.1.1.b"), PX_STR("not_applicable")),
                     2);
    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "fact.provider.chapters", "[\"safety\"]",
                     NULL);
    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "fact.provider.outside_union", "true", NULL);
    assert_str(duty_value(f, version, "summary.3.1.a"), "false");
    assert_str(duty_value(f, version, "summary.1.1.b"), "");
}

static void hours_of_accelerators_are_days(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.accelerator_hours", "\"1.46e6\"", NULL);
    assert_str(duty_value(f, model, "model.c.time.a"), "{\"hardware\":\"60830\"}");
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.training_days", "40", NULL);
    assert_str(duty_value(f, model, "model.c.time.a"),
               "{\"hardware\":\"60830\",\"wall_clock\":40}");
}

/* Every field and every input of the table is one that can be claimed. */
static void the_table_names_fields_that_there_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < derive_rule_count; i++) {
        const derive_rule *rule = &derive_rules[i];

        assert_non_null(px_official_field_by_name(px_str_of(rule->field)));
        for (size_t k = 0; k < DERIVE_INPUTS_MAX && rule->inputs[k]; k++)
            assert_true(px_claim_field_title(px_str_of(rule->inputs[k]), PX_STR("en")).len > 0);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(rule->field, derive_rules[j].field);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_follows_is_made_and_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(it_holds_at_the_level_of_its_nearest_input, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_declared_comes_before_what_follows, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(the_entry_itself_says_its_names, setup, teardown),
        cmocka_unit_test_setup_teardown(the_sources_of_a_corpus_answer_section_two, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(no_follows_only_where_all_is_known, setup, teardown),
        cmocka_unit_test_setup_teardown(the_provider_says_for_all_its_models, setup, teardown),
        cmocka_unit_test_setup_teardown(hours_of_accelerators_are_days, setup, teardown),
        cmocka_unit_test(the_table_names_fields_that_there_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
