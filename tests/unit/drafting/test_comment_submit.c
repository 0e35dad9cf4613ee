/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/comment/receipt.h"
#include "store/blob.h"
#include "store/ledger_receipt.h"
#include "unit/drafting/comment_fixture.h"

static px_person no_person; /* the operator */

static long long mails_to(fixture *f, const char *address)
{
    return count_of(f, "SELECT count(*) FROM mail WHERE address = ?", address);
}

/* ---- Submitting */

static void what_is_submitted_is_public_and_numbered(void **state)
{
    fixture *f = *state;
    px_who nobody = { 0 };
    px_comment c[3] = {
        comment_written(f, &comment_otto, "p1000000aa", "One."),
        comment_written(f, &comment_otto, "p3000000aa", "Two."),
        comment_written(f, &comment_otto, "", "Three."),
    };
    px_process process = process_of(f, "p");
    px_comment_submit submit;
    px_group *groups;
    px_act_row act;
    size_t n;

    assert_ok(comment_submit(f, &comment_otto, c, 3, &submit), &f->err);
    assert_int_equal(submit.ret_count, 3);
    assert_false(submit.ret_late);
    assert_ok(px_group_list(f->reader, f->arena, &process, PX_STR("en"), PX_TIME_NONE, &groups, &n,
                            &f->err),
              &f->err);
    for (size_t i = 0; i < 3; i++) {
        c[i] = comment_of(f, c[i].id.ptr);
        assert_int_equal(c[i].number, i + 1);
        assert_int_equal(c[i].state, PX_COMMENT_SUBMITTED);
        assert_true(px_comment_may_read(&nobody, &c[i]));
        assert_int_equal(c[i].submitted, time_of("2027-01-26T10:00:00Z"));
    }
    /* Of the two groups only the first has a chapter here. */
    assert_int_equal(c[0].working_group, groups[0].row);
    assert_int_equal(c[1].working_group, 0);
    assert_int_equal(px_comment_scope(&c[0]).kind, PX_SCOPE_GROUP);
    assert_int_equal(px_comment_scope(&c[1]).kind, PX_SCOPE_CODE);
    assert_ok(px_act_find(f->reader, f->arena, c[0].act, &act, &f->err), &f->err);
    assert_str(act.kind, "comment.submitted");
    assert_true(act.leaf_index >= 0);
    assert_true(px_str_find(act.content, PX_STR("One.")) == act.content.len);
    assert_int_equal(mails_to(f, "otto@example.org"), 1);
    assert_fails(comment_submit(f, &comment_otto, c, 1, &submit), PX_ERR_CONFLICT);
    assert_fails(comment_submit(f, &comment_otto, c, 0, &submit), PX_ERR_INVALID);
}

static void the_digest_is_over_the_words(void **state)
{
    fixture *f = *state;
    px_comment a = comment_submitted(f, &comment_otto, MEASURE, "Same.");
    px_comment b = comment_submitted(f, &comment_otto, MEASURE, "Same.");
    px_act_row act_a, act_b;

    assert_ok(px_act_find(f->reader, f->arena, a.act, &act_a, &f->err), &f->err);
    assert_ok(px_act_find(f->reader, f->arena, b.act, &act_b, &f->err), &f->err);
    /* The comment's id is in it, so that the same words do not show as the same. */
    assert_int_not_equal(
        px_str_find(act_a.content,
                    px_str_sub(act_b.content, px_str_find(act_b.content, PX_STR("\"digest\"")),
                               act_b.content.len)),
        px_str_find(act_a.content, PX_STR("\"digest\"")));
}

static void the_round_decides(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_otto, MEASURE, "Too early.");
    px_comment_submit submit;

    set_clock("2027-01-25T10:00:00Z"); /* before it was opened */
    assert_fails(comment_submit(f, &comment_otto, &c, 1, &submit), PX_ERR_CONFLICT);
    set_clock("2027-02-09T10:00:00Z"); /* it has closed */
    assert_fails(comment_submit(f, &comment_otto, &c, 1, &submit), PX_ERR_CONFLICT);
    assert_non_null(px_error_arg(&f->err, "time"));
    assert_int_equal(comment_of(f, c.id.ptr).state, PX_COMMENT_DRAFT);
    assert_int_equal(mails_to(f, "otto@example.org"), 0);
    assert_int_equal(acts_of(f, "comment.submitted"), 0);
}

