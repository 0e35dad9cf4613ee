/* SPDX-License-Identifier: EUPL-1.2 */
/* The demonstration text of data/codes from its bytes to a published version, in houses of their
 * own: digest, act, search. */
#include "unit/testing.h"

#include <glob.h>

#include "base/embedded.h"
#include "base/file.h"
#include "code/code_search.h"
#include "code/import.h"
#include "code/markdown/import_markdown.h"
#include "code/version_digest.h"
#include "store/act.h"
#include "store/house.h"

typedef struct fixture {
    char *directory;
    px_house *house;
    px_db *db;
    px_arena *arena;
} fixture;

static void open_house(fixture *f)
{
    px_error err = PX_ERROR_INIT;

    f->directory = px_test_directory();
    f->arena = px_arena_new();
    assert_ok(px_house_init(f->directory, &(px_house_options){ 0 }, &err), &err);
    assert_ok(px_house_open(f->directory, PX_HOUSE_WRITE, &f->house, &err), &err);
    assert_ok(px_house_reader(f->house, &f->db, &err), &err);
}

static void close_house(fixture *f)
{
    px_db_close(f->db);
    px_house_close(f->house);
    px_arena_free(f->arena);
    px_test_remove(f->directory);
}

static int set_up(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    open_house(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    close_house(*state);
    free(*state);
    return 0;
}

static int import(fixture *f, const char *label, const char *language, px_str text, px_error *err)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_import import = {
        .code = PX_STR("open-drafting"),
        .label = px_str_of(label),
        .language = px_str_of(language),
        .author = "operator",
        .arena = f->arena,
    };
    int rc = px_import_markdown(text, PX_STR(""), &outline, err);

    if (rc < 0)
        return rc;
    import.outline = px_builder_view(&outline);
    rc = px_house_write(f->house, px_import_store, &import, err);
    for (size_t i = 0; i < import.result.n_warnings; i++)
        print_message("%s\n", import.result.warnings[i].message.ptr);
    return rc;
}

static px_str demonstration(const char *language)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64);

    px_builder_format(&name, "open-drafting.1.%s.md", language);
    for (const px_embedded *file = px_embedded_codes; file->name; file++)
        if (px_str_eq(px_str_of(file->name), px_builder_view(&name)))
            return px_embedded_str(file);
    fail();
    return PX_STR_NONE;
}

static int publish(fixture *f, const char *label, px_publish *ret_publish, px_error *err)
{
    *ret_publish = (px_publish){
        .code = PX_STR("open-drafting"),
        .label = px_str_of(label),
        .accept_doubts = true,
        .author = "operator",
    };
    return px_house_write(f->house, px_version_publish, ret_publish, err);
}

static void load(fixture *f)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(import(f, "1", "en", demonstration("en"), &err), &err);
    assert_ok(import(f, "1", "fr", demonstration("fr"), &err), &err);
}

static px_version version_of(fixture *f, const char *label)
{
    px_error err = PX_ERROR_INIT;
    px_version version;
    px_code code;

    assert_ok(px_code_find(f->db, f->arena, PX_STR("open-drafting"), PX_STR("fr"), &code, &err),
              &err);
    assert_ok(
        px_version_find(f->db, f->arena, &code, px_str_of(label), PX_STR("fr"), &version, &err),
        &err);
    return version;
}

/* Every provision has an id fixed by hand, so that links to it are the same everywhere. */
static void test_demonstration(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_text text, french;
    px_version version;

    load(f);
    version = version_of(f, "1");
    assert_int_equal(version.n_languages, 2);
    assert_str(version.title, "Code de bonnes pratiques pour une rédaction ouverte");
    assert_ok(px_version_text(f->db, f->arena, &version, PX_STR("en"), &text, &err), &err);
    assert_ok(px_version_text(f->db, f->arena, &version, PX_STR("fr"), &french, &err), &err);
    assert_in_range(text.count, 25, 45);
    for (size_t i = 0; i < text.count; i++) {
        assert_true(px_str_starts(text.nodes[i].lasting_id, PX_STR("k3v7q0m2")));
        assert_true(px_str_eq(text.nodes[i].lasting_id, french.nodes[i].lasting_id));
        assert_int_equal(text.nodes[i].number.len > 0, french.nodes[i].number.len > 0);
    }
}

