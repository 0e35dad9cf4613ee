/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The state of the Akoma Ntoso importer, private to its files: import_akn.c hands the events of
 * expat on to the starters and enders of akn_build.c by the element's role; akn_text.c puts words
 * where they belong; akn_table.c makes rows; akn_link.c binds links when the tree is there.
 *
 * Invariants:
 * 1. Provisions are added in the order of the document, and only below the last ones.
 * 2. Words that stand in no text yet open one: the provision that they go to is chosen then, so
 *    that notes and quotations in the middle of a text come after it.
 * 3. Inside a cell of a table only words and notes count; blocks part words by a space.
 */
#ifndef PX_CODE_AKN_PARSE_H
#define PX_CODE_AKN_PARSE_H

#include <expat.h>

#include "base/map.h"
#include "code/akn/akn_element.h"
#include "code/akn/akn_inline.h"
#include "code/outline.h"
#include "code/table_layout.h"

/* Elements in elements. */
#define PX_AKN_DEPTH 256
/* Texts in texts: a note in a note. */
#define PX_AKN_TEXTS 4
#define PX_AKN_COLUMNS 64

/* Attributes of LEOS, the Commission's editor: its marks of what is added, moved, deleted. */
#define LEOS_NAMESPACE "urn:eu:europa:ec:leos"

typedef struct px_akn_table {
    size_t node; /* of the table, or PX_OUTLINE_TOP: no table */
    px_builder rows, row;
    unsigned cells, row_cells,
        header_cells;               /* of the row: with empty ones, in the file, of a head */
    unsigned columns;               /* of the row before */
    unsigned column_span, row_span; /* of the cell */
    unsigned spans[PX_AKN_COLUMNS]; /* rows for which a cell above holds the column */
    px_table_side sides[PX_AKN_COLUMNS];
    bool in_header; /* all rows so far are of the head */
    bool in_row, in_cell, warned;
} px_akn_table;

typedef enum px_akn_field {
    PX_AKN_TEXT,
    PX_AKN_NUMBER,
    PX_AKN_HEADING_TEXT,
    PX_AKN_CELL_TEXT
} px_akn_field;

/* Where words go. */
typedef struct px_akn_context {
    px_akn_inline text;
    bool is_open;
    px_akn_field field; /* of the words that come */
    size_t node;        /* of the open text */
    px_akn_table table;
} px_akn_context;

typedef struct px_akn_frame {
    const px_akn_element *element;
    size_t node;   /* provision that what is in it belongs to */
    size_t own;    /* the provision that it is; PX_OUTLINE_TOP: none (yet) */
    px_str ids[4]; /* of the provision: wId, eId, xml:id, id */
    bool marked;   /* it has opened a mark */
    bool context;  /* it has opened a context */
    bool titled;   /* it has opened the title of its rank */
    bool first;    /* it is the first part of a paragraph, whose words are the paragraph's own */
    bool ignored;  /* it has no place here: a block in a cell */
    px_str end;    /* quotation mark that closes it */
} px_akn_frame;

/* A text that is not ready before the links are known. */
typedef struct px_akn_pending {
    size_t node;
    px_akn_field field;
    px_str marked, words; /* words empty: there are no marks in it */
} px_akn_pending;

typedef struct px_akn_link_target {
    px_str name;
    size_t line;
} px_akn_link_target;

typedef struct px_akn_reader {
    XML_Parser parser;
    px_str xml;
    px_outline *outline;
    px_error *err;
    int rc;
    px_akn_elements elements;
    px_str uri; /* namespace of the root; ptr == NULL before it */
    px_akn_frame frames[PX_AKN_DEPTH];
    size_t depth;
    px_akn_context contexts[PX_AKN_TEXTS];
    size_t context;
    size_t skip;    /* depth inside an element that is left out; 0: none is */
    bool in_meta;   /* that one is <meta> */
    bool ours;      /* the file is our own: what has no lasting id is no provision */
    bool in_title;  /* in it, the title of our own files */
    bool reporting; /* what is left out is told at its end */
    px_builder left_out;
    size_t left_out_line;
    size_t line_at, line; /* of the byte line_at */
    size_t front, attachments;
    px_builder titles[PX_AKN_TITLES + 1];
    unsigned capturing; /* titles that words go to, as bits */
    px_map nodes;       /* ids to index + 1 of their provision, as pointers */
    px_map twice;       /* ids that more provisions than one have */
    px_map unknown;     /* "element parent" that was reported */
    px_akn_pending *pending;
    size_t pending_count, pending_room;
    px_akn_link_target *links;
    size_t link_count, link_room;
} px_akn_reader;

/* Line of the present event. */
size_t px_akn_line_now(px_akn_reader *p);

/* Value of an attribute (of a namespace: "NAMESPACE\nname"); ptr == NULL where it is missing. */
px_str px_akn_value_of(const XML_Char **attributes, const char *name);

/* Adds a provision; stops the parser where the outline is full. */
size_t px_akn_add(px_akn_reader *p, size_t parent, px_provision_kind kind);

/* Stops the parser with the error. */
void px_akn_stop(px_akn_reader *p, int rc);

/* ---- Elements (akn_build.c) */

/* What an element does where it begins and where it ends, by its role. */
void px_akn_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes);
void px_akn_end(px_akn_reader *p, px_akn_frame *frame);

/* ---- Words (akn_text.c) */

/* Takes words in: into the text that is open, or one that they open, or nowhere. */
void px_akn_words(px_akn_reader *p, px_str words);

/* The text that is open, or where words open one now. */
px_akn_context *px_akn_context_now(px_akn_reader *p);

/* Ends the text that is open; in a cell, parts words. */
void px_akn_close_text(px_akn_reader *p);

/* Puts the finished text of the context into a field of a provision. */
void px_akn_put(px_akn_reader *p, size_t node, px_akn_field field);

/* ---- Tables (akn_table.c) */

/* False where the provision that the element stands in is the table: a file of ours. */
bool px_akn_table_wants(const px_akn_reader *p, const px_akn_frame *frame,
                        const XML_Char **attributes);
void px_akn_table_start(px_akn_reader *p, size_t node);
void px_akn_table_end(px_akn_reader *p);
void px_akn_row_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes);
void px_akn_row_end(px_akn_reader *p, px_akn_frame *frame);
void px_akn_cell_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes);
void px_akn_cell_end(px_akn_reader *p, px_akn_frame *frame);

/* ---- Links (akn_link.c) */

/* Opens the link of an element where it leads somewhere. */
void px_akn_link_start(px_akn_reader *p, px_akn_frame *frame, px_str href);

/* Makes the texts that wait for it ready. */
void px_akn_links_bind(px_akn_reader *p);

#endif
