/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The job mail.notice: makes one mail for each person of an audience, in steps. A step is a deed
 * that notes how far it came, so that each person is told once whatever happens in between.
 */
#include "base/json_read.h"
#include "drafting/mail/mail_queue.h"
#include "drafting/mail/mail_words.h"
#include "store/job.h"

#include "base/banned.h"

enum { NOTICE_STEP = 200, NOTICE_STEPS = 50 /* a run, then other jobs have their turn */ };

/* One of its audiences: with one of the roles ("|member|chair|") in the scope. */
typedef struct notice_part {
    px_str scope_kind, roles, category;
    int64_t scope;
} notice_part;

typedef struct notice {
    px_arena *arena;
    int64_t row, reached;
    px_mail_kind kind;
    notice_part *parts;
    size_t n_parts;
    px_mail_text text;
    bool found;
} notice;

/* Rows of persons in rising order, the first NOTICE_STEP of those that were added. */
typedef struct notice_people {
    int64_t rows[NOTICE_STEP];
    size_t count;
} notice_people;

/* ---- Reading one */

static int notice_fail(px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED, N_("the audience of a notice cannot be read"), NULL);
}

/* The names of the roles: those that take part where none is named. */
static px_str notice_roles(px_arena *arena, unsigned roles)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

    px_builder_char(&out, '|');
    for (int role = 0; role < PX_ROLE_COUNT; role++)
        if (roles ? (roles >> role) & 1 : px_right_has((px_role)role, PX_ACTION_TAKE_PART))
            px_builder_format(&out, "%s|", px_role_name((px_role)role));
    return px_arena_str(arena, px_builder_view(&out));
}

static int notice_read_part(px_arena *arena, const json_t *value, notice_part *part, px_error *err)
{
    long long row, roles;
    px_str kind, category;

    if (px_json_get_str(value, "kind", &kind, NULL) < 0 ||
        px_json_get_int(value, "row", 0, INT64_MAX / 2, &row, NULL) < 0 ||
        px_json_get_int(value, "roles", 0, 1LL << 31, &roles, NULL) < 0 ||
        px_json_get_str(value, "category", &category, NULL) < 0)
        return notice_fail(err);
    part->scope_kind = px_arena_str(arena, kind);
    part->scope = row;
    part->roles = notice_roles(arena, (unsigned)roles);
    part->category = px_arena_str(arena, category);
    return 0;
}

/* A list; an older program wrote a single one without it. */
static int notice_read_parts(notice *n, px_str json, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    bool list;
    int rc = 0;

    if (px_json_parse(json, "audience", PX_MAIL_AUDIENCES_BYTES, &value, NULL) < 0)
        return notice_fail(err);
    list = json_is_array(value);
    n->n_parts = list ? json_array_size(value) : 1;
    if (n->n_parts > PX_AUDIENCES_MAX)
        return notice_fail(err);
    n->parts = px_arena_array(n->arena, n->n_parts + 1, sizeof(*n->parts));
    for (size_t i = 0; rc >= 0 && i < n->n_parts; i++)
        rc = notice_read_part(n->arena, list ? json_array_get(value, i) : value, &n->parts[i], err);
    return rc;
}

/* The oldest that is not done. */
static int notice_read(px_db *db, notice *n, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str kind, audience, content;
    int rc = px_query_start(db,
                            "SELECT id, kind, audience, content, reached FROM notice"
                            " WHERE done = 0 ORDER BY id LIMIT 1",
                            &query, err);

    if (rc < 0)
        return rc;
    rc = px_query_step(&query, err);
    n->found = rc > 0;
    if (rc <= 0)
        return rc;
    n->row = px_query_next_int(&query);
    kind = px_query_next_text(&query, n->arena);
    audience = px_query_next_text(&query, n->arena);
    content = px_query_next_text(&query, n->arena);
    n->reached = px_query_next_int(&query);
    if (!px_mail_kind_find(kind, &n->kind))
        return notice_fail(err);
    rc = notice_read_parts(n, audience, err);
    return rc < 0 ? rc : px_mail_text_read(n->arena, content, &n->text, err);
}

