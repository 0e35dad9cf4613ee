/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The proof on real texts made by others: what comes in goes out again, in every format that can be
 * read back, with every word and the same tree.
 */
#include "unit/house_fixture.h"

#include "base/child.h"
#include "code/export.h"
#include "code/import.h"
#include "code/markdown/markdown.h"
#include "code/node_html.h"
#include "code/normal.h"
#include "code/outline.h"
#include "unit/code/akn_schema.h"
#include "unit/code/foreign_words.h"
#include "unit/code/random_tree.h"

#define TREES 61

/* A file of the shared data. share: the least part of its elements that must find a place of their
 * own in the tree, in per cent, set by tradition; 0 for a format without elements. */
typedef struct source {
    const char *path, *format, *tradition;
    unsigned share;
} source;

static const source sources[] = {
    { "akoma-ntoso/examples/eu_COM(2013)0619_EN-8.xml", "akn", "European Union", 100 },
    { "akoma-ntoso/examples/it_senato_ddl_2013.xml", "akn", "Italy", 100 },
    { "akoma-ntoso/examples/uk_pga-2014-27-enacted-data.xml", "akn", "United Kingdom", 100 },
    { "akoma-ntoso/examples/us_Act_2011-11-29.xml", "akn", "United States", 100 },
    { "akoma-ntoso/examples/za_Judgement_2008-11-26.xml", "akn", "South Africa", 100 },
    { "akoma-ntoso/leos/mandate-add-point-over-paragraph/input.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/mandate-add-point-over-paragraph/expected.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/mandate-delete-art1par1pointA/input.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/mandate-delete-art1par1pointA/expected.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/mandate-move-art1par1pointB-before-pointA/input.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/mandate-move-art1par1pointB-before-pointA/expected.xml", "akn", "LEOS",
      100 },
    { "akoma-ntoso/leos/mandate-move-art3par1pointA-before-art1par1pointA/input.xml", "akn", "LEOS",
      100 },
    { "akoma-ntoso/leos/mandate-move-art3par1pointA-before-art1par1pointA/expected.xml", "akn",
      "LEOS", 100 },
    { "akoma-ntoso/leos/proposal-add-article/input.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/proposal-add-article/expected.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/proposal-delete-article/input.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/proposal-delete-article/expected.xml", "akn", "LEOS", 100 },
    { "akoma-ntoso/leos/bill_big.xml.xz", "akn", "LEOS", 100 },
    { "aipref/attach-00.md", "markdown", "IETF", 0 },
    { "aipref/attach-01.md", "markdown", "IETF", 0 },
    { "aipref/attach-02.md", "markdown", "IETF", 0 },
    { "aipref/attach-03.md", "markdown", "IETF", 0 },
    { "aipref/vocab-00.md", "markdown", "IETF", 0 },
    { "aipref/vocab-01.md", "markdown", "IETF", 0 },
    { "aipref/vocab-02.md", "markdown", "IETF", 0 },
    { "aipref/vocab-03.md", "markdown", "IETF", 0 },
    { "aipref/vocab-04.md", "markdown", "IETF", 0 },
    { "aipref/vocab-05.md", "markdown", "IETF", 0 },
};

typedef void words_fn(px_str text, px_builder *out);

/* A format that texts go through: its exporter, the importer that reads it back, if there is one,
 * and how its words are found. */
