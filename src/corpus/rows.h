/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Streams of rows in their order: of a tally, of a partial (corpus/partial.h), and many merged into
 * one, in memory for one row of each.
 */
#ifndef PX_CORPUS_ROWS_H
#define PX_CORPUS_ROWS_H

#include "corpus/tally.h"

typedef struct px_rows px_rows;
struct px_rows {
    /* The next row, valid until the next call; NULL at the end. */
    int (*next)(px_rows *rows, const px_row **ret_row, px_error *err);
    void (*close)(px_rows *rows); /* frees it */
    const char *name;             /* of where they come from, for errors; borrowed */
};

static inline int px_rows_next(px_rows *rows, const px_row **ret_row, px_error *err)
{
    return rows->next(rows, ret_row, err);
}

/* NULL is fine. */
static inline void px_rows_close(px_rows *rows)
{
    if (rows)
        rows->close(rows);
}

static inline void px_cleanup_rows(px_rows **rows)
{
    px_rows_close(*rows);
}
#define PX_AUTO_ROWS PX_CLEANUP(px_cleanup_rows)

/* The rows of the tally, which is borrowed and must not change meanwhile. */
px_rows *px_rows_of_tally(const px_tally *tally) PX_MUST_CHECK;

/* The rows of all sources, those of one key added up; takes the sources over (not the array).
 * EXISTS where two sources hold the same file: it would be counted twice. */
px_rows *px_rows_merged(px_rows *const *sources, size_t count) PX_MUST_CHECK;

#endif
