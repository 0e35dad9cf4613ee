/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows put in order where they stand: a tally that is spilled has no memory to spare. */
#ifndef PX_CORPUS_TALLY_SORT_H
#define PX_CORPUS_TALLY_SORT_H

#include "corpus/tally_row.h"

typedef struct px_sort_item {
    uint64_t word; /* bytes of the row that are looked at; filled in while sorting */
    const px_row *row;
} px_sort_item;

/* Sorts the rows by px_row_cmp; none stands there twice. Takes memory beside them only for those
 * that begin with the same hundred bytes. */
void px_tally_sort(px_sort_item *items, size_t count);

#endif
