/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the parts of the matcher share; private to match*.c.
 *
 * match.c        order of the steps, pairs by id
 * match_words.c  words as numbers, similarity of two texts
 * match_equal.c  pairs by equal words
 * match_twins.c  pairs by equal words that stand more than once
 * match_shingle.c  which nodes share rare words with a node
 * match_near.c   which nodes stand where a node's partner should stand
 * match_similar.c  pairs by similar words
 * match_place.c  pairs of nodes by what is in them and around them
 * match_part.c   splits and merges
 *
 * Side 0 is the old text, side 1 the new one. What holds for both is written once, for `side` and
 * the other, !side.
 */
#ifndef PX_CODE_MATCH_PRIV_H
#define PX_CODE_MATCH_PRIV_H

#include <stdint.h>

#include "code/compare/match.h"

#define PX_MATCH_NOBODY PX_OUTLINE_TOP
/* Words of one node that are looked at; what follows them counts for its hash only. */
#define PX_MATCH_MAX_WORDS 4096

typedef uint32_t px_match_word;

typedef struct px_match_words {
    const px_match_word *words;
    size_t count;
} px_match_words;

typedef struct px_match_half {
    const px_match_node *nodes;
    size_t count;
    px_match_words *words; /* of each node: heading, then text */
    uint32_t *equal;       /* class of equal words, on both sides the same; 0: none of its own */
    uint32_t *number;      /* class of equal numbers; 0: no number */
    size_t *end;           /* behind the last descendant */
    double *weight;        /* of node and descendants: 1 and the logarithm of the words of each, so
                              that one long node does not count for many short ones */
    size_t *spoken;        /* nodes that have words, in order */
    size_t *rank;          /* index in spoken of the node, or of the first one behind it */
    size_t n_spoken;
    px_match_partner *partner;
    double *score; /* by which the pair was chosen */
} px_match_half;

/* Longest common subsequence of words by machine words (Hyyro 2004): the pattern is set once and
 * then run against many texts. */
typedef struct px_match_lcs {
    uint32_t *slot;  /* for each word its place among those of the pattern, from 1; 0: not there */
    uint64_t *masks; /* for each place, where in the pattern the word stands */
    uint64_t *row;
    size_t blocks, mask_room, row_room;
    px_match_words pattern;
} px_match_lcs;

typedef struct px_matcher {
    px_arena *arena;
    px_match_half sides[2];
    size_t vocabulary; /* words are below this */
    size_t n_equal;    /* classes are below this */
    float *rarity;     /* of each word */
    uint16_t *tally;   /* for each word, 0 between uses */
    px_match_lcs lcs;
    uint64_t *seen_runs; /* room for px_match_covered */
    size_t seen_runs_room;
    bool ids_bind; /* some ids are shared: nodes with two different ones are no pair */
    struct px_match_candidate *seen; /* all that were weighed, for doubts */
    size_t n_seen, seen_room;
    px_match_part *parts;
    size_t *part_before; /* for each part the one of the same whole that was found before, + 1 */
    size_t n_parts, parts_room, before_room;
    size_t *last_part[2]; /* of each node of a side as a whole, + 1; 0: it has no parts */
    bool *is_part[2];     /* nodes of each side that are parts: they get no partner any more */
} px_matcher;

/* ---- match.c */

static inline bool px_matched(const px_matcher *m, int side, size_t node)
{
    return m->sides[side].partner[node].node != PX_MATCH_NOBODY;
}

/* Their ids do not say that they are two. */
bool px_match_ids_allow(const px_matcher *m, size_t old_node, size_t new_node);
/* Neither has a partner or is a part, and their ids do not say that they are two. */
bool px_match_may_pair(const px_matcher *m, size_t old_node, size_t new_node);
void px_match_pair(px_matcher *m, size_t old_node, size_t new_node, px_match_reason reason,
                   double similarity, double score);

/* Their parents are partners, or both stand at the top. */
bool px_match_same_parent(const px_matcher *m, size_t old_node, size_t new_node);

/* qsort that takes an empty array without a place. */
static inline void px_match_sort(void *array, size_t count, size_t size,
                                 int (*compare)(const void *, const void *))
{
    if (count > 1)
        qsort(array, count, size, compare);
}

/* ---- match_words.c */

/* Sets words, numbers and their classes of both sides. */
void px_match_read_words(px_matcher *m);

