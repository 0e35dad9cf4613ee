/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of the writer of DOCX; private to write_docx*.c. */
#ifndef PX_DOCUMENT_WRITE_DOCX_PRIV_H
#define PX_DOCUMENT_WRITE_DOCX_PRIV_H

#include "document/document_priv.h"
#include "document/picture.h"

/* A4 with margins of two centimetres, in twentieths of a point. */
enum {
    PX_DOCX_SHORT = 11906,
    PX_DOCX_LONG = 16838,
    PX_DOCX_MARGIN = 1134,
};

typedef struct px_docx_writer {
    px_builder *out;      /* the body */
    px_builder relations; /* of its links */
    px_builder numbers;   /* of lists: <w:num> for each that has numbers */
    unsigned n_links, n_numbers, n_boxes;
    unsigned width;              /* of the text */
    const px_doc_pixels *pixels; /* of each block; empty: none */
    unsigned n_pictures;
} px_docx_writer;

/* Relationships of the document before those of links, and of lists before those with numbers. */
enum { PX_DOCX_FIXED_RELATIONS = 4, PX_DOCX_FIXED_NUMBERS = 1 };

/* A language as Word knows it: "en-GB" for "en". */
void px_docx_write_language(px_builder *out, px_str tag);

/* A text in a run, escaped. */
void px_docx_write_text(px_builder *out, px_str text);

/* Runs as they stand in a paragraph. */
void px_docx_write_runs(px_docx_writer *w, const px_doc_run *runs, size_t n);

/* A whole paragraph; style may be NULL, properties more of <w:pPr>, in the order of its schema. */
void px_docx_write_paragraph(px_docx_writer *w, const char *style, const char *properties,
                             const px_doc_run *runs, size_t n);

/* All blocks of a document. */
void px_docx_write_blocks(px_docx_writer *w, const px_document *document);

#endif
