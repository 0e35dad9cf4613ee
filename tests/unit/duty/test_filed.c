/* SPDX-License-Identifier: EUPL-1.2 */
/* Ticks, words with places, and which of them answer which label. */
#include "duty/filed/filed.h"

#include "duty/filed/filed_tick.h"
#include "unit/arena_fixture.h"

static const struct {
    const char *text;
    px_answer_state state;
    px_yes_no yes_no;
} questions[] = {
    { "☒ Yes ☐ No", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "☐ Yes ☒ No", PX_ANSWER_GIVEN, PX_YES_NO_NO },
    { "X Yes ☐ No", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "☐ Oui ☑ Non", PX_ANSWER_GIVEN, PX_YES_NO_NO },
    { "✗ Yes", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "✓ Yes ✗ No", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "☒Yes ☐No", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "Yes ☒ No ☐", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "\xEF\x83\xBE Yes \xEF\x82\xA8 No", PX_ANSWER_GIVEN, PX_YES_NO_YES }, /* Wingdings */
    { "Yes", PX_ANSWER_GIVEN, PX_YES_NO_YES },
    { "No, none at all", PX_ANSWER_GIVEN, PX_YES_NO_NO },
    { "✔ Yes ❏ No", PX_ANSWER_GIVEN, PX_YES_NO_YES }, /* ZapfDingbats, as forms draw them */
    { "❏ Yes ✔ No", PX_ANSWER_GIVEN, PX_YES_NO_NO },
    { "þ Yes ¨ No", PX_ANSWER_GIVEN, PX_YES_NO_YES }, /* Wingdings read as Latin letters */
    { "¨ Yes þ No", PX_ANSWER_GIVEN, PX_YES_NO_NO },
    { "❏ Yes ❏ No", PX_ANSWER_MISSING, PX_YES_NO_NONE },
    { "❏ No", PX_ANSWER_UNREADABLE, PX_YES_NO_NONE },
    { "þing Yes", PX_ANSWER_GIVEN, PX_YES_NO_NONE }, /* a letter of a word is no sign */
    { "☒ Yes ☒ No", PX_ANSWER_GIVEN, PX_YES_NO_BOTH },
    { "☐ Yes ☐ No ☒ Other (see below)", PX_ANSWER_GIVEN, PX_YES_NO_OTHER },
    { "We cannot say whether yes or no", PX_ANSWER_GIVEN, PX_YES_NO_NONE },
    { "☐ Yes ☐ No", PX_ANSWER_MISSING, PX_YES_NO_NONE },
    { "", PX_ANSWER_MISSING, PX_YES_NO_NONE },
    { "Yes No", PX_ANSWER_UNREADABLE, PX_YES_NO_NONE },
    { "☐ No", PX_ANSWER_UNREADABLE, PX_YES_NO_NONE },
    { "\xEF\xBF\xBD Yes \xEF\xBF\xBD No", PX_ANSWER_UNREADABLE, PX_YES_NO_NONE },
};

static void test_questions(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(questions); i++) {
        px_answer answer = { 0 };

        px_filed_yes_no_read(arena, px_str_of(questions[i].text), &answer);
        if (answer.state != questions[i].state || answer.yes_no != questions[i].yes_no)
            print_error("'%s': state %d, answer %d\n", questions[i].text, answer.state,
                        answer.yes_no);
        assert_int_equal(answer.state, questions[i].state);
        assert_int_equal(answer.yes_no, questions[i].yes_no);
    }
}

enum {
    TEXT = 1u << PX_CHECK_MODALITY_TEXT,
    IMAGE = 1u << PX_CHECK_MODALITY_IMAGE,
    AUDIO = 1u << PX_CHECK_MODALITY_AUDIO,
    VIDEO = 1u << PX_CHECK_MODALITY_VIDEO
};

static const struct {
    const char *text;
    px_answer_state state;
    unsigned modalities;
    const char *remark;
} lists[] = {
    { "☒ Text ☐ Image ☐ Video ☒ Audio ☐ Other", PX_ANSWER_GIVEN, TEXT | AUDIO, "" },
    { "X Texte ☐ Image ☐ Vidéo ☐ Audio ☐ Autre", PX_ANSWER_GIVEN, TEXT, "" },
    { "Text, image, video, and audio", PX_ANSWER_GIVEN, TEXT | IMAGE | VIDEO | AUDIO, "" },
    { "☒ Text ☐ Image A publisher gave us all", PX_ANSWER_GIVEN, TEXT, "A publisher gave us all" },
    { "☐ Text ☐ Image ☐ Video ☐ Audio ☐ Other", PX_ANSWER_MISSING, 0, "" },
    { "Text Image Video Audio Other", PX_ANSWER_UNREADABLE, 0, "" },
};

