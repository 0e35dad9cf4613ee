/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Splits and merges: words of a node without partner that stand in a node of the other side, where
 * that node's partner does not have them already.
 */
#include "code/compare/match_priv.h"

#include "base/banned.h"

#define MOST_FOUND 8
#define LEAST_WORDS 3
/* Of the words of a part: those that stand in the whole and not yet in another part, in order; and
 * those that stand there in runs. */
#define LEAST_ADDED 0.6
#define LEAST_COVERED 0.5
#define ELSEWHERE_COVERED 0.8
#define MANY_WORDS 8
/* How many nodes beside a pair are looked at after the last one that is a part. */
#define PASS_OVER 2
#define MOST_PARTS 64

/* A whole with its partner and the parts that are known, in the order of the text. */
typedef struct holding {
    px_matcher *m;
    int side; /* of the whole: 0: a split; 1: a merge */
    size_t whole;
    size_t nodes[MOST_PARTS];
    size_t count, words; /* words of the whole that these have */
} holding;

static void add_part(px_matcher *m, px_match_part part)
{
    size_t *last = &m->last_part[part.merge ? 1 : 0][part.whole];

    m->parts = px_arena_grow(m->arena, m->parts, m->n_parts, &m->parts_room, sizeof(*m->parts));
    m->part_before = px_arena_grow(m->arena, m->part_before, m->n_parts, &m->before_room,
                                   sizeof(*m->part_before));
    m->parts[m->n_parts] = part;
    m->part_before[m->n_parts] = *last;
    *last = ++m->n_parts;
    m->is_part[part.merge ? 0 : 1][part.part] = true;
}

static void hold_node(holding *h, size_t node)
{
    size_t at = h->count++;

    while (at > 0 && h->nodes[at - 1] > node) {
        h->nodes[at] = h->nodes[at - 1];
        at--;
    }
    h->nodes[at] = node;
}

static void hold(holding *h, px_matcher *m, int side, size_t whole)
{
    *h = (holding){ .m = m, .side = side, .whole = whole };
    hold_node(h, m->sides[side].partner[whole].node);
    for (size_t k = m->last_part[side][whole]; k && h->count < MOST_PARTS;
         k = m->part_before[k - 1])
        hold_node(h, m->parts[k - 1].part);
    px_match_lcs_set(m, m->sides[side].words[whole]);
    px_match_lcs_start(&m->lcs);
    for (size_t k = 0; k < h->count; k++)
        px_match_lcs_run(&m->lcs, m->sides[!side].words[h->nodes[k]]);
    h->words = px_match_lcs_length(&m->lcs);
}

/* Words of the whole that are held when the node is put in at its place. */
static size_t words_with(const holding *h, size_t node)
{
    px_match_lcs *lcs = &h->m->lcs;
    const px_match_words *words = h->m->sides[!h->side].words;
    bool run = false;

    px_match_lcs_start(lcs);
    for (size_t k = 0; k < h->count; k++) {
        if (!run && node < h->nodes[k]) {
            px_match_lcs_run(lcs, words[node]);
            run = true;
        }
        px_match_lcs_run(lcs, words[h->nodes[k]]);
    }
    if (!run)
        px_match_lcs_run(lcs, words[node]);
    return px_match_lcs_length(lcs);
}

/* Words that the node adds, or 0 where it is no part. */
static size_t words_added(const holding *h, size_t node)
{
    px_matcher *m = h->m;
    px_match_words words = m->sides[!h->side].words[node];
    px_match_words whole = m->sides[h->side].words[h->whole];
    size_t added;

    if (words.count < LEAST_WORDS || whole.count < h->words + LEAST_WORDS)
        return 0;
    added = words_with(h, node) - h->words;
    if (added < LEAST_WORDS || (double)added < LEAST_ADDED * (double)words.count ||
        (double)px_match_covered(m, words, whole) < LEAST_COVERED * (double)words.count)
        return 0;
    return added;
}

static void take_part(holding *h, size_t node, size_t added)
{
    hold_node(h, node);
    h->words += added;
    add_part(h->m, (px_match_part){
                       .merge = h->side == 1,
                       .whole = h->whole,
                       .part = node,
                       .share = (double)added / (double)h->m->sides[!h->side].words[node].count,
                   });
}

static bool is_free(const px_matcher *m, int side, size_t node)
{
    return !px_matched(m, side, node) && !m->is_part[side][node];
}

/* ---- Beside the partner */

/* A walk away from the partner. */
typedef struct walk {
    size_t at, passed; /* place in spoken; how many since the last part */
    size_t added;      /* by the node there */
} walk;

/* Goes on to the next node that is a part; false where there is none within reach. */
static bool walk_on(const holding *h, walk *w, bool forward)
{
    const px_match_half *half = &h->m->sides[!h->side];

    for (w->added = 0; !w->added && w->passed <= PASS_OVER; w->passed++) {
        if (forward ? w->at + 1 >= half->n_spoken : w->at == 0)
            return false;
        w->at += forward ? 1 : SIZE_MAX;
        if (is_free(h->m, !h->side, half->spoken[w->at]))
            w->added = words_added(h, half->spoken[w->at]);
    }
    return w->added > 0;
}

/* Both ways, the larger part first. */
static void walk_beside(holding *h)
{
    const px_match_half *half = &h->m->sides[!h->side];
    size_t from = half->rank[h->m->sides[h->side].partner[h->whole].node];
    walk ahead = { .at = from }, back = { .at = from };
    bool more = walk_on(h, &ahead, true), less = walk_on(h, &back, false);

    while ((more || less) && h->count < MOST_PARTS) {
        bool forward = more && (!less || ahead.added >= back.added);
        walk *w = forward ? &ahead : &back;
        size_t added = words_added(h, half->spoken[w->at]);

        if (added)
            take_part(h, half->spoken[w->at], added);
        w->passed = added ? 0 : w->passed;
        if (forward)
            more = walk_on(h, w, true);
        else
            less = walk_on(h, w, false);
    }
}

