/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown/markdown.h"

#include "base/markdown_walk.h"

#include "base/banned.h"

/* ---- Writing. Text is gathered until a span begins or ends, so that a hook sees whole runs: md4c
 * hands it on in pieces. */

typedef struct writer {
    px_builder run; /* the sink's builder: it must be the head of this */
    px_builder *out;
    const px_markdown_hooks *hooks;
    int within;       /* links and code that are open */
    unsigned heading; /* of a document: the level of its highest heading */
} writer;

static void flush(writer *w)
{
    if (!w->run.len)
        return;
    if (w->hooks->text && !w->within)
        w->hooks->text(w->hooks->arg, w->out, px_builder_view(&w->run));
    else
        px_builder_html(w->out, px_builder_view(&w->run));
    px_builder_clear(&w->run);
}

static void open_link(const writer *w, px_str address)
{
    if (address.ptr[0] == '#' && w->hooks->reference) {
        w->hooks->reference(w->hooks->arg, w->out, px_str_sub(address, 1, address.len));
        return;
    }
    px_builder_add(w->out, "<a href=\"");
    px_builder_html(w->out, address);
    px_builder_add(w->out,
                   address.ptr[0] == '#' ? "\">" : "\" rel=\"external nofollow noopener\">");
}

static bool html_open(px_builder *run, px_inline_span span, px_str address)
{
    static const char *const tags[] = {
        [PX_INLINE_EMPHASIS] = "<em>",
        [PX_INLINE_STRONG] = "<strong>",
        [PX_INLINE_CODE] = "<code>",
    };
    writer *w = (writer *)run;

    if (span == PX_INLINE_LINK && !px_link_allowed(address))
        return false;
    flush(w);
    if (span == PX_INLINE_LINK)
        open_link(w, address);
    else
        px_builder_add(w->out, tags[span]);
    w->within += span == PX_INLINE_LINK || span == PX_INLINE_CODE;
    return true;
}

static void html_close(px_builder *run, px_inline_span span)
{
    static const char *const tags[] = {
        [PX_INLINE_EMPHASIS] = "</em>",
        [PX_INLINE_STRONG] = "</strong>",
        [PX_INLINE_CODE] = "</code>",
        [PX_INLINE_LINK] = "</a>",
    };
    writer *w = (writer *)run;

    flush(w);
    px_builder_add(w->out, tags[span]);
    w->within -= span == PX_INLINE_LINK || span == PX_INLINE_CODE;
}

static void html_break(px_builder *run)
{
    writer *w = (writer *)run;

    flush(w);
    px_builder_add(w->out, "<br>");
}

static const px_inline_sink html_spans = {
    .text = px_builder_str,
    .line_break = html_break,
    .open = html_open,
    .close = html_close,
};
static const px_markdown_hooks no_hooks = { NULL, NULL, NULL };

int px_markdown_html_with(px_builder *out, px_str markdown, const px_markdown_hooks *hooks,
                          px_error *err)
{
    writer w = {
        .run = PX_BUILDER_INIT(4 * PX_INLINE_MAX),
        .out = out,
        .hooks = hooks ? hooks : &no_hooks,
    };
    int rc = px_markdown_walk(markdown, &html_spans, &w.run, err);

    flush(&w);
    px_builder_free(&w.run);
    return rc < 0 ? rc : px_builder_check(out, err);
}

int px_markdown_html(px_builder *out, px_str markdown, px_error *err)
{
    return px_markdown_html_with(out, markdown, NULL, err);
}

/* ---- Documents */

