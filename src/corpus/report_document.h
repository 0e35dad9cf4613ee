/* SPDX-License-Identifier: EUPL-1.2 */
/* A result as a document: tables, and charts of modalities, domains, languages and months. */
#ifndef PX_CORPUS_REPORT_DOCUMENT_H
#define PX_CORPUS_REPORT_DOCUMENT_H

#include "corpus/scan_report.h"
#include "document/document.h"

/* The document lives in the arena; the report and the language must outlive it. Its date is that of
 * the last page that was fetched, so that the same result gives the same bytes. */
int px_report_document(px_arena *arena, const px_language *language, const px_report *report,
                       px_document **ret_document, px_error *err) PX_MUST_CHECK;

#endif
