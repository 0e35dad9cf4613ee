/* SPDX-License-Identifier: EUPL-1.2 */
/* XLSX: each table on a sheet of its own that can be sorted and filtered, all other blocks one
 * below the other on the first. Redlines stand as their words, deleted ones in square brackets. */
#include "document/document_write_priv.h"
#include "document/xlsx.h"

#include "base/banned.h"

enum { FIRST_WIDTH = 88, TABLE_WIDTH = 140, LEAST_WIDTH = 8 };

/* The words of runs as a cell holds them, cut to what one can. */
static px_str cell_words(px_builder *words, const px_doc_run *runs, size_t n)
{
    static const px_str cut_mark = PX_STR_INIT(" [...]");
    px_str all;

    for (size_t i = 0; i < n; i++) {
        const bool deleted = runs[i].marks & PX_DOC_DELETED && runs[i].text.len;

        if (runs[i].marks & PX_DOC_BREAK)
            px_builder_char(words, '\n');
        px_builder_add(words, px_doc_box(&runs[i]));
        px_builder_add(words, deleted ? "[" : "");
        px_builder_str(words, runs[i].text);
        px_builder_add(words, deleted ? "]" : "");
    }
    all = px_builder_view(words);
    if (px_xlsx_fit(all) == all.len)
        return all;
    px_builder_cut(words, px_utf8_head(all, px_xlsx_fit(all) - 64).len);
    px_builder_str(words, cut_mark);
    return px_builder_view(words);
}

static void write_runs(px_xlsx_sheet *sheet, const px_doc_run *runs, size_t n, unsigned style)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_xlsx_text(sheet, cell_words(&words, runs, n), style);
}

/* A row of the first sheet. */
static void write_line(px_xlsx_sheet *sheet, const char *before, const px_doc_run *runs, size_t n,
                       unsigned style)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&line, before);
    px_xlsx_row(sheet);
    px_xlsx_text(sheet, cell_words(&line, runs, n), style);
    px_xlsx_row_end(sheet);
}

static void write_plain(px_xlsx_sheet *sheet, px_str text, unsigned style)
{
    if (text.len)
        write_line(sheet, "", &(px_doc_run){ .text = text }, 1, style);
}

/* ---- Tables */

static void write_cell(px_xlsx_sheet *sheet, const px_doc_cell *cell)
{
    if (cell->number)
        px_xlsx_number(sheet, cell->value, PX_XLSX_TONE + cell->tone);
    else if (cell->right)
        write_runs(sheet, cell->runs, cell->n_runs, PX_XLSX_RIGHT);
    else
        write_runs(sheet, cell->runs, cell->n_runs,
                   cell->head && cell->tone == PX_DOC_PLAIN ? PX_XLSX_ROW_HEAD
                                                            : PX_XLSX_TONE + cell->tone);
}

static void write_table(const px_doc_grid *table, bool landscape, px_arena *arena, px_builder *out)
{
    unsigned *widths = px_arena_array(arena, table->n_columns, sizeof(*widths));
    px_xlsx_sheet sheet;

    for (size_t i = 0; i < table->n_columns; i++) {
        widths[i] = TABLE_WIDTH * px_doc_column_share(table, i) / 1000;
        widths[i] = PX_MAX(widths[i], (unsigned)LEAST_WIDTH);
    }
    px_xlsx_begin(&sheet, out, widths, table->n_columns, true);
    px_xlsx_row(&sheet);
    for (size_t i = 0; i < table->n_columns; i++)
        px_xlsx_text(&sheet, table->columns[i].title,
                     px_doc_column_is_right(table, i) ? PX_XLSX_NUMBER_HEAD : PX_XLSX_HEAD);
    px_xlsx_row_end(&sheet);
    for (size_t r = 0; r < table->n_rows; r++) {
        px_xlsx_row(&sheet);
        for (size_t i = 0; i < table->n_columns; i++)
            write_cell(&sheet, &table->rows[r].cells[i]);
        px_xlsx_row_end(&sheet);
    }
    px_xlsx_end(&sheet, table->n_columns, landscape);
}

/* ---- The first sheet */

static void write_item(px_xlsx_sheet *sheet, const px_doc_block *block, unsigned *next)
{
    char before[64];

    if (block->kind == PX_DOC_ITEM_MORE)
        (void)snprintf(before, sizeof(before), "%*s", 4 * block->level, "");
    else if (block->ordered)
        (void)snprintf(before, sizeof(before), "%*s%u. ", 4 * (block->level - 1), "", (*next)++);
    else
        (void)snprintf(before, sizeof(before), "%*s\xE2\x80\xA2 ", 4 * (block->level - 1), "");
    write_line(sheet, before, block->runs, block->n, PX_XLSX_PLAIN);
}

