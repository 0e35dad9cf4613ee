/* SPDX-License-Identifier: EUPL-1.2 */
/* Hunks of a word difference, and cleaning them up for readers. Private to word_diff and duty. */
#ifndef PX_CODE_WORD_TIDY_H
#define PX_CODE_WORD_TIDY_H

#include "base/arena.h"
#include "code/compare/word_token.h"

/* Tokens from old_lo up to but without old_hi give way to those from new_lo to new_hi. */
typedef struct px_word_hunk {
    size_t old_lo, old_hi, new_lo, new_hi;
} px_word_hunk;

/* Both texts run in step over what is the same; what is changed in between makes a hunk. changed:
 * one for each token; the unchanged ones of both texts stand for each other, in order. */
size_t px_word_hunks_make(px_arena *arena, const bool *old_changed, size_t old_count,
                          const bool *new_changed, size_t new_count, px_word_hunk **ret_hunks);

/* In place, in this order:
 * - takes a few common words between two changes into one change, where the changes are heavier
 *   than what they share and one of them replaces words;
 * - makes one change of two texts that share next to nothing;
 * - moves what was only inserted or only deleted to the border of a phrase, where it reads the
 * same;
 * - takes the word along where only its punctuation was replaced.
 * Returns how many hunks are left. */
size_t px_word_tidy(const px_word_tokens *old_tokens, const px_word_tokens *new_tokens,
                    px_word_hunk *hunks, size_t count);

#endif
