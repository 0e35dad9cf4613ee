/* SPDX-License-Identifier: EUPL-1.2 */
/* Manifests: which input belongs to which source, what descriptions fill, what is refused. */
#include "corpus/manifest.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "corpus/description.h"
#include "corpus/source_kind.h"
#include "unit/testing.h"

typedef struct fixture {
    char folder[64];
    px_manifest *manifest;
    px_error err;
} fixture;

static int set_up(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    (void)snprintf(f->folder, sizeof(f->folder), "/tmp/praxis-manifest-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    char command[128];

    px_manifest_free(f->manifest);
    (void)snprintf(command, sizeof(command), "rm -rf '%s'", f->folder);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
    free(f);
    return 0;
}

static const char *path_in(fixture *f, const char *name, char ret_path[256])
{
    (void)snprintf(ret_path, 256, "%s/%s", f->folder, name);
    return ret_path;
}

static void put(fixture *f, const char *name, const char *text)
{
    char path[256];

    assert_ok(px_file_write(path_in(f, name, path), px_str_of(text), 0600, &f->err), &f->err);
}

static int read_sources(fixture *f, const char *sources)
{
    char path[256], text[4096];

    (void)snprintf(text, sizeof(text), "{\"manifest\": 1, \"sources\": [%s]}", sources);
    put(f, "manifest.json", text);
    px_manifest_free(f->manifest);
    f->manifest = NULL;
    return px_manifest_read(path_in(f, "manifest.json", path), &f->manifest, &f->err);
}

static const char *source_of(fixture *f, const char *input)
{
    char path[256];
    const px_source *source = px_manifest_source_of(f->manifest, path_in(f, input, path));

    return source ? source->name.ptr : "";
}

static void a_source_has_its_paths(void **state)
{
    fixture *f = *state;

    assert_ok(read_sources(f, "{\"name\":\"one\",\"paths\":[\"a/\",\"./b.warc.gz\"]},"
                              "{\"name\":\"two\",\"paths\":[\"c/*.jsonl\",\"d/**/x?.zst\"]},"
                              "{\"name\":\"all\",\"paths\":[\"**\"]}"),
              &f->err);
    assert_string_equal(source_of(f, "a/deep/er/file"), "one");
    assert_string_equal(source_of(f, "a"), "one");
    assert_string_equal(source_of(f, "ab"), "all"); /* not a folder of that name */
    assert_string_equal(source_of(f, ".//b.warc.gz"), "one");
    assert_string_equal(source_of(f, "c/1.jsonl"), "two");
    assert_string_equal(source_of(f, "c/e/1.jsonl"), "all"); /* a star stays in its folder */
    assert_string_equal(source_of(f, "d/e/f/x1.zst"), "two");
    assert_string_equal(source_of(f, "d/x/xy/zx/x.zst"), "all");
    assert_string_equal(source_of(f, "d/x/x.zst/x9.zst"), "two");
}

/* The double star is gone back to where the single one cannot go on. */
static void stars_of_both_kinds_go_together(void **state)
{
    fixture *f = *state;

    assert_ok(read_sources(f, "{\"name\":\"one\",\"paths\":[\"**/a*b\"]}"), &f->err);
    assert_string_equal(source_of(f, "ax/y/ab"), "one");
    assert_string_equal(source_of(f, "aa/ax/b"), "");
    assert_string_equal(source_of(f, "q/aXXb/below"), "one");
}

static void its_values_are_kept(void **state)
{
    fixture *f = *state;
    const px_source *s;

    assert_ok(read_sources(f, "{\"name\":\" FineWeb \",\"kind\":\"public-dataset\","
                              "\"snapshot\":\"1.0\",\"link\":\"https://example.org/\","
                              "\"licence\":\"ODC-By\",\"stages\":[\"pre-training\",\"annealing\"],"
                              "\"epochs\":1.5,\"paths\":[\"x\"]}"),
              &f->err);
    s = &f->manifest->sources[0];
    assert_str(s->name, "FineWeb");
    assert_str(s->kind, "public-dataset");
    assert_str(s->stages, "pre-training,annealing");
    assert_int_equal(s->epochs, 1500);
    assert_str(s->crawler, "");
}

static void what_is_wrong_is_named_with_its_place(void **state)
{
    static const char *const bad[][2] = {
        { "{\"paths\":[\"x\"]}", "name" },
        { "{\"name\":\"a\"}", "paths" },
        { "{\"name\":\"a\",\"paths\":[]}", "paths" },
        { "{\"name\":\"a\",\"paths\":[1]}", "paths" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"kind\":\"bought\"}", "kind" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"epochs\":0}", "epochs" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"epochs\":\"2\"}", "epochs" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"stages\":[\"a,b\"]}", "stages" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"crawled_by\":\"me\"}", "crawled_by" },
        { "{\"name\":\"a\",\"paths\":[\"x\"],\"license\":\"MIT\"}", "license" },
        { "{\"name\":\"b\",\"paths\":[\"x\"]},{\"name\":\"b\",\"paths\":[\"y\"]}", "name" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        assert_fails(read_sources(f, bad[i][0]), PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&f->err, "key"), bad[i][1]);
        assert_non_null(strstr(px_error_arg(&f->err, "field"), "manifest.json: sources["));
    }
    assert_fails(read_sources(f, "{"), PX_ERR_MALFORMED);
}

static void descriptions_fill_what_is_missing(void **state)
{
    fixture *f = *state;
    const px_source *s;

    put(f, "README.md",
        "---\nlanguage:\n- en\n- fr\nlicense: odc-by\npretty_name: \"Fine & Web\"\n"
        "dataset_info:\n  features:\n  - name: text\n    dtype: string\n"
        "size_categories: [n<1K]\n---\n# Card\nlicense: none\n");
    put(f, "croissant.json",
        "{\"@context\":{},\"@type\":\"sc:Dataset\",\"name\":\"C\","
        "\"license\":[\"https://a.example/\",{\"@id\":\"MIT\"}],"
        "\"version\":\"1.1\",\"sc:url\":\"https://c.example/\"}");
    assert_ok(read_sources(f, "{\"metadata\":\"README.md\",\"paths\":[\"x\"]},"
                              "{\"metadata\":\"croissant.json\",\"licence\":\"own\","
                              "\"paths\":[\"y\"]}"),
              &f->err);
    s = f->manifest->sources;
    assert_str(s[0].name, "Fine & Web");
    assert_str(s[0].licence, "odc-by");
    assert_str(s[1].name, "C");
    assert_str(s[1].licence, "own");
    assert_str(s[1].snapshot, "1.1");
    assert_str(s[1].link, "https://c.example/");
    put(f, "README.md", "no card");
    assert_fails(read_sources(f, "{\"metadata\":\"README.md\",\"paths\":[\"x\"]}"),
                 PX_ERR_UNSUPPORTED);
    put(f, "README.md", "---\na: [\n---\n");
    assert_fails(read_sources(f, "{\"metadata\":\"README.md\",\"paths\":[\"x\"]}"),
                 PX_ERR_MALFORMED);
}

static void a_card_is_read_without_following_aliases(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_description d;

    (void)state;
    assert_ok(px_description_parse(PX_STR("---\na: &a [x, x]\nb: &b [*a, *a]\nlanguage: [en, de]\n"
                                          "license:\nversion: 2\nextra: {license: MIT}\n---\n"),
                                   "card", arena, &d, &err),
              &err);
    assert_str(d.languages, "en,de");
    assert_str(d.licence, "");
    assert_str(d.version, "2");
}

static void real_descriptions_are_read(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_description d;
    static const char path[] =
        PX_SHARED_DATA "/corpus/croissant/1.1/commoncrawl-CC-MAIN-2025-43-draft/metadata.json";

    (void)state;
    if (access(path, R_OK) != 0) {
        print_message("# the real descriptions are not here: %s\n", path);
        skip();
    }
    assert_ok(px_description_read(path, arena, &d, &err), &err);
    assert_str(d.name, "CC-MAIN-2025-43");
    assert_str(d.coverage, "2025-10-05T11:42:39Z/2025-10-19T01:06:58Z");
    assert_str(d.licence, "https://commoncrawl.org/terms-of-use");
}

static void kinds_come_in_the_order_of_the_template(void **state)
{
    px_str rest = PX_STR_NONE, before = PX_STR("");
    px_source_kind kind;
    size_t count = 0;

    (void)state;
    for (; px_source_kind_next(&rest, PX_STR("fr"), &kind); count++) {
        assert_true(px_str_cmp(before, kind.section) < 0);
        before = kind.section;
    }
    assert_int_equal(count, 7);
    assert_true(px_source_kind_find(PX_STR("synthetic"), PX_STR("fr"), &kind));
    assert_str(kind.title, "Données synthétiques");
    assert_false(px_source_kind_find(PX_STR("bought"), PX_STR("en"), &kind));
    assert_int_equal(px_summary_rule_of("domains-small-number").number, 1000);
    assert_int_equal(px_summary_rule_of("none").number, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_source_has_its_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stars_of_both_kinds_go_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(its_values_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_named_with_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(descriptions_fill_what_is_missing, set_up, tear_down),
        cmocka_unit_test(a_card_is_read_without_following_aliases),
        cmocka_unit_test(real_descriptions_are_read),
        cmocka_unit_test(kinds_come_in_the_order_of_the_template),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
