/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the import share (import_store.c, import_ids.c, import_tree.c, import_step.c,
 * import_undo.c): private to src/code. */
#ifndef PX_CODE_IMPORT_PRIV_H
#define PX_CODE_IMPORT_PRIV_H

#include "code/doubt.h"
#include "code/import.h"
#include "code/relink.h"
#include "code/stored_tree.h"
#include "code/version_row.h"

typedef struct px_storing {
    px_db *db;
    px_arena *arena;
    px_outline outline;
    px_version_row version;
    px_str language;
    px_match_side side;      /* the outline's */
    px_str *lasting_ids;     /* of each node */
    int64_t *provisions;     /* row of each node's provision */
    const px_outline *names; /* the same nodes, by whose numbers eIds are made; NULL: the outline */
} px_storing;

/* Reads the outline's bytes, makes plain forms and hashes, and room for the ids. */
int px_storing_start(px_storing *s, px_str outline, px_error *err) PX_MUST_CHECK;

/* Gives every node its provision: its explicit id; else that of the node of the working version
 * (own) that it continues, else of the version before (base); else a new one. Notes doubts, which
 * also go into the result, and what splits and merges left. relinks are those of the code. */
int px_storing_give_ids(px_storing *s, px_import_result *result, px_arena *result_arena,
                        px_stored_tree *own, px_stored_tree *base, px_error *err) PX_MUST_CHECK;

/* Replaces the tree of the version and its texts by the outline's. */
int px_storing_put_tree(px_storing *s, px_error *err) PX_MUST_CHECK;

/* Puts the words of the outline's nodes, in the language, to the nodes of the tree, which is the
 * version's own and has the same shape. */
int px_storing_put_words(px_storing *s, const px_stored_tree *tree, px_error *err) PX_MUST_CHECK;

/* Turns the links of the outline's nodes, whose lasting ids are given, into lasting ids: by aliases
 * and ids of the tree (NULL: none) and of the outline. missing is told of each that leads nowhere
 * and stays as it is; NULL: nobody is. */
typedef void px_link_missing_fn(void *arg, size_t line, px_str fragment);
void px_storing_rewrite_links(px_storing *s, const px_stored_tree *tree,
                              px_link_missing_fn *missing, void *arg);

/* What a version (its row) holds in the language, as an outline with explicit ids whose lines are
 * counted by node; empty where it has no text in it. The outline's arena is set. */
int px_outline_of_version(px_db *db, int64_t version, px_str language, px_outline *outline,
                          px_error *err) PX_MUST_CHECK;

/* Keeps what the version holds in the language, for px_import_undo, before an import changes it;
 * inside the deed. lead: row of the step with which this one is taken back; 0: by itself. */
int px_import_step_push(px_db *db, px_arena *arena, px_house *house, const px_version_row *version,
                        px_str language, int64_t lead, px_error *err) PX_MUST_CHECK;

/* A step: what stood there before an import in its language. */
typedef struct px_import_step {
    int64_t row; /* 0: there is none */
    px_time time;
    px_str language;
    px_str outline;           /* hash of the blob; none: the version had no text in the language */
    px_str marks;             /* doubts and lineage, a line each */
    px_str code_title;        /* none: the code had no title in the language */
    int64_t base;             /* row, or 0 */
    px_version_source source; /* no hash: none was kept */
} px_import_step;

/* The last step of a version (its row) that is taken back by itself. */
int px_import_step_last(px_db *db, px_arena *arena, int64_t version, px_import_step *ret_step,
                        px_error *err) PX_MUST_CHECK;

/* Those that are taken back with a step (its row). */
int px_import_step_with(px_db *db, px_arena *arena, int64_t lead, px_import_step **ret_steps,
                        size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Forgets a step, those with it, and their references to blobs. */
int px_import_step_drop(px_db *db, px_arena *arena, const px_import_step *step,
                        px_error *err) PX_MUST_CHECK;

/* Forgets all steps of a version (its row): it is published, or goes. */
int px_import_steps_clear(px_db *db, px_arena *arena, int64_t version, px_error *err) PX_MUST_CHECK;

#endif
