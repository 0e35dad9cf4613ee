/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_text.h"

#include "code/contents_html.h"
#include "code/markdown.h"
#include "code/node_html.h"
#include "web/page_part.h"

#include "base/banned.h"

enum { MAX_NESTING = 64, CONTENTS_LEVELS = 3 };

typedef struct writer {
    const px_request *request;
    px_builder *out;
    const px_text *text;
    bool addresses;
    px_error *err;
} writer;

/* Where a node stands: how deep in headings, and inside what. */
typedef struct place {
    int heading; /* level of the next heading */
    int nesting;
} place;

static int write_children(writer *w, size_t at, size_t to, place p);

int px_page_text_name(const px_request *request, px_builder *out, const px_node *node,
                      px_error *err)
{
    bool named = node->heading.len > 0 && node->kind != PX_PROVISION_TABLE;

    if (!named)
        px_provision_kind_words(out, request->language, node->kind, node->extra);
    if (node->number.len) {
        if (!named)
            px_builder_char(out, ' ');
        px_builder_str(out, node->number);
    }
    if (!named)
        return 0;
    if (node->number.len)
        px_builder_char(out, ' ');
    return px_markdown_plain(out, node->heading, err);
}

/* ---- Addresses */

static void write_id(writer *w, const px_node *node)
{
    if (!w->addresses || !node->lasting_id.len)
        return;
    px_builder_add(w->out, " id=\"");
    px_builder_html(w->out, node->lasting_id);
    px_builder_char(w->out, '"');
}

/* The paragraph sign: a link to the provision itself, named after it. */
static int write_anchor(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024),
                               label = PX_BUILDER_INIT(64 * 1024);
    px_arg arg = { .name = "provision" };
    int rc;

    if (!w->addresses || !node->lasting_id.len)
        return 0;
    rc = px_page_text_name(w->request, &name, node, w->err);
    if (rc < 0)
        return rc;
    arg.value = px_builder_view(&name);
    px_message(&label, w->request->language, N_("Address of {provision}"), &arg, 1);
    px_builder_add(w->out, "<a class=\"anchor\" href=\"#");
    px_builder_html(w->out, node->lasting_id);
    px_builder_format(w->out, "\" lang=\"%s\" aria-label=\"",
                      px_language_tag(w->request->language));
    px_builder_html(w->out, px_builder_view(&label));
    px_builder_add(w->out, "\">§</a>");
    return 0;
}

static void write_number(writer *w, const px_node *node)
{
    if (!node->number.len)
        return;
    px_builder_add(w->out, "<span class=\"num\">");
    px_builder_html(w->out, node->number);
    px_builder_add(w->out, "</span> ");
}

static void write_open(writer *w, const char *element, const px_node *node)
{
    px_builder_format(w->out, "<%s class=\"provision %s\"", element,
                      px_provision_kind_name(node->kind));
    write_id(w, node);
    px_builder_char(w->out, '>');
}

/* ---- Kinds */

static int write_heading(writer *w, const px_node *node, int level)
{
    int rc;

    if (!node->heading.len)
        return 0;
    px_builder_format(w->out, "<h%d>", level);
    write_number(w, node);
    rc = px_markdown_html(w->out, node->heading, w->err);
    px_builder_format(w->out, "</h%d>\n", level);
    return rc;
}

/* A scrolling group for what may be wider than the page. */
static int write_wide(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    int rc = px_page_text_name(w->request, &name, node, w->err);

    if (rc < 0)
        return rc;
    px_builder_format(w->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    px_builder_html(w->out, px_builder_view(&name));
    px_builder_add(w->out, "\">\n");
    rc = px_node_html(w->out, node, w->err);
    px_builder_add(w->out, "</div>\n");
    return rc;
}

static int write_content(writer *w, const px_node *node)
{
    return node->kind == PX_PROVISION_TABLE ? write_wide(w, node)
                                            : px_node_html(w->out, node, w->err);
}

/* Sections, chapters, measures and their like; paragraphs, tables, code blocks, groups. */
static int write_block(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    bool heading = px_node_titled(node);
    const char *element = heading ? "section" : "div";
    int rc;

    write_open(w, element, node);
    rc = heading ? write_heading(w, node, p.heading) : 0;
    if (rc >= 0)
        rc = write_anchor(w, node);
    if (rc >= 0 && !heading && node->number.len)
        write_number(w, node);
    if (rc >= 0)
        rc = write_content(w, node);
    if (heading && p.heading < 6)
        p.heading++;
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->text, at), p);
    px_builder_format(w->out, "</%s>\n", element);
    return rc;
}

