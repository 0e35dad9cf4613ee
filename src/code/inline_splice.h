/* SPDX-License-Identifier: EUPL-1.2 */
/* Other words in the place of words of inline Markdown, by where these are in its plain form. */
#ifndef PX_CODE_INLINE_SPLICE_H
#define PX_CODE_INLINE_SPLICE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* The inline Markdown with `words`, inline Markdown too, in place of the code points start to end
 * of its plain form. Marks and links around them stay on what is left of their words. In the arena.
 * INVALID where the place is not within the text. */
int px_inline_splice(px_arena *arena, px_str markdown, size_t start, size_t end, px_str words,
                     px_str *ret_markdown, px_error *err) PX_MUST_CHECK;

#endif
