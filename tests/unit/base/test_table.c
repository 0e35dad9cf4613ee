/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/table.h"

static const px_column columns[] = {
    { "code", PX_ALIGN_LEFT },
    { "comments", PX_ALIGN_RIGHT },
    { "title", PX_ALIGN_LEFT },
};

static px_table *sample(void)
{
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    px_table_cell(table, PX_STR("gpai"));
    px_table_cell_int(table, 1430);
    px_table_cell(table, PX_STR("General-purpose AI"));
    px_table_cell(table, PX_STR("日本"));
    px_table_cell_int(table, -7);
    px_table_cell(table, PX_STR("e\xCC\x81té"));
    return table;
}

static void expect(const px_table *table, size_t width, bool bold, const char *text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);

    px_table_print(table, &out, width, bold);
    assert_str(px_builder_view(&out), text);
}

static void test_alignment(void **state)
{
    px_table *table = sample();

    (void)state;
    expect(table, 0, false,
           "code  comments  title\n"
           "gpai      1430  General-purpose AI\n"
           "日本        -7  e\xCC\x81té\n");
    expect(table, 34, true,
           "\033[1mcode  comments  title\033[0m\n"
           "gpai      1430  General-purpose AI\n"
           "日本        -7  e\xCC\x81té\n");
    px_table_free(table);
}

static void test_narrow(void **state)
{
    px_table *table = sample();

    (void)state;
    expect(table, 33, false,
           "code  comments  title\n"
           "gpai      1430  General-purpose …\n"
           "日本        -7  e\xCC\x81té\n");
    expect(table, 24, false,
           "code  comments  title\n"
           "gpai      1430  General…\n"
           "日本        -7  e\xCC\x81té\n");
    /* Narrower than anything useful: it is written over, not broken. */
    expect(table, 1, false,
           "code  com…  tit…\n"
           "gpai  1430  Gen…\n"
           "日本    -7  e\xCC\x81té\n");
    px_table_free(table);
}

/* Every line fits where the columns can be narrowed so far. */
static void test_fits(void **state)
{
    px_table *table = sample();

    (void)state;
    for (size_t width = 16; width < 40; width++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);
        px_str rest, line;

        px_table_print(table, &out, width, false);
        rest = px_builder_view(&out);
        while (px_str_line(&rest, &line)) {
            assert_true(px_display_width(line) <= width);
            assert_true(px_utf8_valid(line, NULL));
            assert_false(px_str_ends(line, PX_STR(" ")));
        }
    }
    px_table_free(table);
}

static void test_incomplete_and_empty(void **state)
{
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    (void)state;
    expect(table, 0, false, "code  comments  title\n");
    px_table_cell(table, PX_STR("a"));
    px_table_cell(table, PX_STR(""));
    px_table_cell(table, PX_STR("b"));
    px_table_cell(table, PX_STR("c"));
    expect(table, 0, false,
           "code  comments  title\n"
           "a               b\n"
           "c\n");
    px_table_free(table);
    px_table_free(NULL);
}

/* What strangers wrote cannot steer the terminal or break the row. */
static void test_control_characters(void **state)
{
    const px_column one = { "a\033b", PX_ALIGN_RIGHT };
    px_table *table = px_table_new(&one, 1);

    (void)state;
    px_table_cell(table, PX_STR("\033[2J\n\x9B"));
    expect(table, 0, false,
           "   a\xEF\xBF\xBD"
           "b\n\xEF\xBF\xBD[2J \xEF\xBF\xBD\n");
    px_table_free(table);
}

static void test_many_rows(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    const px_column one = { "n", PX_ALIGN_RIGHT };
    px_table *table = px_table_new(&one, 1);

    (void)state;
    for (int i = 0; i < 1000; i++)
        px_table_cell_int(table, i);
    px_table_print(table, &out, 0, false);
    assert_int_equal(out.len, 1001 * 4);
    assert_true(px_str_ends(px_builder_view(&out), PX_STR("\n998\n999\n")));
    px_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_narrow),
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_incomplete_and_empty),
        cmocka_unit_test(test_control_characters),
        cmocka_unit_test(test_many_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
