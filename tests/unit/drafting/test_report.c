/* SPDX-License-Identifier: EUPL-1.2 */
/* Reports show what is public: submitted comments, published answers; figures that name nobody. */
#include "unit/testing.h"

#include "document/document_write.h"
#include "drafting/report/participation.h"
#include "drafting/report/report.h"
#include "unit/drafting/answer_fixture.h"

static px_code code_of(fixture *f)
{
    px_code code;

    assert_ok(px_code_find(f->reader, f->arena, PX_STR("gpai"), PX_STR("en"), &code, &f->err),
              &f->err);
    return code;
}

/* A report as Markdown, in the arena. */
static px_str report_of(fixture *f, px_report_kind kind, const px_language *language)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_code code = code_of(f);
    px_report_ask ask = { .kind = kind,
                          .code = &code,
                          .language = language,
                          .site = PX_STR("https://house.example/en"),
                          .house = PX_STR("House") };
    px_report report;

    assert_ok(px_report_make(f->reader, f->arena, &ask, &report, &f->err), &f->err);
    assert_int_equal(report.parts, 1);
    assert_ok(px_document_write(report.document, PX_DOCUMENT_MARKDOWN, NULL, &out, &f->err),
              &f->err);
    return px_arena_str(f->arena, px_builder_view(&out));
}

static bool has(px_str text, const char *part)
{
    return px_str_find(text, px_str_of(part)) < text.len;
}

static void test_disposition(void **state)
{
    const px_str one = PX_STR("comment1");
    px_answer_write write = { .comments = &one,
                              .n_comments = 1,
                              .status = PX_ANSWER_NOT_ACCEPTED,
                              .reason = PX_STR("It is as strict as the law."),
                              .language = PX_STR("en") };
    px_answers_publish publish = { .code = PX_STR("gpai"), .author = "operator" };
    fixture *f = *state;
    px_str text = report_of(f, PX_REPORT_DISPOSITION, px_language_english());

    assert_true(has(text, "# Disposition of comments"));
    assert_true(has(text, "| not answered yet | 4 | 100 % |"));
    assert_true(has(text, "[4](<https://house.example/en/comments/comment4>) | Otto Other"));
    assert_true(has(text, "withdrawn, and are not counted above: 1."));
    assert_ok(answer_do(f, px_answer_write_deed, &write), &f->err);
    text = report_of(f, PX_REPORT_DISPOSITION, px_language_english());
    assert_false(has(text, "as strict as the law")); /* a draft is private */
    assert_ok(answer_do(f, px_answers_publish_deed, &publish), &f->err);
    text = report_of(f, PX_REPORT_DISPOSITION, px_language_english());
    assert_true(has(text, "It is as strict as the law."));
    assert_true(has(text, "| Not accepted | 1 | 25 % |"));
}

static void test_one_version(void **state)
{
    fixture *f = *state;
    px_code code = code_of(f);
    px_report_ask ask = { .kind = PX_REPORT_STRENGTH,
                          .code = &code,
                          .language = px_language_english() };
    px_report report;

    assert_int_equal(px_report_make(f->reader, f->arena, &ask, &report, &f->err),
                     -PX_ERR_NOT_FOUND);
    ask.kind = PX_REPORT_DISPOSITION;
    ask.version = PX_STR("9");
    assert_int_equal(px_report_make(f->reader, f->arena, &ask, &report, &f->err),
                     -PX_ERR_NOT_FOUND);
    ask.version = PX_STR("1");
    ask.part = 2;
    assert_int_equal(px_report_make(f->reader, f->arena, &ask, &report, &f->err),
                     -PX_ERR_NOT_FOUND);
}

static px_participation counts_of(fixture *f, px_participation_by by)
{
    px_participation counts;
    px_version version;
    px_code code = code_of(f);

    assert_ok(
        px_version_find(f->reader, f->arena, &code, PX_STR("1"), PX_STR("en"), &version, &f->err),
        &f->err);
    assert_ok(px_participation_read(f->reader, f->arena, version.row, 0, by, &counts, &f->err),
              &f->err);
    return counts;
}

/* Comments of people whom nobody can be told from: two of academia, one of civil society. */
static void test_few(void **state)
{
    fixture *f = *state;
    px_participation counts = counts_of(f, PX_PARTICIPATION_ALL);

    assert_int_equal(counts.count, 1);
    assert_int_equal(counts.rows[0].comments, 4); /* neither the withdrawn one nor the draft */
    assert_int_equal(counts.rows[0].participants, 2);
    counts = counts_of(f, PX_PARTICIPATION_CATEGORY);
    assert_int_equal(counts.count, 1);
    assert_true(counts.rows[0].others);
    counts = counts_of(f, PX_PARTICIPATION_CHAPTER);
    assert_int_equal(counts.count, 1);
    assert_false(counts.rows[0].others); /* a chapter is no person */
}

static void test_many(void **state)
{
    static const char *const categories[] = { "industry", "industry", "industry",
                                              "industry", "academia", "academia" };
    fixture *f = *state;
    px_participation counts;

    for (size_t i = 0; i < PX_COUNT(categories); i++) {
        char name[32], mail[32];
        px_person person;
        answer_comment comment = { 10 + (int)i, &person, 0, categories[i], "2027-01-29T12:00:00Z",
                                   "submitted" };

        (void)snprintf(name, sizeof(name), "Person %zu", i);
        (void)snprintf(mail, sizeof(mail), "p%zu@example.org", i);
        person = people_add(f, name, mail);
        assert_ok(answer_do(f, answer_comment_deed, &comment), &f->err);
    }
    counts = counts_of(f, PX_PARTICIPATION_CATEGORY);
    /* industry 4, academia 3; civil society 1 alone would be known as the rest of the whole, so
     * that the next smallest goes with it */
    assert_int_equal(counts.count, 2);
    assert_str(counts.rows[0].key, "industry");
    assert_int_equal(counts.rows[0].participants, 4);
    assert_true(counts.rows[1].others);
    assert_int_equal(counts.rows[1].participants, 4);
    assert_int_equal(counts.rows[1].comments, 6);
    assert_true(has(report_of(f, PX_REPORT_PARTICIPATION, px_language_english()),
                    "| Others, with few participants each | 4 | 50 % | 6 | 60 % |"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_disposition, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_version, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_few, answer_setup, teardown),
        cmocka_unit_test_setup_teardown(test_many, answer_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
