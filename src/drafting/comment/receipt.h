/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The receipt of a submission: one text file with each comment's act, leaf, proof of inclusion and
 * the checkpoint that it leads to, which verifies without any house (docs/format-log.md, section
 * 9).
 */
#ifndef PX_DRAFTING_COMMENT_RECEIPT_H
#define PX_DRAFTING_COMMENT_RECEIPT_H

#include "drafting/comment/comment.h"
#include "store/house.h"

typedef struct px_submission {
    int64_t row, person, organisation, round, code;
    px_str id, code_id;
    px_str process_key; /* of the round, with its number; empty and 0 where there is none */
    int round_number;
    px_str organisation_name; /* or empty */
    px_time time;
    size_t count; /* comments of it */
} px_submission;

/* By its public id; NOT_FOUND. */
int px_submission_find(px_db *db, px_arena *arena, px_str id, px_submission *ret_submission,
                       px_error *err) PX_MUST_CHECK;
/* Of a person, or of an organisation; the newest first. */
int px_submission_list(px_db *db, px_arena *arena, int64_t person, int64_t organisation,
                       px_submission **ret_submissions, size_t *ret_count,
                       px_error *err) PX_MUST_CHECK;

/* Whether they hold its receipt: who submitted, and the contact point of the organisation. */
bool px_submission_may_read(const px_who *who, const px_submission *submission);

/* The comments of it, by number: public ids. */
int px_submission_comments(px_db *db, px_arena *arena, const px_submission *submission,
                           px_str **ret_ids, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Appends the receipt, or that of one comment (its own submission NULL). The lines for people are
 * in the language. */
int px_receipt_write(px_db *db, px_arena *arena, const px_house *house, const px_language *language,
                     const px_submission *submission, const px_comment *comment, px_builder *out,
                     px_error *err) PX_MUST_CHECK;

#endif
