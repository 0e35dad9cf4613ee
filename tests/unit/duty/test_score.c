/* SPDX-License-Identifier: EUPL-1.2 */
/* What criteria say of a summary, what sums of published evaluations leave possible, and which
 * criteria count. */
#include "duty/check/score.h"

#include "base/file.h"
#include "duty/filed/filed.h"
#include "unit/arena_fixture.h"

#define GOOD PX_TEST_SOURCE "/tests/fuzz/seeds/filed/good.txt"

static const px_criterion *criterion_of(const char *id, size_t *ret_at)
{
    const px_criterion *criterion;

    for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
        if (px_str_is(criterion->id, id)) {
            *ret_at = i;
            return criterion;
        }
    fail_msg("no criterion %s", id);
    return NULL;
}

/* ---- Tests of criteria: the good summary, with one thing changed */

static px_str good(void)
{
    char *data = NULL;
    size_t len;
    px_error err = PX_ERROR_INIT;
    px_str text;

    assert_int_equal(px_file_read(GOOD, 1 << 20, &data, &len, &err), 0);
    text = px_arena_str(arena, px_str_n(data, len));
    free(data);
    return text;
}

static px_str replaced(px_str text, const char *from, const char *to)
{
    const size_t at = px_str_find(text, px_str_of(from));

    assert_true(at < text.len);
    return px_str_of(px_arena_format(arena, "%.*s%s%.*s", (int)at, text.ptr, to,
                                     (int)(text.len - at - strlen(from)),
                                     text.ptr + at + strlen(from)));
}

static void score_text(px_str text, px_score *ret_score)
{
    const px_check_context context = { .today = { .year = 2026, .month = 11, .day = 30 } };
    px_check_subject *subject;
    px_findings findings;
    px_filed_words words;
    px_error err = PX_ERROR_INIT;

    assert_int_equal(px_filed_words_of_text(arena, text, &words, &err), 0);
    assert_int_equal(px_filed_read(arena, &words, &subject, &err), 0);
    px_check_run(subject, &context, &findings);
    px_score_make(subject, &findings, ret_score);
}

enum {
    HUMAN = PX_SCORE_VERDICT_HUMAN,
    NONE = PX_SCORE_VERDICT_NOT_APPLICABLE,
    ZERO = PX_SCORE_VERDICT_ABSENT,
    HALF = PX_SCORE_VERDICT_PARTLY,
    MET = PX_SCORE_VERDICT_MET
};

#define CRAWL                                                                                      \
    "Common Crawl CC-MAIN-2024-10 filtered by language, https://data.example.org/crawl v1.0"
#define KNOWN "Not applicable (provider established in the Union)"

