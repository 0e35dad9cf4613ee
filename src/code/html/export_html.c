/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A version as one HTML document that needs nothing else: the tree of provisions as nested
 * elements, so that import_html.c reads the same tree from it.
 *
 * Every provision is an element with data-kind; id is its lasting id, data-eid its eId, data-extra
 * its extra. Inside, data-part tells what belongs to the provision itself: "number", "heading" and
 * "text"; "items" and "line" only hold what stands in them, "about" and "contents" are no text of
 * the code. Where the Markdown that an importer would make of the HTML is not the stored one
 * (docs/exporting.md), data-markdown holds that.
 */
#include "base/embedded.h"
#include "base/message.h"
#include "code/contents_html.h"
#include "code/export.h"
#include "code/inline_runs.h"
#include "code/markdown/markdown.h"
#include "code/node_html.h"
#include "code/table_text.h"

#include "base/banned.h"

enum { MAX_NESTING = 64, CONTENTS_LEVELS = 3, HEADINGS = 6 };

typedef struct writer {
    px_arena *arena;
    const px_export *export;
    const px_language *language; /* of the words that are ours */
    px_builder *out;
    px_error *err;
} writer;

/* Where a node stands. */
typedef struct place {
    int heading; /* level of the next heading */
    int nesting;
    bool ordered; /* in a list with numbers */
} place;

static int write_children(writer *w, size_t at, size_t to, place p);

/* ---- Attributes */

static void write_attribute(writer *w, const char *name, px_str value)
{
    px_builder_format(w->out, " %s=\"", name);
    px_builder_html(w->out, value);
    px_builder_char(w->out, '"');
}

/* What every provision's element has. */
static void write_node_attributes(writer *w, const px_node *node)
{
    if (node->lasting_id.len)
        write_attribute(w, "id", node->lasting_id);
    write_attribute(w, "data-kind", px_str_of(px_provision_kind_name(node->kind)));
    if (node->eid.len)
        write_attribute(w, "data-eid", node->eid);
    if (node->extra.len)
        write_attribute(w, "data-extra", node->extra);
}

/* data-markdown, where the importer would not come to this Markdown by itself. */
static int write_markdown(writer *w, px_str markdown)
{
    px_str canonical;
    int rc = px_inline_canonical(w->arena, markdown, &canonical, w->err);

    if (rc >= 0 && !px_str_eq(canonical, markdown))
        write_attribute(w, "data-markdown", markdown);
    return rc;
}

/* ---- Parts */

static void write_number(writer *w, const px_node *node)
{
    if (!node->number.len)
        return;
    px_builder_add(w->out, "<span class=\"num\" data-part=\"number\">");
    px_builder_html(w->out, node->number);
    px_builder_add(w->out, "</span> ");
}

/* An element with its Markdown inside; its start tag is open. */
static int write_inline(writer *w, const char *element, px_str markdown)
{
    int rc = write_markdown(w, markdown);

    px_builder_char(w->out, '>');
    if (rc >= 0)
        rc = px_markdown_html(w->out, markdown, w->err);
    px_builder_format(w->out, "</%s>", element);
    return rc;
}

/* "text" or "heading" of a provision as an element of its own. */
static int write_part(writer *w, const char *element, const char *part, px_str markdown)
{
    if (!markdown.len)
        return 0;
    px_builder_format(w->out, "<%s data-part=\"%s\"", element, part);
    return write_inline(w, element, markdown);
}

/* The number stands inside of the heading, and is no part of it. */
static int write_heading(writer *w, const px_node *node, int level)
{
    int shown = PX_MIN(level, HEADINGS), rc;

    px_builder_format(w->out, "<h%d data-part=\"heading\"", shown);
    if (level > HEADINGS)
        px_builder_format(w->out, " aria-level=\"%d\"", level);
    rc = write_markdown(w, node->heading);
    px_builder_char(w->out, '>');
    write_number(w, node);
    if (rc >= 0)
        rc = px_markdown_html(w->out, node->heading, w->err);
    px_builder_format(w->out, "</h%d>\n", shown);
    return rc;
}

/* ---- Kinds */

static bool is_division(const px_node *node)
{
    return px_provision_kinds[node->kind].division;
}

