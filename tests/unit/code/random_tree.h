/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random trees of provisions for the tests of exports: all kinds, any nesting, odd numbers, empty
 * texts, every mark. The same seed gives the same tree. An exact one holds nothing that a format
 * cannot say at all (characters that are none in XML, addresses that are none, links to nothing).
 */
#ifndef PX_RANDOM_TREE_H
#define PX_RANDOM_TREE_H

#include "code/eid.h"
#include "code/outline.h"

typedef struct random_tree {
    px_arena *arena;
    unsigned seed;
    uint64_t state;
    px_outline outline;
    bool exact;
} random_tree;

static inline unsigned tree_random(random_tree *t, unsigned below)
{
    t->state = t->state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(t->state >> 33) % below;
}

static inline px_str tree_pick(random_tree *t, const char *const *from, size_t count)
{
    return px_str_of(from[tree_random(t, (unsigned)count)]);
}
#define TREE_PICK(t, from) tree_pick(t, from, PX_COUNT(from))

/* Ids that a seed and an index give, in the form of lasting ids. */
static inline px_str tree_id(random_tree *t, size_t index)
{
    char *id = px_arena_format(t->arena, "%010zu", index);

    id[0] = 'a';
    id[1] = (char)('a' + t->seed % 8);
    return px_str_of(id);
}

static inline px_str tree_words(random_tree *t, size_t nodes)
{
    enum { INEXACT = 6 };
    static const char *const words[] = {
        "[odd](http://example.org/%zz[1]|\xC3\xA9#a#b)",
        "[no host](http://[bad)",
        "[port](http://example.org:port/)",
        "[nobody](#0000000000)",
        "\xEF\xBF\xBE",
        "\xC2\x85",
        "shall",
        "l\xE2\x80\x99"
        "\xC3\xA9valuation",
        "\xC2\xAB\xC2\xA0"
        "oui\xC2\xA0\xC2\xBB",
        "Q&A",
        "\"quoted\"",
        "it's",
        "a \\< b \\> c",
        "\\*no mark\\*",
        "*emphasis*",
        "**strong**",
        "***both***",
        "`code & <x>`",
        "``a ` b``",
        "[words](https://example.org/a?b=c&d=%20#e)",
        "[**bold** link](mailto:somebody@example.org)",
        "one\\\ntwo",
        "\xF0\x9F\x93\x9C",
        "]]>",
        "&amp;",
        "<!-- no comment -->",
        "https://example.org",
        "1.",
        "- x",
        "_under_score_",
    };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 16);
    unsigned count = tree_random(t, 8);

    for (unsigned i = 0; i < count; i++) {
        px_builder_add(&text, i ? " " : "");
        if (tree_random(t, 6) == 0)
            px_builder_format(&text, "[to it](#%s)",
                              tree_id(t, tree_random(t, (unsigned)nodes)).ptr);
        else
            px_builder_str(&text, t->exact
                                      ? tree_pick(t, words + INEXACT, PX_COUNT(words) - INEXACT)
                                      : TREE_PICK(t, words));
    }
    return px_arena_str(t->arena, px_builder_view(&text));
}

/* A heading, or a cell: without line breaks. */
static inline px_str tree_one_line(random_tree *t, px_str words)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(1 << 16);
    px_str part;

    while (px_str_line(&words, &part)) {
        bool broken = words.len > 0;

        px_builder_str(&line, px_str_sub(part, 0, part.len - (broken ? 1 : 0)));
        px_builder_add(&line, broken ? " " : "");
    }
    return px_arena_str(t->arena, px_builder_view(&line));
}

static inline px_str tree_table(random_tree *t, size_t nodes)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 16);
    unsigned rows = tree_random(t, 4), columns = 1 + tree_random(t, 3);

    for (unsigned row = 0; row < rows; row++) {
        for (unsigned column = 0; column < columns; column++) {
            px_str words = tree_one_line(t, tree_words(t, nodes));

            px_builder_add(&text, "| ");
            for (size_t i = 0; i < words.len; i++) {
                if (words.ptr[i] == '|')
                    px_builder_char(&text, '\\');
                px_builder_char(&text, words.ptr[i]);
            }
            px_builder_char(&text, ' ');
        }
        px_builder_add(&text, "|\n");
        for (unsigned column = 0; row == 0 && column < columns; column++)
            px_builder_add(&text, column % 2 ? "|--:" : "|:-:");
        px_builder_add(&text, row == 0 ? "|\n" : "");
    }
    if (text.len)
        px_builder_cut(&text, text.len - 1);
    return px_arena_str(t->arena, px_builder_view(&text));
}

