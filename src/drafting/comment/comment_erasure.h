/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What becomes of comments when the data of a person are erased, and of drafts that nobody touches
 * any more. Comments that were submitted are a part of the record: their words stay, and their
 * author becomes somebody whose data were erased; whoever wants the words gone withdraws them
 * before. Drafts go wholly.
 */
#ifndef PX_DRAFTING_COMMENT_COMMENT_ERASURE_H
#define PX_DRAFTING_COMMENT_COMMENT_ERASURE_H

#include "base/civil.h"
#include "store/house.h"

/* Inside the deed that erases the person (the row). */
int px_comment_erase_person(px_db *db, px_arena *arena, int64_t person,
                            px_error *err) PX_MUST_CHECK;

/* Inside a deed: ends again a comment that was withdrawn or disowned, which an older backup brought
 * back. NOT_FOUND, or CONFLICT where that is done. */
int px_comment_erase_again(px_db *db, px_str id, px_error *err) PX_MUST_CHECK;

/* Inside a deed: discards drafts that were changed last before that time, with their files. */
int px_comment_drafts_expire(px_db *db, px_time before, px_error *err) PX_MUST_CHECK;

/* Lets the words of what was withdrawn leave the index, in steps between which others write. */
int px_comment_index_scrub(px_house *house, px_error *err) PX_MUST_CHECK;

#endif
