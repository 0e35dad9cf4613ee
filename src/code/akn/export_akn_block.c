/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Preface, preamble and conclusions: there Akoma Ntoso has no hierarchy but blocks (p, blockList,
 * table), recitals and citations. A group of the text becomes one of these parts only where
 * everything in it has such an element; else it stays in the main body as an hcontainer.
 */
#include "code/akn/export_akn_priv.h"

#include "base/banned.h"

/* Where something may stand. */
enum {
    IN_DOCUMENT = 1,
    IN_PREFACE = 2, /* and cover page, conclusions */
    IN_PREAMBLE = 4,
};

/* Groups that are elements there, by their extra. */
typedef struct part {
    const char *name;
    int where;  /* it may stand there */
    int inside; /* what may stand in it; 0: blocks only */
    bool empty; /* it may be empty */
    bool named; /* it needs a name: its own once more */
    bool items; /* it holds items of the kind below, an intro and a wrap-up */
    px_provision_kind item;
} part;

static const part parts[] = {
    { .name = "coverPage", .where = IN_DOCUMENT, .inside = IN_PREFACE },
    { .name = "preface", .where = IN_DOCUMENT, .inside = IN_PREFACE },
    { .name = "preamble", .where = IN_DOCUMENT, .inside = IN_PREAMBLE },
    { .name = "conclusions", .where = IN_DOCUMENT, .inside = IN_PREFACE },
    { .name = "longTitle", .where = IN_PREFACE, .empty = true },
    { .name = "formula", .where = IN_PREFACE | IN_PREAMBLE, .empty = true, .named = true },
    { .name = "recitals", .where = IN_PREAMBLE, .items = true, .item = PX_PROVISION_RECITAL },
    { .name = "citations", .where = IN_PREAMBLE, .items = true, .item = PX_PROVISION_CITATION },
};

static const part *part_of(const px_node *node)
{
    for (size_t i = 0; node->kind == PX_PROVISION_GROUP && i < PX_COUNT(parts); i++)
        if (px_str_is(node->extra, parts[i].name))
            return &parts[i];
    return NULL;
}

/* ---- What fits */

static bool is_bare(const px_node *node)
{
    return !node->number.len && !node->heading.len && !node->extra.len;
}

/* Number and heading, words, then blocks: a recital, a citation, a point. */
static bool fits_item(const px_akn_writer *akn, size_t node);

static bool fits_list(const px_akn_writer *akn, size_t node)
{
    const px_node *n = &akn->nodes[node];

    if (n->number.len || n->heading.len || node + 1 == akn->ends[node])
        return false;
    for (size_t i = node + 1; i < akn->ends[node]; i = akn->ends[i])
        if (akn->nodes[i].kind != PX_PROVISION_POINT || !fits_item(akn, i))
            return false;
    return true;
}

static bool fits_block(const px_akn_writer *akn, size_t node)
{
    const px_node *n = &akn->nodes[node];
    bool leaf = node + 1 == akn->ends[node];

    switch (n->kind) {
    case PX_PROVISION_PARAGRAPH:
        return is_bare(n) &&
               px_export_akn_child(akn, node, px_export_akn_leading_notes(akn, node)) ==
                   akn->ends[node];
    case PX_PROVISION_LIST:
        return fits_list(akn, node);
    case PX_PROVISION_TABLE:
        return leaf && !n->number.len && !n->extra.len && px_export_akn_table_has_rows(n->text);
    case PX_PROVISION_CODE_BLOCK:
        return leaf && !n->number.len && !n->heading.len;
    default:
        return false;
    }
}

static bool fits_item(const px_akn_writer *akn, size_t node)
{
    size_t child = px_export_akn_child(akn, node, px_export_akn_leading_notes(akn, node));

    if (akn->nodes[node].extra.len)
        return false;
    for (; child < akn->ends[node]; child = akn->ends[child])
        if (!fits_block(akn, child))
            return false;
    return true;
}

/* Recitals: paragraphs before the first one are an intro, behind the last one a wrap-up. */
static bool fits_items(const px_akn_writer *akn, size_t node, const part *p)
{
    int state = 0; /* before, among, behind the items */

    for (size_t i = node + 1; i < akn->ends[node]; i = akn->ends[i]) {
        bool item = akn->nodes[i].kind == p->item;

        if (item ? state == 2 || !fits_item(akn, i) : !fits_block(akn, i))
            return false;
        state = item ? 1 : state ? 2 : 0;
    }
    return state > 0;
}

static bool fits_part(const px_akn_writer *akn, size_t node, int where)
{
    const px_node *n = &akn->nodes[node];
    const part *p = part_of(n);

    if (!p || !(p->where & where) || n->number.len || n->heading.len)
        return false;
    if (p->items)
        return fits_items(akn, node, p);
    if (!p->empty && !n->text.len && node + 1 == akn->ends[node])
        return false;
    for (size_t i = node + 1; i < akn->ends[node]; i = akn->ends[i])
        if (!fits_block(akn, i) && !fits_part(akn, i, p->inside))
            return false;
    return true;
}

