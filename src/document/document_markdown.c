/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Restricted Markdown as blocks of a document, or as the runs of one cell. Words are gathered in
 * runs until their block ends. Where a block cannot stand as itself (in a cell, in a quotation,
 * in an item) it is flat: its lines follow one another, items with a dot or their number before.
 */
#include "base/link.h"
#include "base/markdown_walk.h"
#include "document/document_priv.h"

#include "base/banned.h"

enum { LIST_DEPTH = PX_DOCUMENT_DEPTH + 1 };

typedef struct reader {
    px_builder words; /* the sink's builder: it must be the head of this */
    px_document *document;
    px_str site;
    px_doc_runs runs;   /* of the block that is open */
    unsigned gap;       /* new lines before the next words: 2 between paragraphs */
    int marks[3];       /* spans that are open: strong, emphasis, code */
    px_str link;        /* that is open, or empty */
    int flat;           /* blocks that are open in which others are flat */
    int in_code, items; /* blocks of code and items that are open */
    bool again;         /* the item that is open has been written up to a list in it */
    struct {
        bool ordered;
        unsigned next; /* number of the next item */
    } lists[LIST_DEPTH];
    int n_lists;
    px_doc_column *columns; /* of the table that is open */
    px_doc_cell *cells;
    size_t n_columns, n_cells, columns_room, cells_room;
    bool table_begun;
} reader;

/* ---- Runs */

static unsigned marks_now(const reader *r)
{
    return (r->marks[0] ? PX_DOC_STRONG : 0U) | (r->marks[1] ? PX_DOC_EMPHASIS : 0U) |
           (r->marks[2] || r->in_code ? PX_DOC_CODE : 0U);
}

static void push(reader *r, px_str text, unsigned marks)
{
    const px_doc_run empty_line = { .text = PX_STR(""), .marks = PX_DOC_BREAK };

    if (!r->runs.count)
        r->gap = 0;
    if (r->gap > 1)
        px_doc_runs_add(&r->runs, &empty_line);
    if (r->gap)
        marks |= PX_DOC_BREAK;
    r->gap = 0;
    px_doc_runs_add(&r->runs, &(px_doc_run){ .text = text, .marks = marks, .link = r->link });
}

static void flush(reader *r)
{
    px_str words = px_builder_view(&r->words);

    if (r->in_code) /* the line feed behind the last line */
        while (words.len && words.ptr[words.len - 1] == '\n')
            words.len--;
    if (words.len)
        push(r, px_doc_clean(r->document->arena, px_arena_str(r->document->arena, words)),
             marks_now(r));
    px_builder_clear(&r->words);
}

/* Puts the runs aside and begins anew. */
static px_doc_runs take_runs(reader *r)
{
    const px_doc_runs taken = r->runs;

    r->runs = (px_doc_runs){ .arena = r->document->arena };
    r->gap = 0;
    return taken;
}

static void on_text(px_builder *words, px_str text)
{
    const reader *r = (const reader *)words;

    for (size_t i = 0; i < text.len; i++)
        px_builder_char(words, text.ptr[i] == '\n' && !r->in_code ? ' ' : text.ptr[i]);
}

static void on_break(px_builder *words)
{
    reader *r = (reader *)words;

    flush(r);
    r->gap = PX_MAX(r->gap, 1U);
}

static bool on_open(px_builder *words, px_inline_span span, px_str address)
{
    reader *r = (reader *)words;

    if (span == PX_INLINE_LINK && !px_link_allowed(address))
        return false;
    if (span == PX_INLINE_LINK && address.ptr[0] == '#' && !r->site.len)
        return false;
    flush(r);
    if (span == PX_INLINE_STRONG)
        r->marks[0]++;
    else if (span == PX_INLINE_EMPHASIS)
        r->marks[1]++;
    else if (span == PX_INLINE_CODE)
        r->marks[2]++;
    else if (address.ptr[0] == '#')
        r->link = px_str_of(px_arena_format(r->document->arena, "%.*s%.*s", PX_STR_ARG(r->site),
                                            PX_STR_ARG(px_str_sub(address, 1, address.len))));
    else
        r->link = px_arena_str(r->document->arena, address);
    return true;
}

static void on_close(px_builder *words, px_inline_span span)
{
    reader *r = (reader *)words;

    flush(r);
    if (span == PX_INLINE_STRONG)
        r->marks[0]--;
    else if (span == PX_INLINE_EMPHASIS)
        r->marks[1]--;
    else if (span == PX_INLINE_CODE)
        r->marks[2]--;
    else
        r->link = PX_STR_NONE;
}

