/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "base/number.h"
#include "code/import_priv.h"
#include "code/lineage.h"
#include "code/provision_row.h"
#include "store/act.h"
#include "store/blob.h"

#include "base/banned.h"

typedef struct undoing {
    px_db *db;
    px_arena *arena;
    px_import_undo *undo;
    px_code code;
    px_version version;
    px_import_step step;
    px_import_step *with; /* what is taken back with it: the same tree in other languages */
    size_t n_with;
    px_storing rows;
} undoing;

/* Runs a statement with the version, and the language where it takes one. */
static int run(undoing *u, const char *sql, bool with_language, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(u->db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, u->version.row);
    if (with_language)
        px_query_str(&query, u->step.language);
    return px_query_run(&query, err);
}

/* ---- Nothing stood there before */

static int remove_language(undoing *u, px_error *err)
{
    px_version_source none = { .language = u->step.language };
    int rc = px_version_source_set(u->db, u->version.row, &none, err);

    if (rc >= 0)
        rc = run(u, "DELETE FROM version_title WHERE version = ? AND language = ?", true, err);
    if (rc >= 0)
        rc = run(u,
                 "DELETE FROM node_text WHERE node IN (SELECT id FROM node WHERE version = ?) "
                 "AND language = ?",
                 true, err);
    u->undo->language_gone = true;
    return rc;
}

