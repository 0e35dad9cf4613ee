/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables: rows of Markdown. What only lays a page out is read as text. */
#include "code/docx/docx.h"

#include "base/number.h"
#include "code/table_text.h"

#include "base/banned.h"

/* Word makes no more columns. */
#define COLUMNS_MAX 63
#define ROWS_MAX ((size_t)15 << 20)

typedef struct inner_table {
    const px_xml *element;
    struct inner_table *next;
} inner_table;

typedef struct table {
    px_builder out; /* owned */
    px_table_text text;
    px_inline_runs cell; /* the present one */
    size_t header;       /* rows that repeat on every page, from the first on */
    bool first_row;      /* the style makes the first row the header */
    bool merged;
    inner_table *first, **end; /* tables in its cells */
} table;

/* ---- Cells */

/* A px_docx_sink's put: paragraphs of a cell stand one after the other. */
static void put_in_cell(px_docx *d, void *arg, px_docx_block *block)
{
    table *t = arg;
    px_str number = block->bullet ? PX_STR("\xE2\x80\xA2") : block->number;

    (void)d;
    if (px_docx_text_blank(&block->words))
        return;
    px_inline_add(&t->cell, PX_STR(" "), 0, PX_STR_NONE);
    px_inline_add(&t->cell, number, 0, PX_STR_NONE);
    px_inline_add(&t->cell, PX_STR(" "), 0, PX_STR_NONE);
    px_docx_text_runs(&block->words, true, &t->cell);
}

/* Ends the present cell; empty ones follow it. */
static void end_cell(px_docx *d, table *t, int empty)
{
    px_table_text_cell(&t->text, &t->cell, PX_TABLE_LEFT);
    t->cell = (px_inline_runs){ .arena = d->arena };
    for (int i = 0; i < PX_MIN(empty, COLUMNS_MAX); i++)
        px_table_text_cell(&t->text, &t->cell, PX_TABLE_LEFT);
}

static bool is_merged_up(const px_xml *properties)
{
    const px_xml *merge = px_xml_child(properties, "vMerge");
    px_str value = px_xml_attribute_of(merge, "val");

    return merge && !px_str_is(value, "restart");
}

static void read_cell(px_docx *d, table *t, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "tcPr");
    int span = px_xml_val_int(properties, "gridSpan", 1);

    if (px_docx_is_gone(d, properties))
        return;
    t->merged = t->merged || span > 1 || is_merged_up(properties);
    px_docx_blocks(d, element);
    px_docx_paragraph_end(d);
    end_cell(d, t, span - 1);
}

/* ---- Rows */

/* Calls visit for the rows or cells of an element, through what may be wrapped around them. */
typedef void visit_fn(px_docx *d, table *t, const px_xml *element);

static void each(px_docx *d, table *t, const px_xml *parent, const char *name, visit_fn *visit)
{
    for (const px_xml *e = parent->first; e; e = e->next) {
        if (px_xml_is(e, name)) {
            px_docx_count(d, true);
            visit(d, t, e);
        } else if (px_docx_is_change(e)) {
            if (px_docx_change_counts(d, e))
                each(d, t, e, name, visit);
        } else if (px_xml_is(e, "bookmarkStart")) {
            px_docx_bookmark_start(d, px_xml_attribute_of(e, "name"));
        } else if (px_xml_is(e, "sdt") || px_xml_is(e, "sdtContent") || px_xml_is(e, "customXml") ||
                   e->ns == PX_NS_MC) {
            const px_xml *inner =
                px_str_is(e->name, "AlternateContent") ? px_docx_alternative(e) : e;

            if (inner)
                each(d, t, inner, name, visit);
        }
    }
}

static void read_row(px_docx *d, table *t, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "trPr");
    int before = px_xml_val_int(properties, "gridBefore", 0);
    bool header = px_xml_val_on(properties, "tblHeader") > 0 && t->header == t->text.rows;

    if (px_docx_is_gone(d, properties))
        return;
    if (t->text.rows && t->header == t->text.rows && !header)
        px_table_text_ruler(&t->text);
    if (before > 0)
        end_cell(d, t, before - 1);
    each(d, t, element, "tc", read_cell);
    px_table_text_row(&t->text);
    t->header += header ? 1 : 0;
    if (!header && t->first_row && t->text.rows == 1)
        px_table_text_ruler(&t->text);
}

/* ---- What it is for */

static bool is_title_or_heading(px_docx *d, const px_xml *paragraph)
{
    const px_xml *properties = px_xml_child(paragraph, "pPr");
    px_docx_role role =
        px_docx_style_of(&d->styles, px_xml_val(properties, "pStyle"), d->arena)->role;
    int level = px_xml_val_int(properties, "outlineLvl", 9);

    return role == PX_DOCX_HEADING || role == PX_DOCX_TITLE || level < 9;
}

