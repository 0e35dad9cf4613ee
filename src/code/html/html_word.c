/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists as Word writes them: paragraphs whose style names list and level, their numbers in a span
 * that its own lists ignore. */
#include "base/ascii.h"
#include "base/number.h"
#include "code/html/html_walk.h"

#include "base/banned.h"

/* The level in "l0 level2 lfo1", from 1; 0 where there is none. */
static int level_of(const px_html_node *node)
{
    px_str style = px_html_style(node, "mso-list"), digits;
    size_t at = px_str_find(style, PX_STR("level"));
    px_error ignored = PX_ERROR_INIT;
    long long level = 0;

    if (at == style.len)
        return 0;
    digits = px_str_sub(style, at + 5, style.len);
    digits = px_str_sub(digits, 0, px_str_find_char(digits, ' '));
    (void)!px_parse_int(digits, 1, 9, &level, &ignored);
    return (int)level;
}

/* The span with the number; the element itself where there is none. */
static size_t number_span(px_html *h, size_t element)
{
    for (size_t i = element + 1; i < px_html_at(h, element)->end; i++)
        if (px_str_eq_nocase(px_html_style(px_html_at(h, i), "mso-list"), PX_STR("Ignore")))
            return i;
    return element;
}

/* A number has a digit or a letter of its own, and more than a letter that draws a dot. */
static bool is_number(px_str s)
{
    bool word = false;

    for (size_t i = 0; i < s.len; i++)
        word = word || px_is_alnum(s.ptr[i]);
    return word && s.len > 1 && s.len <= 24;
}

/* The list of this level: an open one, or a new one in the last item. Items of lists that are
 * deeper end here. */
static size_t list_at(px_html *h, size_t lists, int level, px_html_place *place, bool ordered,
                      size_t line)
{
    size_t parent, list;

    while (lists && h->list_levels[lists - 1] > level)
        lists--;
    if (lists && h->list_levels[lists - 1] == level) {
        h->lists = lists;
        return h->list_nodes[lists - 1];
    }
    parent = lists ? h->list_points[lists - 1] : px_html_parent(place);
    list = px_html_add(h, parent, PX_PROVISION_LIST, line);
    h->outline->nodes[list].extra = ordered ? PX_STR("ordered") : PX_STR("bullet");
    h->list_levels[lists] = level;
    h->list_nodes[lists] = list;
    h->lists = lists + 1;
    return list;
}

bool px_html_word_item(px_html *h, size_t element, px_html_place *place)
{
    const px_html_node *node = px_html_at(h, element);
    int level = level_of(node);
    size_t mark = number_span(h, element), lists, list;
    px_html_place inner = { .absorb = true };
    px_inline_runs number = { .arena = h->arena }, words = { .arena = h->arena };
    px_str sign;

    if (!level || mark == element || node->role != PX_HTML_PARAGRAPH)
        return false;
    px_html_inline(h, mark + 1, px_html_at(h, mark)->end, 0, &number);
    sign = px_html_plain_number(&number);
    list = list_at(h, h->lists, level, place, is_number(sign), node->line);
    lists = h->lists;
    px_html_ids(h, element);
    inner.parent = px_html_add(h, list, PX_PROVISION_POINT, node->line);
    if (is_number(sign))
        h->outline->nodes[inner.parent].number = sign;
    h->skipped = mark;
    px_html_inline(h, element + 1, node->end, place->marks, &words);
    h->skipped = 0;
    px_html_words(h, &inner, &words, node->line);
    h->lists = lists;
    h->list_points[lists - 1] = inner.parent;
    place->absorb = false;
    return true;
}
