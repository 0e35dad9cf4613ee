/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Comments of a code as a file, in each format that there is, in memory that does not grow with
 * them. Submitted comments alone, as everybody may read them. XLSX, CSV and JSON hold all that
 * there is of them (docs/exchanging-comments.md).
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_EXPORT_H
#define PX_DRAFTING_COMMENT_EXCHANGE_COMMENT_EXPORT_H

#include "drafting/comment/comment_list.h"
#include "drafting/comment/exchange/read.h"

typedef struct px_comment_export {
    px_comment_format format;
    const px_code *code;
    px_comment_filter filter; /* its code is that of `code` */
    px_str project;           /* of the ISO form: title of the code, or what it is called */
    px_str document;          /* ... the version, or empty */
    px_str site;              /* address of the house, for annotations: "https://host", or empty */
    const px_language *language;
    px_time date; /* of the file */
    bool empty;   /* the ISO form without comments, to be filled in */
    int64_t ret_count;
    unsigned ret_parts;        /* of the ISO form, at least 1 */
    const char *ret_extension; /* "docx"; "zip" for several parts */
    const char *ret_media_type;
} px_comment_export;

/* How many forms the ISO form of that many comments comes in, at least: texts can be so long that
 * there are more. */
unsigned px_comment_export_parts(int64_t comments);

/* Writes the file anew at the path. */
int px_comment_export_file(px_db *db, px_comment_export *export, const char *path,
                           px_error *err) PX_MUST_CHECK;

#endif