static int write_point(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    int rc;

    write_open(w, "li", node);
    rc = write_anchor(w, node);
    write_number(w, node);
    if (rc >= 0 && node->heading.len) {
        px_builder_add(w->out, "<b>");
        rc = px_markdown_html(w->out, node->heading, w->err);
        px_builder_add(w->out, "</b> ");
    }
    if (rc >= 0)
        rc = px_node_html(w->out, node, w->err);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->text, at), p);
    px_builder_add(w->out, "</li>\n");
    return rc;
}

static int write_definition(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    int rc;

    write_open(w, "div", node);
    px_builder_add(w->out, "<dt>");
    rc = write_anchor(w, node);
    write_number(w, node);
    px_builder_add(w->out, "<dfn>");
    if (rc >= 0)
        rc = px_markdown_html(w->out, node->heading, w->err);
    px_builder_add(w->out, "</dfn></dt>\n<dd>");
    if (rc >= 0)
        rc = px_node_html(w->out, node, w->err);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->text, at), p);
    px_builder_add(w->out, "</dd></div>\n");
    return rc;
}

/* A list holds only what its element may hold: points, or definitions. */
static int write_list(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    size_t end = px_text_tree_end(w->text, at);
    bool definitions = px_str_is(node->extra, "definition");
    bool ordered = px_str_is(node->extra, "ordered");
    const char *element = definitions ? "dl" : ordered ? "ol" : "ul";
    px_provision_kind kind = definitions ? PX_PROVISION_DEFINITION : PX_PROVISION_POINT;
    int rc = 0;

    write_open(w, "div", node);
    if (node->text.len) {
        px_builder_add(w->out, "<p>");
        rc = px_node_html(w->out, node, w->err);
        px_builder_add(w->out, "</p>\n");
    }
    px_builder_format(
        w->out, "<%s%s>\n", element,
        ordered && at + 1 < end && w->text->nodes[at + 1].number.len ? " class=\"numbered\"" : "");
    for (at++; rc >= 0 && at < end && w->text->nodes[at].kind == kind;
         at = px_text_tree_end(w->text, at))
        rc = definitions ? write_definition(w, at, p) : write_point(w, at, p);
    px_builder_format(w->out, "</%s>\n", element);
    if (rc >= 0)
        rc = write_children(w, at, end, p);
    px_builder_add(w->out, "</div>\n");
    return rc;
}

/* A point or definition outside of a list gets one of its own. */
static int write_alone(writer *w, size_t at, place p)
{
    bool definition = w->text->nodes[at].kind == PX_PROVISION_DEFINITION;
    int rc;

    px_builder_add(w->out, definition ? "<dl>\n" : "<ul>\n");
    rc = definition ? write_definition(w, at, p) : write_point(w, at, p);
    px_builder_add(w->out, definition ? "</dl>\n" : "</ul>\n");
    return rc;
}

static int write_children(writer *w, size_t at, size_t to, place p)
{
    int rc = 0;

    if (++p.nesting > MAX_NESTING)
        return px_fail(w->err, PX_ERR_TOO_LARGE,
                       N_("the provisions stand inside each other too deeply"), NULL);
    for (; rc >= 0 && at < to; at = px_text_tree_end(w->text, at)) {
        switch (w->text->nodes[at].kind) {
        case PX_PROVISION_LIST:
            rc = write_list(w, at, p);
            break;
        case PX_PROVISION_POINT:
        case PX_PROVISION_DEFINITION:
            rc = write_alone(w, at, p);
            break;
        default:
            rc = write_block(w, at, p);
        }
    }
    return rc;
}

int px_page_text(const px_request *request, px_builder *out, const px_text *text, size_t from,
                 size_t to, bool addresses, px_error *err)
{
    writer w = { request, out, text, addresses, err };
    int rc = write_children(&w, from, to, (place){ .heading = addresses ? 2 : 3 });

    return rc < 0 ? rc : px_builder_check(out, err);
}

int px_page_contents(px_builder *out, const px_text *text, px_error *err)
{
    return px_contents_html(out, text, CONTENTS_LEVELS, err);
}
