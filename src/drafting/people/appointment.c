/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/appointment.h"

#include "drafting/mail/mail.h"
#include "drafting/people/application.h"
#include "drafting/process/moment.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"
#include "store/job.h"

#include "base/banned.h"

enum { JOB_TRIES = 20 };

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

static px_role function_role(px_str function)
{
    return px_str_is(function, "vice-chair") ? PX_ROLE_VICE_CHAIR : PX_ROLE_CHAIR;
}

/* ---- Reading */

typedef struct appointment_row {
    int64_t person, group;
    bool vice;
    px_str title, act;
    int64_t since, ended, until;
} appointment_row;

static int rows_read(px_db *db, px_arena *arena, const px_process *process,
                     appointment_row **ret_rows, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    appointment_row *rows = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db,
        "SELECT g.person, g.scope, g.role = 'vice-chair', g.title, g.act, g.since, "
        "coalesce(g.ended, 0), coalesce((SELECT until FROM appointment_end AS e WHERE "
        "e.person = g.person AND e.role = g.role AND e.working_group = g.scope), 0) "
        "FROM grant_of_role AS g JOIN working_group AS w ON w.id = g.scope "
        "WHERE g.scope_kind = 'group' AND w.process = ? AND g.role IN ('chair', 'vice-chair') "
        "ORDER BY w.position, w.id, g.ended IS NOT NULL, g.role, g.since DESC, g.id LIMIT 1000",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, process->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        appointment_row *row;

        rows = px_arena_grow(arena, rows, count, &room, sizeof(*rows));
        row = &rows[count++];
        row->person = px_query_next_int(&query);
        row->group = px_query_next_int(&query);
        row->vice = px_query_next_int(&query) != 0;
        row->title = px_query_next_text(&query, arena);
        row->act = px_query_next_text(&query, arena);
        row->since = px_query_next_int(&query);
        row->ended = px_query_next_int(&query);
        row->until = px_query_next_int(&query);
    }
    *ret_rows = rows;
    *ret_count = count;
    return rc;
}

static int appointment_fill(px_db *db, px_arena *arena, const px_zone *zone, px_str language,
                            const appointment_row *row, px_appointment *a, px_error *err)
{
    px_str usual = row->vice ? PX_STR("vice-chair") : PX_STR("chair");
    int rc = px_person_get(db, arena, row->person, &a->person, err);

    if (rc >= 0)
        rc = px_group_get(db, arena, row->group, language, &a->group, err);
    if (rc < 0)
        return rc;
    a->function = row->title.len ? row->title : usual;
    a->since = row->since;
    a->ended = row->ended ? row->ended : PX_TIME_NONE;
    a->act = row->act;
    if (row->until && !row->ended)
        a->until = px_moment_at(arena, zone, row->until);
    return px_interest_list(db, arena, row->person, &a->interests, &a->n_interests, err);
}

int px_appointment_list(px_db *db, px_arena *arena, const px_process *process, px_str language,
                        px_appointment **ret_appointments, size_t *ret_count, px_error *err)
{
    const px_zone *zone = NULL;
    px_appointment *list;
    appointment_row *rows = NULL;
    size_t count = 0;
    int rc = px_zone_kept(px_arena_cstr(arena, process->zone), &zone, err);

    if (rc >= 0)
        rc = rows_read(db, arena, process, &rows, &count, err);
    if (rc < 0)
        return rc;
    list = px_arena_array(arena, count, sizeof(*list));
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = appointment_fill(db, arena, zone, language, &rows[i], &list[i], err);
    if (rc < 0)
        return rc;
    *ret_appointments = list;
    *ret_count = count;
    return 0;
}

/* ---- Giving */

static int end_forget(px_db *db, int64_t person, px_role role, int64_t group, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "DELETE FROM appointment_end WHERE person = ? AND role = ? AND working_group = ?",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_cstr(&query, px_role_name(role));
    px_query_int(&query, group);
    return px_query_run(&query, err);
}

