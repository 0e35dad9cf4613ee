/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of an Akoma Ntoso document as rows of Markdown. */
#include "code/akn/akn_parse.h"

#include "base/number.h"

#include "base/banned.h"

static px_akn_table *table_of(px_akn_reader *p)
{
    return &px_akn_context_now(p)->table;
}

bool px_akn_table_wants(const px_akn_reader *p, const px_akn_frame *frame,
                        const XML_Char **attributes)
{
    const px_outline_node *node;

    if (frame->node == PX_OUTLINE_TOP || px_akn_value_of(attributes, "GUID").ptr)
        return true;
    node = &p->outline->nodes[frame->node];
    return node->kind != PX_PROVISION_TABLE || !node->id.len || node->text.len;
}

void px_akn_table_start(px_akn_reader *p, size_t node)
{
    px_akn_table *table = table_of(p);

    table->node = node;
    table->rows = table->row = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    table->cells = 0;
    table->in_header = true;
    table->warned = table->in_row = table->in_cell = false;
    memset(table->spans, 0, sizeof(table->spans));
    memset(table->sides, 0, sizeof(table->sides));
}

/* The ruler below the rows of the head, which tells the sides of the columns. */
static void add_ruler(px_akn_table *table, unsigned columns)
{
    static const char *const rulers[] = {
        [PX_TABLE_LEFT] = "---|",
        [PX_TABLE_CENTRE] = ":-:|",
        [PX_TABLE_RIGHT] = "--:|",
    };

    px_builder_add(&table->rows, "\n|");
    for (unsigned i = 0; i < columns; i++)
        px_builder_add(&table->rows, rulers[i < PX_AKN_COLUMNS ? table->sides[i] : PX_TABLE_LEFT]);
}

/* The rows become the table's text. Where links wait in it, they are bound with all others. */
void px_akn_table_end(px_akn_reader *p)
{
    px_akn_context *context = px_akn_context_now(p);
    px_akn_table *table = &context->table;

    if (table->in_header && table->rows.len)
        add_ruler(table, table->columns);
    px_builder_str(&context->text.out, px_builder_view(&table->rows));
    context->text.marked = true;
    context->text.bits = PX_AKN_HIGH | PX_AKN_CONTROL;
    px_akn_put(p, table->node, PX_AKN_TEXT);
    px_akn_inline_restart(&context->text);
    px_builder_free(&table->rows);
    px_builder_free(&table->row);
    table->node = PX_OUTLINE_TOP;
}

void px_akn_row_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_table *table = table_of(p);

    (void)frame;
    (void)attributes;
    px_akn_close_text(p);
    table->in_row = true;
    px_builder_clear(&table->row);
    table->cells = table->row_cells = table->header_cells = 0;
}

static void add_empty(px_akn_table *table)
{
    px_builder_add(&table->row, "|  ");
    table->cells++;
}

/* Columns that a cell of a row above holds stay empty here. */
static void pass_spans(px_akn_table *table)
{
    while (table->cells < PX_AKN_COLUMNS && table->spans[table->cells]) {
        table->spans[table->cells]--;
        add_empty(table);
    }
}

void px_akn_row_end(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_table *table = table_of(p);

    (void)frame;
    px_akn_close_text(p);
    table->in_row = false;
    pass_spans(table);
    if (!table->cells)
        return;
    if (table->in_header && table->header_cells < table->row_cells) {
        table->in_header = false;
        if (table->rows.len)
            add_ruler(table, table->columns);
    }
    if (table->rows.len)
        px_builder_char(&table->rows, '\n');
    px_builder_str(&table->rows, px_builder_view(&table->row));
    px_builder_char(&table->rows, '|');
    table->columns = table->cells;
}

static unsigned span_of(const XML_Char **attributes, const char *name)
{
    long long value = 1;
    px_error ignored = PX_ERROR_INIT;
    px_str text = px_akn_value_of(attributes, name);

    if (text.ptr && px_parse_int(px_str_trim(text), 1, PX_AKN_COLUMNS, &value, &ignored) < 0)
        value = 1;
    return (unsigned)value;
}

void px_akn_cell_start(px_akn_reader *p, px_akn_frame *frame, const XML_Char **attributes)
{
    px_akn_context *context = px_akn_context_now(p);
    px_akn_table *table = &context->table;
    px_str side = px_akn_value_of(attributes, "class");

    px_akn_close_text(p);
    table->in_cell = true;
    table->column_span = span_of(attributes, "colspan");
    table->row_span = span_of(attributes, "rowspan");
    table->row_cells++;
    if (px_str_is(frame->element->name, "th"))
        table->header_cells++;
    if ((table->column_span > 1 || table->row_span > 1) && !table->warned) {
        px_outline_warn(p->outline, PX_WARN_SPAN, px_akn_line_now(p),
                        px_str_of(table->column_span > 1 ? "colspan" : "rowspan"));
        table->warned = true;
    }
    pass_spans(table);
    if (table->cells < PX_AKN_COLUMNS && px_str_is(side, "right"))
        table->sides[table->cells] = PX_TABLE_RIGHT;
    if (table->cells < PX_AKN_COLUMNS && px_str_is(side, "centre"))
        table->sides[table->cells] = PX_TABLE_CENTRE;
    context->field = PX_AKN_CELL_TEXT;
}

/* The words of a cell, in which a bar would end it. */
static void add_cell_words(px_builder *out, px_str words)
{
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];

        if (c == '|')
            px_builder_char(out, '\\');
        px_builder_char(out, c);
        if (c == '\\' && i + 1 < words.len)
            px_builder_char(out, words.ptr[++i]);
    }
}

void px_akn_cell_end(px_akn_reader *p, px_akn_frame *frame)
{
    px_akn_context *context = px_akn_context_now(p);
    px_akn_table *table = &context->table;
    unsigned at = table->cells;

    (void)frame;
    px_akn_inline_end(&context->text);
    px_builder_add(&table->row, "| ");
    add_cell_words(&table->row, px_builder_view(&context->text.out));
    px_builder_char(&table->row, ' ');
    table->cells++;
    for (unsigned i = 1; i < table->column_span; i++)
        add_empty(table);
    for (unsigned i = at; i < table->cells && i < PX_AKN_COLUMNS; i++)
        table->spans[i] = table->row_span - 1;
    px_akn_inline_restart(&context->text);
    context->is_open = false;
    context->field = PX_AKN_TEXT;
    table->in_cell = false;
}
