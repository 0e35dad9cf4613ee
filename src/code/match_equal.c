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

static bool continues(const px_matcher *m, size_t old_node, size_t new_node, bool strict)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t p = o->nodes[old_node].parent, q = n->nodes[new_node].parent;

    if (o->equal[old_node] != n->equal[new_node] || !px_match_may_pair(m, old_node, new_node))
        return false;
    if (px_match_same_parent(m, old_node, new_node))
        return true;
    return !strict && p != PX_MATCH_NOBODY && q != PX_MATCH_NOBODY && !px_matched(m, 0, p) &&
           !px_matched(m, 1, q);
}

static void run_forward(px_matcher *m, bool strict)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t next = 0; /* in the old text, behind the partner of what stood before */

    for (size_t k = 0; k < n->n_spoken; k++) {
        size_t j = n->spoken[k], i = next < o->n_spoken ? o->spoken[next] : PX_MATCH_NOBODY;

        if (i != PX_MATCH_NOBODY && continues(m, i, j, strict))
            pair_equal(m, i, j);
        next = px_matched(m, 1, j) ? o->rank[n->partner[j].node] + 1 : o->n_spoken;
    }
}

static void run_backward(px_matcher *m, bool strict)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t next = o->n_spoken; /* the old node before this one */

    for (size_t k = n->n_spoken; k-- > 0;) {
        size_t j = n->spoken[k];

        if (next > 0 && next <= o->n_spoken && continues(m, o->spoken[next - 1], j, strict))
            pair_equal(m, o->spoken[next - 1], j);
        next = px_matched(m, 1, j) ? o->rank[n->partner[j].node] : 0;
    }
}

void px_match_runs(px_matcher *m, bool strict)
{
    run_forward(m, strict);
    run_backward(m, strict);
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

/* For each node of a side the place in the other's spoken where its partner should stand, by the
 * pair before it and by the pair behind it. */
typedef struct expectation {
    size_t *before, *behind;
} expectation;

static expectation expect(const px_matcher *m, int side)
{
    const px_match_half *half = &m->sides[side], *other = &m->sides[!side];
    expectation e = { px_arena_array(m->arena, half->count + 1, sizeof(size_t)),
                   px_arena_array(m->arena, half->count + 1, sizeof(size_t)) };
    size_t place = 0;

    for (size_t k = 0; k < half->n_spoken; k++, place++) {
        if (px_matched(m, side, half->spoken[k]))
            place = other->rank[half->partner[half->spoken[k]].node];
        e.before[half->spoken[k]] = place;
    }
    place = other->n_spoken;
    for (size_t k = half->n_spoken; k-- > 0;) {
        place -= place > 0;
        if (px_matched(m, side, half->spoken[k]))
            place = other->rank[half->partner[half->spoken[k]].node];
        e.behind[half->spoken[k]] = place;
    }
    return e;
}

/* A group that one side has more of than the other. */
typedef struct uneven {
    px_matcher *m;
    int few_side;
    const entry *few, *many;
    size_t n_few, n_many;
    expectation expected; /* of the side that has fewer */
} uneven;

static size_t distance(const uneven *u, size_t few, size_t many)
{
    size_t node = u->few[few].node, place = u->m->sides[!u->few_side].rank[u->many[many].node];
    size_t a = u->expected.before[node], b = u->expected.behind[node];

    return (a > place ? a - place : place - a) + (b > place ? b - place : place - b);
}

/* The first of the many, from low to high, that does not stand before the place. */
static size_t find_place(const uneven *u, size_t low, size_t high, size_t place)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (u->m->sides[!u->few_side].rank[u->many[middle].node] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of the many from low to high (with it) the one nearest to where it should stand. The distance
 * grows away from both expected places, so only what is beside these need be looked at. */
static size_t nearest(const uneven *u, size_t few, size_t low, size_t high)
{
    size_t node = u->few[few].node, best = low;
    size_t places[2] = { u->expected.before[node], u->expected.behind[node] };

    for (size_t k = 0; k < 2; k++) {
        size_t at = find_place(u, low, high, places[k]);

        if (at > low && distance(u, few, at - 1) < distance(u, few, best))
            best = at - 1;
        if (distance(u, few, at) < distance(u, few, best))
            best = at;
    }
    return best;
}

static void pair_entries(px_matcher *m, const entry *old_entry, const entry *new_entry)
{
    if (px_match_may_pair(m, old_entry->node, new_entry->node))
        pair_equal(m, old_entry->node, new_entry->node);
}

/* In order, each as near as can be to where it should stand. */
static void pair_uneven(const uneven *u)
{
    size_t low = 0;

    for (size_t k = 0; k < u->n_few; k++) {
        size_t at = nearest(u, k, low, u->n_many - (u->n_few - k));

        if (u->few_side)
            pair_entries(u->m, &u->many[at], &u->few[k]);
        else
            pair_entries(u->m, &u->few[k], &u->many[at]);
        low = at + 1;
    }
}

static void pair_group(px_matcher *m, const entry *o, size_t n_old, const entry *n, size_t n_new,
                       const expectation *expected)
{
    bool few_new = n_new < n_old;
    uneven u = {
        .m = m,
        .few_side = few_new,
        .few = few_new ? n : o,
        .many = few_new ? o : n,
        .n_few = PX_MIN(n_old, n_new),
        .n_many = PX_MAX(n_old, n_new),
        .expected = expected[few_new],
    };

    if (n_old != n_new) {
        pair_uneven(&u);
        return;
    }
    for (size_t k = 0; k < n_old; k++)
        pair_entries(m, &o[k], &n[k]);
}

/* Within each group in order; alike: only in groups of as many nodes on each side. */
static void pair_in_order(px_matcher *m, grouping by, bool alike)
{
    size_t *left = px_match_left(m), n_old, n_new, i = 0, j = 0;
    entry *o = entries_of(m, left, 0, by, &n_old);
    entry *n = entries_of(m, left, 1, by, &n_new);
    expectation expected[2] = { expect(m, 0), expect(m, 1) };

    while (i < n_old && j < n_new) {
        int order = by_group(&o[i], &n[j]);
        size_t many_old = order <= 0 ? group_size(o, n_old, i) : 0;
        size_t many_new = order >= 0 ? group_size(n, n_new, j) : 0;

        if (many_old && many_new && (!alike || many_old == many_new))
            pair_group(m, o + i, many_old, n + j, many_new, expected);
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