static int mark_late_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_db_exec(db, "UPDATE round SET late = 'mark'", err);
}

static void what_comes_late_is_marked(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_otto, MEASURE, "Late.");
    px_comment_submit submit;

    assert_ok(comment_do(f, mark_late_deed, NULL), &f->err);
    set_clock("2027-02-09T10:00:00Z");
    assert_ok(comment_submit(f, &comment_otto, &c, 1, &submit), &f->err);
    assert_true(submit.ret_late);
    assert_true(comment_of(f, c.id.ptr).late);
}

static void others_do_not_submit_it(void **state)
{
    fixture *f = *state;
    px_comment c = comment_written(f, &comment_otto, MEASURE, "Mine.");
    px_comment_submit submit;

    assert_fails(comment_submit(f, &comment_anna, &c, 1, &submit), PX_ERR_NOT_FOUND);
}

static void a_record_from_elsewhere_is_not_bound_by_a_round(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(NULL, MEASURE, "Old.");
    px_comment_submit submit;
    px_comment c;

    no_person = (px_person){ .id = PX_STR("operator") };
    draft.origin = PX_ORIGIN_IMPORTED;
    draft.byline = PX_STR("Old Author");
    set_clock("2027-03-01T10:00:00Z");
    c = comment_made(f, draft);
    assert_ok(comment_submit(f, &no_person, &c, 1, &submit), &f->err);
    assert_int_equal(comment_of(f, c.id.ptr).number, 1);
}

/* ---- For an organisation */

static px_comment handed_over(fixture *f, const px_person *person, const char *text)
{
    px_comment c = comment_written(f, person, MEASURE, text);
    px_comment_hand hand = { .id = c.id, .ready = true, .person = person->row };

    assert_ok(comment_do(f, px_comment_hand_deed, &hand), &f->err);
    return comment_of(f, c.id.ptr);
}

static void the_contact_point_submits_once_for_all(void **state)
{
    fixture *f = *state;
    px_comment a = handed_over(f, &comment_anna, "From Anna.");
    px_comment b = handed_over(f, &comment_ben, "From Ben.");
    px_comment draft = comment_written(f, &comment_anna, MEASURE, "Not yet.");
    px_comment_submit submit = { .code = PX_STR("gpai"),
                                 .organisation = comment_organisation.row,
                                 .person = comment_anna.row,
                                 .author = comment_anna.id.ptr };

    assert_fails(comment_do(f, px_comment_submit_deed, &submit), PX_ERR_FORBIDDEN);
    submit.person = comment_cora.row;
    submit.author = comment_cora.id.ptr;
    assert_ok(comment_do(f, px_comment_submit_deed, &submit), &f->err);
    assert_int_equal(submit.ret_count, 2);
    a = comment_of(f, a.id.ptr);
    b = comment_of(f, b.id.ptr);
    assert_int_equal(a.number, 1);
    assert_int_equal(b.number, 2);
    assert_int_equal(a.submission, b.submission);
    assert_int_equal(a.organisation, comment_organisation.row);
    assert_int_equal(comment_of(f, draft.id.ptr).state, PX_COMMENT_DRAFT);
    assert_int_equal(mails_to(f, "cora@example.org"), 1);
    assert_int_equal(mails_to(f, "anna@example.org"), 1);
    assert_int_equal(mails_to(f, "ben@example.org"), 1);
    assert_fails(comment_do(f, px_comment_submit_deed, &submit), PX_ERR_INVALID); /* none left */
}

/* ---- Receipts */

static px_ledger_proof *verified(fixture *f, px_str receipt, size_t expected)
{
    px_ledger_proof *proofs;
    size_t n;

    assert_ok(px_ledger_verify_receipt(receipt, px_house_log_key(f->house), f->arena, &proofs, &n,
                                       &f->err),
              &f->err);
    assert_int_equal(n, expected);
    return proofs;
}

/* Whatever is submitted, in whatever portions: each acknowledged submission has a receipt that
 * verifies, and names each of its comments. */