static bool has_title(const px_node *node)
{
    return px_node_titled(node) || (is_division(node) && node->number.len);
}

static const char *element_of(const px_node *node)
{
    if (node->kind == PX_PROVISION_ARTICLE)
        return "article";
    if (node->kind == PX_PROVISION_NOTE)
        return "aside";
    if (node->kind == PX_PROVISION_GROUP && px_str_is(node->extra, "quote"))
        return "blockquote";
    return has_title(node) ? "section" : "div";
}

/* A paragraph and its like that are one element: text, and a number perhaps. */
static int write_leaf(writer *w, const px_node *node)
{
    int rc;

    px_builder_add(w->out, "<p");
    write_node_attributes(w, node);
    rc = write_markdown(w, node->text);
    px_builder_char(w->out, '>');
    write_number(w, node);
    if (rc >= 0)
        rc = px_markdown_html(w->out, node->text, w->err);
    px_builder_add(w->out, "</p>\n");
    return rc;
}

/* Number, heading that is no title, text. */
static int write_words(writer *w, const px_node *node)
{
    int rc;

    write_number(w, node);
    rc = write_part(w, "b", "heading", node->heading);
    if (node->heading.len)
        px_builder_char(w->out, ' ');
    return rc < 0 ? rc : write_part(w, "span", "text", node->text);
}

/* The same as a paragraph, where there are any. */
static int write_content(writer *w, const px_node *node)
{
    int rc;

    if (!node->number.len && !node->heading.len && !node->text.len)
        return 0;
    px_builder_add(w->out, "<p data-part=\"line\">");
    rc = write_words(w, node);
    px_builder_add(w->out, "</p>\n");
    return rc;
}

static int write_block(writer *w, size_t at, place p)
{
    const px_node *node = &w->export->text->nodes[at];
    const char *element = element_of(node);
    size_t end = px_text_tree_end(w->export->text, at);
    int rc = 0;

    if (end == at + 1 && !node->heading.len && !is_division(node) &&
        node->kind != PX_PROVISION_GROUP && node->kind != PX_PROVISION_NOTE)
        return write_leaf(w, node);
    px_builder_format(w->out, "<%s", element);
    write_node_attributes(w, node);
    px_builder_add(w->out, ">\n");
    if (has_title(node)) {
        rc = write_heading(w, node, p.heading++);
        if (rc >= 0)
            rc = write_part(w, "p", "text", node->text);
    } else {
        rc = write_content(w, node);
    }
    if (rc >= 0)
        rc = write_children(w, at + 1, end, p);
    px_builder_format(w->out, "</%s>\n", element);
    return rc;
}

/* Tables and blocks of code may be wider than the page. */
static int write_figure(writer *w, size_t at, place p)
{
    const px_node *node = &w->export->text->nodes[at];
    bool table = node->kind == PX_PROVISION_TABLE;
    px_str canonical = node->text;
    px_node bare = *node;
    int rc = 0;

    bare.heading = PX_STR_NONE;
    px_builder_add(w->out, "<figure");
    write_node_attributes(w, node);
    px_builder_add(w->out, ">\n");
    if (node->heading.len || node->number.len) {
        px_builder_add(w->out, "<figcaption data-part=\"line\">");
        write_number(w, node);
        rc = write_part(w, "span", "heading", node->heading);
        px_builder_add(w->out, "</figcaption>\n");
    }
    if (rc >= 0 && table)
        rc = px_table_text_canonical(w->arena, node->text, &canonical, w->err);
    px_builder_add(w->out, "<div class=\"wide\" data-part=\"text\" tabindex=\"0\"");
    if (!px_str_eq(canonical, node->text))
        write_attribute(w, "data-markdown", node->text);
    px_builder_add(w->out, ">\n");
    if (rc >= 0)
        rc = px_node_html(w->out, &bare, w->err);
    px_builder_add(w->out, "</div>\n");
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->export->text, at), p);
    px_builder_add(w->out, "</figure>\n");
    return rc;
}