/* ---- A step */

/* Keeps the order; one who is there already is not added again. */
static void notice_people_add(notice_people *people, int64_t row)
{
    size_t at = people->count;

    while (at > 0 && people->rows[at - 1] > row)
        at--;
    if ((at > 0 && people->rows[at - 1] == row) || at == NOTICE_STEP)
        return;
    people->count = PX_MIN(people->count + 1, (size_t)NOTICE_STEP);
    memmove(&people->rows[at + 1], &people->rows[at],
            (people->count - at - 1) * sizeof(people->rows[0]));
    people->rows[at] = row;
}

/* The next persons of one audience: with one of the roles in the scope, in a group of it, or, for a
 * code, in the house. */
static int notice_part_people(px_db *db, const notice *n, const notice_part *part,
                              notice_people *people, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT DISTINCT g.person FROM grant_of_role AS g JOIN person AS p ON p.id = g.person"
        " WHERE g.person > ?1 AND g.ended IS NULL AND p.state = 'active'"
        " AND instr(?2, '|' || g.role || '|') > 0 AND (?3 = '' OR p.category = ?3)"
        " AND (?4 = 'house' OR (g.scope_kind = ?4 AND g.scope = ?5) OR (?4 = 'code' AND"
        "  (g.scope_kind = 'house' OR (g.scope_kind = 'group' AND g.scope IN"
        "   (SELECT w.id FROM working_group AS w JOIN process AS c ON c.id = w.process"
        "    WHERE c.code = ?5)))))"
        " ORDER BY g.person LIMIT ?6",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, n->reached);
    px_query_str(&query, part->roles);
    px_query_str(&query, part->category);
    px_query_str(&query, part->scope_kind);
    px_query_int(&query, part->scope);
    px_query_int(&query, NOTICE_STEP);
    while ((rc = px_query_step(&query, err)) > 0)
        notice_people_add(people, px_query_next_int(&query));
    return rc;
}

/* The next persons of all audiences. Where fewer than NOTICE_STEP are left, none has more. */
static int notice_next(px_db *db, const notice *n, notice_people *ret_people, px_error *err)
{
    int rc = 0;

    ret_people->count = 0;
    for (size_t i = 0; rc >= 0 && i < n->n_parts; i++)
        rc = notice_part_people(db, n, &n->parts[i], ret_people, err);
    return rc;
}

static int notice_mark(px_db *db, int64_t row, int64_t reached, bool done, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "UPDATE notice SET reached = ?, done = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, reached);
    px_query_int(&query, done);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

/* A deed. One person whose address no mail can be sent to holds nobody else up. */
static int notice_step(px_db *db, void *arg, px_error *err)
{
    notice *n = arg;
    notice_people people;
    int rc = notice_read(db, n, err);

    if (rc < 0 || !n->found)
        return rc;
    rc = notice_next(db, n, &people, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < people.count; i++) {
        px_mail_to to = { .person = people.rows[i] };

        rc = px_mail_add(db, n->arena, n->kind, &to, &n->text, err);
        if (rc < 0 && rc != -PX_ERR_INVALID && rc != -PX_ERR_TOO_LARGE)
            return rc;
    }
    return notice_mark(db, n->row, people.count ? people.rows[people.count - 1] : n->reached,
                       people.count < NOTICE_STEP, err);
}

static int notice_again_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_job_soon(db, PX_MAIL_NOTICE_JOB, err);
}

int px_mail_notice_job(const px_job_work *work, px_error *err)
{
    for (int i = 0; i < NOTICE_STEPS; i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        notice n = { .arena = arena };
        int rc = notice_read(work->db, &n, err);

        if (rc < 0 || !n.found)
            return rc;
        rc = px_house_write(work->house, notice_step, &n, err);
        if (rc < 0)
            return rc;
    }
    return px_house_write(work->house, notice_again_deed, NULL, err);
}
