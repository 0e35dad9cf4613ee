/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/process.h"

#include "base/banned.h"

enum { PROCESS_LIST_MAX = 1000 };

/* Title and text in the language asked for, else in the first one that there is. */
#define PROCESS_COLUMNS                                                                            \
    "SELECT p.id, p.code, p.key, p.template, "                                                     \
    "coalesce((SELECT title FROM process_text WHERE process = p.id AND language = ?1), "           \
    "(SELECT title FROM process_text WHERE process = p.id ORDER BY language LIMIT 1), p.key), "    \
    "coalesce((SELECT text FROM process_text WHERE process = p.id AND language = ?1), "            \
    "(SELECT text FROM process_text WHERE process = p.id ORDER BY language LIMIT 1), ''), "        \
    "coalesce((SELECT language FROM process_text WHERE process = p.id AND language = ?1), "        \
    "(SELECT min(language) FROM process_text WHERE process = p.id), ''), "                         \
    "p.zone, p.late, p.window_days, p.created, p.ended "                                           \
    "FROM process AS p "

static void process_read(px_query *query, px_arena *arena, px_process *ret_process)
{
    *ret_process = (px_process){ .ended = PX_TIME_NONE };
    ret_process->row = px_query_next_int(query);
    ret_process->code = px_query_next_int(query);
    ret_process->key = px_query_next_text(query, arena);
    ret_process->template_key = px_query_next_text(query, arena);
    ret_process->title = px_query_next_text(query, arena);
    ret_process->text = px_query_next_text(query, arena);
    ret_process->language = px_query_next_text(query, arena);
    ret_process->zone = px_query_next_text(query, arena);
    ret_process->late = px_query_next_text(query, arena);
    ret_process->window_days = (int)px_query_next_int(query);
    ret_process->created = px_query_next_int(query);
    if (!px_query_next_is_null(query))
        ret_process->ended = px_query_next_int(query);
}

/* The id of its code, which another room keeps. */
static int process_code(px_db *db, px_arena *arena, px_process *process, px_error *err)
{
    px_code code;
    int rc = px_code_get(db, arena, process->code, PX_STR(""), &code, err);

    if (rc >= 0)
        process->code_id = code.id;
    return rc;
}

int px_process_list(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    px_process **ret_processes, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_process *processes = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db, PROCESS_COLUMNS "WHERE p.code = ?2 ORDER BY p.created, p.id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, code->row);
    while (count < PROCESS_LIST_MAX && (rc = px_query_step(&query, err)) > 0) {
        processes = px_arena_grow(arena, processes, count, &room, sizeof(*processes));
        process_read(&query, arena, &processes[count++]);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = process_code(db, arena, &processes[i], err);
    if (rc < 0)
        return rc;
    *ret_processes = processes;
    *ret_count = count;
    return 0;
}

int px_process_find(px_db *db, px_arena *arena, const px_code *code, px_str key, px_str language,
                    px_process *ret_process, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char excerpt[PX_EXCERPT_SIZE];
    int rc = px_query_start(db, PROCESS_COLUMNS "WHERE p.code = ?2 AND p.key = ?3", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, code->row);
    px_query_str(&query, key);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the code '{code}' has no process '{process}'; see 'praxis process list "
                          "{code}'"),
                       "code", px_arena_cstr(arena, code->id), "process",
                       px_str_excerpt(key, excerpt), NULL);
    process_read(&query, arena, ret_process);
    return process_code(db, arena, ret_process, err);
}

int px_process_get(px_db *db, px_arena *arena, int64_t row, px_str language,
                   px_process *ret_process, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, PROCESS_COLUMNS "WHERE p.id = ?2", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such process"), NULL);
    process_read(&query, arena, ret_process);
    return process_code(db, arena, ret_process, err);
}
