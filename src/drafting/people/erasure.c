/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/erasure.h"

#include "drafting/comment/comment_erasure.h"
#include "store/act.h"
#include "store/job.h"

#include "base/banned.h"

/* Runs a statement with the person's row as ?1 and the address as ?2, or one of them. */
static int erasure_run(px_db *db, const char *sql, int64_t row, px_str text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    if (text.ptr)
        px_query_str(&query, text);
    return px_query_run(&query, err);
}

/* ---- Who may not, and what stays */

int px_erasure_keeps_function(px_db *db, int64_t person, bool *ret_keeps, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT role FROM grant_of_role WHERE person = ?", &query, err);
    bool keeps = false;

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_role role;

        keeps |= px_role_find(px_query_next_str(&query), &role) && px_role_writes(role);
    }
    if (rc >= 0)
        *ret_keeps = keeps;
    return rc;
}

/* Somebody must be left who can open the house to others. */
static int erasure_check_secretariat(px_db *db, int64_t person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT 1 FROM grant_of_role WHERE person = ?1 AND role = 'secretariat' AND scope_kind = "
        "'house' AND ended IS NULL AND NOT EXISTS (SELECT 1 FROM grant_of_role AS g JOIN person AS "
        "p ON p.id = g.person WHERE g.person <> ?1 AND g.role = 'secretariat' AND g.scope_kind = "
        "'house' AND g.ended IS NULL AND p.state = 'active')",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    rc = px_query_step(&query, err);
    if (rc > 0)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("this is the only secretariat of the house; give somebody else that role "
                          "before its data are erased"),
                       NULL);
    return rc;
}

/* ---- Parts */

/* Roles that hold end; those that are no public function are forgotten. */
static int erasure_grants(px_db *db, px_arena *arena, const px_person *person, const char *author,
                          px_error *err)
{
    px_grant_row *grants;
    size_t n;
    int rc = px_grant_list(db, arena, person->row, &grants, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (grants[i].ended == PX_TIME_NONE && px_role_writes(grants[i].grant.role))
            rc = px_grant_end(db, person, &grants[i].grant, author, err);
    for (int role = 0; rc >= 0 && role < PX_ROLE_COUNT; role++)
        if (!px_role_writes((px_role)role))
            rc = erasure_run(db, "DELETE FROM grant_of_role WHERE person = ? AND role = ?",
                             person->row, px_str_of(px_role_name((px_role)role)), err);
    return rc;
}

/* The contents of the acts about applications of the person, before the applications go. */
static int erasure_application_acts(px_db *db, px_arena *arena, const px_person *person,
                                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str *ids = NULL;
    size_t n = 0, room = 0;
    int rc = px_query_start(db, "SELECT public_id FROM application WHERE person = ?1 OR mail = ?2",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person->row);
    px_query_str(&query, person->mail);
    while ((rc = px_query_step(&query, err)) > 0) {
        ids = px_arena_grow(arena, ids, n, &room, sizeof(*ids));
        ids[n++] = px_query_next_text(&query, arena);
    }
    for (size_t i = 0; rc >= 0 && i < n; i++)
        rc = px_act_erase_contents(db, "application", ids[i], err);
    return rc;
}

#define ERASURE_MAILS                                                                              \
    "UPDATE mail SET state = 'void', person = NULL, address = '', subject = '', body = '', "       \
    "reason = NULL WHERE "

/* What is deleted by the person's row. */
static const char *const erasure_rows[] = {
    "DELETE FROM person_word WHERE person = ?",     "DELETE FROM interest WHERE person = ?",
    "DELETE FROM consent WHERE person = ?",         "DELETE FROM credential WHERE person = ?",
    "DELETE FROM recovery_code WHERE person = ?",   "DELETE FROM session WHERE person = ?",
    "DELETE FROM mail_link WHERE person = ?",       "DELETE FROM identity WHERE person = ?",
    "DELETE FROM appointment_end WHERE person = ?",
};

/* What is changed or deleted by row and address. */
static const char *const erasure_addressed[] = {
    "DELETE FROM application WHERE person = ?1 OR mail = ?2",
    ERASURE_MAILS "person = ?1 OR address = ?2",
};

static int erasure_delete(px_db *db, const px_person *person, px_error *err)
{
    px_str mail = person->mail.ptr ? person->mail : PX_STR("");
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(erasure_rows); i++)
        rc = erasure_run(db, erasure_rows[i], person->row, PX_STR_NONE, err);
    for (size_t i = 0; rc >= 0 && mail.len && i < PX_COUNT(erasure_addressed); i++)
        rc = erasure_run(db, erasure_addressed[i], person->row, mail, err);
    if (rc >= 0 && mail.len)
        rc = px_job_delete_with(db, "people.link", "mail", mail, err);
    return rc;
}

