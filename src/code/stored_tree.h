/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of a version as import, matching and comparison need it; private to src/code. */
#ifndef PX_CODE_STORED_TREE_H
#define PX_CODE_STORED_TREE_H

#include "base/message.h"
#include "code/compare/match.h"

typedef struct px_stored_node {
    int64_t row, provision;
    size_t parent; /* index, or PX_OUTLINE_TOP */
    int depth;
    px_provision_kind kind;
    px_str lasting_id, eid, alias;
    px_str number, heading, text; /* in the language asked for; empty where it has none there */
} px_stored_node;

typedef struct px_stored_tree {
    px_stored_node *nodes; /* in the order of the document */
    size_t count;
    int64_t version; /* row */
} px_stored_tree;

/* Reads the tree of a version. */
int px_stored_tree_load(px_db *db, px_arena *arena, int64_t version, px_str language,
                        px_stored_tree *ret_tree, px_error *err) PX_MUST_CHECK;

/* The side of a stored tree, with lasting ids and aliases. */
int px_match_side_of_tree(px_arena *arena, const px_stored_tree *tree, px_match_side *ret_side,
                          px_error *err) PX_MUST_CHECK;

/* A place where the outline does not have the tree's shape. */
typedef struct px_tree_difference {
    size_t line; /* in the file; that of the last node where the file ends early */
    px_str expected,
        found; /* "measure chp_1__measure_1"; "nothing"; in the language of the reader */
} px_tree_difference;

/* Compares kinds, depths and explicit ids; returns the number of differences, at most max.
 * After an insertion or a gap it finds its place again where it can. */
size_t px_import_compare(px_arena *arena, const px_language *reader, const px_outline *outline,
                         const px_stored_tree *tree, px_tree_difference *ret_differences,
                         size_t max);

#endif
