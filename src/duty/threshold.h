/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the claimed compute of a model stands to the thresholds of the law (data/compute_rules.tsv),
 * by the same rules as 'praxis model compute': of a model those of general-purpose models and of
 * systemic risk, of a modification (fact.base_models) one third of each original.
 */
#ifndef PX_DUTY_THRESHOLD_H
#define PX_DUTY_THRESHOLD_H

#include "duty/claim.h"
#include "model/compute.h"

typedef struct px_threshold {
    px_str base; /* the model that was modified, by its name; empty: none was */
    px_compute_verdict verdict;
} px_threshold;

/* Judges what is claimed now (px_claim_current): fact.compute, else the compute of the
 * documentation form, and fact.cumulative_compute. Nothing where neither is claimed. No claim says
 * how sure it is: the tolerance of the guidelines is taken. Of an original whose compute nobody
 * states it is not known either whether it has systemic risk: both thresholds are judged. TOO_LARGE
 * for a figure with too many digits. */
int px_thresholds(const px_claim *claims, size_t count, px_arena *arena,
                  px_threshold **ret_thresholds, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The member "thresholds" of an open object. */
void px_thresholds_json(px_json *json, px_arena *arena, const px_language *language,
                        const px_threshold *thresholds, size_t count);

#endif
