/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers as they go out together, what their authors say of them, and how far a round has come. */
#include "unit/testing.h"

#include "drafting/comment/answer_work.h"
#include "drafting/comment/comment_list.h"
#include "drafting/desk.h"
#include "store/act.h"
#include "store/digest.h"
#include "unit/drafting/answer_fixture.h"

/* ---- Publishing */

/* The digest of an act, from the answers that it published, as docs/format-comment.md says. */
static const char *digest_of(fixture *f, const char *act)
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();
    char *hex = px_arena_array(f->arena, PX_DIGEST_HEX, 1);
    px_answer_published *answers;
    int64_t after = 0;
    size_t n;

    do { /* page by page */
        assert_ok(
            px_answers_of_act(f->reader, f->arena, px_str_of(act), after, 1, &answers, &n, &f->err),
            &f->err);
        for (size_t i = 0; i < n; i++) {
            const px_answer_published *a = &answers[i];

            px_digest_add(&digest, px_str_of(px_arena_format(
                                       f->arena, "%.*s %d %.*s %.*s %.*s\n", PX_STR_ARG(a->comment),
                                       a->answer, PX_STR_ARG(a->status), PX_STR_ARG(a->language),
                                       PX_STR_ARG(a->digest))));
            after = a->number;
        }
    } while (n);
    px_digest_end(&digest, hex);
    return hex;
}

static px_str act_content(fixture *f, const char *act)
{
    px_act_row row;

    assert_ok(px_act_find(f->reader, f->arena, px_str_of(act), &row, &f->err), &f->err);
    return row.content;
}

static void write_all(fixture *f)
{
    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "You are right."), &f->err);
    assert_ok(answer_write(f, "comment2", PX_ANSWER_NOTED, "Noted, for later."), &f->err);
    assert_ok(answer_write(f, "comment3", PX_ANSWER_NOT_ACCEPTED, "It would weaken it."), &f->err);
    assert_ok(answer_write(f, "comment4", PX_ANSWER_ACCEPTED, "You are right."), &f->err);
}

/* One act with all of them; each author is told once, however many comments were answered. */
static void test_publish(void **state)
{
    fixture *f = *state;
    px_answers_publish publish;
    px_str content;

    write_all(f);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(publish.ret_count, 4);
    assert_int_equal(acts_of(f, "answers.published"), 1);
    content = act_content(f, publish.ret_act);
    assert_str(content, px_arena_format(f->arena,
                                        "{\"code\":\"gpai\",\"count\":4,\"digest\":\"%s\","
                                        "\"process\":\"p\",\"round\":1}",
                                        digest_of(f, publish.ret_act)));
    assert_true(answer_of(f, "comment3", false).published);
    assert_str(answer_of(f, "comment3", false).act, publish.ret_act);
    assert_int_equal(count_of(f, "SELECT count(*) FROM mail WHERE kind = ?", "answer"), 2);
    assert_int_equal(count_of(f, "SELECT count(*) FROM mail WHERE instr(body, ?)", "yours: 3"), 1);
    assert_int_equal(answer_publish(f, NULL, &publish), -PX_ERR_CONFLICT);
    assert_int_equal(answer_write(f, "comment1", PX_ANSWER_NOTED, "Other."), -PX_ERR_CONFLICT);
}

/* Only those that whoever publishes may; others stay drafts. Named ones alone, too. */
static void test_publish_some(void **state)
{
    fixture *f = *state;
    px_who one = people_who(f, &answer_chair_one);
    px_code code = { .row = answer_code.row };
    px_answers_ready ready;
    px_str named = PX_STR("comment4");
    px_answers_publish publish;

    write_all(f);
    assert_ok(px_answers_ready_read(f->reader, &code, NULL, &one, &ready, &f->err), &f->err);
    assert_int_equal(ready.count, 3);
    assert_int_equal(ready.statuses[PX_ANSWER_ACCEPTED], 2);
    publish = (px_answers_publish){ .code = PX_STR("gpai"),
                                    .comments = &named,
                                    .n_comments = 1,
                                    .who = &one,
                                    .author = "operator" };
    assert_ok(answer_do(f, px_answers_publish_deed, &publish), &f->err);
    assert_int_equal(publish.ret_count, 1);
    assert_int_equal(answer_of(f, "comment1", false).row, 0);
    assert_ok(answer_publish(f, &one, &publish), &f->err);
    assert_int_equal(publish.ret_count, 2);
    assert_int_equal(answer_of(f, "comment2", false).row, 0);
    named = PX_STR("comment2"); /* of the other group */
    publish = (px_answers_publish){ .code = PX_STR("gpai"),
                                    .comments = &named,
                                    .n_comments = 1,
                                    .who = &one,
                                    .author = "operator" };
    assert_int_equal(answer_do(f, px_answers_publish_deed, &publish), -PX_ERR_CONFLICT);
}

