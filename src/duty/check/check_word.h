/* SPDX-License-Identifier: EUPL-1.2 */
/* Words that the checks look for, by class and language: data/check_words.tsv. */
#ifndef PX_DUTY_CHECK_WORD_H
#define PX_DUTY_CHECK_WORD_H

#include "base/arena.h"
#include "base/str.h"

typedef struct px_check_phrase {
    px_str language, klass, phrase;
    px_str plain; /* px_check_plain(phrase) */
    px_str value; /* what the class says of it, or empty */
} px_check_phrase;

/* The rows; NULL behind the last. */
const px_check_phrase *px_check_phrase_at(size_t index);

/* The first phrase of the class that stands in plain (px_check_plain), whatever its language, by
 * its place in the text; NULL for none. ret_at (may be NULL) gets the place. */
const px_check_phrase *px_check_phrase_find(const char *klass, px_str plain, size_t *ret_at);

/* True where the whole of plain is one phrase of the class. */
bool px_check_phrase_is(const char *klass, px_str plain);

/* True where plain begins with one. */
bool px_check_phrase_leads(const char *klass, px_str plain);

/* The different phrases of the class that stand in it, ", " between, at most `most`; none: empty.
 */
px_str px_check_phrases(px_arena *arena, const char *klass, px_str plain, size_t most);

/* Words of plain. */
size_t px_check_words(px_str plain);

#endif
