/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>

#include "code/compare/match_priv.h"

#include "base/banned.h"

/* ---- By what is in them */

/* How many levels without partner stand between a pair and a pair of ancestors, at most. */
#define LEVELS 3

#define LEAST_IN_COMMON 0.6 /* words in common below: enough by itself */
#define LEAST_FIT 0.45      /* of what is below and the own words together */

/* What is in a container moves more often than the container: where two fit, the one below the same
 * parent is preferred. */
#define FOR_PARENT 0.25

typedef struct vote {
    size_t old_node, new_node;
    double weight;
} vote;

typedef struct votes {
    px_matcher *m;
    vote *votes;
    size_t count, room;
} votes;

static int by_pair(const void *x, const void *y)
{
    const vote *a = x, *b = y;

    if (a->new_node != b->new_node)
        return a->new_node < b->new_node ? -1 : 1;
    return (a->old_node > b->old_node) - (a->old_node < b->old_node);
}

/* The next ancestors without partner, at most LEVELS. */
static size_t ancestors_of(const px_matcher *m, int side, size_t node, size_t *ret_nodes)
{
    size_t count = 0;

    for (size_t p = m->sides[side].nodes[node].parent;
         p != PX_MATCH_NOBODY && !px_matched(m, side, p) && count < LEVELS;
         p = m->sides[side].nodes[p].parent)
        ret_nodes[count++] = p;
    return count;
}

/* Parents of a pair may differ in kind, further ancestors may not. */
static bool may_contain(const px_matcher *m, size_t p, size_t q, bool parents)
{
    px_provision_kind old_kind = m->sides[0].nodes[p].kind, new_kind = m->sides[1].nodes[q].kind;

    if (!px_match_may_pair(m, p, q))
        return false;
    return old_kind == new_kind || (parents && px_provision_kinds[old_kind].division ==
                                                   px_provision_kinds[new_kind].division);
}

static void vote_for_ancestors(votes *v, size_t i, size_t j)
{
    const px_match_half *o = &v->m->sides[0], *n = &v->m->sides[1];
    size_t above_old[LEVELS], above_new[LEVELS];
    size_t n_old = ancestors_of(v->m, 0, i, above_old);
    size_t n_new = n_old ? ancestors_of(v->m, 1, j, above_new) : 0;

    for (size_t a = 0; a < n_old; a++)
        for (size_t b = 0; b < n_new; b++) {
            if (!may_contain(v->m, above_old[a], above_new[b], a + b == 0))
                continue;
            v->votes = px_arena_grow(v->m->arena, v->votes, v->count, &v->room, sizeof(*v->votes));
            v->votes[v->count++] = (vote){
                .old_node = above_old[a],
                .new_node = above_new[b],
                .weight = PX_MIN(o->weight[i], n->weight[j]),
            };
        }
}

/* Adds the votes for the same pair up; returns how many pairs there are. */
static size_t count_votes(votes *v)
{
    size_t count = 0;

    px_match_sort(v->votes, v->count, sizeof(*v->votes), by_pair);
    for (size_t k = 0; k < v->count; k++) {
        if (count && by_pair(&v->votes[count - 1], &v->votes[k]) == 0)
            v->votes[count - 1].weight += v->votes[k].weight;
        else
            v->votes[count++] = v->votes[k];
    }
    return count;
}

static double own_similarity(px_matcher *m, size_t i, size_t j)
{
    px_match_words a = m->sides[0].words[i], b = m->sides[1].words[j];

    px_match_lcs_set(m, b);
    px_match_lcs_start(&m->lcs);
    px_match_lcs_run(&m->lcs, a);
    return px_match_dice(px_match_lcs_length(&m->lcs), a.count, b.count);
}

static double weight_below(const px_match_half *half, size_t node)
{
    return half->weight[node] - 1 - log2(1 + (double)half->words[node].count);
}

/* What stands before the two, and what stands behind them, is a pair. */
static double beside(const px_matcher *m, size_t i, size_t j)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t before_old = o->rank[i], before_new = n->rank[j];
    size_t old_end = o->end[i] < o->count ? o->rank[o->end[i]] : o->n_spoken;
    size_t new_end = n->end[j] < n->count ? n->rank[n->end[j]] : n->n_spoken;
    double found = 0;

    if (before_old && before_new)
        found += n->partner[n->spoken[before_new - 1]].node == o->spoken[before_old - 1];
    if (old_end < o->n_spoken && new_end < n->n_spoken)
        found += n->partner[n->spoken[new_end]].node == o->spoken[old_end];
    return 0.05 * found;
}

/* False where the two have too little in common. */
static bool fit_of(px_matcher *m, const vote *v, px_match_candidate *ret_candidate)
{
    const px_match_half *o = &m->sides[0], *n = &m->sides[1];
    size_t i = v->old_node, j = v->new_node;
    double below = weight_below(o, i) + weight_below(n, j);
    double kids = 2 * v->weight / PX_MAX(below, 1), fit = kids;
    px_match_candidate c = { .old_node = i, .new_node = j, .similarity = 1 };

    if (o->words[i].count || n->words[j].count) {
        c.similarity = own_similarity(m, i, j);
        fit = 0.5 * kids + 0.5 * c.similarity;
    }
    c.score = fit + (px_match_same_parent(m, i, j) ? 0.1 : 0) + beside(m, i, j) +
              (o->number[i] && o->number[i] == n->number[j] ? 0.08 : 0) -
              (o->nodes[i].kind == n->nodes[j].kind ? 0 : 0.1);
    if (kids < LEAST_IN_COMMON && c.score < LEAST_FIT)
        return false;
    c.score += px_match_same_parent(m, i, j) ? FOR_PARENT : 0;
    *ret_candidate = c;
    return true;
}

