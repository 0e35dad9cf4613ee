/* SPDX-License-Identifier: EUPL-1.2 */
/* Our own export (export_html.c): elements say themselves which provision they are. */
#include "code/html/html_walk.h"
#include "code/table_text.h"

#include "base/banned.h"

static px_str part_of(const px_html *h, size_t element)
{
    return h->tree->own ? px_html_attribute(px_html_at(h, element), "data-part") : PX_STR_NONE;
}

static bool kind_of(const px_html *h, size_t element, px_provision_kind *ret_kind)
{
    return h->tree->own &&
           px_provision_kind_find(px_html_attribute(px_html_at(h, element), "data-kind"), ret_kind);
}

bool px_html_is_own(const px_html *h, size_t element)
{
    px_provision_kind kind;

    return part_of(h, element).len || kind_of(h, element, &kind);
}

/* A number that is too long for one stays among the words. */
bool px_html_number_part(const px_html *h, size_t element)
{
    size_t len = 0;

    if (!px_str_is(part_of(h, element), "number"))
        return false;
    for (size_t i = element + 1; i < px_html_at(h, element)->end; i++)
        if (px_html_at(h, i)->role == PX_HTML_TEXT)
            len += px_html_at(h, i)->text.len;
        else
            len += px_html_at(h, i)->role == PX_HTML_BREAK;
    return len <= PX_OUTLINE_NUMBER_MAX;
}

/* ---- Markdown */

/* The Markdown beside the element, in its canonical form and as it is; false where there is none.
 */
static bool stored_markdown(px_html *h, size_t element, px_str *ret_markdown, px_str *ret_canonical)
{
    px_str stored = px_html_attribute(px_html_at(h, element), "data-markdown");
    px_error ignored = PX_ERROR_INIT;

    if (!stored.len || px_inline_canonical(h->arena, stored, ret_canonical, &ignored) < 0)
        return false;
    *ret_markdown = stored;
    return true;
}

px_str px_html_stored(px_html *h, size_t element, px_str text)
{
    px_str stored, canonical;

    return stored_markdown(h, element, &stored, &canonical) && px_str_eq(canonical, text) ? stored
                                                                                          : text;
}

/* The words of a part; a number among them is the provision's. */
static px_str part_markdown(px_html *h, size_t element, size_t node)
{
    px_inline_runs runs;

    h->in_part = true;
    runs = px_html_runs(h, element);
    h->in_part = false;
    for (size_t i = element + 1; i < px_html_at(h, element)->end; i = px_html_at(h, i)->end)
        if (px_html_number_part(h, i))
            h->outline->nodes[node].number = px_html_verbatim(h, i);
    return px_html_stored(h, element, px_inline_markdown(&runs));
}

static size_t find_role(px_html *h, size_t element, px_html_role role)
{
    size_t i = element, end = px_html_at(h, element)->end;

    while (i < end && px_html_at(h, i)->role != role)
        i++;
    return i < end ? i : element;
}

static px_str table_markdown(px_html *h, size_t element)
{
    px_str text = px_html_table_text(h, find_role(h, element, PX_HTML_TABLE));
    px_str stored = px_html_attribute(px_html_at(h, element), "data-markdown"), canonical;
    px_error ignored = PX_ERROR_INIT;

    if (stored.len && px_table_text_canonical(h->arena, stored, &canonical, &ignored) >= 0 &&
        px_str_eq(canonical, text))
        return stored;
    return text;
}

/* ---- Parts */

static void take_text(px_html *h, size_t element, size_t node)
{
    px_outline_node *n = &h->outline->nodes[node];

    if (n->kind == PX_PROVISION_TABLE)
        n->text = table_markdown(h, element);
    else if (n->kind == PX_PROVISION_CODE_BLOCK)
        n->text = px_html_verbatim(h, find_role(h, element, PX_HTML_CODE));
    else
        n->text = part_markdown(h, element, node);
}

/* A title that is too long for one stays among the words. */
static bool take_title(px_html *h, size_t element)
{
    px_inline_runs runs = px_html_runs(h, element);
    px_str title = px_inline_words(&runs);

    if (title.len > PX_OUTLINE_MAX_TITLE)
        return false;
    h->outline->title = title;
    return true;
}

/* True for a part that was taken. */
static bool take_part(px_html *h, size_t element, px_html_place *place)
{
    px_str part = part_of(h, element);
    size_t node = place->parent;

    if (px_str_is(part, "about") || px_str_is(part, "contents"))
        return true;
    if (px_str_is(part, "title"))
        return take_title(h, element);
    if (px_str_is(part, "line") || px_str_is(part, "items")) {
        px_html_inside(h, element, place);
        return true;
    }
    if (!place->own)
        return false;
    if (px_str_is(part, "heading"))
        h->outline->nodes[node].heading = part_markdown(h, element, node);
    else if (px_str_is(part, "text"))
        take_text(h, element, node);
    else if (px_html_number_part(h, element))
        h->outline->nodes[node].number = px_html_verbatim(h, element);
    else
        return false;
    return true;
}

/* ---- Provisions */

static bool absorbs(px_provision_kind kind)
{
    return !px_provision_kinds[kind].division && kind != PX_PROVISION_LIST &&
           kind != PX_PROVISION_GROUP && kind != PX_PROVISION_TABLE &&
           kind != PX_PROVISION_CODE_BLOCK;
}

static void take_provision(px_html *h, size_t element, px_html_place *place, px_provision_kind kind)
{
    px_str extra = px_html_attribute(px_html_at(h, element), "data-extra"), stored, canonical;
    px_html_scope scope = { 0 };
    px_html_place inner = { .own = element, .absorb = absorbs(kind) };
    size_t node;

    if (place->scope) /* a section that somebody added ends here */
        px_html_scope_close(place->scope);
    px_html_ids(h, element);
    node = px_html_add(h, px_html_parent(place), kind, px_html_at(h, element)->line);
    if (extra.len <= PX_OUTLINE_EXTRA_MAX)
        h->outline->nodes[node].extra = extra;
    inner.parent = node;
    px_html_scope_open(&scope, node);
    if (px_provision_kinds[kind].division)
        inner.scope = &scope;
    px_html_inside(h, element, &inner);
    if (inner.absorb && !h->outline->nodes[node].text.len &&
        stored_markdown(h, element, &stored, &canonical) && !canonical.len)
        h->outline->nodes[node].text = stored;
    place->absorb = false;
}

bool px_html_own(px_html *h, size_t element, px_html_place *place)
{
    px_provision_kind kind;

    if (kind_of(h, element, &kind)) {
        take_provision(h, element, place, kind);
        return true;
    }
    return take_part(h, element, place);
}
