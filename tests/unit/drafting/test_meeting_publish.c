/* SPDX-License-Identifier: EUPL-1.2 */
/* Papers and records: minutes that are not lost, documents, attendance; what is published is frozen
 * and corrected only by a further record. */
#include "unit/testing.h"

#include "store/act.h"
#include "store/blob.h"
#include "unit/drafting/meeting_fixture.h"

static px_meeting_call called(fixture *f)
{
    px_meeting_call call = meeting_call("provider-workshop");

    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    return call;
}

static int put_document(fixture *f, const char *id, const char *title, px_meeting_document_add *add)
{
    static char hash[65];

    assert_ok(px_blob_put(f->house, PX_STR("%PDF-1.7 x"), hash, &f->err), &f->err);
    *add = (px_meeting_document_add){ .meeting = px_str_of(id),
                                      .title = px_str_of(title),
                                      .name = PX_STR("slides.pdf"),
                                      .hash = hash,
                                      .media_type = "application/pdf",
                                      .size = 10,
                                      .author = "operator" };
    return meeting_do(f, px_meeting_document_add_deed, add);
}

static int publish_record(fixture *f, const char *id, const char *reason,
                          px_meeting_publish *ret_publish)
{
    *ret_publish = (px_meeting_publish){ .meeting = px_str_of(id),
                                         .reason = px_str_of(reason),
                                         .author = "operator" };
    return meeting_do(f, px_meeting_publish_deed, ret_publish);
}

static void test_minutes(void **state)
{
    static const char *const bad[] = {
        "[x](javascript:alert(1))", "[x](data:text/html,x)",  "[x](//a.eu)",
        "[x](#ddddddddd3)",         "[x]: vbscript:y\n\n[x]",
    };
    fixture *f = *state;
    px_meeting_call call = called(f);
    const char *id = call.ret_id, *first = "# Minutes\n\nSee [2](#ccccccccc2), <https://a.eu>.";

    assert_ok(meeting_write(f, px_minutes_write_deed, id, "", first), &f->err);
    assert_str(meeting_papers(f, id, 0).minutes[0].text, first);
    assert_int_equal(meeting_write(f, px_minutes_write_deed, id, "", "Mine"), -PX_ERR_CONFLICT);
    assert_str(meeting_papers(f, id, 0).minutes[0].text, first);
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_int_equal(meeting_write(f, px_minutes_write_deed, id, first, bad[i]),
                         -PX_ERR_INVALID);
    assert_ok(meeting_write(f, px_minutes_write_deed, id, first, "Mine"), &f->err);
    assert_ok(meeting_write(f, px_minutes_write_deed, id, "Mine", " "), &f->err);
    assert_int_equal(meeting_papers(f, id, 0).n_minutes, 0);
}

static void test_attendance(void **state)
{
    static const px_attendance rows[] = { { PX_STR_INIT("gpai-provider"), 15 },
                                          { PX_STR_INIT("academia"), 0 },
                                          { PX_STR_INIT("civil-society"), 3 } };
    static const px_attendance wrong[] = { { PX_STR_INIT("friends"), 1 } };
    static const px_attendance many[] = { { PX_STR_INIT("academia"), 100001 } };
    fixture *f = *state;
    px_meeting_call call = called(f);
    px_attendance_set set = { .meeting = px_str_of(call.ret_id),
                              .rows = rows,
                              .count = PX_COUNT(rows),
                              .author = "operator" };
    px_meeting_papers papers;

    assert_ok(meeting_do(f, px_attendance_set_deed, &set), &f->err);
    papers = meeting_papers(f, call.ret_id, 0);
    assert_int_equal(papers.n_attendance, 2);
    assert_str(papers.attendance[1].category, "gpai-provider");
    assert_int_equal(papers.attendance[1].people, 15);
    set.rows = wrong;
    set.count = 1;
    assert_int_equal(meeting_do(f, px_attendance_set_deed, &set), -PX_ERR_INVALID);
    set.rows = many;
    assert_int_equal(meeting_do(f, px_attendance_set_deed, &set), -PX_ERR_INVALID);
    set.count = 0;
    assert_ok(meeting_do(f, px_attendance_set_deed, &set), &f->err);
    assert_int_equal(meeting_papers(f, call.ret_id, 0).n_attendance, 0);
}