void px_match_parts_beside(px_matcher *m, size_t old_node, size_t new_node)
{
    for (int side = 0; side < 2; side++) {
        holding h;

        hold(&h, m, side, side ? new_node : old_node);
        walk_beside(&h);
    }
}

/* ---- Exactly */

/* How far from the place where it should be the first part is looked for. */
#define REACH 8

/* How many free nodes from this place on make up the words of the whole; 0: they do not. */
static size_t parts_from(const px_matcher *m, int side, px_match_words whole, size_t place)
{
    const px_match_half *half = &m->sides[side];
    size_t done = 0, count = 0;

    for (; place < half->n_spoken && done < whole.count && count < MOST_PARTS; place++, count++) {
        px_match_words w = half->words[half->spoken[place]];

        if (!is_free(m, side, half->spoken[place]) || w.count < LEAST_WORDS ||
            w.count > whole.count - done ||
            memcmp(w.words, whole.words + done, w.count * sizeof(*w.words)) != 0)
            return 0;
        done += w.count;
    }
    return done == whole.count && count > 1 ? count : 0;
}

/* The largest part becomes the partner. */
static void take_parts(px_matcher *m, int side, size_t whole, size_t place, size_t count)
{
    const px_match_half *half = &m->sides[!side];
    size_t all = m->sides[side].words[whole].count, largest = half->spoken[place];

    for (size_t k = 1; k < count; k++)
        if (half->words[half->spoken[place + k]].count > half->words[largest].count)
            largest = half->spoken[place + k];
    if (!px_match_may_pair(m, side ? largest : whole, side ? whole : largest))
        return;
    px_match_pair(m, side ? largest : whole, side ? whole : largest, PX_MATCH_SIMILAR,
                  px_match_dice(half->words[largest].count, all, half->words[largest].count), 1);
    for (size_t k = 0; k < count; k++)
        if (half->spoken[place + k] != largest)
            add_part(m, (px_match_part){ side == 1, whole, half->spoken[place + k], 1 });
}

/* The parts nearest to the place where they should begin, not before `low`. */
static void try_exact(px_matcher *m, int side, size_t whole, size_t low, size_t place)
{
    const px_match_half *half = &m->sides[!side];

    for (size_t step = 0; step <= 2 * REACH; step++) {
        size_t away = (step + 1) / 2, at = step % 2 ? place + away : place - away;
        size_t count = away <= place && at >= low && at < half->n_spoken
                           ? parts_from(m, !side, m->sides[side].words[whole], at)
                           : 0;

        if (count) {
            take_parts(m, side, whole, at, count);
            return;
        }
    }
}

void px_match_exact_parts(px_matcher *m)
{
    for (int side = 0; side < 2; side++) {
        const px_match_half *half = &m->sides[side];
        size_t low = 0, since = 0;

        for (size_t k = 0; k < half->n_spoken; k++, since++) {
            size_t node = half->spoken[k];

            if (is_free(m, side, node) && half->words[node].count >= 2 * LEAST_WORDS)
                try_exact(m, side, node, low, low + since);
            if (px_matched(m, side, node)) {
                low = m->sides[!side].rank[half->partner[node].node] + 1;
                since = SIZE_MAX; /* 0 for the next */
            }
        }
    }
}

/* ---- Anywhere */

/* What stands elsewhere must say more than what stands beside the partner. */
static bool is_telling(const holding *h, size_t part, size_t added)
{
    px_match_words words = h->m->sides[!h->side].words[part];

    return added >= MANY_WORDS &&
           (double)px_match_covered(h->m, words, h->m->sides[h->side].words[h->whole]) >=
               ELSEWHERE_COVERED * (double)words.count;
}

static void find_whole(px_match_index *index, px_matcher *m, int side, size_t part)
{
    size_t nodes[MOST_FOUND], best = MOST_FOUND, most = 0;
    size_t count = px_match_index_find(index, part, true, nodes, MOST_FOUND);
    holding h;

    for (size_t k = 0; k < count; k++) {
        size_t added;

        hold(&h, m, side, nodes[k]);
        added = h.count < MOST_PARTS ? words_added(&h, part) : 0;
        if (added > most && is_telling(&h, part, added)) {
            most = added;
            best = k;
        }
    }
    if (best == MOST_FOUND)
        return;
    hold(&h, m, side, nodes[best]);
    take_part(&h, part, most);
}

void px_match_find_parts(px_matcher *m)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    for (int side = 0; side < 2; side++) {
        px_match_index *index = px_match_index_make(m, arena, side);

        for (size_t i = 0; i < m->sides[!side].count; i++)
            if (is_free(m, !side, i) && m->sides[!side].words[i].count >= LEAST_WORDS)
                find_whole(index, m, side, i);
    }
}

/* ---- The larger part is the partner */

static int by_whole(const void *x, const void *y)
{
    const px_match_part *a = x, *b = y;

    if (a->merge != b->merge)
        return a->merge ? 1 : -1;
    if (a->whole != b->whole)
        return a->whole < b->whole ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

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
    /* A partner that has parts of its own stays one. */
    if (largest < count && !m->last_part[!side][p->node] &&
        px_match_ids_allow(m, side ? parts[largest].part : parts[0].whole,
                           side ? parts[0].whole : parts[largest].part))
        exchange(m, &parts[largest], own);
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
