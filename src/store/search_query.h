/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody typed, taken apart, and the expressions of FTS5 that stand for it; private to the
 * search of src/store. */
#ifndef PX_STORE_SEARCH_QUERY_H
#define PX_STORE_SEARCH_QUERY_H

#include "base/builder.h"
#include "store/search.h"
#include "store/search_token.h"
#include "store/search_vocabulary.h"

enum { QUERY_MAX_WORDS = 64, QUERY_MAX_MORE = 32 };

typedef struct query_word {
    px_str typed; /* where it stands in what was typed */
    px_str folded, stem;
    px_str bare;  /* the stem of what somebody typed with accents, without them; or empty */
    int64_t docs; /* rows that have it, in any form with this stem */
} query_word;

/* One thing that must be there, or must not: a word, or words side by side. */
typedef struct query_group {
    bool excluded;
    bool exact; /* as written, between quotes */
    bool stop;  /* one word that only holds sentences together */
    query_word *words;
    size_t n_words;
    search_known *more; /* what the last word may go on as */
    size_t n_more;
    int64_t docs; /* at most so many rows have it */
} query_group;

typedef struct search_query {
    px_str typed;
    query_group groups[SEARCH_MAX_GROUPS];
    size_t n_groups, n_wanted; /* those wanted come first */
    query_word words[QUERY_MAX_WORDS];
    size_t n_words;
    bool partly;  /* not all continuations of the last word were taken */
    int64_t docs; /* at most so many rows fit, by the rarest group */
    search_rank rank;
} search_query;

/* Takes the words apart; looks up how frequent they are and how the last one goes on. */
int search_query_read(px_db *db, px_arena *arena, const char *language, px_str typed,
                      search_query *ret_query, px_error *err) PX_MUST_CHECK;

/* Appends the expression of FTS5. Without words it is only that of the filters. filters: whether
 * they are part of it. title: the words must stand in the title. */
void search_query_match(const search_query *query, const px_search_request *request, bool filters,
                        bool title, px_builder *out);

/* Appends " AND " and the filters of a request. */
void search_query_filters(const px_search_request *request, px_builder *out);

/* Appends a text with the query's words marked: the whole of it, or about the best 32 words. */
void search_mark(const search_query *query, px_words *words, px_str text, px_builder *out);
void search_snippet(const search_query *query, px_words *words, px_str text, px_builder *out);

#endif
