/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_field.h"
#include "drafting/process/process.h"

#include "base/banned.h"

#define STEP_COLUMNS                                                                               \
    "SELECT s.id, s.process, s.public_id, s.key, s.kind, s.cycle, s.starts, s.starts_at, s.ends, " \
    "s.ends_at, s.day_only, s.state, s.required, "                                                 \
    "coalesce((SELECT title FROM step_text WHERE step = s.id AND language = ?1), "                 \
    "(SELECT title FROM step_text WHERE step = s.id ORDER BY language LIMIT 1), ''), "             \
    "coalesce((SELECT text FROM step_text WHERE step = s.id AND language = ?1), "                  \
    "(SELECT text FROM step_text WHERE step = s.id ORDER BY language LIMIT 1), ''), "              \
    "coalesce((SELECT language FROM step_text WHERE step = s.id AND language = ?1), "              \
    "(SELECT min(language) FROM step_text WHERE step = s.id), ''), "                               \
    "coalesce(s.version, 0), "                                                                     \
    "coalesce(s.document, ''), s.document_name, s.document_address, s.act FROM step AS s "

static px_moment moment_read(px_query *query, px_arena *arena)
{
    px_str civil = px_query_next_text(query, arena);
    px_time at = px_query_next_int(query);

    return civil.len ? (px_moment){ .civil = civil, .at = at } : (px_moment){ 0 };
}

static void step_read(px_query *query, px_arena *arena, px_step *ret_step)
{
    *ret_step = (px_step){ 0 };
    ret_step->row = px_query_next_int(query);
    ret_step->process = px_query_next_int(query);
    ret_step->id = px_query_next_text(query, arena);
    ret_step->key = px_query_next_text(query, arena);
    ret_step->kind = px_dossier_word_find(px_dossier_steps, px_query_next_str(query));
    if (!ret_step->kind) /* of a newer program */
        ret_step->kind = px_dossier_word_find(px_dossier_steps, PX_STR("other"));
    ret_step->cycle = (int)px_query_next_int(query);
    ret_step->starts = moment_read(query, arena);
    ret_step->ends = moment_read(query, arena);
    ret_step->starts.day_only = ret_step->ends.day_only = px_query_next_int(query) != 0;
    ret_step->state = px_query_next_text(query, arena);
    ret_step->required = px_query_next_int(query) != 0;
    ret_step->title = px_query_next_text(query, arena);
    ret_step->text = px_query_next_text(query, arena);
    ret_step->language = px_query_next_text(query, arena);
    ret_step->version_row = px_query_next_int(query);
    ret_step->document = px_query_next_text(query, arena);
    ret_step->document_name = px_query_next_text(query, arena);
    ret_step->document_address = px_query_next_text(query, arena);
    ret_step->act = px_query_next_text(query, arena);
}

/* The label of its draft, which another room keeps. */
static int step_label(px_db *db, px_arena *arena, px_step *step, px_error *err)
{
    step->version = PX_STR("");
    if (!step->version_row)
        return 0;
    return px_version_label(db, arena, step->version_row, &step->version, err);
}

int px_step_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                 px_step **ret_steps, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_step *steps = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            STEP_COLUMNS "WHERE s.process = ?2 "
                                         "ORDER BY s.starts = '', substr(s.starts, 1, 10), "
                                         "s.day_only, s.starts_at, s.position, s.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, process->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        steps = px_arena_grow(arena, steps, count, &room, sizeof(*steps));
        step_read(&query, arena, &steps[count++]);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = step_label(db, arena, &steps[i], err);
    if (rc < 0)
        return rc;
    *ret_steps = steps;
    *ret_count = count;
    return 0;
}

static int step_read_one(px_db *db, px_query *query, px_arena *arena, px_step *ret_step,
                         px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such step"), NULL);
    step_read(query, arena, ret_step);
    return step_label(db, arena, ret_step, err);
}

int px_step_find(px_db *db, px_arena *arena, px_str id, px_str language, px_step *ret_step,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, STEP_COLUMNS "WHERE s.public_id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_str(&query, id);
    return step_read_one(db, &query, arena, ret_step, err);
}

int px_step_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_step *ret_step,
                px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, STEP_COLUMNS "WHERE s.id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, row);
    return step_read_one(db, &query, arena, ret_step, err);
}

int px_step_find_key(px_db *db, px_arena *arena, const px_process *process, px_str key,
                     px_str language, px_step *ret_step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char excerpt[PX_EXCERPT_SIZE];
    int rc = px_query_start(db, STEP_COLUMNS "WHERE s.process = ?2 AND s.key = ?3", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, process->row);
    px_query_str(&query, key);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the process '{process}' has no step '{step}'; see 'praxis process show "
                          "{code} {process}'"),
                       "process", px_arena_cstr(arena, process->key), "step",
                       px_str_excerpt(key, excerpt), "code", px_arena_cstr(arena, process->code_id),
                       NULL);
    step_read(&query, arena, ret_step);
    return step_label(db, arena, ret_step, err);
}