static void every_acknowledged_submission_has_a_receipt(void **state)
{
    fixture *f = *state;
    unsigned random = 20270126;

    for (int turn = 0; turn < 12; turn++) {
        PX_AUTO_BUILDER px_builder receipt = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_comment c[8];
        px_comment_submit submit;
        px_submission submission;
        px_ledger_proof *proofs;
        size_t n;

        random = random * 1103515245u + 12345u;
        n = 1 + random / 65536u % PX_COUNT(c);
        for (size_t i = 0; i < n; i++)
            c[i] = comment_written(f, &comment_otto, i % 2 ? "p1000000aa" : "",
                                   i % 3 ? "Short." : "Two\n\nparagraphs.");
        assert_ok(comment_submit(f, &comment_otto, c, n, &submit), &f->err);
        assert_ok(px_submission_find(f->reader, f->arena, px_str_of(submit.ret_submission),
                                     &submission, &f->err),
                  &f->err);
        assert_int_equal(submission.count, n);
        assert_ok(px_receipt_write(f->reader, f->arena, f->house, px_language_find(PX_STR("fr")),
                                   &submission, NULL, &receipt, &f->err),
                  &f->err);
        proofs = verified(f, px_builder_view(&receipt), n);
        for (size_t i = 0; i < n; i++)
            assert_true(px_str_find(proofs[i].content, c[i].id) < proofs[i].content.len);
    }
}

static void a_receipt_that_was_touched_does_not_verify(void **state)
{
    fixture *f = *state;
    px_comment c = comment_submitted(f, &comment_otto, MEASURE, "On record.");
    PX_AUTO_BUILDER px_builder receipt = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text, content;
    px_ledger_proof *proofs;
    size_t n, at;
    char *copy;

    assert_ok(px_receipt_write(f->reader, f->arena, f->house, px_language_english(), NULL, &c,
                               &receipt, &f->err),
              &f->err);
    text = px_builder_view(&receipt);
    (void)verified(f, text, 1);
    copy = px_arena_cstr(f->arena, text);
    at = px_str_find(text, PX_STR("\"late\":false"));
    assert_true(at < text.len);
    memcpy(copy + at, "\"late\":true ", 12);
    assert_fails(px_ledger_verify_receipt(px_str_n(copy, text.len), px_house_log_key(f->house),
                                          f->arena, &proofs, &n, &f->err),
                 PX_ERR_NOT_VERIFIED);
    copy = px_arena_cstr(f->arena, text);
    content = PX_STR("\nindex ");
    at = px_str_find(text, content) + content.len;
    copy[at] = copy[at] == '1' ? '2' : '1';
    assert_int_not_equal(px_ledger_verify_receipt(px_str_n(copy, text.len),
                                                  px_house_log_key(f->house), f->arena, &proofs, &n,
                                                  &f->err),
                         0);
    assert_fails(px_ledger_verify_receipt(PX_STR("# nothing\n"), px_house_log_key(f->house),
                                          f->arena, &proofs, &n, &f->err),
                 PX_ERR_MALFORMED);
}

static void whoever_submitted_holds_the_receipt(void **state)
{
    fixture *f = *state;
    px_who anna = people_who(f, &comment_anna), cora = people_who(f, &comment_cora);
    px_comment_submit submit = { .code = PX_STR("gpai"),
                                 .organisation = comment_organisation.row,
                                 .person = comment_cora.row,
                                 .author = comment_cora.id.ptr };
    px_submission *list;
    size_t n;

    (void)handed_over(f, &comment_anna, "Ours.");
    assert_ok(comment_do(f, px_comment_submit_deed, &submit), &f->err);
    assert_ok(
        px_submission_list(f->reader, f->arena, 0, comment_organisation.row, &list, &n, &f->err),
        &f->err);
    assert_int_equal(n, 1);
    assert_str(list[0].id, submit.ret_submission);
    assert_str(list[0].organisation_name, "Great & Co");
    assert_true(px_submission_may_read(&cora, &list[0]));
    assert_false(px_submission_may_read(&anna, &list[0]));
}

/* ---- The end of a comment */

static int end_for(fixture *f, px_write_fn *deed, const px_comment *c, const px_person *person,
                   const char *reason)
{
    px_comment_end end = { .id = c->id,
                           .reason = px_str_of(reason),
                           .person = person ? person->row : 0,
                           .author = person ? person->id.ptr : "operator" };

    return px_house_write(f->house, deed, &end, &f->err);
}

