/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/code/planted.h"

#include <stdlib.h>

#include "unit/code/sides.h"
#include "unit/testing.h"

#define NOBODY PX_OUTLINE_TOP

size_t px_plant_draw(px_plant_random *random, size_t below)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return below ? (size_t)((random->state * 0x2545F4914F6CDD1DULL) >> 33) % below : 0;
}

/* A node of the new text while it is being made. */
typedef struct item {
    px_match_node node;
    size_t parent; /* item, or NOBODY */
    double place;  /* among its siblings */
    size_t old_node[2];
    bool gone, used, reworded, moved;
} item;

typedef struct planting {
    px_arena *arena;
    const px_match_side *old_side;
    px_plant_random *random;
    item *items; /* the first ones are the old nodes */
    size_t count, n_old;
    px_str *words; /* of the whole text, in order */
    size_t n_words;
    size_t *next;      /* of each old node the sibling behind it, or NOBODY */
    size_t *weight;    /* of each old node with what is below it */
    bool *parent_used; /* something was moved within this parent */
    bool *leaf, *twin; /* twin: another node has the same words */
    px_planted *result;
} planting;

/* ---- Words */

static size_t words_of(px_arena *arena, px_str text, px_str **ret_words)
{
    px_str *words = px_arena_array(arena, text.len + 1, sizeof(*words)), word;
    size_t count = 0;

    while (text.len && px_str_split(&text, ' ', &word))
        if (word.len)
            words[count++] = word;
    *ret_words = words;
    return count;
}

static px_str joined(px_arena *arena, const px_str *words, size_t count)
{
    size_t len = 0;
    char *text;

    for (size_t i = 0; i < count; i++)
        len += words[i].len + 1;
    text = px_arena_alloc(arena, len + 1);
    len = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            text[len++] = ' ';
        memcpy(text + len, words[i].ptr, words[i].len);
        len += words[i].len;
    }
    return px_str_n(text, len);
}

static void set_text(planting *p, item *it, px_str text)
{
    it->node.text = text;
    px_test_hash(p->arena, &it->node);
}

/* ---- Edits; each returns whether it was possible */

typedef bool edit_fn(planting *p, size_t i);

static bool reword(planting *p, size_t i)
{
    px_str *old_words, *words;
    size_t count = words_of(p->arena, p->items[i].node.text, &old_words), n = 0;
    size_t edits = 1 + px_plant_draw(p->random, count / 5);
    bool *touched = px_arena_array(p->arena, count, sizeof(bool));

    for (size_t k = 0; k < edits;) {
        size_t at = px_plant_draw(p->random, count);

        k += !touched[at];
        touched[at] = true;
    }
    words = px_arena_array(p->arena, 2 * count, sizeof(*words));
    for (size_t k = 0; k < count; k++) {
        size_t how = touched[k] ? px_plant_draw(p->random, 3) : 3;

        if (how != 0 && how != 2)
            words[n++] = old_words[k];
        if (how == 0 || how == 1)
            words[n++] = p->words[px_plant_draw(p->random, p->n_words)];
    }
    if (n == count && px_str_eq(joined(p->arena, words, n), p->items[i].node.text))
        return false;
    set_text(p, &p->items[i], joined(p->arena, words, n));
    p->items[i].reworded = true;
    return true;
}

static bool delete_it(planting *p, size_t i)
{
    p->items[i].gone = true;
    return true;
}

/* A place behind that of the item, before the next. */
static double behind(planting *p, size_t i)
{
    return p->items[i].place + 0.1 + 0.0001 * (double)px_plant_draw(p->random, 8000);
}

static item *add_item(planting *p, size_t like, px_str text)
{
    item *it = &p->items[p->count++];

    *it = (item){ .node = p->items[like].node, .parent = p->items[like].parent };
    it->old_node[0] = it->old_node[1] = NOBODY;
    it->place = behind(p, like);
    it->used = true;
    it->node.heading = PX_STR("");
    if (it->node.number.len)
        it->node.number =
            px_str_of(px_arena_format(p->arena, "%.*s%zu", PX_STR_ARG(p->items[like].node.number),
                                      1 + px_plant_draw(p->random, 90)));
    set_text(p, it, text);
    return it;
}

