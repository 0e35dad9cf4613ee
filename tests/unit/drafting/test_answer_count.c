/* SPDX-License-Identifier: EUPL-1.2 */
/* The counts that are kept of comments and their answers: the same as if they were counted anew,
 * whatever becomes of a comment, and read without a walk over all comments. */
#include "unit/testing.h"

#include "drafting/comment/answer_work.h"
#include "unit/drafting/answer_fixture.h"

/* One number from the tables. */
static int64_t number_of(fixture *f, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

/* What the tables of answers say of a comment, and of all comments together. */
#define NEWEST                                                                                     \
    "(SELECT a.id FROM answer AS a WHERE a.comment = c.id AND a.state = 'published' "              \
    "ORDER BY a.number DESC LIMIT 1)"
#define STATUS "coalesce((SELECT status FROM answer WHERE id = " NEWEST "), '')"
#define OPINION "coalesce((SELECT opinion FROM answer_opinion WHERE answer = " NEWEST "), '')"
#define DRAFTED "EXISTS (SELECT 1 FROM answer WHERE comment = c.id AND state = 'draft')"
#define OPEN                                                                                       \
    "EXISTS (SELECT 1 FROM answer_opinion WHERE answer = " NEWEST                                  \
    " AND opinion = 'objects' AND dealt = 0)"
#define WORK "CASE WHEN " STATUS " = '' THEN 1 WHEN " OPEN " THEN 3 ELSE 5 END + " DRAFTED

#define ANEW                                                                                       \
    "SELECT c.code, coalesce(c.round, 0), " WORK ", coalesce(c.working_group, 0), c.chapter, "     \
    "c.category, c.kind, " STATUS ", " OPINION ", count(*) FROM comment AS c "                     \
    "WHERE c.number > 0 AND c.state = 'submitted' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
#define KEPT                                                                                       \
    "SELECT code, round, work, working_group, chapter, category, kind, answer, opinion, comments " \
    "FROM comment_count"

static const char *const difference = "SELECT (SELECT count(*) FROM (" ANEW " EXCEPT " KEPT ")) + "
                                      "(SELECT count(*) FROM (" KEPT " EXCEPT " ANEW "))";

static void assert_kept(fixture *f, int64_t comments)
{
    assert_int_equal(number_of(f, difference), 0);
    assert_int_equal(number_of(f, "SELECT coalesce(sum(comments), 0) FROM comment_count"),
                     comments);
    assert_int_equal(number_of(f, "SELECT count(*) FROM comment AS c WHERE c.wait IS NOT "
                                  "(SELECT max(a.published - c.submitted, 0) FROM answer AS a "
                                  "WHERE a.comment = c.id AND a.number = 1 AND "
                                  "a.state = 'published')"),
                     0);
}

static int judge(fixture *f, const char *id, px_opinion opinion, const char *text)
{
    px_who who = people_who(f, &answer_author);
    px_answer_judge judge = { .comment = px_str_of(id),
                              .opinion = opinion,
                              .text = px_str_of(text),
                              .who = &who,
                              .author = "operator" };

    return answer_do(f, px_answer_judge_deed, &judge);
}

static int by_hand_deed(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

static void by_hand(fixture *f, const char *sql)
{
    assert_ok(answer_do(f, by_hand_deed, px_arena_cstr(f->arena, px_str_of(sql))), &f->err);
}

/* Drafted, discarded, published, judged, objected to, answered again. */
static void test_answering(void **state)
{
    fixture *f = *state;
    px_answer_discard discard = { .comment = PX_STR("comment2"), .revision = 1 };
    px_answers_publish publish;

    assert_kept(f, 4); /* neither withdrawn ones nor drafts */
    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    assert_ok(answer_write(f, "comment2", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    assert_ok(answer_write(f, "comment3", PX_ANSWER_NOTED, "Seen."), &f->err);
    assert_kept(f, 4);
    assert_ok(answer_do(f, px_answer_discard_deed, &discard), &f->err);
    assert_kept(f, 4);
    assert_int_equal(number_of(f, "SELECT sum(comments) FROM comment_count WHERE work = 2"), 2);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_kept(f, 4);
    assert_ok(judge(f, "comment1", PX_OPINION_SATISFIED, ""), &f->err);
    assert_ok(judge(f, "comment3", PX_OPINION_OBJECTS, "Reconsider."), &f->err);
    assert_kept(f, 4);
    assert_int_equal(number_of(f, "SELECT sum(comments) FROM comment_count WHERE work = 3"), 1);
    assert_ok(answer_write(f, "comment3", PX_ANSWER_PARTLY, "We have."), &f->err);
    assert_kept(f, 4);
    assert_int_equal(number_of(f, "SELECT sum(comments) FROM comment_count WHERE work = 4"), 1);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_kept(f, 4);
    assert_int_equal(number_of(f, "SELECT sum(comments) FROM comment_count WHERE work = 5"), 2);
}

/* Comments come, change and go, with answers or without. */
static void test_comments(void **state)
{
    fixture *f = *state;
    px_answers_publish publish;

    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    by_hand(f, "UPDATE comment SET state = 'submitted', number = 6 WHERE state = 'draft'");
    assert_kept(f, 5);
    by_hand(f, "UPDATE comment SET category = '', working_group = NULL WHERE number < 3");
    assert_kept(f, 5);
    by_hand(f, "UPDATE comment SET round = NULL, kind = 'editorial', chapter = '' "
               "WHERE number = 2");
    assert_kept(f, 5);
    by_hand(f, "UPDATE comment SET state = 'disowned' WHERE number = 1");
    assert_kept(f, 4);
    by_hand(f, "UPDATE comment SET state = 'withdrawn' WHERE number IN (2, 5)");
    assert_kept(f, 3);
    by_hand(f, "DELETE FROM comment WHERE number = 3");
    assert_kept(f, 2);
}

/* ---- How they are read */

/* No statement that the reader has run since walked a table from end to end; those that begin with
 * `sorted` had nothing to sort either. */
static void assert_no_walk(fixture *f, const char *sorted)
{
    sqlite3_stmt *stmt = NULL;
    int seen = 0;

    while ((stmt = sqlite3_next_stmt(px_db_handle(f->reader), stmt))) {
        const char *sql = sqlite3_sql(stmt);

        if (!strstr(sql, "comment_count") && !strstr(sql, "comment AS c"))
            continue;
        if (sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0))
            fail_msg("walks a table: %s", sql);
        if (strncmp(sql, sorted, strlen(sorted)) == 0) {
            seen++;
            if (sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_SORT, 0))
                fail_msg("sorts: %s", sql);
        }
    }
    assert_true(seen);
}

static void test_work_is_not_walked(void **state)
{
    fixture *f = *state;
    px_answer_work_filter filter = { .code = answer_code.row, .max = 10 };
    px_answer_work work;

    for (int i = 0; i < PX_WORK_STATE_COUNT; i++)
        for (int backward = 0; backward < 2; backward++) {
            filter.state = (px_work_state)i;
            filter.before = backward ? 5 : 0;
            assert_ok(px_answer_work_read(f->reader, f->arena, &filter, NULL, px_language_english(),
                                          &work, &f->err),
                      &f->err);
        }
    assert_no_walk(f, "SELECT c.id AS row");
}

static void test_progress_is_not_walked(void **state)
{
    fixture *f = *state;
    px_code code = { .row = answer_code.row };
    px_round round = round_of(f, "p", 1);
    px_answer_progress progress;
    px_answers_publish publish;
    px_answer_share *shares;
    size_t n;

    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    for (int i = 0; i < 2; i++) {
        const px_round *of = i ? &round : NULL;

        assert_ok(px_answer_progress_read(f->reader, &code, of, &progress, &f->err), &f->err);
        assert_int_equal(progress.answered, 1);
        assert_ok(px_answer_share_list(f->reader, f->arena, &code, of, PX_ANSWER_BY_CHAPTER,
                                       &shares, &n, &f->err),
                  &f->err);
        assert_int_equal(n, 1);
    }
    assert_no_walk(f, "SELECT c.wait");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_answering, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_comments, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_work_is_not_walked, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_progress_is_not_walked, answer_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
