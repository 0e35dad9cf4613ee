/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ISO/IEC/CEN/CENELEC commenting form, version 2012-03, as DOCX: made anew in the layout of the
 * official template, with its labels in the header of the page, where they repeat. Words of the
 * form are English, as the form is. Each row holds the id of its comment as a bookmark, so that
 * what comes back is recognised.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_ISO_WRITE_H
#define PX_DRAFTING_COMMENT_EXCHANGE_ISO_WRITE_H

#include "base/builder.h"
#include "drafting/comment/exchange/row.h"

enum { PX_ISO_ROWS_MAX = 2000, PX_ISO_EMPTY_ROWS = 10 };
/* Bytes of texts in one form, so that office programs open it. */
#define PX_ISO_BYTES_MAX ((size_t)24 << 20)

typedef struct px_iso_head {
    px_str date, document, project; /* of the head table; any may be empty */
    unsigned part, parts;           /* "part 1 of 3"; 0: the only one */
} px_iso_head;

typedef struct px_iso_form px_iso_form;

/* The head is borrowed until the end. */
px_iso_form *px_iso_begin(const px_iso_head *head) PX_MUST_CHECK;
void px_iso_row(px_iso_form *form, const px_comment_row *row);
void px_iso_empty_rows(px_iso_form *form, size_t n);
/* Appends the file and frees the form. TOO_LARGE. */
int px_iso_end(px_iso_form *form, px_builder *out, px_error *err) PX_MUST_CHECK;
void px_iso_abandon(px_iso_form *form); /* NULL is fine */

#endif
