/* SPDX-License-Identifier: EUPL-1.2 */
/* The FTS tables by language, private to the search of src/store. */
#ifndef PX_STORE_SEARCH_TABLE_H
#define PX_STORE_SEARCH_TABLE_H

#include "store/db.h"
#include "store/search_token.h"

typedef struct search_table {
    const char *language; /* NULL: all others */
    const char *insert, *remove, *read, *rekey, *find;
} search_table;

const search_table *search_table_of(const char *language);

/* The first part of a language tag, in small letters: "en" of "en-GB"; INVALID where it is none. */
int search_language_of(const char *tag, char ret_language[SEARCH_MAX_TAG + 1],
                       px_error *err) PX_MUST_CHECK;

#endif
