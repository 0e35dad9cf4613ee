/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Full-text search on FTS5, filled in C and never by triggers: what is written into it. search.h
 * reads it.
 *
 * One table per stemmed language (search_en, search_fr) and one unstemmed for the rest
 * (search_any); search_item says what each row is and where it stands; search_word counts the words
 * of each language, from which the search knows how frequent a word is, how it goes on and what
 * somebody may have meant.
 *
 * The tokenizer and the ranking are ours (search_token.h), registered on every connection.
 */
#ifndef PX_STORE_SEARCH_INDEX_H
#define PX_STORE_SEARCH_INDEX_H

#include "base/builder.h"
#include "store/db.h"

/* Registers tokenizer and ranking; px_db_open calls it. */
int px_search_register(px_db *db, px_error *err) PX_MUST_CHECK;

#define PX_SEARCH_MAX_KEYS 4

/* The text of a thing in one language. A thing may be found by its words, by where it stands and by
 * keys: short names without spaces, each with a letter of the caller's in front that says what it
 * is ("n7.6" for a number). */
typedef struct px_search_text {
    const char *kind;     /* of thing: "provision" */
    int64_t item;         /* its row */
    const char *language; /* tag like "en" or "en-GB", of which the first part counts */
    px_str title, body;
    px_str code, version; /* where it stands */
    px_str part;          /* what it is called there: "measure" */
    int64_t within;       /* the item whose text has this one's in it, or 0 */
    px_str keys[PX_SEARCH_MAX_KEYS];
    size_t n_keys;
} px_search_text;

/* Writes texts, inside a deed. What it counts of words is written at the end. */
typedef struct px_search_writer px_search_writer;
px_search_writer *px_search_writer_new(px_db *db) PX_MUST_CHECK;
void px_search_writer_free(px_search_writer *writer); /* NULL is fine */
static inline void px_cleanup_search_writer(px_search_writer **writer)
{
    px_search_writer_free(*writer);
}
#define PX_AUTO_SEARCH_WRITER PX_CLEANUP(px_cleanup_search_writer)

/* The connection that it writes to. */
px_db *px_search_writer_db(const px_search_writer *writer);

/* Adds or replaces a text, as a current one. INVALID when it is not UTF-8, a key has a space or the
 * language is none. */
int px_search_put(px_search_writer *writer, const px_search_text *text,
                  px_error *err) PX_MUST_CHECK;

/* Marks the texts of a thing as such that a newer version has too: who does not ask for all is not
 * shown them. Fine when there are none. */
int px_search_supersede(px_search_writer *writer, const char *kind, int64_t item,
                        px_error *err) PX_MUST_CHECK;

/* The end of writing: the counts of words. */
int px_search_writer_end(px_search_writer *writer, px_error *err) PX_MUST_CHECK;

/* Who fills the index, so that it can be filled anew after a migration that emptied it and be
 * checked. expected: how many rows there should be. */
typedef struct px_search_source {
    int (*fill)(px_search_writer *writer, px_error *err);
    int (*expected)(px_db *db, int64_t *ret_rows, px_error *err);
} px_search_source;

/* For the start of the program. Without a source an empty index stays empty. */
void px_search_source_set(const px_search_source *source);

/* Fills the index where a migration has emptied it; px_migrate calls it. */
int px_search_refresh(px_db *db, px_error *err) PX_MUST_CHECK;

/* Whether the index is whole: filled, each row with its text, as many as the source expects.
 * DAMAGED with what to do otherwise. */
int px_search_check(px_db *db, int64_t *ret_rows, px_error *err) PX_MUST_CHECK;

#endif
