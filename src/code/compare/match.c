/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/match.h"

#include <math.h>

#include "base/map.h"
#include "code/compare/match_priv.h"

#include "base/banned.h"

static const char *const reason_names[PX_MATCH_REASON_COUNT] = {
    [PX_MATCH_NONE] = "none",   [PX_MATCH_ID] = "id",         [PX_MATCH_ALIAS] = "alias",
    [PX_MATCH_HASH] = "hash",   [PX_MATCH_NUMBER] = "number", [PX_MATCH_SIMILAR] = "similar",
    [PX_MATCH_PLACE] = "place",
};

const char *px_match_reason_name(px_match_reason reason)
{
    return reason_names[(unsigned)reason < PX_MATCH_REASON_COUNT ? reason : PX_MATCH_NONE];
}

/* ---- Pairs */

bool px_match_ids_allow(const px_matcher *m, size_t old_node, size_t new_node)
{
    return !m->ids_bind || !m->sides[0].nodes[old_node].id.len ||
           !m->sides[1].nodes[new_node].id.len;
}

bool px_match_may_pair(const px_matcher *m, size_t old_node, size_t new_node)
{
    return !px_matched(m, 0, old_node) && !px_matched(m, 1, new_node) && !m->is_part[0][old_node] &&
           !m->is_part[1][new_node] && px_match_ids_allow(m, old_node, new_node);
}

void px_match_pair(px_matcher *m, size_t old_node, size_t new_node, px_match_reason reason,
                   double similarity, double score)
{
    px_match_partner partner = { .reason = reason, .similarity = similarity };

    partner.node = new_node;
    m->sides[0].partner[old_node] = partner;
    partner.node = old_node;
    m->sides[1].partner[new_node] = partner;
    m->sides[0].score[old_node] = m->sides[1].score[new_node] = score;
}

bool px_match_same_parent(const px_matcher *m, size_t old_node, size_t new_node)
{
    size_t p = m->sides[0].nodes[old_node].parent, q = m->sides[1].nodes[new_node].parent;

    if (p == PX_MATCH_NOBODY || q == PX_MATCH_NOBODY)
        return p == q;
    return m->sides[0].partner[p].node == q;
}

/* ---- By id */

static px_str id_of(const px_match_node *node)
{
    return node->id;
}

static px_str alias_of(const px_match_node *node)
{
    return node->alias;
}

/* Returns whether any pair was made. */
static bool match_names(px_matcher *m, px_str (*name_of)(const px_match_node *node),
                        px_match_reason reason)
{
    px_map names = PX_MAP_INIT;
    bool any = false;

    for (size_t i = 0; i < m->sides[0].count; i++) {
        px_str name = name_of(&m->sides[0].nodes[i]);

        if (name.len && !px_matched(m, 0, i))
            (void)px_map_put(&names, name, (void *)(uintptr_t)(i + 1));
    }
    for (size_t j = 0; j < m->sides[1].count; j++) {
        px_str name = name_of(&m->sides[1].nodes[j]);
        uintptr_t found = name.len ? (uintptr_t)px_map_get(&names, name) : 0;

        if (!found || !px_match_may_pair(m, found - 1, j))
            continue;
        px_match_pair(m, found - 1, j, reason, 1, 1);
        any = true;
    }
    px_map_free(&names);
    return any;
}

/* Similarity of pairs that were not made by their words. */
static void measure_named(px_matcher *m)
{
    for (size_t i = 0; i < m->sides[0].count; i++) {
        px_match_partner *p = &m->sides[0].partner[i];

        if (p->node == PX_MATCH_NOBODY || m->sides[0].equal[i] == m->sides[1].equal[p->node])
            continue;
        px_match_lcs_set(m, m->sides[0].words[i]);
        px_match_lcs_start(&m->lcs);
        px_match_lcs_run(&m->lcs, m->sides[1].words[p->node]);
        p->similarity = px_match_dice(px_match_lcs_length(&m->lcs), m->sides[0].words[i].count,
                                      m->sides[1].words[p->node].count);
        m->sides[1].partner[p->node].similarity = p->similarity;
    }
}

/* ---- The steps */

