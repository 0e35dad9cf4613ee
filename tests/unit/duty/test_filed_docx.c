/* SPDX-License-Identifier: EUPL-1.2 */
/* Filed forms as DOCX: ticks of all kinds, answers beside and below their labels, and what praxis
 * itself wrote, with every value and tick. */
#include "duty/filed/filed_docx.h"

#include "document/document_write.h"
#include "duty/check/check_filled.h"
#include "duty/filed/filed.h"
#include "duty/filled_document.h"
#include "fuzz/stored_zip.h"
#include "unit/duty/filled_fixture.h"

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define W14 "http://schemas.microsoft.com/office/word/2010/wordml"
#define WP "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

/* ---- Documents made here */

static px_str package(const char *type, px_str body)
{
    archive a = { .bytes = PX_BUILDER_INIT(1 << 20), .directory = PX_BUILDER_INIT(1 << 16) };
    px_str bytes;

    add_part(&a, "[Content_Types].xml",
             px_str_of(px_arena_format(
                 arena,
                 "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                 "<Override PartName=\"/word/document.xml\" ContentType=\"%s\"/></Types>",
                 type)));
    add_part(&a, "_rels/.rels",
             PX_STR("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                    "relationships\"><Relationship Id=\"a\" "
                    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                    "officeDocument\" Target=\"word/document.xml\"/></Relationships>"));
    add_part(&a, "word/document.xml",
             px_str_of(px_arena_format(arena,
                                       "<w:document xmlns:w=\"" W "\" xmlns:w14=\"" W14
                                       "\" xmlns:wp=\"" WP "\"><w:body>%.*s</w:body></w:document>",
                                       PX_STR_ARG(body))));
    end_archive(&a);
    bytes = px_arena_str(arena, px_builder_view(&a.bytes));
    px_builder_free(&a.bytes);
    px_builder_free(&a.directory);
    return bytes;
}

static px_str document(const char *body)
{
    return package("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+"
                   "xml",
                   px_str_of(body));
}

static px_str words_of(const char *body)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    px_filed_words words;

    assert_ok(px_filed_docx_words(arena, document(body), &words, &err), &err);
    for (size_t i = 0; i < words.n_words; i++) {
        if (i)
            px_builder_char(&out, words.words[i].line_start ? '|' : ' ');
        px_builder_str(&out, words.words[i].text);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

#define P(runs) "<w:p>" runs "</w:p>"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define CONTROL(properties, content)                                                               \
    "<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define BOX(state, sign)                                                                           \
    CONTROL("<w14:checkbox><w14:checked w14:val=\"" state "\"/></w14:checkbox>", R(sign))
#define OLD_BOX(state)                                                                             \
    "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox>" state                         \
    "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText>"     \
    "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"

