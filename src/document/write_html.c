/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HTML: the body for pages of the house, and a page of its own that is also what PDF is printed
 * from. Everything is escaped but the pictures, which are our own and were checked.
 */
#include "base/base64.h"
#include "base/embedded.h"
#include "base/link.h"
#include "document/document_write.h"
#include "document/document_write_priv.h"

#include "base/banned.h"

typedef struct writer {
    px_builder *out;
    int level;                   /* of the highest heading */
    bool file;                   /* not in a page of the house */
    bool open[PX_DOC_MAX_LISTS]; /* an item of that list is open */
    int n_lists;
    const px_doc_block *heading; /* the last one */
} writer;

/* ---- Runs */

static const struct {
    unsigned mark;
    const char *open, *close;
} elements[] = {
    { PX_DOC_INSERTED, "<ins>", "</ins>" },     { PX_DOC_DELETED, "<del>", "</del>" },
    { PX_DOC_STRONG, "<strong>", "</strong>" }, { PX_DOC_EMPHASIS, "<em>", "</em>" },
    { PX_DOC_SMALL, "<small>", "</small>" },    { PX_DOC_CODE, "<code>", "</code>" },
};

static void write_attribute(px_builder *out, const char *name, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(out, " %s=\"", name);
    px_builder_html(out, value);
    px_builder_char(out, '"');
}

static void write_run(px_builder *out, const px_doc_run *run)
{
    if (run->marks & PX_DOC_BREAK)
        px_builder_add(out, "<br>\n");
    px_builder_add(out, px_doc_box(run));
    if (!run->text.len)
        return;
    if (run->language.len) {
        px_builder_add(out, "<span");
        write_attribute(out, "lang", run->language);
        px_builder_char(out, '>');
    }
    if (run->link.len) {
        px_builder_add(out, "<a");
        write_attribute(out, "href", run->link);
        px_builder_char(out, '>');
    }
    for (size_t i = 0; i < PX_COUNT(elements); i++)
        if (run->marks & elements[i].mark)
            px_builder_add(out, elements[i].open);
    px_builder_html(out, run->text);
    for (size_t i = PX_COUNT(elements); i-- > 0;)
        if (run->marks & elements[i].mark)
            px_builder_add(out, elements[i].close);
    if (run->link.len)
        px_builder_add(out, "</a>");
    if (run->language.len)
        px_builder_add(out, "</span>");
}

static void write_runs(px_builder *out, const px_doc_run *runs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        write_run(out, &runs[i]);
}

static void write_element(px_builder *out, const char *open, const px_doc_block *block,
                          const char *close)
{
    px_builder_add(out, open);
    write_runs(out, block->runs, block->n);
    px_builder_add(out, close);
}

/* ---- Tables */

static const char *const tone_classes[PX_DOC_TONE_COUNT] = {
    [PX_DOC_PLAIN] = "",
    [PX_DOC_GOOD] = "doc-good",
    [PX_DOC_PARTIAL] = "doc-partial",
    [PX_DOC_NEUTRAL] = "doc-neutral",
    [PX_DOC_BAD] = "doc-bad",
    [PX_DOC_MUTED] = "doc-muted",
};

static void write_cell(px_builder *out, const px_doc_cell *cell)
{
    const char *element = cell->head ? "th" : "td";
    const char *tone = tone_classes[cell->tone];
    const bool right = px_doc_cell_is_right(cell);

    px_builder_format(out, "<%s%s", element, cell->head ? " scope=\"row\"" : "");
    if (*tone || right)
        px_builder_format(out, " class=\"%s%s%s\"", tone, *tone && right ? " " : "",
                          right ? "doc-number" : "");
    px_builder_char(out, '>');
    if (cell->number && !cell->n_runs)
        px_builder_int(out, cell->value);
    else
        write_runs(out, cell->runs, cell->n_runs);
    px_builder_format(out, "</%s>", element);
}

