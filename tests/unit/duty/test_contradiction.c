/* SPDX-License-Identifier: EUPL-1.2 */
/* Each rule, where it fires and where it does not. */
#include "duty/contradiction_priv.h"
#include "duty/fact.h"
#include "unit/duty/duty_fixture.h"

enum { MORE = 3 };

/* The values of a rule's fields (of b the same, where it has none), twice: those that contradict
 * each other, and those that do not. `more`: other claims, field and value. */
static const struct rule_case {
    const char *rule, *bad_a, *bad_b, *good_a, *good_b;
    const char *more[2 * MORE];
} cases[] = {
    { "union-before-release", "\"2026-05-01\"", "\"2026-05-02\"", "\"2026-05-02\"",
      "\"2026-05-02\"" },
    { "union-dates-differ", "\"2026-05-01\"", "\"2026-05-02\"", "\"2026-05-01\"",
      "\"2026-05-01\"" },
    { "release-before-acquisition", "\"2026-04-30\"", "\"2026-05\"", "\"2026-05-01\"",
      "\"2026-05\"" },
    { "acquisition-before-corpus", "\"2026-01\"", "\"2026-02\"", "\"2026-02\"", "\"2026-02\"" },
    { "cutoff-after-acquisition", "\"2026-02\"", "{\"month\":\"2026-01\"}", "\"2026-01\"",
      "{\"month\":\"2026-01\"}" },
    { "training-before-acquisition", "[{\"name\":\"a\",\"to\":\"2026-01\"}]", "\"2026-02\"",
      "[{\"name\":\"a\",\"to\":\"2026-01\"},{\"name\":\"b\",\"to\":\"2026-02\"}]", "\"2026-02\"" },
    { "crawl-after-acquisition", "{\"from\":\"2025-01\",\"to\":\"2026-03\"}", "\"2026-02\"",
      "{\"from\":\"2025-01\",\"to\":\"2026-02\"}", "\"2026-02\"" },
    { "crawl-outside-period", "{\"from\":\"2025-02\",\"to\":\"2025-06\"}",
      "[{\"name\":\"x\",\"from\":\"2025-01\",\"to\":\"2025-03\"}]",
      "{\"from\":\"2025-01\",\"to\":\"ongoing\"}",
      "[{\"name\":\"x\",\"from\":\"2025-01\",\"to\":\"2025-03\"}]" },
    { "corpus-after-release", "\"2026-06\"", "\"2026-05-31\"", "\"2026-05\"", "\"2026-05-31\"" },
    { "modalities-differ", "[\"text\"]", "[\"text\",\"image\"]", "[\"image\",\"text\"]",
      "[\"text\",\"image\"]" },
    { "size-of-other-modality", "{\"image\":{\"range\":\"low\"}}", "[\"text\"]",
      "{\"text\":{\"range\":\"low\"}}", "[\"text\"]" },
    { "modality-without-size", "[\"text\",\"image\"]", "{\"text\":{\"range\":\"low\"}}",
      "[\"text\"]", "{\"text\":{\"range\":\"low\"}}" },
    { "content-of-other-modality", "{\"audio\":{\"en\":\"songs\"}}", "[\"text\"]",
      "{\"text\":{\"en\":\"songs\"}}", "[\"text\"]" },
    { "modality-of-public-datasets", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "modality-of-licensed-data", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "modality-of-private-datasets", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "modality-of-crawled-data", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "modality-of-user-data", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "modality-of-synthetic-data", "[\"video\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "input-size-of-other-modality", "{\"image\":{\"en\":\"x\"}}", "[\"text\"]",
      "{\"not_applicable\":{\"en\":\"x\"}}", "[\"text\"]" },
    { "output-size-of-other-modality", "{\"image\":{\"en\":\"x\"}}", "[\"text\"]",
      "{\"text\":{\"en\":\"x\"}}", "[\"text\"]" },
    { "input-never-trained", "[\"text\",\"image\"]", "[\"text\"]", "[\"text\"]",
      "[\"text\",\"image\"]" },
    { "output-never-trained", "[\"audio\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "input-of-the-files", "[\"image\"]", "[\"text\"]", "[\"text\"]", "[\"text\",\"image\"]" },
    { "output-of-the-files", "[\"image\"]", "[\"text\"]", "[\"text\"]", "[\"text\"]" },
    { "parameters-outside-range", "\"5b-15b\"", "\"1.6e10\"", "\"5b-15b\"", "\"1.5e10\"" },
    { "active-above-total", "10", "9", "9", "9" },
    { "time-outside-range", "\"1-3\"", "{\"wall_clock\":20}", "\"1-3\"", "{\"wall_clock\":60}" },
    { "fewer-device-days", "{\"hardware\":10,\"wall_clock\":20}", NULL,
      "{\"hardware\":200,\"wall_clock\":20}", NULL },
    { "magnitude-of-compute", "24", "\"2.3e25\"", "25", "\"2.3e25\"" },
    { "size-outside-range", "{\"text\":{\"range\":\"high\"}}",
      "{\"text\":{\"unit\":\"tokens\",\"value\":\"5e12\"}}", "{\"text\":{\"range\":\"middle\"}}",
      "{\"text\":{\"unit\":\"tokens\",\"value\":\"5e12\"}}" },
    { "points-against-size",
      "[{\"modality\":\"text\",\"number\":\"4e12\",\"part\":\"training\",\"unit\":\"tokens\"}]",
      "{\"text\":{\"unit\":\"tokens\",\"value\":\"5e12\"}}",
      "[{\"modality\":\"text\",\"number\":\"4.9e12\",\"part\":\"training\",\"unit\":\"tokens\"}]",
      "{\"text\":{\"unit\":\"tokens\",\"value\":\"5e12\"}}" },
    { "compute-against-tokens",
      "\"1e25\"",
      "\"15e12\"",
      "\"7.2e23\"",
      "\"15e12\"",
      { "fact.parameters", "\"8e9\"" } },
    { "energy-against-hours",
      "\"1.02\"",
      "\"1.46e6\"",
      "1022",
      "\"1.46e6\"",
      { "fact.accelerator_power", "700" } },
    { "no-public-datasets-but-listed", "false", "[{\"name\":\"x\"}]", "true",
      "[{\"name\":\"x\"}]" },
    { "no-public-datasets-but-described", "false", "{\"en\":\"x\"}", "false",
      "{\"not_applicable\":{\"en\":\"x\"}}" },
    { "no-private-datasets-but-listed", "false", "[{\"name\":\"x\"}]", "true",
      "[{\"name\":\"x\"}]" },
    { "no-private-datasets-but-described", "false", "{\"en\":\"x\"}", "true", "{\"en\":\"x\"}" },
    { "no-crawler-but-names", "false", "[{\"name\":\"x\"}]", "true", "[{\"name\":\"x\"}]" },
    { "no-crawler-but-period", "false", "{\"from\":\"2025-01\",\"to\":\"2025-02\"}", "true",
      "{\"from\":\"2025-01\",\"to\":\"2025-02\"}" },
    { "no-crawler-but-domains", "false", "{\"count\":1,\"shown\":[{\"domain\":\"example.org\"}]}",
      "true", "{\"count\":1,\"shown\":[{\"domain\":\"example.org\"}]}" },
    { "no-services-but-named", "false", "{\"en\":\"mail\"}", "true", "{\"en\":\"mail\"}" },
    { "no-synthetic-data-but-models", "false", "[{\"name\":\"x\"}]", "true", "[{\"name\":\"x\"}]" },
    { "no-other-source-but-described", "false", "{\"en\":\"x\"}", "true", "{\"en\":\"x\"}" },
    { "crawler-without-name", "true", "{\"not_applicable\":{\"en\":\"x\"}}", "true",
      "[{\"name\":\"x\"}]" },
    { "crawler-without-period", "true", "{\"not_applicable\":{\"en\":\"x\"}}", "false",
      "{\"not_applicable\":{\"en\":\"x\"}}" },
    { "crawler-without-domains", "true", "{\"not_applicable\":{\"en\":\"x\"}}", "false",
      "{\"not_applicable\":{\"en\":\"x\"}}" },
    { "no-public-datasets-but-in-corpus", "false", "[{\"kind\":\"public-dataset\",\"name\":\"x\"}]",
      "true", "[{\"kind\":\"public-dataset\",\"name\":\"x\"}]" },
    { "no-licensed-data-but-in-corpus", "false", "[{\"kind\":\"licensed\",\"name\":\"x\"}]",
      "false", "[{\"kind\":\"crawled\",\"name\":\"x\"}]" },
    { "no-private-datasets-but-in-corpus", "false", "[{\"kind\":\"private\",\"name\":\"x\"}]",
      "false", "[{\"kind\":\"crawled\",\"name\":\"x\"}]" },
    { "no-crawler-but-in-corpus", "false", "[{\"kind\":\"crawled\",\"name\":\"x\"}]", "false",
      "[{\"kind\":\"private\",\"name\":\"x\"}]" },
    { "no-synthetic-data-but-in-corpus", "false", "[{\"kind\":\"synthetic\",\"name\":\"x\"}]",
      "false", "[{\"kind\":\"private\",\"name\":\"x\"}]" },
    { "no-other-source-but-in-corpus", "false", "[{\"kind\":\"other\",\"name\":\"x\"}]", "false",
      "[{\"kind\":\"private\",\"name\":\"x\"}]" },
    { "languages-not-in-corpus", "[{\"language\":\"en\"},{\"language\":\"fr\"}]",
      "[{\"language\":\"eng-Latn\"}]", "[{\"language\":\"en\"},{\"language\":\"fr\"}]",
      "[{\"language\":\"fra-Latn\"},{\"language\":\"eng-Latn\"}]" },
    { "provenance-crawling", "[\"web-crawling\"]", "false", "[\"web-crawling\"]", "true" },
    { "provenance-public", "[\"web-crawling\"]", "true", "[\"web-crawling\"]", "false" },
    { "provenance-synthetic", "{\"choices\":[\"synthetic\"]}", "false",
      "{\"choices\":[\"synthetic\"]}", "true" },
    { "provenance-other", "[\"other\"]", "false", "[\"public\"]", "false" },
    { "dependencies-differ", "[{\"name\":\"A\"}]", "{\"not_applicable\":{\"en\":\"x\"}}",
      "[{\"name\":\"A\"}]", "[{\"name\":\"a\"}]" },
    { "channels-differ", "[{\"channel\":\"api\",\"name\":\"x\"}]",
      "[{\"channel\":\"repository\",\"name\":\"x\"}]", "[{\"channel\":\"api\",\"name\":\"x\"}]",
      "[{\"channel\":\"api\",\"name\":\"y\"}]" },
    { "representative-missing", "true", "{\"not_applicable\":{\"en\":\"x\"}}", "true",
      "{\"en\":\"x\"}" },
    { "representative-needless", "false", "{\"en\":\"x\"}", "false",
      "{\"not_applicable\":{\"en\":\"x\"}}" },
    { "relief-under-closed-licence", "true", "\"CC-BY-NC-4.0\"", "true", "\"Apache-2.0\"" },
    { "relief-without-weights", "true", "[\"gated\"]", "true", "[\"public\"]" },
    { "relief-without-repository", "true", "[{\"channel\":\"api\",\"name\":\"x\"}]", "true",
      "[{\"channel\":\"repository\",\"name\":\"x\"}]" },
    { "relief-with-systemic-risk", "true", "\"1.01e25\"", "true", "\"1e25\"" },
    { "repository-without-licence", "{\"not_applicable\":{\"en\":\"x\"}}",
      "[{\"channel\":\"repository\",\"name\":\"x\"}]", "{\"en\":\"MIT\"}",
      "[{\"channel\":\"repository\",\"name\":\"x\"}]" },
};

static const pair_rule *rule_of(const char *id)
{
    for (size_t i = 0; i < pair_rule_count; i++)
        if (strcmp(pair_rules[i].id, id) == 0)
            return &pair_rules[i];
    fail_msg("there is no rule %s", id);
    return NULL;
}

static void put(px_claim *claims, size_t *n, const char *field, const char *value)
{
    claims[(*n)++] = (px_claim){ .field = px_str_of(field),
                                 .value = px_str_of(value),
                                 .basis = PX_BASIS_DECLARED,
                                 .current = true };
}

static int by_field(const void *a, const void *b)
{
    return px_str_cmp(((const px_claim *)a)->field, ((const px_claim *)b)->field);
}

/* Whether the rule fires on the values; each is one that its field can have. */
static bool fires(const struct rule_case *c, const char *a, const char *b)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const pair_rule *rule = rule_of(c->rule);
    px_contradiction *found;
    px_error err = PX_ERROR_INIT;
    px_claim claims[2 + MORE];
    size_t n = 0, count;

    put(claims, &n, rule->a, a);
    if (rule->b)
        put(claims, &n, rule->b, b);
    for (size_t i = 0; i + 1 < PX_COUNT(c->more) && c->more[i]; i += 2)
        put(claims, &n, c->more[i], c->more[i + 1]);
    for (size_t i = 0; i < n; i++) {
        json_t *value;

        assert_ok(px_claim_value(&claims[i], &value, &err), &err);
        if (px_claim_value_check(claims[i].field, value, &err) < 0)
            fail_msg("%s: %s", c->rule, claims[i].value.ptr);
        json_decref(value);
    }
    qsort(claims, n, sizeof(claims[0]), by_field);
    assert_ok(px_contradictions_among(arena, claims, n, &found, &count, &err), &err);
    for (size_t i = 0; i < count; i++)
        if (strcmp(found[i].rule, c->rule) == 0) {
            assert_true(px_str_is(found[i].first->field, rule->a));
            assert_true(px_str_is(found[i].second->field, rule->b ? rule->b : rule->a));
            return true;
        }
    return false;
}

static void each_rule_fires_where_it_should_and_not_elsewhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        if (!fires(&cases[i], cases[i].bad_a, cases[i].bad_b))
            fail_msg("%s does not fire", cases[i].rule);
        if (fires(&cases[i], cases[i].good_a, cases[i].good_b))
            fail_msg("%s fires on what is right", cases[i].rule);
    }
}

