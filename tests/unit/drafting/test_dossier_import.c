/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/random.h"
#include "store/act.h"
#include "unit/code/version_fixture.h"
#include "unit/drafting/dossier_fixture.h"

static void test_good(void **state)
{
    static const char text[] =
        DOSSIER(STEP("two", "2024-11-14",
                     "\"time\":\"18:00\",\"figures\":[{\"what\":\"participants\",\"relation\":"
                     "\"almost\",\"value\":1000,\"source\":\"book\",\"confidence\":\"secondary\"}]"
                     ",") "," STEP("one", "2024-W44", ""));
    fixture *f = *state;
    px_dossier_import import;
    px_dossier d;

    assert_ok(dossier_import(f, text, &import), &f->err);
    assert_string_equal(import.ret_code, "test");
    assert_string_equal(import.ret_part, "history");
    assert_int_equal(import.ret_entries, 2);
    assert_true(import.ret_code_made);
    assert_int_equal(strlen(import.ret_act), PX_PUBLIC_ID_LEN);
    d = dossier_of(f, "fr");
    assert_int_equal(d.count, 2);
    assert_str(d.as_of, "2026-11-24");
    assert_str(d.entries[0].key, "one");
    assert_int_equal(d.entries[0].place, 2);
    assert_str(d.entries[1].title.value, "Plénière");
    assert_str(d.entries[1].title.language, "");
    assert_int_equal(d.entries[1].when.minute, 18 * 60);
    assert_str(d.entries[1].when.zone, "Europe/Brussels");
    assert_str(d.entries[1].figures[0].source.title.value, "A book");
    assert_str(d.entries[1].figures[0].source.title.language, "en");
    assert_string_equal(d.entries[1].figures[0].source.confidence->name, "secondary");
    assert_str(d.entries[1].sources[0].address, "https://example.eu/page");
    assert_string_equal(d.entries[1].word->name, "plenary");
    assert_ptr_equal(px_dossier_find(&d, PX_DOSSIER_STEP, PX_STR("two")), &d.entries[1]);
    assert_null(px_dossier_find(&d, PX_DOSSIER_ROUND, PX_STR("two")));
}

/* The same bytes are no act; other ones replace the part and let go of its file. */
static void test_again(void **state)
{
    static const char one[] = DOSSIER(STEP("one", "2024", ""));
    static const char two[] = DOSSIER(STEP("one", "2025", "") "," STEP("two", "2025", ""));
    fixture *f = *state;
    px_dossier_import import;

    assert_ok(dossier_import(f, one, NULL), &f->err);
    assert_ok(dossier_import(f, one, &import), &f->err);
    assert_string_equal(import.ret_act, "");
    assert_int_equal(import.ret_entries, 1);
    assert_false(import.ret_code_made);
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'dossier.published'"), 1);
    assert_ok(dossier_import(f, two, &import), &f->err);
    assert_int_not_equal(strlen(import.ret_act), 0);
    assert_int_equal(dossier_of(f, "en").count, 2);
    assert_int_equal(number_of(f, "SELECT count(*) FROM dossier_part"), 1);
    assert_int_equal(number_of(f, "SELECT count(*) FROM blob WHERE refs > 0"), 1);
}

#define PART(part, entries)                                                                        \
    "{\"dossier\":1,\"code\":\"test\",\"part\":\"" part "\",\"as_of\":\"2026-11-24\"," SOURCES     \
    ",\"entries\":[" entries "]}"
#define NAMED(kind, key, more)                                                                     \
    "{\"kind\":\"" kind "\",\"key\":\"" key                                                        \
    "\",\"date\":\"2024\",\"title\":{\"en\":\"Title\"}," more CITED "}"
#define DUTY(key, addressee)                                                                       \
    "{\"kind\":\"duty\",\"key\":\"" key "\",\"date\":\"2024\",\"provision\":\"k3v7q0m2a9\","       \
    "\"addressees\":[\"" addressee "\"]," CITED "}"

static void refused(fixture *f, const char *text, const char *entry, const char *field,
                    const char *reason)
{
    int64_t before =
        number_of(f, "SELECT count(*) + (SELECT count(*) FROM act) FROM dossier_entry");

    assert_fails(dossier_import(f, text, NULL), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "key"), entry);
    assert_string_equal(px_error_arg(&f->err, "field"), field);
    assert_string_equal(px_error_arg(&f->err, "reason"), reason);
    assert_int_equal(
        number_of(f, "SELECT count(*) + (SELECT count(*) FROM act) FROM dossier_entry"), before);
}

