/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a provision that is edited goes: it stays, or moves to another place of its version. */
#include "code/edit_priv.h"

#include "base/banned.h"

bool px_edit_place_find(px_str name, px_edit_place *ret_place)
{
    static const char *const names[] = {
        [PX_EDIT_BEFORE] = "before",
        [PX_EDIT_BEHIND] = "behind",
        [PX_EDIT_INSIDE] = "inside",
    };

    for (size_t i = PX_EDIT_BEFORE; i < PX_COUNT(names); i++)
        if (px_str_is(name, names[i])) {
            *ret_place = (px_edit_place)i;
            return true;
        }
    return false;
}

static int fail_place(px_editing *e, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "id", px_arena_cstr(e->arena, e->edit->beside),
                   NULL);
}

/* What can have provisions in it. */
static bool holds_provisions(px_provision_kind kind)
{
    return px_provision_kinds[kind].division || kind == PX_PROVISION_GROUP ||
           kind == PX_PROVISION_LIST || kind == PX_PROVISION_POINT ||
           kind == PX_PROVISION_SUBSECTION;
}

/* A list takes points and definitions alone. */
static bool fits_list(const px_editing *e)
{
    px_provision_kind kind = e->tree.nodes[e->from].kind;

    return kind == PX_PROVISION_POINT || kind == PX_PROVISION_DEFINITION;
}

static size_t end_of(const px_stored_tree *tree, size_t at)
{
    size_t end = at + 1;

    while (end < tree->count && tree->nodes[end].depth > tree->nodes[at].depth)
        end++;
    return end;
}

int px_edit_find_place(px_editing *e, px_error *err)
{
    const px_stored_tree *tree = &e->tree;
    px_edit_place place = e->edit->place;
    size_t other = 0, into;

    e->at = e->from;
    e->depth = tree->nodes[e->from].depth;
    if (place == PX_EDIT_STAYS)
        return 0;
    while (other < tree->count && !px_str_eq(tree->nodes[other].lasting_id, e->edit->beside))
        other++;
    if (other == tree->count)
        return fail_place(e, N_("the version has no provision with the lasting id '{id}'"), err);
    if (other >= e->from && other < e->to)
        return fail_place(
            e, N_("the provision cannot go beside or into itself, or what stands in it"), err);
    into = place == PX_EDIT_INSIDE ? other : tree->nodes[other].parent;
    if (place == PX_EDIT_INSIDE && !holds_provisions(tree->nodes[other].kind))
        return fail_place(
            e, N_("nothing can stand in the provision '{id}'; put it before or behind it"), err);
    if (into != PX_OUTLINE_TOP && tree->nodes[into].kind == PX_PROVISION_LIST && !fits_list(e))
        return fail_place(e,
                          N_("'{id}' is a list, or stands in one, and a list holds points alone; "
                             "choose the place before or behind the list"),
                          err);
    e->at = place == PX_EDIT_BEFORE ? other : end_of(tree, other);
    e->depth = tree->nodes[other].depth + (place == PX_EDIT_INSIDE ? 1 : 0);
    return 0;
}
