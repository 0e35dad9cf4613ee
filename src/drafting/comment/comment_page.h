/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of a page of comments, by their filter and order. Private to src/drafting/comment. */
#ifndef PX_DRAFTING_COMMENT_COMMENT_PAGE_H
#define PX_DRAFTING_COMMENT_COMMENT_PAGE_H

#include "drafting/comment/comment_filter.h"

/* The keys of a comment in all orders. */
typedef struct comment_keys {
    int64_t row, number, version, place;
} comment_keys;

typedef struct comment_listing {
    px_db *db;
    comment_filtering f;
    bool from, reverse; /* a cursor is set; in front of it */
    comment_keys cursor;
} comment_listing;

/* Looks up what the filter names. INVALID for a cursor that is not there. */
int comment_listing_start(px_db *db, px_arena *arena, const px_comment_filter *filter,
                          comment_listing *ret_listing, px_error *err) PX_MUST_CHECK;

/* At most max rows of the page, and how many the filter leaves in all. */
int comment_page_rows(const comment_listing *l, px_arena *arena, int64_t *rows, size_t max,
                      size_t *ret_count, int64_t *ret_total, px_error *err) PX_MUST_CHECK;

/* At most max rows behind the cursor, along the order. */
int comment_next_rows(const comment_listing *l, int64_t *rows, size_t max, size_t *ret_count,
                      px_error *err) PX_MUST_CHECK;

/* All that the filter leaves, in no order, where that is not more than max: 1, else 0. */
int comment_few_rows(const comment_listing *l, px_arena *arena, size_t max, comment_keys **ret_few,
                     size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Brings them into the order of the list. */
void comment_few_sort(const px_comment_filter *filter, comment_keys *few, size_t count);

#endif
