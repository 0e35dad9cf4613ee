/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a reader sees of an HTML document: elements and texts in their order, in one array, each
 * with the end of what stands in it. Private to the HTML importer.
 *
 * Left out: comments, scripts, styles, templates, the head but for the title, and what is hidden.
 */
#ifndef PX_CODE_HTML_TREE_H
#define PX_CODE_HTML_TREE_H

#include <gumbo.h>

#include "base/arena.h"
#include "base/error.h"

/* What an element is to the importer. */
typedef enum px_html_role {
    PX_HTML_TEXT,   /* no element: words */
    PX_HTML_INLINE, /* part of a paragraph without a mark of its own */
    PX_HTML_EMPHASIS,
    PX_HTML_STRONG,
    PX_HTML_CODE,
    PX_HTML_LINK,
    PX_HTML_QUOTED, /* q: the browser writes the quotation marks */
    PX_HTML_IMAGE,
    PX_HTML_BREAK,
    PX_HTML_UNKNOWN, /* inline, has no place in a text */
    PX_HTML_BLOCK,   /* from here on blocks. Only holds others */
    PX_HTML_SECTION, /* as well, and headings in it are below those around it */
    PX_HTML_STRANGE, /* as a block, has no place in a text */
    PX_HTML_PARAGRAPH,
    PX_HTML_HEADING,
    PX_HTML_LIST,
    PX_HTML_ITEM,
    PX_HTML_DEFINITIONS,
    PX_HTML_TERM,
    PX_HTML_MEANING,
    PX_HTML_TABLE,
    PX_HTML_ROWS,
    PX_HTML_ROW,
    PX_HTML_CELL,
    PX_HTML_CAPTION, /* of a table or a figure */
    PX_HTML_FIGURE,
    PX_HTML_PRE,
    PX_HTML_QUOTE,
    PX_HTML_ASIDE,
    PX_HTML_NAVIGATION,
    PX_HTML_RULE,
} px_html_role;

typedef struct px_html_node {
    px_html_role role;
    GumboTag tag;
    px_str text; /* of PX_HTML_TEXT: the words; else the element's name in small letters */
    const GumboVector *attributes;
    size_t line;
    size_t end;   /* index behind all that stands in it */
    bool blocks;  /* a block stands in it, or it is one */
    bool visible; /* words or an image stand in it, or it is one */
} px_html_node;

typedef struct px_html_tree {
    px_html_node *nodes;
    size_t count;
    size_t elements; /* of the file, with those left out */
    px_str title;    /* of the head, white space folded */
    bool own;        /* our export: <html data-praxis="1"> */
} px_html_tree;

/* Parses UTF-8 into the arena; what gumbo took is given back. */
int px_html_tree_parse(px_arena *arena, px_str text, px_html_tree *ret_tree,
                       px_error *err) PX_MUST_CHECK;

/* The value of an attribute; ptr is NULL where the element does not have it. */
px_str px_html_attribute(const px_html_node *node, const char *name);

/* True where one of its classes is this one. */
bool px_html_has_class(const px_html_node *node, const char *name);

/* The value of a property in its style attribute: "none"; empty where it is not there. */
px_str px_html_style(const px_html_node *node, const char *property);

#endif
