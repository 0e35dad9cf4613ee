/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Contradictions: claims that stand and cannot both hold, by a const table of rules. Each names two
 * claims and says how to resolve it; none is resolved here.
 */
#ifndef PX_DUTY_CONTRADICTION_H
#define PX_DUTY_CONTRADICTION_H

#include "duty/claim.h"

typedef struct px_contradiction {
    const char *rule;               /* stable: "union-before-release" */
    const char *text, *remedy;      /* message ids: what does not fit, how to resolve it */
    const px_claim *first, *second; /* the same one where it contradicts itself */
} px_contradiction;

/* All among the claims of the subject, with those that it inherits: by rule, in the order of the
 * table. The claims live in the arena. */
int px_contradictions(px_db *db, px_arena *arena, const px_claim_subject *subject,
                      px_contradiction **ret_found, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The same among claims that were read (as px_claim_standing gives them). */
int px_contradictions_among(px_arena *arena, const px_claim *claims, size_t count,
                            px_contradiction **ret_found, size_t *ret_found_count,
                            px_error *err) PX_MUST_CHECK;

#endif
