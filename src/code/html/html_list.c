/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists and lists of definitions. */
#include "base/number.h"
#include "code/docx/docx_number_format.h"
#include "code/html/html_walk.h"

#include "base/banned.h"

/* ---- Numbers of items */

typedef struct numbering {
    px_str format; /* a name of ST_NumberFormat; empty: no numbers */
    long long next;
    int step;
    bool bare; /* items show no mark: their numbers stand among the words */
} numbering;

static long long number_attribute(const px_html_node *node, const char *name, long long otherwise)
{
    px_str value = px_str_trim(px_html_attribute(node, name));
    px_error ignored = PX_ERROR_INIT;
    long long number = otherwise;

    (void)!px_parse_int(value, -1000000, 1000000, &number, &ignored);
    return number;
}

static px_str format_of(const px_html_node *node)
{
    static const struct {
        const char *type, *style, *format;
    } formats[] = {
        { "1", "decimal", "decimal" },         { "a", "lower-alpha", "lowerLetter" },
        { "A", "upper-alpha", "upperLetter" }, { "i", "lower-roman", "lowerRoman" },
        { "I", "upper-roman", "upperRoman" },  { "", "lower-latin", "lowerLetter" },
        { "", "upper-latin", "upperLetter" },
    };
    px_str style = px_html_style(node, "list-style-type"), type = px_html_attribute(node, "type");

    if (!style.len)
        style = px_html_style(node, "list-style");
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        if ((style.len && px_str_eq_nocase(style, px_str_of(formats[i].style))) ||
            (!style.len && type.len && px_str_is(type, formats[i].type)))
            return px_str_of(formats[i].format);
    return PX_STR("decimal");
}

static bool shows_no_mark(const px_html_node *node)
{
    return px_str_starts(px_html_style(node, "list-style-type"), PX_STR("none")) ||
           px_str_starts(px_html_style(node, "list-style"), PX_STR("none"));
}

static size_t count_items(px_html *h, size_t element)
{
    size_t count = 0;

    for (size_t i = element + 1; i < px_html_at(h, element)->end; i = px_html_at(h, i)->end)
        count += px_html_at(h, i)->role == PX_HTML_ITEM;
    return count;
}

static numbering numbering_of(px_html *h, size_t element)
{
    const px_html_node *node = px_html_at(h, element);
    bool reversed = px_html_attribute(node, "reversed").ptr != NULL;
    numbering n = { .step = reversed ? -1 : 1, .bare = shows_no_mark(node) };

    if (node->tag != GUMBO_TAG_OL || n.bare)
        return n;
    n.format = format_of(node);
    n.next = number_attribute(node, "start", reversed ? (long long)count_items(h, element) : 1);
    return n;
}

static px_str next_number(px_html *h, const px_html_node *item, numbering *n)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(128);

    if (!n->format.len)
        return PX_STR_NONE;
    n->next = number_attribute(item, "value", n->next);
    px_docx_number_format(&out, n->format, (int)n->next);
    px_builder_char(&out, '.');
    n->next += n->step;
    return px_arena_str(h->arena, px_builder_view(&out));
}

/* ---- Lists */

/* Words of an item whose number is among them: it is cut off where the item begins with words. */
static void bare_item(px_html *h, size_t element, px_html_place *place)
{
    size_t i = element + 1, end = px_html_at(h, element)->end, to;
    px_inline_runs runs = { .arena = h->arena };
    px_str number;

    for (to = i; to < end && !px_html_at(h, to)->blocks;)
        to = px_html_at(h, to)->end;
    px_html_inline(h, i, to, place->marks, &runs);
    number = px_html_number(&runs);
    h->outline->nodes[place->parent].number = number;
    px_html_words(h, place, &runs, px_html_at(h, element)->line);
    px_html_range(h, to, end, place);
}

static void add_item(px_html *h, size_t element, size_t list, numbering *n)
{
    const px_html_node *node = px_html_at(h, element);
    px_html_place inner = { .absorb = true };

    px_html_ids(h, element);
    inner.parent = px_html_add(h, list, PX_PROVISION_POINT, node->line);
    h->outline->nodes[inner.parent].number = next_number(h, node, n);
    if (n->bare)
        bare_item(h, element, &inner);
    else
        px_html_inside(h, element, &inner);
}

