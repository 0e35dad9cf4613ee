/* SPDX-License-Identifier: EUPL-1.2 */
/* The methods: from the inputs of a stage to operations. */
#include "model/compute_priv.h"

#include "base/banned.h"

static void put_input(px_compute_estimate *estimate, const char *key, const px_quantity *is,
                      const char *unit, px_str words)
{
    estimate->inputs[estimate->n_inputs++] =
        (px_compute_input){ .key = key, .is = *is, .unit = unit, .words = words };
}

static void put_factor(px_quantity *product, const px_given *factor)
{
    px_str note = product->note;

    if (factor->given)
        *product = px_quantity_mul(product, &factor->is);
    product->note = note;
}

static px_quantity whole_number(uint64_t value)
{
    return px_quantity_of(px_decimal_of(value));
}

/* What all methods by architecture have in common: tokens and epochs. */
static void put_data(px_compute_estimate *estimate, const px_plan_architecture *a)
{
    put_input(estimate, "tokens", &a->tokens.is, N_("tokens"), PX_STR(""));
    if (a->kept.given)
        put_input(estimate, "tokens_kept", &a->kept.is, N_("tokens"), PX_STR(""));
    if (a->epochs.given)
        put_input(estimate, "epochs", &a->epochs.is, "", PX_STR(""));
    put_factor(&estimate->compute, &a->tokens);
    put_factor(&estimate->compute, &a->epochs);
}

void px_compute_by_parameters(const px_plan_architecture *a, int factor, px_arena *arena,
                              px_compute_estimate *ret_estimate)
{
    const px_given *parameters = a->active.given ? &a->active : &a->parameters;
    px_compute_estimate estimate = {
        .method = PX_COMPUTE_PARAMETERS,
        .factor = factor,
        .compute = whole_number((uint64_t)factor),
        .inputs = px_arena_array(arena, 8, sizeof(px_compute_input)),
    };

    if (a->parameters.given)
        put_input(&estimate, "parameters", &a->parameters.is, "", PX_STR(""));
    if (a->active.given)
        put_input(&estimate, "active_parameters", &a->active.is, "", PX_STR(""));
    put_factor(&estimate.compute, parameters);
    put_data(&estimate, a);
    *ret_estimate = estimate;
}

/* Operations of forward passes for a sequence, without or with those that the context costs. */
static px_decimal sequence(const px_plan_architecture *a, unsigned from, unsigned to)
{
    px_decimal sum = px_decimal_of(0);

    for (unsigned part = from; part < to; part++) {
        px_decimal more =
            px_layer_sequence(a->layers, (px_layer_part)part, a->context, !a->all_positions);

        sum = px_decimal_add(&sum, &more);
    }
    return sum;
}

void px_compute_by_layers(const px_plan_architecture *a, int factor, px_arena *arena,
                          px_compute_estimate *ret_estimate)
{
    px_decimal context = sequence(a, PX_LAYER_CONTEXT, PX_LAYER_PART_COUNT);
    px_decimal all = sequence(a, 0, PX_LAYER_CONTEXT);
    px_quantity length = whole_number((uint64_t)a->context), part;
    px_quantity passes = whole_number((uint64_t)factor / 2); /* backward costs two forward */
    px_compute_estimate estimate = {
        .method = PX_COMPUTE_LAYERS,
        .factor = factor,
        .inputs = px_arena_array(arena, 8, sizeof(px_compute_input)),
    };

    all = px_decimal_add(&all, &context);
    estimate.compute = px_quantity_of(all);
    estimate.compute = px_quantity_mul(&estimate.compute, &passes);
    put_input(&estimate, "context", &length, N_("tokens"), PX_STR(""));
    put_data(&estimate, a);
    estimate.compute = px_quantity_divide(&estimate.compute, &length);

    part = px_quantity_of(context);
    part = px_quantity_mul(&part, &passes);
    put_factor(&part, &a->tokens);
    put_factor(&part, &a->epochs);
    part = px_quantity_divide(&part, &length);
    estimate.context_part = part.value;
    *ret_estimate = estimate;
}

/* One kind of accelerator. */
static int put_hardware(const px_plan_hardware *hardware, px_compute_estimate *estimate,
                        px_arena *arena, px_error *err)
{
    px_quantity product = whole_number(3600), peak;
    px_str words = hardware->accelerator, format = hardware->format;
    px_accelerator accelerator;
    px_decimal rate;
    int rc;

    if (hardware->peak.given) {
        peak = hardware->peak.is;
    } else {
        rc = px_accelerator_find(hardware->accelerator, &accelerator, err);
        if (rc >= 0)
            rc = px_accelerator_peak(&accelerator, &format, &rate, err);
        if (rc < 0)
            return rc;
        peak = px_quantity_of(rate);
    }
    if (format.len)
        words =
            px_str_of(px_arena_format(arena, "%.*s, %.*s", PX_STR_ARG(words), PX_STR_ARG(format)));
    if (hardware->units.given)
        put_input(estimate, "units", &hardware->units.is, "", words);
    if (hardware->hours.given)
        put_input(estimate, "hours", &hardware->hours.is, "h", words);
    if (hardware->unit_hours.given)
        put_input(estimate, "unit_hours", &hardware->unit_hours.is, "h", words);
    put_input(estimate, "peak", &peak, "FLOP/s", words);
    put_input(estimate, "utilisation", &hardware->utilisation.is, "", words);
    put_factor(&product, &hardware->units);
    put_factor(&product, &hardware->hours);
    put_factor(&product, &hardware->unit_hours);
    put_factor(&product, &hardware->utilisation);
    product = px_quantity_mul(&product, &peak);
    estimate->compute = px_quantity_add(&estimate->compute, &product);
    return px_quantity_check(&estimate->compute, err);
}

int px_compute_by_hardware(const px_plan_stage *stage, px_arena *arena,
                           px_compute_estimate *ret_estimate, px_error *err)
{
    px_compute_estimate estimate = {
        .method = PX_COMPUTE_HARDWARE,
        .compute = whole_number(0),
        .inputs = px_arena_array(arena, 5 * stage->n_hardware, sizeof(px_compute_input)),
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < stage->n_hardware; i++)
        rc = put_hardware(&stage->hardware[i], &estimate, arena, err);
    if (rc >= 0)
        *ret_estimate = estimate;
    return rc;
}

void px_compute_as_stated(const px_given *stated, px_arena *arena,
                          px_compute_estimate *ret_estimate)
{
    px_compute_estimate estimate = {
        .method = PX_COMPUTE_STATED,
        .compute = stated->is,
        .inputs = px_arena_array(arena, 1, sizeof(px_compute_input)),
    };

    put_input(&estimate, "compute", &stated->is, "FLOP", PX_STR(""));
    *ret_estimate = estimate;
}
