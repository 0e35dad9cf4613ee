/* SPDX-License-Identifier: EUPL-1.2 */
/* What the provisions of a text are called, and reading names of them; private to clause*.c. */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_CLAUSE_PRIV_H
#define PX_DRAFTING_COMMENT_EXCHANGE_CLAUSE_PRIV_H

#include "drafting/comment/exchange/clause.h"

enum { PX_CLAUSE_CANDIDATES_MAX = 20 };

typedef struct px_clause_node {
    const px_node *node;
    px_str number, key, heading; /* folded; key: of the number, as in the search */
    size_t parent;               /* index, or SIZE_MAX */
    size_t end;                  /* behind all that stands in it */
} px_clause_node;

struct px_clauses {
    px_clause_node *nodes;
    size_t count;
};

/* ---- What provisions are called (clause.c) */

/* As names are compared: white space folded, small letters of ASCII, no full stop or colon at the
 * end. */
px_str px_clause_fold(px_arena *arena, px_str text);

/* A number as the search keeps it. */
px_str px_clause_key(px_arena *arena, px_str number);

/* A heading without its marks. */
px_str px_clause_heading(px_arena *arena, px_str heading);

/* What has a number of its own in running text: points, paragraphs. */
bool px_clause_is_small(const px_clause_node *n);

/* Number and heading as far as there are, else the head of its words. */
px_str px_clause_called(px_arena *arena, const px_clause_node *n);

/* px_clause_title of the node of that index. */
px_str px_clause_title_at(const px_clauses *c, px_arena *arena, size_t at);

/* ---- Which of them a name can mean (clause_match.c) */

typedef struct px_clause_finding {
    const px_clauses *clauses;
    px_arena *arena;
    size_t found[PX_CLAUSE_CANDIDATES_MAX]; /* indices */
    size_t count;                           /* may be more than are kept */
} px_clause_finding;

/* Tries a folded name in all ways that it can be meant, the surest first. */
void px_clause_match(px_clause_finding *f, px_str wanted);

/* Where the head of the words with a number ends: "measure 5.1" of "measure 5.1 safety". */
size_t px_clause_head_end(px_str wanted);

/* Whether a folded name means the whole draft. */
bool px_clause_is_whole(px_str wanted);

/* ---- Within a provision (clause_element.c); SIZE_MAX: the whole draft */

/* Goes down as far as the element leads; what is left stays in place->rest. */
size_t px_clause_walk(const px_clauses *c, px_arena *arena, size_t node, px_str element,
                      px_clause_place *place);

/* Back, "paragraph 2": the how-manieth of its kind below the node that has a name. Empty for what
 * has no word. */
px_str px_clause_element(const px_clauses *c, px_arena *arena, size_t named, size_t node);

/* ---- Words of a provision in quotation marks (clause_quote.c) */

/* Cuts them off the end of an element; empty where there are none. */
px_str px_clause_take_quote(px_str *element);

/* The only node at or below that one that has the words, and has them once, with their place in it;
 * SIZE_MAX. */
size_t px_clause_quoted(const px_clauses *c, px_arena *arena, size_t node, px_str quote,
                        px_clause_place *place);

#endif
