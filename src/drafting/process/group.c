/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/group.h"

#include "base/banned.h"

#define HOLDS "since <= ?2 AND (until IS NULL OR until > ?2)"
#define NAMES " FROM working_group_name WHERE working_group = g.id AND " HOLDS

/* Name and subject in the language asked for, else in the first one, as they were at ?2. Of a group
 * that has ended the last ones are found with an instant before its end. */
#define GROUP_COLUMNS                                                                              \
    "SELECT g.id, g.process, p.code, g.public_id, g.key, "                                         \
    "coalesce((SELECT name" NAMES " AND language = ?1), "                                          \
    "(SELECT name" NAMES " ORDER BY language LIMIT 1), g.key), "                                   \
    "coalesce((SELECT text" NAMES " AND language = ?1), "                                          \
    "(SELECT text" NAMES " ORDER BY language LIMIT 1), ''), "                                      \
    "coalesce((SELECT language" NAMES " AND language = ?1), "                                      \
    "(SELECT language" NAMES " ORDER BY language LIMIT 1), ''), "                                  \
    "g.since, g.until FROM working_group AS g JOIN process AS p ON p.id = g.process "

static void group_read(px_query *query, px_arena *arena, px_group *ret_group)
{
    *ret_group = (px_group){ .until = PX_TIME_NONE };
    ret_group->row = px_query_next_int(query);
    ret_group->process = px_query_next_int(query);
    ret_group->code = px_query_next_int(query);
    ret_group->id = px_query_next_text(query, arena);
    ret_group->key = px_query_next_text(query, arena);
    ret_group->name = px_query_next_text(query, arena);
    ret_group->text = px_query_next_text(query, arena);
    ret_group->language = px_query_next_text(query, arena);
    ret_group->since = px_query_next_int(query);
    if (!px_query_next_is_null(query))
        ret_group->until = px_query_next_int(query);
}

static int chapters_read(px_db *db, px_arena *arena, px_group *group, px_time at, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT lasting_id FROM working_group_chapter WHERE "
                            "working_group = ?1 AND " HOLDS " ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group->row);
    px_query_int(&query, at);
    while ((rc = px_query_step(&query, err)) > 0) {
        group->chapters = px_arena_grow(arena, group->chapters, group->n_chapters, &room,
                                        sizeof(*group->chapters));
        group->chapters[group->n_chapters++] = px_query_next_text(&query, arena);
    }
    return rc;
}

int px_group_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                  px_time at, px_group **ret_groups, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_group *groups = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            GROUP_COLUMNS "WHERE g.process = ?3 AND g.since <= ?2 AND "
                                          "(g.until IS NULL OR g.until > ?2) "
                                          "ORDER BY g.position, g.id",
                            &query, err);

    if (rc < 0)
        return rc;
    at = at == PX_TIME_NONE ? px_now() : at;
    px_query_str(&query, language);
    px_query_int(&query, at);
    px_query_int(&query, process->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        groups = px_arena_grow(arena, groups, count, &room, sizeof(*groups));
        group_read(&query, arena, &groups[count++]);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = chapters_read(db, arena, &groups[i], at, err);
    if (rc < 0)
        return rc;
    *ret_groups = groups;
    *ret_count = count;
    return 0;
}

/* When to look at a group: now, or in the last moment before its end; it may have begun later than
 * a clock that was set back says. */
static int time_of(px_db *db, int64_t row, px_time *ret_at, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT since, coalesce(until, 0) FROM working_group WHERE id = ?",
                            &query, err);
    px_time since, until;

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such working group"), NULL);
    since = px_query_next_int(&query);
    until = px_query_next_int(&query);
    *ret_at = PX_MAX(px_now(), since);
    if (until)
        *ret_at = PX_MIN(*ret_at, until - 1);
    return 0;
}

int px_group_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_group *ret_group,
                 px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_group group = { 0 };
    px_time at;
    int rc = time_of(db, row, &at, err);

    if (rc >= 0)
        rc = px_query_start(db, GROUP_COLUMNS "WHERE g.id = ?3", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, at);
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc > 0) {
        group_read(&query, arena, &group);
        rc = chapters_read(db, arena, &group, at, err);
    }
    if (rc < 0)
        return rc;
    *ret_group = group;
    return 0;
}

int px_group_find(px_db *db, px_arena *arena, const px_process *process, px_str key,
                  px_str language, px_group *ret_group, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char excerpt[PX_EXCERPT_SIZE];
    int rc = px_query_start(db, "SELECT id FROM working_group WHERE process = ? AND key = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process->row);
    px_query_str(&query, key);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the process '{process}' has no working group '{group}'"), "process",
                       px_arena_cstr(arena, process->key), "group", px_str_excerpt(key, excerpt),
                       NULL);
    return px_group_get(db, arena, px_query_next_int(&query), language, ret_group, err);
}

int px_group_name_list(px_db *db, px_arena *arena, const px_group *group, px_str language,
                       px_group_name **ret_names, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_group_name *names = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db,
        "SELECT name, text, language, since, coalesce(until, ?3) FROM working_group_name AS n "
        "WHERE working_group = ?2 AND language = coalesce((SELECT language FROM "
        "working_group_name WHERE working_group = ?2 AND since = n.since AND language = ?1), "
        "(SELECT min(language) FROM working_group_name WHERE working_group = ?2 AND "
        "since = n.since)) ORDER BY since, id",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, group->row);
    px_query_int(&query, PX_TIME_NONE);
    while ((rc = px_query_step(&query, err)) > 0) {
        names = px_arena_grow(arena, names, count, &room, sizeof(*names));
        names[count].name = px_query_next_text(&query, arena);
        names[count].text = px_query_next_text(&query, arena);
        names[count].language = px_query_next_text(&query, arena);
        names[count].since = px_query_next_int(&query);
        names[count++].until = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_names = names;
    *ret_count = count;
    return 0;
}
