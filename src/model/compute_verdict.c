/* SPDX-License-Identifier: EUPL-1.2 */
/* Sums of the stages, and how they stand to the thresholds of the law. */
#include "model/compute_priv.h"

#include "base/civil.h"

#include "base/banned.h"

static const char *const verdicts[] = {
    [PX_VERDICT_UNKNOWN] = "unknown",
    [PX_VERDICT_BELOW] = "below",
    [PX_VERDICT_STRADDLES] = "straddles",
    [PX_VERDICT_ABOVE] = "above",
};

const char *px_verdict_name(px_verdict verdict)
{
    return verdicts[verdict];
}

/* ---- Totals */

static bool counts(const px_compute_stage *stage, px_compute_measure measure)
{
    return stage->kind.measure == PX_MEASURE_TRAINING ||
           (stage->kind.measure == PX_MEASURE_CUMULATIVE && measure == PX_MEASURE_CUMULATIVE);
}

static int total_of(const px_compute_result *result, px_compute_measure measure, px_arena *arena,
                    px_compute_total *ret_total, px_error *err)
{
    px_decimal tolerance = px_compute_number("tolerance", result->day);
    px_decimal figures = px_compute_number("notice-figures", result->day);
    px_decimal ten = px_decimal_of(10), spread;
    px_compute_total total = { .measure = measure, .compute = px_quantity_of(px_decimal_of(0)) };
    size_t counted = 0;
    int rc;

    for (size_t i = 0; i < result->plan->n_stages; i++) {
        const px_compute_stage *stage = &result->stages[i];

        if (!counts(stage, measure))
            continue;
        counted++;
        if (!stage->used) {
            total.missing++;
            continue;
        }
        total.assumed += !stage->used->compute.stated;
        total.compute = px_quantity_add(&total.compute, &stage->used->compute);
    }
    total.missing += counted == 0; /* nothing that counts is no 0 */
    rc = px_quantity_check(&total.compute, err);
    if (rc < 0)
        return rc;
    total.spread = px_quantity_spread_of(&total.compute);
    spread = px_decimal_of(total.spread);
    tolerance = px_decimal_mul(&tolerance, &ten);
    total.within_tolerance = total.missing == 0 && px_decimal_cmp(&spread, &tolerance) <= 0;
    total.notice =
        px_decimal_scientific(arena, &total.compute.value, (unsigned)px_decimal_whole(&figures));
    *ret_total = total;
    return 0;
}

int px_compute_totals(px_compute_result *result, px_arena *arena, px_error *err)
{
    int rc = total_of(result, PX_MEASURE_TRAINING, arena, &result->training, err);

    return rc < 0 ? rc : total_of(result, PX_MEASURE_CUMULATIVE, arena, &result->cumulative, err);
}

/* ---- Verdicts */

/* Which thresholds are asked after: of a modification its own ones, and whether the model that
 * comes out of it is one with systemic risk, where the compute of the original is known. */
static bool applies(const px_compute_plan *plan, const px_compute_rule *rule)
{
    const char *modifier = plan->original.given
                               ? plan->original_systemic ? "modifier-of-systemic-risk" : "modifier"
                           : plan->original_systemic ? "modifier-systemic-risk"
                                                     : "modifier-other";

    if (!plan->modification)
        return px_str_is(rule->key, "general-purpose") || px_str_is(rule->key, "systemic-risk");
    return px_str_is(rule->key, modifier) ||
           (px_str_is(rule->key, "systemic-risk") && plan->original.given);
}

/* What is compared, times the divisor of the rule: a third of 10^25 has no end, three times the
 * compute has. */
static px_quantity compared(const px_compute_result *result, const px_compute_rule *rule,
                            const px_quantity *divisor)
{
    const px_compute_plan *plan = result->plan;
    px_quantity compute = rule->measure == PX_MEASURE_TRAINING ? result->training.compute
                                                               : result->cumulative.compute;

    if (plan->modification && px_str_is(rule->key, "systemic-risk"))
        compute = px_quantity_add(&compute, &plan->original.is);
    return px_quantity_mul(&compute, divisor);
}

static px_verdict judge(const px_quantity *compute, const px_quantity *threshold, bool missing)
{
    if (px_decimal_cmp(&compute->low, &threshold->high) > 0)
        return PX_VERDICT_ABOVE;
    if (px_decimal_cmp(&compute->high, &threshold->low) > 0)
        return PX_VERDICT_STRADDLES;
    return missing ? PX_VERDICT_UNKNOWN : PX_VERDICT_BELOW;
}

/* The last day of the notice: so many days after it is known, and after the rule holds. */
static px_str notice_day(const px_compute_plan *plan, const px_compute_rule *rule, px_arena *arena)
{
    px_error ignored = PX_ERROR_INIT;
    px_str from = px_str_cmp(plan->known, rule->since) > 0 ? plan->known : rule->since;
    px_civil day;
    int year, month, date;

    if (!rule->days || !plan->known.len || px_date_parse(from, &day, &ignored) < 0)
        return PX_STR("");
    px_date_from_days(px_days_from_date(day.year, day.month, day.day) + rule->days, &year, &month,
                      &date);
    return px_str_of(px_arena_format(arena, "%04d-%02d-%02d", year, month, date));
}

static int put_verdict(px_compute_result *result, const px_compute_rule *rule, px_arena *arena,
                       px_error *err)
{
    const px_compute_plan *plan = result->plan;
    px_compute_verdict verdict = { .rule = rule->key, .measure = rule->measure };
    px_quantity compute, base, divisor;
    px_decimal number;
    int rc = px_decimal_parse(rule->divisor, &number, err);

    if (rc < 0)
        return rc;
    divisor = px_quantity_of(number);
    if (px_str_is(rule->value, "original")) {
        base = plan->original.is;
    } else {
        rc = px_decimal_parse(rule->value, &number, err);
        if (rc < 0)
            return rc;
        base = px_quantity_of(number);
    }
    compute = compared(result, rule, &divisor);
    rc = px_quantity_check(&compute, err);
    if (rc < 0)
        return rc;
    verdict.threshold = px_quantity_divide(&base, &divisor);
    verdict.verdict = judge(&compute, &base,
                            rule->measure == PX_MEASURE_TRAINING ? result->training.missing > 0
                                                                 : result->cumulative.missing > 0);
    verdict.estimate_above = px_decimal_cmp(&compute.value, &base.value) > 0;
    if (verdict.verdict == PX_VERDICT_ABOVE || verdict.verdict == PX_VERDICT_STRADDLES)
        verdict.notify_by = notice_day(plan, rule, arena);
    result->verdicts[result->n_verdicts++] = verdict;
    return 0;
}

int px_compute_verdicts(px_compute_result *result, px_arena *arena, px_error *err)
{
    px_str rest = PX_STR_NONE;
    px_compute_rule rule;
    int rc = 0;

    while (rc >= 0 && result->n_verdicts < PX_COMPUTE_VERDICTS_MAX &&
           px_compute_rule_next(&rest, PX_STR("en"), &rule))
        if (rule.is_threshold && px_compute_rule_holds(&rule, result->day) &&
            applies(result->plan, &rule))
            rc = put_verdict(result, &rule, arena, err);
    return rc;
}
