/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The walk over an HTML document that makes an outline of it; private to the HTML importer
 * (import_html.c, html_*.c).
 *
 * A walk goes through the children of an element at a place: words and inline elements that follow
 * each other are a paragraph, every block goes to the function of its role.
 */
#ifndef PX_CODE_HTML_WALK_H
#define PX_CODE_HTML_WALK_H

#include "base/map.h"
#include "code/html/html_tree.h"
#include "code/inline_runs.h"
#include "code/outline.h"

/* Levels of headings, with those that nested sections add: as deep as an outline goes. */
enum { PX_HTML_LEVELS = PX_OUTLINE_MAX_DEPTH };

/* Where headings make sections. */
typedef struct px_html_scope {
    size_t base;                         /* what the sections stand in */
    size_t sections[PX_HTML_LEVELS + 1]; /* the open section of each level, from 1 */
    int level;                           /* of the innermost open section, 0 for none */
    int floor;                           /* headings are deeper than this */
    size_t closings;                     /* how often all sections ended at once */
} px_html_scope;

/* No section is open, and those to come stand in base. */
void px_html_scope_open(px_html_scope *scope, size_t base);

/* All sections end here; section elements that are open do not bring them back. */
void px_html_scope_close(px_html_scope *scope);

typedef struct px_html_place {
    size_t parent;        /* where there is no scope */
    px_html_scope *scope; /* NULL: headings are paragraphs */
    bool absorb;          /* the first words are the text of parent itself */
    unsigned marks;       /* that all words stand in */
    size_t own;           /* element of the provision that parts belong to; 0 for none */
} px_html_place;

/* The node that an id of the file became, and an id that waits for the node that comes next. */
typedef struct px_html_target {
    size_t node;
} px_html_target;
typedef struct px_html_pending {
    px_str id;
    size_t line;
} px_html_pending;
PX_MAP_DEFINE(px_html_target_map, px_html_target)

typedef struct px_html {
    px_arena *arena;
    px_outline *outline;
    const px_html_tree *tree;
    size_t title;   /* the element that is the document's title; 0 for none */
    px_str caption; /* of the table that comes next; Markdown */
    size_t caption_line;
    size_t awaiting; /* the section whose heading may follow in a paragraph of its own */
    size_t unmapped; /* elements without a place */
    px_map strange;  /* their names, each reported once */
    bool signs;      /* signs of links to a heading were reported */
    px_html_target_map targets;
    px_html_pending *pending;
    size_t pending_count, pending_room;
    bool in_part;  /* numbers among the words that are read are taken apart */
    size_t points; /* the list that a table of points right behind it goes on, or PX_OUTLINE_TOP */
    /* Open lists of paragraphs (html_word.c): their levels, nodes, last items. */
    int list_levels[PX_HTML_LEVELS];
    size_t list_nodes[PX_HTML_LEVELS], list_points[PX_HTML_LEVELS], lists;
    size_t skipped; /* an element that is no word of the paragraph that is read; 0 for none */
} px_html;

static inline const px_html_node *px_html_at(const px_html *h, size_t i)
{
    return &h->tree->nodes[i];
}

/* Walks over what stands in an element, or over elements and texts that follow each other. */
void px_html_inside(px_html *h, size_t element, px_html_place *place);
void px_html_range(px_html *h, size_t from, size_t to, px_html_place *place);

/* The block that an element is; role PX_HTML_BLOCK and above, or an inline element with blocks. */
void px_html_block(px_html *h, size_t element, px_html_place *place);

/* ---- Nodes (html_walk.c) */

/* The node that blocks at the place go into. */
size_t px_html_parent(const px_html_place *place);

/* Adds a node below parent; the ids that wait belong to it. */
size_t px_html_add(px_html *h, size_t parent, px_provision_kind kind, size_t line);

/* Words at a place: the text of the place's node, or a paragraph. Nothing for no words. */
void px_html_words(px_html *h, px_html_place *place, px_inline_runs *runs, size_t line);

/* Remembers the id and the name of an element for the node that comes next. */
void px_html_ids(px_html *h, size_t element);

/* At the end: ids that no node came for belong to the last one. */
void px_html_last_ids(px_html *h);

/* Says once for each name that elements of it have no place; not for what shows nothing. */
void px_html_strange(px_html *h, size_t element);

/* ---- Inline (html_inline.c) */

/* Adds the words of the elements and texts [from, to), which follow each other. */
void px_html_inline(px_html *h, size_t from, size_t to, unsigned marks, px_inline_runs *runs);

/* The words of all that stands in an element, blocks too, as runs. */
px_inline_runs px_html_runs(px_html *h, size_t element);

/* The words of a heading: without line breaks and links inside the file. */
px_inline_runs px_html_heading_runs(px_html *h, size_t element);

/* Cuts a number off the head of the words, as px_md_number does; empty where there is none. */
px_str px_html_number(px_inline_runs *runs);

/* Words with plain spaces only, without those that are no letter at the ends. */
px_str px_html_plain_number(const px_inline_runs *runs);

/* Text as it stands there, with its white space. */
px_str px_html_verbatim(px_html *h, size_t element);

/* The form of an id, or of a fragment, in which both are compared: Markdown can link to it. */
px_str px_html_fragment(px_arena *arena, px_str id);

/* ---- Blocks */

void px_html_heading(px_html *h, size_t element, px_html_place *place); /* html_section.c */
void px_html_section(px_html *h, size_t element, px_html_place *place);
/* A paragraph that its class makes a heading, as the Official Journal has them; false for others.
 */
bool px_html_journal(px_html *h, size_t element, px_html_place *place);
/* The element that is the title, and the words of the title. */
void px_html_find_title(px_html *h);

void px_html_list(px_html *h, size_t element, px_html_place *place); /* html_list.c */
void px_html_item(px_html *h, size_t element, px_html_place *place);
void px_html_definitions(px_html *h, size_t element, px_html_place *place);
void px_html_meaning(px_html *h, size_t element, px_html_place *place);

void px_html_table(px_html *h, size_t element, px_html_place *place); /* html_table.c */
/* The canonical text of a table's element. */
px_str px_html_table_text(px_html *h, size_t element);

/* A paragraph of an office program that is an item of a list; false for others (html_word.c). */
bool px_html_word_item(px_html *h, size_t element, px_html_place *place);

/* ---- Our own export (html_own.c) */

/* True for a provision and for a part of one. */
bool px_html_is_own(const px_html *h, size_t element);

/* Takes these; false for other elements. */
bool px_html_own(px_html *h, size_t element, px_html_place *place);

/* True for the number inside of a heading, which is no word of it. */
bool px_html_number_part(const px_html *h, size_t element);

/* The Markdown that stands beside an element, where it still says what the element does; else the
 * text. */
px_str px_html_stored(px_html *h, size_t element, px_str text);

#endif
