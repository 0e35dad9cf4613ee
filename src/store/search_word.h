/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words of a text, as search sees them: runs of letters, marks and digits. Each word has two
 * terms: what was written, folded (compatibility forms, case and accents removed), and its stem in
 * the language, folded likewise. Stems are made before accents go, since the stemmers want them;
 * a third one, the stem of the folded word, is what somebody gives who types without accents.
 *
 * An apostrophe inside an English or French word belongs to it ("provider's", "aujourd'hui"), but
 * French elisions are cut off in front ("l'accès" is the word "accès"); elsewhere it separates.
 */
#ifndef PX_STORE_SEARCH_WORD_H
#define PX_STORE_SEARCH_WORD_H

#include "base/arena.h"
#include "base/builder.h"

/* One language's splitter: it holds a stemmer, so one thread at a time. */
typedef struct px_words px_words;

/* "en" and "fr" stem; any other tag, and NULL, does not. */
px_words *px_words_new(const char *language) PX_MUST_CHECK;
void px_words_free(px_words *words); /* NULL is fine */

static inline void px_cleanup_words(px_words **words)
{
    px_words_free(*words);
}
#define PX_AUTO_WORDS PX_CLEANUP(px_cleanup_words)

/* Cuts the next word off *rest, which moves behind it; false at the end. Any bytes do: what is
 * not UTF-8 separates words. The word is a slice of *rest, without elisions
 * and cut after 256 bytes. */
bool px_words_next(const px_words *words, px_str *rest, px_str *ret_word);

/* The terms of a word; they live until the next call. Both are empty for a word without letters
 * or digits (stray accents). */
void px_words_terms(px_words *words, px_str word, px_str *ret_folded, px_str *ret_stem);

/* The folded word alone, which is faster; as px_words_terms gives it, and as long. */
px_str px_words_fold(px_words *words, px_str word);

/* The stem of a folded word, where it is another than what px_words_terms gave last; else empty.
 * Lives until the next call. */
px_str px_words_bare_stem(px_words *words);

/* The last word in small letters with its accents, composed; lives until the next call. */
px_str px_words_form(const px_words *words);

/* The first words of a text, at most max, as FTS5 takes them: all of them, each may be begun. In
 * the arena; empty where there is none. */
px_str px_words_match(px_arena *arena, px_str text, size_t max);

/* Whether a folded word only holds a sentence together ("the", "aux"), in the language. */
bool px_words_is_stop(const px_words *words, px_str folded);

#endif
