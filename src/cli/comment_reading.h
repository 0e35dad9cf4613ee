/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands on comments share. */
#ifndef PX_CLI_COMMENT_READING_H
#define PX_CLI_COMMENT_READING_H

#include "cli/answer_reading.h"

/* "gpai/12", or the public id of one that has no number. In the arena. */
px_str px_comment_name(px_arena *arena, const px_comment *comment);

/* Where it stands, in words: number and heading, with the words that are meant, or the whole draft.
 * In the arena. */
px_str px_comment_reading_place(const px_invocation *run, px_db *db, const px_comment *comment);

/* Runs a deed whose argument is a px_comment_end on the comment of the first operand, with the
 * reason of --reason, and says the message with {comment}. */
int px_comment_end_run(px_invocation *run, px_write_fn *deed, const char *message,
                       px_error *err) PX_MUST_CHECK;

#endif
