/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Parquet, as a format of a scan (px_format_parquet): each row is a document. Its columns are
 * chosen as the fields of JSON lines are, by the same names (corpus/json_fields.h); of other
 * columns nothing is read. Row groups are the units that stand for themselves.
 */
#ifndef PX_CORPUS_PARQUET_PARQUET_H
#define PX_CORPUS_PARQUET_PARQUET_H

typedef struct px_parquet px_parquet;

/* What a thread reads with (px_tools); NULL is fine. */
void px_parquet_free(px_parquet *parquet);

#endif
