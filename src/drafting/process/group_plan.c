/* SPDX-License-Identifier: EUPL-1.2 */
/* Working groups as they are formed, renamed, given other chapters and ended. */
#include "code/outline.h"
#include "drafting/people/person.h"
#include "drafting/process/group.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

/* ---- Rows */

static int names_insert(px_db *db, int64_t group, const px_plan_text *texts, size_t n_texts,
                        px_time since, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO working_group_name (working_group, language, name, text, "
                            "since) VALUES (?, ?, ?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_texts; i++) {
        px_query_int(&query, group);
        px_query_str(&query, texts[i].language);
        px_query_str(&query, px_str_trim(texts[i].title));
        px_query_str(&query, texts[i].text.ptr ? texts[i].text : PX_STR(""));
        px_query_int(&query, since);
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

static int chapters_insert(px_db *db, int64_t group, const px_str *chapters, size_t n_chapters,
                           px_time since, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO working_group_chapter (working_group, lasting_id, since) "
                            "VALUES (?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_chapters; i++) {
        px_query_int(&query, group);
        px_query_str(&query, chapters[i]);
        px_query_int(&query, since);
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

int px_plan_group_insert(px_db *db, px_plan_group_row *group, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO working_group (process, position, public_id, key, since) VALUES (?1, "
        "(SELECT coalesce(max(position), 0) + 1 FROM working_group WHERE process = ?1), ?2, ?3, "
        "?4)",
        &query, err);

    if (rc < 0)
        return rc;
    px_random_public_id(group->ret_id);
    px_query_int(&query, group->process);
    px_query_cstr(&query, group->ret_id);
    px_query_str(&query, group->key);
    px_query_int(&query, group->since);
    rc = px_query_run(&query, err);
    group->ret_row = px_db_last_id(db);
    if (rc >= 0)
        rc = names_insert(db, group->ret_row, group->texts, group->n_texts, group->since, err);
    if (rc >= 0)
        rc = chapters_insert(db, group->ret_row, group->chapters, group->n_chapters, group->since,
                             err);
    return rc;
}

/* ---- Checks */

/* The time of a change: never before what is there, so that periods do not cross where the clock
 * was set back. */
static px_time time_after(px_time since)
{
    return PX_MAX(px_now(), since + 1);
}

static bool has_chapter(const px_group *group, px_str chapter)
{
    for (size_t i = 0; i < group->n_chapters; i++)
        if (px_str_eq(group->chapters[i], chapter))
            return true;
    return false;
}

static int fail_taken(px_arena *arena, px_str chapter, const px_group *group, px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the chapter '{chapter}' belongs to the working group '{group}'; take it "
                      "from there first"),
                   "chapter", px_arena_cstr(arena, chapter), "group",
                   px_arena_cstr(arena, group->key), "field", "chapters", NULL);
}

/* Each has the form of a lasting id, stands once, and belongs to no other group. */
static int check_chapters(px_db *db, px_arena *arena, const px_planned *planned,
                          const px_group_change *change, px_error *err)
{
    px_group *groups;
    size_t n;
    int rc = /* at the end of time, so that changes of this very moment count */
        px_group_list(db, arena, &planned->process, PX_STR(""), INT64_MAX, &groups, &n, err);

    if (rc < 0)
        return rc;
    if (change->n_chapters > PX_PLAN_CHAPTERS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a working group has at most 1,000 chapters"),
                       NULL);
    for (size_t i = 0; i < change->n_chapters; i++) {
        px_str chapter = change->chapters[i];
        bool twice = false;

        for (size_t k = 0; k < i; k++)
            twice = twice || px_str_eq(change->chapters[k], chapter);
        if (twice || !px_lasting_id_valid(chapter))
            return px_fail(err, PX_ERR_INVALID,
                           N_("'{chapter}' is no lasting id of a chapter, or stands twice"),
                           "chapter", px_arena_cstr(arena, chapter), "field", "chapters", NULL);
        for (size_t k = 0; k < n; k++)
            if (!px_str_eq(groups[k].key, change->key) && has_chapter(&groups[k], chapter))
                return fail_taken(arena, chapter, &groups[k], err);
    }
    return 0;
}

static int count_groups(px_db *db, int64_t process, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT count(*) FROM working_group WHERE process = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (px_query_next_int(&query) >= PX_PLAN_GROUPS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a process has at most 100 working groups"), NULL);
    return 0;
}

/* The group, which must not have ended. */
static int open_group(px_db *db, px_arena *arena, const px_group_change *change,
                      px_planned *ret_planned, px_group *ret_group, px_error *err)
{
    int rc = px_planned_open(db, arena, change->code, change->process, ret_planned, err);

    if (rc >= 0)
        rc = px_group_find(db, arena, &ret_planned->process, change->key, PX_STR(""), ret_group,
                           err);
    if (rc < 0)
        return rc;
    if (ret_group->until != PX_TIME_NONE)
        return px_fail(err, PX_ERR_CONFLICT, N_("the working group '{group}' has ended"), "group",
                       px_arena_cstr(arena, change->key), NULL);
    return 0;
}

static int change_done(px_group_change *change, const px_group *group, int rc)
{
    if (rc >= 0)
        (void)snprintf(change->ret_id, sizeof(change->ret_id), "%.*s", PX_STR_ARG(group->id));
    return rc;
}

/* ---- Forming */

static int form_act(px_db *db, px_arena *arena, px_group_change *change, const px_planned *planned,
                    const px_plan_group_row *row, px_error *err)
{
    static const px_str none = PX_STR_INIT("");
    char digest[65];
    px_plan_pair pairs[] = {
        { .key = "chapters",
          .list = change->n_chapters ? change->chapters : &none,
          .n_list = change->n_chapters },
        { .key = "code", .text = planned->code.id },
        { .key = "group", .text = px_str_of(row->ret_id) },
        { .key = "key", .text = change->key },
        { .key = "process", .text = planned->process.key },
        { .key = "texts", .text = PX_STR("") },
    };

    px_plan_texts_digest(change->texts, change->n_texts, digest);
    pairs[PX_COUNT(pairs) - 1].text = px_str_of(digest);
    return px_plan_act(db, arena, "group.formed", planned, PX_STR(""), pairs, PX_COUNT(pairs),
                       change->author, change->ret_act, err);
}

static int check_free(px_db *db, px_arena *arena, const px_planned *planned, px_str key,
                      px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    px_group group;
    int rc = px_group_find(db, arena, &planned->process, key, PX_STR(""), &group, &ignored);

    if (rc == -PX_ERR_NOT_FOUND)
        return count_groups(db, planned->process.row, err);
    if (rc < 0) {
        *err = ignored;
        return rc;
    }
    return px_fail(err, PX_ERR_EXISTS,
                   N_("the process '{process}' has a working group '{group}' already"), "process",
                   px_arena_cstr(arena, planned->process.key), "group", px_arena_cstr(arena, key),
                   "field", "key", NULL);
}

int px_group_form_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_group_change *change = arg;
    px_planned planned = { 0 };
    px_plan_group_row row = {
        .key = change->key,
        .texts = change->texts,
        .n_texts = change->n_texts,
        .chapters = change->chapters,
        .n_chapters = change->n_chapters,
        .since = px_now(),
    };
    int rc = px_planned_open(db, arena, change->code, change->process, &planned, err);

    if (rc >= 0)
        rc = px_plan_key_check(change->key, err);
    if (rc >= 0)
        rc = px_plan_texts_check(change->texts, change->n_texts, true, err);
    if (rc >= 0)
        rc = check_free(db, arena, &planned, change->key, err);
    if (rc >= 0)
        rc = check_chapters(db, arena, &planned, change, err);
    row.process = planned.process.row;
    if (rc >= 0)
        rc = px_plan_group_insert(db, &row, err);
    if (rc >= 0)
        rc = form_act(db, arena, change, &planned, &row, err);
    if (rc >= 0)
        (void)snprintf(change->ret_id, sizeof(change->ret_id), "%s", row.ret_id);
    return rc;
}

/* ---- Renaming */

/* Ends the names that hold in the languages that are given, or, without one, all. */
static int names_end(px_db *db, int64_t group, const px_plan_text *texts, size_t n_texts,
                     px_time until, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE working_group_name SET until = ? WHERE working_group = ? AND "
                            "until IS NULL AND language = ?",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_texts; i++) {
        px_query_int(&query, until);
        px_query_int(&query, group);
        px_query_str(&query, texts[i].language);
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

static int last_name(px_db *db, int64_t group, px_time *ret_since, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT max(since) FROM (SELECT since FROM working_group_name WHERE "
                            "working_group = ?1 UNION ALL SELECT since FROM working_group_chapter "
                            "WHERE working_group = ?1 UNION ALL SELECT since FROM working_group "
                            "WHERE id = ?1)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_since = px_query_next_int(&query);
    return 0;
}

int px_group_rename_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_group_change *change = arg;
    px_planned planned = { 0 };
    px_group group = { 0 };
    px_time since = 0;
    char digest[65];
    int rc = open_group(db, arena, change, &planned, &group, err);

    if (rc >= 0)
        rc = px_plan_texts_check(change->texts, change->n_texts, true, err);
    if (rc >= 0)
        rc = last_name(db, group.row, &since, err);
    since = time_after(since);
    if (rc >= 0)
        rc = names_end(db, group.row, change->texts, change->n_texts, since, err);
    if (rc >= 0)
        rc = names_insert(db, group.row, change->texts, change->n_texts, since, err);
    if (rc >= 0) {
        px_plan_pair pairs[] = {
            { .key = "code", .text = planned.code.id },
            { .key = "group", .text = group.id },
            { .key = "key", .text = change->key },
            { .key = "process", .text = planned.process.key },
            { .key = "texts", .text = PX_STR("") },
        };

        px_plan_texts_digest(change->texts, change->n_texts, digest);
        pairs[PX_COUNT(pairs) - 1].text = px_str_of(digest);
        rc = px_plan_act(db, arena, "group.renamed", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         change->author, change->ret_act, err);
    }
    return change_done(change, &group, rc);
}

/* ---- Other chapters */

static int chapters_end(px_db *db, int64_t group, px_time until, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE working_group_chapter SET until = ? WHERE working_group = ? "
                            "AND until IS NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, until);
    px_query_int(&query, group);
    return px_query_run(&query, err);
}

int px_group_rescope_deed(px_db *db, void *arg, px_error *err)
{
    static const px_str none = PX_STR_INIT("");
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_group_change *change = arg;
    px_planned planned = { 0 };
    px_group group = { 0 };
    px_time since = 0;
    int rc = open_group(db, arena, change, &planned, &group, err);

    if (rc >= 0)
        rc = check_chapters(db, arena, &planned, change, err);
    if (rc >= 0)
        rc = last_name(db, group.row, &since, err);
    since = time_after(since);
    if (rc >= 0)
        rc = chapters_end(db, group.row, since, err);
    if (rc >= 0)
        rc = chapters_insert(db, group.row, change->chapters, change->n_chapters, since, err);
    if (rc >= 0) {
        const px_plan_pair pairs[] = {
            { .key = "chapters",
              .list = change->n_chapters ? change->chapters : &none,
              .n_list = change->n_chapters },
            { .key = "chapters_before",
              .list = group.n_chapters ? group.chapters : &none,
              .n_list = group.n_chapters },
            { .key = "code", .text = planned.code.id },
            { .key = "group", .text = group.id },
            { .key = "key", .text = change->key },
            { .key = "process", .text = planned.process.key },
        };

        rc = px_plan_act(db, arena, "group.rescoped", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         change->author, change->ret_act, err);
    }
    return change_done(change, &group, rc);
}

/* ---- The end */

static int end_rows(px_db *db, int64_t group, px_time until, px_error *err)
{
    static const char *const statements[] = {
        "UPDATE working_group SET until = ?1 WHERE id = ?2",
        "UPDATE working_group_name SET until = ?1 WHERE working_group = ?2 AND until IS NULL",
        "UPDATE working_group_chapter SET until = ?1 WHERE working_group = ?2 AND until IS NULL",
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(statements); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(db, statements[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_int(&query, until);
        px_query_int(&query, group);
        rc = px_query_run(&query, err);
    }
    return rc;
}

typedef struct held {
    int64_t person;
    px_str role;
} held;

static int grants_of(px_db *db, px_arena *arena, int64_t group, held **ret_held, size_t *ret_count,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t count = 0, room = 0;
    held *rows = NULL;
    int rc = px_query_start(db,
                            "SELECT person, role FROM grant_of_role WHERE scope_kind = 'group' "
                            "AND scope = ? AND ended IS NULL ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group);
    while ((rc = px_query_step(&query, err)) > 0) {
        rows = px_arena_grow(arena, rows, count, &room, sizeof(*rows));
        rows[count].person = px_query_next_int(&query);
        rows[count++].role = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_held = rows;
    *ret_count = count;
    return 0;
}

/* The roles in the group end with it, each with its own act. */
static int end_grants(px_db *db, px_arena *arena, const px_group *group, const char *author,
                      px_error *err)
{
    held *rows = NULL;
    size_t count = 0;
    int rc = grants_of(db, arena, group->row, &rows, &count, err);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_grant grant = { .scope = px_scope_group(group->row, group->code) };
        px_person person;

        rc = px_person_get(db, arena, rows[i].person, &person, err);
        if (rc >= 0 && px_role_find(rows[i].role, &grant.role))
            rc = px_grant_end(db, &person, &grant, author, err);
    }
    return rc;
}

int px_group_end_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_group_change *change = arg;
    px_planned planned = { 0 };
    px_group group = { 0 };
    px_time since = 0;
    int rc = open_group(db, arena, change, &planned, &group, err);

    if (rc >= 0)
        rc = px_plan_reason_check(change->reason, err);
    if (rc >= 0)
        rc = last_name(db, group.row, &since, err);
    if (rc >= 0)
        rc = end_rows(db, group.row, time_after(since), err);
    if (rc >= 0)
        rc = end_grants(db, arena, &group, change->author, err);
    if (rc >= 0) {
        const px_plan_pair pairs[] = {
            { .key = "code", .text = planned.code.id },
            { .key = "group", .text = group.id },
            { .key = "key", .text = change->key },
            { .key = "process", .text = planned.process.key },
            { .key = "reason", .text = change->reason },
        };

        rc = px_plan_act(db, arena, "group.ended", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         change->author, change->ret_act, err);
    }
    return change_done(change, &group, rc);
}