static int end_plan(px_db *db, int64_t person, px_role role, int64_t group, px_time until,
                    px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "INSERT INTO appointment_end (person, role, working_group, until) VALUES (?, ?, ?, ?)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_cstr(&query, px_role_name(role));
    px_query_int(&query, group);
    px_query_int(&query, until);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc
                  : px_job_add(db, "appointment.end", PX_STR("{}"), until + 1000, JOB_TRIES, err);
}

int px_appointment_give(px_db *db, const px_appointment *a, const char *author, px_error *err)
{
    px_grant grant = { .role = function_role(a->function),
                       .scope = px_scope_group(a->group.row, a->group.code) };
    int rc;

    if (!px_application_function_title(a->function))
        return fail_field(err, "function", N_("choose one of the functions"));
    if (px_moment_is_set(&a->until) && a->until.at <= px_now())
        return fail_field(err, "until", N_("an appointment has to end after today"));
    rc = px_grant_give(db, &a->person, &grant, a->function, author, err);
    if (rc >= 0)
        rc = end_forget(db, a->person.row, grant.role, a->group.row, err);
    if (rc >= 0 && px_moment_is_set(&a->until))
        rc = end_plan(db, a->person.row, grant.role, a->group.row, a->until.at, err);
    return rc;
}

/* ---- Deeds */

/* reason: of who appointed or ended it; empty where it ends by its planned day. */
static int appointment_tell(px_db *db, px_arena *arena, const px_person *person,
                            const px_process *process, const px_group *group, px_str reason,
                            bool given, px_error *err)
{
    const char *ended = reason.len ? N_("Your appointment in the working group “{group}” of the "
                                        "process “{process}” has ended.\n\nThe reason: {reason}")
                                   : N_("Your appointment in the working group “{group}” of the "
                                        "process “{process}” has ended on its last day.");
    const px_mail_to to = { .person = person->row };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject =
            given ? N_("{group}: you were appointed") : N_("{group}: your appointment has ended"),
        .body = given ? N_("You were appointed in the working group “{group}” of the process "
                           "“{process}”. The interests that you declared are public as long as you "
                           "have this function.\n\nThe reason: {reason}")
                      : ended,
        .args = args.list,
        .link = px_arena_format(arena, "/codes/%.*s/processes/%.*s/chairs",
                                PX_STR_ARG(process->code_id), PX_STR_ARG(process->key)),
    };
    int rc = px_notice_arg_group(db, arena, &args, group->row, err);

    if (rc >= 0)
        rc = px_notice_arg_process(db, arena, &args, process->row, err);
    if (rc < 0)
        return rc;
    if (reason.len)
        px_notice_arg(&args, "reason", reason);
    text.n_args = args.count;
    return px_mail_add(db, arena, PX_MAIL_ACCOUNT, &to, &text, err);
}

/* Ends whatever of the two functions the person has in the group. */
static int appointment_stop(px_db *db, const px_person *person, const px_group *group,
                            const char *author, px_error *err)
{
    static const px_role roles[] = { PX_ROLE_CHAIR, PX_ROLE_VICE_CHAIR };
    bool any = false;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(roles); i++) {
        px_grant grant = { .role = roles[i], .scope = px_scope_group(group->row, group->code) };

        rc = px_grant_end(db, person, &grant, author, err);
        any |= rc >= 0;
        if (rc == -PX_ERR_NOT_FOUND)
            rc = 0;
        if (rc >= 0)
            rc = end_forget(db, person->row, roles[i], group->row, err);
    }
    if (rc >= 0 && !any)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the person chairs nothing in this working group"),
                       "field", "person", NULL);
    return rc;
}

typedef struct changing {
    px_planned planned;
    px_group group;
    px_person person;
} changing;