static bool insert_new(planting *p, size_t i)
{
    px_str *like, *words;
    size_t n = 0, single = px_plant_draw(p->random, 2), count;

    count = words_of(p->arena, p->items[px_plant_draw(p->random, p->n_old)].node.text, &like);
    if (count < PX_PLANT_WORDS)
        return false;
    words = px_arena_array(p->arena, count + 8, sizeof(*words));
    while (n < count) {
        size_t run = single ? 1 : 3 + px_plant_draw(p->random, 4);
        size_t at = px_plant_draw(p->random, p->n_words - PX_MIN(p->n_words, run));

        for (size_t k = 0; k < run && n < count; k++)
            words[n++] = p->words[at + k];
    }
    (void)add_item(p, i, joined(p->arena, words, n));
    return true;
}

static bool split(planting *p, size_t i)
{
    px_str *words;
    size_t count = words_of(p->arena, p->items[i].node.text, &words), at = 0;

    if (count < 8)
        return false;
    if (px_plant_draw(p->random, 2))
        for (size_t k = 3; k + 4 < count && !at; k++)
            if (px_str_ends(words[k], PX_STR(".")))
                at = k + 1;
    if (!at)
        at = 4 + px_plant_draw(p->random, count - 7);
    add_item(p, i, joined(p->arena, words + at, count - at))->old_node[0] = i;
    set_text(p, &p->items[i], joined(p->arena, words, at));
    return true;
}

static bool merge(planting *p, size_t i)
{
    size_t other = p->next[i];
    px_str *words, pair[2];

    if (other == NOBODY || !p->leaf[other] || p->items[other].used ||
        p->items[other].node.kind != p->items[i].node.kind || p->items[other].node.heading.len ||
        words_of(p->arena, p->items[other].node.text, &words) < 4)
        return false;
    pair[0] = p->items[i].node.text;
    pair[1] = p->items[other].node.text;
    set_text(p, &p->items[i], joined(p->arena, pair, 2));
    p->items[i].old_node[1] = other;
    p->items[other].gone = p->items[other].used = true;
    return true;
}

static bool move_within(planting *p, size_t i)
{
    size_t parent = p->items[i].parent, passed = 0, last = i;
    size_t slot = parent == NOBODY ? p->n_old : parent, steps = 1 + px_plant_draw(p->random, 6);

    if (p->parent_used[slot])
        return false;
    for (size_t k = p->next[i]; k != NOBODY && !p->items[k].used && steps; k = p->next[k]) {
        passed += p->weight[k];
        last = k;
        steps -= passed > p->weight[i] + p->weight[i] / 5;
    }
    if (passed <= p->weight[i] + p->weight[i] / 5)
        return false;
    for (size_t k = p->next[i]; k != p->next[last]; k = p->next[k])
        p->items[k].used = true;
    p->parent_used[slot] = true;
    p->items[i].place = behind(p, last);
    return true;
}

static bool move_across(planting *p, size_t i)
{
    for (size_t tries = 0; tries < 50; tries++) {
        size_t to = px_plant_draw(p->random, p->n_old);

        if (!p->leaf[to] || p->items[to].node.kind != p->items[i].node.kind || p->items[to].moved ||
            p->items[to].parent == p->items[i].parent)
            continue;
        p->items[i].parent = p->items[to].parent;
        p->items[i].place = behind(p, to);
        return true;
    }
    return false;
}

static bool move(planting *p, size_t i)
{
    bool moved = false;

    if (p->twin[i])
        return false;
    if (px_plant_draw(p->random, 2))
        moved = move_within(p, i);
    if (!moved)
        moved = move_across(p, i);
    p->items[i].moved = moved;
    return moved;
}

static bool renumber(planting *p, size_t i)
{
    item *it = &p->items[i];

    if (!it->node.number.len)
        return false;
    it->node.number = px_str_of(px_arena_format(p->arena, "%.*s%zu", PX_STR_ARG(it->node.number),
                                                100 + px_plant_draw(p->random, 900)));
    return true;
}

static const struct {
    px_change_kind kind;
    edit_fn *fn;
} edits[] = {
    { PX_CHANGE_REWORDED, reword },     { PX_CHANGE_MOVED, move },
    { PX_CHANGE_SPLIT, split },         { PX_CHANGE_MERGED, merge },
    { PX_CHANGE_DELETED, delete_it },   { PX_CHANGE_NEW, insert_new },
    { PX_CHANGE_RENUMBERED, renumber },
};

/* ---- Setting up */

static int by_hash(const void *x, const void *y)
{
    const px_match_node *const *a = x, *const *b = y;

    return memcmp((*a)->hash, (*b)->hash, PX_TEXT_HASH_LEN);
}

