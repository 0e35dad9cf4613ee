/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Searching the provisions of published versions, for pages, twins and the command line.
 *
 * Words as in store/search.h. Who types a number ("7.6", "mesure 7.6") or a lasting id means one
 * provision: that comes first.
 */
#ifndef PX_CODE_CODE_SEARCH_H
#define PX_CODE_CODE_SEARCH_H

#include "base/json_write.h"
#include "code/code.h"
#include "store/search.h"

/* Empty filters let everything pass. */
typedef struct px_code_query {
    px_str words;
    px_str language;            /* of the texts */
    px_str reader;              /* of the titles of codes; or empty: as the texts */
    px_str code, version, kind; /* id, label, name of a kind */
    bool all;           /* each provision in every version that has it, not only in the newest */
    size_t offset, max; /* max: at most 200 */
} px_code_query;

/* What a provision stands in, the outermost first. */
typedef struct px_code_step {
    px_provision_kind kind;
    px_str extra, lasting_id;
    px_str number, heading; /* plain */
} px_code_step;

typedef struct px_code_hit {
    px_str code, code_title, version, lasting_id, language;
    px_provision_kind kind;
    px_str extra;
    px_str number, heading; /* plain; both may be empty */
    px_str title, snippet;  /* number and heading, and some of the text, as in px_search_hit */
    px_code_step *above;
    size_t n_above;
    bool named; /* it has the number or the lasting id that was typed */
} px_code_hit;

typedef struct px_code_found {
    px_code_hit *hits;
    size_t count;
    int64_t total; /* or where `more` says so, at least so many */
    bool more;
    bool counted; /* the counts are there: not where too many were found */
    px_search_counts codes, versions, kinds; /* as in px_search_result */
    px_str suggestion;                       /* the words as they may have been meant, or empty */
    px_search_count *others; /* where nothing was found: languages whose texts have the words */
    size_t n_others;
} px_code_found;

/* INVALID when the words are not UTF-8 or the language is none. */
int px_code_search(px_db *db, px_arena *arena, const px_code_query *query, px_code_found *ret_found,
                   px_error *err) PX_MUST_CHECK;

/* Writes what was asked and found as keys of the open object. */
void px_code_search_json(px_json *json, const px_code_query *query, const px_code_found *found);

#endif
