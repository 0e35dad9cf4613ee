/* SPDX-License-Identifier: EUPL-1.2 */
/* What the documents of filled forms show, and do not show. */
#include "duty/filled_document.h"

#include <zip.h>

#include "document/document_write.h"
#include "duty/commitment.h"
#include "duty/filled_claims.h"
#include "unit/duty/filled_fixture.h"

static const unsigned char secret[32] = "a secret that no other house has";
static const char *const languages[] = { "en", "fr" };

/* The parts of a package one behind the other, unpacked. */
static px_str unpacked(px_str package)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(package.ptr, package.len, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_non_null(zip);
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
        char buffer[4096];
        zip_int64_t n;

        while ((n = zip_fread(file, buffer, sizeof(buffer))) > 0)
            px_builder_str(&out, px_str_n(buffer, (size_t)n));
        zip_fclose(file);
    }
    zip_close(zip);
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str printed(const px_filled_form *filled, const char *language, px_document_format format)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_filled_print print = { .language = px_language_find(px_str_of(language)), .first = true };
    px_error err = PX_ERROR_INIT;
    px_document *document;

    if (!print.language)
        print.language = px_language_english();
    assert_ok(px_filled_document(arena, filled, &print, &document, &err), &err);
    assert_ok(px_document_write(document, format, NULL, &out, &err), &err);
    return format == PX_DOCUMENT_DOCX ? unpacked(px_builder_view(&out))
                                      : px_arena_str(arena, px_builder_view(&out));
}

/* The text without what groups digits, and without tags: numbers are found as they were planted. */
static px_str ungrouped(px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < text.len; i++) {
        bool between = i > 0 && text.ptr[i - 1] >= '0' && text.ptr[i - 1] <= '9';

        if (between && text.ptr[i] == ',')
            continue;
        if (between && px_str_starts(px_str_sub(text, i, text.len), PX_STR("\xE2\x80\xAF"))) {
            i += 2;
            continue;
        }
        px_builder_char(&out, text.ptr[i]);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

typedef struct searching {
    const px_filled_form *view;
    px_str text;

    size_t hidden, shown;
} searching;

static void search(void *arg, const px_official_field *field, px_str word)
{
    searching *s = arg;
    bool found = px_str_find(s->text, word) < s->text.len;
    bool may = px_filled_shows(s->view, field);

    if (found && !may)
        print_error("%s for %s: '%.*s'\n", field->name.ptr,
                    px_recipient_name(s->view->head.recipient), PX_STR_ARG(word));
    assert_false(found && !may);
    s->hidden += !may;
    s->shown += found;
}

/* Whatever was filled in: nothing of a field stands in the bytes of a document whose recipient may
 * not have it. */
static void test_nothing_leaks(void **state)
{
    static const px_document_format formats[] = { PX_DOCUMENT_HTML, PX_DOCUMENT_DOCX,
                                                  PX_DOCUMENT_MARKDOWN, PX_DOCUMENT_JSON };
    px_error err = PX_ERROR_INIT;
    size_t hidden = 0, shown = 0;

    (void)state;
    for (uint64_t seed = 100; seed < 108; seed++) {
        PX_AUTO_FILLED px_filled_form whole = planted_form("model", seed);

        assert_ok(px_commitment_make(&whole, secret, PX_STR("abc"), &err), &err);
        for (int r = PX_RECIPIENT_AI_OFFICE; r < PX_RECIPIENT_COUNT; r++) {
            PX_AUTO_FILLED px_filled_form view = { 0 };

            assert_ok(px_filled_view(arena, &whole, (px_recipient)r, &view, &err), &err);
            for (size_t f = 0; f < PX_COUNT(formats); f++) {
                const char *language = languages[(seed + f) % 2];
                searching s = { .view = &view };

                s.text = ungrouped(printed(&view, language, formats[f]));
                for (size_t i = 0; i < whole.form->n_fields; i++)
                    planted_words(&whole.form->fields[i], whole.fields[i].value, search, &s);
                if (r != PX_RECIPIENT_AI_OFFICE) {
                    assert_int_equal(px_str_find(s.text, PX_STR("weights-evidence")), s.text.len);
                    assert_int_equal(px_str_find(s.text, PX_STR("0123456789abcdef")), s.text.len);
                }
                hidden += s.hidden;
                shown += s.shown;
            }
        }
    }
    assert_true(hidden > 1000 && shown > 1000);
}

/* Every answer of the summary stands in its document, each label too, in either language. */
static void test_all_is_there(void **state)
{
    (void)state;
    for (size_t l = 0; l < PX_COUNT(languages); l++) {
        PX_AUTO_FILLED px_filled_form filled = planted_form("summary", 5);
        px_str text = printed(&filled, languages[l], PX_DOCUMENT_MARKDOWN);

        for (size_t i = 0; i < filled.form->n_sections; i++) {
            px_str title =
                px_bilingual_in(&filled.form->sections[i].title, px_str_of(languages[l]));

            assert_true(px_str_find(text, title) < text.len);
        }
        for (size_t i = 0; i < filled.form->n_fields; i++) {
            const px_filled_field *field = &filled.fields[i];
            px_str label = px_bilingual_in(&field->field->label, px_str_of(languages[l]));

            assert_true(px_str_find(text, px_str_sub(label, 0, px_str_find_char(label, '('))) <
                        text.len);
            if (field->field->type == PX_FIELD_TEXT && json_object_get(field->value, "en")) {
                px_str words =
                    px_str_of(json_string_value(json_object_get(field->value, languages[l])));

                assert_true(px_str_find(text, words) < text.len);
            }
        }
    }
}

/* A figure in another unit than that of the ranges has none; a border is said to be one. */
static void test_sizes(void **state)
{
    PX_AUTO_FILLED px_filled_form filled = { 0 };
    px_filled_field *field;
    px_error err = PX_ERROR_INIT;
    px_str text;

    (void)state;
    px_filled_start(arena, px_official_form_by_name(PX_STR("summary")), &filled);
    filled.head.version = PX_STR("1");
    filled.head.date = PX_STR("2026-05-31");
    field = px_filled_of(&filled, PX_STR("1.3.b"));
    px_filled_set(&filled, field,
                  json_pack("{s:{s:s, s:s}, s:{s:s, s:s}}", "text", "value", "1000000000", "unit",
                            "bytes", "audio", "value", "1e6", "unit", "hours"));
    field->has_basis = true;
    field->basis = PX_BASIS_MEASURED;
    assert_ok(px_filled_derive(&filled, &err), &err);
    text = printed(&filled, "en", PX_DOCUMENT_MARKDOWN);
    assert_int_equal(px_str_find(text, PX_STR("tokens")), text.len);
    assert_true(px_str_find(text, PX_STR("1,000,000,000 bytes")) < text.len);
    assert_true(px_str_find(text, PX_STR("\u2611 more than 1 million hours")) < text.len);
    assert_true(px_str_find(text, PX_STR("border of two ranges")) < text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_leaks),
        cmocka_unit_test(test_all_is_there),
        cmocka_unit_test(test_sizes),
    };

    return cmocka_run_group_tests(tests, make, end);
}
