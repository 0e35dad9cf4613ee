/* SPDX-License-Identifier: EUPL-1.2 */
/* The writers of the single formats; private to comment_export*.c. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_EXPORT_PRIV_H
#define PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_EXPORT_PRIV_H

#include "drafting/comment/exchange/comment_export.h"
#include "drafting/comment/exchange/row_make.h"

typedef struct px_exporting {
    px_db *db;
    px_comment_export *export;
    const char *path;
    px_row_maker *maker;
    px_arena *arena; /* of the row */
} px_exporting;

/* The row lives until the function returns. */
typedef int px_comments_write_fn(const px_comment_row *row, const px_comment_line *line, void *arg,
                                 px_error *err);
int px_comments_write_each(px_exporting *e, px_comments_write_fn *fn, void *arg,
                           px_error *err) PX_MUST_CHECK;

/* The formats, each to the path of the export. */
int px_comments_write_sheet(px_exporting *e, bool xlsx, px_error *err) PX_MUST_CHECK;
int px_comments_write_json(px_exporting *e, px_error *err) PX_MUST_CHECK; /* and annotations */
int px_comments_write_iso(px_exporting *e, px_error *err) PX_MUST_CHECK;

#endif
