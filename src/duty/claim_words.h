/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of claims as people write them on a command line, and as lists show them. */
#ifndef PX_DUTY_CLAIM_WORDS_H
#define PX_DUTY_CLAIM_WORDS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* The JSON of a value that was written for the field: JSON as it is ("null" withdraws); else by the
 * type of the field: words for a text in that language, "yes" and "no", a date, a number, words
 * with commas for modalities and choices, FROM/TO for a period. INVALID where the type needs JSON,
 * or there is no such field. */
int px_claim_words_read(px_arena *arena, px_str field, px_str words, px_str language,
                        px_str *ret_value, px_error *err) PX_MUST_CHECK;

/* A value in one line of at most max bytes, in the language where it is a text. */
px_str px_claim_words(px_arena *arena, px_str value, px_str language, size_t max);

#endif