static bool has_heading(px_docx *d, const px_xml *element)
{
    if (px_xml_is(element, "p"))
        return is_title_or_heading(d, element);
    for (const px_xml *e = element->first; e; e = e->next)
        if (has_heading(d, e))
            return true;
    return false;
}

static size_t count_named(const px_xml *element, const char *name)
{
    size_t count = 0;

    if (px_xml_is(element, name))
        return 1;
    for (const px_xml *e = element->first; e; e = e->next)
        count += count_named(e, name);
    return count;
}

/* A box around a text, or columns with headings in them. */
static bool is_layout(px_docx *d, const px_xml *element)
{
    const px_xml *row = px_xml_child(element, "tr");
    bool single = count_named(element, "tr") == 1 && row && count_named(row, "tc") == 1;

    return single || (!d->in_box && has_heading(d, element));
}

static void read_layout_cell(px_docx *d, table *t, const px_xml *element)
{
    (void)t;
    if (px_docx_is_gone(d, px_xml_child(element, "tcPr")))
        return;
    px_docx_blocks(d, element);
    px_docx_paragraph_end(d);
}

static void read_layout_row(px_docx *d, table *t, const px_xml *element)
{
    if (!px_docx_is_gone(d, px_xml_child(element, "trPr")))
        each(d, t, element, "tc", read_layout_cell);
}

static void read_layout(px_docx *d, const px_xml *element)
{
    px_docx_warn_words(d, PX_WARN_LAYOUT, element);
    each(d, NULL, element, "tr", read_layout_row);
}

/* ---- The whole */

/* True when the table's style shapes the first row as a header, and is asked to. */
static bool style_has_header(px_docx *d, const px_xml *element)
{
    const px_xml *properties = px_xml_child(element, "tblPr");
    const px_xml *look = px_xml_child(properties, "tblLook");
    px_str id = px_xml_val(properties, "tblStyle"), first = px_xml_attribute_of(look, "firstRow");
    px_str bits = px_xml_attribute_of(look, "val");
    unsigned char bytes[2] = { 0, 0 };
    px_error ignored = PX_ERROR_INIT;

    if (!id.len || !px_docx_style_of(&d->styles, id, d->arena)->first_row)
        return false;
    if (first.len)
        return px_xml_attribute_on(look, "firstRow");
    return px_parse_hex(bits, bytes, sizeof(bytes), &ignored) >= 0 && bytes[1] & 0x20;
}

static void put_table(px_docx *d, table *t, const px_xml *element)
{
    const px_xml *indent = px_xml_child(px_xml_child(element, "tblPr"), "tblInd");
    px_docx_block block = { .line = px_docx_line(d, element), .role = PX_DOCX_PLAIN };

    if (t->text.rows && t->header == t->text.rows)
        px_table_text_ruler(&t->text);
    d->too_large = d->too_large || t->out.overflow;
    if (t->merged)
        px_docx_warn_words(d, PX_WARN_MERGED, element);
    block.table = px_arena_str(d->arena, px_str_trim(px_builder_view(&t->out)));
    block.indent = px_xml_int(indent, "w", 0);
    if (t->text.rows)
        d->sink.put(d, d->sink.arg, &block);
}

static void read_table(px_docx *d, table *t, const px_xml *element)
{
    px_docx_sink before = d->sink;

    t->end = &t->first;
    t->text.out = &t->out;
    t->cell.arena = d->arena;
    t->first_row = style_has_header(d, element);
    d->sink = (px_docx_sink){ put_in_cell, t };
    each(d, t, element, "tr", read_row);
    d->sink = before;
    put_table(d, t, element);
    for (const inner_table *inner = t->first; inner; inner = inner->next) {
        px_docx_warn_words(d, PX_WARN_INNER_TABLE, inner->element);
        px_docx_table(d, inner->element);
    }
}

void px_docx_table(px_docx *d, const px_xml *element)
{
    table t = { .out = PX_BUILDER_INIT(ROWS_MAX) };

    if (d->sink.put == put_in_cell) {
        table *outer = d->sink.arg;
        inner_table *inner = px_arena_alloc(d->arena, sizeof(*inner));

        inner->element = element;
        *outer->end = inner;
        outer->end = &inner->next;
        return;
    }
    if (is_layout(d, element)) {
        read_layout(d, element);
        return;
    }
    read_table(d, &t, element);
    px_builder_free(&t.out);
}
