/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words that are nearly the same: edit distance, and the best approximate occurrence of a quote.
 *
 * Bit-parallel, after Myers, "A fast bit-vector algorithm for approximate string matching based on
 * dynamic programming" (1999), in blocks of 64 as by Hyyrö (2003): time is (length of the quote /
 * 64
 * + 1) times the length of the text. Lengths and places are code points.
 */
#ifndef PX_CODE_QUOTE_SEARCH_H
#define PX_CODE_QUOTE_SEARCH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct px_points {
    const uint32_t *at;
    size_t count;
} px_points;

/* A text as code points; in the arena. */
px_points px_points_of(px_arena *arena, px_str text);

/* Points from up to, not including, to; both are cut to the count. */
px_points px_points_sub(px_points points, size_t from, size_t to);

/* Fewest insertions, deletions and replacements that make b of a. */
size_t px_edit_distance(px_arena *arena, px_points a, px_points b);

/* 1 - distance / length of the longer one; 1 for two empty texts. */
double px_edit_similarity(px_arena *arena, px_points a, px_points b);

typedef struct px_quote_hit {
    size_t start, end;
    size_t errors; /* edit distance between the quote and what stands there */
} px_quote_hit;

/* The occurrence with the fewest errors; among equals the one whose start is nearest to hint. False
 * where all have more than max_errors, or the quote is empty. */
bool px_quote_search(px_arena *arena, px_points quote, px_points text, size_t hint,
                     size_t max_errors, px_quote_hit *ret_hit);

/* All places where text has the quote exactly; count of them, of which max at most are given. */
size_t px_quote_find(px_points quote, px_points text, size_t *ret_starts, size_t max);

#endif