static const struct {
    const char *exporter, *importer;
    words_fn *words;
    bool labels_apart; /* numbers and headings may stand behind what they belong to */
    bool any_tree;     /* every tree comes back, also such as no file has */
} formats[] = {
    { "akn", "akn", words_of_xml, false, true },
    { "md", "markdown", words_of_marks, true, true },
    { "html", "html", words_of_html, false, true },
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

/* Stores an outline under a label. */
static void store(fixture *f, const char *label, const char *language, px_str outline)
{
    px_import import = {
        .code = PX_STR("test"),
        .label = px_str_of(label),
        .language = px_str_of(language),
        .author = "operator",
        .outline = outline,
        .arena = f->arena,
    };

    assert_ok(px_house_write(f->house, px_import_store, &import, &f->err), &f->err);
}

static px_outline import(fixture *f, const char *format, const char *label, const char *language,
                         px_str bytes)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_outline outline;
    px_str kept;

    assert_ok(parser_of(format)(bytes, PX_STR(""), &out, &f->err), &f->err);
    kept = px_arena_str(f->arena, px_builder_view(&out));
    assert_ok(px_outline_read(kept, f->arena, &outline, &f->err), &f->err);
    store(f, label, language, kept);
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

/* Markdown says the same in several ways (`_a_` and `*a*`). A format without Markdown brings back
 * one of them; then texts are the same where they are shown the same. */
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

static bool same_words(fixture *f, const px_node *a, const px_node *b, bool exact)
{
    if (px_str_eq(a->heading, b->heading) && px_str_eq(a->text, b->text))
        return true;
    return !exact && px_str_eq(shown(f, a), shown(f, b));
}

static bool same_node(fixture *f, const px_node *a, const px_node *b, bool exact)
{
    return a->depth == b->depth && a->kind == b->kind && px_str_eq(a->extra, b->extra) &&
           px_str_eq(a->lasting_id, b->lasting_id) && px_str_eq(a->number, b->number) &&
           same_words(f, a, b, exact);
}

static void print_node(const char *name, const px_node *n)
{
    print_error("%s: %d %s %.*s number '%.*s' heading '%.*s' text '%.*s' extra '%.*s'\n", name,
                n->depth, px_provision_kind_name(n->kind), PX_STR_ARG(n->lasting_id),
                PX_STR_ARG(n->number), PX_STR_ARG(n->heading), PX_STR_ARG(n->text),
                PX_STR_ARG(n->extra));
}

static void assert_same_tree(fixture *f, const px_text *a, const px_text *b, bool exact)
{
    size_t i = 0;

    while (i < a->count && i < b->count && same_node(f, &a->nodes[i], &b->nodes[i], exact))
        i++;
    if (i < a->count)
        print_node("it was", &a->nodes[i]);
    if (i < b->count)
        print_node("it is", &b->nodes[i]);
    assert_int_equal(i, a->count);
    assert_int_equal(i, b->count);
}

/* ---- The tests */

/* What an exporter wrote is read back as the same tree. spelled: the words are in the Markdown that
 * importers write themselves. */
static void prove_tree(fixture *f, size_t i, const px_export *first, px_str written, bool spelled)
{
    px_export again;

    if (!parser_of(formats[i].importer))
        return;
    (void)import(f, formats[i].importer, formats[i].exporter, "en", written);
    again = stored(f, formats[i].exporter);
    assert_same_tree(f, first->text, again.text,
                     spelled || strcmp(formats[i].importer, "markdown") == 0);
    assert_true(px_str_eq(first->version->title, again.version->title));
}

/* The text nodes of a source; numbers and headings of XML once among the rest, once apart. */
typedef struct source_words {
    px_builder all, rest, numbers, headings;
} source_words;

static void assert_words(const char *format, px_str wanted, px_str written)
{
    px_str missing = words_missing(wanted, written);

    if (missing.len)
        print_error("%s: lost or misplaced: '%.*s'\n", format, PX_STR_ARG(missing));
    assert_int_equal(missing.len, 0);
}

static void prove_format(fixture *f, size_t i, const px_export *first, const source_words *words,
                         bool spelled)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str written = write_out(f, exporter_of(formats[i].exporter), first);

    formats[i].words(written, &out);
    if (formats[i].labels_apart) {
        assert_words(formats[i].exporter, px_builder_view(&words->rest), px_builder_view(&out));
        assert_words(formats[i].exporter, px_builder_view(&words->numbers), px_builder_view(&out));
        assert_words(formats[i].exporter, px_builder_view(&words->headings), px_builder_view(&out));
    } else {
        assert_words(formats[i].exporter, px_builder_view(&words->all), px_builder_view(&out));
    }
    prove_tree(f, i, first, written, spelled);
}

static void find_words(const source *s, px_str bytes, source_words *words)
{
    if (s->share) {
        words_of_xml(bytes, &words->all);
        words_of_elements(bytes, &words->rest, &words->numbers, &words->headings);
    } else {
        words_of_markdown(bytes, &words->all);
        words_of_markdown(bytes, &words->rest);
    }
}

static void prove(fixture *f, const source *s, const char *path)
{
    source_words words = {
        .all = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .rest = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .numbers = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .headings = PX_BUILDER_INIT(PX_BUILDER_LARGE),
    };
    px_str bytes = read_source(f, path);
    px_outline outline = import(f, s->format, "first", "en", bytes);
    px_export first = stored(f, "first");

    print_message("%s: %zu provisions, %zu of %zu elements mapped, %zu warnings\n", s->tradition,
                  outline.count, outline.mapped, outline.elements, outline.warning_count);
    assert_true(outline.mapped * 100 >= outline.elements * s->share);
    assert_true((outline.elements > 0) == (s->share > 0));
    find_words(s, bytes, &words);
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        prove_format(f, i, &first, &words, s->share > 0);
    px_builder_free(&words.all);
    px_builder_free(&words.rest);
    px_builder_free(&words.numbers);
    px_builder_free(&words.headings);
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
    prove(f, s, path);
}