/* What stands in a list beside its items goes into the last one, or into one of its own. */
static void add_stray(px_html *h, size_t from, size_t to, size_t list, size_t last)
{
    px_html_place inner = { .parent = last };

    if (last == PX_OUTLINE_TOP) {
        inner.parent = px_html_add(h, list, PX_PROVISION_POINT, px_html_at(h, from)->line);
        inner.absorb = true;
    }
    px_html_range(h, from, to, &inner);
}

static bool shows(px_html *h, size_t from, size_t to)
{
    for (size_t i = from; i < to; i = px_html_at(h, i)->end)
        if (px_html_at(h, i)->visible)
            return true;
    return false;
}

static void add_items(px_html *h, size_t element, size_t list)
{
    numbering n = numbering_of(h, element);
    size_t end = px_html_at(h, element)->end, last = PX_OUTLINE_TOP;

    for (size_t i = element + 1; i < end;) {
        size_t to = i;

        if (px_html_at(h, i)->role == PX_HTML_ITEM) {
            last = h->outline->count;
            add_item(h, i, list, &n);
            i = px_html_at(h, i)->end;
            continue;
        }
        while (to < end && px_html_at(h, to)->role != PX_HTML_ITEM)
            to = px_html_at(h, to)->end;
        if (shows(h, i, to)) {
            size_t made = h->outline->count;

            add_stray(h, i, to, list, last);
            last = last == PX_OUTLINE_TOP ? made : last;
        }
        i = to;
    }
}

void px_html_list(px_html *h, size_t element, px_html_place *place)
{
    const px_html_node *node = px_html_at(h, element);
    size_t list;

    px_html_ids(h, element);
    list = px_html_add(h, px_html_parent(place), PX_PROVISION_LIST, node->line);
    h->outline->nodes[list].extra =
        node->tag == GUMBO_TAG_OL ? PX_STR("ordered") : PX_STR("bullet");
    place->absorb = false;
    add_items(h, element, list);
}

/* An item without a list. */
void px_html_item(px_html *h, size_t element, px_html_place *place)
{
    numbering n = { 0 };
    size_t list =
        px_html_add(h, px_html_parent(place), PX_PROVISION_LIST, px_html_at(h, element)->line);

    h->outline->nodes[list].extra = PX_STR("bullet");
    place->absorb = false;
    add_item(h, element, list, &n);
}

/* ---- Definitions */

/* The terms and meanings among the children; groups of them in <div> are seen through. */
static void add_definitions(px_html *h, size_t element, size_t list, px_html_place *inner)
{
    for (size_t i = element + 1; i < px_html_at(h, element)->end;) {
        const px_html_node *node = px_html_at(h, i);
        px_inline_runs runs;

        if (node->role == PX_HTML_BLOCK && !px_html_is_own(h, i)) {
            px_html_ids(h, i);
            add_definitions(h, i, list, inner);
        } else if (node->role == PX_HTML_TERM && node->visible) {
            runs = px_html_heading_runs(h, i);
            inner->parent = px_html_add(h, list, PX_PROVISION_DEFINITION, node->line);
            inner->absorb = true;
            h->outline->nodes[inner->parent].heading = px_inline_markdown(&runs);
        } else if (node->visible) {
            if (inner->parent == list) {
                inner->parent = px_html_add(h, list, PX_PROVISION_DEFINITION, node->line);
                inner->absorb = true;
            }
            px_html_range(h, i, node->end, inner);
        }
        i = node->end;
    }
}

void px_html_definitions(px_html *h, size_t element, px_html_place *place)
{
    px_html_place inner = { 0 };
    size_t list;

    px_html_ids(h, element);
    list = px_html_add(h, px_html_parent(place), PX_PROVISION_LIST, px_html_at(h, element)->line);
    h->outline->nodes[list].extra = PX_STR("definition");
    place->absorb = false;
    inner.parent = list;
    add_definitions(h, element, list, &inner);
}

/* Inside of a definition, and where there is none: what stands in it. */
void px_html_meaning(px_html *h, size_t element, px_html_place *place)
{
    px_html_ids(h, element);
    px_html_inside(h, element, place);
}
