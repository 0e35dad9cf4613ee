/* SPDX-License-Identifier: EUPL-1.2 */
/* What tags of HTML mean for the text round them. */
#ifndef PX_CORPUS_HTML_TAG_H
#define PX_CORPUS_HTML_TAG_H

#include "base/str.h"

typedef enum px_html_effect {
    PX_HTML_INLINE,  /* none */
    PX_HTML_BLOCK,   /* begins a line, and so does what follows its end */
    PX_HTML_CELL,    /* stands apart by a space */
    PX_HTML_DROP,    /* nothing in it is text; ends only with its own end tag */
    PX_HTML_NEST,    /* nothing in it is text, and it may hold others of its name */
    PX_HTML_ESCAPED, /* all in it is text, with references; a block */
    PX_HTML_RAW,     /* all in it is text, as it stands; a block */
    PX_HTML_ROOT     /* <html>: its language is kept */
} px_html_effect;

/* The effect of the tag whose name stands at the head of the bytes; *ret_len gets its length. */
px_html_effect px_html_tag(px_str bytes, size_t *ret_len);

/* Where `</name` stands, followed by what ends a name; text.len where it does not. */
size_t px_html_find_end(px_str text, px_str name);

/* The same for an element that may hold others of its name: the end tag of the first. */
size_t px_html_find_nested_end(px_str text, px_str name);

#endif
