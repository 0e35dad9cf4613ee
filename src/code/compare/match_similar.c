/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/match_priv.h"

#include "base/banned.h"

#define MOST_FOUND 16 /* candidates by shared words */
#define MOST_NEAR 18  /* candidates by place */
/* Fewer words say little by themselves: such a pair must also stand in the same place. */
#define FEW_WORDS 4

/* What is added for the place of a pair, to choose between candidates whose words fit alike. */
#define FOR_PARENT 0.04
#define FOR_NUMBER 0.04
#define FOR_PLACE 0.03
#define FOR_KIND 0.03
#define FOR_DISTANCE 0.001 /* taken off for each node between it and its expected place ... */
#define FAR 16             /* ... of at most so many */

/* Least similarity of a pair in each round, where both stand in the same place and elsewhere. */
static const struct {
    double here, elsewhere;
    bool contained; /* a node may be part of another */
} rounds[PX_MATCH_ROUND_COUNT] = {
    [PX_MATCH_SURE] = { 0.72, 0.75, false },
    [PX_MATCH_LIKELY] = { 0.48, 0.55, true },
    [PX_MATCH_NEIGHBOURS] = { 0.3, 0.55, true },
};
/* A node is part of another when so much of its words stand there, in runs. Of a few words that is
 * no wonder, unless the two stand in the same place. */
#define LEAST_SHARE 0.8
#define MANY_WORDS 12

/* Words that fit less are doubtful without the place, and with it. */
#define DOUBTFUL_ELSEWHERE 0.7
#define DOUBTFUL_HERE 0.48

typedef struct weighing {
    px_matcher *m;
    px_match_round round;
    px_match_index *index;
    px_match_near *near;
    size_t *left;
    size_t *stamp; /* for each old node the new node for which it was weighed last, + 1 */
    px_match_candidate *candidates;
    size_t count, room;
} weighing;

static bool same_number(const px_matcher *m, size_t i, size_t j)
{
    return m->sides[0].number[i] && m->sides[0].number[i] == m->sides[1].number[j];
}

static bool is_division(const px_match_node *node)
{
    return px_provision_kinds[node->kind].division;
}

/* Headings are compared with headings. */
static bool comparable(const weighing *w, size_t i, size_t j)
{
    const px_matcher *m = w->m;

    return px_match_may_pair(m, i, j) && m->sides[0].words[i].count &&
           is_division(&m->sides[0].nodes[i]) == is_division(&m->sides[1].nodes[j]) &&
           !(w->round == PX_MATCH_SURE && px_match_awaited(m, w->left, 0, i));
}

static double bonus(const weighing *w, size_t i, size_t j)
{
    const px_matcher *m = w->m;

    return (px_match_same_parent(m, i, j) ? FOR_PARENT : 0) +
           (same_number(m, i, j) ? FOR_NUMBER : 0) +
           (px_match_near_fits(w->near, i, j) ? FOR_PLACE : 0) +
           (m->sides[0].nodes[i].kind == m->sides[1].nodes[j].kind ? FOR_KIND : 0) -
           FOR_DISTANCE * (double)PX_MIN(px_match_near_distance(w->near, i, j), FAR);
}

static bool is_here(const weighing *w, size_t i, size_t j)
{
    return px_match_same_parent(w->m, i, j) &&
           (same_number(w->m, i, j) || px_match_near_fits(w->near, i, j));
}

static bool is_contained(px_matcher *m, px_match_words a, px_match_words b)
{
    px_match_words part = a.count < b.count ? a : b, whole = a.count < b.count ? b : a;

    return (double)px_match_covered(m, part, whole) >= LEAST_SHARE * (double)part.count;
}

/* The words of the new node are the pattern. */
static void weigh(weighing *w, size_t i, size_t j)
{
    px_matcher *m = w->m;
    px_match_words a = m->sides[0].words[i], b = m->sides[1].words[j];
    px_match_candidate c = { .old_node = i, .new_node = j };
    size_t least = PX_MIN(a.count, b.count);
    bool here = is_here(w, i, j);
    double fit, share;

    px_match_lcs_start(&m->lcs);
    px_match_lcs_run(&m->lcs, a);
    c.common = px_match_lcs_length(&m->lcs);
    c.similarity = px_match_dice(c.common, a.count, b.count);
    share = (double)c.common / (double)PX_MAX(least, 1);
    fit = 0.6 * c.similarity + 0.4 * px_match_rare(m, a, b);
    if (rounds[w->round].contained && share >= LEAST_SHARE &&
        least > (here ? FEW_WORDS : MANY_WORDS) && is_contained(m, a, b))
        fit = PX_MAX(fit, 0.5 * (share + c.similarity));
    if (fit < (here ? rounds[w->round].here : rounds[w->round].elsewhere) ||
        (least <= FEW_WORDS && !here))
        return;
    c.weak = fit < (here ? DOUBTFUL_HERE : DOUBTFUL_ELSEWHERE);
    c.score = fit + bonus(w, i, j);
    w->candidates =
        px_arena_grow(m->arena, w->candidates, w->count, &w->room, sizeof(*w->candidates));
    w->candidates[w->count++] = c;
}

