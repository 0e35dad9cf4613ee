/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The proof on real texts made by others: what comes in goes out again, in every format that can be
 * read back, with every word and the same tree.
 */
#include "unit/house_fixture.h"

#include "base/child.h"
#include "code/export.h"
#include "code/import.h"
#include "code/markdown.h"
#include "code/node_html.h"
#include "code/normal.h"
#include "code/outline.h"
#include "unit/code/foreign_words.h"

/* A file of the shared data. share: the least part of its elements that must find a place of their
 * own in the tree, in per cent, set by tradition; 0 for a format without elements. */
typedef struct source {
    const char *path, *format;
    unsigned share;
} source;

static const source sources[] = {
    { "akoma-ntoso/examples/eu_COM(2013)0619_EN-8.xml", "akn", 90 },
    { "akoma-ntoso/examples/it_senato_ddl_2013.xml", "akn", 90 },
    { "akoma-ntoso/examples/uk_pga-2014-27-enacted-data.xml", "akn", 90 },
    { "akoma-ntoso/examples/us_Act_2011-11-29.xml", "akn", 90 },
    { "akoma-ntoso/examples/za_Judgement_2008-11-26.xml", "akn", 80 },
    { "akoma-ntoso/leos/mandate-add-point-over-paragraph/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-add-point-over-paragraph/expected.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-delete-art1par1pointA/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-delete-art1par1pointA/expected.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-move-art1par1pointB-before-pointA/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-move-art1par1pointB-before-pointA/expected.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-move-art3par1pointA-before-art1par1pointA/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/mandate-move-art3par1pointA-before-art1par1pointA/expected.xml", "akn",
      95 },
    { "akoma-ntoso/leos/proposal-add-article/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/proposal-add-article/expected.xml", "akn", 95 },
    { "akoma-ntoso/leos/proposal-delete-article/input.xml", "akn", 95 },
    { "akoma-ntoso/leos/proposal-delete-article/expected.xml", "akn", 95 },
    { "akoma-ntoso/leos/bill_big.xml.xz", "akn", 95 },
    { "aipref/attach-00.md", "markdown", 0 },
    { "aipref/attach-01.md", "markdown", 0 },
    { "aipref/attach-02.md", "markdown", 0 },
    { "aipref/attach-03.md", "markdown", 0 },
    { "aipref/vocab-00.md", "markdown", 0 },
    { "aipref/vocab-01.md", "markdown", 0 },
    { "aipref/vocab-02.md", "markdown", 0 },
    { "aipref/vocab-03.md", "markdown", 0 },
    { "aipref/vocab-04.md", "markdown", 0 },
    { "aipref/vocab-05.md", "markdown", 0 },
};

typedef void words_fn(px_str text, px_builder *out);

/* A format that texts go through: its exporter, the importer that reads it back, and how its words
 * are found. */
static const struct {
    const char *exporter, *importer;
    words_fn *words;
} formats[] = {
    { "akn", "akn", words_of_xml },
    { "md", "markdown", words_of_marks },
    { "html", "html", words_of_html },
};

/* ---- In and out */

static px_jail_fn *parser_of(const char *format)
{
    for (size_t i = 0; i < px_code_parser_count; i++)
        if (strcmp(px_code_parsers[i].name, format) == 0)
            return px_code_parsers[i].parse;
    return NULL;
}

static const px_exporter *exporter_of(const char *format)
{
    for (size_t i = 0; i < px_exporter_count; i++)
        if (strcmp(px_exporters[i].format, format) == 0)
            return &px_exporters[i];
    return NULL;
}

static px_outline import(fixture *f, const char *format, const char *label, px_str bytes)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_import import = {
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .author = "operator",
        .arena = f->arena,
    };
    px_outline outline;

    assert_ok(parser_of(format)(bytes, PX_STR(""), &out, &f->err), &f->err);
    import.outline = px_arena_str(f->arena, px_builder_view(&out));
    assert_ok(px_outline_read(import.outline, f->arena, &outline, &f->err), &f->err);
    assert_ok(px_house_write(f->house, px_import_store, &import, &f->err), &f->err);
    return outline;
}

