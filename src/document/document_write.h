/* SPDX-License-Identifier: EUPL-1.2 */
/* The writers of documents. All are deterministic; texts that no file can hold (control characters,
 * what is not UTF-8) are INVALID. docs/documents.md says what each format makes of the blocks. */
#ifndef PX_DOCUMENT_DOCUMENT_WRITE_H
#define PX_DOCUMENT_DOCUMENT_WRITE_H

#include "base/builder.h"
#include "base/jail.h"
#include "document/document.h"

typedef enum px_document_format {
    PX_DOCUMENT_HTML, /* a whole page with its style sheet */
    PX_DOCUMENT_DOCX,
    PX_DOCUMENT_PDF, /* by WeasyPrint through the tool runner: TOOL_MISSING where it is not there */
    PX_DOCUMENT_XLSX, /* its tables, a sheet each; other blocks on the first */
    PX_DOCUMENT_CSV,  /* its first table; UNSUPPORTED where there is none */
    PX_DOCUMENT_MARKDOWN,
    PX_DOCUMENT_JSON,
    PX_DOCUMENT_FORMAT_COUNT
} px_document_format;

/* "html", "docx", "pdf", "xlsx", "csv", "md", "json", as in options and in the ends of addresses
 * and file names; media type; title: message id. */
const char *px_document_format_name(px_document_format format);
const char *px_document_format_title(px_document_format format);
const char *px_document_media_type(px_document_format format);
bool px_document_format_find(px_str name, px_document_format *ret_format);

/* The tools, for the table of px_jail_start: WeasyPrint for PDF, rsvg-convert for pictures in DOCX.
 */
#define PX_DOCUMENT_PDF_TOOL "weasyprint"
#define PX_DOCUMENT_DRAWING_TOOL "rsvg-convert"
enum { PX_DOCUMENT_TOOLS = 2 };
extern const px_jail_tool px_document_tools[PX_DOCUMENT_TOOLS];

/* Whether the format uses a tool: without a jail DOCX has the words of its pictures alone. */
bool px_document_uses_tools(px_document_format format);

/* Appends the file. jail: for PDF and DOCX; may be NULL for all others. */
int px_document_write(const px_document *document, px_document_format format, px_jail *jail,
                      px_builder *out, px_error *err) PX_MUST_CHECK;

/* The blocks as HTML for a page of the house, without title and head; the highest heading is of the
 * level `level`. Classes begin with "doc-" (assets/style/document_blocks.css). */
int px_document_html_body(const px_document *document, int level, px_builder *out,
                          px_error *err) PX_MUST_CHECK;

#endif
