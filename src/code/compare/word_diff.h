/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What changed between two plain texts, word by word.
 *
 * Own implementation of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), in
 * linear space, on tokens (word_token.h), then cleaned up for readers (word_tidy.h): a few common
 * words between changes are taken into the change, borders are moved to the ends of phrases where
 * that costs nothing. White space goes with the token before it.
 */
#ifndef PX_CODE_WORD_DIFF_H
#define PX_CODE_WORD_DIFF_H

#include "base/arena.h"
#include "base/str.h"

typedef enum px_words_op { PX_WORDS_SAME, PX_WORDS_DELETED, PX_WORDS_INSERTED } px_words_op;

/* A run of words. At a change the deleted run comes first. */
typedef struct px_words_run {
    px_words_op op;
    px_str text;                 /* a slice of the old text, or of the new one where inserted */
    size_t old_start, new_start; /* code points into the two texts */
} px_words_run;

typedef struct px_word_diff {
    px_words_run *runs; /* the deleted and same ones make the old text, the others the new one */
    size_t count;
    size_t same, deleted, inserted; /* words (no punctuation) */
} px_word_diff;

/* Compares; the result lives in the arena and points into the texts. Beyond a bound of work it is
 * right, yet perhaps not the shortest (word_myers.h). */
void px_word_diff_make(px_arena *arena, px_str old_text, px_str new_text, px_word_diff *ret_diff);

#endif
