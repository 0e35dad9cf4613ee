/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of changes share (change*.c): private to this folder. */
#ifndef PX_DRAFTING_COMMENT_CHANGE_PRIV_H
#define PX_DRAFTING_COMMENT_CHANGE_PRIV_H

#include "drafting/comment/change.h"

/* A provision in Markdown: number and heading in a line, and its text. */
px_str px_change_words(px_arena *arena, const px_node *node);

/* Notes each provision whose words are others in `after` than in `before`. comment, version, way
 * and act of the change are set. */
int px_change_note(px_db *db, px_arena *arena, px_comment_change *change, const px_text *before,
                   const px_text *after, int64_t person, px_error *err) PX_MUST_CHECK;

/* A version by its label, with the row of its code. */
int px_change_version(px_db *db, px_arena *arena, px_str code, px_str label, int64_t *ret_code,
                      px_version *ret_version, px_error *err) PX_MUST_CHECK;

#endif
