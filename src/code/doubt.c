/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/doubt.h"

#include "code/provision_words.h"

#include "base/banned.h"

/* The newest older version that has the provision, with its words; first the version that this
 * one continues. */
#define LIST_SQL                                                                                   \
    "SELECT p.lasting_id, n.eid, n.kind, t.number, t.heading, t.text, d.reason, d.similarity, "    \
    "o.eid, ov.label, was.number, was.heading, was.text FROM doubt AS d "                          \
    "JOIN provision AS p ON p.id = d.provision "                                                   \
    "JOIN node AS n ON n.version = d.version AND n.provision = d.provision "                       \
    "LEFT JOIN node_text AS t ON t.node = n.id AND t.language = coalesce("                         \
    "(SELECT language FROM node_text WHERE node = n.id AND language = ?2), "                       \
    "(SELECT min(language) FROM node_text WHERE node = n.id)) "                                    \
    "LEFT JOIN node AS o ON o.id = (SELECT m.id FROM node AS m WHERE m.provision = d.provision "   \
    "AND m.version <> ?1 ORDER BY m.version IS (SELECT base FROM version WHERE id = ?1) DESC, "    \
    "m.version < ?1 DESC, m.version DESC LIMIT 1) LEFT JOIN version AS ov ON ov.id = o.version "   \
    "LEFT JOIN node_text AS was ON was.node = o.id AND was.language = coalesce("                   \
    "(SELECT language FROM node_text WHERE node = o.id AND language = ?2), "                       \
    "(SELECT min(language) FROM node_text WHERE node = o.id)) "                                    \
    "WHERE d.version = ?1 ORDER BY n.position"

/* The three columns number, heading, text as words. */
static px_str read_words(px_query *query, px_arena *arena)
{
    px_str number = px_query_next_text(query, arena), heading = px_query_next_text(query, arena);

    return px_provision_words(arena, number, heading, px_query_next_text(query, arena));
}

int px_doubt_list(px_db *db, px_arena *arena, const px_version *version, px_str language,
                  px_doubt **ret_doubts, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_doubt *doubts = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, LIST_SQL, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    px_query_str(&query, language);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_doubt *d;

        doubts = px_arena_grow(arena, doubts, count, &room, sizeof(*doubts));
        d = &doubts[count++];
        d->id = px_query_next_text(&query, arena);
        d->eid = px_query_next_text(&query, arena);
        (void)px_provision_kind_find(px_query_next_str(&query), &d->kind);
        d->words = read_words(&query, arena);
        d->reason = px_query_next_text(&query, arena);
        d->similarity = (int)px_query_next_int(&query);
        d->was_eid = px_query_next_text(&query, arena);
        d->was_in = px_query_next_text(&query, arena);
        d->was_words = read_words(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_doubts = doubts;
    *ret_count = count;
    return 0;
}

int px_doubt_put(px_db *db, int64_t version, int64_t provision, px_str reason, int similarity,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR REPLACE INTO doubt (version, provision, reason, similarity) "
                            "VALUES (?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, provision);
    px_query_str(&query, reason);
    px_query_int(&query, similarity);
    return px_query_run(&query, err);
}

int px_doubt_settle(px_db *db, int64_t version, int64_t provision, bool *ret_settled, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "DELETE FROM doubt WHERE version = ? AND provision = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, provision);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    *ret_settled = px_db_changes(db) > 0;
    return 0;
}

int px_doubt_clear(px_db *db, int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM doubt WHERE version = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    return px_query_run(&query, err);
}
