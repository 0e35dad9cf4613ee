/* SPDX-License-Identifier: EUPL-1.2 */
/* Published versions in the index of the search. */
#ifndef PX_CODE_SEARCH_FILL_H
#define PX_CODE_SEARCH_FILL_H

#include "code/code.h"
#include "store/search_index.h"

/* Puts the texts of a published version in; those of older versions, of the provisions that it has
 * too, are not current any more. Inside a deed. */
int px_search_fill_version(px_search_writer *writer, px_arena *arena, const px_code *code,
                           const px_version *version, px_error *err) PX_MUST_CHECK;

/* For px_search_source_set: all published versions, the oldest first. */
extern const px_search_source px_search_fill_source;

#endif