/* ---- Tables */

static bool is_table_part(px_block_kind kind)
{
    return kind == PX_BLOCK_TABLE_HEAD || kind == PX_BLOCK_TABLE_BODY || kind == PX_BLOCK_ROW ||
           kind == PX_BLOCK_HEAD_CELL || kind == PX_BLOCK_CELL || kind == PX_BLOCK_TABLE;
}

/* A flat table: a line for each row, bars between its cells. */
static void flat_table(reader *r, px_block_kind kind)
{
    if (kind == PX_BLOCK_ROW) {
        r->gap = PX_MAX(r->gap, 1U);
        r->n_cells = 0;
    } else if (kind == PX_BLOCK_CELL || kind == PX_BLOCK_HEAD_CELL) {
        if (r->n_cells++)
            push(r, PX_STR(" | "), 0);
    } else if (kind == PX_BLOCK_TABLE) {
        r->gap = 2;
    }
}

static void close_cell(reader *r, px_block_kind kind)
{
    px_arena *arena = r->document->arena;
    px_doc_runs runs = take_runs(r);

    if (kind == PX_BLOCK_HEAD_CELL) {
        PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(PX_DOCUMENT_MAX * 4);

        px_doc_plain(&title, runs.items, runs.count, " ");
        r->columns =
            px_arena_grow(arena, r->columns, r->n_columns, &r->columns_room, sizeof(*r->columns));
        r->columns[r->n_columns++].title = px_arena_str(arena, px_builder_view(&title));
        return;
    }
    r->cells = px_arena_grow(arena, r->cells, r->n_cells, &r->cells_room, sizeof(*r->cells));
    r->cells[r->n_cells++] = (px_doc_cell){ .runs = runs.items, .n_runs = runs.count };
}

static void close_table_part(reader *r, px_block_kind kind)
{
    if (kind == PX_BLOCK_HEAD_CELL || kind == PX_BLOCK_CELL) {
        close_cell(r, kind);
    } else if (kind == PX_BLOCK_TABLE_HEAD) {
        px_doc_table(r->document, r->columns, r->n_columns, PX_STR(""));
        r->n_cells = 0;
    } else if (kind == PX_BLOCK_ROW && r->n_cells) {
        px_doc_row(r->document, r->cells, r->n_cells);
        r->n_cells = 0;
    } else if (kind == PX_BLOCK_TABLE) {
        px_doc_table_end(r->document);
        r->n_columns = r->columns_room = r->n_cells = r->cells_room = 0;
        r->columns = NULL;
        r->cells = NULL;
    }
}

/* ---- Lists */

static void write_item(reader *r)
{
    px_doc_runs runs = take_runs(r);

    if (r->again && runs.count)
        px_doc_item_more(r->document, runs.items, runs.count);
    else if (!r->again)
        px_doc_item(r->document, runs.items, runs.count);
    r->again = true;
}

static void open_list(reader *r, bool ordered, unsigned first)
{
    if (r->items && !r->flat)
        write_item(r);
    if (r->n_lists < LIST_DEPTH) {
        r->lists[r->n_lists].ordered = ordered;
        r->lists[r->n_lists].next = first;
    }
    r->n_lists++;
    r->gap = PX_MAX(r->gap, 1U);
    if (r->flat)
        return;
    if (ordered)
        px_doc_list_from(r->document, first);
    else
        px_doc_list(r->document, false);
}

static void open_item(reader *r)
{
    PX_AUTO_BUILDER px_builder mark = PX_BUILDER_INIT(128);
    const int at = PX_MIN(r->n_lists, (int)LIST_DEPTH) - 1;

    r->items++;
    r->again = false;
    if (!r->flat || at < 0)
        return;
    for (int i = 1; i < r->n_lists; i++)
        px_builder_add(&mark, "\xC2\xA0\xC2\xA0"); /* no-break spaces */
    if (r->lists[at].ordered)
        px_builder_format(&mark, "%u. ", r->lists[at].next++);
    else
        px_builder_add(&mark, "\xE2\x80\xA2 ");
    r->gap = PX_MAX(r->gap, 1U);
    push(r, px_arena_str(r->document->arena, px_builder_view(&mark)), 0);
}

/* ---- Blocks */