static void test_publish(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_publish published;
    px_version version;
    px_act_row act;

    load(f);
    assert_ok(publish(f, "1", &published, &err), &err);
    version = version_of(f, "1");
    assert_int_equal(version.state, PX_VERSION_PUBLISHED);
    assert_true(version.published != PX_TIME_NONE);
    assert_int_equal(version.digest.len, 64);
    assert_str(version.act, published.ret_act);
    assert_ok(px_act_find(f->db, f->arena, version.act, &act, &err), &err);
    assert_str(act.kind, "version.published");
    assert_true(act.leaf_index >= 0);
    assert_true(act.time == version.published);
    assert_str(act.content, px_arena_format(f->arena,
                                            "{\"code\":\"open-drafting\",\"digest\":\"%.*s\","
                                            "\"languages\":[\"en\",\"fr\"],\"version\":\"1\"}",
                                            PX_STR_ARG(version.digest)));

    assert_fails(publish(f, "1", &published, &err), PX_ERR_CONFLICT);
    assert_fails(import(f, "1", "en", demonstration("en"), &err), PX_ERR_CONFLICT);
    assert_fails(import(f, "1", "de", demonstration("en"), &err), PX_ERR_CONFLICT);
    assert_fails(publish(f, "2", &published, &err), PX_ERR_NOT_FOUND);
    assert_str(version_of(f, "1").digest, px_arena_cstr(f->arena, version.digest));
}

static void test_digest_is_the_same_elsewhere(void **state)
{
    fixture *f = *state, other = { 0 };
    px_error err = PX_ERROR_INIT;
    px_version version;
    px_publish published;
    char here[65], there[65];

    load(f);
    open_house(&other);
    /* Another order of languages, another history. */
    assert_ok(import(&other, "0", "en", PX_STR("# Before\n\ntext\n"), &err), &err);
    assert_ok(import(&other, "1", "fr", demonstration("fr"), &err), &err);
    assert_ok(import(&other, "1", "en", demonstration("en"), &err), &err);
    version = version_of(f, "1");
    assert_ok(px_version_digest(f->db, &version, here, &err), &err);
    assert_ok(publish(&other, "1", &published, &err), &err);
    version = version_of(&other, "1");
    assert_ok(px_version_digest(other.db, &version, there, &err), &err);
    assert_string_equal(here, there);
    assert_str(version.digest, here);
    close_house(&other);
}

static void test_canonical_form(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_version version;

    assert_ok(import(f, "1", "en",
                     PX_STR("---\ntitle: T\n---\n# 1. A {#0000000001}\n\n*b* {#0000000002}\n"),
                     &err),
              &err);
    version = version_of(f, "1");
    assert_ok(px_version_canonical(f->db, &version, &out, &err), &err);
    assert_str(px_builder_view(&out),
               "praxis-text/1\n{\"languages\":{\"en\":\"T\"}}\n"
               "{\"depth\":0,\"extra\":\"\",\"id\":\"0000000001\",\"kind\":\"section\",\"text\":"
               "{\"en\":{\"heading\":\"A\",\"number\":\"1.\",\"text\":\"\"}}}\n"
               "{\"depth\":1,\"extra\":\"\",\"id\":\"0000000002\",\"kind\":\"paragraph\",\"text\":"
               "{\"en\":{\"heading\":\"\",\"number\":\"\",\"text\":\"*b*\"}}}\n");
}

static void test_empty_version(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_publish published;

    assert_fails(import(f, "1", "en", PX_STR(""), &err), PX_ERR_MALFORMED);
    assert_fails(publish(f, "1", &published, &err), PX_ERR_NOT_FOUND);
}

static size_t search(fixture *f, const char *words, const char *language, const char *code,
                     px_code_hit **ret_hits)
{
    px_code_query query = {
        .words = px_str_of(words),
        .language = px_str_of(language),
        .code = px_str_of(code),
        .max = 20,
    };
    px_error err = PX_ERROR_INIT;
    px_code_found found;

    assert_ok(px_code_search(f->db, f->arena, &query, &found, &err), &err);
    *ret_hits = found.hits;
    assert_int_equal(found.total, found.count);
    return found.count;
}

