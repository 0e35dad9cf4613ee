/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Documents: one model of blocks, from which HTML, DOCX, PDF, XLSX, CSV, Markdown and JSON are
 * written (the writers are in document_write.h). A document is built in an arena from the top to
 * the bottom; same blocks, same bytes out: its times are those of `date`.
 *
 *     px_document *d = px_document_new(arena, &head);
 *     px_doc_heading(d, 1, PX_STR("Disposition of comments"));
 *     px_doc_paragraph(d, runs, n);
 *     px_doc_table(d, columns, n_columns, caption);
 *     px_doc_row(d, cells, n_cells);
 *     px_doc_table_end(d);
 *
 * Texts are plain UTF-8, already in the reader's language; px_doc_markdown adds restricted
 * Markdown. Arrays of runs, cells and columns are copied; the slices in them, and those of the
 * head, are borrowed and must outlive the document. A line feed in a text is a new line. Other
 * control characters are refused by the writers (INVALID), never passed on; texts in the normal
 * form of the house have none.
 *
 * A list holds items and lists alone: any other block ends the lists that are open.
 */
#ifndef PX_DOCUMENT_DOCUMENT_H
#define PX_DOCUMENT_DOCUMENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/error.h"
#include "base/str.h"

typedef struct px_document px_document;

typedef struct px_document_head {
    px_str title, subtitle; /* subtitle: or empty */
    px_str author;          /* name of the house */
    px_str language;        /* tag: of the document */
    px_time date;           /* of what it shows: all times in the files are this one */
    px_str date_words;      /* the same in words of the language, or empty; stands in the head */
    px_str address;         /* where it can be had, or empty: stands in the footer */
    bool landscape;
    px_str page_of; /* "Page {page} of {pages}" in words of the language; empty: "1 / 3" */
} px_document_head;

/* Marks of a run; bits. */
typedef enum px_doc_mark {
    PX_DOC_STRONG = 1,
    PX_DOC_EMPHASIS = 2,
    PX_DOC_CODE = 4,
    PX_DOC_INSERTED = 8, /* of a redline */
    PX_DOC_DELETED = 16,
    PX_DOC_SMALL = 32,
    PX_DOC_BREAK = 64,      /* a new line before it */
    PX_DOC_BOX = 128,       /* a box to tick before it, */
    PX_DOC_BOX_TICKED = 256 /* and that it is ticked (with PX_DOC_BOX) */
} px_doc_mark;

typedef struct px_doc_run {
    px_str text;
    unsigned marks;
    px_str link;     /* absolute address (http, https, mailto), or empty */
    px_str language; /* where it differs from the document's, or empty */
} px_doc_run;

/* What a cell is coloured as: the shades of dispositions, and what is missing. */
typedef enum px_doc_tone {
    PX_DOC_PLAIN,
    PX_DOC_GOOD,    /* accepted: 92D050 */
    PX_DOC_PARTIAL, /* accepted with modifications, partly: C4D79B */
    PX_DOC_NEUTRAL, /* noted, out of scope: 8DB4E2 */
    PX_DOC_BAD,     /* not accepted: FF99CC */
    PX_DOC_MUTED,
    PX_DOC_TONE_COUNT
} px_doc_tone;

typedef struct px_doc_cell {
    const px_doc_run *runs; /* paragraphs are set apart by runs with PX_DOC_BREAK */
    size_t n_runs;
    px_doc_tone tone;
    bool head;       /* a row's heading */
    bool right;      /* set right, as figures with a sign are ("12 %") */
    bool number;     /* set right; in sheets and JSON the value, elsewhere the runs, */
    long long value; /* or the value's digits where there are none */
} px_doc_cell;

typedef struct px_doc_column {
    px_str title;
    px_str key;     /* in JSON: ASCII; empty: "c1", "c2", ... */
    unsigned width; /* share of the width; 0: as others */
} px_doc_column;

/* The head's slices are borrowed. */
px_document *px_document_new(px_arena *arena, const px_document_head *head);

/* The arena, for texts that live as long as the document. */
px_arena *px_document_arena(const px_document *document);

void px_doc_heading(px_document *document, int level, px_str text); /* 1 to 4 */
void px_doc_text(px_document *document, px_str text);               /* a paragraph of plain text */
void px_doc_paragraph(px_document *document, const px_doc_run *runs, size_t n);
void px_doc_quote(px_document *document, const px_doc_run *runs, size_t n); /* others' words */
void px_doc_code(px_document *document, px_str text); /* lines in a fixed width */

/* Lists may stand in lists: that of the item before. px_doc_list_from: with numbers from `first`.
 */
void px_doc_list(px_document *document, bool ordered);
void px_doc_list_from(px_document *document, unsigned first);
void px_doc_item(px_document *document, const px_doc_run *runs, size_t n);
void px_doc_list_end(px_document *document);

/* Rows have at most as many cells as there are columns; those that are missing are empty. */
void px_doc_table(px_document *document, const px_doc_column *columns, size_t n, px_str caption);
void px_doc_row(px_document *document, const px_doc_cell *cells, size_t n);
void px_doc_table_end(px_document *document);

/* A box that is ticked, or is not, with its text; rows of a form: a label with its value, or the
 * words that say that it is missing; a remark, set apart. */
void px_doc_tick(px_document *document, bool ticked, const px_doc_run *runs, size_t n);
void px_doc_field(px_document *document, px_str label, const px_doc_run *value, size_t n);
void px_doc_note(px_document *document, const px_doc_run *runs, size_t n);

/* A picture of our own as SVG, with what it shows in words (title, description). HTML and PDF show
 * the picture; the other formats have the words, so put the figures that it shows in a table below
 * it. INVALID, when written, for what is not one inert <svg> element. */
void px_doc_figure(px_document *document, px_str svg, px_str title, px_str description);
void px_doc_page_break(px_document *document);

/* Text of strangers with U+FFFD for what no file can hold, where it is not sure that the house
 * refused that already: one such character would refuse the whole document. In the arena, or the
 * text itself; it must be UTF-8. px_doc_markdown does so by itself. */
px_str px_doc_clean(px_arena *arena, px_str text);

/* Restricted Markdown as paragraphs, lists, quotes, tables and code; its headings become strong
 * paragraphs. References to provisions ("#id") become links below `site`
 * ("https://host/en/codes/gpai/p/"), or plain words where it is empty. What is too large or too
 * deep for the parser stands as the plain text that it is. INVALID for what is not UTF-8.
 * The runs of all that, for a cell: px_doc_markdown_runs, in the arena. */
int px_doc_markdown(px_document *document, px_str markdown, px_str site,
                    px_error *err) PX_MUST_CHECK;
int px_doc_markdown_runs(px_document *document, px_str markdown, px_str site,
                         const px_doc_run **ret_runs, size_t *ret_count,
                         px_error *err) PX_MUST_CHECK;

#endif
