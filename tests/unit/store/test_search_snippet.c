/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/search_fixture.h"

/* Finds the only text, and gives its snippet. */
static px_str snippet_of(fixture *f, const char *words)
{
    find(f, "en", words);
    assert_int_equal(f->found.count, 1);
    return f->found.hits[0].snippet;
}

static void test_short(void **state)
{
    fixture *f = *state;

    put(f, 1, "en", "Risks, in general", "(A systemic risk.) Risky? General-purpose: generally.");
    assert_str(snippet_of(f, "risk systemic"), "(A " START "systemic risk" END ".) Risky? "
                                               "General-purpose: generally.");
    assert_str(f->found.hits[0].title, START "Risks" END ", in general");
    assert_str(snippet_of(f, "\"systemic risk\""),
               "(A " START "systemic risk" END ".) Risky? General-purpose: generally.");
    assert_str(snippet_of(f, "general-purpose"),
               "(A systemic risk.) Risky? " START "General-purpose" END ": generally.");
    assert_str(snippet_of(f, "risky"),
               "(A systemic risk.) " START "Risky" END "? General-purpose: generally.");
    assert_str(snippet_of(f, "syst"),
               "(A " START "systemic" END " risk.) Risky? General-purpose: generally.");
    assert_str(snippet_of(f, "risk -copyright"),
               "(A systemic " START "risk" END ".) Risky? General-purpose: generally.");
}

static size_t words_in(px_str text)
{
    size_t n = 0;
    px_str word;

    while (px_str_split(&text, ' ', &word))
        n++;
    return n;
}

static void test_long(void **state)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(1 << 20);
    fixture *f = *state;
    px_str snippet;

    for (int i = 0; i < 200; i++)
        px_builder_format(&body, "filler%d ", i);
    px_builder_add(&body, "apple ");
    for (int i = 0; i < 200; i++)
        px_builder_format(&body, "other%d ", i);
    px_builder_add(&body, "an apple and a pear at the end");
    put(f, 1, "en", "T", px_builder_cstr(&body));
    snippet = snippet_of(f, "apple pear"); /* the place that has both */
    assert_true(px_str_find(snippet, PX_STR(START "pear" END)) < snippet.len);
    assert_true(px_str_starts(snippet, PX_STR("\xE2\x80\xA6")));
    assert_true(px_str_ends(snippet, PX_STR("at the end")));
    assert_int_equal(words_in(snippet), 32);
    snippet = snippet_of(f, "apple");
    assert_true(px_str_ends(snippet, PX_STR("\xE2\x80\xA6")));
    snippet = snippet_of(f, "filler0");
    assert_true(px_str_starts(snippet, PX_STR(START "filler0")));
    put(f, 1, "en", "Title", ""); /* nothing to show */
    assert_int_equal(snippet_of(f, "title").len, 0);
}

static void test_french(void **state)
{
    fixture *f = *state;

    put(f, 1, "fr", "Mod\xC3\xA8les", "L\xE2\x80\x99\xC3\xA9valuation des mod\xC3\xA8les.");
    find(f, "fr", "evaluations modele");
    assert_int_equal(f->found.count, 1);
    assert_str(f->found.hits[0].snippet, "L\xE2\x80\x99" START "\xC3\xA9valuation" END " des " START
                                         "mod\xC3\xA8les" END ".");
}

static void test_snippet_html(void **state)
{
    static const char *const cases[][2] = {
        { "a < " START "b & c" END " \"d\"", "a &lt; <mark>b &amp; c</mark> &quot;d&quot;" },
        { START "open", "<mark>open</mark>" },
        { "closed" END, "closed" },
        { START "a" START "b" END "c" END, "<mark>ab</mark>c" },
        { START END START END, "<mark></mark><mark></mark>" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

        px_search_snippet_html(&out, px_str_of(cases[i][0]));
        assert_str(px_builder_view(&out), cases[i][1]);
    }
}

static void test_snippet_plain(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

    (void)state;
    px_search_snippet_plain(&out, PX_STR("a < " START "b & c" END " d" START));
    assert_str(px_builder_view(&out), "a < b & c d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_db(test_short),
        with_db(test_long),
        with_db(test_french),
        cmocka_unit_test(test_snippet_html),
        cmocka_unit_test(test_snippet_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
