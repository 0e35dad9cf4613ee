/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision.h"

#include "code/markdown/markdown.h"
#include "code/plain.h"
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

/* ---- One provision of a version */

/* The row of the node that has the id, or is to be read as it; 0 where there is none. */
static int spot_node(px_db *db, px_arena *arena, const px_code *code, int64_t version, px_str id,
                     int64_t *ret_node, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_provision_place *places;
    size_t n;
    int rc = px_query_start(db,
                            "SELECT n.id FROM provision AS p JOIN node AS n ON n.provision = p.id "
                            "AND n.version = ? WHERE p.code = ? AND p.lasting_id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, code->row);
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    *ret_node = rc > 0 ? px_query_next_int(&query) : 0;
    if (rc != 0)
        return PX_MIN(rc, 0);
    rc = px_provision_places(db, arena, code, id, PX_STR(""), false, &places, &n, err);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (places[i].version.row == version)
            *ret_node = places[i].node;
    return rc;
}

static int spot_missing(px_str id, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the version has no provision with the lasting id '{id}'"), "id",
                   px_str_excerpt(id, excerpt), NULL);
}

static int plain_heading(px_builder *out, px_provision_kind kind, px_str text, px_error *err)
{
    (void)kind;
    return px_markdown_plain(out, text, err);
}

/* The plain form of a text, in the arena. */
static int spot_plain(px_arena *arena, px_provision_kind kind, px_str text,
                      int (*plain)(px_builder *, px_provision_kind, px_str, px_error *),
                      px_str *ret_plain, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = plain(&out, kind, text, err);

    if (rc >= 0)
        *ret_plain = px_arena_str(arena, px_builder_view(&out));
    return rc;
}

/* The words of the node; 1 where it has some in the language. */
static int spot_words(px_db *db, px_arena *arena, int64_t node, px_str language,
                      px_provision_spot *spot, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "SELECT n.position, n.kind, "
                       "p.lasting_id, n.eid, t.number, t.heading, t.text FROM node AS n "
                       "JOIN provision AS p ON p.id = n.provision "
                       "JOIN node_text AS t ON t.node = n.id AND t.language = ? WHERE n.id = ?",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, node);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    spot->position = px_query_next_int(&query);
    (void)px_provision_kind_find(px_query_next_str(&query), &spot->kind);
    spot->id = px_query_next_text(&query, arena);
    spot->eid = px_query_next_text(&query, arena);
    spot->number = px_query_next_text(&query, arena);
    rc = spot_plain(arena, spot->kind, px_query_next_str(&query), plain_heading, &spot->heading,
                    err);
    spot->source = px_query_next_text(&query, arena);
    if (rc >= 0)
        rc = spot_plain(arena, spot->kind, spot->source, px_provision_plain, &spot->text, err);
    return rc < 0 ? rc : 1;
}

static int spot_around(px_db *db, px_arena *arena, int64_t node, px_provision_spot *spot,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "WITH RECURSIVE up (id, parent, provision, depth) AS ("
                            "SELECT id, parent, provision, depth FROM node WHERE id = ? UNION ALL "
                            "SELECT n.id, n.parent, n.provision, n.depth FROM node AS n "
                            "JOIN up ON n.id = up.parent) "
                            "SELECT p.lasting_id FROM up JOIN provision AS p "
                            "ON p.id = up.provision ORDER BY up.depth",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    while ((rc = px_query_step(&query, err)) > 0) {
        spot->around =
            px_arena_grow(arena, spot->around, spot->n_around, &room, sizeof(*spot->around));
        spot->around[spot->n_around++] = px_query_next_text(&query, arena);
    }
    return rc;
}

int px_provision_spot_find(px_db *db, px_arena *arena, const px_code *code, int64_t version,
                           px_str id, px_str language, px_provision_spot *ret_spot, px_error *err)
{
    px_provision_spot spot = { 0 };
    int64_t node = 0;
    int found = 0, rc = spot_node(db, arena, code, version, id, &node, err);

    if (rc >= 0 && node)
        rc = found = spot_words(db, arena, node, language, &spot, err);
    if (rc >= 0 && found)
        rc = spot_around(db, arena, node, &spot, err);
    if (rc < 0)
        return rc;
    if (!found)
        return spot_missing(id, err);
    *ret_spot = spot;
    return 0;
}

/* ---- Names */

/* The provision in the one language, else in the other. */
static int name_spot(px_db *db, px_arena *arena, const px_code *code, int64_t version, px_str id,
                     px_str language, px_str other, px_provision_spot *ret_spot)
{
    px_error ignored = PX_ERROR_INIT;
    int rc = px_provision_spot_find(db, arena, code, version, id, language, ret_spot, &ignored);

    if (rc < 0)
        rc = px_provision_spot_find(db, arena, code, version, id, other, ret_spot, &ignored);
    return rc;
}

static px_str name_two(px_arena *arena, const char *between, px_str one, px_str two)
{
    return px_str_trim(px_str_of(px_arena_format(
        arena, "%.*s%s%.*s", PX_STR_ARG(one), one.len && two.len ? between : "", PX_STR_ARG(two))));
}

px_str px_provision_name(px_db *db, px_arena *arena, const px_code *code, int64_t version,
                         px_str id, px_str language, px_str other)
{
    px_provision_spot spot, around;
    px_str words = { 0 };

    if (name_spot(db, arena, code, version, id, language, other, &spot) < 0)
        return id;
    if (spot.heading.len)
        return name_two(arena, " ", spot.number, spot.heading);
    for (size_t i = spot.n_around; !words.len && i > 1; i--)
        if (name_spot(db, arena, code, version, spot.around[i - 2], language, other, &around) >=
                0 &&
            around.heading.len)
            words = name_two(arena, ", ", name_two(arena, " ", around.number, around.heading),
                             spot.number);
    return words.len ? words : name_two(arena, " ", spot.number, spot.text);
}

int px_provision_range(px_db *db, px_arena *arena, const px_code *code, int64_t version, px_str id,
                       int64_t *ret_from, int64_t *ret_to, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t node = 0;
    int rc = spot_node(db, arena, code, version, id, &node, err);

    if (rc >= 0 && !node)
        return spot_missing(id, err);
    if (rc >= 0)
        rc = px_query_start(
            db,
            "SELECT n.position, coalesce((SELECT e.position FROM node AS e "
            "WHERE e.version = n.version AND e.position > n.position AND e.depth <= n.depth "
            "ORDER BY e.position LIMIT 1), (SELECT max(position) + 1 FROM node "
            "WHERE version = n.version)) FROM node AS n WHERE n.id = ?",
            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    rc = px_query_step(&query, err);
    if (rc > 0) {
        *ret_from = px_query_next_int(&query);
        *ret_to = px_query_next_int(&query);
    }
    return PX_MIN(rc, 0);
}
