/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/import.h"
#include "code/markdown/import_markdown.h"
#include "store/migration.h"

/* A house's database alone, with what one test needs. */
typedef struct fixture {
    char *directory;
    px_db *db;
    px_arena *arena;
    px_import import;
} fixture;

static int set_up(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));
    px_error err = PX_ERROR_INIT;
    char path[4200];

    f->directory = px_test_directory();
    f->arena = px_arena_new();
    (void)snprintf(path, sizeof(path), "%s/house.db", f->directory);
    assert_ok(px_db_open(path, PX_DB_CREATE, &f->db, &err), &err);
    assert_ok(px_migrate(f->db, &err), &err);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    px_db_close(f->db);
    px_arena_free(f->arena);
    px_test_remove(f->directory);
    free(f);
    return 0;
}

static int import(fixture *f, const char *label, const char *language, const char *text,
                  px_error *err)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error rolled = PX_ERROR_INIT;
    int rc = px_import_markdown(px_str_of(text), PX_STR(""), &outline, err);

    assert_int_equal(rc, 0);
    f->import = (px_import){
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .language = px_str_of(language),
        .outline = px_builder_view(&outline),
        .arena = f->arena,
        .author = "operator",
    };
    assert_ok(px_db_exec(f->db, "BEGIN IMMEDIATE", &rolled), &rolled);
    rc = px_import_store(f->db, &f->import, err);
    f->import.outline = PX_STR_NONE;
    if (rc < 0)
        px_db_rollback(f->db);
    else
        assert_ok(px_db_exec(f->db, "COMMIT", &rolled), &rolled);
    return rc;
}

static px_text text_of(fixture *f, const char *label, const char *language)
{
    px_error err = PX_ERROR_INIT;
    px_version version;
    px_code code;
    px_text text;

    assert_ok(px_code_find(f->db, f->arena, PX_STR("test"), PX_STR("en"), &code, &err), &err);
    assert_ok(px_version_find(f->db, f->arena, &code, px_str_of(label), px_str_of(language),
                              &version, &err),
              &err);
    assert_ok(px_version_text(f->db, f->arena, &version, px_str_of(language), &text, &err), &err);
    return text;
}

/* The lasting id of the node whose heading or text is this. */
static px_str id_of(const px_text *text, const char *words)
{
    for (size_t i = 0; i < text->count; i++)
        if (px_str_is(text->nodes[i].heading, words) || px_str_is(text->nodes[i].text, words))
            return text->nodes[i].lasting_id;
    print_error("no '%s'\n", words);
    fail();
    return PX_STR_NONE;
}

static const char draft[] = "---\ntitle: The test\n---\n\n"
                            "# Chapter 1 One {#0000000001 .chapter}\n\nFirst words.\n\n"
                            "## Measure 1.1 Do {.measure}\n\nSee [one](#two) and {{two}}.\n\n"
                            "1. a\n2. b\n\n# Two {#two}\n\nLast words.\n\nMore words.\n";

/* Each import is an internal act; one that fails is none. */
static void test_act_of_import(void **state)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    assert_ok(import(f, "1", "en", draft, &err), &err);
    assert_true(import(f, "1", "fr", "# Un autre arbre\n", &err) < 0);
    assert_ok(px_query_start(f->db,
                             "SELECT count(*), max(kind), max(code), max(version), max(author), "
                             "count(leaf_index), max(CAST(content AS TEXT)) FROM act",
                             &query, &err),
              &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    assert_int_equal(px_query_next_int(&query), 1);
    assert_str(px_query_next_str(&query), "version.imported");
    assert_str(px_query_next_str(&query), "test");
    assert_str(px_query_next_str(&query), "1");
    assert_str(px_query_next_str(&query), "operator");
    assert_int_equal(px_query_next_int(&query), 0);
    assert_true(px_str_starts(px_query_next_str(&query),
                              PX_STR("{\"code\":\"test\",\"language\":\"en\",")));
}

