/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many partials into one: a merge of sorted files in bounded memory, in several passes where there
 * are more of them than can be open at once. The result is the same bytes in whatever order and
 * grouping partials are merged.
 */
#ifndef PX_CORPUS_PARTIAL_MERGE_H
#define PX_CORPUS_PARTIAL_MERGE_H

#include "corpus/partial.h"

typedef struct px_merge_options {
    const char *folder; /* of temporary files; NULL: TMPDIR, or /tmp */
    size_t fan;         /* files open at once; 0: as many as are good */
    bool incomplete;    /* a scan of which parts are missing is fine */
} px_merge_options;

/* Merges the files into a new one at this path. CONFLICT where two do not fit, EXISTS where an
 * input is in two of them, NOT_FOUND where parts of a scan are missing. */
int px_partial_merge(const char *const *paths, size_t count, const char *to,
                     const px_merge_options *options, px_error *err) PX_MUST_CHECK;

/* The head of the whole: the first file's with the parts of all. */
int px_partial_merge_heads(px_arena *arena, const char *const *paths, size_t count,
                           px_partial_head *ret_head, px_error *err) PX_MUST_CHECK;

/* The rows of the files together with those of the sources, which are taken over, also on failure.
 */
int px_partial_merge_rows(const char *const *paths, size_t count, px_rows *const *sources,
                          size_t n_sources, const px_merge_options *options, px_rows **ret_rows,
                          px_error *err) PX_MUST_CHECK;

#endif
