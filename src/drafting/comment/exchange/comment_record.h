/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is kept of the record that a comment came from, and that this house has no place for: how it
 * came there, its process, round and meeting, the organisation that it was made for, and what its
 * author said of the answer. All that is of another house: nobody here can vouch for it, nothing
 * here depends on it; files give it again, so that a comment goes through several houses as it was.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_RECORD_H
#define PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_RECORD_H

#include "base/error.h"
#include "drafting/comment/exchange/row.h"

/* Of a row that comes in, in the arena; `speaker`: with who it was made for. */
int px_comment_record_write(px_arena *arena, const px_comment_row *row, bool speaker,
                            px_str *ret_record, px_error *err) PX_MUST_CHECK;

/* Into a row that goes out: the record decides, also by saying nothing. Without `opinion` what the
 * author said of the answer stays as it is. */
int px_comment_record_read(px_arena *arena, px_str record, bool opinion, px_comment_row *row,
                           px_error *err) PX_MUST_CHECK;

#endif
