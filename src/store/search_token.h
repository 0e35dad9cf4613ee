/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What FTS5 needs from us, registered on every connection: the tokenizer "praxis" and the ranking
 * px_rank(TABLE, blob, words). Private to the search of src/store.
 *
 * A word is stored as it is written, folded, and at the same place as "~" and its stem where that
 * is another, and "~" and the stem of what somebody writes without accents. So a phrase can be
 * looked for as it is written, and a stem without the words that only look like it.
 *
 * Between SEARCH_VERBATIM and the next space stands a token that is taken as it is: in queries a
 * folded word, or "=" and a stem, which stands for both forms of it; in the column `keys` what no
 * word can be, by the first character ':' for filters and '^' for stems of the title.
 */
#ifndef PX_STORE_SEARCH_TOKEN_H
#define PX_STORE_SEARCH_TOKEN_H

#include "store/db.h"

#define SEARCH_MARK_START "\xEE\x80\x80" /* U+E000, around matches in what is shown */
#define SEARCH_MARK_END "\xEE\x80\x81"   /* U+E001 */
#define SEARCH_VERBATIM "\xEE\x80\x82"   /* U+E002 */

enum {
    SEARCH_MAX_PHRASES = 256,
    SEARCH_MAX_GROUPS = 32,
    SEARCH_MAX_TAG = 8,
    SEARCH_MAX_STEM = 512
};

/* What px_rank is told of a query, as the bytes of a blob: the group of each phrase, in the order
 * in which they stand in the expression (what is behind them does not count), and the weight of
 * each group. */
#define SEARCH_IN_TITLE 10000.0 /* is added where the title has all groups */

typedef struct search_rank {
    int n_phrases, n_groups;
    unsigned char group[SEARCH_MAX_PHRASES];
    double weight[SEARCH_MAX_GROUPS];
} search_rank;

#endif
