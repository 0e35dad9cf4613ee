/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Steps: what a working version held before each import into it, so that the imports can be taken
 * back one by one. The text is kept as an outline with explicit ids, a blob that the step names.
 */
#include "code/import_priv.h"
#include "store/blob.h"

#include "base/banned.h"

#define MEDIA_TYPE "text/x-praxis-outline"

/* ---- The text so far, as an outline */

static void read_node(px_query *query, px_arena *arena, px_outline *outline, size_t *open)
{
    int depth = (int)px_query_next_int(query);
    px_provision_kind kind = PX_PROVISION_PARAGRAPH;
    px_outline_node *node;
    size_t at;

    (void)px_provision_kind_find(px_query_next_str(query), &kind);
    at =
        px_outline_add(outline, depth ? open[depth - 1] : PX_OUTLINE_TOP, kind, outline->count + 1);
    open[depth] = at;
    node = &outline->nodes[at];
    node->id = px_query_next_text(query, arena);
    node->alias = px_query_next_text(query, arena);
    node->extra = px_query_next_text(query, arena);
    node->number = px_query_next_text(query, arena);
    node->heading = px_query_next_text(query, arena);
    node->text = px_query_next_text(query, arena);
}

static int read_title(px_db *db, int64_t version, px_str language, px_outline *outline,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT title FROM version_title WHERE version = ? AND language = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_str(&query, language);
    rc = px_query_step(&query, err);
    if (rc > 0)
        outline->title = px_query_next_text(&query, outline->arena);
    return PX_MIN(rc, 0);
}

int px_outline_of_version(px_db *db, int64_t version, px_str language, px_outline *outline,
                          px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    int rc = px_query_start(db,
                            "SELECT n.depth, n.kind, p.lasting_id, n.alias, n.extra, t.number, "
                            "t.heading, t.text FROM node AS n "
                            "JOIN provision AS p ON p.id = n.provision "
                            "JOIN node_text AS t ON t.node = n.id AND t.language = ? "
                            "WHERE n.version = ? ORDER BY n.position",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, version);
    while ((rc = px_query_step(&query, err)) > 0)
        read_node(&query, outline->arena, outline, open);
    return rc < 0 ? rc : read_title(db, version, language, outline, err);
}

/* Puts the outline as a blob with a reference; hash is empty where there is no text. */
static int keep_outline(px_db *db, px_arena *arena, px_house *house, int64_t version,
                        px_str language, char ret_hash[65], px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_outline outline = { .arena = arena };
    int rc = px_outline_of_version(db, version, language, &outline, err);

    *ret_hash = '\0';
    if (rc < 0 || !outline.count)
        return rc;
    rc = px_outline_write(&outline, &bytes, err);
    if (rc >= 0)
        rc = px_blob_put(house, px_builder_view(&bytes), ret_hash, err);
    return rc < 0 ? rc : px_blob_ref(db, ret_hash, bytes.len, MEDIA_TYPE, err);
}

/* ---- Doubts and lineage, as lines of words */

static int add_marks(px_db *db, const char *sql, int64_t version, px_builder *out, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_builder_str(out, px_query_next_str(&query));
        px_builder_char(out, '\n');
    }
    return rc;
}

static int read_marks(px_db *db, int64_t version, px_builder *out, px_error *err)
{
    int rc = add_marks(db,
                       "SELECT 'doubt ' || p.lasting_id || ' ' || d.reason || ' ' || d.similarity "
                       "FROM doubt AS d JOIN provision AS p ON p.id = d.provision "
                       "WHERE d.version = ?",
                       version, out, err);

    if (rc < 0)
        return rc;
    return add_marks(db,
                     "SELECT g.how || ' ' || p.lasting_id || ' ' || a.lasting_id || ' ' || g.share "
                     "FROM lineage AS g JOIN provision AS p ON p.id = g.provision "
                     "JOIN provision AS a ON a.id = g.ancestor WHERE g.version = ?",
                     version, out, err);
}

/* ---- Writing and forgetting */

