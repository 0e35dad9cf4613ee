/* SPDX-License-Identifier: EUPL-1.2 */
/* Draft answers and their templates: what may be written, by whom, and that nothing is lost. */
#include "unit/testing.h"

#include "unit/drafting/answer_fixture.h"

static void test_names(void **state)
{
    px_answer_status status;
    px_opinion opinion;

    (void)state;
    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++) {
        px_str name = px_str_of(px_answer_status_name((px_answer_status)i));

        assert_true(px_answer_status_find(name, &status));
        assert_int_equal(status, i);
    }
    assert_false(px_answer_status_find(PX_STR("Accepted"), &status));
    assert_true(px_opinion_find(PX_STR("objects"), &opinion));
    assert_int_equal(opinion, PX_OPINION_OBJECTS);
    assert_false(px_opinion_find(PX_STR(""), &opinion));
}

/* A draft is there for those who answer, and nowhere else. */
static void test_draft_is_private(void **state)
{
    fixture *f = *state;
    px_comment comment;
    px_answer *answers;
    size_t n;

    assert_ok(answer_write(f, "comment1", PX_ANSWER_PARTLY, "In [2](#k3v7q0m2a9), *yes*."),
              &f->err);
    assert_str(answer_of(f, "comment1", true).reason, "In [2](#k3v7q0m2a9), *yes*.");
    assert_int_equal(answer_of(f, "comment1", true).status, PX_ANSWER_PARTLY);
    assert_int_equal(answer_of(f, "comment1", false).row, 0);
    comment = answer_comment_of(f, "comment1");
    assert_ok(px_answer_list(f->reader, f->arena, &comment, false, &answers, &n, &f->err), &f->err);
    assert_int_equal(n, 0);
    assert_ok(px_answer_list(f->reader, f->arena, &comment, true, &answers, &n, &f->err), &f->err);
    assert_int_equal(n, 1);
}

static void test_what_is_refused(void **state)
{
    static const char *const bad[] = { "", " \n\t ", "[x](javascript:alert(1))", "[x](//a.eu)",
                                       "\xff" };
    fixture *f = *state;
    px_str long_text = px_str_of(px_arena_format(f->arena, "%0*d", PX_ANSWER_REASON_MAX + 1, 0));

    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_int_equal(answer_write(f, "comment1", PX_ANSWER_NOTED, bad[i]), -PX_ERR_INVALID);
    assert_int_equal(answer_write(f, "comment1", PX_ANSWER_NOTED, long_text.ptr),
                     -PX_ERR_TOO_LARGE);
    assert_int_equal(answer_write(f, "comment5", PX_ANSWER_NOTED, "Why."), -PX_ERR_CONFLICT);
    assert_int_equal(answer_write(f, "comment0", PX_ANSWER_NOTED, "Why."), -PX_ERR_NOT_FOUND);
    assert_int_equal(answer_write(f, "nothing", PX_ANSWER_NOTED, "Why."), -PX_ERR_NOT_FOUND);
    assert_int_equal(count_of(f, "SELECT count(*) FROM answer WHERE ? <> ''", "x"), 0);
}

/* Whoever has not seen what another one wrote does not write over it, nor take it away. */
static void test_no_lost_update(void **state)
{
    fixture *f = *state;
    px_str comment = PX_STR("comment1");
    px_answer_write write = { .comments = &comment,
                              .n_comments = 1,
                              .status = PX_ANSWER_NOTED,
                              .reason = PX_STR("First."),
                              .language = PX_STR("en") };
    px_answer_discard discard = { .comment = comment, .revision = 1 };

    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_CONFLICT);
    write.revision = 1;
    write.reason = PX_STR("Second.");
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    write.reason = PX_STR("Lost.");
    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_CONFLICT);
    assert_int_equal(answer_do(f, px_answer_discard_deed, &discard), -PX_ERR_CONFLICT);
    assert_str(answer_of(f, "comment1", true).reason, "Second.");
    discard.revision = 2;
    assert_ok(answer_do(f, px_answer_discard_deed, &discard), &f->err);
    assert_int_equal(answer_of(f, "comment1", true).row, 0);
    assert_int_equal(answer_do(f, px_answer_discard_deed, &discard), -PX_ERR_NOT_FOUND);
}

