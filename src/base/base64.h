/* SPDX-License-Identifier: EUPL-1.2 */
/* Base64 after RFC 4648 section 4: the standard alphabet, always padded. */
#ifndef PX_BASE_BASE64_H
#define PX_BASE_BASE64_H

#include "base/builder.h"
#include "base/str.h"

/* Characters that len bytes take. */
#define PX_BASE64_LEN(len) (((len) + 2) / 3 * 4)

/* Appends the bytes in base64, with padding. */
void px_base64_print(px_builder *out, const void *bytes, size_t len);

/* Strict: padding must be there, unused bits must be zero, nothing else may stand in the text.
 * Writes at most room bytes; false when the text is not base64 or holds more than that. */
bool px_base64_parse(px_str text, void *ret_bytes, size_t room, size_t *ret_len);

#endif