static void weigh_for(weighing *w, size_t j)
{
    size_t nodes[MOST_FOUND + MOST_NEAR];
    size_t count = px_match_index_find(w->index, j, false, nodes, MOST_FOUND);

    count += px_match_near_find(w->near, j, nodes + count, MOST_NEAR);
    if (!count)
        return;
    px_match_lcs_set(w->m, w->m->sides[1].words[j]);
    for (size_t k = 0; k < count; k++) {
        if (w->stamp[nodes[k]] == j + 1 || !comparable(w, nodes[k], j))
            continue;
        w->stamp[nodes[k]] = j + 1;
        weigh(w, nodes[k], j);
    }
}

static int by_score(const void *x, const void *y)
{
    const px_match_candidate *a = x, *b = y;

    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    if (a->common != b->common)
        return a->common > b->common ? -1 : 1;
    if (a->new_node != b->new_node)
        return a->new_node < b->new_node ? -1 : 1;
    return (a->old_node > b->old_node) - (a->old_node < b->old_node);
}

static void doubt(px_matcher *m, int side, size_t node)
{
    m->sides[side].partner[node].doubtful = true;
    m->sides[!side].partner[m->sides[side].partner[node].node].doubtful = true;
}

static void choose(weighing *w)
{
    px_matcher *m = w->m;

    px_match_sort(w->candidates, w->count, sizeof(*w->candidates), by_score);
    for (size_t k = 0; k < w->count; k++) {
        const px_match_candidate *c = &w->candidates[k];
        bool number = same_number(m, c->old_node, c->new_node) && c->similarity >= 0.5 &&
                      px_match_same_parent(m, c->old_node, c->new_node);

        m->seen = px_arena_grow(m->arena, m->seen, m->n_seen, &m->seen_room, sizeof(*m->seen));
        m->seen[m->n_seen++] = *c;
        if (!px_match_may_pair(m, c->old_node, c->new_node))
            continue;
        px_match_pair(m, c->old_node, c->new_node, number ? PX_MATCH_NUMBER : PX_MATCH_SIMILAR,
                      c->similarity, c->score);
        if (c->weak)
            doubt(m, 0, c->old_node);
        px_match_parts_beside(m, c->old_node, c->new_node);
    }
}

void px_match_similar(px_matcher *m, px_match_round round)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_match_half *n = &m->sides[1];
    weighing w = { .m = m, .round = round };

    w.index = px_match_index_make(m, arena, 0);
    w.near = px_match_near_make(m, arena);
    w.left = px_match_left(m);
    w.stamp = px_arena_array(arena, PX_MAX(m->sides[0].count, 1), sizeof(*w.stamp));
    for (size_t j = 0; j < n->count; j++) {
        if (px_matched(m, 1, j) || !n->words[j].count ||
            (round == PX_MATCH_SURE && px_match_awaited(m, w.left, 1, j)))
            continue;
        weigh_for(&w, j);
    }
    choose(&w);
}

/* ---- Doubts */

/* A candidate is as good as the pair that was made. */
#define NEARLY 0.08

static bool rivals(const px_matcher *m, int side, size_t node, size_t rival, double score)
{
    const px_match_half *half = &m->sides[side];
    px_match_reason reason = half->partner[node].reason;

    if (reason != PX_MATCH_SIMILAR && reason != PX_MATCH_NUMBER)
        return false;
    if (half->partner[node].node == rival || score < half->score[node] - NEARLY)
        return false;
    return !px_matched(m, !side, rival) || m->sides[!side].score[rival] <= score;
}

void px_match_doubts(px_matcher *m)
{
    for (size_t k = 0; k < m->n_seen; k++) {
        const px_match_candidate *c = &m->seen[k];

        if (rivals(m, 0, c->old_node, c->new_node, c->score))
            doubt(m, 0, c->old_node);
        if (rivals(m, 1, c->new_node, c->old_node, c->score))
            doubt(m, 1, c->new_node);
    }
}
