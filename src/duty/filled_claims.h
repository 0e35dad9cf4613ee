/* SPDX-License-Identifier: EUPL-1.2 */
/* Filled forms from what is claimed of a model. */
#ifndef PX_DUTY_FILLED_CLAIMS_H
#define PX_DUTY_FILLED_CLAIMS_H

#include "duty/filled.h"

/* The whole form of a model, or of a version of it, all that follows from it filled in. Its version
 * is "draft"; its date that of the newest claim, so that the same claims give the same document.
 * NOT_FOUND where the subject is a provider alone. */
int px_filled_from_claims(px_db *db, px_arena *arena, const px_claim_subject *subject,
                          const px_official_form *form, px_filled_form *ret_filled,
                          px_error *err) PX_MUST_CHECK;

/* The same of claims that were read, one a field (as px_claim_current gives them); they must
 * outlive the form. */
int px_filled_of_claims(px_db *db, px_arena *arena, const px_claim_subject *subject,
                        const px_official_form *form, const px_claim *claims, size_t count,
                        px_filled_form *ret_filled, px_error *err) PX_MUST_CHECK;

/* Leaves of sizes the ranges alone, where a provider does not want to publish the numbers. */
void px_filled_ranges_only(px_filled_form *filled);

#endif
