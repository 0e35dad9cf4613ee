/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/match_priv.h"

#include "base/banned.h"

/* How far from its expected place a partner is looked for, in nodes without partner. */
#define REACH 3

/* An old node without partner, by the number that it has below its parent. */
typedef struct numbered {
    size_t parent; /* old node + 1; 0: at the top */
    uint32_t number;
    size_t node;
} numbered;

struct px_match_near {
    const px_matcher *m;
    numbered *numbered; /* sorted */
    size_t n_numbered;
    size_t *free_old;  /* old nodes without partner that have words, in order */
    size_t *free_rank; /* for each place in spoken of the old side, how many of these are before */
    /* For each new node: places in the old spoken between which its partner should stand. */
    size_t *low, *high;
    size_t *offset_low, *offset_high; /* new nodes without partner since low, until high */
};

static int by_number(const void *x, const void *y)
{
    const numbered *a = x, *b = y;

    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void sort_numbers(px_match_near *near, px_arena *arena)
{
    const px_match_half *o = &near->m->sides[0];

    near->numbered = px_arena_array(arena, PX_MAX(o->count, 1), sizeof(*near->numbered));
    for (size_t i = 0; i < o->count; i++) {
        size_t parent = o->nodes[i].parent;

        if (o->number[i] && !px_matched(near->m, 0, i))
            near->numbered[near->n_numbered++] = (numbered){
                .parent = parent == PX_MATCH_NOBODY ? 0 : parent + 1,
                .number = o->number[i],
                .node = i,
            };
    }
    px_match_sort(near->numbered, near->n_numbered, sizeof(*near->numbered), by_number);
}

static void list_free(px_match_near *near, px_arena *arena)
{
    const px_match_half *o = &near->m->sides[0];
    size_t count = 0;

    near->free_old = px_arena_array(arena, o->n_spoken + 1, sizeof(*near->free_old));
    near->free_rank = px_arena_array(arena, o->n_spoken + 1, sizeof(*near->free_rank));
    for (size_t k = 0; k < o->n_spoken; k++) {
        near->free_rank[k] = count;
        if (!px_matched(near->m, 0, o->spoken[k]))
            near->free_old[count++] = o->spoken[k];
    }
    near->free_rank[o->n_spoken] = count;
}

/* For all new nodes what the next pair before them and behind them is. */
static void find_gaps(px_match_near *near, px_arena *arena)
{
    const px_match_half *o = &near->m->sides[0], *n = &near->m->sides[1];
    size_t size = PX_MAX(n->count, 1), place = 0, since = 0;

    near->low = px_arena_array(arena, size, sizeof(size_t));
    near->high = px_arena_array(arena, size, sizeof(size_t));
    near->offset_low = px_arena_array(arena, size, sizeof(size_t));
    near->offset_high = px_arena_array(arena, size, sizeof(size_t));
    for (size_t k = 0; k < n->n_spoken; k++) {
        size_t j = n->spoken[k];

        near->low[j] = place;
        near->offset_low[j] = since++;
        if (px_matched(near->m, 1, j)) {
            place = o->rank[n->partner[j].node] + 1;
            since = 0;
        }
    }
    place = o->n_spoken;
    since = 0;
    for (size_t k = n->n_spoken; k-- > 0;) {
        size_t j = n->spoken[k];

        near->high[j] = place;
        near->offset_high[j] = since++;
        if (px_matched(near->m, 1, j)) {
            place = o->rank[n->partner[j].node];
            since = 0;
        }
    }
}

px_match_near *px_match_near_make(px_matcher *m, px_arena *arena)
{
    px_match_near *near = px_arena_alloc(arena, sizeof(*near));

    near->m = m;
    sort_numbers(near, arena);
    list_free(near, arena);
    find_gaps(near, arena);
    return near;
}

/* Old nodes without partner from place - REACH to place + REACH in free_old. */
static size_t take_around(const px_match_near *near, size_t place, size_t *ret_nodes, size_t max)
{
    size_t total = near->free_rank[near->m->sides[0].n_spoken], count = 0;
    size_t from = place > REACH ? place - REACH : 0;

    for (size_t k = from; k <= place + REACH && k < total && count < max; k++)
        ret_nodes[count++] = near->free_old[k];
    return count;
}

static size_t take_numbered(const px_match_near *near, size_t new_node, size_t *ret_nodes,
                            size_t max)
{
    const px_match_half *n = &near->m->sides[1];
    size_t parent = n->nodes[new_node].parent, low = 0, high = near->n_numbered, count = 0;
    numbered wanted = { .number = n->number[new_node] };

    if (!wanted.number || (parent != PX_MATCH_NOBODY && !px_matched(near->m, 1, parent)))
        return 0;
    wanted.parent = parent == PX_MATCH_NOBODY ? 0 : n->partner[parent].node + 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_number(&near->numbered[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < near->n_numbered && count < max && near->numbered[low].parent == wanted.parent &&
           near->numbered[low].number == wanted.number)
        ret_nodes[count++] = near->numbered[low++].node;
    return count;
}

size_t px_match_near_find(const px_match_near *near, size_t new_node, size_t *ret_nodes, size_t max)
{
    size_t count = take_numbered(near, new_node, ret_nodes, PX_MIN(max, 4));
    size_t before = near->free_rank[near->low[new_node]];
    size_t behind = near->free_rank[near->high[new_node]];
    size_t offset = near->offset_high[new_node] + 1;

    count += take_around(near, before + near->offset_low[new_node], ret_nodes + count, max - count);
    count +=
        take_around(near, behind > offset ? behind - offset : 0, ret_nodes + count, max - count);
    return count;
}

bool px_match_near_fits(const px_match_near *near, size_t old_node, size_t new_node)
{
    size_t place = near->m->sides[0].rank[old_node];

    return near->low[new_node] <= place && place < near->high[new_node];
}

static size_t away(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

size_t px_match_near_distance(const px_match_near *near, size_t old_node, size_t new_node)
{
    size_t place = near->m->sides[0].rank[old_node];
    size_t from_low = near->low[new_node] + near->offset_low[new_node];
    size_t from_high =
        near->high[new_node] - PX_MIN(near->high[new_node], near->offset_high[new_node] + 1);

    return PX_MIN(away(place, from_low), away(place, from_high));
}