static const struct {
    const char *id;
    int before; /* of the good summary */
    const char *from, *to;
    int after;
} cases[] = {
    { "D5", MET, "Model dependencies: None\n", "", HALF },
    { "D5", MET, "2.4 User data", "2.7 User data", ZERO },
    { "D15", ZERO, "Version of", "Changes since the last version: none\nVersion of", MET },
    { "D22", MET, "https://models.example.eu/small-1", "the card", MET },
    { "D23", MET, "Summary: 1.0", "Summary: N/A", ZERO },
    { "D25", NONE, "Summary: 1.0", "Summary: 1.1, earlier: https://example.eu/1.0", HUMAN },
    { "D28", MET, "26 June 2026", "None", ZERO },
    { "D30", MET, "26 June 2026", "7/8/26", ZERO },
    { "F1.1.a.1", MET, "Example Models GmbH, training-data@models.example.eu", "", ZERO },
    { "F1.1.a.2", MET, "Example Models GmbH", "Example Models", HUMAN },
    { "F1.1.a.3", MET, ", training-data@models.example.eu", "", ZERO },
    { "F1.1.a.4", MET, "training-data@", "info@", ZERO },
    { "F1.1.a.4", MET, "training-data@models.example.eu", "Some Street 12, 53111 Bonn", ZERO },
    { "F1.1.a.4", MET, "training-data@models.example.eu", "https://example.eu/contact", HUMAN },
    { "F1.1.b.1", NONE, KNOWN, "", HUMAN }, /* whether one is required is not said */
    { "F1.1.b.1", NONE, KNOWN, "Rep SARL, rep-training@example.eu", MET },
    { "F1.1.b.4", NONE, KNOWN, "Rep SARL, contact@example.eu", ZERO },
    { "F1.2.a.2", MET, "Small-1, https", "The Small family, https", ZERO },
    { "F1.2.a.2", MET, ", https://models.example.eu/small-1", "", MET }, /* a note costs nothing */
    { "F1.2.a.3", MET, ", https://models.example.eu/small-1", "", ZERO },
    { "F1.2.c.1", MET, "20 May 2026", "", ZERO },
    { "F1.3.b.1", MET, "1 million to 1 billion images", "", ZERO },
    { "F1.3.c.3", MET, "Photographs of landscapes.", "Photographs to enable recognition.", ZERO },
    { "F1.3.d.2", MET, "March 2026.", "no later than March 2026.", ZERO },
    { "F1.3.d.2", MET, "March 2026.", "2026.", ZERO },
    { "F1.3.d.3", ZERO, "March 2026.", "03/2026.", MET },
    { "F1.3.d.3", ZERO, "March 2026.", "2026.", NONE },
    { "F1.3.d.5", MET, " The model is not trained further on newer data.", "", ZERO },
    { "F1.3.e.1", MET, "English, French, Polish and Greek.", "N/A", ZERO },
    { "F1.3.e.2", MET, "English, French, Polish and Greek.", "More than 1000 languages.", ZERO },
    { "F1.3.e.2", MET, "Polish and Greek.", "Polish and other languages.", HALF },
    { "F1.3.e.2", MET, "English, French, Polish and Greek.", "", NONE }, /* "if yes" */
    { "F1.3.e.3", MET, "English, French, Polish and Greek.", "Persian and Thai.", ZERO },
    { "F1.3.f.1", HUMAN, "Content from national archives of Poland and Greece.", "Code.", ZERO },
    { "F1.3.f.5", MET, "Content from", "Content with consent from", ZERO },
    { "F2.1.1", MET, "Polish and Greek.", "Polish and Greek.", MET },
    { "F2.1.a.1", MET, "datasets to train the model?\n☒ Yes ☐ No",
      "datasets to train the model?\n☐ Yes ☐ No", ZERO },
    { "F2.1.a.1", MET, "datasets to train the model?\n☒ Yes ☐ No",
      "datasets to train the model?\n☐ No", HUMAN }, /* never "no" */
    { "F2.1.c.1", MET, CRAWL, "The Internet", ZERO },
    { "F2.1.c.3", MET, ", https://data.example.org/crawl v1.0", "", ZERO },
    { "F2.1.c.5", MET, CRAWL, "Set-A, https://data.example.org/a", ZERO },
    { "F2.1.c.6", MET, "filtered by language, ", "", ZERO },
    { "F2.1.c.6", MET, CRAWL, "Set-A v2, https://data.example.org/a", HUMAN },
    { "F2.1.d.1", MET,
      "Text in English and French from open archives, collected from 01/2020 to "
      "02/2026.",
      "", ZERO },
    { "F2.1.d.5", MET, "Text in English and French", "Text", HUMAN },
    { "F2.1.d.6", MET, ", collected from 01/2020 to 02/2026", "", ZERO },
    { "F2.1.d.6", MET, "collected from 01/2020 to 02/2026", "dates of collection not known", MET },
    { "F2.3.b.1", MET, "ExampleBot/2",
      "We use a crawler of our own, which we describe in another place of our site", ZERO },
    { "F2.3.b.2", MET, "ExampleBot/2", "Web crawler", ZERO },
    { "F2.3.d.2", MET, "captchas, passwords", "passwords", ZERO },
    { "F2.3.d.2", MET,
      "It leaves captchas, passwords and paywalls alone and obeys robots.txt and "
      "TDMRep.",
      "", NONE },
    { "F2.3.d.5", MET, "robots.txt and TDMRep.\nPeriod", "TDMRep.\nPeriod", ZERO },
    { "F2.3.e.3", MET, "03/2024 to 02/2026", "2018 to 02/2026", ZERO },
    { "F2.3.e.4", MET, "03/2024 to 02/2026", "March 2024 to February 2026", ZERO },
    { "F2.3.h.1", MET, "a1.example.eu, a2.example.eu, a3.example.eu, ", "", ZERO },
    { "F2.6.a.1", MET, "been used to train the model?\n☐ Yes ☒ No",
      "been used to train the model?\n☐ Yes ☐ No", ZERO },
    { "F3.1.a.2", HUMAN, "limitation?\n☒ Yes ☐ No", "limitation?\n", ZERO },
    { "F3.1.b.2", MET, " Makers of datasets obeyed robots.txt; sites", " Sites", ZERO },
    { "F3.1.b.3", MET,
      "; sites with a later reservation are removed at the start of every month, "
      "retroactively",
      "", ZERO },
    { "F3.2.a.1", MET,
      "Illegal content is kept out by lists of hashes and by classifiers trained "
      "on such content.",
      "", ZERO },
};