static int by_score(const void *x, const void *y)
{
    const px_match_candidate *a = x, *b = y;

    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    if (a->new_node != b->new_node)
        return a->new_node < b->new_node ? -1 : 1;
    return (a->old_node > b->old_node) - (a->old_node < b->old_node);
}

/* One pass; returns whether it made a pair. */
static bool match_containers(px_matcher *m)
{
    const px_match_half *n = &m->sides[1];
    votes v = { .m = m };
    px_match_candidate *candidates;
    size_t count, kept = 0;
    bool paired = false;

    for (size_t j = 0; j < n->count; j++)
        if (px_matched(m, 1, j))
            vote_for_ancestors(&v, n->partner[j].node, j);
    count = count_votes(&v);
    candidates = px_arena_array(m->arena, PX_MAX(count, 1), sizeof(*candidates));
    for (size_t k = 0; k < count; k++)
        kept += fit_of(m, &v.votes[k], &candidates[kept]);
    px_match_sort(candidates, kept, sizeof(*candidates), by_score);
    for (size_t k = 0; k < kept; k++) {
        const px_match_candidate *c = &candidates[k];

        if (!px_match_may_pair(m, c->old_node, c->new_node))
            continue;
        px_match_pair(m, c->old_node, c->new_node, PX_MATCH_PLACE, c->similarity, c->score);
        paired = true;
    }
    return paired;
}

void px_match_containers(px_matcher *m)
{
    /* Each pass may give the next level its votes. */
    for (int pass = 0; pass < PX_OUTLINE_MAX_DEPTH && match_containers(m); pass++)
        continue;
}

/* ---- By what is around them */

typedef struct family {
    px_matcher *m;
    size_t *members[2]; /* children of two partners, in order */
    size_t count[2];
    size_t *place; /* of each old child in its list */
} family;

/* How many siblings without partner are passed over in search of one of the same kind. */
#define PASS_OVER 16

static bool waits(const px_matcher *m, int side, size_t node)
{
    return !px_matched(m, side, node) && !m->sides[side].equal[node];
}

static bool same_place(const px_matcher *m, size_t i, size_t j)
{
    return waits(m, 0, i) && m->sides[0].nodes[i].kind == m->sides[1].nodes[j].kind &&
           m->sides[0].number[i] == m->sides[1].number[j] && px_match_may_pair(m, i, j);
}

/* Walks both lists in one direction: behind a pair of siblings, or at the start, the next of the
 * same kind are partners; strict: only those that stand there at once. */
static void walk_family(family *f, bool forward, bool strict)
{
    px_matcher *m = f->m;
    size_t next = 0;    /* of the old members, counted in the direction of the walk */
    bool beside = true; /* the new member before this one has its partner before next */

#define MEMBER(side, k) (f->members[side][forward ? (k) : f->count[side] - 1 - (k)])
    for (size_t k = 0; k < f->count[1]; k++) {
        size_t j = MEMBER(1, k);

        size_t reach = !strict ? PASS_OVER : beside ? 1 : 0;

        for (size_t t = next; waits(m, 1, j) && t < PX_MIN(f->count[0], next + reach); t++) {
            if (px_matched(m, 0, MEMBER(0, t)))
                break;
            if (same_place(m, MEMBER(0, t), j))
                px_match_pair(m, MEMBER(0, t), j, PX_MATCH_PLACE, 1, 0);
        }
        beside = px_matched(m, 1, j) && px_match_same_parent(m, m->sides[1].partner[j].node, j);
        if (beside) {
            size_t place = f->place[m->sides[1].partner[j].node];

            next = forward ? place + 1 : f->count[0] - place;
        }
    }
#undef MEMBER
}

static void list_children(family *f, int side, size_t parent)
{
    const px_match_half *half = &f->m->sides[side];
    size_t at = parent == PX_MATCH_NOBODY ? 0 : parent + 1;
    size_t end = parent == PX_MATCH_NOBODY ? half->count : half->end[parent];

    f->count[side] = 0;
    for (; at < end; at = half->end[at]) {
        if (side == 0)
            f->place[at] = f->count[side];
        f->members[side][f->count[side]++] = at;
    }
}

static void match_family(family *f, size_t old_parent, size_t new_parent, bool strict)
{
    bool any = false;

    list_children(f, 1, new_parent);
    for (size_t k = 0; !any && k < f->count[1]; k++)
        any = waits(f->m, 1, f->members[1][k]);
    if (!any)
        return;
    list_children(f, 0, old_parent);
    walk_family(f, true, strict);
    walk_family(f, false, strict);
}

void px_match_places(px_matcher *m, bool strict)
{
    family f = { .m = m };

    for (int side = 0; side < 2; side++)
        f.members[side] = px_arena_array(m->arena, m->sides[side].count + 1, sizeof(size_t));
    f.place = px_arena_array(m->arena, m->sides[0].count + 1, sizeof(size_t));
    match_family(&f, PX_MATCH_NOBODY, PX_MATCH_NOBODY, strict);
    for (size_t j = 0; j < m->sides[1].count; j++)
        if (px_matched(m, 1, j))
            match_family(&f, m->sides[1].partner[j].node, j, strict);
}
