/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_text.h"

#include "base/map.h"
#include "code/contents_html.h"
#include "code/markdown/markdown.h"
#include "code/node_html.h"
#include "web/comment/comment_view.h"
#include "web/comment/margin.h"
#include "web/edit/shaped.h"
#include "web/page_duty.h"
#include "web/page_frame.h"
#include "web/page_part.h"

#include "base/banned.h"

enum { MAX_NESTING = 64 };

PX_MAP_DEFINE(node_map, px_node)

typedef struct writer {
    const px_request *request;
    px_builder *out;
    const px_text *text;
    const px_page_text_how *how;
    px_markdown_hooks words, headings; /* of running text; of headings, where no term is linked */
    node_map by_id;                    /* the text's nodes; empty until a reference wants one */
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

px_str px_page_text_line(const px_request *request, const px_node *node, size_t points)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;
    px_str words = px_comment_view_plain(request, node->text);

    px_builder_format(&name, "%.*s", node->depth * 2, "                    ");
    (void)!px_page_text_name(request, &name, node, &ignored);
    if (!node->heading.len && words.len)
        px_builder_format(&name, "%s%.*s", px_tr(request->language, N_(": ")), PX_STR_ARG(words));
    return px_comment_view_head(request, px_arena_str(request->arena, px_builder_view(&name)),
                                points);
}

/* ---- Words: terms, and references, which say where they lead */

static void write_terms(void *arg, px_builder *out, px_str text)
{
    writer *w = arg;

    if (w->how->terms)
        px_terms_html(w->how->terms, out, text);
    else
        px_builder_html(out, text);
}

static const px_node *node_of(writer *w, px_str id)
{
    bool known = px_map_count(&w->by_id.map) > 0;

    for (size_t i = 0; !known && i < w->text->count; i++)
        if (w->text->nodes[i].lasting_id.len)
            (void)node_map_put(&w->by_id, w->text->nodes[i].lasting_id, &w->text->nodes[i]);
    return node_map_get(&w->by_id, id);
}

/* The nearest one that has a heading: the node itself, or what it stands in; NULL for none. */
static const px_node *titled(const writer *w, const px_node *node)
{
    size_t at = (size_t)(node - w->text->nodes);

    while (at != SIZE_MAX && !px_node_titled(&w->text->nodes[at]))
        at = px_text_tree_parent(w->text, at);
    return at == SIZE_MAX ? NULL : &w->text->nodes[at];
}

static void write_reference(void *arg, px_builder *out, px_str id)
{
    writer *w = arg;
    const px_node *node = w->how->addresses ? node_of(w, id) : NULL;
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);

    px_builder_add(out, "<a href=\"");
    if (!w->how->addresses)
        px_builder_html(out,
                        px_page_address(w->request, "/codes/%.*s/%.*s", PX_STR_ARG(w->how->code),
                                        PX_STR_ARG(w->how->version)));
    px_builder_char(out, '#');
    px_builder_html(out, id);
    px_builder_char(out, '"');
    node = node ? titled(w, node) : NULL;
    if (node && px_page_text_name(w->request, &name, node, NULL) >= 0) {
        px_builder_add(out, " title=\"");
        px_builder_html(out, px_builder_view(&name));
        px_builder_char(out, '"');
    }
    px_builder_char(out, '>');
}

/* A heading. Where comments can be made, what is part of its plain form is marked. */
static int write_inline(writer *w, px_str heading)
{
    bool marked = w->how->comment.len > 0;
    int rc;

    if (marked)
        px_builder_add(w->out, "<span data-words=\"heading\">");
    rc = px_markdown_html_with(w->out, heading, &w->headings, w->err);
    if (marked)
        px_builder_add(w->out, "</span>");
    return rc;
}

/* Says that words are missing here in the language of the text, and what another one has. */
static void write_gap(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(4096);
    const px_page_text_how *how = w->how;
    size_t i = 0;
    px_arg arg = { "language", px_part_language(w->request, w->text->language) };

    while (i < how->n_gaps && !(px_str_eq(how->gaps[i].id, node->lasting_id) &&
                                px_str_eq(how->gaps[i].language, w->text->language)))
        i++;
    if (i == how->n_gaps)
        return;
    px_builder_format(w->out, "<span class=\"gap\"><b lang=\"%s\">",
                      px_language_tag(w->request->language));
    px_message(&note, w->request->language, N_("Not translated into {language} yet:"), &arg, 1);
    px_builder_html(w->out, px_builder_view(&note));
    px_builder_add(w->out, "</b> <span lang=\"");
    px_builder_html(w->out, how->gaps[i].other);
    px_builder_add(w->out, "\">");
    px_builder_html(w->out, how->gaps[i].words);
    px_builder_add(w->out, "</span></span>");
}

