/* SPDX-License-Identifier: EUPL-1.2 */
/* Each rule fires where a summary breaks it, and nowhere in one that keeps them all. */
#include "base/file.h"
#include "duty/check/check.h"
#include "duty/filed/filed.h"
#include "unit/arena_fixture.h"

#define GOOD PX_TEST_SOURCE "/tests/fuzz/seeds/filed/good.txt"

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

    assert_true(at < text.len); /* the case speaks of what is in the file */
    return px_str_of(px_arena_format(arena, "%.*s%s%.*s", (int)at, text.ptr, to,
                                     (int)(text.len - at - strlen(from)),
                                     text.ptr + at + strlen(from)));
}

static void check_text(px_str text, px_findings *ret_findings)
{
    const px_check_context context = { .today = { .year = 2026, .month = 11, .day = 30 } };
    px_check_subject *subject;
    px_filed_words words;
    px_error err = PX_ERROR_INIT;

    assert_int_equal(px_filed_words_of_text(arena, text, &words, &err), 0);
    assert_int_equal(px_filed_read(arena, &words, &subject, &err), 0);
    px_check_run(subject, &context, ret_findings);
}

static size_t count(const px_findings *findings, const char *rule, const char *field)
{
    size_t n = 0;

    for (size_t i = 0; i < findings->count; i++)
        n += strcmp(findings->list[i].rule->id, rule) == 0 &&
                     px_str_is(findings->list[i].field, field)
                 ? 1
                 : 0;
    return n;
}

static void test_a_good_summary_has_no_findings(void **state)
{
    px_findings findings;

    (void)state;
    check_text(good(), &findings);
    for (size_t i = 0; i < findings.count; i++)
        print_error("%s %.*s: %s: %.*s\n", findings.list[i].rule->id,
                    PX_STR_ARG(findings.list[i].field), findings.list[i].message,
                    PX_STR_ARG(findings.list[i].words));
    assert_int_equal(findings.count, 0);
}

