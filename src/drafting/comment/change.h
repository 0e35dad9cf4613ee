/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What comments changed: from a comment to the words that it shaped, and from any provision of a
 * version to the comments that shaped it.
 */
#ifndef PX_DRAFTING_COMMENT_CHANGE_H
#define PX_DRAFTING_COMMENT_CHANGE_H

#include "code/edit.h"
#include "code/import.h"
#include "drafting/comment/comment.h"

enum { PX_EDIT_COMMENTS_MAX = 100 }; /* because of so many one edit can be made */

typedef enum px_change_way {
    PX_CHANGE_WORDING, /* taken over word by word */
    PX_CHANGE_EDIT     /* worked in */
} px_change_way;

/* "wording", "edit": never translated; the title is a message id. */
const char *px_change_way_name(px_change_way way);
const char *px_change_way_title(px_change_way way);
bool px_change_way_find(px_str name, px_change_way *ret_way);

typedef struct px_comment_change {
    int64_t row, comment, version; /* rows */
    px_str comment_id, version_label, lasting_id;
    int64_t number; /* of the comment in its code */
    bool published; /* the version is */
    px_change_way way;
    px_str language; /* of the words; empty where that was not noted */
    /* Markdown: number and heading in a line, text; empty: it was not there, or went. */
    px_str before, after;
    px_str person; /* name of who did it, or empty */
    px_time time;
    px_str act;
} px_comment_change;

/* Those of a comment; those of a provision, or of all where the id is empty; the newest first. Of
 * working versions only with `working`. Comments that were withdrawn or disowned keep theirs. */
int px_comment_change_list(px_db *db, px_arena *arena, const px_comment *comment, bool working,
                           px_comment_change **ret_changes, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;
int px_provision_change_list(px_db *db, px_arena *arena, const px_code *code, px_str lasting_id,
                             bool working, px_comment_change **ret_changes, size_t *ret_count,
                             px_error *err) PX_MUST_CHECK;

/* Inside the deed that edits: notes that a comment changed a provision of a working version.
 * comment, version, lasting_id, way, language, before, after and act are read. */
int px_comment_change_add(px_db *db, const px_comment_change *change, int64_t person,
                          px_error *err) PX_MUST_CHECK;

/* Edits a working version (px_version_edit) and notes because of which submitted comments of the
 * code that was: each provision whose words are others than before gets a change of each comment.
 * NOT_FOUND for a comment that there is not. */
typedef struct px_text_edit {
    px_edit edit;
    const px_str *comments; /* public ids */
    size_t n_comments;
    int64_t person;
} px_text_edit;
int px_text_edit_deed(px_db *db, void *edit, px_error *err);

/* Takes the last import or edit back (px_version_undo) with the changes that were noted with it.
 * The argument is a px_import_undo. */
int px_text_undo_deed(px_db *db, void *undo, px_error *err);

/* Puts the proposed wording of a submitted comment into a working version at the place where it
 * stands there now. The words must be there as they were when it was made; CONFLICT where they are
 * not, where the wording was taken over already, or where it is more than words for one provision:
 * the editor works it in by hand then. Acts version.edited and wording.taken-over. */
typedef struct px_wording_take {
    px_str comment, version; /* public id; label of the working version */
    int64_t person;
    const char *author;
    px_house *house;
    px_arena *arena; /* for the results */
    px_str ret_lasting_id, ret_language;
    px_text ret_before, ret_after;
    bool ret_changed; /* false: the text says it already */
    char ret_act[64];
} px_wording_take;
int px_wording_take_deed(px_db *db, void *take, px_error *err);

#endif