/* Widths are in classes, since pages forbid style attributes: twentieths of the table's. */
static void write_columns(px_builder *out, const px_doc_grid *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        unsigned share = (px_doc_column_share(table, i) + 25) / 50;

        px_builder_format(out, "<col class=\"doc-w%u\">", PX_MAX(share, 1U));
    }
}

/* What is wider than the screen is moved by keys too, and so has a name: its caption, else the
 * heading above it. */
static void open_table(const writer *w, const px_doc_grid *table)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_str(&name, table->caption);
    if (!name.len && w->heading)
        px_doc_plain(&name, w->heading->runs, w->heading->n, " ");
    px_builder_add(w->out, "<div class=\"doc-wide\" role=\"group\" tabindex=\"0\"");
    write_attribute(w->out, "aria-label", px_builder_view(&name));
    px_builder_add(w->out, ">\n<table class=\"doc-table\">\n");
}

static void write_table(const writer *w, const px_doc_grid *table)
{
    px_builder *out = w->out;

    open_table(w, table);
    if (table->caption.len) {
        px_builder_add(out, "<caption>");
        px_builder_html(out, table->caption);
        px_builder_add(out, "</caption>\n");
    }
    write_columns(out, table);
    px_builder_add(out, "\n<thead>\n<tr>");
    for (size_t i = 0; i < table->n_columns; i++) {
        px_builder_format(out, "<th scope=\"col\"%s>",
                          px_doc_column_is_right(table, i) ? " class=\"doc-number\"" : "");
        px_builder_html(out, table->columns[i].title);
        px_builder_add(out, "</th>");
    }
    px_builder_add(out, "</tr>\n</thead>\n<tbody>\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        px_builder_add(out, px_doc_row_is_long(table, r) ? "<tr class=\"doc-long\">" : "<tr>");
        for (size_t i = 0; i < table->n_columns; i++)
            write_cell(out, &table->rows[r].cells[i]);
        px_builder_add(out, "</tr>\n");
    }
    px_builder_add(out, "</tbody>\n</table>\n</div>\n");
}

/* ---- Lists: an item stays open until the next one, since lists may follow in it. */

static void close_item(writer *w)
{
    if (w->n_lists && w->open[w->n_lists - 1])
        px_builder_add(w->out, "</li>\n");
    if (w->n_lists)
        w->open[w->n_lists - 1] = false;
}

static void open_list(writer *w, const px_doc_block *block)
{
    px_builder_add(w->out, block->ordered ? "<ol" : "<ul");
    if (block->ordered && block->first != 1)
        px_builder_format(w->out, " start=\"%u\"", block->first);
    px_builder_add(w->out, ">\n");
    w->open[w->n_lists++] = false;
}

static void write_item(writer *w, const px_doc_block *block)
{
    if (block->kind == PX_DOC_ITEM_MORE) {
        write_element(w->out, "<p>", block, "</p>\n");
        return;
    }
    close_item(w);
    write_element(w->out, "<li>", block, "");
    w->open[w->n_lists - 1] = true;
}

static void close_list(writer *w, const px_doc_block *block)
{
    close_item(w);
    px_builder_add(w->out, block->ordered ? "</ol>\n" : "</ul>\n");
    w->n_lists--;
}

/* ---- Blocks */

static void write_heading(writer *w, const px_doc_block *block)
{
    const int level = PX_MIN(w->level + block->level - 1, 6);

    w->heading = block;
    px_builder_format(w->out, "<h%d>", level);
    write_runs(w->out, block->runs, block->n);
    px_builder_format(w->out, "</h%d>\n", level);
}

/* In a page of the house the picture stands as itself, since pages load nothing inline; in a file
 * as an image, which can do nothing and which WeasyPrint tags with its words. */
