/* SPDX-License-Identifier: EUPL-1.2 */
/* What is exported as Markdown is imported as the same tree, whatever the tree. */
#include "unit/testing.h"

#include <glob.h>

#include "base/file.h"
#include "code/export.h"
#include "code/markdown/import_markdown.h"
#include "code/normal.h"
#include "code/outline.h"

#define MAX_NODES 48

/* ---- Trees at random, the same in every run */

static unsigned long long seed;

static unsigned below(unsigned bound)
{
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(seed >> 33) % bound;
}

/* What Markdown, or our importer, might take for something else than words. */
static const char *const bits[] = {
    "word",
    "1.",
    "1)",
    "2024.",
    "#",
    "######",
    "-",
    "* * *",
    "---",
    "===",
    "--- back",
    "--- x",
    ">",
    "|",
    "| a | b |",
    "|---|",
    "```",
    "~~~ x",
    "`",
    ":",
    ": means",
    "{#x}",
    "{: #x}",
    "{:}",
    "{.point}",
    "{::comment",
    "{",
    "}",
    "{{Name}}",
    "{{{N}}}",
    "<!-- c",
    "-->",
    "<b>",
    "</b>",
    "[x]: y",
    "[a](#b)",
    "*em*",
    "**",
    "\\",
    "\\\\",
    "\"",
    "'",
    "&amp;",
    "&#10;",
    "&quot;",
    "(a)",
    "a)",
    "IV.",
    "Article 3",
    "Chapter 2",
    "Annex I:",
    "Measure",
    "\xC3\xA9t\xC3\xA9",
    "\xCC\x81",
    "\xEF\xBB\xBF",
    "\xC2\xA0",
    "\xE2\x80\x94",
    "title: x",
    "in=\"\"",
    "\\{",
    "+",
    "\t",
    "...",
    "x",
};

static const char *const gaps[] = { " ",  " ",    " ",  " ",    "",     "",
                                    "  ", "\\\n", "\n", "  \n", "\n\n", "\t" };

static px_str normal(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_text_nfc(&out, text, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str random_text(px_arena *arena, unsigned max, bool lines)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4096);
    unsigned count = below(max + 1);

    for (unsigned i = 0; i < count; i++) {
        const char *gap = gaps[below(lines ? PX_COUNT(gaps) : 7)];

        if (i || !below(8))
            px_builder_add(&text, gap);
        px_builder_add(&text, bits[below(PX_COUNT(bits))]);
    }
    if (!below(12))
        px_builder_add(&text, gaps[below(lines ? PX_COUNT(gaps) : 7)]);
    return normal(arena, px_builder_view(&text));
}

static px_str random_table(px_arena *arena)
{
    PX_AUTO_BUILDER px_builder rows = PX_BUILDER_INIT(4096);
    unsigned count = below(4);

    for (unsigned i = 0; i < count; i++) {
        px_str cell = random_text(arena, 3, false);

        px_builder_format(&rows, "%s| %.*s | b\\|c |", i ? "\n" : "", PX_STR_ARG(cell));
    }
    return normal(arena, px_builder_view(&rows));
}

static px_str one_of(const char *const *choices, unsigned count)
{
    return px_str_of(choices[below(count)]);
}

/* Mostly what the importers make of such a kind. */
static void make_typical(px_arena *arena, px_node *node)
{
    static const char *const lists[] = { "ordered", "bullet", "definition" };

    if (node->kind == PX_PROVISION_TABLE && below(6))
        node->text = random_table(arena);
    if (node->kind == PX_PROVISION_LIST && below(6))
        node->text = PX_STR("");
    if (node->kind == PX_PROVISION_LIST && below(4))
        node->extra = one_of(lists, PX_COUNT(lists));
    if (node->kind == PX_PROVISION_GROUP && below(4))
        node->text = PX_STR("");
    if (node->kind == PX_PROVISION_GROUP && below(3))
        node->extra = PX_STR("quote");
}

