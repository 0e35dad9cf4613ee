/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/stored_tree.h"

#include "base/banned.h"

/* How far on one side the other's next node is looked for. */
#define LOOK_AHEAD 16

static bool same_shape(const px_outline *o, size_t i, const px_stored_tree *t, size_t j)
{
    return i < o->count && j < t->count && o->nodes[i].kind == t->nodes[j].kind &&
           o->nodes[i].depth == t->nodes[j].depth &&
           (!o->nodes[i].id.len || px_str_eq(o->nodes[i].id, t->nodes[j].lasting_id));
}

/* Two nodes running, or the end of both. */
static bool runs_on(const px_outline *o, size_t i, const px_stored_tree *t, size_t j)
{
    if (i == o->count || j == t->count)
        return i == o->count && j == t->count;
    return same_shape(o, i, t, j) &&
           ((i + 1 == o->count && j + 1 == t->count) || same_shape(o, i + 1, t, j + 1));
}

static px_str described(px_arena *arena, const px_language *reader, px_provision_kind kind,
                        px_str id)
{
    return px_str_of(px_arena_format(arena, "%s%s%.*s",
                                     px_tr(reader, px_provision_kind_title(kind)),
                                     id.len ? " " : "", PX_STR_ARG(id)));
}

/* Explicit ids that differ are named on both sides. */
static px_tree_difference difference(px_arena *arena, const px_language *reader,
                                     const px_outline *o, size_t i, const px_stored_tree *t,
                                     size_t j)
{
    px_str nothing = px_str_of(px_tr(reader, N_("nothing")));
    px_tree_difference d = { .expected = nothing, .found = nothing };
    bool both = i < o->count && j < t->count;
    bool id = both && o->nodes[i].id.len && !px_str_eq(o->nodes[i].id, t->nodes[j].lasting_id);

    if (i < o->count || o->count)
        d.line = o->nodes[i < o->count ? i : o->count - 1].line;
    if (j < t->count)
        d.expected = described(arena, reader, t->nodes[j].kind,
                               id ? t->nodes[j].lasting_id : t->nodes[j].eid);
    if (i < o->count)
        d.found = described(arena, reader, o->nodes[i].kind, id ? o->nodes[i].id : PX_STR_NONE);
    return d;
}

/* How many nodes one side has too many before both run on together; 0 when that is not found. */
static size_t surplus(const px_outline *o, size_t i, const px_stored_tree *t, size_t j,
                      bool *ret_in_outline)
{
    for (size_t k = 1; k <= LOOK_AHEAD; k++) {
        *ret_in_outline = true;
        if (i + k <= o->count && runs_on(o, i + k, t, j))
            return k;
        *ret_in_outline = false;
        if (j + k <= t->count && runs_on(o, i, t, j + k))
            return k;
    }
    return 0;
}

/* One difference at i and j. What is too many is shown alone, what takes another's place beside
 * it; both positions move behind it. */
static px_tree_difference step_over(px_arena *arena, const px_language *reader, const px_outline *o,
                                    size_t *i, const px_stored_tree *t, size_t *j)
{
    bool in_outline;
    size_t k = surplus(o, *i, t, *j, &in_outline);
    px_tree_difference d = difference(arena, reader, o, k && !in_outline ? o->count : *i, t,
                                      k && in_outline ? t->count : *j);

    if (*i < o->count)
        d.line = o->nodes[*i].line;
    if (k && in_outline) {
        *i += k;
    } else if (k) {
        *j += k;
    } else {
        *i += *i < o->count;
        *j += *j < t->count;
    }
    return d;
}

size_t px_import_compare(px_arena *arena, const px_language *reader, const px_outline *o,
                         const px_stored_tree *t, px_tree_difference *ret_differences, size_t max)
{
    size_t i = 0, j = 0, found = 0;

    while (i < o->count || j < t->count) {
        if (same_shape(o, i, t, j)) {
            i++;
            j++;
        } else if (found == max) {
            break;
        } else {
            ret_differences[found++] = step_over(arena, reader, o, &i, t, &j);
        }
    }
    return found;
}