/* Room for `wanted` numbers, of which nothing is known. */
uint64_t *px_match_room(px_arena *arena, uint64_t *now, size_t *room, size_t wanted);

/* The words that the texts which follow are compared with. */
void px_match_lcs_set(px_matcher *m, px_match_words pattern);
/* Starts with no text; each text that is run is appended to those before it. */
void px_match_lcs_start(px_match_lcs *lcs);
void px_match_lcs_run(px_match_lcs *lcs, px_match_words text);
size_t px_match_lcs_length(const px_match_lcs *lcs);

/* Share of rare words in common, 0 to 1, in any order. */
double px_match_rare(px_matcher *m, px_match_words a, px_match_words b);

static inline double px_match_dice(size_t common, size_t a, size_t b)
{
    return a + b ? 2.0 * (double)common / (double)(a + b) : 1.0;
}

/* ---- match_equal.c */

void px_match_unique(px_matcher *m); /* words that stand once on each side */
/* Equal words beside a pair; strict: below parents that are partners. */
void px_match_runs(px_matcher *m, bool strict);
bool px_match_awaited(const px_matcher *m, const size_t *left, int side, size_t node);
/* For each class of equal words and side how many nodes have no partner: left[2 * class + side]. */
size_t *px_match_left(const px_matcher *m);

/* ---- match_twins.c */

/* Equal words below the same parent, in order; alike: only where both sides have as many. */
void px_match_siblings(px_matcher *m, bool alike);
void px_match_leftovers(px_matcher *m); /* equal words anywhere, in order */

/* ---- match_shingle.c */

/* How many words of the part stand in runs of three and more words that the whole has too. */
size_t px_match_covered(px_matcher *m, px_match_words part, px_match_words whole);

typedef struct px_match_index px_match_index;

/* Of a side all nodes that share words with nodes of the other side that have no partner. */
px_match_index *px_match_index_make(px_matcher *m, px_arena *arena, int side);
/* At most max nodes of the side, best first: those without partner, or those with one. */
size_t px_match_index_find(px_match_index *index, size_t node, bool partnered, size_t *ret_nodes,
                           size_t max);

/* ---- match_near.c */

typedef struct px_match_near px_match_near;

/* Looks where the partners of all nodes stand; as they are at this moment. */
px_match_near *px_match_near_make(px_matcher *m, px_arena *arena);
/* At most max old nodes without partner that stand where the new node stands. */
size_t px_match_near_find(const px_match_near *near, size_t new_node, size_t *ret_nodes,
                          size_t max);
/* The old node stands between the partners of what stands around the new node. */
bool px_match_near_fits(const px_match_near *near, size_t old_node, size_t new_node);
/* How many nodes the old node is away from where the new node's partner should stand. */
size_t px_match_near_distance(const px_match_near *near, size_t old_node, size_t new_node);

/* ---- match_similar.c */

typedef struct px_match_candidate {
    size_t old_node, new_node;
    double score, similarity;
    size_t common; /* words */
    bool weak;     /* doubtful if it is chosen */
} px_match_candidate;

/* How sure a pair must be. */
typedef enum px_match_round {
    PX_MATCH_SURE,
    PX_MATCH_LIKELY,
    PX_MATCH_NEIGHBOURS,
    PX_MATCH_ROUND_COUNT
} px_match_round;

/* Pairs nodes with similar words, best first, as far as the round is sure of them. */
void px_match_similar(px_matcher *m, px_match_round round);
/* Marks the pairs for which another candidate was nearly as good. */
void px_match_doubts(px_matcher *m);

/* ---- match_place.c */

void px_match_containers(px_matcher *m); /* by what is in them */
/* Without words: by what is around them; strict: right beside a pair or at the end of both. */
void px_match_places(px_matcher *m, bool strict);

/* ---- match_part.c */

/* Whole nodes whose words are exactly those of nodes that stand in the same place. */
void px_match_exact_parts(px_matcher *m);
/* Of a pair that was just made: what stands beside either node and adds to what they share. */
void px_match_parts_beside(px_matcher *m, size_t old_node, size_t new_node);
/* Anywhere. May be called again, for wholes that got their partner since. */
void px_match_find_parts(px_matcher *m);
/* Sorts the parts and lets the larger part be the partner. */
void px_match_settle_parts(px_matcher *m);

#endif
