/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/match_priv.h"

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
