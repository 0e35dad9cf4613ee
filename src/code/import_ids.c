/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lasting ids on import. Two matches are made: with the working version's own tree, so that a
 * corrected file keeps the ids that are there, then, with those ids given, with the version that it
 * continues; that one also tells what was split and merged since.
 */
#include "base/map.h"
#include "code/import_priv.h"
#include "code/lineage.h"
#include "code/provision_row.h"
#include "code/provision_words.h"

#include "base/banned.h"

/* A doubt that was open before, by the lasting id. */
typedef struct open_doubt {
    px_str reason;
    int similarity;
} open_doubt;
PX_MAP_DEFINE(doubt_map, open_doubt)
PX_MAP_DEFINE(id_map, char)

typedef struct giving {
    px_storing *s;
    px_import_result *result;
    px_arena *result_arena;
    px_relinks relinks;
    doubt_map open; /* doubts of the version before this import */
    size_t doubt_room;
    char present; /* what the values of id maps point to */
} giving;

static int fail_twice(const px_outline_node *node, px_error *err)
{
    char line[24], text[16];

    (void)snprintf(line, sizeof(line), "%zu", node->line);
    (void)snprintf(text, sizeof(text), "%.*s", PX_STR_ARG(node->id));
    return px_fail(err, PX_ERR_INVALID,
                   N_("the id '{id}' in line {line} is used before; each provision needs its own"),
                   "line", line, "id", text, NULL);
}

/* Explicit ids are read as what corrections made of them; each may stand once. */
static int read_explicit(giving *g, px_error *err)
{
    px_storing *s = g->s;
    id_map seen = { 0 };
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < s->outline.count; i++) {
        px_outline_node *node = &s->outline.nodes[i];

        if (!node->id.len)
            continue;
        node->id = px_relinks_read(&g->relinks, s->version.row, node->id);
        s->side.nodes[i].id = node->id;
        if (id_map_put(&seen, node->id, &g->present))
            rc = fail_twice(node, err);
    }
    id_map_free(&seen);
    return rc;
}

/* The tree with its ids as they are to be read. */
static int read_corrections(giving *g, px_stored_tree *tree, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && g->relinks.count && i < tree->count; i++) {
        px_stored_node *node = &tree->nodes[i];
        px_str id = px_relinks_read(&g->relinks, tree->version, node->lasting_id);

        if (px_str_eq(id, node->lasting_id))
            continue;
        node->lasting_id = id;
        rc = px_provision_row_find(g->s->db, g->s->version.code, id, &node->provision, err);
    }
    return rc;
}

/* ---- Doubts */

static int load_doubts(giving *g, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_arena *arena = g->s->arena;
    int rc = px_query_start(g->s->db,
                            "SELECT p.lasting_id, d.reason, d.similarity FROM doubt AS d "
                            "JOIN provision AS p ON p.id = d.provision WHERE d.version = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, g->s->version.row);
    while ((rc = px_query_step(&query, err)) > 0) {
        open_doubt *d = px_arena_alloc(arena, sizeof(*d));
        px_str id = px_query_next_text(&query, arena);

        d->reason = px_query_next_text(&query, arena);
        d->similarity = (int)px_query_next_int(&query);
        (void)doubt_map_put(&g->open, id, d);
    }
    return rc < 0 ? rc : px_doubt_clear(g->s->db, g->s->version.row, err);
}

static int add_doubt(giving *g, size_t i, const px_stored_node *from, px_str reason, int similarity,
                     px_error *err)
{
    const px_outline_node *node = &g->s->outline.nodes[i];
    px_import_result *r = g->result;
    px_arena *arena = g->result_arena;

    r->doubts = px_arena_grow(arena, r->doubts, r->n_doubts, &g->doubt_room, sizeof(*r->doubts));
    r->doubts[r->n_doubts++] = (px_import_provision){
        .kind = node->kind,
        .id = px_arena_str(arena, from->lasting_id),
        .eid = px_arena_str(arena, from->eid),
        .words = px_provision_words(arena, node->number, node->heading, node->text),
        .line = node->line,
        .reason = px_arena_str(arena, reason),
        .similarity = similarity,
    };
    return px_doubt_put(g->s->db, g->s->version.row, from->provision, reason, similarity, err);
}

/* The match is uncertain now, or was and nobody has settled it. */
static int note_doubt(giving *g, size_t i, const px_stored_node *from,
                      const px_match_partner *partner, px_error *err)
{
    const open_doubt *before = doubt_map_get(&g->open, from->lasting_id);

    if (before)
        return add_doubt(g, i, from, before->reason, before->similarity, err);
    if (!partner->doubtful)
        return 0;
    return add_doubt(g, i, from, px_str_of(px_match_reason_name(partner->reason)),
                     (int)(partner->similarity * 1000 + 0.5), err);
}

/* ---- Ids */

/* Takes what the tree's match found for nodes that have no provision yet. */
static int take(giving *g, const px_stored_tree *tree, const px_match *match, px_error *err)
{
    px_storing *s = g->s;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < s->outline.count; i++) {
        const px_match_partner *partner = &match->to_old[i];

        if (s->provisions[i] || s->outline.nodes[i].id.len || partner->node == PX_OUTLINE_TOP)
            continue;
        s->provisions[i] = tree->nodes[partner->node].provision;
        s->lasting_ids[i] = tree->nodes[partner->node].lasting_id;
        s->side.nodes[i].id = s->lasting_ids[i];
        g->result->kept++;
        rc = note_doubt(g, i, &tree->nodes[partner->node], partner, err);
    }
    return rc;
}

