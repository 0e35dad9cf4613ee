/* SPDX-License-Identifier: EUPL-1.2 */
/* A document with each kind of block, as the tests of all writers use it. */
#ifndef PX_DOCUMENT_SAMPLE_H
#define PX_DOCUMENT_SAMPLE_H

#include "document/document.h"
#include "document/document_write.h"

/* In English, or with the page words of French. */
px_document *px_sample_document(px_arena *arena, bool french);

/* The same with one table of so many rows. */
px_document *px_sample_table(px_arena *arena, size_t rows);

#endif