static void find_twins(planting *p)
{
    const px_match_node **sorted = px_arena_array(p->arena, p->n_old + 1, sizeof(*sorted));

    for (size_t i = 0; i < p->n_old; i++)
        sorted[i] = &p->old_side->nodes[i];
    qsort(sorted, p->n_old, sizeof(*sorted), by_hash);
    for (size_t k = 1; k < p->n_old; k++)
        if (by_hash(&sorted[k - 1], &sorted[k]) == 0)
            p->twin[sorted[k] - p->old_side->nodes] = p->twin[sorted[k - 1] - p->old_side->nodes] =
                true;
}

static void set_up(planting *p)
{
    size_t n = p->n_old, *last = px_arena_array(p->arena, n + 1, sizeof(*last)), total = 0;

    for (size_t i = 0; i <= n; i++)
        last[i] = NOBODY;
    for (size_t i = 0; i < n; i++) {
        const px_match_node *node = &p->old_side->nodes[i];
        size_t slot = node->parent == NOBODY ? n : node->parent;

        p->items[i] = (item){ .node = *node, .parent = node->parent, .place = (double)i };
        p->items[i].old_node[0] = i;
        p->items[i].old_node[1] = NOBODY;
        p->next[i] = NOBODY;
        if (last[slot] != NOBODY)
            p->next[last[slot]] = i;
        last[slot] = i;
        p->leaf[i] = !px_provision_kinds[node->kind].division && node->text.len;
        if (node->parent != NOBODY)
            p->leaf[node->parent] = false;
        total += node->text.len;
    }
    for (size_t i = n; i-- > 0;) {
        p->weight[i] += 8 + p->items[i].node.heading.len + p->items[i].node.text.len;
        if (p->items[i].parent != NOBODY)
            p->weight[p->items[i].parent] += p->weight[i];
    }
    p->words = px_arena_array(p->arena, total + 1, sizeof(px_str));
    for (size_t i = 0; i < n; i++) {
        px_str *words;
        size_t count = words_of(p->arena, p->items[i].node.text, &words);

        memcpy(p->words + p->n_words, words, count * sizeof(*words));
        p->n_words += count;
    }
    p->count = n;
    find_twins(p);
}

static void plant_edits(planting *p, double share)
{
    size_t turn = px_plant_draw(p->random, PX_COUNT(edits));

    for (size_t i = 0; i < p->n_old; i++) {
        px_str *words;
        bool done = false;

        if (!p->leaf[i] || (double)px_plant_draw(p->random, 10000) >= share * 10000 ||
            p->items[i].used || words_of(p->arena, p->items[i].node.text, &words) < PX_PLANT_WORDS)
            continue;
        p->items[i].used = true;
        for (size_t tries = 0; !done && tries < PX_COUNT(edits); tries++, turn++) {
            size_t e = turn % PX_COUNT(edits);

            done = edits[e].fn(p, i);
            p->result->edits[edits[e].kind] += done;
            p->result->count += done;
        }
    }
}

/* ---- Giving out */

static int by_place(const void *x, const void *y)
{
    const item *const *a = x, *const *b = y;

    if ((*a)->parent != (*b)->parent)
        return (*a)->parent < (*b)->parent ? -1 : 1;
    return ((*a)->place > (*b)->place) - ((*a)->place < (*b)->place);
}

/* The k-th numbered child of a kind takes the k-th number that such children had before. */
static void number_in_order(const planting *p, item **sorted, size_t count, size_t parent)
{
    size_t from[PX_PROVISION_KIND_COUNT] = { 0 };

    for (size_t k = 0; k < count; k++) {
        item *it = sorted[k];
        size_t *at = &from[it->node.kind];

        if (!it->node.number.len || it->gone)
            continue;
        while (*at < p->n_old && (p->old_side->nodes[*at].parent != parent ||
                                  p->old_side->nodes[*at].kind != it->node.kind ||
                                  !p->old_side->nodes[*at].number.len))
            (*at)++;
        it->node.number = *at < p->n_old ? p->old_side->nodes[(*at)++].number
                                         : px_str_of(px_arena_format(p->arena, "z%zu", k));
    }
}

typedef struct emitting {
    planting *p;
    item **sorted; /* by parent and place */
    size_t total;
    bool renumber_all;
} emitting;

