/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A filed form as words with their places on pages, which is what pdftotext -tsv tells of a PDF;
 * plain text becomes the same, as if it were typed on one long page.
 *
 * Lengths are hundredths of a point, from the upper left corner. Everything lives in the arena.
 */
#ifndef PX_DUTY_FILED_WORD_H
#define PX_DUTY_FILED_WORD_H

#include "base/arena.h"
#include "base/error.h"

enum {
    PX_FILED_MAX_BYTES = 8 << 20, /* of the list of words */
    PX_FILED_MAX_WORDS = 100000,
    PX_FILED_MAX_PAGES = 500,
    PX_FILED_LENGTH_MAX = 2000000
};

typedef struct px_filed_word {
    px_str text;    /* as printed, without zero-width characters */
    px_str letters; /* letters and digits only, without case and marks: what labels are found by.
                     * U+FFFD, which stands for letters that a font does not name, stays */
    int x0, y0, x1, y1;
    unsigned page;   /* from 1 */
    unsigned line;   /* index in lines */
    bool line_start; /* the first of its line */
    unsigned label;  /* 1 + index of the found label that it belongs to; 0: none */
    bool furniture;  /* page numbers, running heads and feet */
    bool answer;     /* no label begins here: the document says so by its styles */
    unsigned cell;   /* of a table whose cells are known: 1 + its column; else 0 */
} px_filed_word;

/* Words side by side; words[first] to words[first + count - 1]. */
typedef struct px_filed_line {
    size_t first, count;
    int x0, y0, x1, y1;
    unsigned page;
} px_filed_line;

typedef struct px_filed_words {
    px_filed_word *words; /* by page, line, place in the line */
    size_t n_words;
    px_filed_line *lines;
    size_t n_lines;
    unsigned pages;
    int *page_heights; /* by page - 1; 0 where it is not known */
    px_str *whole; /* letters of the words without a hyphen, in order; px_filed_read lists them */
    size_t n_whole;
    bool unpaged; /* the pages are only how it was laid out here */
    px_str house; /* the language of a document that praxis wrote; empty: of others. Set by
                   * px_filed_labels_find */
} px_filed_words;

/* Reads what pdftotext -tsv prints. MALFORMED with the line; TOO_LARGE. A document without words is
 * none of both: n_words is 0. */
int px_filed_words_read(px_arena *arena, px_str tsv, px_filed_words *ret_words,
                        px_error *err) PX_MUST_CHECK;

/* The same of plain text (UTF-8): each line of it is one, spaces before words are kept as places.
 */
int px_filed_words_of_text(px_arena *arena, px_str text, px_filed_words *ret_words,
                           px_error *err) PX_MUST_CHECK;

/* The same of words that the caller has laid out (text, places, page, answer); the pages are none
 * that a reader sees. */
int px_filed_words_of_places(px_arena *arena, const px_filed_word *list, size_t count,
                             px_filed_words *ret_words, px_error *err) PX_MUST_CHECK;

/* Letters and digits of a text, without case and marks (px_filed_word.letters). */
px_str px_filed_letters(px_arena *arena, px_str text);

#endif
