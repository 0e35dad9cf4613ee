/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Finding texts of the index (search_index.h).
 *
 * What people type is always valid. All words must be there, in any form that has the same stem;
 * words that only hold a sentence together are left out where there are others; the last word may
 * be begun, so that "transparen" finds "transparency" but "going" does not find "government" by way
 * of "go". Between quotes stands an exact phrase; a word or phrase behind a hyphen must not be
 * there; words joined by hyphens or stops ("general-purpose", "7.6") must stand side by side. There
 * are no other operators. Of more than 32 words and phrases the first count.
 *
 * Hits come best first, and in the same order each time. Where more than SEARCH_BOUND rows fit, as
 * for the most frequent words, so many of them are ranked, those with the words in the title first.
 */
#ifndef PX_STORE_SEARCH_H
#define PX_STORE_SEARCH_H

#include "base/arena.h"
#include "base/builder.h"
#include "store/db.h"

/* What to find. An empty filter lets everything pass. */
typedef struct px_search_request {
    const char *kind;     /* of thing; NULL: all */
    const char *language; /* of the texts, a tag */
    px_str words;
    px_str code, version, part;
    bool all;           /* also what a newer version has too; so it is where a version is named */
    px_str key;         /* what has this key comes first, and counts without the words; or empty */
    px_str prefer;      /* among those, first what is called this: a part */
    size_t offset, max; /* max: at most 200 */
} px_search_request;

typedef struct px_search_hit {
    int64_t item;
    px_str code, version, part;
    px_str title, snippet; /* matches stand between U+E000 and U+E001 */
    double rank;           /* the higher, the better */
    bool by_key;
} px_search_hit;

/* How many hits a value of a filter has, under the other filters. */
typedef struct px_search_count {
    px_str value;
    int64_t hits;
} px_search_count;

typedef struct px_search_counts {
    px_search_count *values; /* most hits first */
    size_t count;
} px_search_counts;

typedef struct px_search_result {
    px_search_hit *hits;
    size_t count;
    int64_t total; /* of all hits, or where `more` says so, at least so many */
    bool more;
    bool counted; /* the counts below are there: not where there were too many hits */
    px_search_counts codes, versions, parts;
} px_search_result;

/* INVALID when the words are not UTF-8 or the language is none. No words and no key: no hits. */
int px_search_find(px_db *db, px_arena *arena, const px_search_request *request,
                   px_search_result *ret_result, px_error *err) PX_MUST_CHECK;

/* The words as they may have been meant: each word that is not there (or hardly ever) replaced by
 * the likeliest that is one mistake away, all else as typed, capitals kept. Only what has hits
 * under the filters is proposed; empty where there is nothing to propose. found: what
 * px_search_find gave. */
int px_search_suggest(px_db *db, px_arena *arena, const px_search_request *request,
                      const px_search_result *found, px_str *ret_words,
                      px_error *err) PX_MUST_CHECK;

/* The languages that have texts, in the order of their tags. */
int px_search_languages(px_db *db, px_arena *arena, px_str **ret_languages, size_t *ret_count,
                        px_error *err) PX_MUST_CHECK;

/* Appends title or snippet with the matches marked for HTML: <mark> around them, all else escaped;
 * or without marks. */
void px_search_snippet_html(px_builder *out, px_str snippet);
void px_search_snippet_plain(px_builder *out, px_str snippet);

#endif