static px_export stored(fixture *f, const char *label)
{
    px_code *code = px_arena_alloc(f->arena, sizeof(*code));
    px_version *version = px_arena_alloc(f->arena, sizeof(*version));
    px_text *text = px_arena_alloc(f->arena, sizeof(*text));
    px_str en = PX_STR("en");

    assert_ok(px_code_find(f->reader, f->arena, PX_STR("test"), en, code, &f->err), &f->err);
    assert_ok(px_version_find(f->reader, f->arena, code, px_str_of(label), en, version, &f->err),
              &f->err);
    assert_ok(px_version_text(f->reader, f->arena, version, en, text, &f->err), &f->err);
    return (px_export){ .code = code, .version = version, .text = text };
}

static px_str write_out(fixture *f, const px_exporter *exporter, const px_export *export)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_ok(exporter->write(f->arena, export, &out, &f->err), &f->err);
    return px_arena_str(f->arena, px_builder_view(&out));
}

static px_str read_source(fixture *f, const char *path)
{
    const char *argv[] = { "xz", "-dc", NULL };
    px_child_spec spec = { .argv = argv, .max_output = PX_TEXT_MAX };
    px_child_result result = { 0 };
    char *data;
    size_t len;
    px_str bytes;

    assert_ok(px_file_read(path, PX_TEXT_MAX, &data, &len, &f->err), &f->err);
    bytes = px_arena_str(f->arena, px_str_n(data, len));
    free(data);
    if (!px_str_ends(px_str_of(path), PX_STR(".xz")))
        return bytes;
    spec.input = bytes;
    assert_ok(px_child_run(&spec, &result, &f->err), &f->err);
    bytes = px_arena_str(f->arena, px_builder_view(&result.out));
    px_child_result_free(&result);
    return bytes;
}

/* ---- The same tree */

/* Markdown says the same in several ways: texts are the same where they are shown the same. */
static px_str shown(fixture *f, const px_node *node)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    assert_ok(px_markdown_html(&out, node->heading, &f->err), &f->err);
    px_builder_char(&out, '\n');
    if (node->kind == PX_PROVISION_CODE_BLOCK)
        px_builder_str(&out, node->text);
    else
        assert_ok(px_node_html(&out, node, &f->err), &f->err);
    return px_arena_str(f->arena, px_builder_view(&out));
}

static bool same_node(fixture *f, const px_node *a, const px_node *b)
{
    return a->depth == b->depth && a->kind == b->kind && px_str_eq(a->extra, b->extra) &&
           px_str_eq(a->lasting_id, b->lasting_id) && px_str_eq(a->number, b->number) &&
           px_str_eq(shown(f, a), shown(f, b));
}

static void print_node(const char *name, const px_node *n)
{
    print_error("%s: %d %s %.*s number '%.*s' heading '%.*s' text '%.*s' extra '%.*s'\n", name,
                n->depth, px_provision_kind_name(n->kind), PX_STR_ARG(n->lasting_id),
                PX_STR_ARG(n->number), PX_STR_ARG(n->heading), PX_STR_ARG(n->text),
                PX_STR_ARG(n->extra));
}

static void assert_same_tree(fixture *f, const px_text *a, const px_text *b)
{
    size_t i = 0;

    while (i < a->count && i < b->count && same_node(f, &a->nodes[i], &b->nodes[i]))
        i++;
    if (i < a->count)
        print_node("it was", &a->nodes[i]);
    if (i < b->count)
        print_node("it is", &b->nodes[i]);
    assert_int_equal(i, a->count);
    assert_int_equal(i, b->count);
}

/* ---- The tests */

