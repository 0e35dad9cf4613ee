/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/map.h"
#include "code/stored_tree.h"

#include "base/banned.h"

/* Nodes with the same key, waiting to be taken in the order of the document. */
typedef struct waiting {
    size_t node; /* of the tree */
    struct waiting *next, *last;
    size_t count;
} waiting;
PX_MAP_DEFINE(waiting_map, waiting)

typedef struct matcher {
    px_arena *arena;
    const px_outline *outline;
    const px_stored_tree *tree;
    size_t *match; /* outline -> tree */
    size_t *back;  /* tree -> outline */
    const unsigned char *hashes;
} matcher;

static void pair(matcher *m, size_t node, size_t stored)
{
    m->match[node] = stored;
    m->back[stored] = node;
}

static void wait_for(waiting_map *map, px_arena *arena, px_str key, size_t node)
{
    waiting *w = px_arena_alloc(arena, sizeof(*w)), *first = waiting_map_get(map, key);

    w->node = node;
    if (!first) {
        w->last = w;
        w->count = 1;
        (void)waiting_map_put(map, px_arena_str(arena, key), w);
        return;
    }
    first->last->next = w;
    first->last = w;
    first->count++;
}

/* A key of the node by one of its properties; empty: it cannot be found by that. */
typedef px_str outline_key_fn(const matcher *m, size_t node);
typedef px_str stored_key_fn(const matcher *m, size_t node);

static px_str outline_id(const matcher *m, size_t node)
{
    return m->outline->nodes[node].id;
}

static px_str stored_id(const matcher *m, size_t node)
{
    return m->tree->nodes[node].lasting_id;
}

static px_str outline_alias(const matcher *m, size_t node)
{
    const px_outline_node *n = &m->outline->nodes[node];

    return n->id.len ? PX_STR_NONE : n->alias;
}

static px_str stored_alias(const matcher *m, size_t node)
{
    return m->tree->nodes[node].alias;
}

static px_str hash_key(const matcher *m, px_provision_kind kind, const unsigned char *hash)
{
    char *key = px_arena_alloc(m->arena, PX_TEXT_HASH_LEN + 1);

    key[0] = (char)('A' + (int)kind);
    memcpy(key + 1, hash, PX_TEXT_HASH_LEN);
    return px_str_n(key, PX_TEXT_HASH_LEN + 1);
}

/* Nodes without words have all the same hash: they are found by their place. */
static px_str outline_hash(const matcher *m, size_t node)
{
    const px_outline_node *n = &m->outline->nodes[node];

    if (n->id.len || (!n->text.len && !n->heading.len))
        return PX_STR_NONE;
    return hash_key(m, n->kind, m->hashes + node * PX_TEXT_HASH_LEN);
}

static px_str stored_hash(const matcher *m, size_t node)
{
    const px_stored_node *n = &m->tree->nodes[node];

    if (n->hash.len != PX_TEXT_HASH_LEN)
        return PX_STR_NONE;
    return hash_key(m, n->kind, (const unsigned char *)n->hash.ptr);
}

static void match_by(matcher *m, outline_key_fn *outline_key, stored_key_fn *stored_key)
{
    waiting_map map = { 0 };

    for (size_t i = 0; i < m->tree->count; i++) {
        px_str key = m->back[i] == PX_OUTLINE_TOP ? stored_key(m, i) : PX_STR_NONE;

        if (key.len)
            wait_for(&map, m->arena, key, i);
    }
    for (size_t i = 0; i < m->outline->count; i++) {
        px_str key = m->match[i] == PX_OUTLINE_TOP ? outline_key(m, i) : PX_STR_NONE;
        waiting *w = key.len ? waiting_map_get(&map, key) : NULL;

        if (!w)
            continue;
        pair(m, i, w->node);
        if (w->next) {
            w->next->last = w->last;
            (void)waiting_map_put(&map, key, w->next);
        } else {
            (void)waiting_map_remove(&map, key);
        }
    }
    waiting_map_free(&map);
}

/* Where a node stands: its parent as an index of the tree, its kind, its heading. */
static px_str place_key(px_arena *arena, size_t parent, px_provision_kind kind, px_str heading)
{
    return px_str_of(px_arena_format(arena, "%zu %d %.*s", parent, (int)kind, PX_STR_ARG(heading)));
}

/* How many nodes of each place the outline has left below a parent that was matched. */
static px_str outline_place(const matcher *m, size_t node)
{
    const px_outline_node *n = &m->outline->nodes[node];
    size_t parent = n->parent == PX_OUTLINE_TOP ? PX_OUTLINE_TOP : m->match[n->parent];

    if (n->id.len || (n->parent != PX_OUTLINE_TOP && parent == PX_OUTLINE_TOP))
        return PX_STR_NONE;
    return place_key(m->arena, parent, n->kind, n->heading);
}

/* One level of the tree at a time, since children are placed by their parents. */
static void match_by_place(matcher *m, int depth)
{
    waiting_map left = { 0 }, wanted = { 0 };

    for (size_t i = 0; i < m->tree->count; i++) {
        const px_stored_node *n = &m->tree->nodes[i];

        if (n->depth == depth && m->back[i] == PX_OUTLINE_TOP)
            wait_for(&left, m->arena, place_key(m->arena, n->parent, n->kind, n->heading), i);
    }
    for (size_t i = 0; i < m->outline->count; i++) {
        px_str key = m->outline->nodes[i].depth == depth && m->match[i] == PX_OUTLINE_TOP
                         ? outline_place(m, i)
                         : PX_STR_NONE;

        if (key.len)
            wait_for(&wanted, m->arena, key, i);
    }
    for (size_t position = 0;;) {
        px_str key;
        waiting *w, *l;

        if (!waiting_map_next(&wanted, &position, &key, &w))
            break;
        l = waiting_map_get(&left, key);
        for (bool same = l && l->count == w->count; same && w; w = w->next, l = l->next)
            pair(m, w->node, l->node);
    }
    waiting_map_free(&left);
    waiting_map_free(&wanted);
}

void px_import_match(px_arena *arena, const px_outline *outline, const unsigned char *hashes,
                     const px_stored_tree *tree, size_t *ret_match)
{
    matcher m = { arena, outline, tree, ret_match, NULL, hashes };

    m.back = px_arena_array(arena, PX_MAX(tree->count, 1), sizeof(*m.back));
    for (size_t i = 0; i < tree->count; i++)
        m.back[i] = PX_OUTLINE_TOP;
    for (size_t i = 0; i < outline->count; i++)
        ret_match[i] = PX_OUTLINE_TOP;
    if (!tree->count)
        return;
    match_by(&m, outline_id, stored_id);
    match_by(&m, outline_alias, stored_alias);
    match_by(&m, outline_hash, stored_hash);
    for (int depth = 0; depth < PX_OUTLINE_MAX_DEPTH; depth++)
        match_by_place(&m, depth);
}
