/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which words answer which label. In a table the answer stands to the right of its label, which may
 * be set in the middle of a long answer; elsewhere it follows. What belongs to a label is worked
 * out by where things stand, page by page: lines of a column go to the labels beside them so that
 * each label is at the top or in the middle of what is its own.
 */
#ifndef PX_DUTY_FILED_CELL_H
#define PX_DUTY_FILED_CELL_H

#include "duty/filed/filed_label.h"

/* ret_owners: for each word 1 + the index of the label that it answers, 0 for none; in the arena.
 */
void px_filed_cells_assign(px_arena *arena, const px_filed_words *words,
                           const px_filed_found *found, size_t count, unsigned **ret_owners);

/* Something that stands at a height: a label, or a line of an answer. */
typedef struct px_filed_span {
    int y0, y1;
    int x0, x1;
    bool goes_on; /* a line that begins within a sentence: no answer begins there */
    bool open;    /* a line that ends within a sentence */
    bool ticks;   /* a line with boxes; a label whose answer is boxes */
} px_filed_span;

/* What may be said of the lines above the first label. */
typedef enum px_filed_lead {
    PX_LEAD_NONE,   /* hardly ever are they of something else */
    PX_LEAD_SOME,   /* they may belong to what comes before */
    PX_LEAD_SURELY, /* at least one does */
    PX_LEAD_TABLE   /* most do: a table without labels comes before */
} px_filed_lead;

/* The span of a line's words. */
void px_filed_span_add(px_filed_span *span, const px_filed_word *word, bool first);

/* Parts lines, from above to below, among labels, from above to below: ret_owner[line] is the index
 * of its label, or n_labels where the line belongs to what comes before the first label.
 * runs_on: the last answer may go on over the page, so that its label stands anywhere. */
void px_filed_spans_part(px_arena *arena, const px_filed_span *label_spans, size_t n_labels,
                         px_filed_span *lines, size_t n_lines, px_filed_lead lead, bool runs_on,
                         size_t *ret_owner);

#endif