static int end_it(fixture *f, px_write_fn *deed, const px_comment *c, const px_person *person)
{
    return end_for(f, deed, c, person, "My mistake.");
}

/* A reason is shown in every form there is, so that it holds nothing that XML cannot. */
static void a_reason_is_one_clean_line(void **state)
{
    static const char *const bad[] = { "a\nb", "a\fb", "a\tb",
                                       "a\xC2\x9B"
                                       "b",
                                       "a\xEF\xBF\xBF"
                                       "b" };
    fixture *f = *state;
    px_comment c = comment_made(f, comment_draft_of(&comment_otto, "p1000000aa", "Words."));
    px_comment_submit submit;

    assert_ok(comment_submit(f, &comment_otto, &c, 1, &submit), &f->err);
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(end_for(f, px_comment_withdraw_deed, &c, &comment_otto, bad[i]),
                     PX_ERR_INVALID);
    assert_ok(end_for(f, px_comment_withdraw_deed, &c, &comment_otto,
                      "My \xE2\x80\x9C"
                      "mistake\xE2\x80\x9D"),
              &f->err);
}

static void what_is_withdrawn_leaves_its_place(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(&comment_otto, "p1000000aa", "Zebrawords.");
    px_str bytes = PX_STR("%PDF-1.7\nwords\n"), words;
    char hash[65];
    px_comment_attach attach = { .name = PX_STR("a.pdf"),
                                 .hash = hash,
                                 .media_type = "application/pdf",
                                 .size = bytes.len,
                                 .person = comment_otto.row };
    px_comment_submit submit;
    px_act_row act;
    px_comment c;
    bool named;

    draft.words.has_wording = true;
    draft.words.wording = PX_STR("Zebrawording.");
    c = comment_made(f, draft);
    attach.id = c.id;
    assert_ok(px_blob_put(f->house, bytes, hash, &f->err), &f->err);
    assert_ok(comment_do(f, px_comment_attach_deed, &attach), &f->err);
    assert_ok(comment_submit(f, &comment_otto, &c, 1, &submit), &f->err);
    assert_fails(end_it(f, px_comment_withdraw_deed, &c, &comment_anna), PX_ERR_FORBIDDEN);
    assert_ok(end_it(f, px_comment_withdraw_deed, &c, &comment_otto), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.state, PX_COMMENT_WITHDRAWN);
    assert_int_equal(c.number, 1);
    assert_str(c.anchor.id, "p1000000aa");
    assert_str(c.reason, "My mistake.");
    assert_int_equal(c.text.len, 0);
    assert_false(c.has_wording);
    assert_int_equal(c.wording.len, 0);
    assert_int_equal(c.n_attachments, 0);
    assert_ok(px_blob_is_named(f->reader, px_str_of(hash), &named, &f->err), &f->err);
    assert_false(named);
    assert_ok(px_comment_author(f->reader, f->arena, &c, px_language_english(), &words, &f->err),
              &f->err);
    assert_str(words, "Withdrawn by its author");
    assert_ok(px_act_find(f->reader, f->arena, c.act, &act, &f->err), &f->err);
    assert_null(act.content.ptr);
    assert_ok(px_act_find(f->reader, f->arena, c.end_act, &act, &f->err), &f->err);
    assert_str(act.kind, "comment.withdrawn");
    assert_int_equal(
        count_of(f, "SELECT count(*) FROM comment_word WHERE comment_word MATCH ?", "zebrawords"),
        0);
    assert_fails(end_it(f, px_comment_withdraw_deed, &c, &comment_otto), PX_ERR_CONFLICT);
}

static void the_receipt_of_a_withdrawn_comment_still_verifies(void **state)
{
    fixture *f = *state;
    px_comment c = comment_submitted(f, &comment_otto, MEASURE, "Gone soon.");
    PX_AUTO_BUILDER px_builder before = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder after = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_ok(px_receipt_write(f->reader, f->arena, f->house, px_language_english(), NULL, &c,
                               &before, &f->err),
              &f->err);
    assert_ok(end_it(f, px_comment_withdraw_deed, &c, &comment_otto), &f->err);
    c = comment_of(f, c.id.ptr);
    assert_ok(px_receipt_write(f->reader, f->arena, f->house, px_language_english(), NULL, &c,
                               &after, &f->err),
              &f->err);
    assert_true(verified(f, px_builder_view(&before), 1)[0].content.len > 0);
    assert_int_equal(verified(f, px_builder_view(&after), 1)[0].content.len, 0);
}

