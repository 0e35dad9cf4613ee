/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Splits and merges: words of a node without partner that stand in a node of the other side, where
 * that node's partner does not have them already.
 */
#include "code/match_priv.h"

#include "base/banned.h"

#define MOST_FOUND 8
#define LEAST_WORDS 3
#define LEAST_SHARE 0.6

typedef struct search {
    px_matcher *m;
    int whole_side; /* 0: splits; 1: merges */
    px_match_index *index;
} search;

/* Words of the whole that the part adds to what its partner has of it. */
static size_t added_words(const search *s, size_t whole, size_t part)
{
    px_matcher *m = s->m;
    const px_match_half *half = &m->sides[!s->whole_side];
    size_t partner = m->sides[s->whole_side].partner[whole].node, alone, both;
    px_match_words first = half->words[PX_MIN(partner, part)];
    px_match_words second = half->words[PX_MAX(partner, part)];

    px_match_lcs_set(m, m->sides[s->whole_side].words[whole]);
    px_match_lcs_start(&m->lcs);
    px_match_lcs_run(&m->lcs, half->words[partner]);
    alone = px_match_lcs_length(&m->lcs);
    px_match_lcs_start(&m->lcs);
    px_match_lcs_run(&m->lcs, first);
    px_match_lcs_run(&m->lcs, second);
    both = px_match_lcs_length(&m->lcs);
    return both - alone;
}

/* Partners of what stands around the node: a part mostly stands beside the rest. */
static size_t neighbours(const search *s, size_t node, size_t *ret_nodes)
{
    const px_match_half *half = &s->m->sides[!s->whole_side];
    size_t place = half->rank[node], count = 0;

    for (size_t k = place; k-- > 0 && place - k <= 4;)
        if (px_matched(s->m, !s->whole_side, half->spoken[k])) {
            ret_nodes[count++] = half->partner[half->spoken[k]].node;
            break;
        }
    for (size_t k = place + 1; k < half->n_spoken && k - place <= 4; k++)
        if (px_matched(s->m, !s->whole_side, half->spoken[k])) {
            ret_nodes[count++] = half->partner[half->spoken[k]].node;
            break;
        }
    return count;
}

static void add_part(px_matcher *m, px_match_part part)
{
    m->parts = px_match_grow(m->arena, m->parts, m->n_parts, &m->parts_room, sizeof(*m->parts));
    m->parts[m->n_parts++] = part;
    m->is_part[part.merge ? 0 : 1][part.part] = true;
}

static void find_whole(search *s, size_t part)
{
    px_match_words words = s->m->sides[!s->whole_side].words[part];
    size_t nodes[MOST_FOUND + 2], best = PX_MATCH_NOBODY, most = 0;
    size_t count = px_match_index_find(s->index, part, true, nodes, MOST_FOUND);

    count += neighbours(s, part, nodes + count);
    for (size_t k = 0; k < count; k++) {
        const px_match_half *half = &s->m->sides[s->whole_side];
        size_t added =
            half->words[nodes[k]].count > words.count / 2 ? added_words(s, nodes[k], part) : 0;

        if (added > most) {
            most = added;
            best = nodes[k];
        }
    }
    if (most >= LEAST_WORDS && (double)most >= LEAST_SHARE * (double)words.count)
        add_part(s->m, (px_match_part){
                           .merge = s->whole_side == 1,
                           .whole = best,
                           .part = part,
                           .share = (double)most / (double)words.count,
                       });
}

static int by_whole(const void *x, const void *y)
{
    const px_match_part *a = x, *b = y;

    if (a->merge != b->merge)
        return a->merge ? 1 : -1;
    if (a->whole != b->whole)
        return a->whole < b->whole ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* ---- The larger part keeps the place of the partner */

/* Words of the whole that stand in the node and in parts below it. */
static double words_in(const px_matcher *m, int side, const px_match_part *parts, size_t count,
                       size_t node, double own)
{
    const px_match_half *half = &m->sides[side];
    double words = own;

    for (size_t k = 0; k < count; k++)
        if (parts[k].part > node && parts[k].part < half->end[node])
            words += parts[k].share * (double)half->words[parts[k].part].count;
    return words;
}

static void exchange(px_matcher *m, px_match_part *part, double words)
{
    int side = part->merge ? 1 : 0;
    size_t whole = part->whole, now = m->sides[side].partner[whole].node, then = part->part;
    size_t n_now = m->sides[!side].words[now].count;
    size_t common = (size_t)(part->share * (double)m->sides[!side].words[then].count + 0.5);

    m->sides[side].partner[whole].node = PX_MATCH_NOBODY;
    m->sides[!side].partner[now] = (px_match_partner){ .node = PX_MATCH_NOBODY };
    px_match_pair(
        m, side ? then : whole, side ? whole : then, PX_MATCH_SIMILAR,
        px_match_dice(common, m->sides[side].words[whole].count, m->sides[!side].words[then].count),
        1);
    m->is_part[!side][then] = false;
    m->is_part[!side][now] = true;
    part->part = now;
    part->share = PX_MIN(1.0, words / (double)PX_MAX(n_now, 1));
}

static void settle(px_matcher *m, px_match_part *parts, size_t count)
{
    int side = parts[0].merge ? 1 : 0;
    const px_match_partner *p = &m->sides[side].partner[parts[0].whole];
    double own = p->similarity *
                 (double)(m->sides[side].words[parts[0].whole].count +
                          m->sides[!side].words[p->node].count) /
                 2;
    double most = words_in(m, !side, parts, count, p->node, own);
    size_t largest = count;

    if (p->reason == PX_MATCH_ID || p->reason == PX_MATCH_ALIAS || p->reason == PX_MATCH_HASH)
        return;
    for (size_t k = 0; k < count; k++) {
        double mine = parts[k].share * (double)m->sides[!side].words[parts[k].part].count;

        mine = words_in(m, !side, parts, count, parts[k].part, mine);
        if (mine > most) {
            most = mine;
            largest = k;
        }
    }
    if (largest < count && px_match_ids_allow(m, side ? parts[largest].part : parts[0].whole,
                                              side ? parts[0].whole : parts[largest].part))
        exchange(m, &parts[largest], own);
}

void px_match_find_parts(px_matcher *m)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    for (int side = 0; side < 2; side++) {
        search s = { .m = m, .whole_side = side };

        s.index = px_match_index_make(m, arena, side);
        for (size_t i = 0; i < m->sides[!side].count; i++)
            if (!px_matched(m, !side, i) && !m->is_part[!side][i] &&
                m->sides[!side].words[i].count >= LEAST_WORDS)
                find_whole(&s, i);
    }
}

void px_match_settle_parts(px_matcher *m)
{
    px_match_sort(m->parts, m->n_parts, sizeof(*m->parts), by_whole);
    for (size_t k = 0, end; k < m->n_parts; k = end) {
        for (end = k + 1; end < m->n_parts && m->parts[end].merge == m->parts[k].merge &&
                          m->parts[end].whole == m->parts[k].whole;)
            end++;
        settle(m, m->parts + k, end - k);
    }
    px_match_sort(m->parts, m->n_parts, sizeof(*m->parts), by_whole);
}
