/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a plan: what is taken is worked out, or is refused; bounds stay in order, and what
 * is written of it is JSON. */
#include "model/energy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_bounds(const px_quantity *q)
{
    demand(px_decimal_cmp(&q->low, &q->value) <= 0 && px_decimal_cmp(&q->value, &q->high) <= 0);
}

static void check_json(const px_compute_result *result, const px_energy_result *energy,
                       px_arena *arena)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_compute_json(result, px_language_english(), arena, &json);
    px_energy_json(energy, px_language_english(), arena, &json);
    px_json_object_end(&json);
    demand(px_json_finish(&json, NULL) >= 0);
    px_builder_clear(&out);
    px_compute_text(result, px_language_english(), arena, 40, &out);
    px_energy_text(energy, px_language_english(), arena, 40, &out);
    demand(out.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_compute_plan *plan = NULL;
    px_compute_result *result = NULL;
    px_energy_result *energy = NULL;

    if (px_compute_plan_read(px_str_n((const char *)data, size), "input", NULL, arena, &plan,
                             &err) < 0) {
        demand(!plan && err.message);
        return 0;
    }
    if (px_compute_estimate_plan(plan, PX_STR("2026-11-30"), arena, &result, &err) < 0 ||
        px_energy_estimate_plan(plan, PX_STR("2026-11-30"), arena, &energy, &err) < 0) {
        demand(err.message != NULL);
        return 0;
    }
    check_bounds(&result->training.compute);
    check_bounds(&result->cumulative.compute);
    demand(px_decimal_cmp(&result->training.compute.value, &result->cumulative.compute.value) <= 0);
    for (size_t i = 0; i < PX_BOUNDARY_COUNT; i++)
        check_bounds(&energy->totals[i].whole);
    check_json(result, energy, arena);
    return 0;
}
