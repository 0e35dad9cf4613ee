/* SPDX-License-Identifier: EUPL-1.2 */
/* What does not fit together in a plan. */
#include "base/civil.h"
#include "model/compute_plan.h"
#include "model/compute_rule.h"

#include "base/banned.h"

typedef struct checker {
    char path[64]; /* "stages[3]" */
    px_error *err;
} checker;

static int wrong(const checker *c, const char *key, const char *message)
{
    char whole[128];
    int rc = px_fail(c->err, PX_ERR_INVALID, message, NULL);

    (void)snprintf(whole, sizeof(whole), "%s%s%s", c->path, c->path[0] ? "." : "", key);
    px_error_add(c->err, "key", whole);
    return rc;
}

static bool is_zero(const px_given *given)
{
    return given->given && px_decimal_is_zero(&given->is.high);
}

/* The value and its bounds are no more than 1. */
static bool is_share(const px_given *given)
{
    px_decimal one = px_decimal_of(1);

    return !given->given || px_decimal_cmp(&given->is.high, &one) <= 0;
}

static int check_hardware(const checker *c, const px_plan_hardware *hardware)
{
    if (hardware->accelerator.len == 0 && !hardware->peak.given)
        return wrong(c, "accelerator", N_("'{key}' is missing, and no peak rate is given either"));
    if (hardware->unit_hours.given ? hardware->units.given || hardware->hours.given
                                   : !hardware->units.given || !hardware->hours.given)
        return wrong(c, "unit_hours",
                     N_("how long how many worked is 'units' and 'hours', or '{key}' alone"));
    if (!hardware->utilisation.given)
        return wrong(c, "utilisation",
                     N_("'{key}' is missing: the mean share of the peak rate, such as \"0.4\""));
    if (!is_share(&hardware->utilisation))
        return wrong(c, "utilisation",
                     N_("'{key}' is a share from 0 to 1, with all that it may be"));
    return 0;
}

static int check_architecture(const checker *c, const px_plan_architecture *a)
{
    if (!a->tokens.given)
        return wrong(c, "architecture.tokens", N_("'{key}' is missing"));
    if (!a->parameters.given && !a->active.given && !a->layers)
        return wrong(c, "architecture.parameters",
                     N_("'{key}' is missing, and no configuration tells the operations"));
    if (!a->parameters.given && !a->active.given && !a->context)
        return wrong(c, "architecture.context",
                     N_("'{key}' is missing: without the length of sequences, or the number of "
                        "parameters, a configuration does not tell the operations"));
    if (a->parameters.given && a->active.given &&
        px_decimal_cmp(&a->active.is.value, &a->parameters.is.value) > 0)
        return wrong(c, "architecture.active_parameters",
                     N_("'{key}' is more than all parameters"));
    if (a->kept.given && px_decimal_cmp(&a->kept.is.value, &a->tokens.is.value) > 0)
        return wrong(c, "architecture.tokens_kept", N_("'{key}' is more than all that were made"));
    if (is_zero(&a->parameters) || is_zero(&a->active))
        return wrong(c, "architecture.parameters", N_("'{key}' is 0"));
    return 0;
}

static int check_use(const checker *c, const px_plan_stage *stage)
{
    bool known = stage->use.len == 0 ||
                 (px_str_is(stage->use, "architecture") && stage->by_architecture) ||
                 (px_str_is(stage->use, "hardware") && stage->n_hardware) ||
                 (px_str_is(stage->use, "stated") && stage->stated.given);

    return known
               ? 0
               : wrong(c, "use",
                       N_("'{key}' is 'architecture', 'hardware' or 'stated', and what it names is "
                          "given"));
}

static int check_stage(const px_plan_stage *stage, size_t index, px_error *err)
{
    checker c = { .err = err };
    px_compute_kind kind;
    int rc = 0;

    (void)snprintf(c.path, sizeof(c.path), "stages[%zu]", index);
    if (!px_compute_kind_find(stage->kind, PX_STR("en"), &kind))
        return wrong(&c, "kind",
                     N_("'{key}' is missing or none of the kinds; 'praxis model compute --kinds' "
                        "lists them"));
    if (stage->by_architecture)
        rc = check_architecture(&c, &stage->architecture);
    for (size_t i = 0; rc >= 0 && i < stage->n_hardware; i++) {
        (void)snprintf(c.path, sizeof(c.path), "stages[%zu].hardware[%zu]", index, i);
        rc = check_hardware(&c, &stage->hardware[i]);
    }
    (void)snprintf(c.path, sizeof(c.path), "stages[%zu]", index);
    return rc < 0 ? rc : check_use(&c, stage);
}

static int check_shares(const checker *c, const px_plan_energy *energy)
{
    px_decimal one = px_decimal_of(1);

    if (!is_share(&energy->devices) ||
        (energy->devices.given && px_decimal_is_zero(&energy->devices.is.low)))
        return wrong(c, "devices_covered", N_("'{key}' is a share above 0, at most 1"));
    if (!is_share(&energy->time) ||
        (energy->time.given && px_decimal_is_zero(&energy->time.is.low)))
        return wrong(c, "time_covered", N_("'{key}' is a share above 0, at most 1"));
    if (energy->pue.given && px_decimal_cmp(&energy->pue.is.low, &one) < 0)
        return wrong(c, "pue", N_("'{key}' is 1 or more: all of a facility over what it is for"));
    if (energy->pue.given && energy->boundary == PX_BOUNDARY_FACILITY)
        return wrong(c, "pue", N_("'{key}' is in a figure of the whole facility already"));
    return 0;
}

static int check_energy(const px_plan_energy *energy, size_t index, px_error *err)
{
    checker c = { .err = err };

    (void)snprintf(c.path, sizeof(c.path), "energy[%zu]", index);
    if (energy->method == PX_ENERGY_METER && energy->watts.given)
        return wrong(&c, "watts", N_("'{key}' is of the method 'power'; a meter gives 'kwh'"));
    if (energy->method == PX_ENERGY_POWER) {
        if (energy->kwh.given)
            return wrong(&c, "kwh", N_("'{key}' is of the method 'meter'"));
        if (!energy->unit_hours.given)
            return wrong(&c, "unit_hours", N_("'{key}' is missing"));
        if (!energy->watts.given && energy->accelerator.len == 0)
            return wrong(&c, "watts", N_("'{key}' is missing, and no accelerator is named"));
        if (!energy->watts.given && energy->boundary != PX_BOUNDARY_ACCELERATOR)
            return wrong(&c, "watts",
                         N_("'{key}' is missing: the design power of the table is that of "
                            "accelerators, not of nodes or facilities"));
    }
    return check_shares(&c, energy);
}

int px_compute_plan_check(const px_compute_plan *plan, px_error *err)
{
    checker c = { .err = err };
    px_civil day;
    int rc = 0;

    if (plan->known.len && px_date_parse(plan->known, &day, err) < 0)
        return wrong(&c, "known", N_("'{key}' is a day such as 2026-11-30"));
    if (is_zero(&plan->original))
        return wrong(&c, "modifies.compute",
                     N_("'{key}' is 0; leave it out where it is not known"));
    for (size_t i = 0; rc >= 0 && i < plan->n_stages; i++)
        rc = check_stage(&plan->stages[i], i, err);
    for (size_t i = 0; rc >= 0 && i < plan->n_energy; i++)
        rc = check_energy(&plan->energy[i], i, err);
    return rc;
}
