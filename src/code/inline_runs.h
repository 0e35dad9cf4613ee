/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words with marks, as other formats have them, and the inline Markdown for them: runs of words,
 * each with the marks that it stands in. Private to the importer and the exporter of HTML.
 *
 * What is written is the canonical form of a text: reading it gives the same runs again. White
 * space is folded as a browser does it and stands outside of marks. A mark that Markdown cannot
 * carry at its place (a bold "(a)" inside a word) is dropped; its words stay.
 */
#ifndef PX_CODE_INLINE_RUNS_H
#define PX_CODE_INLINE_RUNS_H

#include "base/arena.h"
#include "base/builder.h"

typedef enum px_mark {
    PX_MARK_LINK = 1 << 0,
    PX_MARK_STRONG = 1 << 1,
    PX_MARK_EMPHASIS = 1 << 2,
    PX_MARK_CODE = 1 << 3,
} px_mark;

typedef struct px_inline_run {
    px_str text; /* without white space at its ends, single spaces inside */
    unsigned marks;
    px_str address;    /* of the link */
    size_t link, code; /* which one of the text it is; 0 for none */
    bool space;        /* white space stands before it */
    unsigned breaks;   /* so many line breaks do */
} px_inline_run;

typedef struct px_inline_runs {
    px_arena *arena;
    px_inline_run *items;
    size_t count, room;
    bool space;          /* what comes next has white space before it */
    unsigned breaks;     /* and so many line breaks */
    size_t links, codes; /* so many were begun */
} px_inline_runs;

/* Tells that a link or a code span begins: what stands in the same one belongs together. */
void px_inline_begin(px_inline_runs *runs, px_mark mark);

/* Adds words that stand in these marks. The words and the address are copied. */
void px_inline_add(px_inline_runs *runs, px_str words, unsigned marks, px_str address);
void px_inline_break(px_inline_runs *runs);

/* Adds what inline Markdown says. */
int px_inline_read(px_inline_runs *runs, px_str markdown, px_error *err) PX_MUST_CHECK;

/* The words alone, spaces for line breaks; in the arena. */
px_str px_inline_words(const px_inline_runs *runs);

/* Takes bytes of px_inline_words off its head, and white space behind them. */
void px_inline_drop(px_inline_runs *runs, size_t bytes);

/* The canonical inline Markdown; in the arena. */
px_str px_inline_markdown(const px_inline_runs *runs);

/* The canonical form of inline Markdown; in the arena. */
int px_inline_canonical(px_arena *arena, px_str markdown, px_str *ret_canonical,
                        px_error *err) PX_MUST_CHECK;

#endif
