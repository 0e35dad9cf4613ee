/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Anchors: words in a provision that something hangs on (a comment, a citation), and where they
 * are in another version. The names are those of the W3C Web Annotation Data Model: exact, prefix,
 * suffix (TextQuoteSelector), start, end (TextPositionSelector).
 */
#ifndef PX_CODE_ANCHOR_H
#define PX_CODE_ANCHOR_H

#include "code/compare/compare.h"

#define PX_ANCHOR_CONTEXT 32 /* code points of prefix and of suffix, at most */
#define PX_ANCHOR_FLOOR 0.5  /* below this score no place is accepted */

/* Words of the plain form of a provision's text (docs/format-text.md), or the whole provision where
 * exact is empty. */
typedef struct px_anchor {
    px_str version, id, eid; /* label; lasting id; eId shown at that time, or empty */
    bool in_heading;         /* the words stand in the heading, not in the text */
    size_t start, end;       /* code points */
    px_str exact, prefix, suffix;
} px_anchor;

typedef enum px_anchor_state {
    PX_ANCHOR_UNCHANGED, /* the provision has the same words and place */
    PX_ANCHOR_MOVED,     /* the provision has the same words in another place, or the words went
                            to another provision */
    PX_ANCHOR_CHANGED,   /* the provision is reworded; the words were found with this score */
    PX_ANCHOR_TEXT_GONE, /* the provision is there, the words are not */
    PX_ANCHOR_DELETED,   /* the provision is gone */
    PX_ANCHOR_STATE_COUNT
} px_anchor_state;

/* "unchanged", "moved", "changed", "text-gone", "deleted": never translated; title: message id. */
const char *px_anchor_state_name(px_anchor_state state);
const char *px_anchor_state_title(px_anchor_state state);

typedef struct px_anchor_place {
    px_anchor_state state;
    size_t node; /* of the new side: what it hangs on; deleted: the nearest surviving parent,
                    or PX_OUTLINE_TOP */
    bool in_heading;
    size_t start, end; /* code points of the new words; both 0 where there are none */
    px_str exact;      /* the new words */
    bool same_words;   /* exact is what it was */
    double score;      /* how much of the words is there: 1 - edit distance / length of the longer,
                          in code points; 1 where they are the same, 0 where they are gone */
} px_anchor_place;

/* Takes an anchor on code points start to end of the node's text (or heading); start == end: on
 * the whole provision. version is borrowed. INVALID where they are not within it. */
int px_anchor_make(px_arena *arena, px_str version, const px_match_side *side, size_t node,
                   bool in_heading, size_t start, size_t end, px_anchor *ret_anchor,
                   px_error *err) PX_MUST_CHECK;

/* The node of the side that the anchor's lasting id names. NOT_FOUND where there is none, CONFLICT
 * where it does not have the anchor's words at their place: the anchor is of another version. */
int px_anchor_find(const px_match_side *side, const px_anchor *anchor, size_t *ret_node,
                   px_error *err) PX_MUST_CHECK;

/* Carries an anchor on a node of the old side over to the new side. Always gives exactly one state;
 * what it points at is never guessed: below PX_ANCHOR_FLOOR the words are gone. */
void px_anchor_carry(px_arena *arena, const px_comparison *comparison, size_t node,
                     const px_anchor *anchor, px_anchor_place *ret_place);

#endif