/* Entries may name those of other parts, and those that come later in the file. */
static void test_references(void **state)
{
    fixture *f = *state;

    refused(f, PART("a", DUTY("one", "all")), "one", "addressees",
            "names no addressee of the dossier");
    refused(f, PART("a", STEP("one", "2024", "\"round\":\"r\",")), "one", "round",
            "names no round of the dossier");
    refused(
        f,
        PART(
            "a",
            NAMED(
                "round", "g",
                "") ",{\"kind\":\"appointment\",\"key\":\"p\","
                    "\"date\":\"2024\",\"person\":\"Ada\",\"role\":\"chair\",\"group\":\"g\"," CITED
                    "}"),
        "p", "group", "names no working group of the dossier");
    assert_ok(dossier_import(f, PART("a", NAMED("addressee", "all", "")), NULL), &f->err);
    assert_ok(dossier_import(f, PART("b", DUTY("one", "all")), NULL), &f->err);
    assert_ok(
        dossier_import(f, PART("c", DUTY("two", "some") "," NAMED("addressee", "some", "")), NULL),
        &f->err);
    /* what another part leans on stays, by its key and by its kind */
    refused(f, PART("a", NAMED("addressee", "none", "")), "one", "addressees",
            "names no addressee of the dossier");
    assert_string_equal(px_error_arg(&f->err, "file"), "b");
    refused(f, PART("a", NAMED("category", "all", "")), "one", "addressees",
            "names no addressee of the dossier");
}

static void test_zone(void **state)
{
    fixture *f = *state;

    assert_ok(dossier_import(f,
                             PART("a", STEP("one", "2024-05-01",
                                            "\"time\":\"10:00\",\"zone\":\"Europe/Paris\",")),
                             NULL),
              &f->err);
    refused(f, PART("a", STEP("one", "2024-05-01", "\"time\":\"10:00\",\"zone\":\"Mars/Phobos\",")),
            "one", "zone", "is no time zone");
}

static void test_taken_key(void **state)
{
    fixture *f = *state;

    assert_ok(dossier_import(f, PART("a", STEP("one", "2024", "")), NULL), &f->err);
    assert_fails(dossier_import(f, PART("b", STEP("one", "2025", "")), NULL), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "key"), "one");
    assert_string_equal(px_error_arg(&f->err, "part"), "a");
    /* it is free again once its part has it no more */
    assert_ok(dossier_import(f, PART("a", STEP("two", "2024", "")), NULL), &f->err);
    assert_ok(dossier_import(f, PART("b", STEP("one", "2025", "")), NULL), &f->err);
}

/* The file is kept, and goes with its part; without the house's help nothing is kept. */
static void test_file(void **state)
{
    static const char text[] = PART("a", STEP("one", "2024", ""));
    fixture *f = *state;
    px_dossier_import bare = {
        .bytes = PX_STR(PART("b", "")),
        .source = "b.json",
        .author = "operator",
    };
    px_code code;
    char *data;
    size_t len;

    assert_ok(dossier_import(f, text, NULL), &f->err);
    assert_ok(px_house_write(f->house, px_dossier_import_deed, &bare, &f->err), &f->err);
    assert_int_equal(bare.ret_entries, 0);
    code = dossier_code(f, "test");
    assert_ok(px_dossier_file_get(f->house, f->reader, &code, PX_STR("a"), &data, &len, &f->err),
              &f->err);
    assert_str(px_str_n(data, len), text);
    free(data);
    assert_fails(px_dossier_file_get(f->house, f->reader, &code, PX_STR("b"), &data, &len, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_dossier_file_get(f->house, f->reader, &code, PX_STR("c"), &data, &len, &f->err),
                 PX_ERR_NOT_FOUND);
}

/* The title that a dossier gives stays whatever texts come, before and after. */
static void test_title(void **state)
{
    static const char titled[] =
        "{" HEAD "," SOURCES ",\"code_title\":{\"en\":\"%s\"},\"entries\":[]}";
    fixture *f = *state;

    assert_ok(dossier_import(f, px_arena_format(f->arena, titled, "First"), NULL), &f->err);
    assert_str(dossier_code(f, "test").title, "First");
    assert_ok(dossier_import(f, px_arena_format(f->arena, titled, "Second"), NULL), &f->err);
    assert_str(dossier_code(f, "test").title, "Second");
    import(f, "1", "---\ntitle: Of the text\n---\n\nText.\n");
    assert_str(dossier_code(f, "test").title, "Second");
    assert_ok(dossier_import(f, px_arena_format(f->arena, titled, "Third"), NULL), &f->err);
    assert_str(dossier_code(f, "test").title, "Third");
}

/* What the log commits to. */
static void test_act(void **state)
{
    static const char text[] = PART("a", STEP("one", "2024", ""));
    fixture *f = *state;
    px_dossier_import i;
    px_act_row act;

    assert_ok(dossier_import(f, text, &i), &f->err);
    assert_ok(px_act_find(f->reader, f->arena, px_str_of(i.ret_act), &act, &f->err), &f->err);
    assert_str(act.kind, "dossier.published");
    assert_str(act.code, "test");
    assert_true(act.leaf_index >= 0);
    assert_true(px_str_starts(act.content, PX_STR("{\"code\":\"test\",\"digest\":\"")));
    assert_true(px_str_ends(act.content, PX_STR("\",\"entries\":1,\"part\":\"a\"}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_good, setup, teardown),
        cmocka_unit_test_setup_teardown(test_again, setup, teardown),
        cmocka_unit_test_setup_teardown(test_references, setup, teardown),
        cmocka_unit_test_setup_teardown(test_zone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_taken_key, setup, teardown),
        cmocka_unit_test_setup_teardown(test_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_title, setup, teardown),
        cmocka_unit_test_setup_teardown(test_act, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
