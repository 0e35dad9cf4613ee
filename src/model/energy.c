/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/energy.h"

#include "model/compute_priv.h"

#include "base/banned.h"

static const char *const methods[] = {
    [PX_ENERGY_METER] = "meter",
    [PX_ENERGY_POWER] = "power",
};

static const char *const boundaries[] = {
    [PX_BOUNDARY_ACCELERATOR] = "accelerator",
    [PX_BOUNDARY_NODE] = "node",
    [PX_BOUNDARY_FACILITY] = "facility",
};

const char *px_energy_method_name(px_energy_method method)
{
    return methods[method];
}

const char *px_energy_boundary_name(px_energy_boundary boundary)
{
    return boundaries[boundary];
}

static void put_note(px_energy_item *item, const char *name, const char *message)
{
    px_error words = PX_ERROR_INIT;

    (void)px_fail(&words, PX_ERR_INVALID, message, NULL);
    if (item->n_notes < PX_COMPUTE_NOTES_MAX)
        item->notes[item->n_notes++] = (px_compute_note){ name, words };
}

static px_quantity whole_number(uint64_t value)
{
    return px_quantity_of(px_decimal_of(value));
}

/* ---- One item */

/* A reading of 0 from devices that worked is that of a meter which does not count. */
static void read_meter(const px_plan_energy *plan, px_energy_item *item)
{
    bool worked = !plan->unit_hours.given || !px_decimal_is_zero(&plan->unit_hours.is.high);

    if (!plan->kwh.given) {
        item->missing = true;
        put_note(item, "meter-missing", N_("there is no reading: this is missing, not 0"));
    } else if (px_decimal_is_zero(&plan->kwh.is.high) && worked) {
        item->missing = true;
        put_note(item, "meter-zero",
                 N_("the meter reads 0 for devices that worked: it does not count, and this is "
                    "missing, not 0"));
    } else {
        item->measured = plan->kwh.is;
    }
}

/* Watts of one device: those given, or the design power, which is a peak and no mean. */
static int watts_of(const px_plan_energy *plan, px_energy_item *item, px_quantity *ret_watts,
                    px_error *err)
{
    px_accelerator accelerator;
    px_decimal watts;
    int rc;

    if (plan->watts.given) {
        *ret_watts = plan->watts.is;
        return 0;
    }
    rc = px_accelerator_find(plan->accelerator, &accelerator, err);
    if (rc < 0)
        return rc;
    if (accelerator.watts.len == 0) {
        item->missing = true;
        put_note(item, "power-unknown",
                 N_("the power of this accelerator is not published, and none is given: this is "
                    "missing"));
        *ret_watts = whole_number(0);
        return 0;
    }
    rc = px_decimal_parse(accelerator.watts, &watts, err);
    *ret_watts = px_quantity_of(rc < 0 ? px_decimal_of(0) : watts);
    put_note(
        item, "design-power",
        N_("the power is the design power, a peak and no mean: the accelerators used less than "
           "this"));
    return rc;
}

static int by_power(const px_plan_energy *plan, px_energy_item *item, px_error *err)
{
    px_quantity watts = whole_number(0), thousand = whole_number(1000);
    int rc = watts_of(plan, item, &watts, err);

    if (rc < 0)
        return rc;
    item->measured = px_quantity_mul(&plan->unit_hours.is, &watts);
    item->measured = px_quantity_divide(&item->measured, &thousand);
    return 0;
}

/* What was measured, and what the whole was, if that which was not measured used as much. */
static int extend(const px_plan_energy *plan, px_energy_item *item, px_error *err)
{
    px_quantity one = whole_number(1);

    item->coverage = one;
    if (plan->devices.given)
        item->coverage = px_quantity_mul(&item->coverage, &plan->devices.is);
    if (plan->time.given)
        item->coverage = px_quantity_mul(&item->coverage, &plan->time.is);
    if (plan->method == PX_ENERGY_METER && !plan->devices.given && !plan->time.given)
        put_note(item, "coverage-unknown",
                 N_("what share of devices and time the meter covered is not said: taken as all"));
    if (plan->pue.given) {
        item->boundary = PX_BOUNDARY_FACILITY;
        item->measured = px_quantity_mul(&item->measured, &plan->pue.is);
    }
    item->whole = px_quantity_divide(&item->measured, &item->coverage);
    if (px_decimal_cmp(&item->coverage.low, &one.value) < 0) {
        item->whole.low = item->measured.low;
        put_note(
            item, "coverage-part",
            N_("only a part was measured: the rest is taken to have used as much; at least, it "
               "used nothing"));
    }
    return px_quantity_check(&item->whole, err);
}

static int estimate_item(const px_plan_energy *plan, px_energy_item *item, px_error *err)
{
    int rc = 0;

    item->plan = plan;
    item->boundary = plan->boundary;
    item->measured = whole_number(0);
    if (plan->method == PX_ENERGY_METER)
        read_meter(plan, item);
    else
        rc = by_power(plan, item, err);
    if (rc >= 0)
        rc = extend(plan, item, err);
    return rc;
}

/* ---- The whole */

static int put_totals(px_energy_result *result, px_str day, px_arena *arena, px_error *err)
{
    px_decimal figures = px_compute_number("notice-figures", day);
    px_decimal thousand = px_decimal_of(1000), megawatt_hours;
    int rc = 0;

    for (size_t i = 0; i < PX_BOUNDARY_COUNT; i++)
        result->totals[i] =
            (px_energy_total){ .measured = whole_number(0), .whole = whole_number(0) };
    for (size_t i = 0; i < result->plan->n_energy; i++) {
        const px_energy_item *item = &result->items[i];
        px_energy_total *total = &result->totals[item->boundary];

        total->any = true;
        total->missing += item->missing;
        if (item->missing)
            continue;
        total->measured = px_quantity_add(&total->measured, &item->measured);
        total->whole = px_quantity_add(&total->whole, &item->whole);
    }
    for (size_t i = 0; rc >= 0 && i < PX_BOUNDARY_COUNT; i++) {
        px_energy_total *total = &result->totals[i];

        megawatt_hours =
            px_decimal_divide(&total->whole.value, &thousand, PX_DECIMAL_QUOTIENT, NULL);
        megawatt_hours = px_decimal_round(&megawatt_hours, (unsigned)px_decimal_whole(&figures));
        total->notice = px_decimal_text(arena, &megawatt_hours);
        rc = px_quantity_check(&total->whole, err);
    }
    return rc;
}

int px_energy_estimate_plan(const px_compute_plan *plan, px_str day, px_arena *arena,
                            px_energy_result **ret_result, px_error *err)
{
    px_energy_result *result = px_arena_alloc(arena, sizeof(*result));
    char path[32];
    int rc = px_compute_plan_check(plan, err);

    result->plan = plan;
    result->items = px_arena_array(arena, plan->n_energy + 1, sizeof(*result->items));
    for (size_t i = 0; rc >= 0 && i < plan->n_energy; i++) {
        rc = estimate_item(&plan->energy[i], &result->items[i], err);
        (void)snprintf(path, sizeof(path), "energy[%zu]", i);
        if (rc < 0)
            px_error_add(err, "item", path);
    }
    if (rc >= 0)
        rc = put_totals(result, day.len ? day : px_compute_today(arena), arena, err);
    if (rc >= 0)
        *ret_result = result;
    return rc;
}
