/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/compute_priv.h"

#include "base/civil.h"

#include "base/banned.h"

static const char *const methods[] = {
    [PX_COMPUTE_PARAMETERS] = "parameters",
    [PX_COMPUTE_LAYERS] = "layers",
    [PX_COMPUTE_HARDWARE] = "hardware",
    [PX_COMPUTE_STATED] = "stated",
};

const char *px_compute_method_name(px_compute_method method)
{
    return methods[method];
}

px_str px_compute_today(px_arena *arena)
{
    px_civil now = px_civil_from_utc(px_now());

    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", now.year, now.month, now.day));
}

static void put_note(px_compute_stage *stage, const char *name, px_error words)
{
    if (stage->n_notes < PX_COMPUTE_NOTES_MAX)
        stage->notes[stage->n_notes++] = (px_compute_note){ name, words };
}

/* ---- Notes */

static bool is_mixture(const px_plan_architecture *a)
{
    return a->layers && !px_decimal_is_zero(&a->layers->parts[PX_LAYER_EXPERTS]);
}

/* 6 x P x D leaves out what the context costs. Large is a model whose width is clearly above the
 * context divided by 12. */
static void note_context(px_compute_stage *stage, px_str day)
{
    const px_plan_architecture *a = &stage->plan->architecture;
    px_decimal part = px_compute_number("context-part", day);
    px_decimal clearly = px_compute_number("context-clearly", day);
    px_decimal width = px_decimal_of((uint64_t)a->width);
    px_decimal context = px_decimal_of((uint64_t)a->context);
    px_error words = PX_ERROR_INIT;
    char length[32], wide[32];

    (void)snprintf(length, sizeof(length), "%lld", a->context);
    (void)snprintf(wide, sizeof(wide), "%lld", a->width);
    if (!a->context || !a->width) {
        (void)px_fail(
            &words, PX_ERR_INVALID,
            N_("whether the model is large for its context could not be tested: that needs "
               "the length of sequences and the width of the model"),
            NULL);
        put_note(stage, "context-unknown", words);
        return;
    }
    width = px_decimal_mul(&width, &part);
    clearly = px_decimal_mul(&clearly, &context);
    if (px_decimal_cmp(&width, &clearly) > 0)
        return;
    if (px_decimal_cmp(&width, &context) > 0)
        (void)px_fail(&words, PX_ERR_INVALID,
                      N_("the context of {context} tokens is long for a width of {width}: what "
                         "attention costs, which 6 x P x D leaves out, is up to a few tens of "
                         "percent; count layer by layer"),
                      "context", length, "width", wide, NULL);
    else
        (void)px_fail(
            &words, PX_ERR_INVALID,
            N_("the width of {width} is not above one twelfth of the context of {context} "
               "tokens: attention costs as much as all that 6 x P x D counts, or more; "
               "count layer by layer"),
            "context", length, "width", wide, NULL);
    put_note(stage, "context-long", words);
}

static void note_mixture(px_compute_stage *stage)
{
    const px_plan_architecture *a = &stage->plan->architecture;
    px_error words = PX_ERROR_INIT;

    if (!is_mixture(a) || a->active.given || !a->parameters.given)
        return;
    (void)px_fail(
        &words, PX_ERR_INVALID,
        N_("the configuration is that of a mixture of experts, and only the number of all "
           "parameters is given: 6 x P x D with it is far too high; give the active ones"),
        NULL);
    put_note(stage, "mixture", words);
}

static void note_no_layers(px_compute_stage *stage)
{
    const px_plan_architecture *a = &stage->plan->architecture;

    if (a->no_layers.message)
        put_note(stage, "layers-unknown", a->no_layers);
}

/* ---- Methods */

static int put_estimates(const px_plan_stage *plan, int factor, px_arena *arena,
                         px_compute_stage *stage, px_error *err)
{
    const px_plan_architecture *a = &plan->architecture;
    px_compute_estimate *estimates = stage->estimates;
    int rc = 0;

    if (plan->by_architecture && (a->parameters.given || a->active.given))
        px_compute_by_parameters(a, factor, arena, &estimates[stage->n_estimates++]);
    if (plan->by_architecture && a->layers && a->context)
        px_compute_by_layers(a, factor, arena, &estimates[stage->n_estimates++]);
    if (plan->n_hardware) {
        rc = px_compute_by_hardware(plan, arena, &estimates[stage->n_estimates], err);
        stage->n_estimates += rc >= 0;
    }
    if (plan->stated.given)
        px_compute_as_stated(&plan->stated, arena, &estimates[stage->n_estimates++]);
    for (size_t i = 0; rc >= 0 && i < stage->n_estimates; i++)
        rc = px_quantity_check(&estimates[i].compute, err);
    return rc;
}

/* Of inputs of which nobody said how sure they are, the tolerance of the guidelines is taken. */
static void put_tolerance(px_compute_stage *stage, const px_decimal *tolerance)
{
    for (size_t i = 0; i < stage->n_estimates; i++)
        if (!stage->estimates[i].compute.stated)
            px_quantity_spread(&stage->estimates[i].compute, tolerance);
}

static bool is_of(const px_compute_estimate *estimate, px_str use)
{
    switch (estimate->method) {
    case PX_COMPUTE_PARAMETERS:
    case PX_COMPUTE_LAYERS:
        return px_str_is(use, "architecture");
    default:
        return px_str_is(use, methods[estimate->method]);
    }
}

/* The method that was chosen; where none was, the higher figure. By architecture, layers go before
 * 6 x P x D, which leaves something out. */