static void test_documents(void **state)
{
    fixture *f = *state;
    px_meeting_call call = called(f);
    px_meeting_document_remove remove = { .meeting = px_str_of(call.ret_id), .author = "operator" };
    px_meeting_document_add add;
    px_meeting_document document;
    px_meeting meeting = meeting_of(f, call.ret_id);
    bool published, named;

    assert_ok(put_document(f, call.ret_id, "Slides", &add), &f->err);
    assert_ok(px_meeting_document_find(f->reader, f->arena, &meeting, px_str_of(add.ret_id),
                                       &document, &published, &f->err),
              &f->err);
    assert_false(published);
    assert_str(document.name, "slides.pdf");
    remove.document = px_str_of(add.ret_id);
    assert_ok(meeting_do(f, px_meeting_document_remove_deed, &remove), &f->err);
    assert_ok(px_blob_is_named(f->reader, px_str_of(add.hash), &named, &f->err), &f->err);
    assert_false(named);
    assert_int_equal(meeting_do(f, px_meeting_document_remove_deed, &remove), -PX_ERR_NOT_FOUND);
    assert_int_equal(put_document(f, call.ret_id, " ", &add), -PX_ERR_INVALID);
}

static void test_publish(void **state)
{
    fixture *f = *state;
    px_meeting_call call = called(f);
    const char *id = call.ret_id;
    px_meeting_document_remove remove = { .meeting = px_str_of(id), .author = "operator" };
    px_meeting_document_add add;
    px_meeting_publish publish;
    px_meeting_papers papers;
    px_meeting meeting;
    px_act_row act;
    bool named;

    assert_ok(meeting_write(f, px_agenda_write_deed, id, "", "One #aaaaaaaaa0"), &f->err);
    assert_ok(put_document(f, id, "Slides", &add), &f->err);
    assert_ok(meeting_write(f, px_minutes_write_deed, id, "", "First words."), &f->err);
    assert_int_equal(publish_record(f, id, "", &publish), -PX_ERR_CONFLICT); /* not begun */
    meeting_now(f, "2026-11-30T17:00:00Z");
    assert_ok(publish_record(f, id, "", &publish), &f->err);
    assert_int_equal(publish.ret_record, 1);
    meeting = meeting_of(f, id);
    assert_int_equal(meeting.records, 1);
    assert_str(meeting.state, "done");
    assert_ok(px_act_find(f->reader, f->arena, px_str_of(publish.ret_act), &act, &f->err), &f->err);
    assert_str(act.kind, "meeting.published");
    assert_true(px_str_find(act.content, px_str_of(add.hash)) < act.content.len);
    assert_true(px_str_find(act.content, PX_STR("First words")) == act.content.len);
    assert_int_equal(publish_record(f, id, "why", &publish), -PX_ERR_CONFLICT); /* nothing new */

    /* What is prepared afterwards leaves the record as it is, with its files. */
    remove.document = px_str_of(add.ret_id);
    assert_ok(meeting_do(f, px_meeting_document_remove_deed, &remove), &f->err);
    assert_ok(px_blob_is_named(f->reader, px_str_of(add.hash), &named, &f->err), &f->err);
    assert_true(named);
    assert_ok(meeting_write(f, px_minutes_write_deed, id, "First words.", "Other words."), &f->err);
    papers = meeting_papers(f, id, 1);
    assert_str(papers.minutes[0].text, "First words.");
    assert_int_equal(papers.n_documents, 1);
    assert_int_equal(papers.n_agendas, 1);
    assert_int_equal(publish_record(f, id, "", &publish), -PX_ERR_INVALID); /* without a reason */
    assert_ok(publish_record(f, id, "A wrong name", &publish), &f->err);
    assert_int_equal(publish.ret_record, 2);
    assert_str(meeting_papers(f, id, 1).minutes[0].text, "First words.");
    assert_str(meeting_papers(f, id, 2).minutes[0].text, "Other words.");
    assert_int_equal(meeting_papers(f, id, 2).n_documents, 0);
}

static void test_frozen(void **state)
{
    fixture *f = *state;
    px_meeting_call call = called(f);
    px_meeting_move move = { .meeting = px_str_of(call.ret_id),
                             .starts = PX_STR("2026-12-01"),
                             .reason = PX_STR("x"),
                             .author = "operator" };
    px_meeting_cancel cancel = { .meeting = px_str_of(call.ret_id),
                                 .reason = PX_STR("x"),
                                 .author = "operator" };
    px_meeting_publish publish;

    meeting_now(f, "2026-11-30T17:00:00Z");
    assert_int_equal(publish_record(f, call.ret_id, "", &publish),
                     -PX_ERR_CONFLICT); /* no minutes */
    assert_ok(meeting_write(f, px_minutes_write_deed, call.ret_id, "", "Words."), &f->err);
    assert_ok(publish_record(f, call.ret_id, "", &publish), &f->err);
    assert_int_equal(meeting_do(f, px_meeting_move_deed, &move), -PX_ERR_CONFLICT);
    assert_int_equal(meeting_do(f, px_meeting_cancel_deed, &cancel), -PX_ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_minutes, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_attendance, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_documents, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_publish, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_frozen, meeting_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