static void test_store_and_read(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_version *versions;
    size_t count;
    px_code *codes;
    px_text text;

    assert_ok(import(f, "1", "en", draft, &err), &err);
    assert_int_equal(f->import.result.provisions, 10);
    assert_int_equal(f->import.result.fresh, 10);
    assert_int_equal(f->import.result.kept, 0);
    assert_int_equal(f->import.result.n_warnings, 0);
    assert_ok(px_code_list(f->db, f->arena, PX_STR("fr"), &codes, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_str(codes[0].title, "test"); /* of a working text its readers alone know the title */
    assert_int_equal(codes[0].version_count, 1);
    assert_ok(
        px_version_list(f->db, f->arena, &codes[0], PX_STR("en"), false, &versions, &count, &err),
        &err);
    assert_int_equal(count, 1);
    assert_int_equal(versions[0].state, PX_VERSION_WORKING);
    assert_true(versions[0].published == PX_TIME_NONE);
    assert_int_equal(versions[0].n_languages, 1);
    assert_ok(
        px_version_list(f->db, f->arena, &codes[0], PX_STR("en"), true, &versions, &count, &err),
        &err);
    assert_int_equal(count, 0);

    text = text_of(f, "1", "en");
    assert_int_equal(text.count, 10);
    assert_str(text.nodes[0].lasting_id, "0000000001");
    assert_str(text.nodes[0].number, "Chapter 1");
    assert_str(text.nodes[0].heading, "One");
    assert_str(text.nodes[0].eid, "chp_1");
    assert_str(text.nodes[1].eid, "chp_1__para_1");
    assert_str(text.nodes[2].eid, "chp_1__measure_1-1");
    assert_str(text.nodes[4].eid, "chp_1__measure_1-1__list_1");
    assert_str(text.nodes[4].extra, "ordered");
    assert_str(text.nodes[6].eid, "chp_1__measure_1-1__list_1__point_2");
    assert_str(text.nodes[7].eid, "sec_1");
    assert_true(text.nodes[1].parent == text.nodes[0].row);
    assert_int_equal(text.nodes[7].parent, 0);
    /* Both links lead to the lasting id of "Two". */
    assert_str(text.nodes[3].text, px_arena_format(f->arena, "See [one](#%.*s) and [Two](#%.*s).",
                                                   PX_STR_ARG(text.nodes[7].lasting_id),
                                                   PX_STR_ARG(text.nodes[7].lasting_id)));
}

static void test_import_again_keeps_ids(void **state)
{
    static const char again[] = "---\ntitle: The test\n---\n\n"
                                "# Chapter 1 Uno {#0000000001 .chapter}\n\nNew first.\n\n"
                                "First words, corrected.\n\n"
                                "## Measure 1.2 Do {.measure}\n\nAbout {{two}}.\n\n"
                                "1. z\n2. a\n3. b\n\n# Zwei {#two}\n\nMore words.\n\n"
                                "Last *words*.\n";
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_text before, after;

    assert_ok(import(f, "1", "en", draft, &err), &err);
    before = text_of(f, "1", "en");
    assert_ok(import(f, "1", "en", draft, &err), &err);
    after = text_of(f, "1", "en");
    assert_int_equal(f->import.result.fresh, 0);
    assert_int_equal(after.count, before.count);
    for (size_t i = 0; i < after.count; i++)
        assert_true(px_str_eq(before.nodes[i].lasting_id, after.nodes[i].lasting_id));

    assert_ok(import(f, "1", "en", again, &err), &err);
    after = text_of(f, "1", "en");
    assert_true(px_str_eq(id_of(&before, "One"), id_of(&after, "Uno")));
    assert_true(px_str_eq(id_of(&before, "Two"), id_of(&after, "Zwei")));
    assert_true(px_str_eq(id_of(&before, "a"), id_of(&after, "a")));
    assert_true(px_str_eq(id_of(&before, "b"), id_of(&after, "b")));
    assert_true(px_str_eq(id_of(&before, "Do"), id_of(&after, "Do")));
    assert_true(px_str_eq(id_of(&before, "Last words."), id_of(&after, "Last *words*.")));
    assert_true(px_str_eq(id_of(&before, "More words."), id_of(&after, "More words.")));
    /* One left paragraph on one side, two on the other: the similar one continues it. */
    assert_true(
        px_str_eq(id_of(&before, "First words."), id_of(&after, "First words, corrected.")));
    assert_int_equal(f->import.result.fresh, 3);
}

static void test_next_version_keeps_ids(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_text one, two;

    assert_ok(import(f, "1", "en", draft, &err), &err);
    assert_ok(import(f, "2", "en", draft, &err), &err);
    assert_int_equal(f->import.result.kept, 10);
    one = text_of(f, "1", "en");
    two = text_of(f, "2", "en");
    for (size_t i = 0; i < one.count; i++)
        assert_true(px_str_eq(one.nodes[i].lasting_id, two.nodes[i].lasting_id));
}

static void test_second_language(void **state)
{
    static const char french[] = "---\ntitle: Essai\n---\n\n"
                                 "# Chapitre 1 Un {#0000000001 .chapter}\n\nPremiers mots.\n\n"
                                 "## Mesure 1.1 Faire {.measure}\n\nVoir [un](#two).\n\n"
                                 "1. a\n2. b\n\n# Deux\n\nDerniers mots.\n\nEncore.\n";
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_text en, fr;

    assert_ok(import(f, "1", "en", draft, &err), &err);
    assert_ok(import(f, "1", "fr", french, &err), &err);
    en = text_of(f, "1", "en");
    fr = text_of(f, "1", "fr");
    assert_str(fr.language, "fr");
    assert_str(fr.nodes[2].number, "Mesure 1.1");
    assert_str(fr.nodes[2].eid, "chp_1__measure_1-1");
    assert_int_equal(en.count, fr.count);
    for (size_t i = 0; i < en.count; i++)
        assert_true(px_str_eq(en.nodes[i].lasting_id, fr.nodes[i].lasting_id));
    assert_str(fr.nodes[3].text,
               px_arena_format(f->arena, "Voir [un](#%.*s).", PX_STR_ARG(id_of(&en, "Two"))));
    assert_str(text_of(f, "1", "de").language, "en");
}

static void test_tree_mismatch(void **state)
{
    static const struct {
        const char *text, *line, *expected, *found;
        size_t differences;
    } rows[] = {
        { "# A {#0000000001}\n\na\n\n# B\n\n- x\n", "8", "point sec_2__list_1__point_2", "nothing",
          1 },
        { "# A {#0000000001}\n\na\n\nb\n\n# B\n\n- x\n- y\n", "5", "nothing", "paragraph", 1 },
        { "# A {#0000000001}\n\n# B\n\n- x\n- y\n", "3", "paragraph sec_1__para_1", "nothing", 1 },
        { "# A {#0000000002}\n\na\n\n# B\n\n- x\n- y\n", "1", "section 0000000001",
          "section 0000000002", 1 },
        { "---\ntitle: T\n---\n# A\n\na\n\n## B\n\n- x\n- y\n", "8", "section sec_2", "section",
          4 },
    };
    static const char first[] = "# A {#0000000001}\n\na\n\n# B\n\n- x\n- y\n";
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    assert_ok(import(f, "1", "en", first, &err), &err);
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        assert_fails(import(f, "1", "fr", rows[i].text, &err), PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&err, "expected"), rows[i].expected);
        assert_string_equal(px_error_arg(&err, "found"), rows[i].found);
        if (i)
            assert_string_equal(px_error_arg(&err, "line"), rows[i].line);
        assert_int_equal(f->import.result.n_warnings, rows[i].differences);
        assert_string_equal(f->import.result.warnings[0].kind, "shape");
    }
    assert_str(text_of(f, "1", "fr").language, "en");
}

