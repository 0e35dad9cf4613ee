/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Full-text search on FTS5, filled in C and never by triggers. One table per stemmed language
 * (search_en, search_fr) and one unstemmed for the rest (search_any); search_item says what kind
 * of thing each row is, its row id and its language.
 *
 * The tokenizer is ours ("praxis"), registered on every connection. A text is stored under two
 * terms at each word's place: the stem and the word as written, both folded (search_word.h). A
 * word of a query finds either; its last word also finds what begins with it as written, so that
 * "transparen" finds "transparency" but "going" does not find "government" by way of "go".
 */
#ifndef PX_STORE_SEARCH_INDEX_H
#define PX_STORE_SEARCH_INDEX_H

#include "base/builder.h"
#include "store/db.h"

/* Registers the tokenizer; px_db_open calls it. */
int px_search_register(px_db *db, px_error *err) PX_MUST_CHECK;

/* Adds or replaces the text of a thing in one language. language: tag like "en" or "en-GB", of
 * which the first part counts. INVALID when a text is not UTF-8. Inside a deed. */
int px_search_put(px_db *db, const char *kind, int64_t item, const char *language, px_str title,
                  px_str body, px_error *err) PX_MUST_CHECK;

/* Removes the texts of a thing in all languages; fine when there are none. Inside a deed. */
int px_search_remove(px_db *db, const char *kind, int64_t item, px_error *err) PX_MUST_CHECK;

typedef struct px_search_hit {
    int64_t item;
    px_str kind;
    px_str title, snippet; /* matches stand between U+E000 and U+E001 */
    double rank;           /* the lower, the better */
} px_search_hit;

/* Finds what has all words (the last one also as a prefix), best first, in the language's texts of
 * a kind (NULL: of all kinds). Whatever people type is a valid query: operators have no meaning,
 * and of more than 32 words the first count. No words: no hits. INVALID when the words are not
 * UTF-8 or contain a NUL. At most 200 hits are given. */
int px_search_find(px_db *db, px_arena *arena, const char *kind, const char *language, px_str words,
                   size_t offset, size_t max, px_search_hit **ret_hits, size_t *ret_count,
                   px_error *err) PX_MUST_CHECK;

/* Appends title or snippet with the matches marked for HTML: <mark> around them, all else escaped.
 */
void px_search_snippet_html(px_builder *out, px_str snippet);

#endif
