/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of a tree: nodes and their words. */
#include "code/eid.h"
#include "code/import_priv.h"

#include "base/banned.h"

int px_storing_start(px_storing *s, px_str outline, px_error *err)
{
    int rc = px_outline_read(outline, s->arena, &s->outline, err);

    if (rc >= 0)
        rc = px_match_side_of_outline(s->arena, &s->outline, &s->side, err);
    if (rc < 0)
        return rc;
    s->lasting_ids = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(px_str));
    s->provisions = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(int64_t));
    return 0;
}

/* NULL would be NULL in the row. */
static px_str some(px_str s)
{
    return s.len ? s : PX_STR("");
}

/* The statements that put a tree, kept over all its nodes. */
typedef struct putting {
    px_query node, text;
} putting;

static void end_putting(putting *p)
{
    px_query_end(&p->node);
    px_query_end(&p->text);
}

static int put_node(px_storing *s, px_query *query, size_t i, px_str eid, int64_t parent,
                    int64_t *ret_row, px_error *err)
{
    const px_outline_node *node = &s->outline.nodes[i];
    int rc;

    px_query_again(query);
    px_query_int(query, s->version.row);
    px_query_int(query, s->provisions[i]);
    if (parent)
        px_query_int(query, parent);
    else
        px_query_null(query);
    px_query_int(query, (int64_t)i + 1);
    px_query_int(query, node->depth);
    px_query_cstr(query, px_provision_kind_name(node->kind));
    px_query_str(query, eid);
    px_query_str(query, some(node->alias));
    px_query_str(query, some(node->extra));
    rc = px_query_run(query, err);
    *ret_row = px_db_last_id(s->db);
    return rc;
}

static int put_text(px_storing *s, px_query *query, size_t i, int64_t row, px_error *err)
{
    const px_outline_node *node = &s->outline.nodes[i];

    px_query_again(query);
    px_query_int(query, row);
    px_query_str(query, s->language);
    px_query_str(query, some(node->number));
    px_query_str(query, some(node->heading));
    px_query_str(query, some(node->text));
    px_query_blob(query, s->side.nodes[i].hash, PX_TEXT_HASH_LEN);
    return px_query_run(query, err);
}

int px_storing_put_words(px_storing *s, const px_stored_tree *tree, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(s->db,
                            "INSERT OR REPLACE INTO node_text (node, language, number, heading, "
                            "text, hash) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < PX_MIN(tree->count, s->outline.count); i++)
        rc = put_text(s, &query, i, tree->nodes[i].row, err);
    return rc;
}

static int start_putting(px_storing *s, putting *p, px_error *err)
{
    int rc = px_query_start(s->db,
                            "INSERT INTO node (version, provision, parent, position, depth, kind, "
                            "eid, alias, extra) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &p->node, err);

    if (rc < 0)
        return rc;
    return px_query_start(s->db,
                          "INSERT INTO node_text (node, language, number, heading, text, hash) "
                          "VALUES (?, ?, ?, ?, ?, ?)",
                          &p->text, err);
}

int px_storing_put_tree(px_storing *s, px_error *err)
{
    px_str *eids = px_eid_make(s->arena, s->names ? s->names : &s->outline);
    int64_t *rows = px_arena_array(s->arena, PX_MAX(s->outline.count, 1), sizeof(*rows));
    PX_CLEANUP(end_putting) putting p = { PX_QUERY_INIT, PX_QUERY_INIT };
    int rc = px_version_row_clear(s->db, &s->version, err);

    if (rc >= 0)
        rc = start_putting(s, &p, err);
    for (size_t i = 0; rc >= 0 && i < s->outline.count; i++) {
        size_t parent = s->outline.nodes[i].parent;

        rc = put_node(s, &p.node, i, eids[i], parent == PX_OUTLINE_TOP ? 0 : rows[parent], &rows[i],
                      err);
        if (rc >= 0)
            rc = put_text(s, &p.text, i, rows[i], err);
    }
    return rc;
}