static inline px_str tree_extra(random_tree *t, px_provision_kind kind)
{
    static const char *const lists[] = { "ordered", "bullet", "definition" };
    static const char *const codes[] = { "", "text", "c++ \"x\"\ty" };
    static const char *const groups[] = {
        "",
        "quote",
        "preface",
        "preamble",
        "recitals",
        "citations",
        "conclusions",
        "formula",
        "longTitle",
        "book",
        "alinea",
        "section",
        "group",
        "measure",
        "mainBody",
        "a b",
        "coverPage",
        "\xC3\xA9t\xC3\xA9",
    };

    if (kind == PX_PROVISION_LIST)
        return TREE_PICK(t, lists);
    if (kind == PX_PROVISION_CODE_BLOCK)
        return TREE_PICK(t, codes);
    return kind == PX_PROVISION_GROUP ? TREE_PICK(t, groups) : PX_STR_NONE;
}

/* Gives a node all that its kind may have. */
static inline void tree_fill(random_tree *t, size_t index, size_t nodes, bool plain)
{
    static const char *const numbers[] = { "",     "(a)", "1.",    "Article 3", "\xC2\xA7 2.1",
                                           "IV",   "<1>", "\"1\"", "&",         "\xE2\x80\x94",
                                           "3 bis" };
    static const char *const codes[] = {
        "", "a", "if (x < 1 && y)\n\treturn;\n\n  end\n", "  indented\n", "]]> & <b>", "\n\nlines"
    };
    px_outline_node *n = &t->outline.nodes[index];

    n->id = tree_id(t, index);
    n->extra = tree_extra(t, n->kind);
    if (!plain && tree_random(t, 2))
        n->number = TREE_PICK(t, numbers);
    if (!plain && tree_random(t, 3) == 0)
        n->heading = tree_one_line(t, tree_words(t, nodes));
    if (n->kind == PX_PROVISION_TABLE)
        n->text = tree_table(t, nodes);
    else if (n->kind == PX_PROVISION_CODE_BLOCK)
        n->text = TREE_PICK(t, codes);
    else if (!px_provision_kinds[n->kind].division && n->kind != PX_PROVISION_LIST &&
             tree_random(t, 4))
        n->text = tree_words(t, nodes);
}

/* Any kind below any other. */
static inline void tree_anything(random_tree *t, size_t nodes)
{
    size_t parents[PX_OUTLINE_MAX_DEPTH + 1];
    int depth = 0;

    parents[0] = PX_OUTLINE_TOP;
    while (t->outline.count < nodes) {
        px_provision_kind kind = (px_provision_kind)tree_random(t, PX_PROVISION_KIND_COUNT);
        size_t at = px_outline_add(&t->outline, parents[depth], kind, 1);

        tree_fill(t, at, nodes, false);
        parents[depth + 1] = at;
        depth = tree_random(t, 3) ? depth + 1 : (int)tree_random(t, (unsigned)depth + 1);
        depth = PX_MIN(depth, PX_OUTLINE_MAX_DEPTH - 1);
    }
}

static inline size_t tree_add(random_tree *t, size_t parent, px_provision_kind kind,
                              const char *extra, bool plain)
{
    size_t at = px_outline_add(&t->outline, parent, kind, 1);

    tree_fill(t, at, at + 1, plain);
    if (extra)
        t->outline.nodes[at].extra = px_str_of(extra);
    if (kind == PX_PROVISION_GROUP)
        t->outline.nodes[at].text = PX_STR_NONE;
    return at;
}

