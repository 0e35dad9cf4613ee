/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An index from features to the nodes of one side that have them. Features of a node are its
 * shingles (three words running) and, where it is short, its pairs of words and its words. Only
 * features that a node without partner on the other side has are kept, and of a frequent feature
 * only the fact that it is frequent: so a look-up costs a bounded number of steps.
 */
#include <math.h>

#include "code/compare/match_priv.h"

#include "base/banned.h"

#define SHORT_TEXT 12   /* words: what is shorter is looked for by pairs and single words too */
#define MOST_NODES 48   /* a feature of more nodes is too frequent to tell anything */
#define MOST_STEPS 1024 /* postings that one look-up reads, rare features first */

typedef struct posting {
    uint32_t node, next; /* next: index + 1 */
} posting;

typedef struct feature {
    uint64_t hash;               /* 0: free */
    uint32_t count[2], first[2]; /* of nodes without a partner and of those with one */
    uint32_t last_node;          /* so that a node counts once; index + 1 */
} feature;

struct px_match_index {
    px_matcher *m;
    px_arena *arena;
    int side;
    feature *features;
    size_t room; /* a power of two */
    posting *postings;
    size_t n_postings, postings_room;
    float *score;    /* of each node, 0 between look-ups */
    size_t *touched; /* nodes with a score */
    size_t n_touched;
    const feature **asked; /* features of the node that is looked up */
    size_t n_asked;
};

/* ---- Features */

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x7FB5D329728EA185ULL;
    x ^= x >> 27;
    x *= 0x81DADEF4BC2DD44DULL;
    return (x ^ x >> 33) | 1;
}

static uint64_t feature_of(const px_match_word *words, size_t count)
{
    uint64_t h = count;

    for (size_t i = 0; i < count; i++)
        h = mix(h * 0x9E3779B97F4A7C15ULL + words[i]);
    return h;
}

typedef void feature_fn(px_match_index *index, size_t node, uint64_t hash);

static void each_feature(px_match_index *index, px_match_words w, size_t node, feature_fn *fn)
{
    size_t least = w.count <= SHORT_TEXT ? 1 : 3;

    for (size_t size = least; size <= 3; size++)
        for (size_t i = 0; i + size <= w.count; i++)
            fn(index, node, feature_of(w.words + i, size));
}

static feature *find_feature(const px_match_index *index, uint64_t hash)
{
    size_t at = (size_t)hash & (index->room - 1);

    while (index->features[at].hash && index->features[at].hash != hash)
        at = (at + 1) & (index->room - 1);
    return &index->features[at];
}

static void want_feature(px_match_index *index, size_t node, uint64_t hash)
{
    (void)node;
    find_feature(index, hash)->hash = hash;
}

static void post_feature(px_match_index *index, size_t node, uint64_t hash)
{
    feature *f = find_feature(index, hash);
    int partnered = px_matched(index->m, index->side, node);

    if (!f->hash || f->last_node == node + 1)
        return;
    f->last_node = (uint32_t)node + 1;
    if (f->count[partnered]++ >= MOST_NODES)
        return;
    index->postings = px_arena_grow(index->arena, index->postings, index->n_postings,
                                    &index->postings_room, sizeof(*index->postings));
    index->postings[index->n_postings] = (posting){ (uint32_t)node, f->first[partnered] };
    f->first[partnered] = (uint32_t)++index->n_postings;
}

/* ---- Words in common runs */

/* How many words of the part stand in runs of at least RUN words that the whole has too. */
#define RUN 3

size_t px_match_covered(px_matcher *m, px_match_words part, px_match_words whole)
{
    size_t room = 64, covered = 0, until = 0;
    uint64_t *seen;

    if (part.count < RUN || whole.count < RUN)
        return 0;
    while (room < 2 * whole.count)
        room *= 2;
    seen = m->seen_runs = px_match_room(m->arena, m->seen_runs, &m->seen_runs_room, room);
    memset(seen, 0, room * sizeof(*seen));
    for (size_t i = 0; i + RUN <= whole.count; i++) {
        uint64_t hash = feature_of(whole.words + i, RUN);
        size_t at = (size_t)hash & (room - 1);

        while (seen[at] && seen[at] != hash)
            at = (at + 1) & (room - 1);
        seen[at] = hash;
    }
    for (size_t i = 0; i + RUN <= part.count; i++) {
        uint64_t hash = feature_of(part.words + i, RUN);
        size_t at = (size_t)hash & (room - 1);

        while (seen[at] && seen[at] != hash)
            at = (at + 1) & (room - 1);
        if (seen[at]) {
            covered += i + RUN - PX_MAX(until, i);
            until = i + RUN;
        }
    }
    return covered;
}