static void make_half(px_matcher *m, px_match_half *half, const px_match_side *side)
{
    size_t size = PX_MAX(side->count, 1);

    half->nodes = side->nodes;
    half->count = side->count;
    half->words = px_arena_array(m->arena, size, sizeof(*half->words));
    half->equal = px_arena_array(m->arena, size, sizeof(*half->equal));
    half->number = px_arena_array(m->arena, size, sizeof(*half->number));
    half->end = px_arena_array(m->arena, size, sizeof(*half->end));
    half->weight = px_arena_array(m->arena, size, sizeof(*half->weight));
    half->spoken = px_arena_array(m->arena, size, sizeof(*half->spoken));
    half->rank = px_arena_array(m->arena, size, sizeof(*half->rank));
    half->score = px_arena_array(m->arena, size, sizeof(*half->score));
    for (size_t i = 0; i < side->count; i++)
        half->partner[i].node = PX_MATCH_NOBODY;
}

static void measure_half(px_match_half *half)
{
    for (size_t i = 0; i < half->count; i++) {
        half->rank[i] = half->n_spoken;
        if (half->equal[i])
            half->spoken[half->n_spoken++] = i;
        half->end[i] = i + 1;
        half->weight[i] = 1 + log2(1 + (double)half->words[i].count);
    }
    for (size_t i = half->count; i-- > 0;) {
        size_t parent = half->nodes[i].parent;

        if (parent == PX_MATCH_NOBODY)
            continue;
        half->end[parent] = PX_MAX(half->end[parent], half->end[i]);
        half->weight[parent] += half->weight[i];
    }
}

/* Equal words that stand more than once find their partners by what is around them, so this comes
 * again after each step that made new pairs. alike: see px_match_siblings. */
static void match_around(px_matcher *m, bool alike)
{
    px_match_containers(m);
    px_match_places(m, true);
    px_match_runs(m, true);
    px_match_siblings(m, alike);
    px_match_containers(m);
    px_match_runs(m, false);
}

static void match_words(px_matcher *m)
{
    px_match_unique(m);
    match_around(m, true);
    px_match_exact_parts(m);
    px_match_similar(m, PX_MATCH_SURE);
    px_match_places(m, false);
    match_around(m, false);
    px_match_leftovers(m);
    px_match_containers(m);
    for (int round = PX_MATCH_LIKELY; round < PX_MATCH_ROUND_COUNT; round++) {
        px_match_similar(m, (px_match_round)round);
        px_match_find_parts(m);
        px_match_containers(m);
        px_match_places(m, false);
    }
    px_match_settle_parts(m);
    px_match_containers(m);
    px_match_places(m, false);
    px_match_doubts(m);
}

void px_match_make(px_arena *arena, const px_match_side *old_side, const px_match_side *new_side,
                   px_match *ret_match)
{
    PX_AUTO_ARENA px_arena *work = px_arena_new();
    px_matcher m = { .arena = work };

    m.sides[0].partner =
        px_arena_array(arena, PX_MAX(old_side->count, 1), sizeof(px_match_partner));
    m.sides[1].partner =
        px_arena_array(arena, PX_MAX(new_side->count, 1), sizeof(px_match_partner));
    make_half(&m, &m.sides[0], old_side);
    make_half(&m, &m.sides[1], new_side);
    for (int side = 0; side < 2; side++) {
        size_t size = PX_MAX(m.sides[side].count, 1);

        m.is_part[side] = px_arena_array(work, size, sizeof(bool));
        m.last_part[side] = px_arena_array(work, size, sizeof(size_t));
    }
    px_match_read_words(&m);
    measure_half(&m.sides[0]);
    measure_half(&m.sides[1]);
    m.ids_bind = match_names(&m, id_of, PX_MATCH_ID);
    (void)match_names(&m, alias_of, PX_MATCH_ALIAS);
    match_words(&m);
    measure_named(&m);
    *ret_match = (px_match){
        .to_new = m.sides[0].partner,
        .to_old = m.sides[1].partner,
        .parts = px_arena_array(arena, PX_MAX(m.n_parts, 1), sizeof(*m.parts)),
        .n_parts = m.n_parts,
    };
    if (m.n_parts)
        memcpy(ret_match->parts, m.parts, m.n_parts * sizeof(*m.parts));
}
