/* SPDX-License-Identifier: EUPL-1.2 */
/* Values that were read, as canonical JSON (RFC 8785 within the bounds of base/json_write.h). */
#ifndef PX_BASE_JSON_CANONICAL_H
#define PX_BASE_JSON_CANONICAL_H

#include <jansson.h>

#include "base/builder.h"
#include "base/json_write.h"

/* Appends the value: keys sorted by bytes, integers of magnitude below 2^53. INVALID, with the
 * argument reason, for reals, larger integers and keys beyond ASCII; TOO_LARGE beyond the cap. What
 * was appended is of no use then. */
int px_json_canonical(px_builder *out, const json_t *value, px_error *err) PX_MUST_CHECK;

/* The same in the place of a value of a document that is being written, which the value outlives.
 */
int px_json_canonical_put(px_json *json, const json_t *value, px_error *err) PX_MUST_CHECK;

#endif
