/* SPDX-License-Identifier: EUPL-1.2 */
/* Energy: hand checks on published models, meters that are missing, coverage, boundaries. */
#include "model/energy.h"

#include "unit/arena_fixture.h"

static px_energy_result *worked_out(const char *items)
{
    px_error err = PX_ERROR_INIT;
    px_compute_plan *plan = NULL;
    px_energy_result *result = NULL;
    const char *json = px_arena_format(arena, "{\"plan\":1,\"energy\":[%s]}", items);

    assert_ok(px_compute_plan_read(px_str_of(json), "test", NULL, arena, &plan, &err), &err);
    assert_ok(px_energy_estimate_plan(plan, PX_STR("2026-11-30"), arena, &result, &err), &err);
    return result;
}

static const char *text_of(const px_decimal *value)
{
    return px_arena_cstr(arena, px_decimal_text(arena, value));
}

/* 39.3 and 7.38 million hours of accelerators at 700 watts. */
static void published_models_come_out(void **state)
{
    px_energy_result *three = worked_out("{\"method\":\"power\",\"boundary\":\"accelerator\","
                                         "\"unit_hours\":\"39.3e6\",\"watts\":700}");
    px_energy_result *four = worked_out("{\"method\":\"power\",\"boundary\":\"accelerator\","
                                        "\"unit_hours\":\"7.38e6\",\"accelerator\":\"h100-sxm\"}");

    (void)state;
    assert_string_equal(text_of(&three->totals[PX_BOUNDARY_ACCELERATOR].whole.value), "27510000");
    assert_str(three->totals[PX_BOUNDARY_ACCELERATOR].notice, "28000");
    assert_string_equal(text_of(&four->totals[PX_BOUNDARY_ACCELERATOR].whole.value), "5166000");
    assert_string_equal(four->items[0].notes[0].name, "design-power");
}

/* A meter without a reading, and one that reads 0, are missing. */
static void a_missing_meter_is_not_zero(void **state)
{
    px_energy_result *result =
        worked_out("{\"method\":\"meter\",\"boundary\":\"node\",\"kwh\":1000},"
                   "{\"method\":\"meter\",\"boundary\":\"node\",\"kwh\":0},"
                   "{\"method\":\"meter\",\"boundary\":\"node\"},"
                   "{\"method\":\"meter\",\"boundary\":\"node\",\"kwh\":0,\"unit_hours\":0}");
    const px_energy_total *total = &result->totals[PX_BOUNDARY_NODE];

    (void)state;
    assert_int_equal(total->missing, 2);
    assert_string_equal(text_of(&total->whole.value), "1000");
    assert_string_equal(result->items[1].notes[0].name, "meter-zero");
    assert_string_equal(result->items[2].notes[0].name, "meter-missing");
    assert_true(result->items[1].missing && result->items[2].missing);
    assert_false(result->items[3].missing); /* nothing worked: 0 is right */
}

/* What was not measured is worked out, and may have been nothing. */
static void coverage_widens(void **state)
{
    px_energy_result *result = worked_out(
        "{\"method\":\"meter\",\"boundary\":\"accelerator\",\"kwh\":{\"value\":900,\"percent\":1},"
        "\"devices_covered\":\"0.9\",\"time_covered\":\"0.5\",\"pue\":\"1.1\"}");
    const px_energy_item *item = &result->items[0];

    (void)state;
    assert_int_equal(item->boundary, PX_BOUNDARY_FACILITY);
    assert_string_equal(text_of(&item->coverage.value), "0.45");
    assert_string_equal(text_of(&item->measured.value), "990");
    assert_string_equal(text_of(&item->whole.value), "2200");
    assert_string_equal(text_of(&item->whole.low), "980.1");
    assert_string_equal(text_of(&item->whole.high), "2222");
    assert_false(result->totals[PX_BOUNDARY_ACCELERATOR].any);
    assert_true(result->totals[PX_BOUNDARY_FACILITY].any);
}

/* Figures of different boundaries are not added up. */
static void boundaries_stay_apart(void **state)
{
    px_energy_result *result =
        worked_out("{\"method\":\"meter\",\"boundary\":\"node\",\"kwh\":1000},"
                   "{\"method\":\"meter\",\"boundary\":\"facility\",\"kwh\":500},"
                   "{\"method\":\"power\",\"boundary\":\"accelerator\",\"unit_hours\":10,"
                   "\"accelerator\":\"tpu-v5p\"}");

    (void)state;
    assert_string_equal(text_of(&result->totals[PX_BOUNDARY_NODE].whole.value), "1000");
    assert_string_equal(text_of(&result->totals[PX_BOUNDARY_FACILITY].whole.value), "500");
    /* Its power is not published. */
    assert_int_equal(result->totals[PX_BOUNDARY_ACCELERATOR].missing, 1);
    assert_string_equal(result->items[2].notes[0].name, "power-unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_models_come_out),
        cmocka_unit_test(a_missing_meter_is_not_zero),
        cmocka_unit_test(coverage_widens),
        cmocka_unit_test(boundaries_stay_apart),
    };

    return cmocka_run_group_tests_name("energy", tests, make, end);
}