static const struct {
    const char *body, *words;
} ticks[] = {
    { P(BOX("1", "☒") R(" Yes ") BOX("0", "☐") R(" No")), "☒ Yes ☐ No" },
    { P(BOX("true", "✔") R("Yes") BOX("false", "☐") R("No")), "☒ Yes ☐ No" },
    /* It shows the contrary of what it keeps. */
    { P(BOX("1", "☐") R(" Yes")), "\xEF\xBF\xBD Yes" },
    { P(BOX("0", "☒") R(" Yes")), "\xEF\xBF\xBD Yes" },
    { P(CONTROL("<w14:checkbox/>", "") R("Yes")), "☐ Yes" },
    { P(OLD_BOX("<w:default w:val=\"0\"/><w:checked/>") R("Yes") OLD_BOX("<w:default w:val=\"0\"/>")
            R("No")),
      "☒ Yes ☐ No" },
    { P(OLD_BOX("<w:default w:val=\"1\"/>") R("Yes")
            OLD_BOX("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>") R("No")),
      "☒ Yes ☐ No" },
    { P("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" R(" Yes")), "\xEF\x83\xBE Yes" },
    { P("<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/></w:rPr><w:t>þ</w:t>"
        "</w:r>" R(" Yes")),
      "\xEF\x83\xBE Yes" },
    /* A sign that nobody has listed may be a tick, and so may a small picture or a control. */
    { P("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F021\"/></w:r>" R(" Yes")), "\xEF\xBF\xBD Yes" },
    { P("<w:r><w:drawing><wp:inline><wp:extent cx=\"152400\" cy=\"152400\"/></wp:inline>"
        "</w:drawing></w:r>" R("Yes")),
      "\xEF\xBF\xBD Yes" },
    { P("<w:r><w:drawing><wp:inline><wp:extent cx=\"5152400\" cy=\"152400\"/></wp:inline>"
        "</w:drawing></w:r>" R("Yes")),
      "Yes" },
    { P("<w:r><w:object><w:control/></w:object></w:r>" R("Yes")), "\xEF\xBF\xBD Yes" },
    /* Not there: what was taken out, hidden, stands for an answer to come, lists the contents. */
    { P("<w:del>" R("gone") "</w:del><w:ins>" R("new") "</w:ins>"), "new" },
    { P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>" R("seen")), "seen" },
    { P(CONTROL("<w:showingPlcHdr/>", R("Click or tap here")) R("end")), "end" },
    { "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>" R("General information 3") "</w:p>" P(
          R("text")),
      "text" },
    { P(R("one") "<w:r><w:br/></w:r>" R("two")) P(R("three")), "one|two|three" },
    { "<w:tbl><w:tr><w:tc>" P(R("a")) P(R("b")) "</w:tc><w:tc>" P(R("c")) "</w:tc></w:tr></w:tbl>",
      "a c|b" },
};

static void test_ticks(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(ticks); i++) {
        const px_str words = words_of(ticks[i].body);

        if (!px_str_is(words, ticks[i].words))
            print_error("%zu: '%.*s'\n", i, PX_STR_ARG(words));
        assert_true(px_str_is(words, ticks[i].words));
    }
}

/* ---- A form that somebody filed */

#define ICON "<w:r><w:drawing><wp:extent cx=\"1\" cy=\"1\"/></w:drawing></w:r>"
#define USER_DATA                                                                                  \
    "Was data from user interactions with the AI model (e.g. user input and prompts) used to "     \
    "train the model?"

/* A row of a table; without an answer a paragraph, without a label an answer as it is. */
static const struct {
    const char *label, *answer;
} filed[] = {
    { "Public Summary of Training Content", NULL },
    { "1.1. Provider identification", NULL },
    { "Provider name and contact details:", P(R("Example Lab")) P(R("ai@lab.example")) },
    { "Authorised representative name and contact details:", P("") },
    { "1.2. Model identification", NULL },
    { NULL, "<w:tbl><w:tr><w:tc>" P(R("1.2.a")) "</w:tc><w:tc>" },
    { "Versioned model name(s):", NULL },
    { "[Name each version that is covered by this summary, one by one.]", NULL },
    { NULL, "</w:tc><w:tc>" P(R("lantern-7b-1.0")) "</w:tc></w:tr></w:tbl>" },
    { "Model dependencies:", P(R("None")) },
    { "2.3. Data crawled and scraped from online sources", NULL },
    { "Were crawlers used by the provider or on behalf of:",
      P(BOX("0", "☐") R(" Yes ") BOX("1", "☒") R(" No")) },
    { "If yes, specify crawler name(s)/identifier(s):", P(R("N/A")) },
    { "Type of modality covered:",
      P(OLD_BOX("<w:checked/>") R("Text") OLD_BOX("") R("Image") OLD_BOX("") R("Video")) },
    { "2.4. User data", NULL },
    { USER_DATA, P(ICON R("Yes") ICON R("No")) },
    { "3.2. Removal of illegal content", NULL },
    { "General description of measures taken:", NULL },
    { "A classifier sorted pages.", NULL },
    { "People read samples.", NULL },
};

static const char *filed_body(void)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);

    for (size_t i = 0; i < PX_COUNT(filed); i++)
        if (!filed[i].label)
            px_builder_add(&out, filed[i].answer);
        else if (!filed[i].answer)
            px_builder_format(&out, P(R("%s")), filed[i].label);
        else
            px_builder_format(
                &out, "<w:tbl><w:tr><w:tc>" P(R("%s")) "</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>",
                filed[i].label, filed[i].answer);
    return px_arena_cstr(arena, px_builder_view(&out));
}