static void prove_format(fixture *f, size_t i, const px_export *first, px_str words)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_exporter *exporter = exporter_of(formats[i].exporter);
    px_str written, missing;
    px_export again;

    if (!exporter)
        return;
    written = write_out(f, exporter, first);
    formats[i].words(written, &out);
    missing = words_missing(words, px_builder_view(&out));
    if (missing.len)
        print_error("%s: lost or misplaced: '%.*s'\n", formats[i].exporter, PX_STR_ARG(missing));
    assert_int_equal(missing.len, 0);
    if (!parser_of(formats[i].importer))
        return;
    (void)import(f, formats[i].importer, formats[i].exporter, written);
    again = stored(f, formats[i].exporter);
    assert_same_tree(f, first->text, again.text);
    assert_true(px_str_eq(first->version->title, again.version->title));
}

static void prove(fixture *f, const source *s, const char *path)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str bytes = read_source(f, path);
    px_outline outline = import(f, s->format, "first", bytes);
    px_export first = stored(f, "first");

    print_message("%s: %zu provisions, %zu of %zu elements mapped, %zu warnings\n", s->path,
                  outline.count, outline.mapped, outline.elements, outline.warning_count);
    assert_true(outline.mapped * 100 >= outline.elements * s->share);
    assert_true((outline.elements > 0) == (s->share > 0));
    if (s->share)
        words_of_xml(bytes, &words);
    else
        words_of_markdown(bytes, &words);
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        prove_format(f, i, &first, px_builder_view(&words));
}

/* A source with a house of its own. */
typedef struct proof {
    fixture *f;
    const source *s;
} proof;

static int set_up(void **state)
{
    proof *p = px_alloc_zero(1, sizeof(*p));
    void *inner = NULL;

    p->s = *state;
    (void)setup(&inner);
    p->f = inner;
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    proof *p = *state;
    void *inner = p->f;

    (void)teardown(&inner);
    free(p);
    return 0;
}

static void test_source(void **state)
{
    const proof *p = *state;
    fixture *f = p->f;
    const source *s = p->s;
    char *path = px_arena_format(f->arena, "%s/%s", PX_SHARED_DATA, s->path);

    if (!px_path_exists(path)) {
        print_message("no shared data here: %s\n", path);
        skip();
    }
    if (!parser_of(s->format)) {
        print_message("no importer here: %s\n", s->format);
        skip();
    }
    prove(f, s, path);
}

/* The proof itself: it must see what is lost, or stands elsewhere. */
static void test_words(void **state)
{
    static const char xml[] = "<doc><meta>no</meta><num>(1)</num><p>A<b>b</b>, c<authorialNote>"
                              "<p>note</p></authorialNote> d&amp;e</p>"
                              "<p l:softaction=\"del\" xmlns:l=\"l\">gone</p></doc>";
    static const char markdown[] =
        "---\ntitle: no\n---\n# Head {#x}\n\n{: .y}\nSee {{x}}, a\n[b](#c)."
        "\n\n``` no\n{:c}\n```\n<!-- no -->\n";
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1 << 16);

    (void)state;
    words_of_xml(PX_STR(xml), &words);
    assert_str(px_builder_view(&words), "1\nA\nb\nc\nde\nnote\n");
    px_builder_clear(&words);
    words_of_markdown(PX_STR(markdown), &words);
    assert_str(px_builder_view(&words), "Head\n\n\n\n\nSee\na\nb\n\n\nc\n");
    px_builder_clear(&words);
    words_of_html(PX_STR("<p class=\"no\">a&lt;b</p>"), &words);
    assert_str(px_builder_view(&words), "ab");
    assert_str(words_missing(PX_STR("ab\n\nc\n"), PX_STR("xa\nb\nyc")), "");
    assert_str(words_missing(PX_STR("ab\nc\n"), PX_STR("cab")), "c");
    assert_str(words_missing(PX_STR("ab\nab\n"), PX_STR("abc")), "ab");
}

int main(void)
{
    struct CMUnitTest tests[PX_COUNT(sources) + 1] = {
        [PX_COUNT(sources)] = { .name = "words", .test_func = test_words }
    };

    for (size_t i = 0; i < PX_COUNT(sources); i++)
        tests[i] = (struct CMUnitTest){
            .name = sources[i].path,
            .test_func = test_source,
            .setup_func = set_up,
            .teardown_func = tear_down,
            .initial_state = (void *)&sources[i],
        };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
