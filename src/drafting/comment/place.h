/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where comments are in later versions. When a version is published, every submitted comment of the
 * code is carried over from the version in which it was last (code/anchor.h), with its state;
 * nobody is told that a comment is somewhere unless it was found there. Chairs and authors can set
 * it right by hand; that is an act, and the old row stays on the record.
 */
#ifndef PX_DRAFTING_COMMENT_PLACE_H
#define PX_DRAFTING_COMMENT_PLACE_H

#include "code/anchor.h"
#include "drafting/comment/comment.h"

typedef struct px_comment_place {
    int64_t version; /* row */
    px_str version_label;
    px_anchor_state state;
    px_str lasting_id; /* empty: the whole draft */
    bool in_heading;
    size_t start, end; /* code points; both 0: the whole provision */
    int64_t order;     /* px_comment_place_key */
    px_str exact;
    double score;
    bool by_hand, current;
    px_str person; /* words for who set it, or empty */
    px_str reason, act;
    px_time time;
} px_comment_place;

/* All places of a comment, in the order of the versions and of time. */
int px_comment_place_list(px_db *db, px_arena *arena, const px_comment *comment,
                          px_comment_place **ret_places, size_t *ret_count,
                          px_error *err) PX_MUST_CHECK;

/* The place in one version; for the version that it was made on, that itself. NOT_FOUND. */
int px_comment_place_in(px_db *db, px_arena *arena, const px_comment *comment,
                        const px_version *version, px_comment_place *ret_place,
                        px_error *err) PX_MUST_CHECK;

/* Inside the deed that publishes a version: carries all submitted comments of the code to it.
 * ret_counts: how many of each state. Act comments.carried with the counts. */
int px_comments_carry(px_db *db, px_arena *arena, const px_code *code, const px_version *version,
                      const char *author, size_t ret_counts[PX_ANCHOR_STATE_COUNT],
                      px_error *err) PX_MUST_CHECK;

/* Publishes a version (px_version_publish) and carries the comments to it: whoever publishes a
 * version calls this deed. The argument is a px_publish. */
int px_text_publish_deed(px_db *db, void *publish, px_error *err);

/* Sets the place in a version by hand: words, a provision, or nothing (lasting_id empty and state
 * deleted: it has no place any more). A reason is required. Act comment.placed. */
typedef struct px_comment_attach_again {
    px_str comment, version; /* public id; label */
    px_str lasting_id;
    bool in_heading;
    size_t start, end;
    px_str exact; /* must be there, or empty */
    px_str reason;
    int64_t person;
    const char *author;
    char ret_act[64];
} px_comment_attach_again;
int px_comment_attach_again_deed(px_db *db, void *again, px_error *err);

#endif
