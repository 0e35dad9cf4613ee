/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "base/csv.h"

static px_csv csv;

static int parse(const char *text)
{
    px_error err = PX_ERROR_INIT;
    int rc = px_csv_parse(arena, px_str_of(text), &csv, &err);

    assert_true(rc == 0 || err.message);
    return rc;
}

static void reads_what_programs_write(void **state)
{
    static const char *const texts[] = {
        "name,mail\nAnn,a@b.eu\n",
        "name;mail\r\nAnn;a@b.eu\r\n",
        "name\tmail\rAnn\ta@b.eu\r",
        "\xEF\xBB\xBFname,mail\nAnn,a@b.eu",
        "\n\nname,mail\n\n,\nAnn,a@b.eu\n\n",
        "\"name\",\"mail\"\n\"Ann\",\"a@b.eu\"\n",
        "name,\"mail;of;hers\"\nAnn,a@b.eu\n",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        assert_int_equal(parse(texts[i]), 0);
        assert_int_equal(csv.header.count, 2);
        assert_str(csv.header.cells[0], "name");
        assert_int_equal(csv.count, 1);
        assert_str(csv.rows[0].cells[0], "Ann");
        assert_str(csv.rows[0].cells[1], "a@b.eu");
        assert_str(px_csv_cell(&csv.rows[0], 2), "");
    }
}

static void quoted_cells_hold_anything(void **state)
{
    (void)state;
    assert_int_equal(parse("a,b\n\"x, \"\"y\"\"\r\nz\",\n1,2,\n"), 0);
    assert_int_equal(csv.count, 2);
    assert_str(csv.rows[0].cells[0], "x, \"y\"\nz");
    assert_str(csv.rows[0].cells[1], "");
    assert_int_equal(csv.rows[0].line, 2);
    assert_int_equal(csv.rows[1].line, 4);
    assert_int_equal(csv.rows[1].count, 3);
}

static void refuses_what_is_not_well_formed(void **state)
{
    static const struct {
        const char *text, *line;
    } bad[] = {
        { "", "1" },
        { "\n\n,,\n", "1" },
        { "a,b\n\"open", "2" },
        { "a,b\nx\"y,2", "2" },
        { "a\n\"x\"y\n", "2" },
        { "a\nb\n\x01\n", "3" },
        { "a\nb\n\xFF\n", "3" },
    };
    px_error err = PX_ERROR_INIT;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        assert_fails(px_csv_parse(arena, px_str_of(bad[i].text), &csv, &err), PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "line"), bad[i].line);
    }
    assert_fails(px_csv_parse(arena, PX_STR("a\n\0\n"), &csv, &err), PX_ERR_MALFORMED);
}

static void is_bounded(void **state)
{
    px_builder text = PX_BUILDER_INIT(8 << 20);

    (void)state;
    px_builder_add(&text, "a\n");
    for (int i = 0; i < PX_CSV_MAX_ROWS; i++)
        px_builder_add(&text, "1\n");
    assert_int_equal(parse(px_builder_cstr(&text)), 0);
    assert_int_equal(csv.count, PX_CSV_MAX_ROWS);
    px_builder_add(&text, "1\n");
    assert_fails(parse(px_builder_cstr(&text)), PX_ERR_TOO_LARGE);
    px_builder_clear(&text);
    for (int i = 0; i < PX_CSV_MAX_COLUMNS; i++)
        px_builder_add(&text, "a,");
    assert_fails(parse(px_builder_cstr(&text)), PX_ERR_TOO_LARGE);
    px_builder_clear(&text);
    px_builder_add(&text, "a\n");
    for (int i = 0; i <= PX_CSV_MAX_CELL; i++)
        px_builder_char(&text, 'x');
    assert_fails(parse(px_builder_cstr(&text)), PX_ERR_TOO_LARGE);
    px_builder_free(&text);
}

static void comes_through_the_jail_as_it_was(void **state)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(10000);
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_csv_parse_plain(PX_STR("a;b\n\"1\n\";2\n"), PX_STR(""), &plain, &err), &err);
    assert_ok(px_csv_read_plain(arena, px_builder_view(&plain), &csv, &err), &err);
    assert_int_equal(csv.separator, ';');
    assert_int_equal(csv.count, 1);
    assert_str(csv.rows[0].cells[0], "1\n");
    assert_fails(px_csv_read_plain(arena, PX_STR(""), &csv, &err), PX_ERR_PARSER);
    assert_fails(px_csv_read_plain(arena, PX_STR(",1\x1F"), &csv, &err), PX_ERR_PARSER);
    assert_fails(px_csv_read_plain(arena, PX_STR(",x\x1F\x1E"), &csv, &err), PX_ERR_PARSER);
    assert_fails(px_csv_read_plain(arena, PX_STR(",1\x1Fx\x1E"), &csv, &err), PX_ERR_PARSER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_programs_write),
        cmocka_unit_test(quoted_cells_hold_anything),
        cmocka_unit_test(refuses_what_is_not_well_formed),
        cmocka_unit_test(is_bounded),
        cmocka_unit_test(comes_through_the_jail_as_it_was),
    };

    return cmocka_run_group_tests(tests, make, end);
}
