/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision.h"

#include "code/relink.h"

#include "base/banned.h"

typedef struct finding {
    px_arena *arena;
    px_relinks relinks;
    const px_version *versions; /* newest first */
    size_t n_versions;
    px_str id;
    px_provision_place *places;
    size_t count, room;
} finding;

/* The version of a row, among those that the reader sees. */
static const px_version *version_of(const finding *f, int64_t row)
{
    for (size_t i = 0; i < f->n_versions; i++)
        if (f->versions[i].row == row)
            return &f->versions[i];
    return NULL;
}

static void add_place(finding *f, px_query *query)
{
    const px_version *version = version_of(f, px_query_next_int(query));
    px_provision_place place = { .node = px_query_next_int(query) };

    place.provision = px_query_next_int(query);
    place.id = px_query_next_text(query, f->arena);
    if (!version || !px_str_eq(px_relinks_read(&f->relinks, version->row, place.id), f->id))
        return;
    place.version = *version;
    f->places = px_arena_grow(f->arena, f->places, f->count, &f->room, sizeof(*f->places));
    f->places[f->count++] = place;
}

/* All nodes under the id, or under one that is read as it somewhere. */
static int find_nodes(px_db *db, int64_t code, finding *f, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "WITH RECURSIVE same (id) AS ("
                            "SELECT id FROM provision WHERE code = ? AND lasting_id = ? UNION "
                            "SELECT r.provision FROM relink AS r JOIN same ON r.target = same.id) "
                            "SELECT n.version, n.id, n.provision, p.lasting_id FROM same "
                            "JOIN node AS n ON n.provision = same.id "
                            "JOIN provision AS p ON p.id = same.id ORDER BY n.version DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    px_query_str(&query, f->id);
    while ((rc = px_query_step(&query, err)) > 0)
        add_place(f, &query);
    return rc;
}

int px_provision_places(px_db *db, px_arena *arena, const px_code *code, px_str id, px_str language,
                        bool published_only, px_provision_place **ret_places, size_t *ret_count,
                        px_error *err)
{
    finding f = { .arena = arena, .id = id };
    px_version *versions;
    int rc =
        px_version_list(db, arena, code, language, published_only, &versions, &f.n_versions, err);

    f.versions = versions;
    if (rc >= 0)
        rc = px_relinks_load(db, arena, code->row, &f.relinks, err);
    if (rc >= 0)
        rc = find_nodes(db, code->row, &f, err);
    if (rc < 0)
        return rc;
    *ret_places = f.places;
    *ret_count = f.count;
    return 0;
}

int px_provision_text(px_db *db, px_arena *arena, const px_provision_place *place, px_str language,
                      px_text *ret_text, px_error *err)
{
    return px_version_text_below(db, arena, &place->version, place->node, language, ret_text, err);
}
