/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "unit/drafting/dossier_fixture.h"

#define PART(part, day, entries)                                                                   \
    "{\"dossier\":1,\"code\":\"test\",\"part\":\"" part "\",\"as_of\":\"" day "\"," SOURCES        \
    ",\"entries\":[" entries "]}"
#define ADDRESSEE(key)                                                                             \
    "{\"kind\":\"addressee\",\"key\":\"" key                                                       \
    "\",\"date\":\"2024\",\"title\":{\"en\":\"Title\"}," CITED "}"
#define DUTY(key, provision, addressee)                                                            \
    "{\"kind\":\"duty\",\"key\":\"" key "\",\"date\":\"2025\",\"provision\":\"" provision          \
    "\",\"addressees\":[\"" addressee "\"]," CITED "}"

static void expect(const px_dossier *d, const char *const *keys, size_t count)
{
    assert_int_equal(d->count, count);
    for (size_t i = 0; i < count; i++)
        assert_str(d->entries[i].key, keys[i]);
}

/* By date, then by part, then as in the part. */
static void test_order(void **state)
{
    static const char *const keys[] = { "year", "first", "one", "two", "three", "week" };
    fixture *f = *state;
    px_dossier d;

    assert_ok(dossier_import(f,
                             PART("b", "2026-01-02",
                                  STEP("week", "2024-W47", "") "," STEP("three", "2024-05", "")),
                             NULL),
              &f->err);
    assert_ok(
        dossier_import(f,
                       PART("a", "2025-01-01",
                            STEP("one", "2024-05-01", "") "," STEP("two", "2024-05", "") "," STEP(
                                "first", "2024-02-29", "") "," STEP("year", "2024", "")),
                       NULL),
        &f->err);
    d = dossier_of(f, "en");
    expect(&d, keys, PX_COUNT(keys));
    assert_str(d.as_of, "2026-01-02");
    assert_str(d.entries[0].part, "a");
    assert_int_equal(d.entries[0].place, 4);
    assert_str(d.entries[5].part, "b");
}

static void test_provision(void **state)
{
    static const char *const keys[] = { "all", "one" }, *const all[] = { "some", "all", "one",
                                                                         "two" };
    fixture *f = *state;
    px_code code;
    px_dossier d;

    assert_ok(dossier_import(f,
                             PART("a", "2025-01-01",
                                  ADDRESSEE("some") "," ADDRESSEE("all") "," DUTY(
                                      "one", "k3v7q0m2a9",
                                      "all") "," DUTY("two", "k3v7q0m2b0",
                                                      "some") "," STEP("step", "2024", "")),
                             NULL),
              &f->err);
    code = dossier_code(f, "test");
    assert_ok(px_dossier_load_provision(f->reader, f->arena, &code, PX_STR("k3v7q0m2a9"),
                                        PX_STR("en"), &d, &f->err),
              &f->err);
    expect(&d, keys, PX_COUNT(keys));
    assert_ok(px_dossier_load_provision(f->reader, f->arena, &code, PX_STR("aaaaaaaaa1"),
                                        PX_STR("en"), &d, &f->err),
              &f->err);
    assert_int_equal(d.count, 0);
    assert_ok(px_dossier_load_provisions(f->reader, f->arena, &code, PX_STR("en"), &d, &f->err),
              &f->err);
    expect(&d, all, PX_COUNT(all));
}

/* A code without a dossier has an empty one; another one's entries are not its. */
static void test_empty(void **state)
{
    fixture *f = *state;
    px_code none = { .row = 77 };
    px_dossier d;

    assert_ok(dossier_import(f, PART("a", "2025-01-01", STEP("one", "2024", "")), NULL), &f->err);
    assert_ok(px_dossier_load(f->reader, f->arena, &none, PX_STR("en"), &d, &f->err), &f->err);
    assert_int_equal(d.count, 0);
    assert_int_equal(d.as_of.len, 0);
}

static int break_row(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

/* A row that somebody spoilt is said to be damaged. */
static void test_damaged(void **state)
{
    static const char *const spoils[] = {
        "UPDATE dossier_entry SET json = '{'",
        "UPDATE dossier_entry SET json = '{}'",
        "UPDATE dossier_source SET json = '7'",
    };

    for (size_t i = 0; i < PX_COUNT(spoils); i++) {
        fixture *f = *state;
        px_code code;
        px_dossier d;

        assert_ok(
            dossier_import(
                f, px_arena_format(f->arena, PART("a", "2025-01-01", STEP("k%zu", "2024", "")), i),
                NULL),
            &f->err);
        assert_ok(px_house_write(f->house, break_row, (void *)(uintptr_t)spoils[i], &f->err),
                  &f->err);
        code = dossier_code(f, "test");
        assert_fails(px_dossier_load(f->reader, f->arena, &code, PX_STR("en"), &d, &f->err),
                     PX_ERR_DAMAGED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_provision, setup, teardown),
        cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