static void write_picture(const writer *w, const px_doc_block *block)
{
    const px_str svg = px_str_trim(block->svg);

    if (!w->file) {
        px_builder_add(w->out, "<div role=\"img\"");
        write_attribute(w->out, "aria-label", block->title);
        px_builder_char(w->out, '>');
        px_builder_str(w->out, svg);
        px_builder_add(w->out, "</div>\n");
        return;
    }
    px_builder_add(w->out, "<img src=\"data:image/svg+xml;base64,");
    px_base64_print(w->out, svg.ptr, svg.len);
    px_builder_char(w->out, '"');
    write_attribute(w->out, "alt", block->title);
    px_builder_add(w->out, ">\n");
}

static void write_figure(const writer *w, const px_doc_block *block)
{
    px_builder_add(w->out, "<figure class=\"doc-figure\">\n<figcaption>");
    px_builder_html(w->out, block->title);
    px_builder_add(w->out, "</figcaption>\n");
    write_picture(w, block);
    if (block->description.len) {
        px_builder_add(w->out, "<p>");
        px_builder_html(w->out, block->description);
        px_builder_add(w->out, "</p>\n");
    }
    px_builder_add(w->out, "</figure>\n");
}

static void write_field(px_builder *out, const px_doc_block *block)
{
    px_builder_add(out, "<div><dt>");
    px_builder_html(out, block->label);
    write_element(out, "</dt><dd>", block, "</dd></div>\n");
}

static void write_block(writer *w, const px_doc_block *block)
{
    switch (block->kind) {
    case PX_DOC_HEADING:
        write_heading(w, block);
        break;
    case PX_DOC_PARAGRAPH:
        write_element(w->out, "<p>", block, "</p>\n");
        break;
    case PX_DOC_QUOTE:
        write_element(w->out, "<blockquote><p>", block, "</p></blockquote>\n");
        break;
    case PX_DOC_TICK:
        write_element(w->out, "<p class=\"doc-tick\">", block, "</p>\n");
        break;
    case PX_DOC_NOTE:
        write_element(w->out, "<div class=\"doc-note\" role=\"note\"><p>", block, "</p></div>\n");
        break;
    case PX_DOC_LINES:
        px_builder_add(w->out, "<pre><code>");
        for (size_t i = 0; i < block->n; i++) {
            px_builder_add(w->out, i ? "\n" : "");
            px_builder_html(w->out, block->runs[i].text);
        }
        px_builder_add(w->out, "</code></pre>\n");
        break;
    case PX_DOC_LIST:
        open_list(w, block);
        break;
    case PX_DOC_ITEM:
    case PX_DOC_ITEM_MORE:
        write_item(w, block);
        break;
    case PX_DOC_LIST_END:
        close_list(w, block);
        break;
    case PX_DOC_TABLE:
        write_table(w, block->table);
        break;
    case PX_DOC_FIELD:
        write_field(w->out, block);
        break;
    case PX_DOC_FIGURE:
        write_figure(w, block);
        break;
    case PX_DOC_PAGE_BREAK:
        px_builder_add(w->out, "<hr class=\"doc-page\">\n");
        break;
    }
}

static void write_blocks(const px_document *document, int level, bool file, px_builder *out)
{
    writer w = { .out = out, .level = level, .file = file };
    bool fields = false; /* rows of a form that follow one another are one list */

    for (size_t i = 0; i < document->count; i++) {
        const px_doc_block *block = &document->blocks[i];

        if (fields != (block->kind == PX_DOC_FIELD)) {
            px_builder_add(out, fields ? "</dl>\n" : "<dl class=\"doc-fields\">\n");
            fields = !fields;
        }
        write_block(&w, block);
    }
    if (fields)
        px_builder_add(out, "</dl>\n");
    while (w.n_lists)
        close_list(&w, &(px_doc_block){ .ordered = document->lists[w.n_lists - 1] });
}

int px_document_html_body(const px_document *document, int level, px_builder *out, px_error *err)
{
    int rc = px_doc_check(document, err);

    if (rc < 0)
        return rc;
    write_blocks(document, level, false, out);
    return px_builder_check(out, err);
}

