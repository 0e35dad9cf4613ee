/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/stored_tree.h"

#include "base/banned.h"

static int count_nodes(px_db *db, int64_t version, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT count(*) FROM node WHERE version = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_count = (size_t)px_query_next_int(&query);
    return 0;
}

static void read_node(px_query *query, px_arena *arena, px_stored_node *node)
{
    node->row = px_query_next_int(query);
    node->provision = px_query_next_int(query);
    node->depth = (int)px_query_next_int(query);
    (void)px_provision_kind_find(px_query_next_str(query), &node->kind);
    node->lasting_id = px_query_next_text(query, arena);
    node->eid = px_query_next_text(query, arena);
    node->alias = px_query_next_text(query, arena);
    node->number = px_query_next_text(query, arena);
    node->heading = px_query_next_text(query, arena);
    node->text = px_query_next_text(query, arena);
}

int px_stored_tree_load(px_db *db, px_arena *arena, int64_t version, px_str language,
                        px_stored_tree *ret_tree, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    px_stored_tree tree = { .version = version };
    size_t room = 0;
    int rc = count_nodes(db, version, &room, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "SELECT n.id, n.provision, n.depth, n.kind, p.lasting_id, n.eid, "
                            "n.alias, t.number, t.heading, t.text FROM node AS n "
                            "JOIN provision AS p ON p.id = n.provision "
                            "LEFT JOIN node_text AS t ON t.node = n.id AND t.language = ? "
                            "WHERE n.version = ? ORDER BY n.position",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, version);
    tree.nodes = px_arena_array(arena, PX_MAX(room, 1), sizeof(*tree.nodes));
    while (tree.count < room && (rc = px_query_step(&query, err)) > 0) {
        px_stored_node *node = &tree.nodes[tree.count];

        read_node(&query, arena, node);
        node->parent = node->depth ? open[node->depth - 1] : PX_OUTLINE_TOP;
        open[node->depth] = tree.count++;
    }
    if (rc < 0)
        return rc;
    *ret_tree = tree;
    return 0;
}
