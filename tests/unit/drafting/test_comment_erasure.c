/* SPDX-License-Identifier: EUPL-1.2 */
/* Comments of people whose data are erased, and of backups that bring words back. */
#include "unit/testing.h"

#include "drafting/comment/comment_erasure.h"
#include "drafting/comment/receipt.h"
#include "drafting/people/erasure.h"
#include "drafting/people/personal_data.h"
#include "store/ledger_receipt.h"
#include "unit/drafting/comment_fixture.h"

static int erase_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_erase_person(db, f->arena, arg, "operator", err);
}

static void drafts_go_and_the_record_stays(void **state)
{
    fixture *f = *state;
    px_comment draft = comment_written(f, &comment_anna, MEASURE, "Never sent.");
    px_comment kept = comment_submitted(f, &comment_anna, MEASURE, "On the record.");
    PX_AUTO_BUILDER px_builder receipt = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_ledger_proof *proofs;
    px_str words;
    size_t n;

    assert_ok(people_do(f, erase_run, &comment_anna), &f->err);
    assert_fails(px_comment_find(f->reader, f->arena, draft.id, &draft, &f->err), PX_ERR_NOT_FOUND);
    kept = comment_of(f, kept.id.ptr);
    assert_str(kept.text, "On the record.");
    assert_int_equal(kept.organisation, 0);
    assert_int_equal(kept.country.len, 0);
    assert_str(kept.category, "academia");
    assert_ok(px_comment_author(f->reader, f->arena, &kept, px_language_english(), &words, &f->err),
              &f->err);
    assert_str(words, "A person whose data were erased");
    assert_ok(px_receipt_write(f->reader, f->arena, f->house, px_language_english(), NULL, &kept,
                               &receipt, &f->err),
              &f->err);
    assert_ok(px_ledger_verify_receipt(px_builder_view(&receipt), px_house_log_key(f->house),
                                       f->arena, &proofs, &n, &f->err),
              &f->err);
    assert_int_equal(n, 1);
    assert_int_equal(count_of(f,
                              "SELECT count(*) FROM submission WHERE person IS NOT NULL AND ? "
                              "<> ''",
                              "x"),
                     0);
}

/* Not even as a digest is it known from where something came that a person took back. */
static void what_names_the_source_is_forgotten(void **state)
{
    fixture *f = *state;
    px_comment_new draft = comment_draft_of(&comment_anna, MEASURE, "From a file.");
    px_comment_end end = { .person = comment_anna.row, .author = "anna", .reason = PX_STR("No.") };
    px_comment_submit submit;
    px_comment c;

    draft.source = PX_STR("mail of Anna/1");
    c = comment_made(f, draft);
    end.id = c.id;
    assert_ok(comment_submit(f, &comment_anna, &c, 1, &submit), &f->err);
    assert_ok(comment_do(f, px_comment_withdraw_deed, &end), &f->err);
    assert_true(comment_of(f, c.id.ptr).source.len > 0);
    assert_ok(people_do(f, erase_run, &comment_anna), &f->err);
    assert_int_equal(comment_of(f, c.id.ptr).source.len, 0);
}

static px_str copy_of(fixture *f, const px_person *person, px_builder *out)
{
    px_personal_part *parts;
    size_t n;
    px_json json;

    assert_ok(px_personal_data(f->reader, f->arena, person, &parts, &n, &f->err), &f->err);
    px_json_start(&json, out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_personal_data_json(&json, person, parts, n);
    px_json_object_end(&json);
    assert_ok(px_json_finish(&json, &f->err), &f->err);
    return px_builder_view(out);
}

static void comments_are_in_the_copy_of_ones_data(void **state)
{
    fixture *f = *state;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text;

    (void)comment_written(f, &comment_anna, MEASURE, "Quokka.");
    (void)comment_submitted(f, &comment_otto, MEASURE, "Ocelot.");
    text = copy_of(f, &comment_anna, &out);
    assert_true(px_str_find(text, PX_STR("Quokka.")) < text.len);
    assert_true(px_str_find(text, PX_STR("Ocelot.")) == text.len);
    px_builder_clear(&out);
    text = copy_of(f, &comment_otto, &out);
    assert_true(px_str_find(text, PX_STR("\"text\":\"Ocelot.\"")) < text.len);
    assert_true(px_str_find(text, PX_STR("\"number\":1")) < text.len);
}

static int accept_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_db_exec(db, "UPDATE comment SET answer = 'accepted' WHERE number > 0", err);
}

static void an_older_backup_does_not_bring_words_back(void **state)
{
    fixture *f = *state;
    px_comment c = comment_submitted(f, &comment_otto, MEASURE, "Words.");
    size_t erased = 0;
    px_str list = px_str_of(px_arena_format(f->arena, "%.*s 12\n", PX_STR_ARG(c.id)));

    assert_ok(comment_do(f, accept_deed, NULL), &f->err);
    assert_ok(px_erasure_replay(f->house, list, &erased, &f->err), &f->err);
    assert_int_equal(erased, 1);
    c = comment_of(f, c.id.ptr);
    assert_int_equal(c.state, PX_COMMENT_WITHDRAWN);
    assert_int_equal(c.text.len, 0);
    assert_ok(px_erasure_replay(f->house, list, &erased, &f->err), &f->err);
    assert_int_equal(erased, 0);
}

static int expire_deed(px_db *db, void *arg, px_error *err)
{
    return px_comment_drafts_expire(db, *(const px_time *)arg, err);
}

static void old_drafts_expire(void **state)
{
    fixture *f = *state;
    px_comment old = comment_written(f, &comment_otto, MEASURE, "Old."), young, sent;
    px_time before;

    sent = comment_submitted(f, &comment_otto, MEASURE, "Sent.");
    set_clock("2027-01-27T10:00:00Z");
    before = process_now;
    young = comment_written(f, &comment_otto, MEASURE, "Young.");
    assert_ok(comment_do(f, expire_deed, &before), &f->err);
    assert_fails(px_comment_find(f->reader, f->arena, old.id, &old, &f->err), PX_ERR_NOT_FOUND);
    (void)comment_of(f, young.id.ptr);
    (void)comment_of(f, sent.id.ptr);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, comment_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(drafts_go_and_the_record_stays),
        TEST(what_names_the_source_is_forgotten),
        TEST(comments_are_in_the_copy_of_ones_data),
        TEST(an_older_backup_does_not_bring_words_back),
        TEST(old_drafts_expire),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
