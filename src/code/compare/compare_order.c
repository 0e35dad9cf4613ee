/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_order.h"

#include "base/banned.h"

/* A pair below parents that are partners. */
typedef struct placed {
    size_t parent; /* old node + 1; 0: top */
    size_t old_node, new_node, weight;
} placed;

size_t px_compare_ancestor(const px_match_side *side, const px_match_partner *partners, size_t node)
{
    size_t parent = side->nodes[node].parent;

    while (parent != PX_OUTLINE_TOP && partners[parent].node == PX_OUTLINE_TOP)
        parent = side->nodes[parent].parent;
    return parent;
}

static bool is_bare_list(const px_match_node *node)
{
    return node->kind == PX_PROVISION_LIST && !node->heading.len && !node->text.len;
}

/* Whether the node stands in a list that the other text does not have. */
static bool in_lone_list(const px_match_side *side, const px_match_partner *partners, size_t node)
{
    size_t parent = side->nodes[node].parent;

    return parent != PX_OUTLINE_TOP && partners[parent].node == PX_OUTLINE_TOP &&
           is_bare_list(&side->nodes[parent]);
}

static size_t partner_of(const px_match_partner *partners, size_t node)
{
    return node == PX_OUTLINE_TOP ? node : partners[node].node;
}

/* The old node below which a pair stands in both texts; false where there is none. Lists without
 * words are looked through where one was divided or joined with another: what stood in it is no
 * further away than before. Such a list (an old node) has no place of its own: through[] is set. */
static bool common_parent(const px_match_side *old_side, const px_match_side *new_side,
                          const px_match *match, size_t old_node, bool *through, size_t *ret_parent)
{
    size_t new_node = match->to_new[old_node].node;
    size_t p = px_compare_ancestor(old_side, match->to_new, old_node);
    size_t q = px_compare_ancestor(new_side, match->to_old, new_node);
    bool lone = in_lone_list(old_side, match->to_new, old_node) ||
                in_lone_list(new_side, match->to_old, new_node);

    while (lone && p != PX_OUTLINE_TOP && is_bare_list(&old_side->nodes[p])) {
        through[p] = true;
        p = px_compare_ancestor(old_side, match->to_new, p);
    }
    while (lone && q != PX_OUTLINE_TOP && is_bare_list(&new_side->nodes[q])) {
        through[match->to_old[q].node] = true;
        q = px_compare_ancestor(new_side, match->to_old, q);
    }
    *ret_parent = p;
    return partner_of(match->to_new, p) == q;
}

static int by_place(const void *x, const void *y)
{
    const placed *a = x, *b = y;

    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return (a->old_node > b->old_node) - (a->old_node < b->old_node);
}

static int by_new_node(const void *x, const void *y)
{
    const placed *const *a = x, *const *b = y;

    return ((*a)->new_node > (*b)->new_node) - ((*a)->new_node < (*b)->new_node);
}

/* ---- The heaviest increasing subsequence */

/* Largest weight among the first positions: a Fenwick tree of maxima. */
typedef struct heaviest {
    size_t *weight, *last; /* last: index + 1 of the sequence's end */
    size_t count;
} heaviest;

static size_t best_before(const heaviest *h, size_t position, size_t *ret_last)
{
    size_t weight = 0;

    *ret_last = 0;
    for (size_t at = position; at > 0; at -= at & -at)
        if (h->weight[at] > weight) {
            weight = h->weight[at];
            *ret_last = h->last[at];
        }
    return weight;
}

static void put(heaviest *h, size_t position, size_t weight, size_t last)
{
    for (size_t at = position; at <= h->count; at += at & -at)
        if (weight > h->weight[at]) {
            h->weight[at] = weight;
            h->last[at] = last;
        }
}

/* Marks as moved what does not belong to the heaviest increasing subsequence of the new nodes of
 * one family, which stands in the order of the old ones. */
static void mark_family(px_arena *arena, const placed *family, size_t count, bool *moved)
{
    const placed **sorted = px_arena_array(arena, count, sizeof(*sorted));
    size_t *position = px_arena_array(arena, count, sizeof(*position));
    size_t *before = px_arena_array(arena, count, sizeof(*before)), last;
    heaviest h = { .count = count };

    h.weight = px_arena_array(arena, count + 1, sizeof(size_t));
    h.last = px_arena_array(arena, count + 1, sizeof(size_t));
    for (size_t k = 0; k < count; k++)
        sorted[k] = &family[k];
    qsort(sorted, count, sizeof(*sorted), by_new_node);
    for (size_t k = 0; k < count; k++)
        position[sorted[k] - family] = k + 1;
    for (size_t k = 0; k < count; k++) {
        size_t weight = best_before(&h, position[k] - 1, &before[k]);

        put(&h, position[k], weight + family[k].weight, k + 1);
        moved[family[k].old_node] = true;
    }
    (void)best_before(&h, count, &last);
    for (; last; last = before[last - 1])
        moved[family[last - 1].old_node] = false;
}

static bool in_order(const placed *family, size_t count)
{
    for (size_t k = 1; k < count; k++)
        if (family[k].new_node < family[k - 1].new_node)
            return false;
    return true;
}

/* Takes the pairs out whose old node is marked; how many are left. */
static size_t without(placed *all, size_t count, const bool *marked)
{
    size_t left = 0;

    for (size_t k = 0; k < count; k++)
        if (!marked[all[k].old_node])
            all[left++] = all[k];
    return left;
}

/* What keeps its number stayed, rather than what was given another one. */
#define FOR_NUMBER 3

static size_t weight_of(const px_match_node *old_node, const px_match_node *new_node, size_t weight)
{
    bool same = old_node->number.len && px_match_same_number(old_node->number, new_node->number);

    return same ? FOR_NUMBER * weight : weight;
}

bool *px_compare_moved(px_arena *arena, const px_match_side *old_side,
                       const px_match_side *new_side, const px_match *match, const size_t *weights)
{
    bool *moved = px_arena_array(arena, PX_MAX(old_side->count, 1), sizeof(*moved));
    bool *through = px_arena_array(arena, PX_MAX(old_side->count, 1), sizeof(*through));
    placed *all = px_arena_array(arena, PX_MAX(old_side->count, 1), sizeof(*all));
    size_t count = 0;

    for (size_t i = 0; i < old_side->count; i++) {
        size_t j = match->to_new[i].node, p;

        if (j == PX_OUTLINE_TOP)
            continue;
        moved[i] = !common_parent(old_side, new_side, match, i, through, &p);
        if (!moved[i])
            all[count++] = (placed){
                .parent = p == PX_OUTLINE_TOP ? 0 : p + 1,
                .old_node = i,
                .new_node = j,
                .weight = weight_of(&old_side->nodes[i], &new_side->nodes[j], weights[i]),
            };
    }
    count = without(all, count, through);
    if (count)
        qsort(all, count, sizeof(*all), by_place);
    for (size_t k = 0, end; k < count; k = end) {
        for (end = k + 1; end < count && all[end].parent == all[k].parent;)
            end++;
        if (!in_order(all + k, end - k))
            mark_family(arena, all + k, end - k, moved);
    }
    return moved;
}