/* ---- Making */

static size_t features_wanted(const px_matcher *m, int side)
{
    size_t wanted = 0;

    for (size_t i = 0; i < m->sides[side].count; i++)
        if (!px_matched(m, side, i))
            wanted += (m->sides[side].words[i].count <= SHORT_TEXT ? 3 : 1) *
                      m->sides[side].words[i].count;
    return wanted;
}

px_match_index *px_match_index_make(px_matcher *m, px_arena *arena, int side)
{
    px_match_index *index = px_arena_alloc(arena, sizeof(*index));
    const px_match_half *asking = &m->sides[!side], *half = &m->sides[side];
    size_t wanted = features_wanted(m, !side);

    *index = (px_match_index){ .m = m, .arena = arena, .side = side, .room = 64 };
    while (index->room < 2 * wanted)
        index->room *= 2;
    index->features = px_arena_array(arena, index->room, sizeof(*index->features));
    index->score = px_arena_array(arena, PX_MAX(half->count, 1), sizeof(*index->score));
    index->touched = px_arena_array(arena, PX_MAX(half->count, 1), sizeof(*index->touched));
    index->asked = px_arena_array(arena, 3 * PX_MATCH_MAX_WORDS, sizeof(*index->asked));
    for (size_t i = 0; i < asking->count; i++)
        if (!px_matched(m, !side, i))
            each_feature(index, asking->words[i], i, want_feature);
    for (size_t i = 0; wanted && i < half->count; i++)
        each_feature(index, half->words[i], i, post_feature);
    return index;
}

/* ---- Looking up */

static void ask_feature(px_match_index *index, size_t node, uint64_t hash)
{
    const feature *f = find_feature(index, hash);

    (void)node;
    if (f->hash)
        index->asked[index->n_asked++] = f;
}

/* Gives the nodes of a feature its weight: the rarer, the heavier. Returns the steps it took. */
static size_t add_weight(px_match_index *index, const feature *f, bool partnered)
{
    float weight = 1.0F / sqrtf((float)f->count[partnered]);
    size_t steps = 0;

    for (uint32_t at = f->first[partnered]; at; at = index->postings[at - 1].next) {
        size_t node = index->postings[at - 1].node;

        if (index->score[node] <= 0)
            index->touched[index->n_touched++] = node;
        index->score[node] += weight;
        steps++;
    }
    return steps;
}

static void weigh_nodes(px_match_index *index, bool partnered)
{
    static const uint32_t limits[] = { 0, 3, 12, MOST_NODES };
    size_t steps = 0;

    for (size_t pass = 1; pass < PX_COUNT(limits); pass++)
        for (size_t i = 0; i < index->n_asked && steps < MOST_STEPS; i++) {
            uint32_t count = index->asked[i]->count[partnered];

            if (count > limits[pass - 1] && count <= limits[pass])
                steps += add_weight(index, index->asked[i], partnered);
        }
}

/* Takes the best of the nodes that were weighed, ties in the order of the text. */
static size_t take_best(px_match_index *index, size_t *ret_nodes, size_t max)
{
    size_t count = 0;

    for (size_t t = 0; t < index->n_touched; t++) {
        size_t node = index->touched[t], at = count;
        float score = index->score[node];

        while (at > 0 && (index->score[ret_nodes[at - 1]] < score ||
                          (index->score[ret_nodes[at - 1]] <= score && ret_nodes[at - 1] > node)))
            at--;
        if (at == max)
            continue;
        count = PX_MIN(count + 1, max);
        memmove(ret_nodes + at + 1, ret_nodes + at, (count - 1 - at) * sizeof(*ret_nodes));
        ret_nodes[at] = node;
    }
    for (size_t t = 0; t < index->n_touched; t++)
        index->score[index->touched[t]] = 0;
    index->n_touched = 0;
    return count;
}

size_t px_match_index_find(px_match_index *index, size_t node, bool partnered, size_t *ret_nodes,
                           size_t max)
{
    index->n_asked = 0;
    each_feature(index, index->m->sides[!index->side].words[node], node, ask_feature);
    weigh_nodes(index, partnered);
    return take_best(index, ret_nodes, max);
}
