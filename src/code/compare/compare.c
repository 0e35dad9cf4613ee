/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare.h"

#include "base/message.h"
#include "code/compare/compare_order.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} kinds[PX_CHANGE_KIND_COUNT] = {
    [PX_CHANGE_KEPT] = { "kept", N_("kept") },
    [PX_CHANGE_REWORDED] = { "reworded", N_("reworded") },
    [PX_CHANGE_MOVED] = { "moved", N_("moved") },
    [PX_CHANGE_RENUMBERED] = { "renumbered", N_("renumbered") },
    [PX_CHANGE_SPLIT] = { "split", N_("split") },
    [PX_CHANGE_MERGED] = { "merged", N_("merged") },
    [PX_CHANGE_NEW] = { "new", N_("new") },
    [PX_CHANGE_DELETED] = { "deleted", N_("deleted") },
};

const char *px_change_kind_name(px_change_kind kind)
{
    return kinds[(unsigned)kind < PX_CHANGE_KIND_COUNT ? kind : PX_CHANGE_KEPT].name;
}

const char *px_change_kind_title(px_change_kind kind)
{
    return kinds[(unsigned)kind < PX_CHANGE_KIND_COUNT ? kind : PX_CHANGE_KEPT].title;
}

typedef struct comparing {
    px_arena *arena;
    px_comparison *c;
    const bool *moved;
    /* For each node the first of its parts and how many there are. */
    const px_match_part **split, **merged;
    size_t *n_split, *n_merged;
} comparing;

#define NO_CHANGE SIZE_MAX

/* ---- Flags */

/* Its own number, or that of a level that was put in above it and holds its number now. */
static px_str number_of(const px_match_side *side, const px_match_partner *partners, size_t node)
{
    while (!side->nodes[node].number.len) {
        size_t parent = side->nodes[node].parent;

        if (parent == PX_OUTLINE_TOP || partners[parent].node != PX_OUTLINE_TOP ||
            parent + 1 != node)
            break;
        node = parent;
    }
    return side->nodes[node].number;
}

static bool is_renumbered(const px_comparison *c, size_t i, size_t j)
{
    return !px_match_same_number(c->old_side->nodes[i].number, c->new_side->nodes[j].number) &&
           !px_match_same_number(number_of(c->old_side, c->match.to_new, i),
                                 number_of(c->new_side, c->match.to_old, j));
}

static bool has_words(const px_match_node *node)
{
    return node->heading.len || node->text.len;
}

static bool is_reworded(const px_comparison *c, size_t i, size_t j)
{
    const px_match_node *a = &c->old_side->nodes[i], *b = &c->new_side->nodes[j];

    return (has_words(a) || has_words(b)) &&
           (!px_str_eq(a->heading, b->heading) || !px_str_eq(a->text, b->text));
}

static px_change_kind foremost(const px_change *change)
{
    if (change->moved)
        return PX_CHANGE_MOVED;
    if (change->reworded)
        return PX_CHANGE_REWORDED;
    return change->renumbered ? PX_CHANGE_RENUMBERED : PX_CHANGE_KEPT;
}

/* ---- Changes */

static size_t add_change(px_comparison *c, const px_change *change)
{
    c->changes[c->count] = *change;
    if (change->old_node != PX_OUTLINE_TOP)
        c->of_old[change->old_node] = c->count;
    if (change->new_node != PX_OUTLINE_TOP)
        c->of_new[change->new_node] = c->count;
    c->counts[change->kind]++;
    return c->count++;
}

/* Names the parts as further nodes of the change. */
static void take_others(comparing *k, px_change *change, const px_match_part *parts, size_t count,
                        size_t *of_part)
{
    change->others = px_arena_array(k->arena, count, sizeof(*change->others));
    for (size_t n = 0; n < count; n++) {
        change->others[change->n_others++] = parts[n].part;
        of_part[parts[n].part] = k->c->count;
    }
}

static void add_pair(comparing *k, size_t i, size_t j)
{
    px_comparison *c = k->c;
    const px_match_partner *partner = &c->match.to_new[i];
    px_change change = {
        .old_node = i,
        .new_node = j,
        .reworded = is_reworded(c, i, j),
        .moved = k->moved[i],
        .renumbered = is_renumbered(c, i, j),
        .reason = partner->reason,
        .similarity = partner->similarity,
        .doubtful = partner->doubtful,
    };

    change.kind = foremost(&change);
    if (k->n_split[i]) {
        change.kind = PX_CHANGE_SPLIT;
        take_others(k, &change, k->split[i], k->n_split[i], c->of_new);
    } else if (k->n_merged[j]) {
        change.kind = PX_CHANGE_MERGED;
        take_others(k, &change, k->merged[j], k->n_merged[j], c->of_old);
    }
    (void)add_change(c, &change);
}