static void test_modalities(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(lists); i++) {
        px_answer answer = { 0 };

        px_filed_modalities_read(arena, px_str_of(lists[i].text), &answer);
        if (answer.state != lists[i].state || answer.modalities != lists[i].modalities)
            print_error("'%s': state %d, modalities %x\n", lists[i].text, answer.state,
                        answer.modalities);
        assert_int_equal(answer.state, lists[i].state);
        assert_int_equal(answer.modalities, lists[i].modalities);
        assert_true(px_str_is(answer.remark, lists[i].remark));
    }
}

/* ---- Words with places */

#define HEAD "level\tpage\tpar\tblock\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"

static px_builder tsv;

static void page(int number)
{
    px_builder_format(&tsv, "1\t%d\t0\t0\t0\t0\t0\t0\t595.2\t841.9\t-1\t###PAGE###\n", number);
}

/* Words of 5 points a letter. */
static void line(int number, int x, int y, const char *words)
{
    px_str rest = px_str_of(words), word;

    while (px_str_split(&rest, ' ', &word)) {
        const int width = 5 * (int)px_utf8_count(word);

        px_builder_format(&tsv, "5\t%d\t0\t0\t0\t0\t%d.0\t%d.0\t%d.0\t10.0\t100\t%.*s\n", number, x,
                          y, width, PX_STR_ARG(word));
        x += width + 3;
    }
}

static void begin(void)
{
    px_builder_free(&tsv);
    tsv = PX_BUILDER_INIT(1 << 20);
    px_builder_add(&tsv, HEAD);
    page(1);
}

static px_check_subject *read_it(void)
{
    px_filed_words words;
    px_check_subject *subject = NULL;
    px_error err = PX_ERROR_INIT;

    assert_int_equal(px_filed_words_read(arena, px_builder_view(&tsv), &words, &err), 0);
    assert_int_equal(px_filed_read(arena, &words, &subject, &err), 0);
    px_builder_free(&tsv);
    return subject;
}

static void has(const px_check_subject *subject, const char *id, const char *text)
{
    const px_answer *answer = px_check_subject_answer(subject, id);

    if (!px_str_is(answer->text, text))
        print_error("%s: '%.*s'\n", id, PX_STR_ARG(answer->text));
    assert_true(px_str_is(answer->text, text));
}

/* Labels in the left column, wrapped; answers in the right one, set in the middle or at the top,
 * going on over the page, between running feet. */
static void test_columns(void **state)
{
    const px_check_subject *subject;

    (void)state;
    begin();
    line(1, 70, 60, "Version of the Summary:");
    line(1, 260, 60, "v1");
    line(1, 70, 80, "Last update:");
    line(1, 260, 80, "26 June 2026");
    line(1, 70, 120, "1.1. Provider identification");
    line(1, 260, 140, "Example Models GmbH");
    line(1, 70, 146, "Provider name and");
    line(1, 260, 152, "Some Street 7, Bonn");
    line(1, 70, 158, "contact details:");
    line(1, 260, 164, "data@models.example.eu");
    line(1, 70, 190, "Authorised repre-");
    line(1, 260, 190, "N/A");
    line(1, 70, 202, "sentative name and contact details:");
    line(1, 70, 240, "2.1. Publicly available datasets");
    line(1, 70, 260, "Have you used publicly available datasets to train the model?");
    line(1, 400, 275, "☒ Yes ☐ No");
    line(1, 70, 300, "If yes, specify the modality(ies)");
    line(1, 260, 300, "☒ Text ☐ Image");
    line(1, 70, 312, "of the content covered by the");
    line(1, 260, 312, "☐ Video ☐ Audio ☐ Other");
    line(1, 70, 324, "datasets concerned:");
    line(1, 70, 400, "List of large publicly available");
    line(1, 260, 400, "The first set is so long that it fills its line and");
    line(1, 70, 412, "datasets:");
    line(1, 260, 412, "goes on in the next one, which is as long as that");
    line(1, 70, 800, "Example Models 1");
    page(2);
    line(2, 260, 60, "and even over the page.");
    line(2, 260, 90, "Other sets are small.");
    line(2, 70, 90, "General description of other publicly");
    line(2, 70, 102, "available datasets not listed above:");
    line(2, 70, 800, "Example Models 2");
    page(3);
    line(3, 70, 60, "3.2 Removal of illegal content");
    line(3, 70, 80, "General description of measures taken:");
    line(3, 70, 95, "Lists of hashes.");
    line(3, 70, 800, "Example Models 3");
    subject = read_it();
    has(subject, "0.a", "v1");
    has(subject, "0.b", "26 June 2026");
    has(subject, "1.1.a", "Example Models GmbH\nSome Street 7, Bonn\ndata@models.example.eu");
    has(subject, "1.1.b", "N/A");
    assert_int_equal(px_check_subject_answer(subject, "1.1.b")->state, PX_ANSWER_NOT_APPLICABLE);
    assert_int_equal(px_check_subject_answer(subject, "2.1.a")->yes_no, PX_YES_NO_YES);
    assert_int_equal(px_check_subject_answer(subject, "2.1.b")->modalities, TEXT);
    has(subject, "2.1.c",
        "The first set is so long that it fills its line and\n"
        "goes on in the next one, which is as long as that\nand even over the page.");
    has(subject, "2.1.d", "Other sets are small.");
    has(subject, "3.2.a", "Lists of hashes.");
    assert_int_equal(px_check_subject_answer(subject, "3.2.a")->page, 3);
}

