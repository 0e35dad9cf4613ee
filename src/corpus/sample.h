/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A sample of the texts of a corpus: the `size` different texts whose hashes are smallest. The hash
 * is of the text alone, so it is the same sample however the corpus was split and in whatever order
 * it was read, and samples of parts merge into that of the whole: the smallest of all. Each text is
 * a cluster of the documents that are equal to it, drawn with equal chance and without replacement.
 *
 * What was found of a text is a row of the tally (PX_BY_SAMPLE), whose key begins with the hash:
 * the sample are the first `size` rows of that dimension, whatever stands behind them. To look at
 * few texts in vain, those who look share a threshold: no text above it can be in the sample any
 * more. Only stretches that were taken over may lower it.
 */
#ifndef PX_CORPUS_SAMPLE_H
#define PX_CORPUS_SAMPLE_H

#include <stdint.h>

#include "base/str.h"
#include "corpus/tally.h"

#define PX_SAMPLE_DEFAULT 10000
#define PX_SAMPLE_LARGEST 1000000

/* A 64-bit hash of the text, the same everywhere and for ever: partials hold it. */
uint64_t px_sample_hash(px_str text);

/* What all threads of a scan share. */
typedef struct px_sample px_sample;
px_sample *px_sample_new(size_t size) PX_MUST_CHECK;
void px_sample_free(px_sample *sample); /* NULL is fine */

/* Hashes that one stretch met; zero at first. What it has met narrows it down, too. */
typedef struct px_sample_list {
    uint64_t *hashes; /* owned */
    size_t count, room;
    uint64_t above; /* UINT64_MAX less the largest hash that it takes */
} px_sample_list;
void px_sample_list_free(px_sample_list *list);

/* Whether a text of this hash, met in the stretch of the list, may be in the sample. For all
 * threads, each with a list of its own. */
bool px_sample_wants(const px_sample *sample, const px_sample_list *list, uint64_t hash);
void px_sample_list_add(const px_sample *sample, px_sample_list *list, uint64_t hash);

/* Lowers the threshold by the hashes of a stretch that was taken over; empties the list. One thread
 * at a time. */
void px_sample_take(px_sample *sample, px_sample_list *list);

/* The key of a row: hash, normal name of the language ("-": not looked for), and for each source of
 * claims '+' where it agrees, '-' where it does not, '.' where there is none. */
enum { PX_SAMPLE_KEY_MAX = 32 };
px_str px_sample_key(uint64_t hash, px_str language, px_str flags,
                     char room[PX_SAMPLE_KEY_MAX + 1]);
bool px_sample_key_read(px_str key, px_str *ret_language, px_str *ret_flags);

/* Whether a row may stand in a partial: all but those behind the sample. Rows come in their order;
 * *state is zero at first. sample_size 0: there is no sample. */
typedef struct px_sample_cut {
    size_t texts;
    char last[16];
} px_sample_cut;
bool px_sample_keeps(px_sample_cut *state, size_t sample_size, const px_row *row);

#endif