/* Trees that no file has: all kinds, any nesting. */
static void test_random_trees(void **state)
{
    fixture *f = ((proof *)*state)->f;

    for (unsigned seed = 0; seed < TREES; seed++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
        random_tree tree;
        px_export first;

        random_tree_make(&tree, f->arena, 3 * seed, true);
        assert_ok(px_outline_write(&tree.outline, &out, &f->err), &f->err);
        store(f, "first", "en", px_builder_view(&out));
        first = stored(f, "first");
        for (size_t i = 0; i < PX_COUNT(formats); i++)
            if (formats[i].any_tree)
                prove_tree(f, i, &first, write_out(f, exporter_of(formats[i].exporter), &first),
                           false);
    }
}

/* ---- The schema, languages */

static void test_source_schema(void **state)
{
    const proof *p = *state;
    fixture *f = p->f;
    char *path = px_arena_format(f->arena, "%s/%s", PX_SHARED_DATA, p->s->path);
    const char *file = px_arena_format(f->arena, "%s/export.xml", f->directory);
    px_export first;

    px_test_schema_needed();
    (void)import(f, p->s->format, "first", "en", read_source(f, path));
    first = stored(f, "first");
    px_test_schema_write(file, write_out(f, exporter_of("akn"), &first));
    px_test_schema_validate(&file, 1);
}

/* The values of eId and GUID, one a line. */
static px_str ids_of(fixture *f, px_str xml)
{
    PX_AUTO_BUILDER px_builder ids = PX_BUILDER_INIT(1 << 20);

    while (xml.len) {
        size_t eid = px_str_find(xml, PX_STR(" eId=\"")),
               guid = px_str_find(xml, PX_STR(" GUID=\""));
        size_t at = PX_MIN(eid, guid);
        px_str rest = px_str_sub(xml, at + 7, xml.len);

        px_builder_str(&ids, px_str_sub(rest, 0, px_str_find_char(rest, '"')));
        px_builder_char(&ids, '\n');
        xml = rest;
    }
    return px_arena_str(f->arena, px_builder_view(&ids));
}

/* Two languages give two files with the same ids. */
static void test_languages(void **state)
{
    static const char en[] =
        "# Purpose {#purpose .chapter}\n\nSee [it](#purpose).\n\n## Measure 1 Do\n\n- a\n- b\n";
    static const char fr[] = "# But {#purpose .chapter}\n\nVoir [cela](#purpose).\n\n## Mesure 1 "
                             "Faire\n\n- un\n- deux\n";
    fixture *f = ((proof *)*state)->f;
    px_str first, second;
    px_export export;

    (void)import(f, "markdown", "first", "en", PX_STR(en));
    (void)import(f, "markdown", "first", "fr", PX_STR(fr));
    export = stored(f, "first");
    first = write_out(f, exporter_of("akn"), &export);
    assert_ok(px_version_text(f->reader, f->arena, export.version, PX_STR("fr"),
                              (px_text *)export.text, &f->err),
              &f->err);
    second = write_out(f, exporter_of("akn"), &export);
    assert_true(px_str_find(second, PX_STR("<FRBRlanguage language=\"fra\"/>")) < second.len);
    assert_true(px_str_find(second, PX_STR("<p>deux</p>")) < second.len);
    assert_true(px_str_eq(ids_of(f, first), ids_of(f, second)));
    assert_true(ids_of(f, first).len > 100);
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
    enum { OWN = 3, EACH = 2 };
    struct CMUnitTest tests[OWN + EACH * PX_COUNT(sources)] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test_setup_teardown(test_random_trees, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_languages, set_up, tear_down),
    };

    for (size_t i = 0; i < EACH * PX_COUNT(sources); i++)
        tests[OWN + i] = (struct CMUnitTest){
            .name = sources[i / EACH].path,
            .test_func = i % EACH ? test_source_schema : test_source,
            .setup_func = set_up,
            .teardown_func = tear_down,
            .initial_state = (void *)&sources[i / EACH],
        };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
