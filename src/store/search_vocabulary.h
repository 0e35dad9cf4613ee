/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of each language and in how many rows they are; private to the search of src/store. */
#ifndef PX_STORE_SEARCH_VOCABULARY_H
#define PX_STORE_SEARCH_VOCABULARY_H

#include "base/arena.h"
#include "store/db.h"
#include "store/search_word.h"

/* Longer words are found but never counted: nobody means them. */
#define SEARCH_MAX_WORD 64

/* ---- Counting, while texts are written */

typedef struct search_counts search_counts;
search_counts *search_counts_new(void) PX_MUST_CHECK;
void search_counts_free(search_counts *counts);

/* Counts the words of one row, each once, by +1 or -1. language: its first part. Returns how many
 * words the texts have, repetitions included. */
size_t search_counts_add(search_counts *counts, px_words *words, const char *language, px_str title,
                         px_str body, int by);

/* Writes what was counted, and forgets it. */
int search_counts_write(search_counts *counts, px_db *db, px_error *err) PX_MUST_CHECK;

/* ---- Reading */

/* In how many rows words of this stem are; where there are none, the word itself. Words that stand
 * in the same row count twice. */
int search_docs(px_db *db, const char *language, px_str stem, px_str folded, int64_t *ret_docs,
                px_error *err) PX_MUST_CHECK;

typedef struct search_known {
    px_str word, stem, form;
    int64_t docs;
} search_known;

/* The most frequent words, at most max, that begin like this but have another stem. ret_all: there
 * are no more. */
int search_continuations(px_db *db, px_arena *arena, const char *language, px_str begin,
                         px_str but_stem, size_t max, search_known *ret_words, size_t *ret_count,
                         bool *ret_all, px_error *err) PX_MUST_CHECK;

/* The words one typing mistake away (a letter too many, too few, another or two exchanged), the
 * likeliest first, at most max. Words with digits are taken as meant. */
int search_near(px_db *db, px_arena *arena, const char *language, px_str word, size_t max,
                search_known *ret_words, size_t *ret_count, px_error *err) PX_MUST_CHECK;

#endif
