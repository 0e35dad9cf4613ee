/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_rows.h"

#include "base/macro.h"

#include "base/banned.h"

/* Rows on their way. after[i]: the signs of old places that follow the row of old node i, in order:
 * the first, then each one's next. */
typedef struct maker {
    const px_comparison *c;
    px_compare_rows rows;
    size_t *first, *next, *last; /* by old node; PX_OUTLINE_TOP ends */
} maker;

static bool is_merged_other(const px_comparison *c, size_t old_node)
{
    const px_change *change = &c->changes[c->of_old[old_node]];

    return change->old_node != old_node;
}

/* Old nodes that left a sign at their old place. */
static bool leaves_sign(const px_comparison *c, size_t old_node)
{
    const px_change *change = &c->changes[c->of_old[old_node]];

    return is_merged_other(c, old_node) || (change->moved && change->new_node != PX_OUTLINE_TOP);
}

/* True where the node, or what it stands in, went elsewhere. */
static bool went_elsewhere(const px_comparison *c, size_t old_node)
{
    for (; old_node != PX_OUTLINE_TOP; old_node = c->old_side->nodes[old_node].parent)
        if (leaves_sign(c, old_node))
            return true;
    return false;
}

/* Puts the sign of an old node behind the nearest node before it that stayed. */
static void sign_place(maker *m, size_t old_node)
{
    size_t before = old_node;

    while (before > 0 && went_elsewhere(m->c, before - 1))
        before--;
    before = before ? before - 1 : m->c->old_side->count; /* the slot behind the last: leading */
    if (m->first[before] == PX_OUTLINE_TOP)
        m->first[before] = old_node;
    else
        m->next[m->last[before]] = old_node;
    m->last[before] = old_node;
}

static void add_row(maker *m, px_row_kind kind, size_t change, size_t old_node, size_t new_node)
{
    int depth = new_node != PX_OUTLINE_TOP ? m->c->new_side->nodes[new_node].depth
                                           : m->c->old_side->nodes[old_node].depth;

    m->rows.items[m->rows.count++] = (px_compare_row){ kind, change, old_node, new_node, depth };
}

static void add_signs(maker *m, size_t slot)
{
    for (size_t i = m->first[slot]; i != PX_OUTLINE_TOP; i = m->next[i])
        add_row(m, PX_ROW_GONE, m->c->of_old[i], i, PX_OUTLINE_TOP);
    m->first[slot] = PX_OUTLINE_TOP;
}

/* New nodes that stand in a change of another node: the further pieces of splits. */
static void add_pieces(maker *m, size_t *next_new, size_t limit)
{
    for (; *next_new < limit; ++*next_new) {
        size_t change = m->c->of_new[*next_new];

        if (m->c->changes[change].new_node != *next_new)
            add_row(m, PX_ROW_PIECE, change, PX_OUTLINE_TOP, *next_new);
    }
}

static void add_all(maker *m)
{
    const px_comparison *c = m->c;
    size_t next_new = 0;

    add_signs(m, c->old_side->count);
    for (size_t i = 0; i < c->count; i++) {
        const px_change *change = &c->changes[i];

        if (change->new_node != PX_OUTLINE_TOP) {
            add_pieces(m, &next_new, change->new_node);
            next_new = change->new_node + 1;
        }
        add_row(m, PX_ROW_CHANGE, i, change->old_node, change->new_node);
        if (change->old_node != PX_OUTLINE_TOP)
            add_signs(m, change->old_node);
    }
    add_pieces(m, &next_new, c->new_side->count);
}

void px_compare_rows_make(px_arena *arena, const px_compare_detail *detail,
                          px_compare_rows *ret_rows)
{
    const px_comparison *c = &detail->comparison;
    size_t olds = c->old_side->count;
    maker m = { .c = c };

    m.rows.items = px_arena_array(arena, 2 * olds + c->new_side->count + 1, sizeof(*m.rows.items));
    m.first = px_arena_array(arena, olds + 1, sizeof(*m.first));
    m.next = px_arena_array(arena, olds + 1, sizeof(*m.next));
    m.last = px_arena_array(arena, olds + 1, sizeof(*m.last));
    for (size_t i = 0; i <= olds; i++)
        m.first[i] = m.next[i] = PX_OUTLINE_TOP;
    for (size_t i = 0; i < olds; i++)
        if (leaves_sign(c, i))
            sign_place(&m, i);
    add_all(&m);
    *ret_rows = m.rows;
}

bool px_compare_row_kept(const px_compare_detail *detail, const px_compare_row *row)
{
    return row->kind == PX_ROW_CHANGE &&
           !px_change_is_any(&detail->comparison.changes[row->change]);
}
