/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/change.h"

#include "base/words.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} ways[] = {
    [PX_CHANGE_WORDING] = { "wording", N_("proposed wording taken over") },
    [PX_CHANGE_EDIT] = { "edit", N_("worked into the text") },
};

PX_WORDS(px_change_way, px_change_way, ways)

/* ---- Reading */

/* Of a change (h) of a comment (c). */
#define LABEL PX_VERSION_LABEL_SQL("h.version")
#define PUBLISHED PX_VERSION_PUBLISHED_SQL("h.version") " IS NOT NULL AS published"
#define PERSON "coalesce((SELECT name FROM person WHERE id = h.person), '')"
#define CHANGE_SQL                                                                                 \
    "SELECT h.id, h.comment, h.version, c.public_id, " LABEL                                       \
    ", h.lasting_id, c.number, " PUBLISHED                                                         \
    ", h.way = 'wording', h.language, h.before, h.after, " PERSON ", h.time, h.act "               \
    "FROM comment_change AS h JOIN comment AS c ON c.id = h.comment "

static void change_read(px_query *query, px_arena *arena, px_comment_change *change)
{
    change->row = px_query_next_int(query);
    change->comment = px_query_next_int(query);
    change->version = px_query_next_int(query);
    change->comment_id = px_query_next_text(query, arena);
    change->version_label = px_query_next_text(query, arena);
    change->lasting_id = px_query_next_text(query, arena);
    change->number = px_query_next_int(query);
    change->published = px_query_next_int(query) != 0;
    change->way = px_query_next_int(query) ? PX_CHANGE_WORDING : PX_CHANGE_EDIT;
    change->language = px_query_next_text(query, arena);
    change->before = px_query_next_text(query, arena);
    change->after = px_query_next_text(query, arena);
    change->person = px_query_next_text(query, arena);
    change->time = px_query_next_int(query);
    change->act = px_query_next_text(query, arena);
}

static int change_rows(px_query *query, px_arena *arena, px_comment_change **ret_changes,
                       size_t *ret_count, px_error *err)
{
    px_comment_change *changes = NULL;
    size_t count = 0, room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        changes = px_arena_grow(arena, changes, count, &room, sizeof(*changes));
        change_read(query, arena, &changes[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_changes = changes;
    *ret_count = count;
    return 0;
}

int px_comment_change_list(px_db *db, px_arena *arena, const px_comment *comment, bool working,
                           px_comment_change **ret_changes, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            CHANGE_SQL "WHERE h.comment = ?1 AND (?2 OR published) "
                                       "ORDER BY h.id DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    px_query_int(&query, working);
    return change_rows(&query, arena, ret_changes, ret_count, err);
}

int px_provision_change_list(px_db *db, px_arena *arena, const px_code *code, px_str lasting_id,
                             bool working, px_comment_change **ret_changes, size_t *ret_count,
                             px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            CHANGE_SQL "WHERE c.code = ?1 AND (?2 = '' OR h.lasting_id = ?2) "
                                       "AND (?3 OR published) ORDER BY h.version DESC, h.id DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code->row);
    px_query_str(&query, lasting_id.ptr ? lasting_id : PX_STR(""));
    px_query_int(&query, working);
    return change_rows(&query, arena, ret_changes, ret_count, err);
}

/* ---- Writing */

static px_str some(px_str text)
{
    return text.ptr ? text : PX_STR("");
}

int px_comment_change_add(px_db *db, const px_comment_change *change, int64_t person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "INSERT INTO comment_change (comment, version, lasting_id, way, language, "
                       "before, after, person, time, act) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?)",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, change->comment);
    px_query_int(&query, change->version);
    px_query_str(&query, change->lasting_id);
    px_query_cstr(&query, px_change_way_name(change->way));
    px_query_str(&query, some(change->language));
    px_query_str(&query, some(change->before));
    px_query_str(&query, some(change->after));
    px_query_int(&query, person);
    px_query_int(&query, px_now());
    px_query_str(&query, some(change->act));
    return px_query_run(&query, err);
}

/* Forgets what was noted in a version since that time. */
static int change_forget(px_db *db, int64_t version, px_time since, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM comment_change WHERE version = ? AND time >= ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, since);
    return px_query_run(&query, err);
}

int px_text_undo_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_import_undo *undo = arg;
    px_version version = { 0 };
    px_code code;
    int rc = px_code_find(db, arena, undo->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &code, undo->label, PX_STR(""), &version, err);
    if (rc >= 0)
        rc = px_version_undo(db, undo, err);
    if (rc >= 0 && !undo->version_gone)
        rc = change_forget(db, version.row, undo->time, err);
    return rc;
}
