/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The numbering of a DOCX: the numbers that Word shows, computed (ECMA-376 part 1, 17.9).
 *
 * A paragraph names an instance (w:num), the instance an abstract definition with nine levels. The
 * counters belong to the definition: two instances of one go on counting together, unless the
 * second says a start of its own.
 */
#ifndef PX_CODE_DOCX_NUMBERING_H
#define PX_CODE_DOCX_NUMBERING_H

#include "base/builder.h"
#include "base/map.h"
#include "code/docx/docx_styles.h"

#define PX_DOCX_LEVELS 9
/* Longest number, in bytes. */
#define PX_DOCX_NUMBER_MAX 120

typedef struct px_docx_level {
    int start;
    px_str format; /* w:numFmt: "decimal" */
    px_str text;   /* w:lvlText: "%1.%2" */
    px_str style;  /* w:pStyle */
    int restart;   /* w:lvlRestart; -1: not said */
    int indent;    /* or PX_DOCX_NO_INDENT */
    bool legal;    /* w:isLgl: all numbers in digits */
    bool bullet;   /* a sign, no number */
} px_docx_level;

typedef struct px_docx_abstract {
    px_docx_level levels[PX_DOCX_LEVELS];
    px_str style_link, number_style; /* defines a numbering style; is defined by one */
    int values[PX_DOCX_LEVELS];
    bool active[PX_DOCX_LEVELS];
} px_docx_abstract;

typedef struct px_docx_number {
    px_docx_abstract *abstract;
    const px_docx_level *levels[PX_DOCX_LEVELS]; /* its own, or the definition's */
    int starts[PX_DOCX_LEVELS];                  /* w:startOverride; -1: not said */
    bool started[PX_DOCX_LEVELS];
} px_docx_number;

typedef struct px_docx_numbering {
    px_map numbers, abstracts; /* by their ids */
} px_docx_numbering;

/* root may be NULL: the part is missing. Free with px_docx_numbering_free. */
void px_docx_numbering_load(px_docx_numbering *numbering, const px_xml *root,
                            px_docx_styles *styles, px_arena *arena);
void px_docx_numbering_free(px_docx_numbering *numbering);

/* The instance of a w:numId; NULL for 0 and for one that is not there. */
px_docx_number *px_docx_number_of(const px_docx_numbering *numbering, int id);

/* The level that is tied to a paragraph style, or -1. */
int px_docx_number_style_level(const px_docx_number *number, px_str style);

/* Counts one on and appends what Word shows, without white space at its ends: nothing for a
 * bullet. Returns the level's value. */
int px_docx_number_next(px_docx_number *number, int level, px_builder *out);

#endif