static int change_find(px_db *db, px_arena *arena, const px_appointment_change *change,
                       changing *ret, px_error *err)
{
    int rc = px_planned_open(db, arena, change->code, change->process, &ret->planned, err);

    if (rc >= 0)
        rc = px_plan_reason_check(change->reason, err);
    if (rc >= 0)
        rc = px_group_find(db, arena, &ret->planned.process, change->group, PX_STR(""), &ret->group,
                           err);
    if (rc >= 0)
        rc = px_person_find(db, arena, change->person, &ret->person, err);
    return rc;
}

static int change_replace(px_db *db, px_arena *arena, const px_appointment_change *change,
                          const changing *c, px_error *err)
{
    px_person before;
    int rc;

    if (!change->instead.len)
        return 0;
    rc = px_person_find(db, arena, change->instead, &before, err);
    if (rc >= 0)
        rc = appointment_stop(db, &before, &c->group, change->author, err);
    return rc < 0 ? rc
                  : appointment_tell(db, arena, &before, &c->planned.process, &c->group,
                                     px_str_trim(change->reason), false, err);
}

int px_appointment_give_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_appointment_change *change = arg;
    px_appointment appointment = { .function = change->function };
    changing c = { 0 };
    int rc = change_find(db, arena, change, &c, err);

    if (rc < 0)
        return rc;
    rc = px_moment_parse(arena, c.planned.zone, PX_MOMENT_ENDS, change->until, &appointment.until,
                         err);
    if (rc < 0) {
        px_error_add(err, "field", "until");
        return rc;
    }
    appointment.person = c.person;
    appointment.group = c.group;
    rc = change_replace(db, arena, change, &c, err);
    if (rc >= 0)
        rc = px_appointment_give(db, &appointment, change->author, err);
    return rc < 0 ? rc
                  : appointment_tell(db, arena, &c.person, &c.planned.process, &c.group,
                                     px_str_trim(change->reason), true, err);
}

int px_appointment_end_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_appointment_change *change = arg;
    changing c = { 0 };
    int rc = change_find(db, arena, change, &c, err);

    if (rc >= 0)
        rc = appointment_stop(db, &c.person, &c.group, change->author, err);
    return rc < 0 ? rc
                  : appointment_tell(db, arena, &c.person, &c.planned.process, &c.group,
                                     px_str_trim(change->reason), false, err);
}

/* ---- The clock */

typedef struct due_end {
    int64_t person, group;
    px_role role;
} due_end;

static int due_read(px_db *db, due_end *due, size_t max, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t n = 0;
    int rc = px_query_start(db,
                            "SELECT person, working_group, role FROM appointment_end "
                            "WHERE until <= ? LIMIT 200",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, px_now() - 1000);
    while (n < max && (rc = px_query_step(&query, err)) > 0) {
        due[n].person = px_query_next_int(&query);
        due[n].group = px_query_next_int(&query);
        if (!px_role_find(px_query_next_str(&query), &due[n].role))
            continue;
        n++;
    }
    *ret_count = n;
    return rc;
}

static int due_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    due_end due[200];
    size_t n = 0;
    int rc = due_read(db, due, PX_COUNT(due), &n, err);

    (void)arg;
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_grant grant = { .role = due[i].role };
        px_process process;
        px_person person;
        px_group group = { 0 };

        rc = px_person_get(db, arena, due[i].person, &person, err);
        if (rc >= 0)
            rc = px_group_get(db, arena, due[i].group, PX_STR(""), &group, err);
        if (rc >= 0)
            rc = px_process_get(db, arena, group.process, PX_STR(""), &process, err);
        if (rc < 0)
            return rc;
        grant.scope = px_scope_group(group.row, group.code);
        rc = px_grant_end(db, &person, &grant, "house", err);
        if (rc >= 0)
            rc = appointment_tell(db, arena, &person, &process, &group, PX_STR_NONE, false, err);
        else if (rc == -PX_ERR_NOT_FOUND) /* it was ended by hand */
            rc = 0;
        if (rc >= 0)
            rc = end_forget(db, person.row, due[i].role, group.row, err);
    }
    return rc;
}

int px_appointment_job(const px_job_work *work, px_error *err)
{
    return px_house_write(work->house, due_deed, NULL, err);
}
