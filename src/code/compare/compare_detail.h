/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A comparison with all that its readers want: the words of each change, what they do to duties,
 * and sums for each chapter. What compare_json, compare_html and the command line write is made
 * from it.
 */
#ifndef PX_CODE_COMPARE_DETAIL_H
#define PX_CODE_COMPARE_DETAIL_H

#include "code/compare/compare.h"
#include "code/compare/duty.h"
#include "code/compare/word_diff.h"

/* One version of those compared. The nodes of text and side are the same, in the same order. */
typedef struct px_compare_version {
    px_str label, title;
    const px_text *text;
    px_match_side side;
} px_compare_version;

/* One of several provisions that a split makes, or that a merge puts together. */
typedef struct px_change_piece {
    size_t node;
    size_t start, end; /* bytes of the joined text */
} px_change_piece;

typedef struct px_change_detail {
    px_str old_text, new_text; /* plain; of a split the new one, of a merge the old one is joined
                                  from pieces, in their order, with a space between them */
    px_change_piece *pieces;   /* of a split or merge */
    size_t n_pieces;
    bool differs; /* heading or text; else heading and words below are empty */
    px_word_diff heading, words;
    px_duties heading_duties, duties;
    size_t chapter; /* index */
} px_change_detail;

/* Sums over the changes in one top division, or in all. */
typedef struct px_compare_chapter {
    size_t old_node, new_node; /* the division, PX_OUTLINE_TOP where it is not there; both: what
                                  stands in no division */
    size_t counts[PX_CHANGE_KIND_COUNT];
    size_t deleted, inserted;          /* words */
    size_t duties[PX_DUTY_WEAKER + 1]; /* findings by their effect */
} px_compare_chapter;

typedef struct px_compare_detail {
    const px_compare_version *old_version, *new_version;
    px_comparison comparison;
    px_change_detail *changes; /* one for each of the comparison's */
    px_compare_chapter *chapters;
    size_t n_chapters;
    px_compare_chapter total;
} px_compare_detail;

/* label, title and text are borrowed. with_ids false: lasting ids are not looked at. */
int px_compare_version_make(px_arena *arena, px_str label, px_str title, const px_text *text,
                            bool with_ids, px_compare_version *ret_version,
                            px_error *err) PX_MUST_CHECK;

/* Compares; all lives in the arena. */
void px_compare_detail_make(px_arena *arena, const px_compare_version *old_version,
                            const px_compare_version *new_version, px_compare_detail *ret_detail);

/* True for a change that says more than "kept". */
bool px_change_is_any(const px_change *change);

/* True where there is nothing to show of a change at these nodes: lists and groups have no number
 * and no words themselves; only that they moved is told. */
bool px_change_is_silent(const px_compare_detail *detail, const px_change *change, size_t old_node,
                         size_t new_node);

/* True where both nodes, as far as they are there, are of this kind, and no pieces are joined: a
 * table or a block of code of which the lines compare. */
bool px_change_is_of_kind(const px_compare_detail *detail, const px_change *change,
                          px_provision_kind kind);

#endif
