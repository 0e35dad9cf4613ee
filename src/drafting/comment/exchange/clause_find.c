/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/clause_priv.h"

#include "base/banned.h"

enum { CANDIDATES_SHOWN = 6 };

static int fail_several(const px_clause_finding *f, px_str clause, px_clause_place *place,
                        px_error *err)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(16 * 1024);
    const px_clauses *c = f->clauses;

    place->n_candidates = PX_MIN(f->count, (size_t)PX_CLAUSE_CANDIDATES_MAX);
    place->candidates = px_arena_array(f->arena, place->n_candidates, sizeof(*place->candidates));
    for (size_t i = 0; i < place->n_candidates; i++) {
        const px_node *node = c->nodes[f->found[i]].node;

        place->candidates[i] = node;
        if (i < CANDIDATES_SHOWN)
            px_builder_format(&list, "%s%.*s [%.*s]", i ? "; " : "",
                              PX_STR_ARG(px_clause_title_at(c, f->arena, f->found[i])),
                              PX_STR_ARG(node->eid));
    }
    if (f->count > CANDIDATES_SHOWN)
        px_builder_add(&list, "; \xE2\x80\xA6");
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the text has {count} provisions that are called '{clause}': {list}; write "
                      "the one that is meant, with its title or with the id in brackets"),
                   "count", px_arena_format(f->arena, "%zu", f->count), "clause",
                   px_arena_cstr(f->arena, clause), "list", px_builder_cstr(&list), NULL);
}

/* Leaves the chosen one of those that were found. */
static void choose(px_clause_finding *f, px_str chosen)
{
    for (size_t i = 0; chosen.len && i < PX_MIN(f->count, (size_t)PX_CLAUSE_CANDIDATES_MAX); i++)
        if (px_str_eq(f->clauses->nodes[f->found[i]].node->lasting_id, chosen)) {
            f->found[0] = f->found[i];
            f->count = 1;
        }
}

static px_str joined(px_arena *arena, px_str a, px_str b)
{
    if (!a.len || !b.len)
        return a.len ? a : b;
    return px_str_of(px_arena_format(arena, "%.*s, %.*s", PX_STR_ARG(a), PX_STR_ARG(b)));
}

/* "5.1, paragraph 2", "5.1 (a)", "5.1 Title": the head, and what stands behind it. */
static void look_for_head(px_clause_finding *f, px_str wanted, px_str chosen, px_str *ret_tail)
{
    size_t end = px_clause_head_end(wanted);
    px_str tail = px_str_trim(px_str_sub(wanted, end, wanted.len));

    if (end == wanted.len || !end)
        return;
    px_clause_match(f, px_str_trim(px_str_sub(wanted, 0, end)));
    choose(f, chosen);
    while (tail.len && strchr(",;:-", tail.ptr[0]))
        tail = px_str_trim(px_str_sub(tail, 1, tail.len));
    /* behind a number often stands the title, which says nothing new */
    if (f->count == 1 && !px_str_eq(tail, f->clauses->nodes[f->found[0]].heading))
        *ret_tail = tail;
}

int px_clause_find(const px_clauses *clauses, px_arena *arena, px_str clause, px_str element,
                   px_str chosen, px_clause_place *ret_place, px_error *err)
{
    px_clause_finding f = { .clauses = clauses, .arena = arena };
    px_str wanted = px_clause_fold(arena, clause), tail = PX_STR("");
    size_t node = SIZE_MAX;

    *ret_place = (px_clause_place){ .rest = PX_STR(""), .exact = PX_STR("") };
    if (!px_clause_is_whole(wanted)) {
        px_clause_match(&f, wanted);
        choose(&f, chosen);
        if (!f.count)
            look_for_head(&f, wanted, chosen, &tail);
        if (f.count > 1)
            return fail_several(&f, clause, ret_place, err);
        if (!f.count)
            return px_fail(err, PX_ERR_NOT_FOUND,
                           N_("the text has no provision that is called '{clause}'; write its "
                              "number or its title as they stand in the text"),
                           "clause", px_arena_cstr(arena, clause), NULL);
        node = f.found[0];
    }
    node =
        px_clause_walk(clauses, arena, node, joined(arena, tail, px_str_trim(element)), ret_place);
    ret_place->node = node == SIZE_MAX ? NULL : clauses->nodes[node].node;
    return 0;
}
