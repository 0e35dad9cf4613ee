/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of provisions, which hold the lasting ids of a code; private to src/code. */
#ifndef PX_CODE_PROVISION_ROW_H
#define PX_CODE_PROVISION_ROW_H

#include "base/random.h"
#include "store/db.h"

/* Row of the provision with a lasting id in a code (its row); 0 for none. */
int px_provision_row_find(px_db *db, int64_t code, px_str id, int64_t *ret_row,
                          px_error *err) PX_MUST_CHECK;

/* A provision with this id, which the code must not have yet; else an error of the store. */
int px_provision_row_insert(px_db *db, int64_t code, px_str id, int64_t *ret_row,
                            px_error *err) PX_MUST_CHECK;

/* A provision with a new id, which no other one of the code has. */
int px_provision_row_new(px_db *db, int64_t code, char ret_id[PX_LASTING_ID_LEN + 1],
                         int64_t *ret_row, px_error *err) PX_MUST_CHECK;

/* Takes out the provisions of a code that nothing refers to: ids that were given in a working
 * version and taken back before anybody could cite them. */
int px_provision_row_forget_unused(px_db *db, int64_t code, px_error *err) PX_MUST_CHECK;

#endif
