/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Matching: which provision of one text is which provision of another.
 *
 * Used by import (an outline against the version that it continues) and by comparison (two
 * versions). In this order, each step on what is still unmatched: the same id; the same id for
 * links (alias); equal hash; equal number and similar words; best similarity by shingles of three
 * words, contained both ways, which finds splits and merges; for what has no words of its own, the
 * place among what is matched around it.
 */
#ifndef PX_CODE_MATCH_H
#define PX_CODE_MATCH_H

#include "code/outline.h"
#include "code/plain.h"

typedef struct px_match_node {
    px_provision_kind kind;
    int depth;
    size_t parent;             /* index, or PX_OUTLINE_TOP */
    px_str id;                 /* lasting id; empty: it has none yet, or it is not to be used */
    px_str alias;              /* id for links in the file, or empty */
    px_str number;             /* as written */
    px_str heading;            /* plain form */
    px_str text;               /* plain form */
    const unsigned char *hash; /* PX_TEXT_HASH_LEN bytes, of px_provision_plain_hash */
} px_match_node;

typedef struct px_match_side {
    px_match_node *nodes; /* in the order of the document */
    size_t count;
} px_match_side;

/* By what a pair was found. */
typedef enum px_match_reason {
    PX_MATCH_NONE,
    PX_MATCH_ID,
    PX_MATCH_ALIAS,
    PX_MATCH_HASH,
    PX_MATCH_NUMBER,
    PX_MATCH_SIMILAR,
    PX_MATCH_PLACE,
    PX_MATCH_REASON_COUNT
} px_match_reason;

/* "id", "alias", "hash", ...: never translated. */
const char *px_match_reason_name(px_match_reason reason);

typedef struct px_match_partner {
    size_t node; /* of the other side, or PX_OUTLINE_TOP */
    px_match_reason reason;
    double similarity; /* of the words, 0 to 1; 1 where both have none */
    bool doubtful;     /* another partner would have been nearly as good, or little but the place
                          speaks for it: an editor should look */
} px_match_partner;

/* Words of an old node that stand in a new node which is not its partner, or the other way round:
 * what splits and merges leave. At a split, whole is the old node and part a new one; at a merge,
 * whole is the new node and part an old one. */
typedef struct px_match_part {
    bool merge;
    size_t whole, part;
    double share; /* of the part's words that stand in the whole, 0 to 1 */
} px_match_part;

typedef struct px_match {
    px_match_partner *to_new; /* for each old node */
    px_match_partner *to_old; /* for each new node */
    px_match_part *parts;     /* splits by old node, then merges by new node, each in order */
    size_t n_parts;
} px_match;

/* Matches; all in the arena. O(n log n) in the number of nodes for texts of which a bounded part
 * changed. Same input, same result. */
void px_match_make(px_arena *arena, const px_match_side *old_side, const px_match_side *new_side,
                   px_match *ret_match);

/* Whether two numbers differ in no more than marks around them: "1." and "(1)". */
bool px_match_same_number(px_str a, px_str b);

/* Similarity of two plain texts by their words in order, 0 to 1. */
double px_match_similarity(px_arena *arena, px_str a, px_str b);

/* The side of a stored text. with_ids false leaves lasting ids out, to match by words alone. */
int px_match_side_of_text(px_arena *arena, const px_text *text, bool with_ids,
                          px_match_side *ret_side, px_error *err) PX_MUST_CHECK;

/* The side of an outline. */
int px_match_side_of_outline(px_arena *arena, const px_outline *outline, px_match_side *ret_side,
                             px_error *err) PX_MUST_CHECK;

#endif
