/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The Markdown importer's inner parts, private to src/code/markdown_*.c and import_markdown.c.
 *
 * Blocks are found line by line; a container (list item, quotation, definition) hands its lines,
 * without their marks, to the same function again. Every line keeps its number in the file.
 */
#ifndef PX_CODE_MARKDOWN_PARSE_H
#define PX_CODE_MARKDOWN_PARSE_H

#include "code/outline.h"

typedef struct px_md_line {
    px_str text;
    size_t number;
} px_md_line;

/* key="value", or key*="value" in which &amp; &quot; &#10; &#123; and &#125; stand for themselves.
 */
typedef struct px_md_value {
    px_str text;
    bool given, coded;
} px_md_value;

/* An attribute list: kramdown's "{: #id .class key="value"}", or ours "{#id .measure}". */
typedef struct px_md_attr {
    bool any;
    px_str id, class_names[4];
    size_t classes;
    bool unnumbered;
    px_md_value title, number, extra, text, in;
} px_md_attr;

/* A heading or text that is exact: nothing in it is resolved. */
typedef struct px_md_exact {
    size_t node;
    bool heading;
    px_str text;
} px_md_exact;

typedef struct px_md {
    px_outline *outline;
    bool back;          /* after "--- back": chapters are appendices */
    size_t sections[7]; /* index of the open section of each heading level, 1 to 6 */
    px_md_exact *exact;
    size_t exact_count, exact_room;
} px_md;

/* A run of lines being split into blocks. */
typedef struct px_md_run {
    px_md *md;
    const px_md_line *lines;
    size_t count, at;
    size_t parent;      /* where blocks go; at the top the open section */
    bool top;           /* headings and parts have a meaning */
    bool absorb;        /* the first paragraph is the text of parent itself */
    size_t last;        /* the last block, for an attribute list behind it; or PX_OUTLINE_TOP */
    size_t last_end;    /* the line behind that block */
    size_t terms;       /* the last list of definitions */
    size_t terms_end;   /* the line behind it, or 0 for none */
    px_md_attr pending; /* an attribute list in front of the next block */
} px_md_run;

/* The whole of a text that is in normal form, into an empty outline (import_markdown.c). */
void px_md_parse(px_outline *outline, px_str text);

/* Splits the run's lines into blocks and adds them to the outline. */
void px_md_blocks(px_md_run *run);

/* Adds a node for a block that starts at the run's present line, and gives it what a pending
 * attribute list says; extra where that says nothing of it. */
size_t px_md_add(px_md_run *run, px_provision_kind kind, px_str extra);

/* Remembers node as the last block and moves on to line `at`. */
void px_md_done(px_md_run *run, size_t node, size_t at);

/* Blocks in a container: the lines without its marks. absorb as above. Beyond the depth that an
 * outline can hold the lines are kept as one text. */
void px_md_inside(px_md *md, const px_md_line *lines, size_t count, size_t parent, bool absorb);

/* True when the line would start a block of its own in the middle of a paragraph. */
bool px_md_interrupts(const px_md_run *run, px_str line);

/* Lists and definitions (markdown_list.c): false when none starts at the present line. */
bool px_md_list(px_md_run *run);
bool px_md_definitions(px_md_run *run);
/* True for a line that starts a list item which may interrupt a paragraph. */
bool px_md_list_interrupts(px_str line);

/* Columns of white space at the head; a tab goes to the next multiple of four. */
size_t px_md_indent(px_str line);
/* The line without up to `columns` columns of white space. */
px_str px_md_outdent(px_str line, size_t columns);
bool px_md_blank(px_str line);
/* A line like "* * *" or "---": it divides, it starts no list. */
bool px_md_rule(px_str line);

/* The lines joined by single spaces, hard line breaks kept; in the arena. */
px_str px_md_join(px_md *md, const px_md_line *lines, size_t count);
/* The lines as they are, each ended by a line feed but the last. */
px_str px_md_verbatim(px_md *md, const px_md_line *lines, size_t count, size_t columns);

/* Attribute lists (markdown_attr.c). A whole line that is one; false otherwise. */
bool px_md_attr_line(px_str line, px_md_attr *ret_attr);
/* Cuts one off the end of text, where there is one. */
bool px_md_attr_tail(px_str *text, px_md_attr *ret_attr);

/* What an attribute list says of a node (markdown_apply.c). `in` moves a block of the run, with all
 * that stands in it, below the provision of that id, which must be open still: the node before the
 * block or one that it stands in, but none outside the item or quotation that the run belongs to;
 * at the top, in="" takes it out of all. At the top this closes the sections that the block does
 * not stand in. */
void px_md_attr_apply(px_md_run *run, size_t node, const px_md_attr *attr);
/* The innermost section that is open above a heading of that level; PX_OUTLINE_TOP for none. */
size_t px_md_section(const px_md *md, int level);
/* Gives the nodes their exact headings and texts, last of all. */
void px_md_exact_set(px_md *md);

/* Cuts a number off the head of a heading: "1.1", "(a)", "IV.", "Measure 1.1", "Article 5". */
void px_md_number(px_str *heading, px_str *ret_number);

/* Reports the links whose addresses may not stand in one: readers see their words only. */
int px_md_check_links(px_outline *outline, px_error *err) PX_MUST_CHECK;

/* Resolves kramdown-rfc's {{references}} and {{{names}}} in all texts of the outline and drops
 * HTML comments from them (markdown_reference.c). */
void px_md_references(px_outline *outline);

#endif
