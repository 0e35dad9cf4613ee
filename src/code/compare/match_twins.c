/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Equal words that stand more than once: "Text...", "[reserved]", the same duty in ten articles.
 * Which is whose partner is a matter of what stands around them, and never goes crosswise where
 * order would do.
 */
#include "code/compare/match_priv.h"

#include "base/banned.h"

static void pair_equal(px_matcher *m, size_t old_node, size_t new_node)
{
    px_match_pair(m, old_node, new_node, PX_MATCH_HASH, 1, 1);
}

/* ---- The heaviest common order of two lists of siblings */

/* Beyond this many pairs of siblings the alignment would cost too much. */
#define MOST_CELLS ((size_t)1 << 16)

typedef struct family {
    px_matcher *m;
    const size_t *left;
    size_t *members[2]; /* that may take part, in order */
    size_t count[2];
    uint32_t *best; /* weight of the best alignment of the tails from here */
} family;

static uint32_t *cell(const family *f, size_t a, size_t b)
{
    return &f->best[a * (f->count[1] + 1) + b];
}

/* What aligning the two is worth; 0: they are no pair. The same number decides where nothing else
 * does. */
static uint32_t worth(const family *f, size_t a, size_t b)
{
    const px_match_half *o = &f->m->sides[0], *n = &f->m->sides[1];
    size_t i = f->members[0][a], j = f->members[1][b];

    if (o->partner[i].node != j &&
        (o->equal[i] != n->equal[j] || o->nodes[i].kind != n->nodes[j].kind ||
         !px_match_may_pair(f->m, i, j)))
        return 0;
    return 4 * (uint32_t)(o->words[i].count + 1) + (o->number[i] == n->number[j]);
}

static void list_members(family *f, int side, size_t parent)
{
    const px_match_half *half = &f->m->sides[side];
    size_t at = parent == PX_MATCH_NOBODY ? 0 : parent + 1;
    size_t end = parent == PX_MATCH_NOBODY ? half->count : half->end[parent];

    f->count[side] = 0;
    for (; at < end; at = half->end[at]) {
        size_t partner = half->partner[at].node;
        bool pair = partner != PX_MATCH_NOBODY &&
                    px_match_same_parent(f->m, side ? partner : at, side ? at : partner);

        if (pair || (partner == PX_MATCH_NOBODY && px_match_awaited(f->m, f->left, side, at)))
            f->members[side][f->count[side]++] = at;
    }
}

static void align_family(family *f, size_t old_parent, size_t new_parent)
{
    list_members(f, 0, old_parent);
    list_members(f, 1, new_parent);
    if ((f->count[0] + 1) * (f->count[1] + 1) > MOST_CELLS)
        return;
    for (size_t a = f->count[0] + 1; a-- > 0;)
        for (size_t b = f->count[1] + 1; b-- > 0;) {
            uint32_t weight = 0, both;

            if (a < f->count[0] && b < f->count[1]) {
                weight = PX_MAX(*cell(f, a + 1, b), *cell(f, a, b + 1));
                both = worth(f, a, b);
                if (both)
                    weight = PX_MAX(weight, both + *cell(f, a + 1, b + 1));
            }
            *cell(f, a, b) = weight;
        }
    for (size_t a = 0, b = 0; a < f->count[0] && b < f->count[1];) {
        uint32_t both = worth(f, a, b);

        if (both && *cell(f, a, b) == both + *cell(f, a + 1, b + 1)) {
            if (!px_matched(f->m, 0, f->members[0][a]))
                pair_equal(f->m, f->members[0][a], f->members[1][b]);
            a++;
            b++;
        } else if (*cell(f, a, b) == *cell(f, a + 1, b)) {
            a++;
        } else {
            b++;
        }
    }
}

/* Below parents with a child that waits. */
static void align_families(px_matcher *m)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_match_half *n = &m->sides[1];
    family f = { .m = m, .left = px_match_left(m) };
    bool *waits = px_arena_array(arena, n->count + 1, sizeof(*waits));

    for (int side = 0; side < 2; side++)
        f.members[side] = px_arena_array(arena, m->sides[side].count + 1, sizeof(size_t));
    f.best = px_arena_array(arena, MOST_CELLS, sizeof(*f.best));
    for (size_t j = 0; j < n->count; j++)
        if (!px_matched(m, 1, j) && px_match_awaited(m, f.left, 1, j))
            waits[n->nodes[j].parent == PX_MATCH_NOBODY ? n->count : n->nodes[j].parent] = true;
    if (waits[n->count])
        align_family(&f, PX_MATCH_NOBODY, PX_MATCH_NOBODY);
    for (size_t j = 0; j < n->count; j++)
        if (waits[j] && px_matched(m, 1, j))
            align_family(&f, n->partner[j].node, j);
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
    align_families(m);
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
