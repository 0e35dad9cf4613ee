/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows in memory, found by their key. For one thread. */
#ifndef PX_CORPUS_TALLY_H
#define PX_CORPUS_TALLY_H

#include "corpus/tally_sort.h"

typedef struct px_tally px_tally;

/* An empty tally. */
px_tally *px_tally_new(void) PX_MUST_CHECK;
/* NULL is fine. */
void px_tally_free(px_tally *tally);
/* Empty again; keeps memory for as much as there was. */
void px_tally_reset(px_tally *tally);

/* The row, made where it is not there yet (all zero); the key is copied, cut to PX_ROW_KEY_MAX. */
px_row *px_tally_row(px_tally *tally, px_dimension dimension, px_modality modality, px_str key);

/* Notes a trouble of a file, so many times at this place. */
void px_tally_trouble(px_tally *tally, px_str file, px_trouble_kind kind, const px_place *place,
                      uint64_t times);

/* Makes a row with a note; NULL where it is there already, which stays as it is. */
px_row *px_tally_note(px_tally *tally, px_dimension dimension, px_str key, px_str note);

/* Notes a file of the scan, once; one that is there already stays. */
void px_tally_file(px_tally *tally, px_str name, uint64_t size, const px_file_note *note);

/* Adds the row's figures, dates and note to that of the same key. */
void px_tally_add(px_tally *tally, const px_row *row);

/* Adds all rows of the other. */
void px_tally_merge(px_tally *tally, const px_tally *other);

/* Rows. */
size_t px_tally_count(const px_tally *tally);
/* Bytes of memory that it takes, with those for putting it in order, and for growing where it soon
 * will. */
size_t px_tally_bytes(const px_tally *tally);

/* All rows in their order: borrowed until the next change; the caller frees the array. */
px_sort_item *px_tally_sorted(const px_tally *tally, size_t *ret_count) PX_MUST_CHECK;

#endif
