/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "base/file.h"
#include "duty/model_card_priv.h"

static px_model_card read_card(const char *text, const char *name)
{
    px_error err = PX_ERROR_INIT;
    px_model_card card;

    assert_ok(px_model_card_read(px_str_of(text), "README.md", px_str_of(name), arena, &card, &err),
              &err);
    return card;
}

static px_str value_of(const px_model_card *card, const char *field)
{
    for (size_t i = 0; i < card->n_items; i++)
        if (strcmp(card->items[i].field, field) == 0)
            return card->items[i].value;
    return px_arena_str(arena, PX_STR(""));
}

static void assert_value(const px_model_card *card, const char *field, const char *value)
{
    px_str got = value_of(card, field);

    if (!px_str_is(got, value))
        fail_msg("%s: got %.*s, expected %s", field, PX_STR_ARG(got), value);
}

static const char card_text[] = "---\n"
                                "license: apache-2.0\n"
                                "language:\n- en\n- fr\n"
                                "base_model: example/base\n"
                                "pipeline_tag: image-text-to-text\n"
                                "datasets:\n- example/books\n- other words\n"
                                "tags: [a, b]\n"
                                "co2_eq_emissions:\n  emissions: 420000000\n  source: none\n"
                                "---\n"
                                "# Example\n\n"
                                "**Release date:** July 23, 2024.\n\n"
                                "| Model | Params | Context length | Token count |\n"
                                "|---|---|---|---|\n"
                                "| Example 8B | 8.03B | 128k | 15T+ |\n"
                                "| Example 70B | 70.6B | 128k | 15T+ |\n\n"
                                "| | |\n|-|-|\n| Knowledge cutoff | December 2023 |\n"
                                "| GPU hours | 1.46M |\n";

static void a_card_is_read_with_the_row_of_its_model(void **state)
{
    px_model_card card = read_card(card_text, "Example-8B-Instruct");

    (void)state;
    assert_value(&card, "fact.licence", "\"apache-2.0\"");
    assert_value(&card, "fact.languages", "[{\"language\":\"en\"},{\"language\":\"fr\"}]");
    assert_value(&card, "fact.base_models",
                 "[{\"link\":\"https://huggingface.co/example/base\",\"name\":\"example/base\"}]");
    assert_value(&card, "fact.modalities_in", "[\"text\",\"image\"]");
    assert_value(&card, "fact.datasets",
                 "[{\"link\":\"https://huggingface.co/datasets/example/books\",\"name\":\"example/"
                 "books\"},{\"name\":\"other words\"}]");
    assert_value(&card, "fact.emissions", "\"420.000000\"");
    assert_value(&card, "model.g.release", "\"2024-07-23\"");
    assert_value(&card, "fact.parameters", "\"8.03e9\"");
    assert_value(&card, "fact.context", "\"128e3\"");
    assert_value(&card, "fact.training_tokens", "\"15e12\"");
    assert_value(&card, "fact.knowledge_cutoff", "\"2023-12\"");
    assert_value(&card, "fact.accelerator_hours", "\"1.46e6\"");
    assert_int_equal(card.n_missed, 1);
    assert_str(card.missed[0], "tags");
    for (size_t i = 0; i < card.n_items; i++) {
        px_str where = px_str_sub(px_str_of(card_text), card.items[i].start,
                                  card.items[i].start + card.items[i].length);

        if (strcmp(card.items[i].field, "fact.parameters") == 0)
            assert_str(where, "8.03B");
        if (strcmp(card.items[i].field, "fact.licence") == 0)
            assert_str(where, "license: apache-2.0");
    }
}

static void a_table_of_which_no_row_is_surely_the_models_is_named(void **state)
{
    px_model_card card = read_card(card_text, "Example");

    (void)state;
    assert_value(&card, "fact.parameters", "");
    assert_int_equal(card.n_missed, 2);
}

static void tables_of_html_span_rows(void **state)
{
    px_model_card card = read_card("<table><tr><td></td><td><strong>Params</strong></td>"
                                   "<td>Token\n count</td></tr>"
                                   "<tr><td rowspan=\"2\">X</td><td>8B\n</td>"
                                   "<td rowspan=\"2\" >15T+</td></tr>"
                                   "<tr><td>70B</td></tr></table>",
                                   "X 70B");

    (void)state;
    assert_value(&card, "fact.parameters", "\"70e9\"");
    assert_value(&card, "fact.training_tokens", "\"15e12\"");
}