/* ---- What authors say */

static int judge(fixture *f, const px_person *person, const char *id, px_opinion opinion,
                 const char *text)
{
    px_who who = people_who(f, person);
    px_answer_judge judge = { .comment = px_str_of(id),
                              .opinion = opinion,
                              .text = px_str_of(text),
                              .who = &who,
                              .author = "operator" };

    return answer_do(f, px_answer_judge_deed, &judge);
}

/* Comment 1 becomes one that the person of that row entered for somebody without an account. */
static int without_account_deed(px_db *db, void *arg, px_error *err)
{
    const px_person *recorder = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE comment SET author = NULL, recorder = ?, origin = 'imported' "
                            "WHERE public_id = 'comment1'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, recorder->row);
    return px_query_run(&query, err);
}

/* For an author without an account whoever entered the comment passes on what they say, or the
 * secretariat; nobody else, and not who gave the answer. */
static void test_judge_for_author(void **state)
{
    fixture *f = *state;
    px_person recorder = people_add(f, "Rita Recorder", "rita@example.org");
    px_person office = people_add(f, "Olga Office", "olga@example.org");
    px_str id = PX_STR("comment1");
    px_who who;
    px_answer_write own;
    px_answers_publish publish;
    px_answer answer;

    assert_ok(people_give(f, &office, PX_ROLE_SECRETARIAT, answer_code, ""), &f->err);
    assert_ok(px_house_write(f->house, without_account_deed, &recorder, &f->err), &f->err);
    who = people_who(f, &office);
    own = (px_answer_write){ .comments = &id,
                             .n_comments = 1,
                             .status = PX_ANSWER_NOTED,
                             .reason = PX_STR("Noted."),
                             .language = PX_STR("en"),
                             .person = office.row,
                             .who = &who };
    assert_ok(answer_do(f, px_answer_write_deed, &own), &f->err);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(judge(f, &answer_other, "comment1", PX_OPINION_NOT, ""), -PX_ERR_FORBIDDEN);
    assert_int_equal(judge(f, &answer_author, "comment1", PX_OPINION_NOT, ""), -PX_ERR_FORBIDDEN);
    assert_int_equal(judge(f, &office, "comment1", PX_OPINION_SATISFIED, ""), -PX_ERR_FORBIDDEN);
    assert_ok(judge(f, &recorder, "comment1", PX_OPINION_OBJECTS, "She objects."), &f->err);
    answer = answer_of(f, "comment1", false);
    assert_true(px_answer_objection_open(&answer));
}

static void test_judge(void **state)
{
    fixture *f = *state;
    px_answers_publish publish;

    write_all(f);
    assert_int_equal(judge(f, &answer_author, "comment1", PX_OPINION_NOT, ""), -PX_ERR_CONFLICT);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(judge(f, &answer_other, "comment1", PX_OPINION_NOT, ""), -PX_ERR_FORBIDDEN);
    assert_int_equal(judge(f, &answer_author, "comment1", PX_OPINION_OBJECTS, " "),
                     -PX_ERR_INVALID);
    assert_ok(judge(f, &answer_author, "comment1", PX_OPINION_SATISFIED, ""), &f->err);
    assert_int_equal(judge(f, &answer_author, "comment1", PX_OPINION_SATISFIED, ""),
                     -PX_ERR_CONFLICT);
    assert_ok(judge(f, &answer_author, "comment1", PX_OPINION_OBJECTS, "It is not."), &f->err);
    assert_true(px_answer_objection_open(
        &(px_answer){ .row = 1, .opinion = PX_OPINION_OBJECTS, .dealt = PX_TIME_NONE }));
    assert_str(answer_of(f, "comment1", false).opinion_text, "It is not.");
    assert_int_equal(acts_of(f, "answer.judged"), 2);
}