bool px_export_akn_part_fits(const px_akn_writer *akn, size_t node)
{
    return fits_part(akn, node, IN_DOCUMENT);
}

/* ---- Writing it */

static void add_block(px_akn_writer *akn, size_t node);

static void open_element(px_akn_writer *akn, size_t node, const char *element, px_str class_name)
{
    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s", element);
    px_export_akn_identity(akn, node, PX_STR_NONE, class_name);
    px_builder_char(akn->out, '>');
    akn->level++;
}

static void add_item(px_akn_writer *akn, size_t node, const char *element)
{
    size_t notes = px_export_akn_leading_notes(akn, node);
    size_t child = px_export_akn_child(akn, node, notes);

    open_element(akn, node, element, PX_STR_NONE);
    px_export_akn_num_heading(akn, &akn->nodes[node]);
    if (akn->nodes[node].text.len || notes || child == akn->ends[node])
        px_export_akn_paragraph(akn, node, notes, false);
    for (; child < akn->ends[node]; child = akn->ends[child])
        add_block(akn, child);
    px_export_akn_close(akn, element);
}

static void add_list(px_akn_writer *akn, size_t node)
{
    const px_node *n = &akn->nodes[node];

    open_element(akn, node, "blockList", n->extra);
    if (n->text.len) {
        px_export_akn_line(akn);
        px_builder_add(akn->out, "<listIntroduction>");
        px_export_akn_inline(akn, n->text, n->eid, "intro");
        px_builder_add(akn->out, "</listIntroduction>");
    }
    for (size_t i = node + 1; i < akn->ends[node]; i = akn->ends[i])
        add_item(akn, i, "item");
    px_export_akn_close(akn, "blockList");
}

static void add_table(px_akn_writer *akn, size_t node)
{
    const px_node *n = &akn->nodes[node];

    open_element(akn, node, "table", PX_STR_NONE);
    if (n->heading.len) {
        px_export_akn_line(akn);
        px_builder_add(akn->out, "<caption>");
        px_export_akn_inline(akn, n->heading, n->eid, "heading");
        px_builder_add(akn->out, "</caption>");
    }
    px_export_akn_table_rows(akn, n);
    px_export_akn_close(akn, "table");
}

static void add_block(px_akn_writer *akn, size_t node)
{
    switch (akn->nodes[node].kind) {
    case PX_PROVISION_LIST:
        add_list(akn, node);
        return;
    case PX_PROVISION_TABLE:
        add_table(akn, node);
        return;
    case PX_PROVISION_CODE_BLOCK:
        px_export_akn_code(akn, node, true);
        return;
    default:
        px_export_akn_paragraph(akn, node, px_export_akn_leading_notes(akn, node), true);
    }
}

/* An intro or a wrap-up: the node's own words, then the blocks from one child up to another. */
static void add_around(px_akn_writer *akn, const char *element, size_t node, bool words,
                       size_t from, size_t to)
{
    if (from == to && !words)
        return;
    px_export_akn_open_part(akn, element, akn->nodes[node].eid);
    if (words)
        px_export_akn_paragraph(akn, node, 0, false);
    for (size_t i = from; i < to; i = akn->ends[i])
        add_block(akn, i);
    px_export_akn_close(akn, element);
}

static void add_items(px_akn_writer *akn, size_t node, const part *p)
{
    const char *element = px_provision_kinds[p->item].akn;
    size_t first = node + 1, end = akn->ends[node], i;

    while (first < end && akn->nodes[first].kind != p->item)
        first = akn->ends[first];
    add_around(akn, "intro", node, akn->nodes[node].text.len > 0, node + 1, first);
    for (i = first; i < end && akn->nodes[i].kind == p->item; i = akn->ends[i])
        add_item(akn, i, element);
    add_around(akn, "wrapUp", node, false, i, end);
}

void px_export_akn_part(px_akn_writer *akn, size_t node)
{
    const px_node *n = &akn->nodes[node];
    const part *p = part_of(n);

    px_export_akn_line(akn);
    px_builder_format(akn->out, "<%s", p->name);
    px_export_akn_identity(akn, node, p->named ? n->extra : PX_STR_NONE, PX_STR_NONE);
    px_builder_char(akn->out, '>');
    akn->level++;
    if (p->items)
        add_items(akn, node, p);
    else if (n->text.len)
        px_export_akn_paragraph(akn, node, 0, false);
    for (size_t i = node + 1; !p->items && i < akn->ends[node]; i = akn->ends[i])
        if (part_of(&akn->nodes[i]))
            px_export_akn_part(akn, i);
        else
            add_block(akn, i);
    px_export_akn_close(akn, p->name);
}