/* Chairs answer what is for their group, and what is for all chairs. */
static void test_rights(void **state)
{
    fixture *f = *state;
    px_who one = people_who(f, &answer_chair_one), author = people_who(f, &answer_author);
    px_str both[] = { PX_STR("comment1"), PX_STR("comment2") };
    px_answer_write write = { .comments = both,
                              .n_comments = 2,
                              .status = PX_ANSWER_NOTED,
                              .reason = PX_STR("Why."),
                              .language = PX_STR("en"),
                              .who = &one,
                              .bulk = true };
    px_answer_discard discard = { .comment = both[0], .revision = 1, .who = &author };

    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_FORBIDDEN);
    assert_int_equal(answer_of(f, "comment1", true).row, 0); /* all or nothing */
    both[1] = PX_STR("comment3");
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    assert_int_equal(write.ret_written, 2);
    write.who = &author;
    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_FORBIDDEN);
    assert_int_equal(answer_do(f, px_answer_discard_deed, &discard), -PX_ERR_FORBIDDEN);
}

static px_answer_template_keep keep_of(const char *name)
{
    return (px_answer_template_keep){ .code = PX_STR("gpai"),
                                      .name = px_str_of(name),
                                      .reason = PX_STR("The Act decides this."),
                                      .language = PX_STR("en"),
                                      .status = PX_ANSWER_OUT_OF_SCOPE };
}

/* Many with the words of one template; what is drafted or cannot be answered is passed over. */
static void test_bulk_with_template(void **state)
{
    fixture *f = *state;
    px_answer_template_keep keep = keep_of("The Act");
    px_str many[] = { PX_STR("comment1"), PX_STR("comment3"), PX_STR("comment4"),
                      PX_STR("comment5") };
    px_answer_write write = {
        .comments = many, .n_comments = PX_COUNT(many), .reason = PX_STR(" "), .bulk = true
    };

    assert_ok(answer_write(f, "comment1", PX_ANSWER_NOTED, "My own words."), &f->err);
    assert_ok(answer_do(f, px_answer_template_keep_deed, &keep), &f->err);
    write.template_id = px_str_of(keep.ret_id);
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    assert_int_equal(write.ret_written, 2);
    assert_int_equal(write.ret_passed, 2);
    assert_str(answer_of(f, "comment1", true).reason, "My own words.");
    assert_str(answer_of(f, "comment4", true).reason, "The Act decides this.");
    assert_int_equal(answer_of(f, "comment4", true).status, PX_ANSWER_OUT_OF_SCOPE);
    write.replace = true;
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    assert_int_equal(write.ret_written, 3);
    assert_str(answer_of(f, "comment1", true).reason, "The Act decides this.");
    write.n_comments = 0;
    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_INVALID);
}

static void test_templates(void **state)
{
    fixture *f = *state;
    px_answer_template_keep keep = keep_of("The Act"), other = keep_of("The Act");
    px_str comment = PX_STR("comment1");
    px_answer_write write = { .comments = &comment, .n_comments = 1, .reason = PX_STR("") };
    px_answer_template *templates;
    px_code code = { .row = answer_code.row };
    size_t n;

    assert_ok(answer_do(f, px_answer_template_keep_deed, &keep), &f->err);
    assert_int_equal(answer_do(f, px_answer_template_keep_deed, &other), -PX_ERR_EXISTS);
    write.template_id = px_str_of(px_arena_format(f->arena, "%s", keep.ret_id));
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    keep.id = write.template_id;
    keep.retired = true;
    assert_ok(answer_do(f, px_answer_template_keep_deed, &keep), &f->err);
    assert_ok(answer_do(f, px_answer_template_keep_deed, &other), &f->err); /* the name is free */
    write.replace = true;
    assert_int_equal(answer_do(f, px_answer_write_deed, &write), -PX_ERR_CONFLICT);
    assert_ok(px_answer_template_list(f->reader, f->arena, &code, &templates, &n, &f->err),
              &f->err);
    assert_int_equal(n, 2);
    assert_false(templates[0].retired);
    assert_true(templates[1].retired);
    assert_int_equal(templates[1].used, 1);
    other.reason = PX_STR("");
    other.name = PX_STR("Empty");
    assert_int_equal(answer_do(f, px_answer_template_keep_deed, &other), -PX_ERR_INVALID);
    other.id = PX_STR("nothing");
    assert_int_equal(answer_do(f, px_answer_template_keep_deed, &other), -PX_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test_setup_teardown(test_draft_is_private, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_refused, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_lost_update, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_rights, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_bulk_with_template, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_templates, answer_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