static void fill(px_arena *arena, px_node *node, bool wild)
{
    static const char *const numbers[] = { "",    "",          "1.", "2.",       "1)",
                                           "(a)", "Article 3", "IV", "\"1\" {'}" };
    static const char *const extras[] = { "",      "ordered",  "bullet",  "definition",
                                          "quote", "preamble", "c {} ` x" };

    node->number = one_of(numbers, PX_COUNT(numbers));
    if (!below(3))
        node->heading = random_text(arena, wild ? 6 : 2, wild);
    if (!px_provision_kinds[node->kind].division || !below(10))
        node->text = below(4) ? random_text(arena, wild ? 9 : 3, wild) : PX_STR("some words");
    node->extra = below(3) ? PX_STR("") : one_of(extras, PX_COUNT(extras));
    make_typical(arena, node);
}

/* Lists mostly hold points, and what holds words goes on as lists and paragraphs. */
static px_provision_kind random_kind(const px_node *before, int depth)
{
    if (before && before->kind == PX_PROVISION_LIST && depth == before->depth + 1 && below(8))
        return below(4) ? PX_PROVISION_POINT : PX_PROVISION_DEFINITION;
    if (before && depth == before->depth && before->kind == PX_PROVISION_POINT && below(8))
        return PX_PROVISION_POINT;
    if (before && depth == before->depth && before->kind == PX_PROVISION_DEFINITION && below(8))
        return PX_PROVISION_DEFINITION;
    if (!below(3))
        return PX_PROVISION_LIST;
    return (px_provision_kind)below(PX_PROVISION_KIND_COUNT);
}

static px_text random_tree(px_arena *arena, bool wild)
{
    px_text text = { .language = PX_STR("en"), .count = 1 + below(MAX_NODES) };
    int steep = below(4) ? 3 : 8;

    text.nodes = px_arena_array(arena, text.count, sizeof(*text.nodes));
    for (size_t i = 0; i < text.count; i++) {
        px_node *node = &text.nodes[i], *before = i ? node - 1 : NULL;
        int deepest = before ? PX_MIN(before->depth + 1, PX_OUTLINE_MAX_DEPTH - 1) : 0;

        node->depth = before && below(8) < (unsigned)steep ? deepest
                      : before && below(2)                 ? before->depth
                                                           : (int)below((unsigned)deepest + 1);
        node->kind = random_kind(before, node->depth);
        node->lasting_id = px_str_of(px_arena_format(arena, "k3v7q0%04zu", i));
        fill(arena, node, wild);
    }
    return text;
}

/* ---- There and back */

static px_str exported(px_arena *arena, const px_text *text, px_str title)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_code code = { .id = PX_STR("x") };
    px_version version = { .label = PX_STR("1"), .title = title };
    px_export export = { .code = &code, .version = &version, .text = text };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_export_markdown(arena, &export, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static void imported(px_arena *arena, px_str text, px_outline *ret_outline)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_import_markdown(text, PX_STR(""), &bytes, &err), &err);
    assert_ok(
        px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, ret_outline, &err),
        &err);
}

/* The first node that is not the same; the count where all are. */
static size_t first_difference(const px_text *text, const px_outline *o)
{
    size_t i = 0;

    for (; i < text->count && i < o->count; i++) {
        const px_node *a = &text->nodes[i];
        const px_outline_node *b = &o->nodes[i];

        if (a->kind != b->kind || a->depth != b->depth || !px_str_eq(a->lasting_id, b->id) ||
            !px_str_eq(a->number, b->number) || !px_str_eq(a->heading, b->heading) ||
            !px_str_eq(a->text, b->text) || !px_str_eq(a->extra, b->extra))
            return i;
    }
    return o->count == text->count ? text->count : i;
}

static void draw(const px_text *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const px_node *n = &text->nodes[i];

        print_message("%*s%s %.*s (%.*s) H:%.*s T:%.*s X:%.*s\n", n->depth, "",
                      px_provision_kind_name(n->kind), PX_STR_ARG(n->lasting_id),
                      PX_STR_ARG(n->number), PX_STR_ARG(n->heading), PX_STR_ARG(n->text),
                      PX_STR_ARG(n->extra));
    }
}

static px_text text_of(px_arena *arena, const px_outline *o)
{
    px_text text = { .language = PX_STR("en"), .count = o->count };

    text.nodes = px_arena_array(arena, PX_MAX(o->count, 1), sizeof(*text.nodes));
    for (size_t i = 0; i < o->count; i++) {
        const px_outline_node *n = &o->nodes[i];

        text.nodes[i] = (px_node){
            .depth = n->depth,
            .kind = n->kind,
            .lasting_id = n->id,
            .number = n->number,
            .heading = n->heading,
            .text = n->text,
            .extra = n->extra,
        };
    }
    return text;
}

