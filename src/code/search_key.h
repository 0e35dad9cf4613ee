/* SPDX-License-Identifier: EUPL-1.2 */
/* By what provisions are found beside their words: number and lasting id. Private to src/code. */
#ifndef PX_CODE_SEARCH_KEY_H
#define PX_CODE_SEARCH_KEY_H

#include "base/builder.h"
#include "code/provision_kind.h"

/* What provisions are called in the search index. The item is the row of the node. */
#define PX_SEARCH_PROVISION "provision"

/* Appends the key of a provision's number ("n7.6" for "Measure 7.6"); nothing where it has none
 * that somebody would type. */
void px_search_key_number(px_builder *out, px_str number);

/* Appends the key of a lasting id. */
void px_search_key_id(px_builder *out, px_str lasting_id);

/* What somebody typed who means one provision: appends the key and gives the name of the kind that
 * was named with it ("measure" of "mesure 7.6"), or an empty one. False, with nothing appended,
 * where it is neither a number nor a lasting id. */
bool px_search_key_typed(px_builder *out, px_str typed, px_str *ret_kind);

#endif