static int write_point(writer *w, size_t at, place p)
{
    const px_node *node = &w->export->text->nodes[at];
    int rc;

    px_builder_add(w->out, "<li");
    write_node_attributes(w, node);
    px_builder_char(w->out, '>');
    rc = write_words(w, node);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->export->text, at), p);
    px_builder_add(w->out, "</li>\n");
    return rc;
}

static int write_definition(writer *w, size_t at, place p)
{
    const px_node *node = &w->export->text->nodes[at];
    int rc;

    px_builder_add(w->out, "<div");
    write_node_attributes(w, node);
    px_builder_add(w->out, "><dt data-part=\"line\">");
    write_number(w, node);
    rc = write_part(w, "dfn", "heading", node->heading);
    px_builder_add(w->out, "</dt>\n<dd data-part=\"line\">");
    if (rc >= 0)
        rc = write_part(w, "p", "text", node->text);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->export->text, at), p);
    px_builder_add(w->out, "</dd></div>\n");
    return rc;
}

/* Points, or definitions, that follow each other, in the element that they need. */
static const char *items_element(px_provision_kind kind, bool ordered)
{
    return kind == PX_PROVISION_DEFINITION ? "dl" : ordered ? "ol" : "ul";
}

static size_t items_end(const px_text *text, size_t at, size_t to)
{
    px_provision_kind kind = text->nodes[at].kind;

    while (at < to && text->nodes[at].kind == kind)
        at = px_text_tree_end(text, at);
    return at;
}

static int write_items(writer *w, size_t at, size_t to, place p)
{
    px_provision_kind kind = w->export->text->nodes[at].kind;
    int rc = 0;

    for (; rc >= 0 && at < to; at = px_text_tree_end(w->export->text, at))
        rc = kind == PX_PROVISION_DEFINITION ? write_definition(w, at, p) : write_point(w, at, p);
    return rc;
}

/* The class of a list's element whose first point shows its own number. */
static const char *items_class(const px_node *first)
{
    return first->kind == PX_PROVISION_POINT && first->number.len ? " class=\"numbered\"" : "";
}

static int write_loose_items(writer *w, size_t at, size_t to, place p)
{
    const px_node *first = &w->export->text->nodes[at];
    const char *element = items_element(first->kind, p.ordered);
    int rc;

    px_builder_format(w->out, "<%s%s data-part=\"items\">\n", element, items_class(first));
    p.ordered = false;
    rc = write_items(w, at, to, p);
    px_builder_format(w->out, "</%s>\n", element);
    return rc;
}

/* A list of nothing but points, or definitions, is their element; any other holds it. */
static int write_list(writer *w, size_t at, place p)
{
    const px_text *text = w->export->text;
    const px_node *node = &text->nodes[at], *first = node + 1;
    size_t end = px_text_tree_end(text, at);
    bool items = end > at + 1 &&
                 (first->kind == PX_PROVISION_POINT || first->kind == PX_PROVISION_DEFINITION);
    bool pure = items && items_end(text, at + 1, end) == end && !node->number.len &&
                !node->heading.len && !node->text.len;
    const char *element;
    int rc;

    p.ordered = px_str_is(node->extra, "ordered");
    element = pure ? items_element(first->kind, p.ordered) : "div";
    px_builder_format(w->out, "<%s%s", element, pure ? items_class(first) : "");
    write_node_attributes(w, node);
    px_builder_add(w->out, ">\n");
    if (pure) {
        p.ordered = false;
        rc = write_items(w, at + 1, end, p);
    } else {
        rc = write_content(w, node);
        if (rc >= 0)
            rc = write_children(w, at + 1, end, p);
    }
    px_builder_format(w->out, "</%s>\n", element);
    return rc;
}

static int write_children(writer *w, size_t at, size_t to, place p)
{
    const px_text *text = w->export->text;
    int rc = 0;

    if (++p.nesting > MAX_NESTING)
        return px_fail(w->err, PX_ERR_TOO_LARGE,
                       N_("the provisions stand inside each other too deeply"), NULL);
    while (rc >= 0 && at < to) {
        size_t next = px_text_tree_end(text, at);

        switch (text->nodes[at].kind) {
        case PX_PROVISION_POINT:
        case PX_PROVISION_DEFINITION:
            next = items_end(text, at, to);
            rc = write_loose_items(w, at, next, p);
            break;
        case PX_PROVISION_LIST:
            rc = write_list(w, at, p);
            break;
        case PX_PROVISION_TABLE:
        case PX_PROVISION_CODE_BLOCK:
            rc = write_figure(w, at, p);
            break;
        default:
            rc = write_block(w, at, p);
        }
        at = next;
    }
    return rc;
}