static void test_criteria(void **state)
{
    px_score before, after;
    size_t failed = 0;

    (void)state;
    score_text(good(), &before);
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        size_t at = 0;

        (void)criterion_of(cases[i].id, &at);
        score_text(replaced(good(), cases[i].from, cases[i].to), &after);
        if ((int)before.judged[at] == cases[i].before && (int)after.judged[at] == cases[i].after)
            continue;
        print_error("%s: %s, with '%s': %s\n", cases[i].id,
                    px_score_verdict_name(before.judged[at]), cases[i].to,
                    px_score_verdict_name(after.judged[at]));
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* ---- Which criteria count */

static void test_standing(void **state)
{
    const px_criterion *criterion;
    size_t count = 0;
    px_score score;

    (void)state;
    score_text(good(), &score);
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++, count++) {
        if (px_criterion_counts(criterion)) {
            assert_true(criterion->compared >= 2);
            assert_int_equal(criterion->agreed, criterion->compared);
        }
        if (criterion->standing == PX_STANDING_BOTH)
            assert_int_equal(criterion->kappa, 100);
        if (criterion->standing == PX_STANDING_DIFFERS)
            assert_true(criterion->agreed < criterion->compared);
        if (!px_criterion_counts(criterion))
            assert_true(score.verdicts[i] == PX_SCORE_VERDICT_HUMAN ||
                        score.verdicts[i] == PX_SCORE_VERDICT_NOT_APPLICABLE);
    }
    assert_int_equal(count, 242);
    assert_true(px_standing_of(PX_STANDING_BOTH) > 0);
    assert_int_equal(px_score_documents(), 6);
    assert_true(score.all.counted > 0 && score.all.points2 <= score.all.possible2);
    assert_true(px_score_share(&score.all) > 0 && px_score_share(&score.all) < 100);
}

/* ---- What sums leave possible */

static const char *left_of(const px_evaluation *published, const char *id)
{
    const char *words;
    size_t at;
    const px_criterion *criterion = criterion_of(id, &at);

    (void)px_published_compare(published, criterion, PX_SCORE_VERDICT_HUMAN, &words);
    return words;
}

static void read_evaluation(const char *text, px_evaluation *ret_published)
{
    px_error err = PX_ERROR_INIT;

    assert_int_equal(px_published_read(arena, px_str_of(text), ret_published, &err), 0);
}

