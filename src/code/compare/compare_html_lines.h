/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of a comparison as lines, and what is written of each; private to compare_html*.c.
 *
 * A line is a row of one comparison, or what stands beside each other of two. Its links lead to the
 * changes before and behind it.
 */
#ifndef PX_CODE_COMPARE_HTML_LINES_H
#define PX_CODE_COMPARE_HTML_LINES_H

#include "code/compare/compare_html_priv.h"

enum { PX_COMPARE_INDENT_MAX = 8 };

/* A comparison as rows, and which of them are shown where only changes are. */
typedef struct px_compare_half {
    const px_compare_detail *d;
    px_compare_rows rows;
    bool *open;
} px_compare_half;

/* What stands beside each other: a row, or one of each of two comparisons. */
typedef struct px_compare_line {
    const px_compare_row *first, *second; /* either may be NULL */
    bool open, silent;
    size_t stop; /* of those where something changed, from 1; 0: none */
} px_compare_line;

/* The text on its way. */
typedef struct px_compare_lines {
    px_compare_writer *w;
    px_compare_half first, second; /* second: with three columns only */
    px_compare_line *lines;
    size_t count;
    size_t *stops; /* the lines where something changed, to go from one to the next */
    size_t n_stops;
    bool *moved_away; /* of each node of the oldest version: a sign in its old place has its id */
    int top_depth;    /* of the highest headings */
    size_t columns;   /* 1 to 3 */
} px_compare_lines;

/* ---- compare_html_lines.c */

/* The lines of the writer's page, in its arena. */
px_compare_lines px_compare_lines_make(px_compare_writer *w);

/* Whether a row shows nothing: px_change_is_silent. */
bool px_compare_row_silent(const px_compare_detail *d, const px_compare_row *row);

/* Whether a row (or NULL) is one to stop at. Signs of what went away are no change of their own. */
bool px_compare_row_stop(const px_compare_detail *d, const px_compare_row *row);

/* ---- compare_html_notes.c */

/* Appends the attribute of the reader's language, in a text that is in another one. */
void px_compare_html_language(px_compare_writer *w);

/* Appends what stands above the words of a row: notes, and links out to the site and on to other
 * changes. l: the line whose links stand here; NULL where another cell has them. */
void px_compare_html_notes(const px_compare_lines *t, const px_compare_detail *d,
                           const px_compare_row *row, const px_compare_line *l);

#endif