/* Blocks as a preface or a recital has them, most of them plain. */
static inline void tree_blocks(random_tree *t, size_t parent, int deeper)
{
    static const px_provision_kind kinds[] = { PX_PROVISION_PARAGRAPH, PX_PROVISION_PARAGRAPH,
                                               PX_PROVISION_LIST, PX_PROVISION_TABLE,
                                               PX_PROVISION_CODE_BLOCK };

    for (unsigned i = tree_random(t, 3); i < 4; i++) {
        px_provision_kind kind = kinds[tree_random(t, deeper ? 5 : 2)];
        size_t at = tree_add(t, parent, kind, NULL, tree_random(t, 9) > 0);

        if (kind == PX_PROVISION_PARAGRAPH && tree_random(t, 4) == 0)
            (void)tree_add(t, at, PX_PROVISION_NOTE, NULL, tree_random(t, 2));
        for (unsigned j = 0; kind == PX_PROVISION_LIST && j < 2; j++) {
            size_t point = tree_add(t, at, PX_PROVISION_POINT, NULL, tree_random(t, 2));

            if (tree_random(t, 3) == 0)
                tree_blocks(t, point, deeper - 1);
        }
    }
}

static inline void tree_items(random_tree *t, size_t parent, const char *name,
                              px_provision_kind kind)
{
    size_t group = tree_add(t, parent, PX_PROVISION_GROUP, name, true);

    if (tree_random(t, 2))
        (void)tree_add(t, group, PX_PROVISION_PARAGRAPH, NULL, true);
    for (unsigned i = tree_random(t, 3); i < 4; i++) {
        size_t item = tree_add(t, group, kind, NULL, false);

        if (tree_random(t, 3) == 0)
            tree_blocks(t, item, 2);
    }
    if (tree_random(t, 3) == 0)
        (void)tree_add(t, group, PX_PROVISION_PARAGRAPH, NULL, true);
}

/* A document with the parts that Akoma Ntoso knows, each of them there or not. */
static inline void tree_document(random_tree *t)
{
    size_t part;

    if (tree_random(t, 3) == 0)
        tree_blocks(t, tree_add(t, PX_OUTLINE_TOP, PX_PROVISION_GROUP, "coverPage", true), 2);
    if (tree_random(t, 2)) {
        part = tree_add(t, PX_OUTLINE_TOP, PX_PROVISION_GROUP, "preface", true);
        tree_blocks(t, tree_add(t, part, PX_PROVISION_GROUP, "longTitle", true), 1);
        tree_blocks(t, part, 2);
    }
    if (tree_random(t, 4)) {
        part = tree_add(t, PX_OUTLINE_TOP, PX_PROVISION_GROUP, "preamble", true);
        tree_blocks(t, tree_add(t, part, PX_PROVISION_GROUP, "formula", true), 0);
        tree_items(t, part, "citations", PX_PROVISION_CITATION);
        tree_items(t, part, "recitals", PX_PROVISION_RECITAL);
    }
    if (tree_random(t, 6))
        tree_blocks(t, tree_add(t, PX_OUTLINE_TOP, PX_PROVISION_ARTICLE, NULL, false), 2);
    if (tree_random(t, 2) || !t->outline.count)
        tree_blocks(t, tree_add(t, PX_OUTLINE_TOP, PX_PROVISION_GROUP, "conclusions", true), 2);
}

/* The tree of a seed. */
static inline void random_tree_make(random_tree *t, px_arena *from, unsigned seed, bool exact)
{
    *t = (random_tree){
        .arena = from,
        .seed = seed,
        .state = seed * 977 + 1,
        .outline = { .arena = from },
        .exact = exact,
    };
    t->outline.title = PX_STR("A title & more");
    if (seed % 2)
        tree_document(t);
    else
        tree_anything(t, 1 + tree_random(t, seed % 10 ? 60 : 400));
}

/* The same tree as it would be read from a house. */
static inline px_text random_tree_text(const random_tree *t, px_str language)
{
    px_str *eids = px_eid_make(t->arena, &t->outline);
    px_text text = { .language = language, .count = t->outline.count };

    text.nodes = px_arena_array(t->arena, PX_MAX(text.count, 1), sizeof(*text.nodes));
    for (size_t i = 0; i < text.count; i++) {
        const px_outline_node *n = &t->outline.nodes[i];

        text.nodes[i] = (px_node){
            .row = (int64_t)i + 1,
            .parent = n->parent == PX_OUTLINE_TOP ? 0 : (int64_t)n->parent + 1,
            .depth = n->depth,
            .kind = n->kind,
            .lasting_id = n->id,
            .eid = eids[i],
            .number = n->number,
            .heading = n->heading,
            .text = n->text,
            .extra = n->extra,
        };
    }
    return text;
}

#endif
