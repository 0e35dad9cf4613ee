/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/document_priv.h"

#include "base/banned.h"

px_document *px_document_new(px_arena *arena, const px_document_head *head)
{
    px_document *d = px_arena_alloc(arena, sizeof(*d));

    d->arena = arena;
    d->head = *head;
    return d;
}

px_arena *px_document_arena(const px_document *document)
{
    return document->arena;
}

/* ---- Runs */

/* The two characters that texts of the house may hold and XML may not become U+FFFD: one such
 * character of somebody's must not refuse the whole document. */
static bool has_noncharacter(px_str text)
{
    return px_str_find(text, PX_STR("\xEF\xBF\xBE")) < text.len ||
           px_str_find(text, PX_STR("\xEF\xBF\xBF")) < text.len;
}

static void runs_push(px_doc_runs *runs, const px_doc_run *run)
{
    runs->items =
        px_arena_grow(runs->arena, runs->items, runs->count, &runs->room, sizeof(*runs->items));
    runs->items[runs->count] = *run;
    if (has_noncharacter(run->text) && px_utf8_valid(run->text, NULL))
        runs->items[runs->count].text = px_doc_clean(runs->arena, run->text);
    runs->count++;
}

void px_doc_runs_add(px_doc_runs *runs, const px_doc_run *run)
{
    px_str rest = run->text, line;
    px_doc_run part = *run;

    if (px_str_find_char(rest, '\n') == rest.len) {
        runs_push(runs, run);
        return;
    }
    while (px_str_split(&rest, '\n', &line)) {
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        part.text = line;
        runs_push(runs, &part);
        part.marks = (part.marks & ~(unsigned)(PX_DOC_BOX | PX_DOC_BOX_TICKED)) | PX_DOC_BREAK;
    }
}

static const px_doc_run *runs_copy(px_document *d, const px_doc_run *runs, size_t n, size_t *ret_n)
{
    px_doc_runs copy = { .arena = d->arena };

    for (size_t i = 0; i < n; i++)
        px_doc_runs_add(&copy, &runs[i]);
    *ret_n = copy.count;
    return copy.items;
}

/* ---- Blocks */

static px_doc_block *add(px_document *d, px_doc_kind kind)
{
    px_doc_block *block;

    d->blocks = px_arena_grow(d->arena, d->blocks, d->count, &d->room, sizeof(*d->blocks));
    block = &d->blocks[d->count++];
    *block = (px_doc_block){ .kind = kind };
    return block;
}

/* A block that stands in no list and no table. */
static px_doc_block *add_outside(px_document *d, px_doc_kind kind)
{
    px_doc_table_end(d);
    while (d->n_lists)
        px_doc_list_end(d);
    return add(d, kind);
}

static px_doc_block *add_runs(px_document *d, px_doc_kind kind, const px_doc_run *runs, size_t n)
{
    px_doc_block *block = add_outside(d, kind);

    block->runs = runs_copy(d, runs, n, &block->n);
    return block;
}

void px_doc_heading(px_document *document, int level, px_str text)
{
    px_doc_block *block = add_runs(document, PX_DOC_HEADING, &(px_doc_run){ .text = text }, 1);

    block->level = PX_MAX(1, PX_MIN(level, 4));
}

void px_doc_text(px_document *document, px_str text)
{
    px_doc_paragraph(document, &(px_doc_run){ .text = text }, 1);
}

void px_doc_paragraph(px_document *document, const px_doc_run *runs, size_t n)
{
    (void)add_runs(document, PX_DOC_PARAGRAPH, runs, n);
}

void px_doc_quote(px_document *document, const px_doc_run *runs, size_t n)
{
    (void)add_runs(document, PX_DOC_QUOTE, runs, n);
}

void px_doc_code(px_document *document, px_str text)
{
    (void)add_runs(document, PX_DOC_LINES, &(px_doc_run){ .text = text, .marks = PX_DOC_CODE }, 1);
}

void px_doc_note(px_document *document, const px_doc_run *runs, size_t n)
{
    (void)add_runs(document, PX_DOC_NOTE, runs, n);
}

void px_doc_tick(px_document *document, bool ticked, const px_doc_run *runs, size_t n)
{
    px_doc_runs boxed = { .arena = document->arena };
    const unsigned box = PX_DOC_BOX | (ticked ? PX_DOC_BOX_TICKED : 0U);
    px_doc_block *block = add_outside(document, PX_DOC_TICK);

    px_doc_runs_add(&boxed, &(px_doc_run){ .text = PX_STR(""), .marks = box });
    for (size_t i = 0; i < n; i++)
        px_doc_runs_add(&boxed, &runs[i]);
    block->runs = boxed.items;
    block->n = boxed.count;
}

void px_doc_field(px_document *document, px_str label, const px_doc_run *value, size_t n)
{
    px_doc_block *block = add_runs(document, PX_DOC_FIELD, value, n);

    block->label = label;
}

void px_doc_figure(px_document *document, px_str svg, px_str title, px_str description)
{
    px_doc_block *block = add_outside(document, PX_DOC_FIGURE);

    block->svg = svg;
    block->title = title;
    block->description = description;
}

void px_doc_page_break(px_document *document)
{
    (void)add_outside(document, PX_DOC_PAGE_BREAK);
}

/* ---- Lists. What is deeper than PX_DOC_MAX_LISTS stands in the deepest one that there is. */

static void open_list(px_document *d, bool ordered, unsigned first)
{
    px_doc_block *block;

    px_doc_table_end(d);
    if (d->n_lists < PX_DOC_MAX_LISTS) {
        d->lists[d->n_lists] = ordered;
        block = add(d, PX_DOC_LIST);
        block->ordered = ordered;
        block->first = first;
        block->level = d->n_lists + 1;
    }
    d->n_lists++;
}