static void write_block(px_xlsx_sheet *sheet, const px_doc_block *block, px_str table_sheet,
                        unsigned next[PX_DOC_MAX_LISTS])
{
    switch (block->kind) {
    case PX_DOC_HEADING:
        write_line(sheet, "", block->runs, block->n, PX_XLSX_HEADING);
        break;
    case PX_DOC_LIST:
        next[block->level - 1] = block->first;
        break;
    case PX_DOC_ITEM:
    case PX_DOC_ITEM_MORE:
        write_item(sheet, block, &next[block->level - 1]);
        break;
    case PX_DOC_FIELD:
        write_plain(sheet, block->label, PX_XLSX_STRONG);
        write_line(sheet, "", block->runs, block->n, PX_XLSX_PLAIN);
        break;
    case PX_DOC_FIGURE:
        write_plain(sheet, block->title, PX_XLSX_STRONG);
        write_plain(sheet, block->description, PX_XLSX_PLAIN);
        break;
    case PX_DOC_TABLE: { /* where it is */
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        px_builder_add(&words, "\xE2\x86\x92 ");
        px_builder_str(&words, table_sheet);
        write_plain(sheet, px_builder_view(&words), PX_XLSX_STRONG);
        break;
    }
    case PX_DOC_LIST_END:
    case PX_DOC_PAGE_BREAK:
        break;
    default:
        write_line(sheet, "", block->runs, block->n, PX_XLSX_PLAIN);
    }
}

/* names: of the sheets, the first that of this one. */
static void write_first(const px_document *document, const px_str *names, px_builder *out)
{
    static const unsigned width = FIRST_WIDTH;
    const px_document_head *head = &document->head;
    unsigned next[PX_DOC_MAX_LISTS] = { 0 };
    px_xlsx_sheet sheet;
    size_t tables = 0;

    px_xlsx_begin(&sheet, out, &width, 1, false);
    write_plain(&sheet, head->title, PX_XLSX_TITLE);
    write_plain(&sheet, head->subtitle, PX_XLSX_PLAIN);
    write_plain(&sheet, head->author, PX_XLSX_PLAIN);
    write_plain(&sheet, head->date_words, PX_XLSX_PLAIN);
    write_plain(&sheet, head->address, PX_XLSX_PLAIN);
    for (size_t i = 0; i < document->count; i++) {
        const px_doc_block *block = &document->blocks[i];

        tables += block->kind == PX_DOC_TABLE;
        write_block(&sheet, block, names[tables], next);
    }
    px_xlsx_end(&sheet, 0, false);
}

/* A table must fit into a sheet with its head. */
static int check_size(const px_doc_grid *table, px_error *err)
{
    if (table->n_rows < PX_XLSX_MAX_ROWS && table->n_columns <= PX_XLSX_MAX_COLUMNS)
        return 0;
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("a table is larger than a sheet can be: {max} rows; take CSV"), "max",
                   "1048576", NULL);
}

/* What the sheet of a table is called: as the heading above it, where no other table has come
 * since; else by its caption. */
static px_str sheet_name(const px_document *document, size_t block)
{
    const px_str caption = document->blocks[block].table->caption;

    for (size_t i = block; i > 0; i--) {
        const px_doc_block *above = &document->blocks[i - 1];

        if (above->kind == PX_DOC_TABLE && caption.len)
            break;
        if (above->kind == PX_DOC_HEADING)
            return above->runs[0].text;
    }
    return caption.len ? caption : document->head.title;
}

int px_document_xlsx(const px_document *document, px_builder *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_package *package = px_package_new(arena);
    px_str *names = px_arena_array(arena, document->count + 1, sizeof(*names));
    size_t *heads = px_arena_array(arena, document->count + 1, sizeof(*heads)), n = 1;
    PX_AUTO_BUILDER px_builder sheet = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str *sheets = px_arena_array(arena, document->count + 1, sizeof(*sheets));
    int rc = 0;

    names[0] = px_xlsx_name(arena, document->head.title, NULL, 0);
    for (size_t i = 0; rc >= 0 && i < document->count; i++) {
        const px_doc_grid *table = document->blocks[i].table;

        if (!table)
            continue;
        rc = check_size(table, err);
        names[n] = px_xlsx_name(arena, sheet_name(document, i), names, n);
        heads[n] = table->n_columns;
        px_builder_clear(&sheet);
        write_table(table, document->head.landscape, arena, &sheet);
        sheets[n++] = px_arena_str(arena, px_builder_view(&sheet));
        if (rc >= 0)
            rc = px_builder_check(&sheet, err);
    }
    if (rc < 0)
        return rc;
    px_builder_clear(&sheet);
    write_first(document, names, &sheet);
    sheets[0] = px_builder_view(&sheet);
    px_xlsx_book(package, arena, &document->head, names, heads, n);
    for (size_t i = 0; i < n; i++)
        px_package_add(package, px_arena_format(arena, "xl/worksheets/sheet%zu.xml", i + 1),
                       sheets[i]);
    return px_package_write(package, out, err);
}