/* ---- The document */

static px_str style(void)
{
    for (const px_embedded *file = px_embedded_styles; file->name; file++)
        if (px_str_is(PX_STR("document.css"), file->name))
            return px_embedded_str(file);
    return PX_STR("");
}

/* Our words are in the language of the text, where there is a catalogue for it. */
static void write_own_language(writer *w)
{
    px_str tag = px_str_of(px_language_tag(w->language));

    if (!px_str_eq(px_str_sub(w->export->text->language, 0, tag.len), tag))
        write_attribute(w, "lang", tag);
}

static void write_head(writer *w)
{
    px_builder_add(w->out, "<!DOCTYPE html>\n<html data-praxis=\"1\"");
    write_attribute(w, "lang", w->export->text->language);
    px_builder_add(w->out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    px_builder_html(w->out, w->export->version->title);
    px_builder_add(w->out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, "
                           "initial-scale=1\">\n<meta name=\"generator\" content=\"praxis\">\n"
                           "<style>\n");
    px_builder_str(w->out, style());
    px_builder_add(w->out, "</style>\n</head>\n<body>\n");
}

/* Code, version and state above the title; the digest that proves a published text at the end. */
static void write_about(writer *w)
{
    const px_version *version = w->export->version;

    px_builder_add(w->out, "<header>\n<h1 data-part=\"title\">");
    px_builder_html(w->out, version->title);
    px_builder_add(w->out, "</h1>\n<p data-part=\"about\"");
    write_own_language(w);
    px_builder_char(w->out, '>');
    px_builder_html(w->out, w->export->code->id);
    px_builder_add(w->out, " <b>");
    px_builder_html(w->out, version->label);
    px_builder_add(w->out, "</b> · ");
    px_builder_html(w->out, px_str_of(px_tr(w->language, px_version_state_title(version->state))));
    if (version->published != PX_TIME_NONE) {
        px_civil date = px_civil_from_utc(version->published);

        px_builder_add(w->out, " · ");
        px_format_date(w->out, w->language, &date);
    }
    px_builder_add(w->out, "</p>\n</header>\n");
}

static int write_contents(writer *w)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_contents_html(&list, w->export->text, CONTENTS_LEVELS, w->err);

    if (rc < 0 || !list.len)
        return rc;
    px_builder_add(w->out, "<nav data-part=\"contents\" aria-labelledby=\"contents\">\n"
                           "<h2 id=\"contents\"");
    write_own_language(w);
    px_builder_char(w->out, '>');
    px_builder_html(w->out, px_str_of(px_tr(w->language, N_("Contents"))));
    px_builder_add(w->out, "</h2>\n");
    px_builder_str(w->out, px_builder_view(&list));
    px_builder_add(w->out, "</nav>\n");
    return 0;
}

static void write_foot(writer *w)
{
    if (!w->export->version->digest.len)
        return;
    px_builder_add(w->out, "<footer data-part=\"about\">\n<p>praxis-text/1 SHA-256 <code>");
    px_builder_html(w->out, w->export->version->digest);
    px_builder_add(w->out, "</code></p>\n</footer>\n");
}

int px_export_html(px_arena *arena, const px_export *export, px_builder *out, px_error *err)
{
    const px_language *language = px_language_find(export->text->language);
    writer w = { arena, export, language ? language : px_language_english(), out, err };
    int rc;

    write_head(&w);
    write_about(&w);
    rc = write_contents(&w);
    px_builder_add(out, "<main>\n");
    if (rc >= 0)
        rc = write_children(&w, 0, export->text->count, (place){ .heading = 2 });
    px_builder_add(out, "</main>\n");
    write_foot(&w);
    px_builder_add(out, "</body>\n</html>\n");
    return rc < 0 ? rc : px_builder_check(out, err);
}