/* An objection opens the way for one further answer, and that deals with it. */
static void test_objection_answered(void **state)
{
    fixture *f = *state;
    px_answers_publish publish;
    px_answer *answers;
    px_comment comment;
    size_t n;

    write_all(f);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_ok(judge(f, &answer_author, "comment3", PX_OPINION_OBJECTS, "Reconsider."), &f->err);
    assert_ok(answer_write(f, "comment3", PX_ANSWER_PARTLY, "We have."), &f->err);
    assert_int_equal(answer_of(f, "comment3", false).number, 1); /* the draft is not out */
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(publish.ret_count, 1);
    comment = answer_comment_of(f, "comment3");
    assert_ok(px_answer_list(f->reader, f->arena, &comment, false, &answers, &n, &f->err), &f->err);
    assert_int_equal(n, 2);
    assert_str(answers[0].dealt_act, publish.ret_act);
    assert_false(px_answer_objection_open(&answers[0]));
    assert_int_equal(answers[1].status, PX_ANSWER_PARTLY);
    assert_int_equal(answer_write(f, "comment3", PX_ANSWER_NOTED, "More."), -PX_ERR_CONFLICT);
}

/* A decision with its reason deals with it too; then the objection stands as it was. */
static void test_objection_decided(void **state)
{
    fixture *f = *state;
    px_who one = people_who(f, &answer_chair_one), two = people_who(f, &answer_chair_two);
    px_answers_publish publish;
    px_objection_deal deal = { .comment = PX_STR("comment1"),
                               .reason = PX_STR("Decided by the chairs."),
                               .who = &one,
                               .author = "operator" };

    write_all(f);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(answer_do(f, px_objection_deal_deed, &deal), -PX_ERR_CONFLICT);
    assert_ok(judge(f, &answer_author, "comment1", PX_OPINION_OBJECTS, "No."), &f->err);
    deal.who = &two;
    assert_int_equal(answer_do(f, px_objection_deal_deed, &deal), -PX_ERR_FORBIDDEN);
    deal.who = &one;
    deal.reason = PX_STR(" ");
    assert_int_equal(answer_do(f, px_objection_deal_deed, &deal), -PX_ERR_INVALID);
    deal.reason = PX_STR("Decided by the chairs.");
    assert_ok(answer_do(f, px_objection_deal_deed, &deal), &f->err);
    assert_str(answer_of(f, "comment1", false).dealt_reason, "Decided by the chairs.");
    assert_int_equal(acts_of(f, "objection.dealt"), 1);
    assert_int_equal(judge(f, &answer_author, "comment1", PX_OPINION_SATISFIED, ""),
                     -PX_ERR_CONFLICT);
}

/* ---- Progress */

static void test_progress(void **state)
{
    fixture *f = *state;
    px_code code = { .row = answer_code.row };
    px_round round = round_of(f, "p", 1);
    px_answer_progress progress;
    px_answer_share *shares;
    px_answers_publish publish;
    size_t n;

    assert_ok(px_answer_progress_read(f->reader, &code, &round, &progress, &f->err), &f->err);
    assert_int_equal(progress.comments, 4); /* neither withdrawn ones nor drafts */
    assert_int_equal(progress.answered, 0);
    assert_int_equal(progress.median, -1);
    write_all(f);
    assert_ok(px_answer_progress_read(f->reader, &code, &round, &progress, &f->err), &f->err);
    assert_int_equal(progress.answered, 0); /* drafts do not show */
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_ok(judge(f, &answer_author, "comment2", PX_OPINION_OBJECTS, "No."), &f->err);
    assert_ok(judge(f, &answer_author, "comment1", PX_OPINION_SATISFIED, ""), &f->err);
    assert_ok(px_answer_progress_read(f->reader, &code, NULL, &progress, &f->err), &f->err);
    assert_int_equal(progress.answered, 4);
    assert_int_equal(progress.statuses[PX_ANSWER_ACCEPTED], 2);
    assert_int_equal(progress.objections, 1);
    assert_int_equal(progress.satisfied, 1);
    /* 11, 12, 13 and 14 days: the median lies between the two in the middle. */
    assert_int_equal(progress.longest, 14 * DAY);
    assert_int_equal(progress.median, 12 * DAY + DAY / 2);
    assert_ok(px_answer_share_list(f->reader, f->arena, &code, &round, PX_ANSWER_BY_CATEGORY,
                                   &shares, &n, &f->err),
              &f->err);
    assert_int_equal(n, 2);
    assert_str(shares[0].key, "academia");
    assert_int_equal(shares[0].comments, 3);
    assert_int_equal(shares[0].objections, 1);
}