static int match_tree(giving *g, const px_stored_tree *tree, px_match *ret_match, px_error *err)
{
    px_match_side side;
    int rc = px_match_side_of_tree(g->s->arena, tree, &side, err);

    if (rc < 0)
        return rc;
    px_match_make(g->s->arena, &side, &g->s->side, ret_match);
    return take(g, tree, ret_match, err);
}

/* The provision of an explicit id, or a new one with a new id. */
static int provide(giving *g, size_t i, px_error *err)
{
    px_storing *s = g->s;
    px_str id = s->outline.nodes[i].id;
    char made[PX_LASTING_ID_LEN + 1];
    int64_t row = 0;
    int rc = 0;

    if (id.len)
        rc = px_provision_row_find(s->db, s->version.code, id, &row, err);
    g->result->kept += row != 0;
    g->result->fresh += row == 0;
    if (rc >= 0 && !row && id.len)
        rc = px_provision_row_insert(s->db, s->version.code, id, &row, err);
    if (rc >= 0 && !id.len) {
        rc = px_provision_row_new(s->db, s->version.code, made, &row, err);
        id = px_arena_str(s->arena, px_str_of(made));
    }
    s->lasting_ids[i] = id;
    s->provisions[i] = row;
    return rc;
}

static int put_lineage(giving *g, const px_stored_tree *base, const px_match *match, px_error *err)
{
    px_arena *arena = g->s->arena;
    int64_t *rows = px_arena_array(arena, PX_MAX(base->count, 1), sizeof(*rows));

    for (size_t i = 0; i < base->count; i++)
        rows[i] = base->nodes[i].provision;
    return px_lineage_put(g->s->db, g->s->version.row, base->count ? match : NULL, rows,
                          g->s->provisions, err);
}

static int give(giving *g, px_stored_tree *own, px_stored_tree *base, px_error *err)
{
    px_match match = { 0 };
    int rc = read_explicit(g, err);

    if (rc >= 0 && own->count)
        rc = match_tree(g, own, &match, err);
    if (rc >= 0 && base->count)
        rc = match_tree(g, base, &match, err);
    for (size_t i = 0; rc >= 0 && i < g->s->outline.count; i++)
        if (!g->s->provisions[i])
            rc = provide(g, i, err);
    return rc < 0 ? rc : put_lineage(g, base, &match, err);
}

int px_storing_give_ids(px_storing *s, px_import_result *result, px_arena *result_arena,
                        px_stored_tree *own, px_stored_tree *base, px_error *err)
{
    giving g = { .s = s, .result = result, .result_arena = result_arena };
    int rc = px_relinks_load(s->db, s->arena, s->version.code, &g.relinks, err);

    if (rc >= 0)
        rc = read_corrections(&g, own, err);
    if (rc >= 0)
        rc = read_corrections(&g, base, err);
    if (rc >= 0)
        rc = load_doubts(&g, err);
    if (rc >= 0)
        rc = give(&g, own, base, err);
    doubt_map_free(&g.open);
    return rc;
}
