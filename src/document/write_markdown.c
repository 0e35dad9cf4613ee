/* SPDX-License-Identifier: EUPL-1.2 */
/* Markdown (CommonMark with tables). Words are escaped so that they are read back as themselves;
 * lines that go on in an item or a quotation are lazy, without indent. */
#include "base/markdown_escape.h"
#include "document/document_write_priv.h"

#include "base/banned.h"

typedef struct writer {
    px_builder *out;
    struct {
        bool ordered;
        unsigned next; /* number of the next item */
        size_t indent; /* columns in which its items begin */
        size_t text;   /* and those of what stands in them */
    } lists[PX_DOC_MAX_LISTS];
    int n_lists;
} writer;

/* Where words stand. */
typedef struct place {
    bool head; /* at the beginning of a line of a block */
    bool cell; /* of a table: in one line */
} place;

static void write_words(px_builder *out, px_str words, const place *p)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str part;
    bool more = false;

    if (p->head && !p->cell) { /* an empty builder is the head of a line */
        px_markdown_escape(&line, words);
        px_builder_str(out, px_builder_view(&line));
        return;
    }
    while (px_str_split(&words, p->cell ? '|' : '\n', &part)) {
        px_builder_add(out, more ? "\\|" : "");
        px_markdown_escape(out, part);
        more = true;
    }
}

/* A fence of more backticks than stand in the words. */
static void write_code(px_builder *out, px_str words)
{
    const char *fence = px_str_find_char(words, '`') < words.len ? "``` " : "`";
    const char *end = px_str_find_char(words, '`') < words.len ? " ```" : "`";

    px_builder_add(out, fence);
    px_builder_str(out, words);
    px_builder_add(out, end);
}

/* White space at the ends of marked words stands outside of their marks. */
static void write_marked(px_builder *out, const px_doc_run *run, const place *p)
{
    static const struct {
        unsigned mark;
        const char *sign;
    } marks[] = {
        { PX_DOC_DELETED, "~~" },
        { PX_DOC_STRONG | PX_DOC_INSERTED, "**" },
        { PX_DOC_EMPHASIS, "*" },
    };
    const px_str words = px_str_trim(run->text);
    const place inside = { .cell = p->cell };

    if (!words.len) {
        px_builder_str(out, run->text);
        return;
    }
    if (words.ptr > run->text.ptr)
        px_builder_char(out, ' ');
    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (run->marks & marks[i].mark)
            px_builder_add(out, marks[i].sign);
    if (run->link.len)
        px_builder_char(out, '[');
    if (run->marks & PX_DOC_CODE)
        write_code(out, words);
    else
        write_words(out, words, &inside);
    if (run->link.len)
        px_builder_format(out, "](<%.*s>)", PX_STR_ARG(run->link));
    for (size_t i = PX_COUNT(marks); i-- > 0;)
        if (run->marks & marks[i].mark)
            px_builder_add(out, marks[i].sign);
    if (words.ptr + words.len < run->text.ptr + run->text.len)
        px_builder_char(out, ' ');
}

static void write_runs(px_builder *out, const px_doc_run *runs, size_t n, bool cell)
{
    static const unsigned shown =
        PX_DOC_DELETED | PX_DOC_STRONG | PX_DOC_INSERTED | PX_DOC_EMPHASIS | PX_DOC_CODE;
    place p = { .head = true, .cell = cell };

    for (size_t i = 0; i < n; i++) {
        if (runs[i].marks & PX_DOC_BREAK) {
            px_builder_add(out, cell ? "<br>" : "\\\n");
            p.head = true;
        }
        px_builder_add(out, px_doc_box(&runs[i]));
        p.head &= !(runs[i].marks & PX_DOC_BOX);
        if (runs[i].marks & shown || runs[i].link.len)
            write_marked(out, &runs[i], &p);
        else
            write_words(out, runs[i].text, &p);
        p.head &= !runs[i].text.len;
    }
}

static void write_line(px_builder *out, const char *before, px_str text, const char *behind)
{
    if (!text.len)
        return;
    px_builder_add(out, before);
    write_runs(out, &(px_doc_run){ .text = text }, 1, true);
    px_builder_add(out, behind);
}

/* ---- Tables */

static void write_table(px_builder *out, const px_doc_grid *table)
{
    write_line(out, "**", table->caption, "**\n\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        px_builder_add(out, "| ");
        write_line(out, "", table->columns[i].title, " ");
    }
    px_builder_add(out, "|\n");
    for (size_t i = 0; i < table->n_columns; i++)
        px_builder_add(out, px_doc_column_is_right(table, i) ? "| ---: " : "| --- ");
    px_builder_add(out, "|\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            const px_doc_cell *cell = &table->rows[r].cells[i];

            px_builder_add(out, "| ");
            if (cell->number && !cell->n_runs)
                px_builder_int(out, cell->value);
            else
                write_runs(out, cell->runs, cell->n_runs, true);
            px_builder_char(out, ' ');
        }
        px_builder_add(out, "|\n");
    }
    px_builder_char(out, '\n');
}

