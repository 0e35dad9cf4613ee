/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/words.h"
#include "code/code.h"
#include "code/outline.h"

#include "base/banned.h"

#define VERSION_COLUMNS                                                                            \
    "SELECT v.id, v.label, coalesce("                                                              \
    "(SELECT title FROM version_title WHERE version = v.id AND language = ?1), "                   \
    "(SELECT title FROM version_title WHERE version = v.id ORDER BY language LIMIT 1), v.label), " \
    "v.state, v.created, v.published, v.digest, v.act FROM version AS v "

static const struct {
    const char *name, *title;
} states[] = {
    [PX_VERSION_WORKING] = { "working", N_("working version") },
    [PX_VERSION_PUBLISHED] = { "published", N_("published") },
    [PX_VERSION_ADOPTED] = { "adopted", N_("adopted") },
};

PX_WORDS_SHOW(px_version_state, px_version_state, states)

static px_version_state state_of(px_str name)
{
    for (size_t i = 0; i < PX_COUNT(states); i++)
        if (px_str_is(name, states[i].name))
            return (px_version_state)i;
    return PX_VERSION_WORKING;
}

static void read_version(px_query *query, px_arena *arena, px_version *v)
{
    *v = (px_version){ .published = PX_TIME_NONE };
    v->row = px_query_next_int(query);
    v->label = px_query_next_text(query, arena);
    v->title = px_query_next_text(query, arena);
    v->state = state_of(px_query_next_str(query));
    v->created = px_query_next_int(query);
    if (!px_query_next_is_null(query))
        v->published = px_query_next_int(query);
    else
        (void)px_query_next_int(query);
    v->digest = px_query_next_text(query, arena);
    v->act = px_query_next_text(query, arena);
}

/* A number that one statement with one parameter gives. */
static int count_of(px_db *db, const char *sql, int64_t of, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, of);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_count = (size_t)px_query_next_int(&query);
    return 0;
}

static int read_languages(px_db *db, px_arena *arena, px_version *version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = count_of(db, "SELECT count(*) FROM version_title WHERE version = ?", version->row,
                      &room, err);

    if (rc >= 0)
        rc = px_query_start(
            db, "SELECT language FROM version_title WHERE version = ? ORDER BY language", &query,
            err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    version->languages = px_arena_array(arena, PX_MAX(room, 1), sizeof(px_str));
    while (version->n_languages < room && (rc = px_query_step(&query, err)) > 0)
        version->languages[version->n_languages++] = px_query_next_text(&query, arena);
    return rc < 0 ? rc : 0;
}

int px_version_list(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    bool published_only, px_version **ret_versions, size_t *ret_count,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0, count = 0;
    px_version *versions;
    int rc = count_of(db, "SELECT count(*) FROM version WHERE code = ?", code->row, &room, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            VERSION_COLUMNS "WHERE v.code = ?2 AND (NOT ?3 OR v.state <> 'working')"
                                            " ORDER BY v.id DESC",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, code->row);
    px_query_int(&query, published_only);
    versions = px_arena_array(arena, PX_MAX(room, 1), sizeof(*versions));
    while (count < room && (rc = px_query_step(&query, err)) > 0)
        read_version(&query, arena, &versions[count++]);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = read_languages(db, arena, &versions[i], err);
    if (rc < 0)
        return rc;
    *ret_versions = versions;
    *ret_count = count;
    return 0;
}

int px_version_find(px_db *db, px_arena *arena, const px_code *code, px_str label, px_str language,
                    px_version *ret_version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_version version;
    int rc = px_query_start(db, VERSION_COLUMNS "WHERE v.code = ?2 AND v.label = ?3", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, code->row);
    px_query_str(&query, label);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("code '{code}' has no version '{version}'"),
                       "code", px_arena_cstr(arena, code->id), "version",
                       px_arena_cstr(arena, label), NULL);
    read_version(&query, arena, &version);
    rc = read_languages(db, arena, &version, err);
    if (rc < 0)
        return rc;
    *ret_version = version;
    return 0;
}

static void read_node(px_query *query, px_arena *arena, px_node *node)
{
    node->row = px_query_next_int(query);
    node->parent = px_query_next_int(query);
    node->depth = (int)px_query_next_int(query);
    (void)px_provision_kind_find(px_query_next_str(query), &node->kind);
    node->lasting_id = px_query_next_text(query, arena);
    node->eid = px_query_next_text(query, arena);
    node->extra = px_query_next_text(query, arena);
    node->number = px_query_next_text(query, arena);
    node->heading = px_query_next_text(query, arena);
    node->text = px_query_next_text(query, arena);
}

/* The language asked for where the version has it, else its first one. */
static px_str choose_language(const px_version *version, px_str language)
{
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], language))
            return version->languages[i];
    return version->n_languages ? version->languages[0] : PX_STR("");
}

/* A stretch of a text: whole trees, by the positions of their nodes. */
typedef struct stretch {
    int64_t from, to; /* exclusive */
} stretch;

static int read_stretch(px_db *db, px_arena *arena, const px_version *version, stretch part,
                        px_str language, px_text *ret_text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_text text = { .language = choose_language(version, language) };
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT n.id, coalesce(n.parent, 0), n.depth, n.kind, p.lasting_id, "
                            "n.eid, n.extra, t.number, t.heading, t.text FROM node AS n "
                            "JOIN provision AS p ON p.id = n.provision "
                            "JOIN node_text AS t ON t.node = n.id AND t.language = ? "
                            "WHERE n.version = ? AND n.position >= ? AND n.position < ? "
                            "ORDER BY n.position",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, text.language);
    px_query_int(&query, version->row);
    px_query_int(&query, part.from);
    px_query_int(&query, part.to);
    while ((rc = px_query_step(&query, err)) > 0) {
        text.nodes = px_arena_grow(arena, text.nodes, text.count, &room, sizeof(*text.nodes));
        read_node(&query, arena, &text.nodes[text.count++]);
    }
    if (rc < 0)
        return rc;
    *ret_text = text;
    return 0;
}

int px_version_text(px_db *db, px_arena *arena, const px_version *version, px_str language,
                    px_text *ret_text, px_error *err)
{
    return read_stretch(db, arena, version, (stretch){ 0, INT64_MAX }, language, ret_text, err);
}

int px_version_text_below(px_db *db, px_arena *arena, const px_version *version, int64_t node,
                          px_str language, px_text *ret_text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    stretch part = { 0, 0 }; /* nothing, where the node is not there */
    int rc = px_query_start(db,
                            "SELECT n.position, (SELECT e.position FROM node AS e "
                            "WHERE e.version = n.version AND e.position > n.position "
                            "AND e.depth <= n.depth ORDER BY e.position LIMIT 1) "
                            "FROM node AS n WHERE n.id = ? AND n.version = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, node);
    px_query_int(&query, version->row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc > 0) {
        part.from = px_query_next_int(&query);
        part.to = px_query_next_is_null(&query) ? INT64_MAX : px_query_next_int(&query);
    }
    return read_stretch(db, arena, version, part, language, ret_text, err);
}

int px_version_label(px_db *db, px_arena *arena, int64_t row, px_str *ret_label, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT label FROM version WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such version"), NULL);
    *ret_label = px_query_next_text(&query, arena);
    return 0;
}