/* The table of section 1.3, its columns told by the white space between. */
static void test_sizes(void **state)
{
    const px_check_subject *subject;
    const px_check_row *text, *image;

    (void)state;
    begin();
    line(1, 70, 40, "1.1. Provider identification");
    line(1, 70, 50, "Provider name and contact details: A");
    line(1, 70, 70, "1.2. Model identification");
    line(1, 70, 80, "Versioned model name(s): B");
    line(1, 70, 90, "Model dependencies: None");
    line(1, 70, 100, "1.3 Modalities, overall training data size and other characteristics");
    line(1, 80, 120, "Modality");
    line(1, 180, 120, "Training data size");
    line(1, 400, 120, "Types of content");
    line(1, 160, 140, "☐ Less than 1 billion tokens");
    line(1, 380, 140, "Novels and laws");
    line(1, 80, 152, "☒ Text");
    line(1, 160, 152, "☒ 1billion to 10 trillions tokens");
    line(1, 380, 152, "of many places.");
    line(1, 160, 164, "☐ More than 10 trillions tokens");
    line(1, 160, 190, "☐ Less than 1 million images");
    line(1, 80, 202, "☒ Image");
    line(1, 160, 202, "☐ 1 million to 1 billion images");
    line(1, 380, 202, "Photographs.");
    line(1, 160, 214, "☒ More than 1 billion images");
    line(1, 70, 260, "Latest date of data acquisition/collection for model training: May 2026");
    line(1, 70, 280,
         "Description of the linguistic characteristics of the overall training data: N/A");
    line(1, 70, 300, "Other relevant characteristics of the overall training data: N/A");
    subject = read_it();
    text = &subject->modalities[PX_CHECK_MODALITY_TEXT];
    image = &subject->modalities[PX_CHECK_MODALITY_IMAGE];
    assert_true(text->ticked && image->ticked);
    assert_int_equal(text->ranges, 1u << 1);
    assert_int_equal(image->ranges, 1u << 2);
    assert_true(px_str_is(text->content, "Novels and laws\nof many places."));
    assert_true(px_str_is(image->content, "Photographs."));
    assert_int_equal(px_check_subject_answer(subject, "1.3.a")->modalities, TEXT | IMAGE);
    has(subject, "1.3.d", "May 2026");
}

