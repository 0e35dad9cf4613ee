/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/answer_work.h"

#include "base/json_write.h"
#include "base/words.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} states[PX_WORK_STATE_COUNT] = {
    [PX_WORK_TO_DO] = { "to-do", N_("To be done") },
    [PX_WORK_OPEN] = { "open", N_("Without an answer") },
    [PX_WORK_DRAFTED] = { "drafted", N_("Drafted") },
    [PX_WORK_OBJECTION] = { "objection", N_("With an open objection") },
    [PX_WORK_ANSWERED] = { "answered", N_("Answered") },
};

PX_WORDS(px_work_state, px_work_state, states)

/* ---- The statements
 *
 * A state is made of values of comment.work (schema/0022-answering.sql). A page merges a walk along
 * the index for each of them, and ends with its last row, however many lie behind; the totals are
 * sums of what is kept.
 *
 * Parameters: 1 code   2 round   3 group   4 chapter   5 category   6 kind   7 all groups
 *             8 groups as JSON   9 number that the page begins at   10 rows */

#define CHOSEN(group)                                                                              \
    "c.code = ?1 AND (?2 = 0 OR c.round = ?2) AND (?3 = 0 OR " group " = max(?3, 0)) "             \
    "AND (?4 = '' OR c.chapter = ?4) AND (?5 = '' OR c.category = ?5) "                            \
    "AND (?6 = '' OR c.kind = ?6) AND (?7 OR " group " = 0 "                                       \
    "OR " group " IN (SELECT value FROM json_each(?8))) "

#define WALK(work, beyond)                                                                         \
    "SELECT c.id AS row, c.number AS place FROM comment AS c WHERE c.number > 0 AND " CHOSEN(      \
        "coalesce(c.working_group, 0)") "AND c.work = " work " AND c.number " beyond " ?9 "
#define AND_WALK(work, beyond) "UNION ALL " WALK(work, beyond)
#define PAGE(order) "ORDER BY place " order " LIMIT ?10"
#define BOTH_WAYS(walks) { walks(">") PAGE(""), walks("<") PAGE("DESC") }

#define TO_DO(beyond)                                                                              \
    WALK("1", beyond) AND_WALK("2", beyond) AND_WALK("3", beyond) AND_WALK("4", beyond)
#define OPEN(beyond) WALK("1", beyond)
#define DRAFTED(beyond) WALK("2", beyond) AND_WALK("4", beyond) AND_WALK("6", beyond)
#define OBJECTION(beyond) WALK("3", beyond) AND_WALK("4", beyond)
#define ANSWERED(beyond) WALK("5", beyond) AND_WALK("6", beyond)

static const char *const page_sql[PX_WORK_STATE_COUNT][2] = {
    [PX_WORK_TO_DO] = BOTH_WAYS(TO_DO),       [PX_WORK_OPEN] = BOTH_WAYS(OPEN),
    [PX_WORK_DRAFTED] = BOTH_WAYS(DRAFTED),   [PX_WORK_OBJECTION] = BOTH_WAYS(OBJECTION),
    [PX_WORK_ANSWERED] = BOTH_WAYS(ANSWERED),
};

#define TOTAL(works) "coalesce(sum(c.comments) FILTER (WHERE c.work IN (" works ")), 0)"

static const char *const totals_sql =
    "SELECT " TOTAL("1, 2, 3, 4") ", " TOTAL("1") ", " TOTAL("2, 4, 6") ", " TOTAL(
        "3, 4") ", " TOTAL("5, 6") " FROM comment_count AS c WHERE " CHOSEN("c.working_group");

/* ---- Reading */

typedef struct work_reading {
    px_db *db;
    px_arena *arena;
    const px_answer_work_filter *filter;
    bool all;      /* whoever asks answers for the whole code */
    px_str groups; /* else for these, as JSON */
    const px_language *language;
} work_reading;

/* For which groups of the code they may answer. */
static int work_groups(work_reading *w, const px_who *who, px_error *err)
{
    px_builder groups = PX_BUILDER_INIT(64 * 1024);
    px_json json;
    int rc;

    w->all = !who;
    px_json_start(&json, &groups, PX_JSON_CANONICAL);
    px_json_array(&json);
    for (size_t i = 0; who && i < who->n_grants; i++) {
        px_scope scope = who->grants[i].scope;

        if (!px_right_has(who->grants[i].role, PX_ACTION_ANSWER))
            continue;
        if (scope.kind == PX_SCOPE_GROUP && scope.code == w->filter->code)
            px_json_int(&json, scope.row);
        w->all = w->all || scope.kind == PX_SCOPE_HOUSE ||
                 (scope.kind == PX_SCOPE_CODE && scope.row == w->filter->code);
    }
    px_json_array_end(&json);
    rc = px_json_finish(&json, err);
    w->groups = px_arena_str(w->arena, px_builder_view(&groups));
    px_builder_free(&groups);
    return rc;
}

