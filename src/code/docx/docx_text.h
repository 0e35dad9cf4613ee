/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of a paragraph with the marks of their characters, and Markdown made of them. */
#ifndef PX_CODE_DOCX_TEXT_H
#define PX_CODE_DOCX_TEXT_H

#include <stdint.h>

#include "code/inline_runs.h"

/* From a byte on the words have these marks and this link. */
typedef struct px_docx_span {
    size_t from;
    unsigned marks; /* of px_mark, without links */
    px_str link;    /* an address, or empty */
} px_docx_span;

/* Words are UTF-8 in NFC; a line feed is a line break. */
typedef struct px_docx_text {
    px_builder words;    /* owned */
    px_docx_span *spans; /* in the arena */
    size_t count, room;
    size_t first_tab; /* where the first tabulator stands, or SIZE_MAX */
} px_docx_text;

/* Makes an empty text; frees its words, so that it is empty but for its spans. */
void px_docx_text_init(px_docx_text *text);
void px_docx_text_free(px_docx_text *text);

/* Appends words: control characters become spaces, and of spaces in a row one stays, unless they
 * are verbatim. */
void px_docx_text_add(px_docx_text *text, px_arena *arena, px_str words, unsigned marks,
                      px_str link, bool verbatim);

/* A line of words of its own, cleaned and composed as above, in the arena. */
px_str px_docx_text_line(px_arena *arena, px_str words);

/* Appends the line break that a reader sees. */
void px_docx_text_break(px_docx_text *text, px_arena *arena);

/* True when there is nothing to see. */
bool px_docx_text_blank(const px_docx_text *text);

/* True when all that there is to see is strong. */
bool px_docx_text_strong(const px_docx_text *text);

/* Line breaks become spaces. */
void px_docx_text_one_line(px_docx_text *text);

/* Takes the first bytes away. */
void px_docx_text_drop(px_docx_text *text, size_t bytes);

/* Adds its runs. Marks that cover all of it are dropped, but in a short text where keep_whole is
 * set. */
void px_docx_text_runs(const px_docx_text *text, bool keep_whole, px_inline_runs *runs);

/* The Markdown of these runs, in the arena. */
px_str px_docx_text_markdown(const px_docx_text *text, px_arena *arena, bool keep_whole);

#endif
