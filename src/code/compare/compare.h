/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comparison of two texts, provision by provision.
 *
 * Each provision of either text stands in exactly one change, except that a split names its
 * further new provisions and a merge its further old ones. Writers of the result: compare_json.h,
 * compare_html.h.
 */
#ifndef PX_CODE_COMPARE_H
#define PX_CODE_COMPARE_H

#include "code/compare/match.h"

typedef enum px_change_kind {
    PX_CHANGE_KEPT,
    PX_CHANGE_REWORDED,
    PX_CHANGE_MOVED,
    PX_CHANGE_RENUMBERED,
    PX_CHANGE_SPLIT,
    PX_CHANGE_MERGED,
    PX_CHANGE_NEW,
    PX_CHANGE_DELETED,
    PX_CHANGE_KIND_COUNT
} px_change_kind;

/* "kept", "reworded", ...: never translated; the title is a message id. */
const char *px_change_kind_name(px_change_kind kind);
const char *px_change_kind_title(px_change_kind kind);

typedef struct px_change {
    px_change_kind kind; /* the foremost: split, merged, moved, reworded, renumbered, kept */
    bool reworded, moved, renumbered; /* all that are true of it */
    size_t old_node, new_node;        /* index in its side, or PX_OUTLINE_TOP */
    size_t *others; /* split: the further new nodes; merged: the further old nodes */
    size_t n_others;
    px_match_reason reason;
    double similarity; /* of the words, 0 to 1 */
    bool doubtful;
} px_change;

typedef struct px_comparison {
    const px_match_side *old_side, *new_side;
    px_match match;
    px_change *changes; /* in the order of the new text; what is deleted stands behind what stood
                           before it in the old text */
    size_t count;
    size_t counts[PX_CHANGE_KIND_COUNT];
    size_t *of_old, *of_new; /* the change in which a node stands */
} px_comparison;

/* Compares; sides and result live in the arena. A node whose parent moved or was renumbered is not
 * moved or renumbered for that; moved is what has another parent than its old parent's partner, or
 * stands in another order among siblings that stayed (the heaviest common order stays). */
void px_compare(px_arena *arena, const px_match_side *old_side, const px_match_side *new_side,
                px_comparison *ret_comparison);

#endif
