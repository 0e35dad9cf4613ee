/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the writers of a comparison as HTML share.
 *
 * compare_html.c        document, summary, duties
 * compare_html_rows.c   the text: one column, two, three
 * compare_html_lines.c  which rows stand beside each other, and which are shown
 * compare_html_notes.c  what stands above the words of a row
 * compare_html_words.c  words of one change, lines of code, rows of tables
 */
#ifndef PX_CODE_COMPARE_HTML_PRIV_H
#define PX_CODE_COMPARE_HTML_PRIV_H

#include "code/compare/compare_html.h"
#include "code/compare/compare_rows.h"

/* Which of the texts a column shows. */
typedef enum px_column {
    PX_COLUMN_BOTH, /* what is deleted and what is inserted */
    PX_COLUMN_OLD,  /* the old text, with what is deleted marked */
    PX_COLUMN_NEW,  /* the new text, with what is inserted marked */
    PX_COLUMN_PLAIN /* the old text without marks */
} px_column;

typedef struct px_compare_writer {
    px_arena *arena;
    const px_compare_page *page;
    const px_language *language;
    px_builder *out;
    char *deleted_attribute, *inserted_attribute; /* data-w="..." of <del> and <ins> */
    px_str names[3]; /* "Version 1" of each version, oldest first, as HTML */
    bool *newer[3];  /* of each version, oldest first, and node: a newer one has its lasting id */
} px_compare_writer;

/* ---- compare_html.c */

/* Appends a message with its arguments, escaped; values are HTML already. */
void px_compare_html_message(px_builder *out, const px_language *language, const char *message,
                             const px_arg *args, size_t n_args);

/* Which of the versions that is, oldest first. */
size_t px_compare_html_version(const px_compare_page *page, const px_compare_version *version);

/* Appends the id of a provision's element (compare_html.h). */
void px_compare_html_id(const px_compare_writer *w, px_builder *out,
                        const px_compare_version *version, size_t node);

/* A link to a provision by its name. */
px_str px_compare_html_link(px_compare_writer *w, const px_compare_version *version, size_t node);

/* ---- compare_html_words.c */

/* Opens and closes <del> or <ins>; nothing for what is the same. */
void px_compare_html_open(px_compare_writer *w, px_words_op op);
void px_compare_html_close(px_compare_writer *w, px_words_op op);

/* Heading and text of a row, each in its element. depth: of headings, 0 for the highest. */
void px_compare_html_content(px_compare_writer *w, const px_compare_detail *d,
                             const px_compare_row *row, px_column column, int depth);

/* ---- compare_html_rows.c */

/* Appends the text with its changes, in as many columns as the page wants. */
void px_compare_html_text(px_compare_writer *w);

#endif