static int erasure_empty_person(px_db *db, int64_t person, px_error *err)
{
    return erasure_run(db,
                       "UPDATE person SET name = '', sort_key = '', mail = NULL, "
                       "organisation = NULL, category = '', country = '', language = 'en', "
                       "zone = '', display = 'anonymous', digest = 'none', state = 'erased', "
                       "standing = 0, seen = 0, retain_until = 0 WHERE id = ?",
                       person, PX_STR_NONE, err);
}

/* ---- The record of it */

static int erasure_note(px_db *db, px_str id, px_time time, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT OR IGNORE INTO erasure (public_id, time) VALUES (?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    px_query_int(&query, time);
    return px_query_run(&query, err);
}

static int erasure_act(px_db *db, const char *kind, const char *key, px_str id, const char *author,
                       px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = kind, .author = author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, key, id);
    return px_act_append_json(db, &act, &json, NULL, err);
}

static int erasure_record(px_db *db, const char *kind, const char *key, px_str id,
                          const char *author, px_error *err)
{
    int rc = erasure_note(db, id, px_now(), err);

    if (rc >= 0)
        rc = erasure_act(db, kind, key, id, author, err);
    return rc < 0 ? rc : px_job_soon(db, PX_ERASURE_JOB, err);
}

/* ---- The whole */

static int erasure_person(px_db *db, px_arena *arena, const px_person *person, const char *author,
                          px_error *err)
{
    bool keeps;
    int rc = px_erasure_keeps_function(db, person->row, &keeps, err);

    if (rc >= 0)
        rc = erasure_grants(db, arena, person, author, err);
    if (rc >= 0)
        rc = erasure_application_acts(db, arena, person, err);
    if (rc >= 0)
        rc = px_act_erase_contents(db, "person", person->id, err);
    if (rc >= 0 && !keeps)
        rc = px_act_erase_author(db, person->id, err);
    if (rc >= 0)
        rc = px_comment_erase_person(db, arena, person->row, err);
    if (rc >= 0)
        rc = erasure_delete(db, person, err);
    if (rc >= 0)
        rc = erasure_empty_person(db, person->row, err);
    return rc < 0 ? rc : erasure_record(db, "person.erased", "person", person->id, author, err);
}

int px_erase_person(px_db *db, px_arena *arena, const px_person *person, const char *author,
                    px_error *err)
{
    int rc;

    if (px_str_is(person->state, "erased"))
        return px_fail(err, PX_ERR_CONFLICT, N_("the data of this person were erased already"),
                       NULL);
    rc = erasure_check_secretariat(db, person->row, err);
    return rc < 0 ? rc : erasure_person(db, arena, person, author, err);
}

int px_erasure_again(px_db *db, px_arena *arena, const px_person *person, px_error *err)
{
    return erasure_person(db, arena, person, "operator", err);
}

int px_erase_application(px_db *db, px_arena *arena, px_str application, const char *author,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t row;
    px_str mail;
    int rc =
        px_query_start(db, "SELECT id, mail FROM application WHERE public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, application);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such application"), NULL);
    row = px_query_next_int(&query);
    mail = px_query_next_text(&query, arena);
    px_query_end(&query);
    rc = px_act_erase_contents(db, "application", application, err);
    if (rc >= 0)
        rc = erasure_run(db, "DELETE FROM application WHERE id = ?", row, PX_STR_NONE, err);
    if (rc >= 0)
        rc = erasure_run(db,
                         ERASURE_MAILS
                         "?1 > 0 AND kind IN ('application', 'retention') AND address = ?2 AND NOT "
                         "EXISTS (SELECT 1 FROM person WHERE mail = ?2)"
                         " AND NOT EXISTS (SELECT 1 FROM application WHERE mail = ?2)",
                         row, mail, err);
    return rc < 0
               ? rc
               : erasure_record(db, "application.erased", "application", application, author, err);
}
