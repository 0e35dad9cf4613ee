/* SPDX-License-Identifier: EUPL-1.2 */
/* Compute: the check values of the Commission's guidelines (Annex A.3), hand checks on published
 * models, thresholds at their edges, and what is said of what is missing. */
#include "model/compute.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/json_read.h"
#include "model/energy.h"
#include "unit/arena_fixture.h"

#define DAY PX_STR("2026-11-30")

static px_compute_result *worked_out(const char *json)
{
    px_error err = PX_ERROR_INIT;
    px_compute_plan *plan = NULL;
    px_compute_result *result = NULL;

    assert_ok(px_compute_plan_read(px_str_of(json), "test", NULL, arena, &plan, &err), &err);
    assert_ok(px_compute_estimate_plan(plan, DAY, arena, &result, &err), &err);
    return result;
}

static px_decimal of(const char *text)
{
    px_error err = PX_ERROR_INIT;
    px_decimal value = { 0 };

    assert_ok(px_decimal_parse(px_str_of(text), &value, &err), &err);
    return value;
}

static const char *text_of(const px_decimal *value)
{
    return px_arena_cstr(arena, px_decimal_text(arena, value));
}

static px_verdict verdict_of(const px_compute_result *result, const char *rule)
{
    for (size_t i = 0; i < result->n_verdicts; i++)
        if (px_str_is(result->verdicts[i].rule, rule))
            return result->verdicts[i].verdict;
    fail_msg("no verdict on %s", rule);
    return PX_VERDICT_UNKNOWN;
}

/* A plan of one pre-training. */
static const char *one(const char *inputs)
{
    return px_arena_format(arena, "{\"plan\":1,\"stages\":[{\"kind\":\"pre-training\",%s}]}",
                           inputs);
}

static const char *by_parameters(const char *parameters, const char *tokens, const char *epochs)
{
    return one(px_arena_format(arena,
                               "\"architecture\":{\"parameters\":\"%s\",\"tokens\":\"%s\","
                               "\"epochs\":\"%s\"}",
                               parameters, tokens, epochs));
}

static const char *by_hours(const char *hours, const char *peak)
{
    return one(px_arena_format(arena,
                               "\"hardware\":[{\"accelerator\":\"x\",\"unit_hours\":\"%s\","
                               "\"peak\":\"%s\",\"utilisation\":\"0.5\"}]",
                               hours, peak));
}

/* ---- The guidelines */