static const struct {
    const char *open, *close;
} block_tags[] = {
    [PX_BLOCK_PARAGRAPH] = { "<p>", "</p>\n" },
    [PX_BLOCK_HEADING] = { "", "" }, /* by level, below */
    [PX_BLOCK_QUOTE] = { "<blockquote>\n", "</blockquote>\n" },
    [PX_BLOCK_BULLETS] = { "<ul>\n", "</ul>\n" },
    [PX_BLOCK_NUMBERS] = { "<ol", "</ol>\n" },
    [PX_BLOCK_ITEM] = { "<li>", "</li>\n" },
    [PX_BLOCK_RULE] = { "<hr>\n", "" },
    [PX_BLOCK_CODE] = { "<pre><code>", "</code></pre>\n" },
    [PX_BLOCK_TABLE] = { "<table>\n", "</table>\n" },
    [PX_BLOCK_TABLE_HEAD] = { "<thead>", "</thead>\n" },
    [PX_BLOCK_TABLE_BODY] = { "<tbody>", "</tbody>\n" },
    [PX_BLOCK_ROW] = { "<tr>", "</tr>\n" },
    [PX_BLOCK_HEAD_CELL] = { "<th scope=\"col\">", "</th>" },
    [PX_BLOCK_CELL] = { "<td>", "</td>" },
};

static unsigned heading_level(const writer *w, unsigned level)
{
    return PX_MIN(w->heading + level - 1, 6);
}

static void block_open(px_builder *run, px_block_kind kind, unsigned number)
{
    writer *w = (writer *)run;

    flush(w);
    if (kind == PX_BLOCK_CODE)
        w->within++;
    px_builder_add(w->out, block_tags[kind].open);
    if (kind == PX_BLOCK_HEADING)
        px_builder_format(w->out, "<h%u>", heading_level(w, number));
    if (kind == PX_BLOCK_NUMBERS && number != 1)
        px_builder_format(w->out, " start=\"%u\"", number);
    if (kind == PX_BLOCK_NUMBERS)
        px_builder_add(w->out, ">\n");
}

static void block_close(px_builder *run, px_block_kind kind, unsigned number)
{
    writer *w = (writer *)run;

    flush(w);
    if (kind == PX_BLOCK_CODE)
        w->within--;
    if (kind == PX_BLOCK_HEADING)
        px_builder_format(w->out, "</h%u>\n", heading_level(w, number));
    px_builder_add(w->out, block_tags[kind].close);
}

int px_markdown_document_html(px_builder *out, px_str markdown, unsigned heading,
                              const px_markdown_hooks *hooks, px_error *err)
{
    const px_block_sink sink = { .spans = html_spans, .open = block_open, .close = block_close };
    writer w = {
        .run = PX_BUILDER_INIT(4 * PX_DOCUMENT_MAX),
        .out = out,
        .hooks = hooks ? hooks : &no_hooks,
        .heading = heading,
    };
    int rc = px_markdown_walk_document(markdown, &sink, &w.run, err);

    flush(&w);
    px_builder_free(&w.run);
    return rc < 0 ? rc : px_builder_check(out, err);
}

/* ---- The links of a document */

typedef struct link_visit {
    px_builder run; /* the sink's builder: it must be the head of this */
    px_markdown_link_fn *fn;
    void *arg;
    px_error *err;
    int rc;
} link_visit;

static bool visit_open(px_builder *run, px_inline_span span, px_str address)
{
    link_visit *v = (link_visit *)run;

    if (span == PX_INLINE_LINK && v->rc >= 0)
        v->rc = v->fn(v->arg, address, v->err);
    return false;
}

static void visit_text(px_builder *run, px_str text)
{
    (void)run;
    (void)text;
}

static void visit_break(px_builder *run)
{
    (void)run;
}

static void visit_block(px_builder *run, px_block_kind kind, unsigned number)
{
    (void)run;
    (void)kind;
    (void)number;
}

int px_markdown_document_links(px_str markdown, px_markdown_link_fn *fn, void *arg, px_error *err)
{
    static const px_block_sink sink = {
        .spans = { .text = visit_text, .line_break = visit_break, .open = visit_open },
        .open = visit_block,
        .close = visit_block,
    };
    link_visit v = { .run = PX_BUILDER_INIT(1), .fn = fn, .arg = arg, .err = err };
    int rc = px_markdown_walk_document(markdown, &sink, &v.run, err);

    return rc < 0 ? rc : v.rc;
}
