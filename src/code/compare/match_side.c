/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/match.h"

#include "code/stored_tree.h"

#include "base/banned.h"

typedef struct making {
    px_arena *arena;
    px_match_side side;
    unsigned char *hashes;
    px_builder plain; /* of one node at a time */
} making;

static making start(px_arena *arena, size_t count)
{
    making m = { .arena = arena, .plain = PX_BUILDER_INIT(PX_BUILDER_LARGE) };

    m.side.nodes = px_arena_array(arena, PX_MAX(count, 1), sizeof(*m.side.nodes));
    m.hashes = px_arena_array(arena, PX_MAX(count, 1), PX_TEXT_HASH_LEN);
    return m;
}

/* Adds a node with heading and text as they are stored. */
static int add(making *m, px_match_node node, px_str heading, px_str text, px_error *err)
{
    unsigned char *hash = m->hashes + m->side.count * PX_TEXT_HASH_LEN;
    size_t len;
    int rc;

    px_builder_clear(&m->plain);
    rc = px_provision_plain_hash(&m->plain, node.kind, heading, text, &len, hash, err);
    if (rc >= 0) {
        px_str plain = px_arena_str(m->arena, px_builder_view(&m->plain));

        node.heading = px_str_sub(plain, 0, len);
        node.text = px_str_sub(plain, len + 1, plain.len);
        node.hash = hash;
        m->side.nodes[m->side.count++] = node;
    }
    return rc;
}

/* Gives the side away, or frees what a failure leaves. */
static int end(making *m, int rc, px_match_side *ret_side)
{
    px_builder_free(&m->plain);
    if (rc >= 0)
        *ret_side = m->side;
    return rc < 0 ? rc : 0;
}

int px_match_side_of_text(px_arena *arena, const px_text *text, bool with_ids,
                          px_match_side *ret_side, px_error *err)
{
    making m = start(arena, text->count);
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < text->count; i++) {
        const px_node *n = &text->nodes[i];

        open[n->depth] = i;
        rc = add(&m,
                 (px_match_node){
                     .kind = n->kind,
                     .depth = n->depth,
                     .parent = n->depth ? open[n->depth - 1] : PX_OUTLINE_TOP,
                     .id = with_ids ? n->lasting_id : PX_STR_NONE,
                     .number = n->number,
                 },
                 n->heading, n->text, err);
    }
    return end(&m, rc, ret_side);
}

int px_match_side_of_outline(px_arena *arena, const px_outline *outline, px_match_side *ret_side,
                             px_error *err)
{
    making m = start(arena, outline->count);
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < outline->count; i++) {
        const px_outline_node *n = &outline->nodes[i];

        rc = add(&m,
                 (px_match_node){
                     .kind = n->kind,
                     .depth = n->depth,
                     .parent = n->parent,
                     .id = n->id,
                     .alias = n->alias,
                     .number = n->number,
                 },
                 n->heading, n->text, err);
    }
    return end(&m, rc, ret_side);
}

int px_match_side_of_tree(px_arena *arena, const px_stored_tree *tree, px_match_side *ret_side,
                          px_error *err)
{
    making m = start(arena, tree->count);
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < tree->count; i++) {
        const px_stored_node *n = &tree->nodes[i];

        rc = add(&m,
                 (px_match_node){
                     .kind = n->kind,
                     .depth = n->depth,
                     .parent = n->parent,
                     .id = n->lasting_id,
                     .alias = n->alias,
                     .number = n->number,
                 },
                 n->heading, n->text, err);
    }
    return end(&m, rc, ret_side);
}