static void check_values_come_out(void **state)
{
    const struct {
        const char *plan, *exact, *published;
    } values[] = {
        { by_parameters("3.8e9", "3.3e12", "1"), "7.524e22", "7.5e22" },
        { by_hours("200000", "300e12"), "1.08e23", "1e23" },
        { by_parameters("0.6e9", "36e12", "1"), "1.296e23", "1.3e23" },
        { by_parameters("1.54e9", "18e12", "1"), "1.6632e23", "1.6e23" },
        { by_parameters("1.7e9", "36e12", "1"), "3.672e23", "3.7e23" },
        { by_parameters("2.5e9", "12e12", "1"), "1.8e23", "1.8e23" },
        { by_parameters("2.6e9", "61e9", "164"), "1.560624e23", "1.5e23" },
        { by_hours("370000", "989e12"), "6.58674e23", "6.5e23" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(values); i++) {
        px_compute_result *result = worked_out(values[i].plan);
        px_decimal published = of(values[i].published), ten = px_decimal_of(10);
        px_decimal apart = px_decimal_distance(&published, &result->training.compute.value);
        px_decimal part = px_decimal_percent(&published, &ten);

        assert_string_equal(text_of(&result->training.compute.value), values[i].exact);
        assert_true(px_decimal_cmp(&apart, &part) <= 0);
        assert_false(result->training.compute.cut);
    }
}

/* Published models, worked out by hand. */
static void published_models_come_out(void **state)
{
    px_compute_result *llama = worked_out(by_parameters("405e9", "15.6e12", "1"));
    px_compute_result *deepseek =
        worked_out(one("\"architecture\":{\"parameters\":\"671e9\",\"active_parameters\":\"37e9\","
                       "\"tokens\":\"14.8e12\"}"));
    px_compute_result *wrong = worked_out(by_parameters("671e9", "14.8e12", "1"));
    px_compute_result *mimir = worked_out(one("\"compute\":\"1.19e22\""));

    (void)state;
    assert_string_equal(text_of(&llama->training.compute.value), "3.7908e25");
    assert_str(llama->training.notice, "3.8e25");
    assert_int_equal(verdict_of(llama, "systemic-risk"), PX_VERDICT_ABOVE);
    assert_string_equal(text_of(&deepseek->training.compute.value), "3.2856e24");
    assert_int_equal(verdict_of(deepseek, "systemic-risk"), PX_VERDICT_BELOW);
    assert_int_equal(verdict_of(deepseek, "general-purpose"), PX_VERDICT_ABOVE);
    assert_string_equal(text_of(&wrong->training.compute.value), "5.95848e25");
    assert_int_equal(verdict_of(mimir, "general-purpose"), PX_VERDICT_BELOW);
}

/* ---- Thresholds */

static const char *stated(const char *value, const char *low, const char *high)
{
    return one(px_arena_format(
        arena, "\"compute\":{\"value\":\"%s\",\"low\":\"%s\",\"high\":\"%s\"}", value, low, high));
}

/* Greater, never equal: by one part in 10^39. */
static void thresholds_are_strict(void **state)
{
    static const struct {
        const char *value, *low, *high;
        px_verdict verdict;
        bool above;
    } edges[] = {
        { "1e25", "1e25", "1e25", PX_VERDICT_BELOW, false },
        { "1e25", "9e24", "1.000000000000000000000000000000000000001e25", PX_VERDICT_STRADDLES,
          false },
        { "1.1e25", "1e25", "1.2e25", PX_VERDICT_STRADDLES, true },
        { "1.1e25", "1.000000000000000000000000000000000000001e25", "1.2e25", PX_VERDICT_ABOVE,
          true },
        { "9e24", "8e24", "1e25", PX_VERDICT_BELOW, false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(edges); i++) {
        px_compute_result *result = worked_out(stated(edges[i].value, edges[i].low, edges[i].high));

        assert_int_equal(verdict_of(result, "systemic-risk"), edges[i].verdict);
        assert_int_equal(result->verdicts[1].estimate_above, edges[i].above);
    }
}

/* The guidelines' 30 percent stand in where nobody says more: 8e24 may be more than 1e25. */
static void tolerance_is_taken(void **state)
{
    px_compute_result *unsure = worked_out(one("\"compute\":\"8e24\""));
    px_compute_result *sure = worked_out(one("\"compute\":{\"value\":\"8e24\",\"percent\":5}"));
    px_compute_result *wide = worked_out(one("\"compute\":{\"value\":\"8e24\",\"percent\":31}"));

    (void)state;
    assert_int_equal(verdict_of(unsure, "systemic-risk"), PX_VERDICT_STRADDLES);
    assert_string_equal(text_of(&unsure->training.compute.high), "1.04e25");
    assert_int_equal(unsure->training.assumed, 1);
    assert_int_equal(unsure->training.spread, 300);
    assert_true(unsure->training.within_tolerance);
    assert_int_equal(verdict_of(sure, "systemic-risk"), PX_VERDICT_BELOW);
    assert_int_equal(sure->training.assumed, 0);
    assert_int_equal(wide->training.spread, 310);
    assert_false(wide->training.within_tolerance);
}

static const char *modification(const char *original, const char *compute)
{
    return px_arena_format(arena,
                           "{\"plan\":1,\"modifies\":{%s},\"stages\":[{\"kind\":\"fine-tuning\","
                           "\"compute\":{\"value\":\"%s\",\"percent\":0}}]}",
                           original, compute);
}

/* One third of the original, which for most figures has no end, to the last digit. */
static void modifiers_by_a_third(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(worked_out(modification("\"compute\":{\"value\":\"1e24\","
                                                        "\"percent\":0}",
                                                        "3.33333333333333333333333333333e23")),
                                "modifier"),
                     PX_VERDICT_BELOW);
    assert_int_equal(verdict_of(worked_out(modification("\"compute\":{\"value\":\"1e24\","
                                                        "\"percent\":0}",
                                                        "3.33333333333333333333333333334e23")),
                                "modifier"),
                     PX_VERDICT_ABOVE);
    assert_int_equal(
        verdict_of(worked_out(modification("\"compute\":\"9e23\"", "3e23")), "modifier"),
        PX_VERDICT_BELOW); /* 3 x 3e23 = 9e23: equal is not greater */
    assert_int_equal(verdict_of(worked_out(modification("", "3.34e22")), "modifier-other"),
                     PX_VERDICT_ABOVE);
    assert_int_equal(verdict_of(worked_out(modification("\"systemic_risk\":true", "3.34e24")),
                                "modifier-systemic-risk"),
                     PX_VERDICT_ABOVE);
    assert_int_equal(verdict_of(worked_out(modification("\"systemic_risk\":true", "3.33e24")),
                                "modifier-systemic-risk"),
                     PX_VERDICT_BELOW);
    /* What comes out of a modification is the original's compute, too. */
    assert_int_equal(verdict_of(worked_out(modification("\"compute\":{\"value\":\"9.9e24\","
                                                        "\"percent\":0}",
                                                        "2e23")),
                                "systemic-risk"),
                     PX_VERDICT_ABOVE);
}

static px_str notice(const char *known, const char *compute)
{
    px_compute_result *result = worked_out(
        px_arena_format(arena,
                        "{\"plan\":1,\"known\":\"%s\",\"stages\":[{\"kind\":\"pre-training\","
                        "\"compute\":\"%s\"}]}",
                        known, compute));

    return result->verdicts[1].notify_by;
}

/* Two weeks after it is known; never before the duty began. */
static void notices_are_due(void **state)
{
    (void)state;
    assert_str(notice("2026-11-20", "2e25"), "2026-12-04");
    assert_str(notice("2026-12-25", "2e25"), "2027-01-08");
    assert_str(notice("2025-03-01", "2e25"), "2025-08-16");
    assert_str(notice("2026-11-20", "9e24"), "2026-12-04"); /* straddles */
    assert_str(notice("2026-11-20", "2e24"), "");
    assert_str(notice("", "2e25"), "");
}

/* ---- What counts */

static void kinds_count_or_not(void **state)
{
    px_compute_result *result =
        worked_out("{\"plan\":1,\"stages\":["
                   "{\"kind\":\"pre-training\",\"compute\":\"1e24\"},"
                   "{\"kind\":\"fine-tuning\",\"compute\":\"1e22\"},"
                   "{\"kind\":\"initial\",\"compute\":\"2e22\"},"
                   "{\"kind\":\"update\",\"compute\":\"4e22\"},"
                   "{\"kind\":\"synthetic-data\",\"architecture\":{\"parameters\":\"1e11\","
                   "\"tokens\":\"1e11\","
                   "\"tokens_kept\":\"1e10\"}},"
                   "{\"kind\":\"public-synthetic-data\",\"compute\":\"5e24\"},"
                   "{\"kind\":\"evaluation\",\"compute\":\"5e24\"},"
                   "{\"kind\":\"exploration\",\"compute\":\"5e24\"},"
                   "{\"kind\":\"distillation-parent\",\"compute\":\"5e24\"},"
                   "{\"kind\":\"auxiliary\",\"compute\":\"5e24\"},"
                   "{\"kind\":\"recomputation\",\"compute\":\"5e24\"}]}");

    (void)state;
    assert_string_equal(text_of(&result->training.compute.value), "1.07e24");
    /* 2 x P x D of all that was made: the samples that were thrown away count. */
    assert_string_equal(text_of(&result->cumulative.compute.value), "1.09e24");
}

/* A stage that counts and has no figure leaves a lower bound. */
static void missing_stages_are_told(void **state)
{
    px_compute_result *low =
        worked_out("{\"plan\":1,\"stages\":[{\"kind\":\"pre-training\",\"compute\":\"1e24\"},"
                   "{\"kind\":\"fine-tuning\"},{\"kind\":\"evaluation\"}]}");
    px_compute_result *high =
        worked_out("{\"plan\":1,\"stages\":[{\"kind\":\"pre-training\",\"compute\":\"2e25\"},"
                   "{\"kind\":\"fine-tuning\"}]}");

    (void)state;
    assert_int_equal(low->training.missing, 1);
    assert_int_equal(verdict_of(low, "systemic-risk"), PX_VERDICT_UNKNOWN);
    assert_int_equal(verdict_of(low, "general-purpose"), PX_VERDICT_ABOVE);
    assert_false(low->training.within_tolerance);
    assert_int_equal(verdict_of(high, "systemic-risk"), PX_VERDICT_ABOVE);
}

/* ---- Methods */

static const char *mixed =
    "\"hardware\":[{\"accelerator\":\"h100-sxm\",\"format\":\"bf16\",\"units\":1000,"
    "\"hours\":100,\"utilisation\":\"0.4\"},"
    "{\"accelerator\":\"a100-sxm-80gb\",\"unit_hours\":50000,\"utilisation\":\"0.5\"}]";

static void kinds_of_hardware_add_up(void **state)
{
    px_compute_result *result = worked_out(one(mixed));

    (void)state;
    /* 1e5 h x 3600 x 989.4e12 x 0.4 + 5e4 h x 3600 x 312e12 x 0.5 */
    assert_string_equal(text_of(&result->training.compute.value), "1.705536e23");
}

static void methods_are_compared(void **state)
{
    px_compute_result *result = worked_out(
        one("\"architecture\":{\"parameters\":\"1e9\",\"tokens\":\"1e13\"},"
            "\"hardware\":[{\"accelerator\":\"x\",\"unit_hours\":\"1e5\",\"peak\":\"1e15\","
            "\"utilisation\":\"0.5\"}]"));
    const px_compute_stage *stage = &result->stages[0];

    (void)state;
    /* 6e22 and 1.8e23: three times as much. */
    assert_int_equal(stage->n_estimates, 2);
    assert_int_equal(stage->apart, 2000);
    assert_false(stage->overlap);
    assert_string_equal(px_compute_method_name(stage->used->method), "hardware");
    assert_string_equal(stage->notes[0].name, "methods-disagree");
    result = worked_out(one(
        "\"use\":\"architecture\",\"architecture\":{\"parameters\":\"1e9\",\"tokens\":\"1e13\"},"
        "\"compute\":\"6.5e22\""));
    stage = &result->stages[0];
    assert_string_equal(px_compute_method_name(stage->used->method), "parameters");
    assert_true(stage->overlap);
    assert_int_equal(stage->apart, 84); /* 8.33 %, rounded up */
}

/* Each bound is the product of bounds. */
static void bounds_multiply(void **state)
{
    px_compute_result *result = worked_out(
        one("\"architecture\":{\"parameters\":\"1e9\",\"tokens\":{\"value\":\"1e12\","
            "\"percent\":10},\"epochs\":{\"value\":\"2\",\"low\":\"1.5\",\"high\":\"3\"}}"));

    (void)state;
    assert_string_equal(text_of(&result->training.compute.value), "1.2e22");
    assert_string_equal(text_of(&result->training.compute.low), "8.1e21");
    assert_string_equal(text_of(&result->training.compute.high), "1.98e22");
    assert_int_equal(result->training.spread, 650);
    assert_int_equal(result->training.assumed, 0);
}

static const char *note_of(const char *architecture)
{
    px_compute_result *result =
        worked_out(one(px_arena_format(arena, "\"architecture\":{%s}", architecture)));

    return result->stages[0].notes[0].name;
}

/* The footnote on large models, by the width. */
static void long_contexts_are_warned_of(void **state)
{
    const char *model = "\"parameters\":\"8e9\",\"tokens\":\"1e12\"";

    (void)state;
    assert_string_equal(note_of(model), "context-unknown");
    assert_string_equal(
        note_of(px_arena_format(arena, "%s,\"context\":131072,\"width\":4096", model)),
        "context-long");
    assert_string_equal(
        note_of(px_arena_format(arena, "%s,\"context\":8192,\"width\":4096", model)),
        "context-long");
    assert_string_equal(
        note_of(px_arena_format(arena, "%s,\"context\":4096,\"width\":4096", model)),
        "bounds-assumed"); /* 12 x 4096 is more than 10 x 4096: no word on the context */
}

/* ---- What is refused */

static void bad_plans_are_refused(void **state)
{
    static const struct {
        const char *plan, *key;
    } plans[] = {
        { "{}", "plan" },
        { "{\"plan\":2}", "plan" },
        { "{\"plan\":1,\"stage\":[]}", "stage" },
        { "{\"plan\":1,\"known\":\"tomorrow\"}", "known" },
        { "{\"plan\":1,\"stages\":{}}", "stages" },
        { "{\"plan\":1,\"stages\":[{}]}", "stages[0].kind" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"x\"}]}", "stages[0].kind" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":1.5}]}", "stages[0].compute" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":-1}]}", "stages[0].compute" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":\"ten\"}]}",
          "stages[0].compute" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":{\"value\":1,\"percent\":101}}]"
          "}",
          "stages[0].compute.percent" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":{\"value\":1,\"low\":2,"
          "\"high\":3}}]}",
          "stages[0].compute.value" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"compute\":{\"value\":1,\"low\":1}}]}",
          "stages[0].compute.percent" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"use\":\"hardware\",\"compute\":1}]}",
          "stages[0].use" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"architecture\":{\"parameters\":1}}]}",
          "stages[0].architecture.tokens" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"architecture\":{\"parameters\":1,"
          "\"active_parameters\":2,\"tokens\":1}}]}",
          "stages[0].architecture.active_parameters" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"hardware\":[{\"accelerator\":\"a\","
          "\"units\":1,\"utilisation\":\"0.5\"}]}]}",
          "stages[0].hardware[0].unit_hours" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"hardware\":[{\"accelerator\":\"a\","
          "\"unit_hours\":1,\"utilisation\":\"1.1\"}]}]}",
          "stages[0].hardware[0].utilisation" },
        { "{\"plan\":1,\"stages\":[{\"kind\":\"update\",\"architecture\":{\"tokens\":1,"
          "\"config\":\"config.json\"}}]}",
          "stages[0].architecture.config" },
        { "{\"plan\":1,\"energy\":[{\"method\":\"meter\"}]}", "energy[0].boundary" },
        { "{\"plan\":1,\"energy\":[{\"method\":\"meter\",\"boundary\":\"node\",\"pue\":\"0.9\"}]}",
          "energy[0].pue" },
        { "{\"plan\":1,\"energy\":[{\"method\":\"power\",\"boundary\":\"node\",\"unit_hours\":1,"
          "\"accelerator\":\"h100-sxm\"}]}",
          "energy[0].watts" },
        { "{\"plan\":1,\"modifies\":{\"compute\":0}}", "modifies.compute" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(plans); i++) {
        px_error err = PX_ERROR_INIT;
        px_compute_plan *plan = NULL;

        assert_fails(
            px_compute_plan_read(px_str_of(plans[i].plan), "test", NULL, arena, &plan, &err),
            PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&err, "key"), plans[i].key);
    }
}

static void unknown_accelerators_are_refused(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_compute_plan *plan = NULL;
    px_compute_result *result;
    const char *json = one("\"hardware\":[{\"accelerator\":\"h200\",\"unit_hours\":1,"
                           "\"utilisation\":1}]");

    (void)state;
    assert_ok(px_compute_plan_read(px_str_of(json), "test", NULL, arena, &plan, &err), &err);
    assert_fails(px_compute_estimate_plan(plan, DAY, arena, &result, &err), PX_ERR_NOT_FOUND);
    assert_string_equal(px_error_arg(&err, "accelerator"), "h200");
    assert_string_equal(px_error_arg(&err, "stage"), "stages[0]");
}

/* ---- Tables */

static size_t lines_of(const char *name)
{
    px_str text = PX_STR(""), line;
    size_t count = 0;

    for (const px_embedded *file = px_embedded_tables; file->name; file++)
        if (strcmp(file->name, name) == 0)
            text = px_embedded_str(file);
    while (px_str_line(&text, &line))
        count += line.len > 0 && line.ptr[0] != '#';
    return count;
}

/* Every row is read, every number in it is one, and both languages differ. */
static void tables_are_whole(void **state)
{
    px_str rest = PX_STR_NONE, french = PX_STR_NONE, rates, format, rate;
    px_error err = PX_ERROR_INIT;
    px_compute_rule rule, regle;
    px_compute_kind kind;
    px_accelerator accelerator;
    px_decimal number;
    size_t count = 0;

    (void)state;
    for (; px_compute_rule_next(&rest, PX_STR("en"), &rule); count++) {
        assert_true(px_compute_rule_next(&french, PX_STR("fr"), &regle));
        assert_false(px_str_eq(rule.text, regle.text));
        if (!px_str_is(rule.value, "original"))
            assert_ok(px_decimal_parse(rule.value, &number, &err), &err);
        assert_ok(px_decimal_parse(rule.divisor, &number, &err), &err);
        assert_int_equal(rule.since.len, 10);
        assert_true(!rule.is_threshold || rule.measure != PX_MEASURE_NONE);
    }
    assert_int_equal(count, lines_of("compute_rules.tsv"));
    rest = PX_STR_NONE;
    for (count = 0; px_compute_kind_next(&rest, PX_STR("en"), &kind); count++) {
        assert_true(kind.factor == 2 || kind.factor == 6);
        assert_true(kind.why.len > 0 && kind.section.len > 0);
    }
    assert_int_equal(count, lines_of("compute_kinds.tsv"));
    rest = PX_STR_NONE;
    for (count = 0; px_accelerator_next(&rest, &accelerator); count++) {
        size_t n = 0;

        for (rates = accelerator.rates; px_accelerator_rate_next(&rates, &format, &rate); n++)
            assert_ok(px_decimal_parse(rate, &number, &err), &err);
        assert_true(n > 0);
        if (accelerator.watts.len)
            assert_ok(px_decimal_parse(accelerator.watts, &number, &err), &err);
        assert_true(px_str_is(accelerator.confidence, "primary") ||
                    px_str_is(accelerator.confidence, "secondary") ||
                    px_str_is(accelerator.confidence, "unverified"));
    }
    assert_int_equal(count, lines_of("accelerators.tsv"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_values_come_out),
        cmocka_unit_test(published_models_come_out),
        cmocka_unit_test(thresholds_are_strict),
        cmocka_unit_test(tolerance_is_taken),
        cmocka_unit_test(modifiers_by_a_third),
        cmocka_unit_test(notices_are_due),
        cmocka_unit_test(kinds_count_or_not),
        cmocka_unit_test(missing_stages_are_told),
        cmocka_unit_test(kinds_of_hardware_add_up),
        cmocka_unit_test(methods_are_compared),
        cmocka_unit_test(bounds_multiply),
        cmocka_unit_test(long_contexts_are_warned_of),
        cmocka_unit_test(bad_plans_are_refused),
        cmocka_unit_test(unknown_accelerators_are_refused),
        cmocka_unit_test(tables_are_whole),
    };

    return cmocka_run_group_tests_name("compute", tests, make, end);
}