static void test_refused(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    assert_fails(import(f, "1", "en", "# A {#0000000001}\n\n# B {#0000000001}\n", &err),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "line"), "3");
    assert_fails(import(f, "A 1", "en", "a", &err), PX_ERR_INVALID);
    assert_fails(import(f, "..", "en", "a", &err), PX_ERR_INVALID);
    assert_fails(import(f, "1", "e", "a", &err), PX_ERR_INVALID);
    assert_fails(import(f, "1", "en_GB", "a", &err), PX_ERR_INVALID);
}

static void test_reports(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;

    assert_ok(import(f, "1", "en", "# A\n\n{::boilerplate b}\n\n[x](#nothing)\n\n# B\n", &err),
              &err);
    assert_int_equal(f->import.result.n_warnings, 2);
    assert_string_equal(f->import.result.warnings[0].kind, "extension");
    assert_int_equal(f->import.result.warnings[0].line, 3);
    assert_str(f->import.result.warnings[0].message,
               "line 3: the extension was kept as text: {::boilerplate b}");
    assert_string_equal(f->import.result.warnings[1].kind, "reference");
    assert_str(f->import.result.warnings[1].message,
               "line 5: the link points to nothing in this text: nothing");
    assert_int_equal(f->import.result.kinds[PX_PROVISION_SECTION], 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_act_of_import),
        TEST(test_store_and_read),
        TEST(test_import_again_keeps_ids),
        TEST(test_next_version_keeps_ids),
        TEST(test_second_language),
        TEST(test_tree_mismatch),
        TEST(test_refused),
        TEST(test_reports),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
