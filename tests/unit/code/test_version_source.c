/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/house_fixture.h"

#include "base/file.h"
#include "code/import.h"
#include "code/markdown/import_markdown.h"
#include "store/blob.h"
#include "store/house_check.h"

/* ---- Imports of version 1 of the code "test" */

static int import(fixture *f, const char *language, const char *text, const char *name)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_str source = px_str_of(text);
    char hash[65];
    px_import import = {
        .code = PX_STR("test"),
        .label = PX_STR("1"),
        .language = px_str_of(language),
        .author = "operator",
        .arena = f->arena,
    };

    assert_ok(px_import_markdown(source, PX_STR(""), &outline, &f->err), &f->err);
    import.outline = px_builder_view(&outline);
    if (name) {
        assert_ok(px_blob_put(f->house, source, hash, &f->err), &f->err);
        import.source =
            (px_version_source){ .hash = hash, .name = px_str_of(name), .bytes = source.len };
    }
    return px_house_write(f->house, px_import_store, &import, &f->err);
}

static px_version version_of(fixture *f)
{
    px_version version;
    px_code code;

    assert_ok(px_code_find(f->reader, f->arena, PX_STR("test"), PX_STR("en"), &code, &f->err),
              &f->err);
    assert_ok(
        px_version_find(f->reader, f->arena, &code, PX_STR("1"), PX_STR("en"), &version, &f->err),
        &f->err);
    return version;
}

static size_t list(fixture *f, px_version_source **ret)
{
    px_version version = version_of(f);
    size_t count = 99;

    assert_ok(px_version_source_list(f->reader, f->arena, &version, ret, &count, &f->err), &f->err);
    return count;
}

/* The source in that language is this text under that name, byte for byte. */
static void source_is(fixture *f, const char *language, const char *text, const char *name)
{
    px_version version = version_of(f);
    px_version_source source;
    char *data = NULL;
    size_t len;

    assert_ok(px_version_source_find(f->reader, f->arena, &version, px_str_of(language), &source,
                                     &f->err),
              &f->err);
    assert_str(source.language, language);
    assert_str(source.name, name);
    assert_int_equal(source.bytes, strlen(text));
    assert_ok(px_blob_get(f->house, source.hash, PX_IMPORT_MAX_BYTES, &data, &len, &f->err),
              &f->err);
    assert_str(px_str_n(data, len), text);
    free(data);
}

/* Rows of files, and how often they are named in all. */
static void blobs_are(fixture *f, int64_t rows, int64_t refs)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, "SELECT count(*), ifnull(sum(refs), 0) FROM blob", &query,
                             &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_int_equal(px_query_next_int(&query), rows);
    assert_int_equal(px_query_next_int(&query), refs);
}

static const char one[] = "# One {.chapter}\r\n\r\nWords.  \r\n";
static const char two[] = "# Two {.chapter}\n\nOther words.\n";
static const char other_tree[] = "# Eins\n\n# Zwei\n\n# Drei\n";

static void test_kept(void **state)
{
    fixture *f = *state;
    px_version_source *sources;

    assert_ok(import(f, "en", one, "/drafts/of/somebody/one.md"), &f->err);
    assert_ok(import(f, "fr", two, "-"), &f->err);
    assert_int_equal(list(f, &sources), 2);
    assert_str(sources[0].language, "en");
    assert_str(sources[1].language, "fr");
    source_is(f, "en", one, "one.md");
    source_is(f, "fr", two, "-");
    blobs_are(f, 2, 2);
}

static void test_replaced(void **state)
{
    fixture *f = *state;

    assert_ok(import(f, "en", one, "one.md"), &f->err);
    assert_ok(import(f, "en", one, "again.md"), &f->err);
    source_is(f, "en", one, "again.md");
    blobs_are(f, 1, 1);
    assert_ok(import(f, "en", two, "two.md"), &f->err);
    source_is(f, "en", two, "two.md");
    blobs_are(f, 1, 1);
    assert_ok(import(f, "fr", two, "two.md"), &f->err);
    blobs_are(f, 1, 2);
    assert_ok(import(f, "fr", one, "one.md"), &f->err);
    source_is(f, "en", two, "two.md");
    blobs_are(f, 2, 2);
}

static void test_none(void **state)
{
    fixture *f = *state;
    px_version version;
    px_version_source *sources, source;

    assert_ok(import(f, "en", one, "one.md"), &f->err);
    assert_ok(import(f, "en", two, NULL), &f->err);
    assert_int_equal(list(f, &sources), 0);
    blobs_are(f, 0, 0);
    version = version_of(f);
    assert_fails(
        px_version_source_find(f->reader, f->arena, &version, PX_STR("en"), &source, &f->err),
        PX_ERR_NOT_FOUND);
    assert_string_equal(px_error_arg(&f->err, "language"), "en");
}

/* What is refused leaves the source that was there. */
static void test_refused(void **state)
{
    fixture *f = *state;
    px_publish publish = { .code = PX_STR("test"), .label = PX_STR("1"), .author = "operator" };

    assert_ok(import(f, "en", one, "one.md"), &f->err);
    assert_fails(import(f, "de", other_tree, "drei.md"), PX_ERR_INVALID);
    blobs_are(f, 1, 1);
    assert_ok(px_house_write(f->house, px_version_publish, &publish, &f->err), &f->err);
    assert_fails(import(f, "en", two, "two.md"), PX_ERR_CONFLICT);
    source_is(f, "en", one, "one.md");
    blobs_are(f, 1, 1);
}

/* File names are bytes; what is kept can be shown. */
static void test_names(void **state)
{
    static const struct {
        const char *path, *name;
    } rows[] = {
        { "a/b/draft 2.md", "draft 2.md" },    { "./-", "-" },         { "caf\xe9.md", "caf?.md" },
        { "line\nbreak.md", "line?break.md" }, { "été.md", "été.md" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        assert_ok(import(f, "en", one, rows[i].path), &f->err);
        source_is(f, "en", one, rows[i].name);
    }
}

static void on_finding(void *arg, const char *check, uint64_t figure, const px_error *finding)
{
    int *findings = arg;

    (void)figure;
    if (!finding)
        return;
    assert_string_equal(check, "files");
    ++*findings;
}

static void test_check(void **state)
{
    PX_AUTO_FREE char *files = NULL, *file = NULL;
    fixture *f = *state;
    px_version_source *sources;
    int findings = 0;

    assert_ok(import(f, "en", one, "one.md"), &f->err);
    assert_ok(px_house_check(f->house, on_finding, &findings, &f->err), &f->err);
    assert_int_equal(list(f, &sources), 1);
    files = px_path_join(f->path, "files");
    file =
        px_path_join(files, px_arena_format(f->arena, "%.2s/%s", sources[0].hash, sources[0].hash));
    assert_int_equal(unlink(file), 0);
    assert_fails(px_house_check(f->house, on_finding, &findings, &f->err), PX_ERR_DAMAGED);
    assert_int_equal(findings, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_replaced, setup, teardown),
        cmocka_unit_test_setup_teardown(test_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_names, setup, teardown),
        cmocka_unit_test_setup_teardown(test_check, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
