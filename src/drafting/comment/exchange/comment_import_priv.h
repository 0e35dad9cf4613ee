/* SPDX-License-Identifier: EUPL-1.2 */
/* The deed that takes rows in; private to comment_import*.c. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_IMPORT_PRIV_H
#define PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_IMPORT_PRIV_H

#include "drafting/comment/exchange/clause.h"
#include "drafting/comment/exchange/comment_import.h"
#include "drafting/comment/write.h"
#include "store/digest.h"

typedef struct px_import_item {
    px_comment_row row;
    px_error fault;                          /* why the row could not be read */
    int64_t author, submitter, organisation; /* rows, of accounts; organisation: submitted for it */
    char hash[PX_DIGEST_HEX];                /* of the file that goes with it; empty: none */
    const char *media_type;
    size_t size;
    bool done;  /* it was submitted, or waits */
    bool taken; /* the house has another comment of its public id */
    px_comment_report report;
} px_import_item;

typedef struct px_import_batch {
    px_comment_import *import;
    px_arena *arena; /* of the rows and reports */
    px_import_item *items;
    size_t count;
} px_import_batch;

/* A px_write_fn. */
int px_import_batch_deed(px_db *db, void *batch, px_error *err);

/* Whether the row comes from a house, with all that it keeps. */
static inline bool px_import_is_record(const px_comment_row *row)
{
    return row->state.len && row->submitted.len;
}

/* ---- Places (comment_import_place.c) */

/* A version that rows stand in, with the names of its provisions. */
typedef struct px_import_version {
    px_version version;
    px_str asked; /* language that a row names, or empty */
    px_text text; /* in it */
    px_clauses *clauses;
    struct px_import_version *next;
} px_import_version;

typedef struct px_importing {
    px_db *db;
    px_arena *arena; /* of the deed */
    px_comment_import *import;
    px_code code;
    px_import_version *versions;
} px_importing;

/* Finds where a row belongs: fills where and the words of the report, and gives the text that the
 * comment gets. Fails with what the reader can mend. */
int px_import_place(px_importing *i, px_import_item *item, px_comment_where *where,
                    px_str *ret_text, px_error *err) PX_MUST_CHECK;

/* ---- Accounts (comment_import_account.c) */

/* Before the deed: puts the files of the rows, from the folder of the path, below the house. */
int px_import_files(px_house *house, px_import_batch *batch, const char *path,
                    px_error *err) PX_MUST_CHECK;

/* The accounts that the row names, into the item; 0 where it names none. */
int px_import_account(px_importing *i, px_import_item *item, px_error *err) PX_MUST_CHECK;

/* Attaches files to what is new of accounts, hands what is ready to the contact points, submits the
 * rest, each by whom its row names. */
int px_import_settle(px_importing *i, px_import_batch *batch, px_error *err) PX_MUST_CHECK;

/* What authors say of answers that are published, where they have not said it yet. */
int px_import_opinions(px_importing *i, px_import_batch *batch, px_error *err) PX_MUST_CHECK;

#endif
