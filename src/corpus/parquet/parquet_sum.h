/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows that follow each other and differ in nothing but their sizes, handed over as one record:
 * paragraphs of one page, as many tables have them, cost the sink one step together.
 */
#ifndef PX_CORPUS_PARQUET_SUM_H
#define PX_CORPUS_PARQUET_SUM_H

#include "corpus/reader.h"

typedef struct px_parquet_sum {
    px_record record; /* of no documents: there is none */
    char *words;      /* that its slices are of; owned */
    size_t room;
} px_parquet_sum;

/* Adds a record without text, to a sum that is zero at first; hands over what there was before
 * where that differs. */
void px_parquet_sum_add(px_parquet_sum *sum, px_reading *reading, const px_record *record);

/* Hands over what there is, and frees what it holds. */
void px_parquet_sum_close(px_parquet_sum *sum, px_reading *reading);

#endif