/* ---- The page of its own */

/* Text in a string of CSS: what could end it, or the style element, is written as a number. */
static void write_css_string(px_builder *out, px_str text)
{
    px_builder_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if ((unsigned char)c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&')
            px_builder_format(out, "\\%x ", (unsigned)(unsigned char)c);
        else
            px_builder_char(out, c);
    }
    px_builder_char(out, '"');
}

/* The paper, and what stands on each of its pages. */
static void write_page_rule(const px_document_head *head, px_builder *out)
{
    const px_doc_page_words words = px_doc_page_of(head);

    px_builder_format(
        out, "@page { size: A4%s; @bottom-left { content: ", head->landscape ? " landscape" : "");
    write_css_string(out, head->address.len ? head->address : head->author);
    px_builder_add(out, "; } @bottom-right { content: ");
    write_css_string(out, words.before);
    px_builder_add(out, words.pages_first ? " counter(pages) " : " counter(page) ");
    write_css_string(out, words.between);
    px_builder_add(out, words.pages_first ? " counter(page) " : " counter(pages) ");
    write_css_string(out, words.behind);
    px_builder_add(out, "; } }\n");
}

static void write_styles(const px_document_head *head, px_builder *out)
{
    px_builder_add(out, "<style>\n");
    for (const px_embedded *file = px_embedded_styles; file->name; file++)
        if (strcmp(file->name, "report.css") == 0)
            px_builder_str(out, px_embedded_str(file));
    write_page_rule(head, out);
    px_builder_add(out, "</style>\n");
}

static void write_meta(px_builder *out, const char *name, px_str value)
{
    if (!value.len)
        return;
    px_builder_format(out, "<meta name=\"%s\"", name);
    write_attribute(out, "content", value);
    px_builder_add(out, ">\n");
}

static void write_head(const px_document_head *head, px_builder *out)
{
    PX_AUTO_BUILDER px_builder date = PX_BUILDER_INIT(64);

    px_time_format(&date, head->date);
    px_builder_add(out, "<!DOCTYPE html>\n<html");
    write_attribute(out, "lang", head->language);
    px_builder_add(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    px_builder_html(out, head->title);
    px_builder_add(out, "</title>\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n");
    write_meta(out, "author", head->author);
    write_meta(out, "description", head->subtitle);
    write_meta(out, "generator", PX_STR("praxis"));
    write_meta(out, "dcterms.created", px_builder_view(&date));
    write_meta(out, "dcterms.modified", px_builder_view(&date));
    write_styles(head, out);
    px_builder_add(out, "</head>\n");
}

static void write_line(px_builder *out, const char *class_name, px_str text)
{
    if (!text.len)
        return;
    px_builder_format(out, "<p class=\"%s\">", class_name);
    px_builder_html(out, text);
    px_builder_add(out, "</p>\n");
}

int px_document_html(const px_document *document, px_builder *out, px_error *err)
{
    const px_document_head *head = &document->head;

    (void)err;
    write_head(head, out);
    px_builder_format(out, "<body%s>\n<header>\n",
                      head->landscape ? " class=\"doc-landscape\"" : "");
    write_line(out, "doc-author", head->author);
    px_builder_add(out, "<h1>");
    px_builder_html(out, head->title);
    px_builder_add(out, "</h1>\n");
    write_line(out, "doc-subtitle", head->subtitle);
    write_line(out, "doc-date", head->date_words);
    px_builder_add(out, "</header>\n<main>\n");
    write_blocks(document, 2, true, out);
    px_builder_add(out, "</main>\n");
    if (head->address.len) {
        px_builder_add(out, "<footer><p>");
        write_run(out, &(px_doc_run){ .text = head->address,
                                      .link = px_link_allowed(head->address) ? head->address
                                                                             : PX_STR_NONE });
        px_builder_add(out, "</p></footer>\n");
    }
    px_builder_add(out, "</body>\n</html>\n");
    return 0;
}
