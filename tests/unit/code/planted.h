/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Planted edits: a text in, the same text with edits whose truth is known out. For proofs on real
 * texts.
 *
 * Edits are planted on provisions without children that have at least PX_PLANT_WORDS words, each
 * provision at most once:
 *
 *   reworded    1 word to 20 % of the words are replaced, put in or taken out at random places; new
 *               words are drawn from the same text
 *   moved       within its parent past siblings that are not edited and weigh more together, so
 *               that no shorter tale of moves tells the same; or below another parent that has
 *               provisions of its kind. Only where no other provision has the same words
 *   split       into two siblings at the end of a sentence or at any word, each at least 4 words
 *   merged      with the sibling that follows it, both at least 4 words
 *   deleted
 *   new         a provision as long as a random other one, of words, or of pieces of three to six
 *               words running, drawn from the same text
 *   renumbered  the number becomes another; or, in every second round, all children of a parent
 *               take the numbers in their new order, as after a real insertion, so that numbers
 *               mislead
 */
#ifndef PX_TEST_PLANTED_H
#define PX_TEST_PLANTED_H

#include "base/arena.h"
#include "code/compare/compare.h"

#define PX_PLANT_WORDS 5

typedef struct px_plant_truth {
    size_t old_node[2]; /* for a new node: what it continues; a merged one has two. Or
                           PX_OUTLINE_TOP */
    bool reworded, moved, renumbered;
} px_plant_truth;

typedef struct px_planted {
    const px_match_side *old_side;
    px_match_side new_side;
    px_plant_truth *truth;              /* for each new node */
    size_t edits[PX_CHANGE_KIND_COUNT]; /* how many were planted; a kept one is none */
    size_t count;                       /* of edits */
} px_planted;

/* A repeatable source of random numbers. */
typedef struct px_plant_random {
    uint64_t state;
} px_plant_random;
size_t px_plant_draw(px_plant_random *random, size_t below);

/* Plants edits on about `share` of the provisions that may be edited. */
void px_plant(px_arena *arena, const px_match_side *old_side, px_plant_random *random, double share,
              bool renumber_all, px_planted *ret_planted);

/* What a comparison found against the truth, per kind. Nodes with the same words are
 * interchangeable: a change is known by its kind and the words of its nodes. */
typedef struct px_plant_score {
    size_t truth[PX_CHANGE_KIND_COUNT], found[PX_CHANGE_KIND_COUNT], right[PX_CHANGE_KIND_COUNT];
} px_plant_score;
void px_plant_judge(px_arena *arena, const px_planted *planted, const px_comparison *comparison,
                    bool show, px_plant_score *score);

#endif
