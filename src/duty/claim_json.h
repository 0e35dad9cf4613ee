/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Claims as JSON: for twins and commands, and as a file that another house takes in
 * (docs/claims.md, data/schemas/claims.json).
 */
#ifndef PX_DUTY_CLAIM_JSON_H
#define PX_DUTY_CLAIM_JSON_H

#include "base/json_write.h"
#include "duty/claim.h"

#define PX_CLAIMS_FILE_MAX ((size_t)64 << 20)

/* One object: field, value, basis, method, program, note, evidence, time; whole: also id, level,
 * inputs, author, act, supersedes, current. */
int px_claim_json(px_json *json, const px_claim *claim, bool whole, px_error *err) PX_MUST_CHECK;

/* The members "format" ("praxis-claims"), "subject" and "claims" of an open object: those of a list
 * that are not derived, as another house takes them in. */
int px_claims_file_json(px_json *json, px_str subject, const px_claim *claims, size_t count,
                        px_error *err) PX_MUST_CHECK;

/* Whether a text begins as such a file does. */
bool px_claims_file_is(px_str head);

/* The claims of a file, without subject. MALFORMED, or INVALID with the arguments "claim" (from 1)
 * and "key"; more than PX_CLAIM_BATCH_MAX: TOO_LARGE. They live in the arena. */
int px_claims_file_read(px_str text, const char *source, px_arena *arena, px_claim **ret_claims,
                        size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
