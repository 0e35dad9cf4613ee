/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/html/import_html.h"

#include "code/html/html_source.h"
#include "code/html/html_walk.h"
#include "code/link_rewrite.h"
#include "code/normal.h"

#include "base/banned.h"

/* ---- Links: an element may have several ids, a node has one */

static px_str link_target(void *arg, px_str fragment)
{
    const px_html *h = arg;
    const px_html_target *target = px_html_target_map_get(&h->targets, fragment);
    const px_outline_node *node;

    if (!target)
        return PX_STR_NONE; /* whoever stores it reports it */
    node = &h->outline->nodes[target->node];
    return node->alias.len ? node->alias : node->id;
}

static void resolve_links(px_html *h)
{
    for (size_t i = 0; i < h->outline->count; i++) {
        px_outline_node *node = &h->outline->nodes[i];

        node->heading = px_link_rewrite(h->arena, node->heading, link_target, h);
        if (node->kind != PX_PROVISION_CODE_BLOCK)
            node->text = px_link_rewrite(h->arena, node->text, link_target, h);
    }
}

/* ---- The document */

static void walk(px_html *h)
{
    px_html_scope scope;
    px_html_place place = { .parent = PX_OUTLINE_TOP, .scope = &scope };

    px_html_scope_open(&scope, PX_OUTLINE_TOP);
    if (!h->tree->own)
        px_html_find_title(h);
    px_html_inside(h, 0, &place);
    px_html_last_ids(h);
    if (!h->outline->title.len)
        h->outline->title = h->tree->title;
    h->outline->elements = h->tree->elements;
    h->outline->mapped = h->tree->elements - PX_MIN(h->unmapped, h->tree->elements);
    resolve_links(h);
}

int px_import_html(px_str input, px_str options, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2 * PX_TEXT_MAX);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline outline = { .arena = arena };
    px_html_tree tree = { 0 };
    px_html h = {
        .arena = arena,
        .outline = &outline,
        .tree = &tree,
        .awaiting = PX_OUTLINE_TOP,
        .points = PX_OUTLINE_TOP,
    };
    int rc = px_html_source(&text, input, err);

    (void)options;
    if (rc >= 0)
        rc = px_html_tree_parse(arena, px_builder_view(&text), &tree, err);
    if (rc < 0)
        return rc;
    walk(&h);
    px_map_free(&h.strange);
    px_html_target_map_free(&h.targets);
    rc = px_outline_check(&outline, err);
    return rc < 0 ? rc : px_outline_write(&outline, out, err);
}

/* ---- Recognition */

/* True where the head has "<name" as a tag. */
static bool has_tag(px_str head, px_str name)
{
    for (size_t i = 0; i + name.len < head.len; i++) {
        char next = head.ptr[i + name.len];

        if (px_str_eq_nocase(px_str_sub(head, i, i + name.len), name) &&
            (next == '>' || next == ' ' || next == '\n' || next == '\r' || next == '\t'))
            return true;
    }
    return false;
}

/* White space, comments and XML's instructions may stand before the first tag. */
static px_str first_tag(px_str head)
{
    for (;;) {
        px_str end;

        head = px_str_trim(head);
        if (px_str_starts(head, PX_STR("<!--")))
            end = PX_STR("-->");
        else if (px_str_starts(head, PX_STR("<?")))
            end = PX_STR(">");
        else
            return head;
        head = px_str_sub(head, px_str_find(head, end) + end.len, head.len);
    }
}

bool px_html_recognise(px_str head)
{
    static const px_str tags[] = { PX_STR_INIT("<html"), PX_STR_INIT("<head"), PX_STR_INIT("<body"),
                                   PX_STR_INIT("<!doctype html") };
    px_str first;

    if (px_str_starts(head, PX_STR("\xEF\xBB\xBF")))
        head = px_str_sub(head, 3, head.len);
    first = first_tag(head);
    for (size_t i = 0; i < PX_COUNT(tags); i++)
        if (has_tag(px_str_sub(first, 0, tags[i].len + 1), tags[i]))
            return true;
    return false;
}
