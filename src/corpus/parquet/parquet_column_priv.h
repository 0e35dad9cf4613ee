/* SPDX-License-Identifier: EUPL-1.2 */
/* What parquet_column.c, which makes rows of entries, and parquet_entries.c share. */
#ifndef PX_CORPUS_PARQUET_COLUMN_PRIV_H
#define PX_CORPUS_PARQUET_COLUMN_PRIV_H

#include "corpus/parquet/parquet_column.h"

static inline bool px_parquet_in_lists(const px_parquet_column *c)
{
    return c->leaf->max_repetition > 0;
}

/* Reports a trouble at the place of the page. */
static inline void px_parquet_column_report(px_parquet_column *c, px_trouble_kind trouble)
{
    px_reading_trouble(c->reading, trouble, c->place);
}

/* Entries of the page that have not been taken. */
static inline uint64_t px_parquet_column_ahead(const px_parquet_column *c)
{
    return c->left + c->sure + c->absent + c->run + (c->level_count - c->level_at);
}

/* Makes the next entry ready: one of sure, absent, lost, run, levels or broken holds then; none at
 * the end. */
int px_parquet_column_ready(px_parquet_column *c, px_error *err) PX_MUST_CHECK;

/* A value cannot be read: what is left of the page is lost; less than 0 where the file cannot be
 * read. */
int px_parquet_column_damaged(px_parquet_column *c) PX_MUST_CHECK;

#endif