static px_check_subject *subject_of(px_str bytes)
{
    px_check_subject *subject = NULL;
    px_error err = PX_ERROR_INIT;
    px_filed_words words;

    assert_ok(px_filed_docx_words(arena, bytes, &words, &err), &err);
    assert_ok(px_filed_read(arena, &words, &subject, &err), &err);
    return subject;
}

static void has(const px_check_subject *subject, const char *id, px_answer_state state,
                const char *text)
{
    const px_answer *answer = px_check_subject_answer(subject, id);

    if (answer->state != state || !px_str_is(answer->text, text))
        print_error("%s: state %d, '%.*s'\n", id, answer->state, PX_STR_ARG(answer->text));
    assert_int_equal(answer->state, state);
    assert_true(px_str_is(answer->text, text));
    assert_int_equal(answer->page, 0);
}

static void test_filed(void **state)
{
    const px_check_subject *subject = subject_of(document(filed_body()));

    (void)state;
    has(subject, "1.1.a", PX_ANSWER_GIVEN, "Example Lab\nai@lab.example");
    has(subject, "1.1.b", PX_ANSWER_MISSING, "");
    has(subject, "1.2.a", PX_ANSWER_GIVEN, "lantern-7b-1.0");
    has(subject, "1.2.b", PX_ANSWER_NOT_APPLICABLE, "None");
    assert_int_equal(px_check_subject_answer(subject, "2.3.a")->yes_no, PX_YES_NO_NO);
    has(subject, "2.3.b", PX_ANSWER_NOT_APPLICABLE, "N/A");
    assert_int_equal(px_check_subject_answer(subject, "2.3.g")->modalities,
                     1u << PX_CHECK_MODALITY_TEXT);
    assert_int_equal(px_check_subject_answer(subject, "2.4.a")->state, PX_ANSWER_UNREADABLE);
    assert_int_equal(px_check_subject_answer(subject, "2.4.a")->yes_no, PX_YES_NO_NONE);
    assert_int_equal(subject->unread.count, 1);
    has(subject, "3.2.a", PX_ANSWER_GIVEN, "A classifier sorted pages.\nPeople read samples.");
    assert_true(px_str_is(subject->language, "en"));
}

/* ---- What praxis wrote */