static const struct {
    const char *rule, *field, *from, *to;
} cases[] = {
    { "SUM-01", "", "2.4 User data", "2.7 User data" },
    { "SUM-01", "", "3.2 Removal", "Was personal data used to train the model? No\n3.2 Removal" },
    { "SUM-02", "0.a", "Summary: 1.0", "Summary:" },
    { "SUM-02", "0.a", "Summary: 1.0", "Summary: 1.0, https://example.eu/commits/main" },
    { "SUM-02", "0.b", "26 June 2026", "None" },
    { "SUM-02", "0.b", "26 June 2026", "7/8/26" },
    { "SUM-02", "0.b", "26 June 2026", "June 2026" },
    { "SUM-02", "0.b", "26 June 2026", "26.06.26" },
    { "SUM-03", "1.1.a", ", training-data@models.example.eu", "" },
    { "SUM-03", "1.1.a", "training-data@", "info@" },
    { "SUM-03", "1.1.b", "Not applicable (provider established in the Union)", "" },
    { "SUM-03", "1.1.b", "Not applicable (provider established in the Union)", "eu@rep.example" },
    { "SUM-04", "1.2.c", "20 May 2026", "coming soon" },
    { "SUM-04", "1.2.c", "20 May 2026", "5/6/2026" },
    { "SUM-05", "1.2.b", "dependencies: None", "dependencies:" },
    { "SUM-05", "1.2.b", "dependencies: None", "dependencies: Base-1" },
    { "SUM-06", "1.2.a", "Small-1, https", "The Small family, https" },
    { "SUM-07", "1.3.b", "1 million to 1 billion images", "479 million images" },
    { "SUM-07", "1.3.b", "1 million to 1 billion images", "1 billion to 10 trillion tokens" },
    { "SUM-07", "1.3.b", "1 billion to 10 trillion tokens", "" },
    { "SUM-08", "2.3.g", "Image ☐ Video ☐ Audio ☐ Other\nSummary",
      "Image ☒ Video ☐ Audio ☐ Other\nSummary" },
    { "SUM-08", "1.3.b", "1 million to 1 billion images", "5 million image-text pairs" },
    { "SUM-09", "1.3.d", "March 2026.", "no later than March 2026." },
    { "SUM-09", "1.3.d", "March 2026.", "The year 2026." },
    { "SUM-09", "1.3.d", " The model is not trained further on newer data.", "" },
    { "SUM-10", "1.3.e", "English, French, Polish and Greek.", "More than 1000 languages." },
    { "SUM-10", "1.3.e", "English, French, Polish and Greek.", "N/A" },
    { "SUM-11", "2.1.c",
      "Common Crawl CC-MAIN-2024-10 filtered by language, https://data.example.org/crawl v1.0",
      "The Internet" },
    { "SUM-11", "2.1.c",
      "Common Crawl CC-MAIN-2024-10 filtered by language, https://data.example.org/crawl v1.0",
      "" },
    { "SUM-11", "2.1.c", "https://data.example.org/crawl v1.0",
      "https://data.example.org/crawl v1.0; two small datasets of ours" },
    { "SUM-12", "2.1.c", "CC-MAIN-2024-10 ", "" },
    { "SUM-12", "2.1.c", "filtered by language, ", "" },
    { "SUM-13", "2.2.1.a", "☐ Yes ☒ No\n2.2.2.", "☐ Yes ☐ No ☒ Other\n2.2.2." },
    { "SUM-13", "2.2.1", "☐ Yes ☒ No\n2.2.2.",
      "☐ Yes ☒ No\nAdditional comments (optional): More.\n2.2.2." },
    { "SUM-14", "2.3.b", "☒ Yes ☐ No\nIf yes, specify crawler",
      "☐ Yes ☒ No\nIf yes, specify crawler" },
    { "SUM-14", "2.3.b", "ExampleBot/2", "N/A" },
    { "SUM-14", "2.3.b", "ExampleBot/2", "FineWeb-Edu" },
    { "SUM-14", "2.3.e", "03/2024 to 02/2026", "03/2024 to 04/2026" },
    { "SUM-15", "2.3.b", "ExampleBot/2", "Web crawler" },
    { "SUM-15", "2.3.b", "ExampleBot/2", "Example Web Crawler" },
    { "SUM-15", "2.3.b", "ExampleBot/2", "https://example.eu/bots" },
    { "SUM-15", "2.3.b", "ExampleBot/2", "See https://example.eu/bots" },
    { "SUM-15", "2.3.e", "03/2024 to 02/2026", "Please see https://example.eu/bots" },
    { "SUM-15", "2.3.e", "03/2024 to 02/2026", "Knowledge cut-off 02/2026" },
    { "SUM-15", "2.3.e", "03/2024 to 02/2026", "approximately 2018 to 02/2026" },
    { "SUM-15", "2.3.e", "03/2024 to 02/2026", "" },
    { "SUM-16", "2.3.h",
      "a1.example.eu, a2.example.eu, a3.example.eu, a4.example.eu, "
      "a5.example.eu, a6.example.eu, a7.example.eu, a8.example.eu, "
      "a9.example.eu, b1.example.eu",
      "Public portals, forums and sites under .gov" },
    { "SUM-16", "2.3.h", "a1.example.eu, a2.example.eu, a3.example.eu, ", "" },
    { "SUM-17", "2.1.c", "https://data.example.org/crawl",
      "Data-2: https://data.example.org/other-thing" },
    { "SUM-17", "2.5.d", "on their behalf to train the model?\n☐ Yes ☒ No",
      "on their behalf to train the model?\n☒ Yes ☐ No\nInformation about other AI models, "
      "including "
      "provider's own AI model(s) not available on the market, used to generate synthetic data to "
      "train the model to which this Summary applies:\nQwen3-32B" },
    { "SUM-18", "2.5.a", "Text in English and French from open archives",
      "Text in English and French, synthetic" },
    { "SUM-19", "2.6.c", "☐ Yes ☒ No\n\n3. Data",
      "☐ Yes ☒ No\nAdditional comments (optional): Providers may also disclose other relevant "
      "information on a voluntary basis.\n\n3. Data" },
    { "SUM-20", "3.1.a", "limitation?\n☒ Yes ☐ No", "limitation?\n" },
    { "SUM-21", "3.1.b", ", retroactively", "" },
    { "SUM-21", "3.1.b", " Makers of datasets obeyed robots.txt; sites", " Sites" },
    { "SUM-22", "3.2.a",
      "Illegal content is kept out by lists of hashes and by classifiers trained on such content.",
      "" },
    { "SUM-22", "3.2.a", "Illegal content is kept out", "Toxic content is kept out" },
    { "SUM-22", "3.2.a", "on such content.", "on such con" },
    { "SUM-22", "2.4", "2.4 User data", "2.3 User data" },
    { "SUM-23", "2.3.c", "ExampleBot collects", "ExampleBot may collect" },
    { "SUM-23", "2.3.f", "Pages of museums in Europe, in Polish and Greek.",
      "Please refer to the technical report on Europe." },
    { "SUM-23", "2.3.c", "ExampleBot collects texts and photographs for training.",
      "The information was lost or corrupted." },
    { "SUM-23", "2.3.c", "ExampleBot collects texts and photographs for training.",
      "We comply with all applicable laws and regulations." },
    { "SUM-24", "1.3.f", "Content from national archives", "Content with consent from archives" },
    { "SUM-24", "3.2.a", "by classifiers trained", "by quality filtering and classifiers trained" },
    { "SUM-24", "2.1.b", "☒ Text ☐ Image ☐ Video ☐ Audio ☐ Other\nList",
      "☒ Text ☐ Image ☐ Video ☐ Audio ☐ Other A publisher gave us all of its articles.\nList" },
    { "SUM-25", "2.4.a", "used to train the model?\n☐ Yes ☒ No\nWas data collected",
      "used to train the model?\n☐ Yes ☐ No\nWas data collected" },
    { "SUM-25", "1.3.f", "Content from national archives of Poland and Greece.", "" },
    { "SUM-25", "2.4",
      "2.4 User data\n"
      "Was data from user interactions with the AI model (e.g. user input and prompts) used to "
      "train the model?\n☐ Yes ☒ No\n"
      "Was data collected from user interactions with the provider's other services or products "
      "used to train the model?\n☐ Yes ☒ No\n",
      "" },
    { "SUM-26", "0.b", "26 June 2026", "26 May 2026" },
    { "SUM-26", "0.b", "26 June 2026", "26 February 2026" },
    { "SUM-27", "", "Public summary of training content", "Data sheet" },
    { "SUM-29", "1.3.b", "1 billion to 10 trillion tokens", "more than 10 trillion tokens" },
    { "SUM-30", "1.3.b", "1 billion to 10 trillion tokens",
      "1 billion to 10 trillion tokens 15 trillion tokens" },
    { "SUM-31", "2.1.c",
      "CC-MAIN-2024-10 filtered by language, https://data.example.org/crawl v1.0",
      "filtered by language, https://data.example.org/crawl" },
    { "SUM-32", "2.1.d", ", collected from 01/2020 to 02/2026", "" },
    { "SUM-33", "2.3.d", "captchas, passwords and paywalls", "passwords" },
    { "SUM-34", "2.3.f", "Pages of museums in Europe, in Polish and Greek.", "Pages of museums." },
    { "SUM-35", "3.1.b", "every month, retroactively.", "every month, retroactively with the" },
    { "SUM-36", "2.6.a", "☐ Yes ☒ No\n\n3. Data", "☐ No\n\n3. Data" },
};