/* ---- Lists */

static void write_indent(px_builder *out, size_t columns)
{
    for (size_t i = 0; i < columns; i++)
        px_builder_char(out, ' ');
}

static void open_list(writer *w, const px_doc_block *block)
{
    const size_t indent = w->n_lists ? w->lists[w->n_lists - 1].text : 0;

    if (w->n_lists)
        px_builder_char(w->out, '\n');
    w->lists[w->n_lists].ordered = block->ordered;
    w->lists[w->n_lists].next = block->first;
    w->lists[w->n_lists].indent = w->lists[w->n_lists].text = indent;
    w->n_lists++;
}

static void write_item(writer *w, const px_doc_block *block)
{
    PX_AUTO_BUILDER px_builder mark = PX_BUILDER_INIT(32);
    const int at = w->n_lists - 1;

    if (block->kind == PX_DOC_ITEM_MORE) {
        px_builder_char(w->out, '\n');
        write_indent(w->out, w->lists[at].text);
    } else {
        if (w->lists[at].ordered)
            px_builder_format(&mark, "%u. ", w->lists[at].next++);
        else
            px_builder_add(&mark, "- ");
        write_indent(w->out, w->lists[at].indent);
        px_builder_str(w->out, px_builder_view(&mark));
        w->lists[at].text = w->lists[at].indent + mark.len;
    }
    write_runs(w->out, block->runs, block->n, false);
    px_builder_char(w->out, '\n');
}

/* ---- Blocks */

static void write_lines(px_builder *out, const px_doc_block *block)
{
    const char *fence = "```";

    for (size_t i = 0; i < block->n; i++)
        if (px_str_find(block->runs[i].text, PX_STR("```")) < block->runs[i].text.len)
            fence = "~~~~~~~~";
    px_builder_format(out, "%s\n", fence);
    px_doc_plain(out, block->runs, block->n, "\n");
    px_builder_format(out, "\n%s\n\n", fence);
}

static void write_block(writer *w, const px_doc_block *block)
{
    px_builder *out = w->out;

    switch (block->kind) {
    case PX_DOC_HEADING:
        px_builder_format(out, "%.*s ", block->level + 1, "#####");
        for (size_t i = 0; i < block->n; i++)
            write_line(out, i ? " " : "", block->runs[i].text, "");
        px_builder_add(out, "\n\n");
        break;
    case PX_DOC_PARAGRAPH:
    case PX_DOC_QUOTE:
    case PX_DOC_NOTE:
        px_builder_add(out, block->kind == PX_DOC_PARAGRAPH ? "" : "> ");
        write_runs(out, block->runs, block->n, false);
        px_builder_add(out, "\n\n");
        break;
    case PX_DOC_TICK:
        px_builder_add(out, block->runs[0].marks & PX_DOC_BOX_TICKED ? "- [x] " : "- [ ] ");
        write_runs(out, block->runs + 1, block->n - 1, false);
        px_builder_add(out, "\n\n");
        break;
    case PX_DOC_LINES:
        write_lines(out, block);
        break;
    case PX_DOC_LIST:
        open_list(w, block);
        break;
    case PX_DOC_ITEM:
    case PX_DOC_ITEM_MORE:
        write_item(w, block);
        break;
    case PX_DOC_LIST_END:
        w->n_lists--;
        px_builder_char(out, '\n');
        break;
    case PX_DOC_TABLE:
        write_table(out, block->table);
        break;
    case PX_DOC_FIELD:
        write_line(out, "**", block->label, "**\\\n");
        write_runs(out, block->runs, block->n, false);
        px_builder_add(out, "\n\n");
        break;
    case PX_DOC_FIGURE:
        write_line(out, "**", block->title, "**\n\n");
        write_line(out, "", block->description, "\n\n");
        break;
    case PX_DOC_PAGE_BREAK:
        px_builder_add(out, "---\n\n");
        break;
    }
}

int px_document_markdown(const px_document *document, px_builder *out, px_error *err)
{
    const px_document_head *head = &document->head;
    writer w = { .out = out };

    (void)err;
    write_line(out, "# ", head->title, "\n\n");
    write_line(out, "", head->subtitle, "\n\n");
    write_line(out, "", head->author, "\n\n");
    write_line(out, "", head->date_words, "\n\n");
    for (size_t i = 0; i < document->count; i++)
        write_block(&w, &document->blocks[i]);
    if (head->address.len)
        px_builder_format(out, "<%.*s>\n", PX_STR_ARG(head->address));
    return 0;
}