static px_str printed(const px_filled_form *filled, const px_language *language)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_filled_print print = { .language = language, .first = true };
    px_error err = PX_ERROR_INIT;
    px_document *made;

    assert_ok(px_filled_document(arena, filled, &print, &made, &err), &err);
    assert_ok(px_document_write(made, PX_DOCUMENT_DOCX, NULL, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

/* Digits without what groups them. */
static px_str digits_of(px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < text.len; i++) {
        const bool mark = text.ptr[i] == ',' ||
                          px_str_starts(px_str_sub(text, i, text.len), PX_STR("\xE2\x80\xAF"));

        if (!mark)
            px_builder_char(&out, text.ptr[i]);
        else if (text.ptr[i] != ',')
            i += 2;
    }
    return px_arena_str(arena, px_builder_view(&out));
}

typedef struct back {
    const px_check_subject *subject;
    size_t found;
} back;

/* Every word that was planted in a field stands in the answer to that field, and in no other. */
static void look(void *arg, const px_official_field *field, px_str word)
{
    back *b = arg;

    for (size_t i = 0; i < b->subject->form->n_fields; i++) {
        const px_answer *answer = &b->subject->answers[i];
        px_str text = digits_of(answer->text);
        bool there;

        for (size_t m = 0; m < PX_CHECK_MODALITY_COUNT; m++) {
            if (px_str_is(answer->field->id, "1.3.b"))
                text = px_str_of(
                    px_arena_format(arena, "%.*s %.*s", PX_STR_ARG(text),
                                    PX_STR_ARG(digits_of(b->subject->modalities[m].size))));
            if (px_str_is(answer->field->id, "1.3.c"))
                text = px_str_of(px_arena_format(arena, "%.*s %.*s", PX_STR_ARG(text),
                                                 PX_STR_ARG(b->subject->modalities[m].content)));
        }
        there = px_str_find(text, word) < text.len;
        if (there != (answer->field == field))
            print_error("'%.*s' of %.*s %s %.*s: '%.*s'\n", PX_STR_ARG(word), PX_STR_ARG(field->id),
                        there ? "stands in" : "is not in", PX_STR_ARG(answer->field->id),
                        PX_STR_ARG(text));
        assert_int_equal(there, answer->field == field);
    }
    b->found++;
}

static void compare(const px_check_subject *before, const px_check_subject *after)
{
    for (size_t i = 0; i < before->form->n_fields; i++) {
        const px_answer *one = &before->answers[i], *other = &after->answers[i];

        if (one->state != other->state || one->yes_no != other->yes_no ||
            one->modalities != other->modalities)
            print_error("%.*s: state %d, %d; yes or no %d, %d; modalities %x, %x: '%.*s'\n",
                        PX_STR_ARG(one->field->id), one->state, other->state, one->yes_no,
                        other->yes_no, one->modalities, other->modalities, PX_STR_ARG(other->text));
        assert_int_equal(one->state, other->state);
        assert_int_equal(one->yes_no, other->yes_no);
        assert_int_equal(one->modalities, other->modalities);
    }
    for (size_t m = 0; m < PX_CHECK_MODALITY_COUNT; m++) {
        assert_int_equal(before->modalities[m].ticked, after->modalities[m].ticked);
        assert_int_equal(before->modalities[m].ranges, after->modalities[m].ranges);
    }
}

static void test_round_trip(void **state)
{
    const px_language *language;

    (void)state;
    for (size_t l = 0; (language = px_language_at(l)); l++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            PX_AUTO_FILLED px_filled_form filled = planted_form(PX_FORM_SUMMARY, seed);
            back b = { .subject = subject_of(printed(&filled, language)) };

            assert_true(px_str_is(b.subject->language, px_language_tag(language)));
            compare(px_check_subject_of_filled(arena, &filled), b.subject);
            for (size_t i = 0; i < filled.form->n_fields; i++)
                if (!json_is_object(filled.fields[i].value) ||
                    filled.fields[i].field->type != PX_FIELD_TEXT)
                    planted_words(filled.fields[i].field, filled.fields[i].value, look, &b);
                else
                    planted_words(
                        filled.fields[i].field,
                        json_object_get(filled.fields[i].value, px_language_tag(language)), look,
                        &b);
            assert_true(b.found > 20);
        }
}

/* Nothing is answered: nothing is read, and nothing becomes "no". */
static void test_empty(void **state)
{
    const px_language *language;

    (void)state;
    for (size_t l = 0; (language = px_language_at(l)); l++) {
        PX_AUTO_FILLED px_filled_form filled = { 0 };
        const px_check_subject *subject;

        px_filled_start(arena, px_official_form_by_name(PX_STR(PX_FORM_SUMMARY)), &filled);
        filled.head.version = PX_STR("draft");
        subject = subject_of(printed(&filled, language));
        for (size_t i = 0; i < subject->form->n_fields; i++) {
            const px_answer *answer = &subject->answers[i];

            if (answer->field->level == PX_FIELD_OF_DOCUMENT)
                continue;
            if (answer->state != PX_ANSWER_MISSING)
                print_error("%.*s: '%.*s'\n", PX_STR_ARG(answer->field->id),
                            PX_STR_ARG(answer->text));
            assert_int_equal(answer->state, PX_ANSWER_MISSING);
            assert_int_equal(answer->yes_no, PX_YES_NO_NONE);
        }
    }
}

/* ---- What is refused */

static void test_refused(void **state)
{
    px_filed_words words;
    px_error err = PX_ERROR_INIT;
    px_check_subject *subject;

    (void)state;
    assert_fails(px_filed_docx_words(arena, PX_STR("PK\003\004"), &words, &err), PX_ERR_MALFORMED);
    assert_fails(
        px_filed_docx_words(arena, PX_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), &words, &err),
        PX_ERR_UNSUPPORTED);
    assert_fails(
        px_filed_docx_words(
            arena,
            package("application/vnd.ms-word.document.macroEnabled.main+xml", PX_STR(P(R("a")))),
            &words, &err),
        PX_ERR_UNSUPPORTED);
    assert_ok(px_filed_docx_words(arena, document(P("")), &words, &err), &err);
    assert_int_equal(words.n_words, 0);
    assert_ok(px_filed_docx_words(arena, document(P(R("a letter"))), &words, &err), &err);
    assert_fails(px_filed_read(arena, &words, &subject, &err), PX_ERR_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticks),      cmocka_unit_test(test_filed),
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, make, end);
}
