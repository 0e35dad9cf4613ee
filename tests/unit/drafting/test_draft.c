/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/process/draft.h"
#include "unit/drafting/process_fixture.h"

/* A working version "1" of one paragraph, put straight into the tables of the text. */
static int version_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_db_exec(db,
                      "INSERT INTO version (code, label, created) "
                      "SELECT id, '1', 0 FROM code WHERE name = 'gpai';"
                      "INSERT INTO version_title SELECT id, 'en', 'Draft' FROM version;"
                      "INSERT INTO provision (code, lasting_id) "
                      "SELECT id, 'k3v7q0m2a9' FROM code WHERE name = 'gpai';"
                      "INSERT INTO node (version, provision, position, depth, kind, eid, alias, "
                      "extra) SELECT v.id, p.id, 1, 0, 'paragraph', 'para_1', '', '' "
                      "FROM version AS v, provision AS p;"
                      "INSERT INTO node_text SELECT id, 'en', '', '', 'Text.', zeroblob(32) "
                      "FROM node",
                      err);
}

static int begin(void **state)
{
    fixture *f;

    setup(state);
    f = *state;
    set_clock("2027-01-25T11:00:00Z");
    begin_process(f, SMALL_TEMPLATE, "p", "2027-01-06", "");
    assert_ok(px_house_write(f->house, version_deed, NULL, &f->err), &f->err);
    return 0;
}

static px_draft_publish publish_of(const char *label)
{
    return (px_draft_publish){
        .code = PX_STR("gpai"),
        .label = px_str_of(label),
        .process = PX_STR("p"),
        .author = "operator",
    };
}

/* One deed: the version, the step of the draft, the round on it, each with its act. */
static void test_with_round(void **state)
{
    fixture *f = *state;
    px_draft_publish publish = publish_of("1");
    px_round round;
    px_step draft;

    assert_ok(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err), &f->err);
    assert_int_equal(publish.ret_round, 1);
    assert_true(publish.ret_opened);
    round = round_of(f, "p", 1);
    assert_str(round.version, "1");
    assert_int_equal(px_round_state_at(&round, process_now), PX_ROUND_OPEN);
    assert_str(round.closes.civil, "2027-02-08T23:59:59"); /* 14 days of the process */
    draft = step_of(f, "p", "draft-1");
    assert_str(draft.state, "done");
    assert_str(draft.version, "1");
    assert_str(draft.starts.civil, "2027-01-25T12:00:00");
    assert_int_equal(acts_of(f, "version.published"), 1);
    assert_int_equal(acts_of(f, "round.opened"), 1);
    assert_int_equal(acts_of(f, "step.done"), 1);
}

/* All of it or nothing: a round that cannot open leaves the version unpublished. */
static void test_all_or_nothing(void **state)
{
    fixture *f = *state;
    px_draft_publish publish = publish_of("1");
    long long acts = count_of(f, "SELECT count(*) FROM act WHERE kind <> ?", "");

    publish.closes = PX_STR("2020-01-01");
    assert_fails(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err),
                 PX_ERR_INVALID);
    assert_int_equal(count_of(f, "SELECT count(*) FROM act WHERE kind <> ?", ""), acts);
    assert_int_equal(count_of(f, "SELECT count(*) FROM version WHERE state = ?", "working"), 1);
    assert_str(step_of(f, "p", "draft-1").state, "planned");
    publish = publish_of("none");
    assert_fails(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err),
                 PX_ERR_NOT_FOUND);
}

static void test_scheduled(void **state)
{
    fixture *f = *state;
    px_draft_publish publish = publish_of("1");

    publish.opens = PX_STR("2027-02-01 09:00");
    publish.closes = PX_STR("2027-02-20");
    assert_ok(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err), &f->err);
    assert_false(publish.ret_opened);
    assert_int_equal(acts_of(f, "round.scheduled"), 1);
    assert_int_equal(acts_of(f, "round.opened"), 0);
}

/* A final draft opens none; then no draft is planned any more. */
static void test_without_round(void **state)
{
    fixture *f = *state;
    px_draft_publish publish = publish_of("1");
    px_process p = process_of(f, "p");
    px_step draft, window;

    assert_ok(px_draft_steps(f->reader, f->arena, &p, PX_STR("en"), &draft, &window, &f->err),
              &f->err);
    assert_str(draft.key, "draft-1");
    assert_str(window.key, "feedback-1");
    publish.without_round = true;
    assert_ok(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err), &f->err);
    assert_int_equal(publish.ret_round, 0);
    assert_int_equal(count_of(f, "SELECT count(*) FROM notice WHERE kind = ?", "process"), 1);
    assert_fails(px_house_write(f->house, px_draft_publish_deed, &publish, &f->err),
                 PX_ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_with_round, begin, teardown),
        cmocka_unit_test_setup_teardown(test_all_or_nothing, begin, teardown),
        cmocka_unit_test_setup_teardown(test_scheduled, begin, teardown),
        cmocka_unit_test_setup_teardown(test_without_round, begin, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
