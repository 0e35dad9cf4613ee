/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The styles of a DOCX: what a paragraph is by its style. Word names its own styles in English in
 * every language but makes their ids in the language of the program ("berschrift1"); other
 * programs translate names too, so both are looked at.
 */
#ifndef PX_CODE_DOCX_STYLES_H
#define PX_CODE_DOCX_STYLES_H

#include "base/map.h"
#include "code/docx/docx_xml.h"

typedef enum px_docx_role {
    PX_DOCX_PLAIN,
    PX_DOCX_HEADING,
    PX_DOCX_TITLE,
    PX_DOCX_QUOTE,
    PX_DOCX_CODE,
    PX_DOCX_CONTENTS, /* an entry or the heading of a table of contents */
    PX_DOCX_BULLET    /* a list style by name, where no numbering says it */
} px_docx_role;

/* Marks of characters: 1, 0, or -1 where nothing is said. */
typedef struct px_docx_format {
    signed char bold, italic, strike, code, hidden;
} px_docx_format;

#define PX_DOCX_FORMAT_NONE ((px_docx_format){ -1, -1, -1, -1, -1 })

/* No indentation is said. */
#define PX_DOCX_NO_INDENT (-1000000001)

typedef struct px_docx_style px_docx_style;
struct px_docx_style {
    px_str id, name, based_on;
    px_docx_role role;
    int level;        /* of a heading, from 0; 9: body text; -1: not said */
    int number;       /* w:numId; 0: none; -1: not said */
    int number_level; /* w:ilvl; -1: not said */
    px_str numbered;  /* id of the style that brought the numbering, for levels by style */
    int indent;       /* from the left, in twentieths of a point, or PX_DOCX_NO_INDENT */
    bool first_row;   /* a table style that shapes the first row */
    px_docx_format format;
};

typedef struct px_docx_styles {
    px_map by_id;            /* of px_docx_style; styles live in the arena */
    px_docx_style *standard; /* the default of paragraphs */
    px_docx_format format;   /* of the document's defaults */
} px_docx_styles;

/* root may be NULL: the part is missing. Free with px_docx_styles_free. */
void px_docx_styles_load(px_docx_styles *styles, const px_xml *root, px_arena *arena);
void px_docx_styles_free(px_docx_styles *styles);

/* The style of an id; for one that is not there (a document may name a latent style) one made from
 * the id alone. For the empty id the default style of paragraphs. Never NULL. */
const px_docx_style *px_docx_style_of(px_docx_styles *styles, px_str id, px_arena *arena);

/* What w:rPr says itself, without its style. */
px_docx_format px_docx_format_read(const px_xml *properties);

/* Indentation of w:pPr itself, or PX_DOCX_NO_INDENT. */
int px_docx_indent_read(const px_xml *properties);

#endif