static void every_rule_has_a_case(void **state)
{
    (void)state;
    assert_true(pair_rule_count >= 25);
    for (size_t i = 0; i < pair_rule_count; i++) {
        size_t n = 0;

        for (size_t j = 0; j < PX_COUNT(cases); j++)
            n += strcmp(cases[j].rule, pair_rules[i].id) == 0;
        if (n != 1)
            fail_msg("%s has %zu cases", pair_rules[i].id, n);
        assert_true(strlen(pair_rules[i].text) > 20 && strlen(pair_rules[i].remedy) > 20);
    }
}

static size_t count_of(fixture *f, px_claim_subject subject, const char *rule)
{
    px_contradiction *found;
    size_t n, count = 0;

    assert_ok(px_contradictions(f->reader, f->arena, &subject, &found, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++)
        count += strcmp(found[i].rule, rule) == 0;
    return count;
}

static void what_was_declared_is_held_against_what_was_measured(void **state)
{
    static const char rule[] = "declared-against-measured";
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.parameters", "8030261248", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.parameters", "\"8e9\"", NULL);
    assert_int_equal(count_of(f, model, rule), 0); /* rounded */
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.parameters", "\"7e9\"", NULL);
    assert_int_equal(count_of(f, model, rule), 1);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.size", "\"70e9\"", NULL);
    assert_int_equal(count_of(f, model, rule), 2); /* against what follows */
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.size", "null", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.parameters", "null", NULL);
    assert_int_equal(count_of(f, model, rule), 0);
}

static void what_is_inherited_counts_too(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim_subject version = duty_subject(&w, PX_LEVEL_VERSION);

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.g.release", "\"2026-05-01\"", NULL);
    (void)duty_claim(f, version, PX_BASIS_DECLARED, "model.g.union", "\"2026-04-01\"", NULL);
    assert_int_equal(count_of(f, version, "union-before-release"), 1);
    assert_int_equal(count_of(f, model, "union-before-release"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_fires_where_it_should_and_not_elsewhere),
        cmocka_unit_test(every_rule_has_a_case),
        cmocka_unit_test_setup_teardown(what_was_declared_is_held_against_what_was_measured, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_inherited_counts_too, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
