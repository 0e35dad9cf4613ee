/* SPDX-License-Identifier: EUPL-1.2 */
/* Which marks of two texts meet: the changes, grown over whole phrases, and the pairs in each.
 * Private to duty. */
#ifndef PX_CODE_DUTY_PAIR_H
#define PX_CODE_DUTY_PAIR_H

#include "code/compare/duty_scan.h"
#include "code/compare/word_diff.h"
#include "code/compare/word_tidy.h"

typedef struct px_duty_pairing {
    px_arena *arena;
    px_duty_scan old_scan, new_scan;
} px_duty_pairing;

/* The marks of one family in a hunk. */
typedef struct px_duty_marks {
    const px_duty_mark **items;
    size_t count;
} px_duty_marks;

/* The byte at which a token starts; behind the last one the end of the text. */
size_t px_duty_token_start(const px_duty_scan *scan, size_t at);

/* The hunks of a word difference, each grown over every mark that it touches. */
size_t px_duty_hunks_make(const px_duty_pairing *p, const px_word_diff *diff,
                          px_word_hunk **ret_hunks);

/* True where two marks have the same words. */
bool px_duty_same_words(const px_duty_pairing *p, const px_duty_mark *a, const px_duty_mark *b);

/* Pairs the marks of a family in a hunk, in order, at the least cost; the place of the new mark for
 * each old mark, or SIZE_MAX. */
size_t *px_duty_pair(const px_duty_pairing *p, const px_word_hunk *h, const px_duty_marks *olds,
                     const px_duty_marks *news);

#endif