/* The same tree, the same bytes again, and nothing reported. */
static void check_round(px_arena *arena, const px_text *text, px_str title)
{
    px_str markdown = exported(arena, text, title);
    px_outline o;
    px_text again;
    size_t at;

    imported(arena, markdown, &o);
    at = first_difference(text, &o);
    if (at != text->count) {
        draw(text);
        print_message("-----\n%.*s-----\n", PX_STR_ARG(markdown));
        again = text_of(arena, &o);
        draw(&again);
    }
    assert_int_equal(at, text->count);
    for (size_t i = 0; i < o.warning_count; i++)
        assert_int_equal(o.warnings[i].kind, PX_WARN_LINK);
    again = text_of(arena, &o);
    assert_str(exported(arena, &again, title), px_arena_cstr(arena, markdown));
    assert_str(o.title, px_arena_cstr(arena, title));
}

static void try_trees(unsigned count, bool wild)
{
    static const char *const titles[] = { "A code", "\"Quoted\"", "a: b", "> c",
                                          "'d'",    "\\ e #f",    "[g]" };

    for (unsigned i = 0; i < count; i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_text text;

        seed = i;
        (void)below(2);
        text = random_tree(arena, wild);
        check_round(arena, &text, one_of(titles, PX_COUNT(titles)));
    }
}

static void test_random_trees(void **state)
{
    (void)state;
    try_trees(2000, false);
}

static void test_wild_trees(void **state)
{
    (void)state;
    try_trees(3000, true);
}

/* Single drafts whose exports were misread. */
static void test_drafts(void **state)
{
    static const char *const drafts[] = {
        /* U+FEFF is no mark of an encoding where it belongs to the first words. */
        "\n\xEF\xBB\xBFwords\n",
        "\n\xEF\xBB\xBFterm\n: words\n",
        "\n\xEF\xBB\xBFrow|b\n-|-\n",
        /* A term that opens a comment, and something further on that would close it. */
        "Term {: title*=\"<!--\"}\n: words\n\n```\n-->\n```\n",
        /* A combining mark that comes behind a letter only where braces are resolved. */
        "Jos{{{e}}}\xCC\x81\n",
        "e<!-- x -->\xCC\x81\n",
        /* Tables that start like a definition of what is before them, or like its next item. */
        "words\n\n\n: |\n|-\n",
        "- words\n\n{: #table}\n- a|b\n-|-\n",
        "1. words\n\n{: #table}\n2. a|b\n-|-\n",
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(drafts); i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_outline o;
        px_text text;

        imported(arena, px_str_of(drafts[i]), &o);
        for (size_t k = 0; k < o.count; k++)
            o.nodes[k].id = px_str_of(px_arena_format(arena, "k3v7q0%04zu", k));
        text = text_of(arena, &o);
        check_round(arena, &text, PX_STR(""));
    }
}

/* As in a house: every node has an id. */
static void check_file(const char *path)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FREE char *data = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len = 0;
    px_outline o;
    px_text text;

    assert_ok(px_file_read(path, PX_TEXT_MAX, &data, &len, &err), &err);
    imported(arena, px_str_n(data, len), &o);
    for (size_t i = 0; i < o.count; i++)
        if (!o.nodes[i].id.len)
            o.nodes[i].id = px_str_of(px_arena_format(arena, "k3v7%06zu", i));
    text = text_of(arena, &o);
    check_round(arena, &text, o.title);
}

static void check_files(const char *pattern, size_t least)
{
    glob_t files;

    if (glob(pattern, 0, NULL, &files) != 0) {
        print_message("# no files: %s\n", pattern);
        skip();
    }
    for (size_t i = 0; i < files.gl_pathc; i++)
        check_file(files.gl_pathv[i]);
    assert_true(files.gl_pathc >= least);
    globfree(&files);
}

static void test_own_codes(void **state)
{
    (void)state;
    check_files(PX_TEST_SOURCE "/data/codes/*.md", 2);
}

static void test_aipref(void **state)
{
    (void)state;
    check_files(PX_SHARED_DATA "/aipref/*-[0-9]*.md", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_trees), cmocka_unit_test(test_wild_trees),
        cmocka_unit_test(test_drafts),       cmocka_unit_test(test_own_codes),
        cmocka_unit_test(test_aipref),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
