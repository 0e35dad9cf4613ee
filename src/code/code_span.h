/* SPDX-License-Identifier: EUPL-1.2 */
/* Stepping over inline Markdown without parsing it whole; private to src/code. */
#ifndef PX_CODE_CODE_SPAN_H
#define PX_CODE_CODE_SPAN_H

#include "base/str.h"

/* Bytes at s + at that a scan for marks must pass over as one: a whole code span, an escaped
 * character, or a run of backticks that closes nowhere. 0 where there is nothing of the kind. */
size_t px_code_span_len(px_str s, size_t at);

#endif
