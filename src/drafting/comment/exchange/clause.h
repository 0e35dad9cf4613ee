/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Places as forms name them: from "5.1", "Clause 5.1", "Measure 5.1 (a)", a title, an eId or a
 * lasting id to the provision of a text, and back. What is not found is told, never guessed.
 */
#ifndef PX_DRAFTING_COMMENT_EXCHANGE_CLAUSE_H
#define PX_DRAFTING_COMMENT_EXCHANGE_CLAUSE_H

#include "code/code.h"

/* What files call the whole draft. */
#define PX_CLAUSE_WHOLE "_whole document"

/* Where nodes of a text are by what they are called; in the arena, which the text outlives. */
typedef struct px_clauses px_clauses;
px_clauses *px_clauses_new(px_arena *arena, const px_text *text) PX_MUST_CHECK;

typedef struct px_clause_place {
    const px_node *node;        /* NULL: the whole draft */
    px_str rest;                /* what of the element could not be found below it; in the arena */
    size_t start, end;          /* code points of the words that the element quotes; equal: none */
    px_str exact;               /* these words */
    const px_node **candidates; /* after CONFLICT: all that are called so, or the first of them */
    size_t n_candidates;
} px_clause_place;

/* Looks for a clause and, within it, an element ("paragraph 2", "(a)", "Table 1", words in
 * quotation marks). An empty clause and "_whole document" are the whole draft. chosen: where
 * several are called so, the lasting id of the one that is meant, or empty. NOT_FOUND; CONFLICT,
 * with the candidates, where several are called so and none of them is chosen. */
int px_clause_find(const px_clauses *clauses, px_arena *arena, px_str clause, px_str element,
                   px_str chosen, px_clause_place *ret_place, px_error *err) PX_MUST_CHECK;

/* What tells a provision from others of the same number: "Measure 1.2 Policy (Copyright)", with
 * the highest heading that it stands under, or for what has none itself the nearest. */
px_str px_clause_title(const px_clauses *clauses, px_arena *arena, const px_node *node);

/* How a form names the provision of that lasting id so that px_clause_find finds it again: clause
 * with its title, and what stands below it. "_whole document" for an empty id; false where the text
 * has no such provision. */
bool px_clause_name(const px_clauses *clauses, px_arena *arena, px_str lasting_id,
                    px_str *ret_clause, px_str *ret_title, px_str *ret_element);

#endif