static void test_round_answered(void **state)
{
    fixture *f = *state;
    px_round_answered answered = {
        .code = PX_STR("gpai"), .process = PX_STR("p"), .number = 1, .author = "operator"
    };
    px_round round = round_of(f, "p", 1);
    px_answers_publish publish;
    px_time said;
    px_str act;

    write_all(f);
    assert_int_equal(answer_do(f, px_round_answered_deed, &answered), -PX_ERR_CONFLICT);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    set_clock("2027-02-08T10:00:00Z"); /* still open */
    assert_int_equal(answer_do(f, px_round_answered_deed, &answered), -PX_ERR_CONFLICT);
    set_clock("2027-02-09T11:00:00Z");
    assert_ok(answer_do(f, px_round_answered_deed, &answered), &f->err);
    assert_str(act_content(f, answered.ret_act),
               "{\"code\":\"gpai\",\"comments\":4,\"process\":\"p\",\"round\":1}");
    assert_ok(px_round_answered_read(f->reader, f->arena, &round, &said, &act, &f->err), &f->err);
    assert_str(act, answered.ret_act);
    assert_int_equal(answer_do(f, px_round_answered_deed, &answered), -PX_ERR_CONFLICT);
    assert_int_equal(acts_of(f, "round.answered"), 1);
}

/* ---- The work list and the desk */

static px_answer_work work_of(fixture *f, const px_person *person, px_answer_work_filter filter)
{
    px_who who = people_who(f, person);
    px_answer_work work;

    filter.code = answer_code.row;
    filter.max = filter.max ? filter.max : 10;
    assert_ok(px_answer_work_read(f->reader, f->arena, &filter, &who, px_language_english(), &work,
                                  &f->err),
              &f->err);
    return work;
}

/* Nobody sees drafts for a group that is not theirs, not even as a count. */
static void test_work(void **state)
{
    fixture *f = *state;
    px_answer_work_filter all = { 0 }, drafted = { .state = PX_WORK_DRAFTED };
    px_answer_work work;

    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    assert_ok(answer_write(f, "comment2", PX_ANSWER_ACCEPTED, "Right."), &f->err);
    work = work_of(f, &answer_chair_one, all);
    assert_int_equal(work.count, 3); /* 1, 3, 4 */
    assert_int_equal(work.rows[0].comment.number, 1);
    assert_str(work.rows[0].draft.reason, "Right.");
    assert_int_equal(work.totals[PX_WORK_DRAFTED], 1);
    assert_int_equal(work.totals[PX_WORK_OPEN], 2);
    work = work_of(f, &answer_chair_two, drafted);
    assert_int_equal(work.count, 1);
    assert_int_equal(work.rows[0].comment.number, 2);
    work = work_of(f, &answer_author, all);
    assert_int_equal(work.count, 1); /* what is for no group, were they to ask; routes refuse */
    all.max = 2;
    work = work_of(f, &answer_chair_one, all);
    assert_true(work.more_after && !work.more_before);
    all.after = work.rows[1].comment.number;
    work = work_of(f, &answer_chair_one, all);
    assert_int_equal(work.count, 1);
    assert_int_equal(work.rows[0].comment.number, 4);
    all.after = 0;
    all.before = 4;
    work = work_of(f, &answer_chair_one, all);
    assert_int_equal(work.count, 2);
    assert_int_equal(work.rows[0].comment.number, 1);
    assert_true(work.more_after && !work.more_before);
}

static long long waiting(fixture *f, const px_person *person, const char *source)
{
    px_who who = people_who(f, person);
    long long count = 0;
    px_desk desk;

    assert_ok(
        px_desk_read(f->reader, f->arena,
                     &(px_desk_order){ .who = &who, .now = process_now, .language = PX_STR("en") },
                     &desk, &f->err),
        &f->err);
    for (size_t i = 0; i < desk.count; i++)
        if (strcmp(desk.items[i].source->name, source) == 0)
            count += desk.items[i].count;
    return count;
}