static void choose(px_compute_stage *stage)
{
    bool layers = false;

    for (size_t i = 0; i < stage->n_estimates; i++)
        layers = layers || stage->estimates[i].method == PX_COMPUTE_LAYERS;
    for (size_t i = 0; i < stage->n_estimates; i++) {
        const px_compute_estimate *estimate = &stage->estimates[i];

        if ((estimate->method == PX_COMPUTE_PARAMETERS && layers) ||
            (stage->plan->use.len && !is_of(estimate, stage->plan->use)))
            continue;
        if (!stage->used ||
            px_decimal_cmp(&estimate->compute.value, &stage->used->compute.value) > 0)
            stage->used = estimate;
    }
}

/* How far the methods are apart. */
static void compare(px_compute_stage *stage, const px_decimal *tolerance)
{
    const px_compute_estimate *e = stage->estimates;
    px_decimal lowest, highest, latest_low, first_high;
    px_decimal allowed;
    px_error words = PX_ERROR_INIT;
    char percent[32];

    stage->overlap = true;
    if (stage->n_estimates < 2)
        return;
    lowest = highest = e[0].compute.value;
    latest_low = e[0].compute.low;
    first_high = e[0].compute.high;
    for (size_t i = 1; i < stage->n_estimates; i++) {
        const px_quantity *q = &e[i].compute;

        if (px_decimal_cmp(&q->value, &lowest) < 0)
            lowest = q->value;
        if (px_decimal_cmp(&q->value, &highest) > 0)
            highest = q->value;
        if (px_decimal_cmp(&q->low, &latest_low) > 0)
            latest_low = q->low;
        if (px_decimal_cmp(&q->high, &first_high) < 0)
            first_high = q->high;
    }
    stage->overlap = px_decimal_cmp(&latest_low, &first_high) <= 0;
    if (px_decimal_is_zero(&lowest))
        stage->apart = px_decimal_is_zero(&highest) ? 0 : UINT64_MAX;
    else {
        px_quantity between = { .value = lowest, .low = lowest, .high = highest };

        stage->apart = px_quantity_spread_of(&between);
    }
    allowed = px_decimal_percent(&lowest, tolerance);
    allowed = px_decimal_add(&lowest, &allowed);
    if (px_decimal_cmp(&highest, &allowed) <= 0 && stage->overlap)
        return;
    (void)snprintf(percent, sizeof(percent), "%ju.%ju", (uintmax_t)(stage->apart / 10),
                   (uintmax_t)(stage->apart % 10));
    (void)px_fail(&words, PX_ERR_INVALID,
                  N_("the methods disagree: they are {percent} % apart; find out which input is "
                     "wrong before the figure goes out"),
                  "percent", stage->apart == UINT64_MAX ? "> 100" : percent, NULL);
    put_note(stage, "methods-disagree", words);
}

static void note_assumed(px_compute_stage *stage, const px_decimal *tolerance, px_arena *arena)
{
    px_error words = PX_ERROR_INIT;

    if (stage->used->compute.stated)
        return;
    (void)px_fail(
        &words, PX_ERR_INVALID,
        N_("nobody said how sure the inputs are: the {percent} % that the guidelines allow "
           "are taken as bounds"),
        "percent", px_arena_cstr(arena, px_decimal_text(arena, tolerance)), NULL);
    put_note(stage, "bounds-assumed", words);
}

int px_compute_stage_estimate(const px_plan_stage *plan, px_str day, px_arena *arena,
                              px_compute_stage *stage, px_error *err)
{
    px_decimal tolerance = px_compute_number("tolerance", day);
    px_error words = PX_ERROR_INIT;
    int rc;

    stage->plan = plan;
    if (!px_compute_kind_find(plan->kind, PX_STR("en"), &stage->kind))
        return px_fail(err, PX_ERR_INVALID, N_("a stage is of no known kind"), NULL);
    rc = put_estimates(plan, stage->kind.factor, arena, stage, err);
    if (rc < 0)
        return rc;
    put_tolerance(stage, &tolerance);
    choose(stage);
    compare(stage, &tolerance);
    if (!stage->used) {
        (void)px_fail(&words, PX_ERR_INVALID,
                      N_("nothing tells how much this was: the total is what the others are at "
                         "least"),
                      NULL);
        put_note(stage, "missing", words);
        return 0;
    }
    if (stage->used->method == PX_COMPUTE_PARAMETERS)
        note_context(stage, day);
    note_mixture(stage);
    note_no_layers(stage);
    note_assumed(stage, &tolerance, arena);
    return 0;
}

int px_compute_estimate_plan(const px_compute_plan *plan, px_str day, px_arena *arena,
                             px_compute_result **ret_result, px_error *err)
{
    px_compute_result *result = px_arena_alloc(arena, sizeof(*result));
    char path[32];
    int rc = px_compute_plan_check(plan, err);

    result->plan = plan;
    result->day = day.len ? day : px_compute_today(arena);
    result->stages = px_arena_array(arena, plan->n_stages + 1, sizeof(*result->stages));
    for (size_t i = 0; rc >= 0 && i < plan->n_stages; i++) {
        rc = px_compute_stage_estimate(&plan->stages[i], result->day, arena, &result->stages[i],
                                       err);
        (void)snprintf(path, sizeof(path), "stages[%zu]", i);
        if (rc < 0)
            px_error_add(err, "stage", path);
    }
    if (rc >= 0)
        rc = px_compute_totals(result, arena, err);
    if (rc >= 0)
        rc = px_compute_verdicts(result, arena, err);
    if (rc >= 0)
        *ret_result = result;
    return rc;
}
