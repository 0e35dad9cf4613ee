/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of comments of the house: what every format is written from. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_ROW_MAKE_H
#define PX_DRAFTING_COMMENT_EXCHANGE_ROW_MAKE_H

#include "drafting/comment/comment_list.h"
#include "drafting/comment/exchange/row.h"

/* Keeps what many comments have in common: names of provisions, of organisations. */
typedef struct px_row_maker px_row_maker;
px_row_maker *px_row_maker_new(px_db *db) PX_MUST_CHECK;
void px_row_maker_free(px_row_maker *maker); /* NULL is fine */

/* The row of a submitted comment, its text as it is. Of what was withdrawn or disowned place and
 * times alone. Slices are the line's, the maker's or in the arena. */
int px_row_make(px_row_maker *maker, px_arena *arena, const px_comment_line *line,
                px_comment_row *ret_row, px_error *err) PX_MUST_CHECK;

/* Takes text and place apart for a form; the quoted words go into the element of the ISO form. */
void px_row_for_form(px_arena *arena, px_comment_row *row, bool iso);

#endif
