/* SPDX-License-Identifier: EUPL-1.2 */
/* The first comment on each provision of a version, for the margin beside its text. */
#ifndef PX_DRAFTING_COMMENT_COMMENT_MARGIN_H
#define PX_DRAFTING_COMMENT_COMMENT_MARGIN_H

#include "drafting/comment/comment_list.h"

typedef struct px_comment_first {
    px_str lasting_id;  /* where it stands in the version; empty: the whole draft */
    px_comment comment; /* its texts cut at a few hundred bytes; without files */
    px_str author;      /* words */
} px_comment_first;

/* The one with the smallest number of each count (px_comment_counts), in their order: of those made
 * on the version and those that were carried to it. code: row. */
int px_comment_firsts(px_db *db, px_arena *arena, int64_t code, const px_comment_count *counts,
                      size_t n_counts, const px_language *language, px_comment_first **ret_firsts,
                      size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