/* The words of a provision, in the same way. */
static int write_words(writer *w, const px_node *node, const char *element)
{
    bool marked = w->how->comment.len > 0 && node->lasting_id.len;
    int rc;

    if (marked)
        px_builder_format(w->out, "<%s data-words>", element);
    if (!node->heading.len && !node->text.len)
        write_gap(w, node);
    rc = px_node_html_with(w->out, node, &w->words, w->err);
    if (marked)
        px_builder_format(w->out, "</%s>", element);
    return rc;
}

/* ---- Addresses */

static void write_id(writer *w, const px_node *node)
{
    if (!w->how->addresses || !node->lasting_id.len)
        return;
    px_builder_add(w->out, " id=\"");
    px_builder_html(w->out, node->lasting_id);
    px_builder_char(w->out, '"');
}

static void add_label(writer *w, const char *message, px_str name)
{
    PX_AUTO_BUILDER px_builder label = PX_BUILDER_INIT(64 * 1024);
    px_arg arg = { .name = "provision", .value = name };

    px_message(&label, w->request->language, message, &arg, 1);
    px_builder_format(w->out, " lang=\"%s\" aria-label=\"", px_language_tag(w->request->language));
    px_builder_html(w->out, px_builder_view(&label));
    px_builder_char(w->out, '"');
}

/* Where the provision can be edited. */
static void write_edit(writer *w, const px_node *node, px_str name)
{
    if (!w->how->edit.len)
        return;
    px_builder_format(w->out, "<a class=\"edit-link%s\" href=\"",
                      px_node_titled(node) ? " titled" : "");
    px_builder_html(w->out, w->how->edit);
    px_builder_html(w->out, node->lasting_id);
    px_builder_char(w->out, '"');
    add_label(w, N_("Edit {provision}"), name);
    px_builder_char(w->out, '>');
    px_builder_html(w->out, px_str_of(px_tr(w->request->language, N_("Edit"))));
    px_builder_add(w->out, "</a>");
}

/* The paragraph sign, a link to the provision itself, named after it; and beside a heading the one
 * to the provision's page. */
static int write_anchor(writer *w, const px_node *node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    int rc;

    if (!w->how->addresses || !node->lasting_id.len)
        return 0;
    rc = px_page_text_name(w->request, &name, node, w->err);
    if (rc < 0)
        return rc;
    px_builder_add(w->out, "<a class=\"anchor\" href=\"#");
    px_builder_html(w->out, node->lasting_id);
    px_builder_char(w->out, '"');
    add_label(w, N_("Address of {provision}"), px_builder_view(&name));
    px_builder_add(w->out, ">§</a>");
    write_edit(w, node, px_builder_view(&name));
    px_shaped_mark(w->request, w->out, w->how->shaped, node);
    if (!px_node_titled(node))
        return 0;
    px_builder_add(w->out, "<a class=\"through\" href=\"");
    px_builder_html(w->out,
                    px_page_address(w->request, "/codes/%.*s/p/%.*s", PX_STR_ARG(w->how->code),
                                    PX_STR_ARG(node->lasting_id)));
    px_builder_char(w->out, '"');
    add_label(w, N_("{provision} through all versions"), px_builder_view(&name));
    px_builder_add(w->out, " title=\"");
    px_builder_html(w->out, px_str_of(px_tr(w->request->language, N_("Through all versions"))));
    px_builder_add(w->out, "\"></a>");
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
    rc = write_inline(w, node->heading);
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
    rc = write_words(w, node, "div");
    px_builder_add(w->out, "</div>\n");
    return rc;
}

static int write_content(writer *w, const px_node *node)
{
    return node->kind == PX_PROVISION_TABLE ? write_wide(w, node) : write_words(w, node, "div");
}

/* What is said of a provision stands in the margin, or below its words. */
static bool write_said(writer *w, const px_node *node)
{
    bool words = node->text.len || node->heading.len;

    if ((!w->how->remarks && !w->how->comment.len) || !node->lasting_id.len)
        return false;
    return px_page_remarks_write(w->request, w->out, w->how->remarks, node,
                                 words ? w->how->comment : PX_STR(""));
}