/* ---- Order */

/* Old nodes that are gone and stand behind this one, until the next that has a change. */
static void add_gone(px_comparison *c, size_t first)
{
    for (size_t i = first; i < c->old_side->count; i++) {
        if (c->match.to_new[i].node != PX_OUTLINE_TOP)
            return;
        if (c->of_old[i] == NO_CHANGE)
            (void)add_change(c, &(px_change){ .kind = PX_CHANGE_DELETED,
                                              .old_node = i,
                                              .new_node = PX_OUTLINE_TOP });
    }
}

static void add_new(px_comparison *c, size_t j)
{
    if (c->of_new[j] == NO_CHANGE)
        (void)add_change(
            c, &(px_change){ .kind = PX_CHANGE_NEW, .old_node = PX_OUTLINE_TOP, .new_node = j });
}

/* Parts of a whole that has a change of its own kind are named there. */
static void find_parts(comparing *k)
{
    const px_match *match = &k->c->match;

    for (size_t n = 0; n < match->n_parts; n++) {
        const px_match_part *part = &match->parts[n];
        const px_match_part **first = part->merge ? k->merged : k->split;
        size_t *count = part->merge ? k->n_merged : k->n_split;

        if (!count[part->whole]++)
            first[part->whole] = part;
    }
}

/* Parts stand in the changes of their wholes, wherever these are in the order. */
static void claim_parts(comparing *k)
{
    px_comparison *c = k->c;

    for (size_t i = 0; i < c->old_side->count; i++)
        for (size_t n = 0; n < k->n_split[i]; n++)
            c->of_new[k->split[i][n].part] = 0;
    for (size_t j = 0; j < c->new_side->count; j++)
        for (size_t n = 0; n < k->n_merged[j] && !k->n_split[c->match.to_old[j].node]; n++)
            c->of_old[k->merged[j][n].part] = 0;
}

static size_t *weights_of(px_arena *arena, const px_match_side *side)
{
    size_t *weights = px_arena_array(arena, PX_MAX(side->count, 1), sizeof(*weights));

    for (size_t i = side->count; i-- > 0;) {
        const px_match_node *node = &side->nodes[i];

        weights[i] += 8 + node->heading.len + node->text.len;
        if (node->parent != PX_OUTLINE_TOP)
            weights[node->parent] += weights[i];
    }
    return weights;
}

static size_t *no_changes(px_arena *arena, size_t count)
{
    size_t *of = px_arena_array(arena, PX_MAX(count, 1), sizeof(*of));

    for (size_t i = 0; i < count; i++)
        of[i] = NO_CHANGE;
    return of;
}

static void add_all(comparing *k)
{
    px_comparison *c = k->c;

    find_parts(k);
    claim_parts(k);
    add_gone(c, 0);
    for (size_t j = 0; j < c->new_side->count; j++) {
        size_t i = c->match.to_old[j].node;

        if (i == PX_OUTLINE_TOP) {
            add_new(c, j);
            continue;
        }
        add_pair(k, i, j);
        add_gone(c, i + 1);
    }
}

void px_compare(px_arena *arena, const px_match_side *old_side, const px_match_side *new_side,
                px_comparison *ret_comparison)
{
    size_t n_old = PX_MAX(old_side->count, 1), n_new = PX_MAX(new_side->count, 1);
    px_comparison c = { .old_side = old_side, .new_side = new_side };
    comparing k = { .arena = arena, .c = &c };

    px_match_make(arena, old_side, new_side, &c.match);
    k.moved = px_compare_moved(arena, old_side, new_side, &c.match, weights_of(arena, old_side));
    k.split = px_arena_array(arena, n_old, sizeof(*k.split));
    k.merged = px_arena_array(arena, n_new, sizeof(*k.merged));
    k.n_split = px_arena_array(arena, n_old, sizeof(*k.n_split));
    k.n_merged = px_arena_array(arena, n_new, sizeof(*k.n_merged));
    c.changes = px_arena_array(arena, n_old + n_new, sizeof(*c.changes));
    c.of_old = no_changes(arena, old_side->count);
    c.of_new = no_changes(arena, new_side->count);
    add_all(&k);
    *ret_comparison = c;
}