static void test_search(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    px_publish published;
    px_code_hit *hits;

    load(f);
    assert_int_equal(search(f, "receipt", "en", "", &hits), 0);
    assert_ok(publish(f, "1", &published, &err), &err);
    assert_int_equal(search(f, "receipts", "en", "", &hits), 2);
    assert_str(hits[0].lasting_id, "k3v7q0m2dv");
    assert_str(hits[0].number, "Measure 3.1");
    assert_str(hits[0].heading, "Receipt");
    assert_int_equal(hits[0].kind, PX_PROVISION_MEASURE);
    assert_str(hits[0].code_title, "Code of practice on open drafting");
    assert_str(hits[1].lasting_id, "k3v7q0m2dw");
    assert_int_equal(hits[1].heading.len, 0);
    assert_true(hits[1].n_above >= 2);
    assert_str(hits[1].above[hits[1].n_above - 1].number, "Measure 3.1");
    assert_str(hits[1].above[hits[1].n_above - 1].heading, "Receipt");
    assert_int_equal(hits[1].above[0].kind, PX_PROVISION_CHAPTER);
    assert_str(hits[1].version, "1");
    assert_true(hits[0].snippet.len > 0);
    assert_int_equal(search(f, "commentaire modification", "fr", "open-drafting", &hits), 3);
    assert_int_equal(search(f, "receipt", "en", "another", &hits), 0);
    assert_int_equal(search(f, "d", "de", "", &hits), 0);

    /* In a new version each provision is found once, there; what it leaves out is found still. */
    assert_ok(import(f, "2", "en",
                     PX_STR("# C {#k3v7q0m2dv}\n\nThe receipt stays. {#k3v7q0m2dw}\n\n# D\n"),
                     &err),
              &err);
    assert_int_equal(search(f, "stays", "en", "", &hits), 1); /* "stays open", Measure 1.2 */
    assert_ok(publish(f, "2", &published, &err), &err);
    assert_int_equal(search(f, "receipt", "en", "", &hits), 1);
    assert_str(hits[0].version, "2");
    assert_int_equal(search(f, "calendar", "en", "", &hits), 3);
    assert_str(hits[0].version, "1");
}

/* How many of a hundred provisions of a version have a lasting id of the one before. */
static int kept_share(fixture *f, const char *before, const char *after)
{
    px_version a = version_of(f, before), b = version_of(f, after);
    px_error err = PX_ERROR_INIT;
    px_text old_text, text;
    size_t kept = 0;

    assert_ok(px_version_text(f->db, f->arena, &a, PX_STR("en"), &old_text, &err), &err);
    assert_ok(px_version_text(f->db, f->arena, &b, PX_STR("en"), &text, &err), &err);
    for (size_t i = 0; i < text.count; i++)
        for (size_t j = 0; j < old_text.count; j++)
            kept += px_str_eq(text.nodes[i].lasting_id, old_text.nodes[j].lasting_id);
    print_message("# %s to %s: %zu of %zu provisions keep their ids\n", before, after, kept,
                  text.count);
    return (int)(100 * kept / text.count);
}

/* The real drafts one after the other, as versions of one code: each is published and found, and
 * ids go on from one to the next. */
static void test_real_drafts(void **state)
{
    fixture *f = *state;
    px_error err = PX_ERROR_INIT;
    glob_t found = { 0 };
    px_code_hit *hits;

    if (glob(PX_SHARED_DATA "/aipref/*.md", 0, NULL, &found) != 0) {
        print_message("# skipped: no drafts in %s\n", PX_SHARED_DATA "/aipref");
        skip();
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        PX_AUTO_FREE char *text = NULL;
        px_publish published;
        size_t len;
        char label[24];

        (void)snprintf(label, sizeof(label), "%zu", i);
        assert_ok(px_file_read(found.gl_pathv[i], 1 << 24, &text, &len, &err), &err);
        assert_ok(import(f, label, "en", px_str_n(text, len), &err), &err);
        assert_ok(publish(f, label, &published, &err), &err);
    }
    globfree(&found);
    assert_true(search(f, "serialization format", "en", "", &hits) > 0);
    assert_true(kept_share(f, "8", "9") >= 70);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_demonstration),
        TEST(test_publish),
        TEST(test_digest_is_the_same_elsewhere),
        TEST(test_canonical_form),
        TEST(test_empty_version),
        TEST(test_search),
        TEST(test_real_drafts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
