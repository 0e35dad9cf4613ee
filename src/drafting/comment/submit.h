/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Submitting comments: from here on they are public and owed an answer. Each is an act
 * (comment.submitted) of the log, so that nobody can drop or alter it unseen; whoever submitted
 * holds a receipt (receipt.h).
 */
#ifndef PX_DRAFTING_COMMENT_SUBMIT_H
#define PX_DRAFTING_COMMENT_SUBMIT_H

#include "base/random.h"
#include "drafting/comment/comment.h"

/* Submits drafts of one's own, or, for an organisation, all that its delegates made ready (ids
 * empty), in one submission. person 0 is the operator, who submits what was said in
 * meetings or comes from elsewhere. Whether somebody
 * may submit their own in the code at all (PX_ACTION_SUBMIT) is for the caller to ask. The round
 * must take them (px_round_accepts: CONFLICT with the time at which it closed); oral and imported
 * ones are not bound by it. Gives numbers, working group and chapter, appends one act each, tells
 * the author by mail with the address of the receipt. INVALID where there is nothing to submit. */
typedef struct px_comment_submit {
    const px_str *ids;
    size_t n_ids;
    const int64_t *numbers; /* of each, that of its record (0: none), kept where the code has no
                             * comment of it; NULL: new ones are given */
    px_str code;            /* with an organisation */
    int64_t organisation;   /* 0: one's own */
    int64_t person;
    const char *author;
    char ret_submission[PX_PUBLIC_ID_LEN + 1];
    size_t ret_count;
    bool ret_late; /* at least one came late and is marked */
} px_comment_submit;
int px_comment_submit_deed(px_db *db, void *submit, px_error *err);

/* How a submitted comment ends; its words and files go, number and place stay.
 *
 * withdraw: by its author, or the contact point for the organisation. CONFLICT once a published
 * answer has accepted it wholly or in part, since the text was changed by it. Act
 * comment.withdrawn.
 *
 * disown: whoever is named as its author never made it; said by that person, or by the secretariat
 * on the person's word. A public tombstone says that it was falsely attributed. Act
 * comment.disowned. */
typedef struct px_comment_end {
    px_str id, reason;
    int64_t person;
    const char *author;
    char ret_act[64];
} px_comment_end;
/* Whether they may end it so (PX_COMMENT_WITHDRAWN or PX_COMMENT_DISOWNED): what pages offer. */
int px_comment_may_end(px_db *db, const px_who *who, const px_comment *comment,
                       px_comment_state state, bool *ret_may, px_error *err) PX_MUST_CHECK;
int px_comment_withdraw_deed(px_db *db, void *end, px_error *err);
int px_comment_disown_deed(px_db *db, void *end, px_error *err);

#endif
