/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/match_priv.h"

#include "base/banned.h"

/* Words that stand once on each side are each other's partner, if they are not too few to say
 * so. */
#define TELLING_WORDS 3

size_t *px_match_left(const px_matcher *m)
{
    size_t *left = px_arena_array(m->arena, 2 * m->n_equal, sizeof(*left));

    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < m->sides[side].count; i++)
            left[2 * m->sides[side].equal[i] + (size_t)side] += !px_matched(m, side, i);
    return left;
}

bool px_match_awaited(const px_matcher *m, const size_t *left, int side, size_t node)
{
    uint32_t c = m->sides[side].equal[node];

    return c && left[2 * (size_t)c] && left[2 * (size_t)c + 1];
}

static void pair_equal(px_matcher *m, size_t old_node, size_t new_node)
{
    px_match_pair(m, old_node, new_node, PX_MATCH_HASH, 1, 1);
}

void px_match_unique(px_matcher *m)
{
    size_t *left = px_match_left(m);
    size_t *old_of = px_arena_array(m->arena, m->n_equal, sizeof(*old_of));
    const px_match_half *new_half = &m->sides[1];

    for (size_t i = 0; i < m->sides[0].count; i++)
        if (!px_matched(m, 0, i))
            old_of[m->sides[0].equal[i]] = i;
    for (size_t j = 0; j < new_half->count; j++) {
        uint32_t c = new_half->equal[j];

        if (c && left[2 * (size_t)c] == 1 && left[2 * (size_t)c + 1] == 1 &&
            new_half->words[j].count >= TELLING_WORDS && px_match_may_pair(m, old_of[c], j))
            pair_equal(m, old_of[c], j);
    }
}

/* ---- Beside a pair */

static bool continues(const px_matcher *m, size_t old_node, size_t new_node)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t p = o->nodes[old_node].parent, q = n->nodes[new_node].parent;

    if (o->equal[old_node] != n->equal[new_node] || !px_match_may_pair(m, old_node, new_node))
        return false;
    if (px_match_same_parent(m, old_node, new_node))
        return true;
    return p != PX_MATCH_NOBODY && q != PX_MATCH_NOBODY && !px_matched(m, 0, p) &&
           !px_matched(m, 1, q);
}

static void run_forward(px_matcher *m)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t next = 0; /* in the old text, behind the partner of what stood before */

    for (size_t k = 0; k < n->n_spoken; k++) {
        size_t j = n->spoken[k], i = next < o->n_spoken ? o->spoken[next] : PX_MATCH_NOBODY;

        if (i != PX_MATCH_NOBODY && continues(m, i, j))
            pair_equal(m, i, j);
        next = px_matched(m, 1, j) ? o->rank[n->partner[j].node] + 1 : o->n_spoken;
    }
}

static void run_backward(px_matcher *m)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t next = o->n_spoken; /* the old node before this one */

    for (size_t k = n->n_spoken; k-- > 0;) {
        size_t j = n->spoken[k];

        if (next > 0 && next <= o->n_spoken && continues(m, o->spoken[next - 1], j))
            pair_equal(m, o->spoken[next - 1], j);
        next = px_matched(m, 1, j) ? o->rank[n->partner[j].node] : 0;
    }
}

void px_match_runs(px_matcher *m)
{
    run_forward(m);
    run_backward(m);
}

/* ---- In order within a group */

typedef struct entry {
    size_t parent; /* index in the old text + 1; 0: none */
    uint32_t equal;
    int kind;
    uint32_t number;
    size_t node;
} entry;

/* What nodes of one group must have in common, besides equal words. */
typedef struct grouping {
    bool parent, ancestor, kind, number; /* ancestor: the nearest one that has a partner */
} grouping;

static int by_group(const entry *a, const entry *b)
{
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (a->equal != b->equal)
        return a->equal < b->equal ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind - b->kind;
    return (a->number > b->number) - (a->number < b->number);
}

static int by_group_and_node(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    int order = by_group(a, b);

    return order ? order : (a->node > b->node) - (a->node < b->node);
}

/* Parent or ancestor as an old node + 1, 0 for the top; false for a parent without partner. */
static bool old_parent(const px_matcher *m, int side, size_t node, bool ancestor,
                       size_t *ret_parent)
{
    const px_match_half *half = &m->sides[side];
    size_t parent = half->nodes[node].parent;

    while (ancestor && parent != PX_MATCH_NOBODY && !px_matched(m, side, parent))
        parent = half->nodes[parent].parent;
    if (parent == PX_MATCH_NOBODY) {
        *ret_parent = 0;
        return true;
    }
    *ret_parent = 1 + (side ? half->partner[parent].node : parent);
    return px_matched(m, side, parent);
}

static entry *entries_of(const px_matcher *m, const size_t *left, int side, grouping by,
                         size_t *ret_count)
{
    const px_match_half *half = &m->sides[side];
    entry *entries = px_arena_array(m->arena, PX_MAX(half->count, 1), sizeof(*entries));
    size_t count = 0;

    for (size_t i = 0; i < half->count; i++) {
        entry e = {
            .equal = half->equal[i],
            .kind = by.kind ? (int)half->nodes[i].kind : 0,
            .number = by.number ? half->number[i] : 0,
            .node = i,
        };

        if (px_matched(m, side, i) || !px_match_awaited(m, left, side, i))
            continue;
        if (!(by.parent || by.ancestor) || old_parent(m, side, i, by.ancestor, &e.parent))
            entries[count++] = e;
    }
    px_match_sort(entries, count, sizeof(*entries), by_group_and_node);
    *ret_count = count;
    return entries;
}

/* How many entries from here are of the same group. */
static size_t group_size(const entry *entries, size_t count, size_t from)
{
    size_t size = 1;

    while (from + size < count && by_group(&entries[from], &entries[from + size]) == 0)
        size++;
    return size;
}

/* Pairs the first with the first and so on; alike: only in groups of as many nodes on each side. */
static void pair_in_order(px_matcher *m, grouping by, bool alike)
{
    size_t *left = px_match_left(m), n_old, n_new, i = 0, j = 0;
    entry *o = entries_of(m, left, 0, by, &n_old);
    entry *n = entries_of(m, left, 1, by, &n_new);

    while (i < n_old && j < n_new) {
        int order = by_group(&o[i], &n[j]);
        size_t many_old = order <= 0 ? group_size(o, n_old, i) : 0;
        size_t many_new = order >= 0 ? group_size(n, n_new, j) : 0;

        for (size_t k = 0; k < PX_MIN(many_old, many_new) && (!alike || many_old == many_new); k++)
            if (px_match_may_pair(m, o[i + k].node, n[j + k].node))
                pair_equal(m, o[i + k].node, n[j + k].node);
        i += many_old;
        j += many_new;
    }
}

void px_match_siblings(px_matcher *m, bool alike)
{
    /* Numbers help where they are as many too: after an insertion they mislead. */
    pair_in_order(m, (grouping){ .parent = true, .kind = true, .number = true }, true);
    pair_in_order(m, (grouping){ .parent = true, .kind = true }, alike);
    pair_in_order(m, (grouping){ .parent = true }, alike);
}

void px_match_leftovers(px_matcher *m)
{
    pair_in_order(m, (grouping){ .ancestor = true, .kind = true }, false);
    pair_in_order(m, (grouping){ .kind = true }, false);
    pair_in_order(m, (grouping){ 0 }, false);
}
