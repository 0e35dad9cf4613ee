/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/threshold.h"

#include "base/json_read.h"
#include "duty/official_value.h"

#include "base/banned.h"

enum { BASES_MAX = 100 };

typedef struct judging {
    const px_claim *claims;
    size_t n_claims;
    px_arena *arena;
    px_given training, cumulative;
    px_threshold *thresholds;
    size_t count, room;
} judging;

/* ---- What is claimed */

static int read_number(const json_t *value, px_given *ret_given, px_error *err)
{
    char buffer[32];
    px_str text = px_value_number(value, buffer);
    px_decimal number;
    int rc;

    *ret_given = (px_given){ .given = false };
    if (!text.len)
        return 0;
    rc = px_decimal_parse(text, &number, err);
    if (rc >= 0)
        *ret_given = (px_given){ true, px_quantity_of(number) };
    return rc;
}

/* The value of a field; NULL where nothing is claimed. The caller frees it. */
static int read_value(const judging *j, const char *field, json_t **ret_value, px_error *err)
{
    const px_claim *claim = px_claim_of(j->claims, j->n_claims, px_str_of(field));

    *ret_value = NULL;
    return claim ? px_claim_value(claim, ret_value, err) : 0;
}

static int read_claimed(const judging *j, const char *field, px_given *ret_given, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    int rc = read_value(j, field, &value, err);

    return rc < 0 ? rc : read_number(value, ret_given, err);
}

/* ---- Judging */

/* A plan of one stage with that figure; only: the verdicts of one measure, or NONE for all. */
static int judge_figure(judging *j, px_compute_plan *plan, px_str base, const px_given *figure,
                        const char *kind, px_compute_measure only, px_error *err)
{
    px_plan_stage *stage = px_arena_alloc(j->arena, sizeof(*stage));
    px_compute_result *result;
    int rc;

    *stage = (px_plan_stage){ .kind = px_str_of(kind), .stated = *figure };
    plan->stages = stage;
    plan->n_stages = 1;
    rc = px_compute_estimate_plan(plan, PX_STR(""), j->arena, &result, err);
    for (size_t i = 0; rc >= 0 && i < result->n_verdicts; i++) {
        if (only != PX_MEASURE_NONE && result->verdicts[i].measure != only)
            continue;
        j->thresholds =
            px_arena_grow(j->arena, j->thresholds, j->count, &j->room, sizeof(*j->thresholds));
        j->thresholds[j->count++] = (px_threshold){ base, result->verdicts[i] };
    }
    return rc;
}

static int judge(judging *j, px_compute_plan *plan, px_str base, px_error *err)
{
    const char *kind = plan->modification ? "fine-tuning" : "pre-training";
    int rc;

    /* What is only known to count cumulatively says nothing of training. */
    if (!j->training.given)
        return judge_figure(j, plan, base, &j->cumulative, "synthetic-data", PX_MEASURE_NONE, err);
    if (!j->cumulative.given || px_decimal_cmp(&j->cumulative.is.value, &j->training.is.value) <= 0)
        return judge_figure(j, plan, base, &j->training, kind, PX_MEASURE_NONE, err);
    rc = judge_figure(j, plan, base, &j->training, kind, PX_MEASURE_TRAINING, err);
    return rc < 0 ? rc
                  : judge_figure(j, plan, base, &j->cumulative, kind, PX_MEASURE_CUMULATIVE, err);
}

static int judge_base(judging *j, const json_t *base, px_error *err)
{
    const json_t *name = json_object_get(base, "name");
    px_str told = px_arena_str(j->arena, px_json_text(name));
    px_compute_plan plan = { .modification = true };
    px_compute_rule rule = { .value = PX_STR("") };
    px_decimal systemic;
    int rc = read_number(json_object_get(base, "compute"), &plan.original, err);

    if (rc < 0)
        return rc;
    if (!plan.original.given) {
        rc = judge(j, &plan, told, err);
        plan.original_systemic = true;
        return rc < 0 ? rc : judge(j, &plan, told, err);
    }
    plan.original_systemic = px_compute_rule_find(PX_STR("systemic-risk"), PX_STR("en"), &rule) &&
                             px_decimal_parse(rule.value, &systemic, err) >= 0 &&
                             px_decimal_cmp(&plan.original.is.value, &systemic) > 0;
    return judge(j, &plan, told, err);
}

int px_thresholds(const px_claim *claims, size_t count, px_arena *arena,
                  px_threshold **ret_thresholds, size_t *ret_count, px_error *err)
{
    judging j = { .claims = claims, .n_claims = count, .arena = arena };
    PX_AUTO_JSON json_t *bases = NULL;
    px_compute_plan plan = { .modification = false };
    int rc = read_claimed(&j, "fact.compute", &j.training, err);

    if (rc >= 0 && !j.training.given)
        rc = read_claimed(&j, "model.c.flop.a", &j.training, err);
    if (rc >= 0)
        rc = read_claimed(&j, "fact.cumulative_compute", &j.cumulative, err);
    if (rc >= 0)
        rc = read_value(&j, "fact.base_models", &bases, err);
    if (rc >= 0 && (j.training.given || j.cumulative.given)) {
        if (json_array_size(bases) == 0)
            rc = judge(&j, &plan, PX_STR(""), err);
        for (size_t i = 0; rc >= 0 && i < PX_MIN(json_array_size(bases), (size_t)BASES_MAX); i++)
            rc = judge_base(&j, json_array_get(bases, i), err);
    }
    *ret_thresholds = j.thresholds;
    *ret_count = rc < 0 ? 0 : j.count;
    return rc;
}

void px_thresholds_json(px_json *json, px_arena *arena, const px_language *language,
                        const px_threshold *thresholds, size_t count)
{
    px_json_key(json, "thresholds");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "base", thresholds[i].base.len ? thresholds[i].base : PX_STR_NONE);
        px_json_key(json, "verdict");
        px_compute_verdict_json(json, arena, language, &thresholds[i].verdict);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
