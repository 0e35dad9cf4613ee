/* SPDX-License-Identifier: EUPL-1.2 */
/* Links inside what is stored: the ids of a file become lasting ids. */
#include "base/map.h"
#include "code/import_priv.h"
#include "code/link_rewrite.h"

#include "base/banned.h"

typedef struct target {
    px_str lasting_id;
} target;
PX_MAP_DEFINE(target_map, target)

typedef struct linking {
    px_storing *s;
    const px_stored_tree *tree; /* its aliases go first; NULL: none */
    target_map links;           /* ids that links may use: aliases and lasting ids */
    bool filled;                /* which the first link does */
    const px_outline_node *node;
    px_link_missing_fn *missing;
    void *arg;
} linking;

static void link_add(linking *l, px_str id, px_str lasting_id)
{
    target *t;

    if (!id.len || target_map_get(&l->links, id))
        return;
    t = px_arena_alloc(l->s->arena, sizeof(*t));
    t->lasting_id = lasting_id;
    (void)target_map_put(&l->links, id, t);
}

static void link_fill(linking *l)
{
    const px_outline *outline = &l->s->outline;

    l->filled = true;
    for (size_t i = 0; l->tree && i < l->tree->count; i++) {
        link_add(l, l->tree->nodes[i].alias, l->tree->nodes[i].lasting_id);
        link_add(l, l->tree->nodes[i].lasting_id, l->tree->nodes[i].lasting_id);
    }
    for (size_t i = 0; i < outline->count; i++) {
        link_add(l, outline->nodes[i].alias, l->s->lasting_ids[i]);
        link_add(l, l->s->lasting_ids[i], l->s->lasting_ids[i]);
    }
}

static px_str link_target(void *arg, px_str fragment)
{
    linking *l = arg;
    const target *t;

    if (!l->filled)
        link_fill(l);
    t = target_map_get(&l->links, fragment);
    if (t)
        return t->lasting_id;
    if (l->missing)
        l->missing(l->arg, l->node->line, fragment);
    return PX_STR_NONE;
}

void px_storing_rewrite_links(px_storing *s, const px_stored_tree *tree,
                              px_link_missing_fn *missing, void *arg)
{
    linking l = { .s = s, .tree = tree, .missing = missing, .arg = arg };

    for (size_t i = 0; i < s->outline.count; i++) {
        px_outline_node *node = &s->outline.nodes[i];

        l.node = node;
        node->heading = px_link_rewrite(s->arena, node->heading, link_target, &l);
        if (node->kind != PX_PROVISION_CODE_BLOCK)
            node->text = px_link_rewrite(s->arena, node->text, link_target, &l);
    }
    target_map_free(&l.links);
}
