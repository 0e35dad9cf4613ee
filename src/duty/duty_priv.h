/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the room share. Private to src/duty. */
#ifndef PX_DUTY_PRIV_H
#define PX_DUTY_PRIV_H

#include "duty/claim.h"
#include "duty/provider.h"
#include "store/act.h"

/* The slug that was written, or one made from the name. INVALID with the argument "field". */
int duty_slug(px_arena *arena, px_str told, px_str name, px_str *ret_slug,
              px_error *err) PX_MUST_CHECK;

/* Puts a claim into the house as it is, all of it checked: supersedes the current one of its
 * subject, field and basis; fills row and supersedes. */
int claim_insert(px_db *db, px_claim *claim, px_error *err) PX_MUST_CHECK;

/* The row of the current claim of the same subject, field and basis, with its public id and its
 * digest (both in the arena), or row 0. */
typedef struct claim_place {
    int64_t row;
    px_str id, digest;
} claim_place;
int claim_place_find(px_db *db, px_arena *arena, const px_claim *claim, claim_place *ret_place,
                     px_error *err) PX_MUST_CHECK;

/* SHA-256 over what a claim says: 64 hexadecimal digits and NUL. */
int claim_digest(const px_claim *claim, char ret_hex[65], px_error *err) PX_MUST_CHECK;

/* px_claim_standing without evidence and inputs, for those who read many. */
int duty_claim_standing_bare(px_db *db, px_arena *arena, const px_claim_subject *subject,
                             px_claim **ret_claims, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Whether field and value may stand in a claim: INVALID with the argument "field". The value in its
 * canonical form is left in the claim. */
int claim_check(px_arena *arena, px_claim *claim, px_error *err) PX_MUST_CHECK;

/* Makes anew what follows from the row of a provider or a model, by its act. */
int duty_entry_changed(px_db *db, px_arena *arena, px_claim_subject subject,
                       const px_act_receipt *receipt, px_error *err) PX_MUST_CHECK;

#endif
