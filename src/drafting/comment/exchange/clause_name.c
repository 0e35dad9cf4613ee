/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "base/banned.h"

static bool leads_to(const px_clauses *c, px_arena *arena, px_str clause, px_str element,
                     const px_node *node)
{
    px_clause_place place;

    return px_clause_find(c, arena, clause, element, PX_STR(""), &place, NULL) >= 0 &&
           place.node == node && !place.rest.len;
}

static px_str name_of(px_arena *arena, const px_clause_node *n)
{
    if (n->node->number.len)
        return n->node->number;
    return n->heading.len ? px_clause_heading(arena, n->node->heading) : n->node->eid;
}

/* The node itself, or the nearest one above it, that has a name of its own; SIZE_MAX. */
static size_t named_at(const px_clauses *clauses, size_t node)
{
    size_t named = node;

    while (named != SIZE_MAX &&
           (px_clause_is_small(&clauses->nodes[named]) ||
            (!clauses->nodes[named].number.len && !clauses->nodes[named].heading.len)))
        named = clauses->nodes[named].parent;
    return named;
}

bool px_clause_name(const px_clauses *clauses, px_arena *arena, px_str lasting_id,
                    px_str *ret_clause, px_str *ret_title, px_str *ret_element)
{
    size_t node = 0, named;

    *ret_clause = PX_STR(PX_CLAUSE_WHOLE);
    *ret_title = *ret_element = PX_STR("");
    if (!lasting_id.len)
        return true;
    while (node < clauses->count && !px_str_eq(clauses->nodes[node].node->lasting_id, lasting_id))
        node++;
    if (node == clauses->count)
        return false;
    named = named_at(clauses, node);
    if (named != SIZE_MAX) {
        *ret_clause = name_of(arena, &clauses->nodes[named]);
        *ret_title = px_clause_heading(arena, clauses->nodes[named].node->heading);
    }
    if (named != node)
        *ret_element = px_clause_element(clauses, arena, named, node);
    /* where several have that number, the title tells them apart */
    if (named != SIZE_MAX && ret_title->len &&
        !leads_to(clauses, arena, *ret_clause, *ret_element, clauses->nodes[node].node))
        *ret_clause = px_clause_called(arena, &clauses->nodes[named]);
    if (named == SIZE_MAX ||
        !leads_to(clauses, arena, *ret_clause, *ret_element, clauses->nodes[node].node)) {
        *ret_clause = clauses->nodes[node].node->eid;
        *ret_element = PX_STR("");
    }
    return true;
}
