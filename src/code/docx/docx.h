/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The DOCX importer's inner parts, private to src/code/docx_*.c and import_docx.c.
 *
 * The body is walked once, in the order of the document. docx_body.c and docx_inline.c make blocks
 * of it: paragraphs with their words, their number and what they are, tables. Blocks go to a sink,
 * which is a place in the outline (docx_place.c) or a cell of a table (docx_table.c). What stands
 * beside the words of a paragraph (notes, text boxes) waits until its block has found its place.
 */
#ifndef PX_CODE_DOCX_H
#define PX_CODE_DOCX_H

#include "code/docx/docx_numbering.h"
#include "code/docx/docx_package.h"
#include "code/docx/docx_styles.h"
#include "code/docx/docx_text.h"
#include "code/outline.h"

#define PX_DOCX_FIELDS 32
/* Lists in lists in one place. */
#define PX_DOCX_LISTS 12

typedef struct px_docx px_docx;

/* ---- Blocks */

typedef struct px_docx_block {
    size_t line; /* number of the paragraph */
    px_docx_role role;
    int level;          /* of a heading, from 0 */
    px_docx_text words; /* of a paragraph */
    px_str table;       /* rows of Markdown: this is a table */
    px_str number;      /* what Word shows in front, or what was typed there */
    bool bullet;
    const void *list; /* what list it is an item of: a w:abstractNum, or a kind of typed number;
                         NULL: none */
    int instance;     /* w:numId */
    int depth;        /* level in that list */
    int value;        /* of its number */
    bool restarted;   /* the first number of its level */
    bool typed;       /* nobody but a person wrote it */
    int indent;
} px_docx_block;

/* Takes a block; its words are the caller's. */
typedef struct px_docx_sink {
    void (*put)(px_docx *d, void *arg, px_docx_block *block);
    void *arg;
} px_docx_sink;

/* ---- Fields (docx_field.c) */

typedef struct px_docx_field {
    px_builder code; /* owned: the words of its instruction */
    bool result;     /* behind w:separate: what comes is what Word shows */
    bool left_out;   /* a table of contents */
    px_str link;
} px_docx_field;

typedef struct px_docx_fields {
    px_docx_field open[PX_DOCX_FIELDS];
    size_t count;
    size_t beyond; /* open fields that are nested deeper */
} px_docx_fields;

/* w:fldChar begin, separate and end, and the words of an instruction. */
void px_docx_field_begin(px_docx *d);
void px_docx_field_code(px_docx *d, px_str words);
void px_docx_field_separate(px_docx *d);
void px_docx_field_end(px_docx *d);
/* Ends all of them. */
void px_docx_field_end_all(px_docx *d);
/* True inside a table of contents. */
bool px_docx_field_left_out(const px_docx *d);
/* True where what is written is what a reader sees. */
bool px_docx_field_shows(const px_docx *d);
/* The link that the open fields make, or an empty one. */
px_str px_docx_field_link(const px_docx *d);

/* ---- The importer */

/* What waits for the block that it stands in: a note or a text box. */
typedef struct px_docx_waiting {
    const px_xml *content;
    px_str number;                      /* of a note */
    const px_docx_relationships *links; /* of its part */
    struct px_docx_waiting *next;
    bool note;
} px_docx_waiting;

/* A name for links, and the node that has it. */
typedef struct px_docx_bookmark {
    px_str name;
    size_t node;
    bool linked;
    struct px_docx_bookmark *next; /* in the order of the document */
} px_docx_bookmark;

/* A part of notes: footnotes or endnotes. */
typedef struct px_docx_notes {
    px_map by_id; /* of px_xml */
    px_docx_relationships links;
    px_str format;
    int count; /* of those that were referred to */
} px_docx_notes;

struct px_docx {
    px_arena *arena;
    px_outline *outline;
    px_docx_styles styles;
    px_docx_numbering numbering;
    px_docx_relationships links;             /* of the main part */
    const px_docx_relationships *part_links; /* of the part that is being walked */
    px_docx_notes footnotes, endnotes;
    bool refuse; /* tracked changes */

    px_docx_sink sink;
    size_t paragraph; /* number of the one being read */
    px_docx_fields fields;
    px_docx_waiting *waiting, **waiting_end;
    px_builder title; /* of paragraphs in the style Title, before anything else */

    /* the paragraph that is being gathered: several in the file where marks were deleted */
    px_docx_text words;
    bool gathering, verbatim;
    const px_xml *gathered; /* properties of the last of them */
    const px_docx_style *style;
    px_docx_format base, run; /* marks of its style; of the run being read */
    px_str link;