static void numbers_as_people_write_them(void **state)
{
    static const struct {
        const char *words, *value;
    } cases[] = {
        { "8B", "8e9" },
        { "15T+", "15e12" },
        { "1.46M", "1.46e6" },
        { "2,040", "2040" },
        { "1,234,567", "1234567" },
        { "~ 7 billion", "7e9" },
        { "700 W", "700" },
        { "128k", "128e3" },
        { "many", NULL },
        { "", NULL },
        { "1.2.3", NULL },
        { "8 apples", NULL },
        { "12,34", NULL },
        { "8.", NULL },
    };
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        json_t *value = card_number(arena, px_str_of(cases[i].words));

        if (!cases[i].value)
            assert_null(value);
        else
            assert_string_equal(json_string_value(value), cases[i].value);
        json_decref(value);
    }
}

static void dates_as_people_write_them(void **state)
{
    static const struct {
        const char *words, *month, *date;
    } cases[] = {
        { "December 2023", "2023-12", NULL },
        { "July 23, 2024", "2024-07", "2024-07-23" },
        { "23 Jul 2024", "2024-07", "2024-07-23" },
        { "2024-07-23", "2024-07", "2024-07-23" },
        { "2024-07", "2024-07", NULL },
        { "7/8/2026", NULL, NULL },
        { "soon", NULL, NULL },
        { "February 30, 2024", NULL, NULL },
        { "", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        json_t *month = card_month(px_str_of(cases[i].words));
        json_t *date = card_date(px_str_of(cases[i].words));

        if (cases[i].month && !month)
            fail_msg("%s is no month", cases[i].words);
        assert_int_equal(cases[i].month != NULL, month != NULL);
        if (month)
            assert_string_equal(json_string_value(month), cases[i].month);
        assert_int_equal(cases[i].date != NULL, date != NULL);
        if (date)
            assert_string_equal(json_string_value(date), cases[i].date);
        json_decref(month);
        json_decref(date);
    }
}

static void what_cannot_be_read_is_refused(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_model_card card;

    (void)state;
    assert_int_equal(
        px_model_card_read(PX_STR("---\na: [\n---\n"), "x", PX_STR(""), arena, &card, &err),
        -PX_ERR_MALFORMED);
    assert_int_equal(px_model_card_read(PX_STR("\xff"), "x", PX_STR(""), arena, &card, &err),
                     -PX_ERR_MALFORMED);
    assert_true(px_model_card_is_dataset(PX_STR("---\nsize_categories: [1K]\n---\n")));
    assert_false(px_model_card_is_dataset(PX_STR("---\nlicense: mit\n---\nsize_categories:\n")));
}

/* The real card of shared data: hours, tokens and dates of each size. */
static void the_card_of_a_real_model(void **state)
{
    const char *path = PX_SHARED_DATA "/models/cards/llama3_1-MODEL_CARD.md";
    PX_AUTO_FREE char *text = NULL;
    px_error err = PX_ERROR_INIT;
    px_model_card card;
    size_t len;

    (void)state;
    if (px_file_read(path, PX_MODEL_CARD_MAX, &text, &len, &err) < 0) {
        print_message("the shared data are not there\n");
        skip();
    }
    card = read_card(text, "Llama 3.1 405B");
    assert_value(&card, "fact.parameters", "\"405e9\"");
    assert_value(&card, "fact.training_tokens", "\"15e12\"");
    assert_value(&card, "fact.context", "\"128e3\"");
    assert_value(&card, "fact.knowledge_cutoff", "\"2023-12\"");
    assert_value(&card, "fact.accelerator_hours", "\"30.84e6\"");
    assert_value(&card, "fact.accelerator_power", "\"700\"");
    assert_value(&card, "fact.emissions", "\"8930\"");
    assert_value(&card, "model.g.release", "\"2024-07-23\"");
    assert_int_equal(px_str_find(value_of(&card, "fact.languages"), PX_STR("German")) > 0, 1);
    card = read_card(text, "Llama 3.1 8B");
    assert_value(&card, "fact.accelerator_hours", "\"1.46e6\"");
    assert_value(&card, "fact.emissions", "\"420\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_read_with_the_row_of_its_model),
        cmocka_unit_test(a_table_of_which_no_row_is_surely_the_models_is_named),
        cmocka_unit_test(tables_of_html_span_rows),
        cmocka_unit_test(numbers_as_people_write_them),
        cmocka_unit_test(dates_as_people_write_them),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(the_card_of_a_real_model),
    };

    return cmocka_run_group_tests(tests, make, end);
}