/* What waits longest of a source; it must be there. */
static px_time since(fixture *f, const px_person *person, const char *source)
{
    px_who who = people_who(f, person);
    px_desk desk;

    assert_ok(
        px_desk_read(f->reader, f->arena,
                     &(px_desk_order){ .who = &who, .now = process_now, .language = PX_STR("en") },
                     &desk, &f->err),
        &f->err);
    for (size_t i = 0; i < desk.count; i++)
        if (strcmp(desk.items[i].source->name, source) == 0)
            return desk.items[i].since;
    fail_msg("nothing of %s", source);
    return 0;
}

static int wording_deed(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

static size_t accepted_wording(fixture *f)
{
    px_comment_filter filter = { .code = answer_code.row, .wording = PX_STR("accepted") };
    px_comment_page page;

    assert_ok(px_comment_list(f->reader, f->arena, &filter, px_language_english(), &page, &f->err),
              &f->err);
    return page.count;
}

/* Comment 1 is accepted with its wording, 2 without any, 3 is not accepted. */
static void test_accepted_wording(void **state)
{
    static char offers[] = "UPDATE comment SET has_wording = 1 WHERE number IN (1, 3)";
    static char begins[] = "INSERT INTO version (code, label, created) "
                           "SELECT id, '2', 0 FROM code WHERE name = 'gpai'";
    static char takes[] = "INSERT INTO comment_change (comment, version, lasting_id, way, time) "
                          "SELECT c.id, v.id, 'k3v7q0m2a9', 'wording', 0 FROM comment AS c, "
                          "version AS v WHERE c.number = 1 AND v.label = '2'";
    fixture *f = *state;
    px_answers_publish publish;

    assert_ok(people_give(f, &answer_other, PX_ROLE_EDITOR, answer_code, ""), &f->err);
    assert_ok(answer_do(f, wording_deed, offers), &f->err);
    assert_ok(answer_write(f, "comment1", PX_ANSWER_ACCEPTED, "Yes."), &f->err);
    assert_ok(answer_write(f, "comment2", PX_ANSWER_ACCEPTED, "Yes."), &f->err);
    assert_ok(answer_write(f, "comment3", PX_ANSWER_NOT_ACCEPTED, "No."), &f->err);
    assert_ok(answer_do(f, wording_deed, begins), &f->err);
    assert_int_equal(waiting(f, &answer_other, "wording-accepted"), 0); /* not published */
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(accepted_wording(f), 1);
    assert_int_equal(waiting(f, &answer_other, "wording-accepted"), 1);
    assert_int_equal(since(f, &answer_other, "wording-accepted"), process_now);
    assert_int_equal(waiting(f, &answer_author, "wording-accepted"), 0);
    assert_ok(answer_do(f, wording_deed, takes), &f->err);
    assert_int_equal(accepted_wording(f), 0);
    assert_int_equal(waiting(f, &answer_other, "wording-accepted"), 0);
}

static void test_desk(void **state)
{
    fixture *f = *state;
    px_answers_publish publish;

    assert_int_equal(waiting(f, &answer_chair_one, "comments-unanswered"), 3);
    write_all(f);
    assert_int_equal(waiting(f, &answer_chair_one, "comments-unanswered"), 0);
    assert_int_equal(waiting(f, &answer_chair_one, "answers-drafted"), 3);
    assert_int_equal(waiting(f, &answer_author, "answers-drafted"), 0);
    assert_int_equal(waiting(f, &answer_author, "answers-to-judge"), 0);
    assert_ok(answer_publish(f, NULL, &publish), &f->err);
    assert_int_equal(waiting(f, &answer_author, "answers-to-judge"), 3);
    assert_int_equal(waiting(f, &answer_chair_one, "rounds-answered"), 1);
    assert_ok(judge(f, &answer_author, "comment2", PX_OPINION_OBJECTS, "No."), &f->err);
    assert_int_equal(waiting(f, &answer_author, "answers-to-judge"), 2);
    assert_int_equal(waiting(f, &answer_chair_one, "objections"), 0);
    assert_int_equal(waiting(f, &answer_chair_two, "objections"), 1);
    assert_int_equal(since(f, &answer_chair_two, "objections"), process_now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_publish, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_publish_some, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_judge, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_judge_for_author, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_objection_answered, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_objection_decided, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_progress, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_round_answered, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_work, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_desk, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_accepted_wording, answer_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
