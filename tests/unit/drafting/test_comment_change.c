/* SPDX-License-Identifier: EUPL-1.2 */
/* Proposed wording taken over, edits because of comments, their record, and places set by hand. */
#include "unit/testing.h"

#include "drafting/comment/change.h"
#include "drafting/comment/place.h"
#include "unit/drafting/comment_fixture.h"

static px_comment submitted_on(fixture *f, const char *id, size_t start, size_t end,
                               const char *wording)
{
    px_comment_new draft = comment_draft_of(&comment_otto, id, "Other words.");
    px_comment_submit submit;
    px_comment comment;

    draft.where.start = start;
    draft.where.end = end;
    draft.words.has_wording = true;
    draft.words.wording = px_str_of(wording);
    comment = comment_made(f, draft);
    assert_ok(comment_submit(f, &comment_otto, &comment, 1, &submit), &f->err);
    return comment_of(f, px_arena_cstr(f->arena, comment.id));
}

static void begin_next(fixture *f, const char *label)
{
    px_version_begin begin = {
        .code = PX_STR("gpai"), .from = PX_STR("1"), .label = px_str_of(label), .author = "operator"
    };

    assert_ok(comment_do(f, px_version_begin_deed, &begin), &f->err);
}

static px_wording_take taking(fixture *f, const px_comment *comment, const char *version)
{
    return (px_wording_take){
        .comment = comment->id,
        .version = px_str_of(version),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };
}

/* All of a comment are noted with the language of its words. */
static size_t changes_of(fixture *f, const px_comment *comment, bool working)
{
    px_comment_change *changes;
    size_t count;

    assert_ok(
        px_comment_change_list(f->reader, f->arena, comment, working, &changes, &count, &f->err),
        &f->err);
    for (size_t i = 0; i < count; i++)
        assert_str(changes[i].language, "en");
    return count;
}

static void wording_is_taken_over_and_back(void **state)
{
    fixture *f = *state;
    px_comment comment = submitted_on(f, "p1000000aa", 15, 20, "plain");
    px_wording_take take;
    px_import_undo undo = {
        .code = PX_STR("gpai"),
        .label = PX_STR("2"),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };

    begin_next(f, "2");
    take = taking(f, &comment, "1");
    assert_fails(comment_do(f, px_wording_take_deed, &take), PX_ERR_CONFLICT);
    take = taking(f, &comment, "2");
    assert_ok(comment_do(f, px_wording_take_deed, &take), &f->err);
    assert_true(take.ret_changed);
    assert_str(take.ret_lasting_id, "p1000000aa");
    assert_str(take.ret_after.nodes[0].text, "Providers keep plain documents for ten years.");
    assert_int_equal(changes_of(f, &comment, true), 1);
    assert_int_equal(changes_of(f, &comment, false), 0); /* the version is not public */
    take = taking(f, &comment, "2");
    assert_fails(comment_do(f, px_wording_take_deed, &take), PX_ERR_CONFLICT);
    assert_ok(comment_do(f, px_text_undo_deed, &undo), &f->err);
    assert_int_equal(changes_of(f, &comment, true), 0);
    take = taking(f, &comment, "2");
    assert_ok(comment_do(f, px_wording_take_deed, &take), &f->err);
}

/* A second wording for the same words finds them gone. */
static void words_must_be_as_they_were(void **state)
{
    fixture *f = *state;
    px_comment first = submitted_on(f, "p1000000aa", 15, 20, "plain");
    px_comment second = submitted_on(f, "p1000000aa", 15, 30, "short papers");
    px_comment blocks = submitted_on(f, "p2000000aa", 0, 0, "# A heading\n\nand words");
    px_comment deletes = submitted_on(f, "p2000000aa", 0, 0, "");
    px_wording_take take;

    begin_next(f, "2");
    take = taking(f, &first, "2");
    assert_ok(comment_do(f, px_wording_take_deed, &take), &f->err);
    take = taking(f, &second, "2");
    assert_fails(comment_do(f, px_wording_take_deed, &take), PX_ERR_CONFLICT);
    take = taking(f, &blocks, "2");
    assert_fails(comment_do(f, px_wording_take_deed, &take), PX_ERR_CONFLICT);
    take = taking(f, &deletes, "2");
    assert_ok(comment_do(f, px_wording_take_deed, &take), &f->err);
    assert_int_equal(take.ret_after.count, 0);
}

static void a_place_is_set_with_a_reason(void **state)
{
    fixture *f = *state;
    px_comment comment = submitted_on(f, "p1000000aa", 15, 20, "plain");
    px_publish publish = { .code = PX_STR("gpai"), .label = PX_STR("2"), .author = "operator" };
    px_comment_attach_again again = {
        .comment = comment.id,
        .version = PX_STR("2"),
        .lasting_id = PX_STR("p3000000aa"),
        .exact = PX_STR("kept safe"),
        .person = comment_otto.row,
        .author = "operator",
    };
    px_comment_place *places;
    size_t count;

    begin_next(f, "2");
    again.reason = PX_STR("It belongs there.");
    assert_fails(comment_do(f, px_comment_attach_again_deed, &again), PX_ERR_CONFLICT);
    assert_ok(comment_do(f, px_text_publish_deed, &publish), &f->err);
    again.version = PX_STR("1");
    assert_fails(comment_do(f, px_comment_attach_again_deed, &again), PX_ERR_CONFLICT);
    again.version = PX_STR("2");
    again.reason = PX_STR(" ");
    assert_fails(comment_do(f, px_comment_attach_again_deed, &again), PX_ERR_INVALID);
    again.reason = PX_STR("It belongs there.");
    again.exact = PX_STR("not there");
    assert_fails(comment_do(f, px_comment_attach_again_deed, &again), PX_ERR_INVALID);
    again.exact = PX_STR("kept safe");
    assert_ok(comment_do(f, px_comment_attach_again_deed, &again), &f->err);
    assert_ok(px_comment_place_list(f->reader, f->arena, &comment, &places, &count, &f->err),
              &f->err);
    assert_int_equal(count, 2);
    assert_false(places[0].current);
    assert_int_equal(places[0].state, PX_ANCHOR_UNCHANGED);
    assert_true(places[1].current && places[1].by_hand);
    assert_str(places[1].lasting_id, "p3000000aa");
    assert_str(places[1].exact, "kept safe");
    assert_str(places[1].person, "Otto Other");
    assert_true(places[1].act.len > 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, comment_setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(wording_is_taken_over_and_back),
        TEST(words_must_be_as_they_were),
        TEST(a_place_is_set_with_a_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