static void test_sums(void **state)
{
    px_evaluation p;

    (void)state;
    /* Two questions that apply to everybody have one point each: nothing else applied. */
    read_evaluation("model_name: \"X\"\nS4:\n  D2:\n    score: 2\n    max_score: 2\n", &p);
    assert_string_equal(left_of(&p, "F2.2.1.a.1"), "1");
    assert_string_equal(left_of(&p, "F2.2.2.a.1"), "1");
    assert_string_equal(left_of(&p, "F2.2.2.d.1"), "-");
    /* One of both lost its point; which is not said. */
    read_evaluation("S4:\n  D2:\n    score: 1\n    max_score: 2\n", &p);
    assert_string_equal(left_of(&p, "F2.2.1.a.1"), "1|0");
    assert_string_equal(left_of(&p, "F2.2.1.b.1"), "-");
    /* All points that there can be: each is met. */
    read_evaluation("S3:\n  D3:\n    score: 23\n    max_score: 23\n", &p);
    assert_string_equal(left_of(&p, "F2.1.c.4"), "1");
    /* A percent that only one loss makes, and one that no scores make. */
    read_evaluation("S3:\n  D6:\n    percent: 15.79\n  D3:\n    percent: 33.33\n", &p);
    assert_string_equal(left_of(&p, "F2.1.d.8"), "0");
    assert_string_equal(left_of(&p, "F2.1.e.3"), "1");
    assert_string_equal(left_of(&p, "F2.1.c.4"), "!");
    /* Notes on a model: the named ones alone make the sum, so that the others lost nothing. */
    read_evaluation("model_name: \"Apertus\"\nS1:\n  D1:\n    score: 9\n    max_score: 11\n", &p);
    assert_string_equal(left_of(&p, "D16"), "0");
    assert_string_equal(left_of(&p, "D19"), "0");
    assert_string_equal(left_of(&p, "D7"), "1");
}

static void test_comparison(void **state)
{
    static const struct {
        const char *id;
        px_score_verdict verdict;
        px_agreement agreement;
    } said[] = {
        { "F2.2.1.a.1", PX_SCORE_VERDICT_MET, PX_AGREEMENT_SAME },
        { "F2.2.1.a.1", PX_SCORE_VERDICT_ABSENT, PX_AGREEMENT_OTHER },
        { "F2.2.1.a.1", PX_SCORE_VERDICT_NOT_APPLICABLE, PX_AGREEMENT_OTHER },
        { "F2.2.1.a.1", PX_SCORE_VERDICT_HUMAN, PX_AGREEMENT_UNKNOWN },
        { "F2.2.2.d.1", PX_SCORE_VERDICT_NOT_APPLICABLE, PX_AGREEMENT_SAME },
        { "F2.2.2.d.1", PX_SCORE_VERDICT_MET, PX_AGREEMENT_OTHER },
        { "F2.1.c.5", PX_SCORE_VERDICT_MET, PX_AGREEMENT_UNKNOWN },
    };
    px_evaluation p;

    (void)state;
    read_evaluation("S4:\n  D2:\n    score: 2\n    max_score: 2\nS3:\n  D1:\n"
                    "    percent: 50\n",
                    &p);
    for (size_t i = 0; i < PX_COUNT(said); i++) {
        const char *words;
        size_t at;

        assert_int_equal(
            px_published_compare(&p, criterion_of(said[i].id, &at), said[i].verdict, &words),
            said[i].agreement);
    }
}

static void test_damaged(void **state)
{
    static const char *const damaged[] = {
        "",
        "model_name: \"X\"\n",
        "S1:\n  D1:\n    score: many\n",
        "S1:\n  D1:\n    percent: -1\n",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(damaged); i++) {
        px_evaluation p;
        px_error err = PX_ERROR_INIT;

        assert_int_equal(px_published_read(arena, px_str_of(damaged[i]), &p, &err),
                         -(int)PX_ERR_MALFORMED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_criteria), cmocka_unit_test(test_standing),
        cmocka_unit_test(test_sums),     cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_damaged),
    };

    return cmocka_run_group_tests(tests, make, end);
}
