/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Full-text search on FTS5, filled in C and never by triggers. One table per stemmed language
 * (search_en, search_fr: words folded and stemmed by libstemmer before they are stored) and one
 * unstemmed for the rest (search_any). Each row: what kind of thing, its row id, its owner for
 * filters, and the title and body as plain text.
 *
 * The tokenizer is ours ("praxis"), registered on every connection: Unicode letters and digits
 * by utf8proc, case-folded, accents removed, then stemmed for the language of the table.
 */
#ifndef PX_STORE_SEARCH_INDEX_H
#define PX_STORE_SEARCH_INDEX_H

#include "base/builder.h"
#include "store/db.h"

/* Registers the tokenizer; px_db_open calls it. */
int px_search_register(px_db *db, px_error *err) PX_MUST_CHECK;

/* Adds or replaces the text of a thing. language: tag like "en". Inside a deed. */
int px_search_put(px_db *db, const char *kind, int64_t item, const char *language, px_str title,
                  px_str body, px_error *err) PX_MUST_CHECK;
int px_search_remove(px_db *db, const char *kind, int64_t item, px_error *err) PX_MUST_CHECK;

typedef struct px_search_hit {
    int64_t item;
    px_str kind;
    px_str title, snippet; /* matches stand between U+E000 and U+E001 */
    double rank;
} px_search_hit;

/* Finds what has all words (the last one also as a prefix), best first. Whatever people type is a
 * valid query: operators have no meaning. No words: no hits. */
int px_search_find(px_db *db, px_arena *arena, const char *kind, const char *language, px_str words,
                   size_t offset, size_t max, px_search_hit **ret_hits, size_t *ret_count,
                   px_error *err) PX_MUST_CHECK;

/* The matches marked for HTML: <mark> around them, all else escaped. */
void px_search_snippet_html(px_builder *out, px_str snippet);

#endif