static px_str text_or_empty(px_str s)
{
    return s.ptr ? s : PX_STR("");
}

static void work_bind(const work_reading *w, px_query *query)
{
    const px_answer_work_filter *f = w->filter;

    px_query_int(query, f->code);
    px_query_int(query, f->round);
    px_query_int(query, f->working_group);
    px_query_str(query, text_or_empty(f->chapter));
    px_query_str(query, text_or_empty(f->category));
    px_query_str(query, text_or_empty(f->kind));
    px_query_int(query, w->all);
    px_query_str(query, w->groups);
}

static int work_totals(const work_reading *w, px_answer_work *work, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(w->db, totals_sql, &query, err);

    if (rc < 0)
        return rc;
    work_bind(w, &query);
    rc = px_query_step(&query, err);
    for (int i = 0; rc > 0 && i < PX_WORK_STATE_COUNT; i++)
        work->totals[i] = px_query_next_int(&query);
    return rc < 0 ? rc : 0;
}

/* The rows of the page's comments, by number, and whether there are more in its direction. */
static int work_page(const work_reading *w, int64_t *rows, size_t *ret_count, bool *ret_more,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t max = PX_MIN(w->filter->max, PX_ANSWER_WORK_MAX), n = 0;
    bool backward = w->filter->before > 0;
    int rc = px_query_start(w->db, page_sql[w->filter->state][backward], &query, err);

    if (rc < 0)
        return rc;
    work_bind(w, &query);
    px_query_int(&query, backward ? w->filter->before : w->filter->after);
    px_query_int(&query, (int64_t)max + 1);
    *ret_more = false;
    while ((rc = px_query_step(&query, err)) > 0) {
        if (n == max) {
            *ret_more = true;
            break;
        }
        rows[n++] = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    for (size_t i = 0; backward && i < n / 2; i++) {
        int64_t row = rows[i];

        rows[i] = rows[n - 1 - i];
        rows[n - 1 - i] = row;
    }
    *ret_count = n;
    return 0;
}

static int work_row(const work_reading *w, int64_t comment, px_answer_work_row *row, px_error *err)
{
    px_person person;
    int rc = px_comment_get(w->db, w->arena, comment, &row->comment, err);

    row->writer = PX_STR("");
    if (rc >= 0)
        rc = px_comment_author(w->db, w->arena, &row->comment, w->language, &row->author, err);
    if (rc >= 0)
        rc = px_answer_draft(w->db, w->arena, &row->comment, &row->draft, err);
    if (rc >= 0)
        rc = px_answer_newest(w->db, w->arena, &comment, 1, &row->published, err);
    if (rc < 0 || !row->draft.person)
        return rc;
    rc = px_person_get(w->db, w->arena, row->draft.person, &person, err);
    if (rc >= 0)
        row->writer = person.name;
    return rc;
}

int px_answer_work_read(px_db *db, px_arena *arena, const px_answer_work_filter *filter,
                        const px_who *who, const px_language *language, px_answer_work *ret_work,
                        px_error *err)
{
    work_reading w = { .db = db, .arena = arena, .filter = filter, .language = language };
    int64_t rows[PX_ANSWER_WORK_MAX];
    px_answer_work work = { 0 };
    bool more = false;
    int rc = work_groups(&w, who, err);

    if (rc >= 0)
        rc = work_totals(&w, &work, err);
    if (rc >= 0)
        rc = work_page(&w, rows, &work.count, &more, err);
    if (rc < 0)
        return rc;
    work.more_after = filter->before > 0 || more;
    work.more_before = filter->before > 0 ? more : filter->after > 0;
    work.rows = px_arena_array(arena, work.count + 1, sizeof(*work.rows));
    for (size_t i = 0; rc >= 0 && i < work.count; i++)
        rc = work_row(&w, rows[i], &work.rows[i], err);
    if (rc >= 0)
        *ret_work = work;
    return rc < 0 ? rc : 0;
}