static void write_said_end(writer *w, bool said)
{
    if (said)
        px_builder_add(w->out, "</div>\n");
}

/* The heading of what opens no section: a paragraph, a note, a list, code. A table has a caption.
 */
static int write_label(writer *w, const px_node *node)
{
    int rc;

    if (!node->heading.len || node->kind == PX_PROVISION_TABLE)
        return 0;
    px_builder_add(w->out, "<p class=\"label\"><b>");
    rc = write_inline(w, node->heading);
    px_builder_add(w->out, "</b></p>\n");
    return rc;
}

/* What stands before the content of a block: its heading, else its label and number; its signs, and
 * the duty beside it. */
static int write_block_head(writer *w, const px_node *node, int level)
{
    bool heading = px_node_titled(node);
    int rc;

    if (heading && w->how->terms)
        px_terms_begin(w->how->terms);
    rc = heading ? write_heading(w, node, level) : 0;
    if (rc >= 0)
        rc = write_anchor(w, node);
    if (w->how->dossier && node->lasting_id.len)
        px_page_duty(w->request, w->out, w->how->dossier, node->lasting_id);
    if (rc < 0 || heading)
        return rc;
    rc = write_label(w, node);
    write_number(w, node);
    return rc;
}

/* Sections, chapters, measures and their like; paragraphs, tables, code blocks, groups. */
static int write_block(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    bool heading = px_node_titled(node);
    const char *element = heading ? "section" : "div";
    bool said;
    int rc;

    write_open(w, element, node);
    rc = write_block_head(w, node, p.heading);
    said = write_said(w, node);
    if (rc >= 0)
        rc = write_content(w, node);
    write_said_end(w, said);
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
    bool said;
    int rc;

    write_open(w, "li", node);
    rc = write_anchor(w, node);
    write_number(w, node);
    if (rc >= 0 && node->heading.len) {
        px_builder_add(w->out, "<b>");
        rc = write_inline(w, node->heading);
        px_builder_add(w->out, "</b> ");
    }
    said = write_said(w, node);
    if (rc >= 0)
        rc = write_words(w, node, "span");
    write_said_end(w, said);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->text, at), p);
    px_builder_add(w->out, "</li>\n");
    return rc;
}

static int write_definition(writer *w, size_t at, place p)
{
    const px_node *node = &w->text->nodes[at];
    bool said;
    int rc;

    write_open(w, "div", node);
    px_builder_add(w->out, "<dt>");
    rc = write_anchor(w, node);
    write_number(w, node);
    px_builder_add(w->out, "<dfn>");
    if (rc >= 0)
        rc = write_inline(w, node->heading);
    px_builder_add(w->out, "</dfn></dt>\n<dd>");
    if (w->how->terms)
        px_terms_within(w->how->terms, node->lasting_id);
    said = write_said(w, node);
    if (rc >= 0)
        rc = write_words(w, node, "div");
    write_said_end(w, said);
    if (rc >= 0)
        rc = write_children(w, at + 1, px_text_tree_end(w->text, at), p);
    if (w->how->terms)
        px_terms_within(w->how->terms, PX_STR_NONE);
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
    bool said;
    int rc;

    write_open(w, "div", node);
    rc = write_label(w, node);
    said = write_said(w, node);
    if (rc >= 0 && node->text.len) {
        px_builder_add(w->out, "<p>");
        rc = write_words(w, node, "span");
        px_builder_add(w->out, "</p>\n");
    }
    write_said_end(w, said);
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
    const px_node *node = &w->text->nodes[at];
    bool definition = node->kind == PX_PROVISION_DEFINITION;
    int rc;

    if (definition)
        px_builder_add(w->out, "<dl>\n");
    else
        px_builder_add(w->out, node->number.len ? "<ul class=\"numbered\">\n" : "<ul>\n");
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
                 size_t to, const px_page_text_how *how, px_error *err)
{
    writer w = { .request = request, .out = out, .text = text, .how = how, .err = err };
    int rc;

    w.words = (px_markdown_hooks){ &w, write_terms, write_reference };
    w.headings = (px_markdown_hooks){ &w, NULL, write_reference };
    rc = write_children(&w, from, to, (place){ .heading = how->addresses ? 2 : 3 });
    node_map_free(&w.by_id);
    return rc < 0 ? rc : px_builder_check(out, err);
}
