/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of an edit share (edit.c, edit_tree.c, edit_place.c, edit_words.c): private to
 * src/code. */
#ifndef PX_CODE_EDIT_PRIV_H
#define PX_CODE_EDIT_PRIV_H

#include "code/edit.h"
#include "code/import_priv.h"

/* A language of the version beside that of the edit. */
typedef struct px_edit_other {
    px_str language;
    px_edit_words *asked;  /* NULL: it was not edited along */
    px_edit_source source; /* where it was */
    px_outline part;
    px_stored_tree tree;    /* node for node that of the edit, with the words of this language */
    px_outline_node *words; /* number, heading and text of each node of the tree to be */
} px_edit_other;

typedef struct px_editing {
    px_db *db;
    px_arena *arena;
    px_edit *edit;
    px_edit_source source; /* what the version has */
    px_outline part;       /* what is to stand in its place; depths from 0 */
    px_version_row version;
    px_stored_tree tree; /* of the version, in the language of the edit */
    size_t from, to;     /* the provision with what stands in it, in the tree */
    size_t at;           /* before which node of the tree the part goes: from, or by its place */
    int depth;           /* of the part there */
    size_t part_at;      /* where it begins in the tree to be */
    px_edit_other *others;
    size_t n_others;
} px_editing;

/* Takes marks of missing words out that words were written before. */
void px_edit_drop_marks(px_outline *part);

/* Whether the new part has the ids it needs, and none that is another's. */
int px_edit_check_ids(px_editing *e, px_error *err) PX_MUST_CHECK;

/* The same for what came along in a further language. */
int px_edit_check_own(px_editing *e, const px_outline *part, px_error *err) PX_MUST_CHECK;

/* Finds where the part goes; INVALID where it cannot stand there. */
int px_edit_find_place(px_editing *e, px_error *err) PX_MUST_CHECK;

/* Makes the tree of the version anew with the part in it, and the words of all languages. */
int px_edit_put_tree(px_editing *e, px_error *err) PX_MUST_CHECK;

/* Whether a part has the provisions that stand there, with their ids and in their order. */
bool px_edit_same_shape(px_editing *e, const px_outline *part);

/* Puts the words of a part of that shape, in its language, where they stand. */
int px_edit_put_words(px_editing *e, px_str language, px_outline *part,
                      px_error *err) PX_MUST_CHECK;

/* ---- Further languages (edit_words.c) */

/* Reads the other languages of the version, and what came along with the edit. */
int px_edit_read_others(px_editing *e, px_error *err) PX_MUST_CHECK;

/* Finds the words of each other language for the tree to be, whose ids are given; INVALID for words
 * that would be lost, or stand where the language of the edit has nothing. */
int px_edit_join_others(px_editing *e, const px_storing *s, px_error *err) PX_MUST_CHECK;

/* The tree to be with the numbers of the version's first language, from which eIds are made. */
px_outline *px_edit_numbered(const px_editing *e, const px_storing *s);

/* Puts these words to the tree, which stands now. */
int px_edit_put_others(px_editing *e, const px_storing *s, px_error *err) PX_MUST_CHECK;

#endif