static void test_every_breach_is_found(void **state)
{
    size_t failed = 0;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_str text = replaced(good(), cases[i].from, cases[i].to);
        px_findings findings;

        /* The top range everywhere takes both modalities. */
        if (strcmp(cases[i].rule, "SUM-29") == 0)
            text = replaced(text, "1 million to 1 billion images", "more than 1 billion images");
        check_text(text, &findings);
        if (count(&findings, cases[i].rule, cases[i].field))
            continue;
        print_error("%s does not fire in '%s' for '%s'\n", cases[i].rule, cases[i].field,
                    cases[i].to);
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* What is claimed beside the form is in no text: test_checked asks for SUM-28. */
static void test_every_rule_has_a_case(void **state)
{
    const px_check_rule *rule;

    (void)state;
    for (size_t i = 0; (rule = px_check_rule_at(i)); i++) {
        bool found = strcmp(rule->form, "summary") != 0 || strcmp(rule->id, "SUM-28") == 0;

        for (size_t k = 0; k < PX_COUNT(cases); k++)
            found |= strcmp(cases[k].rule, rule->id) == 0;
        if (!found)
            print_error("%s has no case\n", rule->id);
        assert_true(found);
    }
}

/* The January form is named as the wrong one, and nothing else is said. */
static void test_the_preliminary_form_is_told(void **state)
{
    px_findings findings;

    (void)state;
    check_text(replaced(good(), "3.2 Removal of illegal content",
                        "Special content type. Large datasets from 5 % of the category. "
                        "Measures implemented after data collection. Removal of unwanted content."),
               &findings);
    assert_int_equal(count(&findings, "SUM-01", ""), findings.count);
    assert_true(findings.count > 0);
}

/* A box that cannot be read is never "no": what hangs on it is not asked for. */
static void test_unreadable_is_not_no(void **state)
{
    px_findings findings;

    (void)state;
    check_text(replaced(good(), "☒ Yes ☐ No\nIf yes, specify crawler",
                        "\xEF\xBF\xBD Yes \xEF\xBF\xBD No\nIf yes, specify crawler"),
               &findings);
    assert_int_equal(count(&findings, "SUM-36", "2.3.a"), 1);
    assert_int_equal(count(&findings, "SUM-14", "2.3.b"), 0);
    assert_int_equal(px_findings_of(&findings, PX_SEVERITY_ERROR), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_summary_has_no_findings),
        cmocka_unit_test(test_every_breach_is_found),
        cmocka_unit_test(test_every_rule_has_a_case),
        cmocka_unit_test(test_the_preliminary_form_is_told),
        cmocka_unit_test(test_unreadable_is_not_no),
    };

    return cmocka_run_group_tests(tests, make, end);
}
