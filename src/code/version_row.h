/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of codes and versions as writing deeds need them; private to src/code. */
#ifndef PX_CODE_VERSION_ROW_H
#define PX_CODE_VERSION_ROW_H

#include "code/code.h"

typedef struct px_version_row {
    int64_t row, code;
    bool working;
} px_version_row;

/* The row of a version, making what is missing; CONFLICT when the version is not a working one any
 * more, INVALID when an id does not have its form, or the label is that of an address of the site
 * ("compare", "history", "1.json"). */
int px_version_row_open(px_db *db, px_str code, px_str label, px_version_row *ret_version,
                        px_error *err) PX_MUST_CHECK;

/* Takes the tree and all texts out of a working version. Provisions stay. */
int px_version_row_clear(px_db *db, const px_version_row *version, px_error *err) PX_MUST_CHECK;

/* The version whose ids an import continues: that of the label; without one that of the import
 * before, else the newest older one that has a tree; 0 for none. It is kept with the version.
 * NOT_FOUND, with the labels that there are, for a label of no other version. */
int px_version_row_base(px_db *db, px_arena *arena, const px_version_row *version, px_str label,
                        int64_t *ret_base, px_str *ret_label, px_error *err) PX_MUST_CHECK;

/* Whether the version has any language but this one. */
int px_version_row_has_other(px_db *db, const px_version_row *version, px_str language,
                             bool *ret_has, px_error *err) PX_MUST_CHECK;

/* Sets the title in a language, of the version and of its code. */
int px_version_row_title(px_db *db, const px_version_row *version, px_str language, px_str title,
                         px_error *err) PX_MUST_CHECK;

#endif
