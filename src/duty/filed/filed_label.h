/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The labels of the summary's form, found in words that are laid out somehow: in cells of a table
 * that wrap, on a line of their own, or with the answer behind them (data/check_labels.tsv).
 */
#ifndef PX_DUTY_FILED_LABEL_H
#define PX_DUTY_FILED_LABEL_H

#include "duty/filed/filed_word.h"

typedef enum px_label_kind {
    PX_LABEL_HEADING,
    PX_LABEL_FIELD,
    PX_LABEL_EXTRA,
    PX_LABEL_VERSION,
    PX_LABEL_DATED, /* "Updated:" with a date behind it, and nothing else */
    PX_LABEL_PRINTED,
    PX_LABEL_HINT,
    PX_LABEL_FOREIGN,
    PX_LABEL_END /* a heading behind the last section, of another document in the same file */
} px_label_kind;

typedef struct px_filed_label {
    px_label_kind kind;
    bool house; /* of documents that praxis writes, in its own words */
    px_str field, section, wording, source;
    px_str letters;
} px_filed_label;

typedef struct px_filed_found {
    const px_filed_label *label;
    px_str number;      /* what numbers it in the document, "2.2.1.A", or nothing */
    size_t first, last; /* words of the label, the lowest and the highest index */
    int x0, y0, x1, y1;
    unsigned page;
} px_filed_found;

/* The rows of the table; NULL behind the last. */
const px_filed_label *px_filed_label_at(size_t index);

/* Finds labels; words[].label becomes 1 + their index. In the order of the words. Of a document
 * that praxis wrote (words->house) the labels are those of praxis, of others those of the form. */
void px_filed_labels_find(px_arena *arena, px_filed_words *words, px_filed_found **ret_found,
                          size_t *ret_count);

/* True where letters (px_filed_letters) stand in text's letters, U+FFFD standing for any ligature.
 */
bool px_filed_letters_in(px_str letters, px_str text_letters);

#endif
