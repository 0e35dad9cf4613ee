/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of a version as import, matching and comparison need it; private to src/code. */
#ifndef PX_CODE_STORED_TREE_H
#define PX_CODE_STORED_TREE_H

#include "base/message.h"
#include "code/outline.h"
#include "code/plain.h"

typedef struct px_stored_node {
    int64_t row, provision;
    size_t parent; /* index, or PX_OUTLINE_TOP */
    int depth;
    px_provision_kind kind;
    px_str lasting_id, eid, alias;
    px_str heading, hash; /* in the language asked for; hash empty where it has no text there */
} px_stored_node;

typedef struct px_stored_tree {
    px_stored_node *nodes; /* in the order of the document */
    size_t count;
} px_stored_tree;

/* Reads the tree of a version. */
int px_stored_tree_load(px_db *db, px_arena *arena, int64_t version, px_str language,
                        px_stored_tree *ret_tree, px_error *err) PX_MUST_CHECK;

/* Proposes for every node of the outline which node of the tree it continues: an index, or
 * PX_OUTLINE_TOP for none; no node of the tree is given twice. In this order: the same lasting id,
 * the same id for links, the same kind and hash (hashes: one for each node of the outline, of
 * PX_TEXT_HASH_LEN bytes), then, below parents that continue each other, the same kind and
 * heading, when both sides have the same number of them left. */
void px_import_match(px_arena *arena, const px_outline *outline, const unsigned char *hashes,
                     const px_stored_tree *tree, size_t *ret_match);

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