static void open_block(px_builder *words, px_block_kind kind, unsigned number)
{
    reader *r = (reader *)words;

    flush(r);
    if (is_table_part(kind) && (r->flat || r->items))
        flat_table(r, kind);
    else if (kind == PX_BLOCK_BULLETS || kind == PX_BLOCK_NUMBERS)
        open_list(r, kind == PX_BLOCK_NUMBERS, number);
    else if (kind == PX_BLOCK_ITEM)
        open_item(r);
    else if (kind == PX_BLOCK_QUOTE) {
        r->flat++;
        r->marks[1] += r->items || r->flat > 1; /* told apart where it cannot be set apart */
        r->gap = 2;
    } else if (kind == PX_BLOCK_HEADING)
        r->marks[0]++;
    else if (kind == PX_BLOCK_CODE)
        r->in_code++;
}

static void write_block(reader *r, px_block_kind kind)
{
    px_doc_runs runs = take_runs(r);

    if (!runs.count)
        return;
    if (kind == PX_BLOCK_QUOTE) {
        px_doc_quote(r->document, runs.items, runs.count);
    } else if (kind == PX_BLOCK_CODE) {
        PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_DOCUMENT_MAX * 4);

        px_doc_plain(&lines, runs.items, runs.count, "\n");
        px_doc_code(r->document, px_arena_str(r->document->arena, px_builder_view(&lines)));
    } else {
        px_doc_paragraph(r->document, runs.items, runs.count);
    }
}

static void close_quote(reader *r)
{
    r->flat--;
    r->marks[1] -= r->items || r->flat > 0;
    r->gap = 2;
    if (!r->flat && !r->items)
        write_block(r, PX_BLOCK_QUOTE);
}

static void close_list(reader *r)
{
    r->n_lists--;
    r->gap = PX_MAX(r->gap, 1U);
    if (!r->flat)
        px_doc_list_end(r->document);
    r->again = !r->flat && r->n_lists;
}

static void close_block(px_builder *words, px_block_kind kind, unsigned number)
{
    reader *r = (reader *)words;
    const bool inner = r->flat || r->items;

    (void)number;
    flush(r);
    if (is_table_part(kind)) {
        if (!inner)
            close_table_part(r, kind);
        else if (kind == PX_BLOCK_TABLE)
            r->gap = 2;
    } else if (kind == PX_BLOCK_BULLETS || kind == PX_BLOCK_NUMBERS) {
        close_list(r);
    } else if (kind == PX_BLOCK_ITEM) {
        if (!r->flat)
            write_item(r);
        r->items--;
    } else if (kind == PX_BLOCK_QUOTE) {
        close_quote(r);
    } else if (kind != PX_BLOCK_RULE) {
        r->marks[0] -= kind == PX_BLOCK_HEADING;
        r->in_code -= kind == PX_BLOCK_CODE;
        r->gap = 2;
        if (!inner)
            write_block(r, kind);
    }
}

static int read_markdown(reader *r, px_str markdown, px_error *err)
{
    static const px_block_sink sink = {
        .spans = { .text = on_text, .line_break = on_break, .open = on_open, .close = on_close },
        .open = open_block,
        .close = close_block,
    };
    int rc = px_markdown_walk_document(markdown, &sink, &r->words, err);

    px_builder_free(&r->words);
    return rc;
}

static reader reader_new(px_document *document, px_str site)
{
    return (reader){ .words = PX_BUILDER_INIT(PX_DOCUMENT_MAX * 4),
                     .document = document,
                     .site = site,
                     .runs = { .arena = document->arena } };
}

int px_doc_markdown(px_document *document, px_str markdown, px_str site, px_error *err)
{
    reader r = reader_new(document, site);
    size_t before;
    int rc;

    px_doc_table_end(document);
    while (document->n_lists)
        px_doc_list_end(document);
    before = document->count;
    rc = read_markdown(&r, markdown, err);
    if (rc != -(int)PX_ERR_TOO_LARGE)
        return rc;
    document->count = before;
    document->n_lists = 0;
    document->table = NULL;
    px_doc_text(document, px_doc_clean(document->arena, markdown));
    return 0;
}

int px_doc_markdown_runs(px_document *document, px_str markdown, px_str site,
                         const px_doc_run **ret_runs, size_t *ret_count, px_error *err)
{
    reader r = reader_new(document, site);
    int rc;

    r.flat = 1;
    rc = read_markdown(&r, markdown, err);
    if (rc == -(int)PX_ERR_TOO_LARGE) {
        r.runs = (px_doc_runs){ .arena = document->arena };
        px_doc_runs_add(&r.runs, &(px_doc_run){ .text = px_doc_clean(document->arena, markdown) });
        rc = 0;
    }
    if (rc < 0)
        return rc;
    *ret_runs = r.runs.items;
    *ret_count = r.runs.count;
    return 0;
}
