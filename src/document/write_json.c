/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON, "schema": 1, which only grows (docs/documents.md). Every text is there as plain words; runs
 * stand beside it where they say more. */
#include "base/json_write.h"
#include "document/document_write_priv.h"

#include "base/banned.h"

static const char *const kind_names[] = {
    [PX_DOC_HEADING] = "heading",
    [PX_DOC_PARAGRAPH] = "paragraph",
    [PX_DOC_QUOTE] = "quote",
    [PX_DOC_LINES] = "code",
    [PX_DOC_LIST] = "list",
    [PX_DOC_ITEM] = "item",
    [PX_DOC_ITEM_MORE] = "item_continued",
    [PX_DOC_LIST_END] = "list_end",
    [PX_DOC_TABLE] = "table",
    [PX_DOC_TICK] = "tick",
    [PX_DOC_FIELD] = "field",
    [PX_DOC_NOTE] = "note",
    [PX_DOC_FIGURE] = "figure",
    [PX_DOC_PAGE_BREAK] = "page_break",
};
static const char *const tone_names[PX_DOC_TONE_COUNT] = {
    [PX_DOC_PLAIN] = "plain",     [PX_DOC_GOOD] = "good", [PX_DOC_PARTIAL] = "partial",
    [PX_DOC_NEUTRAL] = "neutral", [PX_DOC_BAD] = "bad",   [PX_DOC_MUTED] = "muted",
};
static const struct {
    unsigned mark;
    const char *name;
} mark_names[] = {
    { PX_DOC_STRONG, "strong" },     { PX_DOC_EMPHASIS, "emphasis" }, { PX_DOC_CODE, "code" },
    { PX_DOC_INSERTED, "inserted" }, { PX_DOC_DELETED, "deleted" },   { PX_DOC_SMALL, "small" },
    { PX_DOC_BOX, "box" },           { PX_DOC_BOX_TICKED, "ticked" },
};

static void write_run(px_json *j, const px_doc_run *run)
{
    px_json_object(j);
    px_json_pair_str(j, "text", run->text.ptr ? run->text : PX_STR(""));
    if (run->marks & PX_DOC_BREAK)
        px_json_pair_bool(j, "new_line", true);
    if (run->marks & ~(unsigned)PX_DOC_BREAK) {
        px_json_key(j, "marks");
        px_json_array(j);
        for (size_t i = 0; i < PX_COUNT(mark_names); i++)
            if (run->marks & mark_names[i].mark)
                px_json_cstr(j, mark_names[i].name);
        px_json_array_end(j);
    }
    if (run->link.len)
        px_json_pair_str(j, "link", run->link);
    if (run->language.len)
        px_json_pair_str(j, "language", run->language);
    px_json_object_end(j);
}

static void write_runs(px_json *j, const px_doc_run *runs, size_t n)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool more = false;

    px_doc_plain(&words, runs, n, "\n");
    px_json_pair_str(j, "text", px_builder_view(&words));
    for (size_t i = 0; i < n; i++)
        more |=
            (runs[i].marks & ~(unsigned)PX_DOC_BREAK) || runs[i].link.len || runs[i].language.len;
    if (!more)
        return;
    px_json_key(j, "runs");
    px_json_array(j);
    for (size_t i = 0; i < n; i++)
        write_run(j, &runs[i]);
    px_json_array_end(j);
}

static const char *column_key(px_arena *arena, const px_doc_grid *table, size_t column)
{
    if (table->columns[column].key.len)
        return px_arena_cstr(arena, table->columns[column].key);
    return px_arena_format(arena, "c%zu", column + 1);
}

static void write_cell(px_json *j, const px_doc_cell *cell)
{
    px_json_object(j);
    if (cell->number && !cell->n_runs) {
        PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(32);

        px_builder_int(&digits, cell->value);
        px_json_pair_str(j, "text", px_builder_view(&digits));
    } else {
        write_runs(j, cell->runs, cell->n_runs);
    }
    if (cell->number)
        px_json_pair_int(j, "value", cell->value);
    if (cell->tone != PX_DOC_PLAIN)
        px_json_pair_cstr(j, "tone", tone_names[cell->tone]);
    if (cell->head)
        px_json_pair_bool(j, "head", true);
    px_json_object_end(j);
}

static void write_table(px_json *j, px_arena *arena, const px_doc_grid *table)
{
    const char **keys = px_arena_array(arena, table->n_columns, sizeof(*keys));

    for (size_t i = 0; i < table->n_columns; i++)
        keys[i] = column_key(arena, table, i);
    px_json_pair_str(j, "caption", table->caption.ptr ? table->caption : PX_STR(""));
    px_json_key(j, "columns");
    px_json_array(j);
    for (size_t i = 0; i < table->n_columns; i++) {
        px_json_object(j);
        px_json_pair_cstr(j, "key", keys[i]);
        px_json_pair_str(j, "title", table->columns[i].title);
        px_json_object_end(j);
    }
    px_json_array_end(j);
    px_json_key(j, "rows");
    px_json_array(j);
    for (size_t r = 0; r < table->n_rows; r++) {
        px_json_object(j);
        for (size_t i = 0; i < table->n_columns; i++) {
            px_json_key(j, keys[i]);
            write_cell(j, &table->rows[r].cells[i]);
        }
        px_json_object_end(j);
    }
    px_json_array_end(j);
}

static void write_block(px_json *j, px_arena *arena, const px_doc_block *block)
{
    px_json_object(j);
    px_json_pair_cstr(j, "kind", kind_names[block->kind]);
    switch (block->kind) {
    case PX_DOC_TABLE:
        write_table(j, arena, block->table);
        break;
    case PX_DOC_LIST:
        px_json_pair_bool(j, "ordered", block->ordered);
        px_json_pair_int(j, "first", block->first);
        break;
    case PX_DOC_FIGURE:
        px_json_pair_str(j, "title", block->title);
        px_json_pair_str(j, "description", block->description);
        break;
    case PX_DOC_TICK:
        px_json_pair_bool(j, "ticked", block->runs[0].marks & PX_DOC_BOX_TICKED);
        write_runs(j, block->runs + 1, block->n - 1);
        break;
    case PX_DOC_LIST_END:
    case PX_DOC_PAGE_BREAK:
        break;
    default:
        if (block->kind == PX_DOC_HEADING || block->kind == PX_DOC_ITEM)
            px_json_pair_int(j, "level", block->level);
        if (block->kind == PX_DOC_FIELD)
            px_json_pair_str(j, "label", block->label);
        write_runs(j, block->runs, block->n);
    }
    px_json_object_end(j);
}

int px_document_json(const px_document *document, px_builder *out, px_error *err)
{
    const px_document_head *head = &document->head;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_json j;
    int rc;

    px_json_start(&j, out, PX_JSON_COMPACT);
    px_json_object(&j);
    px_json_pair_int(&j, "schema", 1);
    px_json_pair_str(&j, "title", head->title);
    px_json_pair_str(&j, "subtitle", head->subtitle);
    px_json_pair_str(&j, "author", head->author);
    px_json_pair_str(&j, "language", head->language);
    px_json_pair_time(&j, "date", head->date);
    px_json_pair_str(&j, "address", head->address);
    px_json_key(&j, "blocks");
    px_json_array(&j);
    for (size_t i = 0; i < document->count; i++)
        write_block(&j, arena, &document->blocks[i]);
    px_json_array_end(&j);
    px_json_object_end(&j);
    rc = px_json_finish(&j, err);
    if (rc >= 0)
        px_builder_char(out, '\n');
    return rc;
}
