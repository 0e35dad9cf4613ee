/* SPDX-License-Identifier: EUPL-1.2 */
/* Which provisions moved; private to src/code. */
#ifndef PX_CODE_COMPARE_ORDER_H
#define PX_CODE_COMPARE_ORDER_H

#include "code/compare/match.h"

/* For each old node whether it and its partner moved: they have other parents (levels that were
 * put in or taken out between are looked through), or among siblings that stayed they do not
 * belong to the heaviest common order. weights: of each old node. */
bool *px_compare_moved(px_arena *arena, const px_match_side *old_side,
                       const px_match_side *new_side, const px_match *match, const size_t *weights);

/* The nearest ancestor that has a partner, or PX_OUTLINE_TOP. */
size_t px_compare_ancestor(const px_match_side *side, const px_match_partner *partners,
                           size_t node);

#endif