    px_map bookmarks;
    px_docx_bookmark *first_bookmark, **bookmark_end;
    px_docx_bookmark *first_open; /* those that wait for their node */

    size_t changes, comments, comment_line;
    size_t contents_line; /* of a table of contents being left out, or 0 */
    px_builder contents;  /* the head of its words */
    int in_box;           /* text boxes and notes: no headings there */
    bool too_large;       /* a table or a block of code is */
    px_map told;          /* what has been warned of once */
};

/* ---- The walk */

/* The blocks of a container (docx_body.c). */
void px_docx_blocks(px_docx *d, const px_xml *parent);
/* Puts the paragraph that is being gathered, if there is one. */
void px_docx_paragraph_end(px_docx *d);
/* What w:ins, w:del and the moves, in whatever form, mean for their content: true when it counts.
 * Counts the change. */
bool px_docx_change_counts(px_docx *d, const px_xml *element);
/* True for one of the elements that mark a tracked change. */
bool px_docx_is_change(const px_xml *element);
/* True when a row, a cell or a paragraph mark is not there, by the change in its properties. */
bool px_docx_is_gone(px_docx *d, const px_xml *properties);
/* Of mc:AlternateContent, the branch to read; may be NULL. */
const px_xml *px_docx_alternative(const px_xml *element);
/* The content of w:sdt; NULL for a table of contents, which is reported. */
const px_xml *px_docx_content_control(px_docx *d, const px_xml *element);
/* What is inside a paragraph (docx_inline.c). */
void px_docx_inline(px_docx *d, const px_xml *parent);
void px_docx_inline_one(px_docx *d, const px_xml *element);
/* Words of a table of contents, which is left out; it is over. */
void px_docx_contents_add(px_docx *d, px_str words);
void px_docx_contents_end(px_docx *d);
/* An address as a link may have it, in the arena; empty where no link may lead there. */
px_str px_docx_link(px_docx *d, px_str address);
/* The name of a bookmark as an alias: other bytes than letters, digits and "-_.:" as ".XX". */
px_str px_docx_name(px_arena *arena, px_str name);
/* A bookmark starts. */
void px_docx_bookmark_start(px_docx *d, px_str name);
/* The character of a symbol font; 0 for one that is not known (docx_symbol.c). */
unsigned px_docx_symbol(px_str font, unsigned code);
/* A table (docx_table.c). */
void px_docx_table(px_docx *d, const px_xml *element);

/* Warns; `once` for a word that is told the first time only. */
void px_docx_warn(px_docx *d, px_outline_warning_kind kind, px_str text);
/* ... with the first words of an element, and the number of its first paragraph. */
void px_docx_warn_words(px_docx *d, px_outline_warning_kind kind, const px_xml *element);
void px_docx_warn_once(px_docx *d, px_outline_warning_kind kind, px_str text);

/* The number of the first paragraph in an element, or that of the one being read. */
size_t px_docx_line(const px_docx *d, const px_xml *element);

/* Numbers the paragraphs in an element in the order of the file. */
void px_docx_number_paragraphs(px_xml *element, unsigned *count);

/* Counts an element of the body, and whether it found its place. */
static inline void px_docx_count(px_docx *d, bool mapped)
{
    d->outline->elements++;
    d->outline->mapped += mapped ? 1 : 0;
}

/* ---- Places in the outline (docx_place.c) */

typedef struct px_docx_list {
    size_t list, item; /* nodes */
    const void *of;
    int instance, depth, indent, value;
    bool bullet;
} px_docx_list;

typedef struct px_docx_place {
    size_t root; /* PX_OUTLINE_TOP, or the note that it fills */
    bool absorb; /* the first paragraph is the text of root */
    size_t sections[PX_DOCX_LEVELS];
    px_docx_list lists[PX_DOCX_LISTS];
    size_t n_lists;
    size_t untitled;    /* the heading before it, where that is nothing but a number */
    size_t quote, code; /* the group that goes on, the block of code; or PX_OUTLINE_TOP */
    px_builder lines;   /* of that block */
} px_docx_place;

/* An empty place below root; absorb as above. What is open at the end must be ended. */
void px_docx_place_init(px_docx_place *place, size_t root, bool absorb);
void px_docx_place_end(px_docx *d, px_docx_place *place);
/* A px_docx_sink's put; arg is a px_docx_place. */
void px_docx_place_put(px_docx *d, void *place, px_docx_block *block);

/* Splits a typed number off a paragraph: "(a)", "1.", "Article 3" (docx_typed.c). */
void px_docx_typed_number(px_docx *d, const px_docx_place *place, px_docx_block *block);

#endif