/* Whether something beside texts hangs on the code. */
static int is_kept(undoing *u, bool *ret_kept, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(u->db, "SELECT kept FROM code WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, u->code.row);
    rc = px_query_step(&query, err);
    *ret_kept = rc > 0 && px_query_next_int(&query) != 0;
    return PX_MIN(rc, 0);
}

static int remove_code(undoing *u, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    static const char *const statements[] = {
        "DELETE FROM code_title WHERE code = ?",
        "DELETE FROM provision WHERE code = ?",
        "DELETE FROM code WHERE id = ?",
    };
    bool kept;
    int rc = is_kept(u, &kept, err);

    if (rc < 0 || kept)
        return rc;
    for (size_t i = 0; i < PX_COUNT(statements); i++) {
        rc = px_query_start(u->db, statements[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_int(&query, u->code.row);
        rc = px_query_run(&query, err);
        if (rc < 0)
            return rc;
    }
    u->undo->code_gone = true;
    return 0;
}

static int remove_version(undoing *u, px_error *err)
{
    int rc = run(u, "DELETE FROM node WHERE version = ?", false, err);

    if (rc >= 0)
        rc = px_import_steps_clear(u->db, u->arena, u->version.row, err);
    if (rc >= 0)
        rc = run(u, "DELETE FROM version WHERE id = ?", false, err);
    u->undo->version_gone = true;
    if (rc < 0 || u->code.version_count > 1)
        return rc;
    return remove_code(u, err);
}

/* ---- What stood there before */

static int read_snapshot(undoing *u, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len;
    int rc =
        px_blob_get(u->undo->house, u->step.outline.ptr, PX_OUTLINE_MAX_BYTES, &data, &len, err);

    if (rc < 0)
        return rc;
    u->rows = (px_storing){
        .db = u->db,
        .arena = u->arena,
        .version = { .row = u->version.row, .code = u->code.row, .working = true },
        .language = u->step.language,
    };
    return px_storing_start(&u->rows, px_arena_str(u->arena, px_str_n(data, len)), err);
}

static int provide(undoing *u, px_str id, int64_t *ret_row, px_error *err)
{
    int rc = px_provision_row_find(u->db, u->code.row, id, ret_row, err);

    return rc < 0 || *ret_row ? rc : px_provision_row_insert(u->db, u->code.row, id, ret_row, err);
}

static int restore_tree(undoing *u, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < u->rows.outline.count; i++) {
        u->rows.lasting_ids[i] = u->rows.outline.nodes[i].id;
        rc = provide(u, u->rows.lasting_ids[i], &u->rows.provisions[i], err);
    }
    return rc < 0 ? rc : px_storing_put_tree(&u->rows, err);
}

/* The tree is that of the other languages. */
static int restore_words(undoing *u, px_error *err)
{
    px_stored_tree tree = { 0 };
    int rc = px_stored_tree_load(u->db, u->arena, u->version.row, u->step.language, &tree, err);

    return rc < 0 ? rc : px_storing_put_words(&u->rows, &tree, err);
}

/* A line of marks: "doubt ID REASON SIMILARITY", or "split|merge ID ANCESTOR SHARE". */
static int restore_mark(undoing *u, px_str line, px_error *err)
{
    px_str words[4] = { PX_STR_NONE, PX_STR_NONE, PX_STR_NONE, PX_STR_NONE };
    px_lineage_row row = { 0 };
    long long thousandths;
    int rc;

    for (size_t i = 0; i < PX_COUNT(words); i++)
        (void)px_str_split(&line, ' ', &words[i]);
    rc = px_parse_int(words[3], 0, 1000, &thousandths, err);
    if (rc >= 0)
        rc = provide(u, words[1], &row.provision, err);
    if (rc < 0)
        return rc;
    if (px_str_is(words[0], "doubt"))
        return px_doubt_put(u->db, u->version.row, row.provision, words[2], (int)thousandths, err);
    row.merge = px_str_is(words[0], "merge");
    row.share = (int)thousandths;
    rc = provide(u, words[2], &row.ancestor, err);
    return rc < 0 ? rc : px_lineage_add(u->db, u->version.row, &row, err);
}

static int restore_marks(undoing *u, px_error *err)
{
    px_str rest = u->step.marks, line;
    int rc = px_doubt_clear(u->db, u->version.row, err);

    if (rc >= 0)
        rc = px_lineage_put(u->db, u->version.row, NULL, NULL, NULL, err);
    while (rc >= 0 && px_str_line(&rest, &line))
        rc = restore_mark(u, line, err);
    return rc;
}

static int restore_head(undoing *u, px_error *err)
{
    int rc = px_version_source_set(u->db, u->version.row, &u->step.source, err);

    return rc < 0 ? rc
                  : px_version_row_title(u->db, &u->rows.version, u->step.language,
                                         u->rows.outline.title, err);
}

/* The words of the other languages, to the tree that stands again. */
static int restore_with(undoing *u, px_error *err)
{
    px_import_step lead = u->step;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < u->n_with; i++) {
        u->step = u->with[i];
        rc = read_snapshot(u, err);
        if (rc >= 0)
            rc = restore_words(u, err);
        if (rc >= 0)
            rc = restore_head(u, err);
    }
    u->step = lead;
    return rc;
}

static int restore(undoing *u, px_error *err)
{
    bool others = false, tree;
    int rc = read_snapshot(u, err);

    if (rc >= 0)
        rc = px_version_row_has_other(u->db, &u->rows.version, u->step.language, &others, err);
    tree = !others || u->n_with > 0;
    if (rc >= 0)
        rc = tree ? restore_tree(u, err) : restore_words(u, err);
    if (rc >= 0 && tree)
        rc = restore_marks(u, err);
    if (rc >= 0)
        rc = restore_head(u, err);
    return rc < 0 ? rc : restore_with(u, err);
}

/* ---- Around both */

static int restore_code_title(undoing *u, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(u->db,
                            u->step.code_title.ptr
                                ? "INSERT INTO code_title (title, code, language) "
                                  "VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
                                  "SET title = excluded.title WHERE NOT given"
                                : "DELETE FROM code_title WHERE ?1 IS NULL AND code = ?2 "
                                  "AND language = ?3 AND NOT given",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, u->step.code_title);
    px_query_int(&query, u->code.row);
    px_query_str(&query, u->step.language);
    return px_query_run(&query, err);
}

static int restore_base(undoing *u, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(u->db, "UPDATE version SET base = nullif(?, 0) WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, u->step.base);
    px_query_int(&query, u->version.row);
    return px_query_run(&query, err);
}

static int append_act(undoing *u, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(1 << 16);
    px_act act = {
        .kind = "version.import-undone",
        .code = px_arena_cstr(u->arena, u->undo->code),
        .version = px_arena_cstr(u->arena, u->undo->label),
        .author = u->undo->author,
    };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", u->undo->code);
    px_json_pair_str(&json, "language", u->step.language);
    px_json_pair_str(&json, "version", u->undo->label);
    return px_act_append_json(u->db, &act, &json, NULL, err);
}

static int take_back(undoing *u, px_error *err)
{
    bool others = false;
    px_version_row version = { .row = u->version.row, .code = u->code.row, .working = true };
    int rc = u->step.outline.len ? restore(u, err) : remove_language(u, err);

    if (rc >= 0)
        rc = restore_code_title(u, err);
    if (rc >= 0)
        rc = restore_base(u, err);
    if (rc >= 0)
        rc = px_import_step_drop(u->db, u->arena, &u->step, err);
    if (rc >= 0 && u->undo->language_gone)
        rc = px_version_row_has_other(u->db, &version, u->step.language, &others, err);
    if (rc >= 0 && u->undo->language_gone && !others)
        rc = remove_version(u, err);
    if (rc >= 0 && !u->undo->code_gone)
        rc = px_provision_row_forget_unused(u->db, u->code.row, err);
    return rc < 0 ? rc : append_act(u, err);
}

static int find(undoing *u, px_error *err)
{
    const px_import_undo *undo = u->undo;
    int rc = px_code_find(u->db, u->arena, undo->code, PX_STR(""), &u->code, err);

    if (rc >= 0)
        rc = px_version_find(u->db, u->arena, &u->code, undo->label, PX_STR(""), &u->version, err);
    if (rc >= 0 && u->version.state != PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' of code '{code}' is published; its text stays as it "
                          "is"),
                       "version", px_arena_cstr(u->arena, undo->label), "code",
                       px_arena_cstr(u->arena, undo->code), NULL);
    if (rc >= 0)
        rc = px_import_step_last(u->db, u->arena, u->version.row, &u->step, err);
    if (rc >= 0 && !u->step.row)
        return px_fail(
            err, PX_ERR_CONFLICT,
            N_("there is no import into version '{version}', and no edit of it, to take back"),
            "version", px_arena_cstr(u->arena, undo->label), NULL);
    if (rc >= 0 && undo->step && undo->step != u->step.row)
        return px_fail(
            err, PX_ERR_CONFLICT,
            N_("version '{version}' was changed again since; only the last change can be "
               "taken back"),
            "version", px_arena_cstr(u->arena, undo->label), NULL);
    return rc < 0 ? rc
                  : px_import_step_with(u->db, u->arena, u->step.row, &u->with, &u->n_with, err);
}

int px_version_undo(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_import_undo *undo = arg;
    undoing u = { .db = db, .arena = arena, .undo = undo };
    int rc;

    undo->language_gone = undo->version_gone = undo->code_gone = false;
    rc = find(&u, err);
    if (rc >= 0)
        rc = take_back(&u, err);
    if (rc < 0)
        return rc;
    undo->language = px_arena_str(undo->arena, u.step.language);
    undo->time = u.step.time;
    return 0;
}