void px_doc_list(px_document *document, bool ordered)
{
    open_list(document, ordered, 1);
}

void px_doc_list_from(px_document *document, unsigned first)
{
    open_list(document, true, first);
}

static void add_item(px_document *d, px_doc_kind kind, const px_doc_run *runs, size_t n)
{
    px_doc_block *block;

    if (!d->n_lists)
        px_doc_list(d, false);
    block = add(d, kind);
    block->runs = runs_copy(d, runs, n, &block->n);
    block->level = PX_MIN(d->n_lists, PX_DOC_MAX_LISTS);
    block->ordered = d->lists[block->level - 1];
}

void px_doc_item(px_document *document, const px_doc_run *runs, size_t n)
{
    add_item(document, PX_DOC_ITEM, runs, n);
}

void px_doc_item_more(px_document *document, const px_doc_run *runs, size_t n)
{
    add_item(document, PX_DOC_ITEM_MORE, runs, n);
}

void px_doc_list_end(px_document *document)
{
    if (!document->n_lists)
        return;
    document->n_lists--;
    if (document->n_lists < PX_DOC_MAX_LISTS)
        add(document, PX_DOC_LIST_END)->ordered = document->lists[document->n_lists];
}

/* ---- Tables */

void px_doc_table(px_document *document, const px_doc_column *columns, size_t n, px_str caption)
{
    px_doc_grid *table = px_arena_alloc(document->arena, sizeof(*table));
    px_doc_column *copy = px_arena_array(document->arena, n, sizeof(*copy));

    for (size_t i = 0; i < n; i++)
        copy[i] = columns[i];
    table->columns = copy;
    table->n_columns = n;
    table->caption = caption;
    add_outside(document, PX_DOC_TABLE)->table = table;
    document->table = table;
}

void px_doc_row(px_document *document, const px_doc_cell *cells, size_t n)
{
    px_doc_grid *table = document->table;
    px_doc_cell *copy;

    if (!table)
        return;
    copy = px_arena_array(document->arena, table->n_columns, sizeof(*copy));
    for (size_t i = 0; i < PX_MIN(n, table->n_columns); i++) {
        copy[i] = cells[i];
        copy[i].runs = runs_copy(document, cells[i].runs, cells[i].n_runs, &copy[i].n_runs);
    }
    table->rows = px_arena_grow(document->arena, table->rows, table->n_rows, &table->room,
                                sizeof(*table->rows));
    table->rows[table->n_rows++].cells = copy;
}

void px_doc_table_end(px_document *document)
{
    document->table = NULL;
}

unsigned px_doc_column_share(const px_doc_grid *table, size_t column)
{
    unsigned long long given = 0, sum, own = table->columns[column].width;
    size_t without = 0;
    unsigned usual;

    for (size_t i = 0; i < table->n_columns; i++) {
        given += table->columns[i].width;
        without += !table->columns[i].width;
    }
    usual = without == table->n_columns
                ? 1U
                : (unsigned)PX_MAX(given / (table->n_columns - without), 1ULL);
    sum = PX_MAX(given + (unsigned long long)usual * without, 1ULL);
    return (unsigned)((own ? own : usual) * 1000 / sum);
}

bool px_doc_cell_is_right(const px_doc_cell *cell)
{
    return cell->number || cell->right;
}

bool px_doc_column_is_right(const px_doc_grid *table, size_t column)
{
    bool any = false;

    for (size_t i = 0; i < table->n_rows; i++) {
        const px_doc_cell *cell = &table->rows[i].cells[column];

        if (!px_doc_cell_is_right(cell) && cell->n_runs)
            return false;
        any |= px_doc_cell_is_right(cell);
    }
    return any;
}

/* In bytes of one cell. */
enum { WHOLE_ROW = 700 };

bool px_doc_row_is_long(const px_doc_grid *table, size_t row)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const px_doc_cell *cell = &table->rows[row].cells[i];
        size_t text = 0;

        for (size_t r = 0; r < cell->n_runs; r++)
            text += cell->runs[r].text.len;
        if (text > WHOLE_ROW)
            return true;
    }
    return false;
}

/* ---- Words */

const char *px_doc_box(const px_doc_run *run)
{
    if (!(run->marks & PX_DOC_BOX))
        return "";
    return run->marks & PX_DOC_BOX_TICKED ? "\xE2\x98\x91 " : "\xE2\x98\x90 ";
}

void px_doc_plain(px_builder *out, const px_doc_run *runs, size_t n, const char *line)
{
    for (size_t i = 0; i < n; i++) {
        if (runs[i].marks & PX_DOC_BREAK)
            px_builder_add(out, line);
        px_builder_add(out, px_doc_box(&runs[i]));
        px_builder_str(out, runs[i].text);
    }
}

px_doc_page_words px_doc_page_of(const px_document_head *head)
{
    static const px_str page = PX_STR_INIT("{page}"), pages = PX_STR_INIT("{pages}");
    px_str words = head->page_of;
    size_t at_page = px_str_find(words, page), at_pages = px_str_find(words, pages), end;
    px_doc_page_words cut = { .before = PX_STR(""),
                              .between = PX_STR(" / "),
                              .behind = PX_STR("") };

    if (at_page == words.len || at_pages == words.len)
        return cut;
    cut.pages_first = at_pages < at_page;
    end = cut.pages_first ? at_page + page.len : at_pages + pages.len;
    cut.before = px_str_sub(words, 0, PX_MIN(at_page, at_pages));
    cut.between = cut.pages_first ? px_str_sub(words, at_pages + pages.len, at_page)
                                  : px_str_sub(words, at_page + page.len, at_pages);
    cut.behind = px_str_sub(words, end, words.len);
    return cut;
}