/* Addresses and words that end with their line are whole again; what fits is left alone. */
static void test_broken_lines(void **state)
{
    const px_check_subject *subject;

    (void)state;
    begin();
    line(1, 70, 20, "Last update: May 2026");
    line(1, 70, 40, "1.1. Provider identification");
    line(1, 70, 60, "Provider name and contact details:");
    line(1, 260, 60, "An institute with a name that fills its line");
    line(1, 260, 72, "https://www.example.eu/");
    line(1, 260, 84, "data@models.example.eu");
    line(1, 70, 120, "1.2. Model identification");
    line(1, 70, 140, "Versioned model name(s): B");
    line(1, 70, 160, "Model dependencies: None");
    line(1, 70, 180, "Date of placement of the model on the Union market: 1 May 2026");
    line(1, 70, 300, "2.1. Publicly available datasets");
    line(1, 70, 320, "List of large publicly available datasets:");
    line(1, 70, 340, "Texts that reflect the world, of high quality, see also");
    line(1, 70, 352, "https://data.example.org/sets/the-first-one-of-many-in-");
    line(1, 70, 364, "the-list and https://data.example.org/sets/second");
    line(1, 70, 376, "https://data.example.org/sets/a-name-that-is-cut-in-mid");
    line(1, 70, 388, "dle. They re-");
    line(1, 70, 400, "flect what is said, in a high-");
    line(1, 70, 412, "quality selection.");
    subject = read_it();
    has(subject, "1.1.a",
        "An institute with a name that fills its line\nhttps://www.example.eu/\n"
        "data@models.example.eu");
    has(subject, "2.1.c",
        "Texts that reflect the world, of high quality, see also\n"
        "https://data.example.org/sets/the-first-one-of-many-in-the-list and "
        "https://data.example.org/sets/second\n"
        "https://data.example.org/sets/a-name-that-is-cut-in-middle. They reflect what is said, "
        "in a high-quality selection.");
}

#define SECTION_1                                                                                  \
    "1.1. Provider identification\nProvider name and contact details: A GmbH\n"                    \
    "Authorised representative name and contact details: rep@example.eu\n"                         \
    "1.2. Model identification\nVersioned model name(s): B\nModel dependencies: None\n"            \
    "Date of placement of the model on the Union market: 1 May 2026\n"                             \
    "3.2 Removal of illegal content\nGeneral description of measures taken: Lists.\n"

/* On a cover, a line with a colon and nothing but a date is the last update; an address in one line
 * with its label is the answer. */
static void test_dated(void **state)
{
    static const struct {
        const char *line;
        px_answer_state state;
    } heads[] = {
        { "Updated: January 6, 2026", PX_ANSWER_GIVEN },
        { "Updated: see below", PX_ANSWER_MISSING },
        { "Updated January 6, 2026", PX_ANSWER_MISSING },
        { "Updated: January 6, 2026 by the team of the model", PX_ANSWER_MISSING },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(heads); i++) {
        const char *text = px_arena_format(arena, "%s\n\n" SECTION_1, heads[i].line);
        px_filed_words words;
        px_check_subject *subject;
        px_error err = PX_ERROR_INIT;

        assert_int_equal(px_filed_words_of_text(arena, px_str_of(text), &words, &err), 0);
        assert_int_equal(px_filed_read(arena, &words, &subject, &err), 0);
        assert_int_equal(px_check_subject_answer(subject, "0.b")->state, heads[i].state);
        has(subject, "1.1.b", "rep@example.eu");
        if (heads[i].state == PX_ANSWER_GIVEN)
            has(subject, "0.b", "January 6, 2026");
    }
}

static void test_damaged(void **state)
{
    static const char *const damaged[] = {
        HEAD "5\t1\t0\n",
        HEAD "x\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\ta\n",
        HEAD "5\t1\t0\t0\t0\t0\tleft\t0\t0\t0\t0\ta\n",
        HEAD "5\t501\t0\t0\t0\t0\t0\t0\t0\t0\t0\ta\n",
        "\xFF",
    };
    px_filed_words words;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(damaged); i++) {
        px_error err = PX_ERROR_INIT;

        assert_true(px_filed_words_read(arena, px_str_of(damaged[i]), &words, &err) < 0);
        assert_non_null(err.message);
    }
}

static void test_something_else(void **state)
{
    px_filed_words words;
    px_check_subject *subject;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_int_equal(px_filed_words_of_text(arena, PX_STR("A letter.\n"), &words, &err), 0);
    assert_int_equal(px_filed_read(arena, &words, &subject, &err), -(int)PX_ERR_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_questions),    cmocka_unit_test(test_modalities),
        cmocka_unit_test(test_columns),      cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_broken_lines), cmocka_unit_test(test_dated),
        cmocka_unit_test(test_damaged),      cmocka_unit_test(test_something_else),
    };

    return cmocka_run_group_tests(tests, make, end);
}