static int insert_step(px_db *db, const px_version_row *version, px_str language,
                       const char *outline, px_str marks, int64_t lead, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO import_step (version, language, time, outline, marks, code_title, base, "
        "source, source_name, source_bytes, source_format, lead) "
        "SELECT v.id, ?2, ?3, nullif(?4, ''), ?5, "
        "(SELECT title FROM code_title WHERE code = v.code AND language = ?2), v.base, "
        "s.hash, s.name, s.bytes, s.format, nullif(?6, 0) FROM version AS v "
        "LEFT JOIN version_source AS s ON s.version = v.id AND s.language = ?2 WHERE v.id = ?1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    px_query_str(&query, language);
    px_query_int(&query, px_now());
    px_query_cstr(&query, outline);
    px_query_str(&query, marks);
    px_query_int(&query, lead);
    return px_query_run(&query, err);
}

#define STEP_COLUMNS                                                                               \
    "SELECT id, time, language, outline, marks, code_title, coalesce(base, 0), source, "           \
    "source_name, source_bytes, source_format FROM import_step "

static px_import_step read_step(px_query *query, px_arena *arena)
{
    px_import_step step = { .row = px_query_next_int(query) };

    step.time = px_query_next_int(query);
    step.language = px_query_next_text(query, arena);
    step.outline = px_query_next_text(query, arena);
    step.marks = px_query_next_text(query, arena);
    step.code_title = px_query_next_text(query, arena);
    step.base = px_query_next_int(query);
    step.source.hash = px_query_next_text(query, arena).ptr;
    step.source.name = px_query_next_text(query, arena);
    step.source.bytes = (uint64_t)px_query_next_int(query);
    step.source.format = px_query_next_text(query, arena);
    step.source.language = step.language;
    return step;
}

int px_import_step_last(px_db *db, px_arena *arena, int64_t version, px_import_step *ret_step,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, STEP_COLUMNS "WHERE version = ? AND lead IS NULL ORDER BY id DESC LIMIT 1", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_step = rc > 0 ? read_step(&query, arena) : (px_import_step){ 0 };
    return 0;
}

int px_import_step_with(px_db *db, px_arena *arena, int64_t lead, px_import_step **ret_steps,
                        size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_import_step *steps = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, STEP_COLUMNS "WHERE lead = ? ORDER BY id", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, lead);
    while ((rc = px_query_step(&query, err)) > 0) {
        steps = px_arena_grow(arena, steps, count, &room, sizeof(*steps));
        steps[count++] = read_step(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_steps = steps;
    *ret_count = count;
    return 0;
}

/* The step that was put last. */
static int pushed(px_db *db, px_arena *arena, px_import_step *ret_step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, STEP_COLUMNS "WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, px_db_last_id(db));
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_step = read_step(&query, arena);
    return PX_MIN(rc, 0);
}

int px_import_step_push(px_db *db, px_arena *arena, px_house *house, const px_version_row *version,
                        px_str language, int64_t lead, px_error *err)
{
    PX_AUTO_BUILDER px_builder marks = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_import_step step = { 0 };
    char hash[65];
    int rc = keep_outline(db, arena, house, version->row, language, hash, err);

    if (rc >= 0)
        rc = read_marks(db, version->row, &marks, err);
    if (rc >= 0)
        rc = insert_step(db, version, language, hash, px_builder_view(&marks), lead, err);
    if (rc >= 0)
        rc = pushed(db, arena, &step, err);
    if (rc < 0 || !step.source.hash)
        return rc;
    /* the source that is kept so far has a second reference from here on */
    return px_blob_ref(db, step.source.hash, step.source.bytes,
                       px_version_source_media_type(step.source.format), err);
}

static int release(px_db *db, px_str hash, px_error *err)
{
    char text[65];

    if (!hash.len)
        return 0;
    (void)snprintf(text, sizeof(text), "%.*s", PX_STR_ARG(hash));
    return px_blob_unref(db, text, err);
}

static int drop_one(px_db *db, const px_import_step *step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM import_step WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, step->row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = release(db, step->outline, err);
    return rc < 0 ? rc : release(db, px_str_of(step->source.hash), err);
}

int px_import_step_drop(px_db *db, px_arena *arena, const px_import_step *step, px_error *err)
{
    px_import_step *with;
    size_t count = 0;
    int rc = px_import_step_with(db, arena, step->row, &with, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = drop_one(db, &with[i], err);
    return rc < 0 ? rc : drop_one(db, step, err);
}

int px_import_steps_clear(px_db *db, px_arena *arena, int64_t version, px_error *err)
{
    for (;;) {
        px_import_step step;
        int rc = px_import_step_last(db, arena, version, &step, err);

        if (rc < 0 || !step.row)
            return rc;
        rc = px_import_step_drop(db, arena, &step, err);
        if (rc < 0)
            return rc;
    }
}
