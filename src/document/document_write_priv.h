/* SPDX-License-Identifier: EUPL-1.2 */
/* One writer a format, private to src/document. Each appends the whole file; the document has been
 * checked (px_doc_check). Whether the builder's cap was kept, px_document_write asks. */
#ifndef PX_DOCUMENT_DOCUMENT_WRITE_PRIV_H
#define PX_DOCUMENT_DOCUMENT_WRITE_PRIV_H

#include "base/jail.h"
#include "document/document_priv.h"

/* A whole page with its style sheet (write_html.c). */
int px_document_html(const px_document *document, px_builder *out, px_error *err) PX_MUST_CHECK;
/* An OOXML text document, with its pictures where the jail (or NULL) draws them. */
int px_document_docx(const px_document *document, px_jail *jail, px_builder *out,
                     px_error *err) PX_MUST_CHECK;
/* A workbook: each table on a sheet. */
int px_document_xlsx(const px_document *document, px_builder *out, px_error *err) PX_MUST_CHECK;
/* The first table. */
int px_document_csv(const px_document *document, px_builder *out, px_error *err) PX_MUST_CHECK;
/* CommonMark with tables. */
int px_document_markdown(const px_document *document, px_builder *out, px_error *err) PX_MUST_CHECK;
/* Data, "schema": 1. */
int px_document_json(const px_document *document, px_builder *out, px_error *err) PX_MUST_CHECK;

#endif
