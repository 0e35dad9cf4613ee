/* SPDX-License-Identifier: EUPL-1.2 */
/* Energy for people and for other programs. */
#include "model/compute_priv.h"
#include "model/energy.h"

#include "base/banned.h"

enum { WIDTH = 80, FIGURES = 4 };

static px_str or_null(px_str text)
{
    return text.len ? text : PX_STR_NONE;
}

/* ---- JSON */

static void put_item_json(px_json *json, px_arena *arena, const px_language *language,
                          const px_energy_item *item)
{
    px_json_object(json);
    px_json_pair_str(json, "name", or_null(item->plan->name));
    px_json_pair_str(json, "note", or_null(item->plan->note));
    px_json_pair_cstr(json, "method", px_energy_method_name(item->plan->method));
    px_json_pair_cstr(json, "boundary", px_energy_boundary_name(item->boundary));
    px_json_pair_bool(json, "missing", item->missing);
    px_compute_json_quantity(json, arena, "coverage", &item->coverage);
    if (!item->missing) {
        px_compute_json_quantity(json, arena, "measured_kwh", &item->measured);
        px_compute_json_quantity(json, arena, "whole_kwh", &item->whole);
    }
    px_compute_json_notes(json, arena, language, item->notes, item->n_notes);
    px_json_object_end(json);
}

void px_energy_json(const px_energy_result *result, const px_language *language, px_arena *arena,
                    px_json *json)
{
    px_json_key(json, "items");
    px_json_array(json);
    for (size_t i = 0; i < result->plan->n_energy; i++)
        put_item_json(json, arena, language, &result->items[i]);
    px_json_array_end(json);
    px_json_key(json, "totals");
    px_json_array(json);
    for (size_t i = 0; i < PX_BOUNDARY_COUNT; i++) {
        const px_energy_total *total = &result->totals[i];

        if (!total->any)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "boundary", px_energy_boundary_name((px_energy_boundary)i));
        px_json_pair_int(json, "missing", (long long)total->missing);
        px_compute_json_quantity(json, arena, "measured_kwh", &total->measured);
        px_compute_json_quantity(json, arena, "whole_kwh", &total->whole);
        px_json_pair_str(json, "notice_mwh", total->missing ? PX_STR_NONE : total->notice);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

/* ---- Text */

static const char *const boundary_names[] = {
    [PX_BOUNDARY_ACCELERATOR] = N_("accelerators alone"),
    [PX_BOUNDARY_NODE] = N_("nodes"),
    [PX_BOUNDARY_FACILITY] = N_("the facility"),
};

static const char *figure(const px_compute_lines *lines, const px_decimal *value)
{
    return px_compute_figure(lines->arena, lines->language, value, FIGURES);
}

/* Where nobody said how sure a figure is, it has no range; that is not a range of nothing. */
static bool has_range(const px_quantity *q)
{
    return q->stated || px_decimal_cmp(&q->low, &q->high) != 0;
}

static void put_item(const px_compute_lines *lines, const px_energy_item *item)
{
    const px_plan_energy *plan = item->plan;
    const char *boundary = px_tr(lines->language, boundary_names[item->boundary]);
    const char *name = plan->name.len ? px_arena_cstr(lines->arena, plan->name)
                       : plan->method == PX_ENERGY_METER
                           ? px_tr(lines->language, N_("meter"))
                           : px_tr(lines->language, N_("hours of accelerators x power"));
    px_decimal hundred = px_decimal_of(100), share;

    if (item->missing) {
        px_compute_line(lines, 3, N_("{name}, {boundary}: missing"), "name", name, "boundary",
                        boundary, NULL);
    } else {
        share = px_decimal_mul(&item->coverage.value, &hundred);
        px_compute_line(
            lines, 3,
            has_range(&item->whole)
                ? N_("{name}, {boundary}: {value} kWh, from {low} to {high}; {share} % covered")
                : N_("{name}, {boundary}: {value} kWh, no range is given; {share} % covered"),
            "name", name, "boundary", boundary, "value", figure(lines, &item->whole.value), "low",
            figure(lines, &item->whole.low), "high", figure(lines, &item->whole.high), "share",
            figure(lines, &share), NULL);
    }
    if (plan->note.len)
        px_compute_line(lines, 6, N_("Assumption: {text}"), "text",
                        px_arena_cstr(lines->arena, plan->note), NULL);
    px_compute_notes_text(lines, 6, item->notes, item->n_notes);
}

static void put_total(const px_compute_lines *lines, const px_energy_total *total,
                      const char *boundary)
{
    px_decimal notice = { 0 };
    px_error ignored = PX_ERROR_INIT;

    if (px_decimal_parse(total->notice, &notice, &ignored) < 0)
        return;
    if (total->missing)
        px_compute_line(lines, 3,
                        N_("In all, {boundary}: at least {value} kWh; figures missing: {count}"),
                        "boundary", px_tr(lines->language, boundary), "value",
                        figure(lines, &total->measured.low), "count",
                        px_arena_format(lines->arena, "%zu", total->missing), NULL);
    else
        px_compute_line(lines, 3,
                        has_range(&total->whole)
                            ? N_("In all, {boundary}: {value} MWh in two significant figures, from "
                                 "{low} to {high} kWh")
                            : N_("In all, {boundary}: {value} MWh in two significant figures"),
                        "boundary", px_tr(lines->language, boundary), "value",
                        px_compute_figure(lines->arena, lines->language, &notice, 0), "low",
                        figure(lines, &total->whole.low), "high", figure(lines, &total->whole.high),
                        NULL);
}

void px_energy_text(const px_energy_result *result, const px_language *language, px_arena *arena,
                    size_t width, px_builder *out)
{
    px_compute_lines lines = { out, arena, language, width ? width : WIDTH };

    px_builder_char(out, '\n');
    px_compute_line(&lines, 0, N_("Energy of training"), NULL);
    for (size_t i = 0; i < result->plan->n_energy; i++)
        put_item(&lines, &result->items[i]);
    for (size_t i = 0; i < PX_BOUNDARY_COUNT; i++)
        if (result->totals[i].any)
            put_total(&lines, &result->totals[i], boundary_names[i]);
}