static void emit_children(emitting *e, size_t parent, size_t new_parent, int depth)
{
    size_t low = 0, high = e->total;
    px_planted *out = e->p->result;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (e->sorted[middle]->parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    for (high = low; high < e->total && e->sorted[high]->parent == parent;)
        high++;
    if (e->renumber_all && high > low && high - low < 1000)
        number_in_order(e->p, e->sorted + low, high - low, parent);
    for (size_t k = low; k < high; k++) {
        const item *it = e->sorted[k];
        size_t at = out->new_side.count;

        if (it->gone)
            continue;
        out->new_side.count++;
        out->new_side.nodes[at] = it->node;
        out->new_side.nodes[at].parent = new_parent;
        out->new_side.nodes[at].depth = depth;
        out->truth[at] = (px_plant_truth){
            .old_node = { it->old_node[0], it->old_node[1] },
            .reworded = it->reworded,
            .moved = it->moved,
            .renumbered =
                it->old_node[0] != NOBODY &&
                !px_str_eq(it->node.number, e->p->old_side->nodes[it->old_node[0]].number),
        };
        emit_children(e, (size_t)(it - e->p->items), at, depth + 1);
    }
}

void px_plant(px_arena *arena, const px_match_side *old_side, px_plant_random *random, double share,
              bool renumber_all, px_planted *ret_planted)
{
    size_t n = old_side->count;
    planting p = { .arena = arena, .old_side = old_side, .random = random, .n_old = n };
    emitting e = { .p = &p, .renumber_all = renumber_all };

    *ret_planted = (px_planted){ .old_side = old_side };
    p.result = ret_planted;
    p.items = px_arena_array(arena, 2 * n + 1, sizeof(item));
    p.next = px_arena_array(arena, n + 1, sizeof(size_t));
    p.weight = px_arena_array(arena, n + 1, sizeof(size_t));
    p.parent_used = px_arena_array(arena, n + 1, sizeof(bool));
    p.leaf = px_arena_array(arena, n + 1, sizeof(bool));
    p.twin = px_arena_array(arena, n + 1, sizeof(bool));
    set_up(&p);
    plant_edits(&p, share);
    e.sorted = px_arena_array(arena, p.count + 1, sizeof(item *));
    for (size_t i = 0; i < p.count; i++)
        e.sorted[i] = &p.items[i];
    e.total = p.count;
    qsort(e.sorted, e.total, sizeof(item *), by_place);
    ret_planted->new_side.nodes = px_arena_array(arena, p.count + 1, sizeof(px_match_node));
    ret_planted->truth = px_arena_array(arena, p.count + 1, sizeof(px_plant_truth));
    emit_children(&e, NOBODY, NOBODY, 0);
}

/* ---- Judging */

typedef struct fact {
    px_change_kind kind;
    uint64_t words; /* of its nodes */
    size_t old_node, new_node;
} fact;

typedef struct facts {
    fact *facts;
    size_t count;
} facts;

static uint64_t hash_of(const px_match_side *side, size_t node)
{
    uint64_t hash = 0;

    if (node != NOBODY)
        memcpy(&hash, side->nodes[node].hash, sizeof(hash));
    return hash;
}

static void add_fact(facts *f, px_change_kind kind, uint64_t words, size_t old_node,
                     size_t new_node)
{
    f->facts[f->count++] = (fact){ kind, words, old_node, new_node };
}

static void add_pair_facts(facts *f, uint64_t words, bool reworded, bool moved, bool renumbered,
                           size_t old_node, size_t new_node)
{
    if (reworded)
        add_fact(f, PX_CHANGE_REWORDED, words, old_node, new_node);
    if (moved)
        add_fact(f, PX_CHANGE_MOVED, words, old_node, new_node);
    if (renumbered)
        add_fact(f, PX_CHANGE_RENUMBERED, words, old_node, new_node);
    if (!reworded && !moved && !renumbered)
        add_fact(f, PX_CHANGE_KEPT, words, old_node, new_node);
}

/* Parts of a split or merge may be named in any order. */
static facts found_facts(px_arena *arena, const px_comparison *c)
{
    facts f = { px_arena_array(arena, 3 * c->count + 1, sizeof(fact)), 0 };

    for (size_t k = 0; k < c->count; k++) {
        const px_change *change = &c->changes[k];
        uint64_t o = hash_of(c->old_side, change->old_node);
        uint64_t n = hash_of(c->new_side, change->new_node);

        for (size_t x = 0; x < change->n_others; x++) {
            if (change->kind == PX_CHANGE_SPLIT)
                n += hash_of(c->new_side, change->others[x]);
            else
                o += hash_of(c->old_side, change->others[x]);
        }
        if (change->n_others || change->kind == PX_CHANGE_NEW || change->kind == PX_CHANGE_DELETED)
            add_fact(&f, change->kind, o * 3 + n, change->old_node, change->new_node);
        else
            add_pair_facts(&f, o * 3 + n, change->reworded, change->moved, change->renumbered,
                           change->old_node, change->new_node);
    }
    return f;
}

static facts true_facts(px_arena *arena, const px_planted *p)
{
    const px_match_side *o = p->old_side, *n = &p->new_side;
    facts f = { px_arena_array(arena, 3 * (o->count + n->count) + 1, sizeof(fact)), 0 };
    size_t *first = px_arena_array(arena, o->count + 1, sizeof(*first));
    uint64_t *words = px_arena_array(arena, o->count + 1, sizeof(*words));
    size_t *times = px_arena_array(arena, o->count + 1, sizeof(*times));

    for (size_t j = 0; j < n->count; j++) {
        const px_plant_truth *t = &p->truth[j];

        if (t->old_node[0] == NOBODY)
            add_fact(&f, PX_CHANGE_NEW, hash_of(n, j), NOBODY, j);
        for (size_t k = 0; k < 2 && t->old_node[k] != NOBODY; k++) {
            if (!times[t->old_node[k]]++)
                first[t->old_node[k]] = j;
            words[t->old_node[k]] += hash_of(n, j);
        }
        if (t->old_node[1] != NOBODY)
            add_fact(&f, PX_CHANGE_MERGED,
                     (hash_of(o, t->old_node[0]) + hash_of(o, t->old_node[1])) * 3 + hash_of(n, j),
                     t->old_node[0], j);
    }
    for (size_t i = 0; i < o->count; i++) {
        const px_plant_truth *t = &p->truth[first[i]];
        uint64_t both = hash_of(o, i) * 3 + words[i];

        if (!times[i])
            add_fact(&f, PX_CHANGE_DELETED, hash_of(o, i) * 3, i, NOBODY);
        else if (times[i] > 1)
            add_fact(&f, PX_CHANGE_SPLIT, both, i, first[i]);
        else if (t->old_node[1] == NOBODY)
            add_pair_facts(&f, both, t->reworded, t->moved, t->renumbered, i, first[i]);
    }
    return f;
}

static int by_fact(const void *x, const void *y)
{
    const fact *a = x, *b = y;

    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    return (a->words > b->words) - (a->words < b->words);
}

static void show_fact(const char *what, const px_planted *p, const fact *f)
{
    printf("# %s %s\n", what, px_change_kind_name(f->kind));
    if (f->old_node != NOBODY)
        printf("#   - %zu %.*s | %.*s\n", f->old_node,
               PX_STR_ARG(p->old_side->nodes[f->old_node].number),
               PX_STR_ARG(p->old_side->nodes[f->old_node].text));
    if (f->new_node != NOBODY)
        printf("#   + %zu %.*s | %.*s\n", f->new_node,
               PX_STR_ARG(p->new_side.nodes[f->new_node].number),
               PX_STR_ARG(p->new_side.nodes[f->new_node].text));
}

void px_plant_judge(px_arena *arena, const px_planted *planted, const px_comparison *comparison,
                    bool show, px_plant_score *score)
{
    facts t = true_facts(arena, planted), f = found_facts(arena, comparison);

    qsort(t.facts, t.count, sizeof(fact), by_fact);
    qsort(f.facts, f.count, sizeof(fact), by_fact);
    for (size_t i = 0; i < t.count; i++)
        score->truth[t.facts[i].kind]++;
    for (size_t i = 0; i < f.count; i++)
        score->found[f.facts[i].kind]++;
    for (size_t i = 0, j = 0; i < t.count || j < f.count;) {
        int order = i == t.count ? 1 : j == f.count ? -1 : by_fact(&t.facts[i], &f.facts[j]);

        if (order == 0)
            score->right[t.facts[i].kind]++;
        else if (show && t.count && f.count)
            show_fact(order < 0 ? "missed" : "wrongly", planted,
                      order < 0 ? &t.facts[i] : &f.facts[j]);
        i += order <= 0;
        j += order >= 0;
    }
}
