/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/doubt.h"
#include "code/version_source.h"
#include "store/house_check.h"
#include "unit/code/version_fixture.h"

static px_import_undo undoing(fixture *f, const char *label)
{
    return (px_import_undo){
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .author = "operator",
        .house = f->house,
        .arena = f->arena,
    };
}

static px_import_undo undo(fixture *f, const char *label)
{
    px_import_undo u = undoing(f, label);

    assert_ok(px_house_write(f->house, px_version_undo, &u, &f->err), &f->err);
    return u;
}

/* What the version is: every id, number, heading, text, as one string. */
static char *state_of(fixture *f, const char *label, const char *language)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_version version = version_of(f, label);
    px_text text = text_of(f, label, language);

    px_builder_str(&out, version.title);
    for (size_t i = 0; i < text.count; i++) {
        const px_node *n = &text.nodes[i];

        px_builder_format(&out, "\n%d %d %.*s %.*s %.*s|%.*s|%.*s|%.*s", n->depth, (int)n->kind,
                          PX_STR_ARG(n->lasting_id), PX_STR_ARG(n->eid), PX_STR_ARG(n->extra),
                          PX_STR_ARG(n->number), PX_STR_ARG(n->heading), PX_STR_ARG(n->text));
    }
    return px_arena_cstr(f->arena, px_builder_view(&out));
}

static px_str source_of(fixture *f, const char *label, const char *language)
{
    px_version version = version_of(f, label);
    px_version_source source;

    assert_ok(px_version_source_find(f->reader, f->arena, &version, px_str_of(language), &source,
                                     &f->err),
              &f->err);
    return px_str_of(source.hash);
}

static const char first[] = "---\ntitle: One\n---\n# A 1 {#000000000a .chapter}\n\nSee [b](#b).\n\n"
                            "- x\n- y\n\n# B {#b}\n\n| a |\n|---|\n| b |\n\n```js\n</x>\n```\n";
static const char second[] = "---\ntitle: Two\n---\n# B {#b}\n\nOther words.\n";

static void test_step_by_step(void **state)
{
    fixture *f = *state;
    const char *one, *two;
    px_str source;
    px_import_undo u;

    import(f, "1", first);
    one = state_of(f, "1", "en");
    source = source_of(f, "1", "en");
    import(f, "1", second);
    two = state_of(f, "1", "en");
    import(f, "1", "# C\n\n# D\n");
    u = undo(f, "1");
    assert_str(u.language, "en");
    assert_false(u.language_gone);
    assert_string_equal(state_of(f, "1", "en"), two);
    undo(f, "1");
    assert_string_equal(state_of(f, "1", "en"), one);
    assert_true(px_str_eq(source_of(f, "1", "en"), source));
    assert_int_equal(number_of(f, "SELECT count(*) FROM code_title WHERE title = 'One'"), 1);
    u = undo(f, "1");
    assert_true(u.language_gone && u.version_gone && u.code_gone);
    assert_int_equal(number_of(f, "SELECT (SELECT count(*) FROM code) + "
                                  "(SELECT count(*) FROM version) + "
                                  "(SELECT count(*) FROM provision) + "
                                  "(SELECT count(*) FROM node) + (SELECT count(*) FROM blob)"),
                     0);
    assert_int_equal(number_of(f, "SELECT count(*) FROM act WHERE kind = 'version.import-undone' "
                                  "AND leaf IS NULL"),
                     3);
}

static void test_languages(void **state)
{
    static const char french[] = "---\ntitle: Un\n---\n# B\n\nD'autres mots.\n";
    fixture *f = *state;
    const char *en, *fr;
    px_import_undo u;

    import(f, "1", second);
    assert_ok(import_as(f, "1", "fr", french, NULL), &f->err);
    en = state_of(f, "1", "en");
    fr = state_of(f, "1", "fr");
    assert_ok(import_as(f, "1", "fr", "---\ntitle: Un\n---\n# B\n\nEncore.\n", NULL), &f->err);
    import(f, "1", "---\ntitle: 3\n---\n# B {#b}\n\nOther words again.\n");
    undo(f, "1");
    assert_string_equal(state_of(f, "1", "en"), en);
    u = undo(f, "1");
    assert_str(u.language, "fr");
    assert_string_equal(state_of(f, "1", "fr"), fr);
    u = undo(f, "1");
    assert_true(u.language_gone && !u.version_gone);
    assert_int_equal(version_of(f, "1").n_languages, 1);
}

/* Another version of the code stays, and so do its provisions. */
static void test_second_version(void **state)
{
    fixture *f = *state;
    const char *one;
    px_import_undo u;

    import(f, "1", first);
    publish(f, "1");
    one = state_of(f, "1", "en");
    import(f, "2", second);
    u = undo(f, "2");
    assert_true(u.version_gone && !u.code_gone);
    assert_string_equal(state_of(f, "1", "en"), one);
    assert_str(code_of(f).title, "One");
    assert_int_equal(number_of(f, "SELECT count(*) FROM provision"),
                     (int64_t)text_of(f, "1", "en").count);
}

/* Doubts and lineage are what they were. */
static void test_marks(void **state)
{
    static const char marks[] =
        "SELECT coalesce(sum(similarity), 0) + 1000 * count(*) + (SELECT coalesce(sum(share), 0) "
        "+ 100000 * count(*) FROM lineage) FROM doubt";
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;
    PX_AUTO_FREE char *path = px_path_join(f->path, "house.db");
    int64_t before;

    import(f, "1", "# A {#000000000a}\n\nx\n\n# B {#000000000b}\n\ny\n");
    assert_ok(px_db_open(path, PX_DB_WRITE, &db, &err), &err);
    assert_ok(px_db_exec(db,
                         "INSERT INTO doubt SELECT version, provision, 'similar', 700 FROM node "
                         "WHERE position = 2;"
                         "INSERT INTO lineage SELECT a.version, a.provision, b.provision, 'merge', "
                         "900 FROM node AS a JOIN node AS b ON a.position = 2 AND b.position = 4",
                         &err),
              &err);
    px_db_close(db);
    before = number_of(f, marks);
    import(f, "1", "# A {#000000000a}\n");
    assert_int_equal(number_of(f, marks), 0);
    undo(f, "1");
    assert_int_equal(number_of(f, marks), before);
}

static void test_refused(void **state)
{
    fixture *f = *state;
    px_import_undo u;

    import(f, "1", first);
    import(f, "1", second);
    publish(f, "1");
    assert_int_equal(number_of(f, "SELECT count(*) FROM import_step"), 0);
    assert_int_equal(number_of(f, "SELECT count(*) FROM blob"), 1);
    u = undoing(f, "1");
    assert_fails(px_house_write(f->house, px_version_undo, &u, &f->err), PX_ERR_CONFLICT);
    u = undoing(f, "2");
    assert_fails(px_house_write(f->house, px_version_undo, &u, &f->err), PX_ERR_NOT_FOUND);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_step_by_step), TEST(test_languages), TEST(test_second_version),
        TEST(test_marks),        TEST(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