static int accept_deed(px_db *db, void *arg, px_error *err)
{
    const px_comment *c = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO answer (comment, number, status, reason, language, state, "
                            "changed, published) VALUES (?, 1, 'partly-accepted', 'Yes.', 'en', "
                            "'published', 1, 1)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, c->row);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_comment_answer_keep(db, c->row, err);
}

static void what_changed_the_text_stays(void **state)
{
    fixture *f = *state;
    px_comment c = comment_submitted(f, &comment_otto, MEASURE, "Change this.");

    assert_ok(comment_do(f, accept_deed, &c), &f->err);
    assert_str(comment_of(f, c.id.ptr).answer, "partly-accepted");
    assert_fails(end_it(f, px_comment_withdraw_deed, &c, &comment_otto), PX_ERR_CONFLICT);
    /* But nobody has to be named as the author of what they did not write. */
    assert_ok(end_it(f, px_comment_disown_deed, &c, &comment_otto), &f->err);
}

static void what_was_falsely_attributed_names_nobody(void **state)
{
    fixture *f = *state;
    px_comment c = comment_submitted(f, &comment_anna, MEASURE, "In her name.");
    px_str words;

    assert_fails(end_it(f, px_comment_disown_deed, &c, &comment_otto), PX_ERR_FORBIDDEN);
    assert_ok(end_it(f, px_comment_disown_deed, &c, NULL), &f->err); /* on the person's word */
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.state, PX_COMMENT_DISOWNED);
    assert_int_equal(c.author, 0);
    assert_int_equal(c.organisation, 0);
    assert_ok(px_comment_author(f->reader, f->arena, &c, px_language_english(), &words, &f->err),
              &f->err);
    assert_str(words, "Falsely attributed");
    assert_int_equal(mails_to(f, "anna@example.org"), 2); /* received; no longer hers */
}

static void what_has_gone_does_not_come_in_again(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(&comment_anna, MEASURE, "From a file.");
    px_comment_submit submit;
    px_comment c;
    px_str found;

    draft.source = PX_STR("mail of Anna/1");
    c = comment_made(f, draft);
    assert_ok(comment_submit(f, &comment_anna, &c, 1, &submit), &f->err);
    assert_ok(end_it(f, px_comment_withdraw_deed, &c, &comment_anna), &f->err);
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_EXISTS);
    assert_ok(px_comment_of_source(f->reader, f->arena, c.code, draft.source, &found, &f->err),
              &f->err);
    assert_str(found, c.id.ptr);
    assert_int_equal(count_of(f, "SELECT count(*) FROM comment WHERE source LIKE ?", "%Anna%"), 0);

    draft.source = PX_STR("mail of Anna/2");
    c = comment_made(f, draft);
    assert_ok(comment_submit(f, &comment_anna, &c, 1, &submit), &f->err);
    assert_ok(end_it(f, px_comment_disown_deed, &c, &comment_anna), &f->err);
    assert_fails(comment_do(f, px_comment_new_deed, &draft), PX_ERR_EXISTS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, comment_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_submitted_is_public_and_numbered),
        TEST(the_digest_is_over_the_words),
        TEST(the_round_decides),
        TEST(what_comes_late_is_marked),
        TEST(others_do_not_submit_it),
        TEST(a_record_from_elsewhere_is_not_bound_by_a_round),
        TEST(the_contact_point_submits_once_for_all),
        TEST(every_acknowledged_submission_has_a_receipt),
        TEST(a_receipt_that_was_touched_does_not_verify),
        TEST(whoever_submitted_holds_the_receipt),
        TEST(a_reason_is_one_clean_line),
        TEST(what_is_withdrawn_leaves_its_place),
        TEST(what_has_gone_does_not_come_in_again),
        TEST(the_receipt_of_a_withdrawn_comment_still_verifies),
        TEST(what_changed_the_text_stays),
        TEST(what_was_falsely_attributed_names_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
