/* SPDX-License-Identifier: EUPL-1.2 */
/* The model as the writers see it; private to src/document. */
#ifndef PX_DOCUMENT_DOCUMENT_PRIV_H
#define PX_DOCUMENT_DOCUMENT_PRIV_H

#include "base/builder.h"
#include "document/document.h"

/* Lists that stand in one another; deeper ones are as deep as the last. */
enum { PX_DOC_MAX_LISTS = 8 };

typedef enum px_doc_kind {
    PX_DOC_HEADING,
    PX_DOC_PARAGRAPH,
    PX_DOC_QUOTE,
    PX_DOC_LINES, /* code */
    PX_DOC_LIST,
    PX_DOC_ITEM,
    PX_DOC_ITEM_MORE, /* goes on with an item behind a list that stands in it */
    PX_DOC_LIST_END,
    PX_DOC_TABLE,
    PX_DOC_TICK,
    PX_DOC_FIELD,
    PX_DOC_NOTE,
    PX_DOC_FIGURE,
    PX_DOC_PAGE_BREAK
} px_doc_kind;

typedef struct px_doc_table_row {
    const px_doc_cell *cells; /* as many as there are columns */
} px_doc_table_row;

typedef struct px_doc_grid {
    const px_doc_column *columns;
    size_t n_columns;
    px_str caption;
    px_doc_table_row *rows;
    size_t n_rows, room;
} px_doc_grid;

/* Runs hold no line feeds: what follows one is a run with PX_DOC_BREAK. Those of a tick begin with
 * its box. */
typedef struct px_doc_block {
    px_doc_kind kind;
    int level;      /* of a heading; of an item: how many lists it stands in, from 1 */
    bool ordered;   /* a list and its items */
    unsigned first; /* number of a list's first item */
    const px_doc_run *runs;
    size_t n;
    px_str label;              /* of a field */
    px_str title, description; /* of a figure */
    px_str svg;
    px_doc_grid *table;
} px_doc_block;

struct px_document {
    px_arena *arena;
    px_document_head head;
    px_doc_block *blocks;
    size_t count, room;
    px_doc_grid *table;           /* that is open */
    bool lists[PX_DOC_MAX_LISTS]; /* that are open: ordered? */
    int n_lists;                  /* perhaps more than are kept */
};

/* Runs in growth, in an arena: what px_doc_runs_add adds is cut at its line feeds. */
typedef struct px_doc_runs {
    px_arena *arena;
    px_doc_run *items;
    size_t count, room;
} px_doc_runs;
void px_doc_runs_add(px_doc_runs *runs, const px_doc_run *run);

/* Goes on with the last item of the innermost list (PX_DOC_ITEM_MORE). */
void px_doc_item_more(px_document *document, const px_doc_run *runs, size_t n);

/* INVALID where a text of the document is not UTF-8 or has control characters, where a picture is
 * no inert SVG, or a link no address. */
int px_doc_check(const px_document *document, px_error *err) PX_MUST_CHECK;
/* The same of one text. */
int px_doc_check_text(px_str text, px_error *err) PX_MUST_CHECK;

/* Appends the words of runs: boxes as U+2610 and U+2611, `line` for a new line. */
void px_doc_plain(px_builder *out, const px_doc_run *runs, size_t n, const char *line);

/* The box of a run as a character with the space behind it, or "". */
const char *px_doc_box(const px_doc_run *run);

/* "Page {page} of {pages}", cut into what stands before, between and behind. first: the page stands
 * before the number of pages. */
typedef struct px_doc_page_words {
    px_str before, between, behind;
    bool pages_first;
} px_doc_page_words;
px_doc_page_words px_doc_page_of(const px_document_head *head);

/* The share of the table's width that a column has, in thousandths; they sum to at most 1,000. */
unsigned px_doc_column_share(const px_doc_grid *table, size_t column);

/* True for a row that may break over pages: whole, it would leave them half empty. */
bool px_doc_row_is_long(const px_doc_grid *table, size_t row);

/* True for numbers and what stands right as they do; for a column of such cells, some of which may
 * be empty: its head stands right too. */
bool px_doc_column_is_right(const px_doc_grid *table, size_t column);
bool px_doc_cell_is_right(const px_doc_cell *cell);

#endif
