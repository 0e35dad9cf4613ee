/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of an HTML document with their marks. */
#include "base/ascii.h"
#include "code/html/html_walk.h"
#include "code/markdown/markdown.h"
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* ---- Links */

px_str px_html_fragment(px_arena *arena, px_str id)
{
    char *out = px_arena_cstr(arena, id);
    size_t len = 0;

    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];

        if (c == '%' && i + 2 < id.len && px_hex_value(id.ptr[i + 1]) >= 0 &&
            px_hex_value(id.ptr[i + 2]) >= 0) {
            c = (char)(px_hex_value(id.ptr[i + 1]) * 16 + px_hex_value(id.ptr[i + 2]));
            i += 2;
        }
        out[len++] = px_is_alnum(c) || (c && strchr("-_.:", c)) ? c : '_';
    }
    return px_str_n(out, len);
}

/* The address that a link may have in a text; empty where it may have none. */
static px_str address_of(px_html *h, size_t element)
{
    px_str href = px_str_trim(px_html_attribute(px_html_at(h, element), "href"));

    if (href.len > 1 && href.ptr[0] == '#')
        href = px_str_of(
            px_arena_format(h->arena, "#%.*s",
                            PX_STR_ARG(px_html_fragment(h->arena, px_str_sub(href, 1, href.len)))));
    return px_link_allowed(href) ? href : PX_STR_NONE;
}

/* The sign that many pages put behind headings and paragraphs, a link to just there. */
static bool is_sign(px_html *h, size_t element, px_str *ret_sign)
{
    static const char *const signs[] = { "\xC2\xB6", "\xC2\xA7", "#", "\xF0\x9F\x94\x97" };
    px_str href = px_html_attribute(px_html_at(h, element), "href");
    const px_html_node *text = px_html_at(h, element) + 1;

    if (px_html_at(h, element)->end != element + 2 || text->role != PX_HTML_TEXT ||
        !px_str_starts(px_str_trim(href), PX_STR("#")))
        return false;
    for (size_t i = 0; i < PX_COUNT(signs); i++)
        if (px_str_is(px_str_trim(text->text), signs[i])) {
            *ret_sign = px_str_trim(text->text);
            return true;
        }
    return false;
}

/* ---- Words */

typedef struct gathering {
    px_html *h;
    px_inline_runs *runs;
    bool heading; /* no links inside the file, no line breaks, plain spaces */
} gathering;

static void gather(gathering *g, size_t from, size_t to, unsigned marks, px_str address);

/* Numbers at the head of a heading are followed by a space that does not break. */
static px_str plain_spaces(px_arena *arena, px_str text)
{
    char *out;
    size_t len = 0;

    if (px_str_find(text, PX_STR("\xC2\xA0")) == text.len)
        return text;
    out = px_arena_cstr(arena, text);
    for (size_t i = 0; i < text.len; i++) {
        bool fixed = px_str_starts(px_str_sub(text, i, text.len), PX_STR("\xC2\xA0"));

        out[len++] = fixed ? ' ' : text.ptr[i];
        i += fixed ? 1 : 0;
    }
    return px_str_n(out, len);
}

static void gather_link(gathering *g, size_t i, unsigned marks, px_str address)
{
    px_html *h = g->h;
    const px_html_node *node = px_html_at(h, i);
    px_str sign, target = address_of(h, i);

    if (is_sign(h, i, &sign)) {
        if (!h->signs)
            px_outline_warn(h->outline, PX_WARN_NAVIGATION, node->line, sign);
        h->signs = true;
        return;
    }
    if (target.len && !(g->heading && target.ptr[0] == '#')) {
        px_inline_begin(g->runs, PX_MARK_LINK);
        marks |= PX_MARK_LINK;
        address = target;
    }
    gather(g, i + 1, node->end, marks, address);
}

static void gather_element(gathering *g, size_t i, unsigned marks, px_str address)
{
    px_html *h = g->h;
    const px_html_node *node = px_html_at(h, i);

    px_html_ids(h, i);
    switch (node->role) {
    case PX_HTML_LINK:
        gather_link(g, i, marks, address);
        return;
    case PX_HTML_BREAK:
        if (g->heading)
            px_inline_add(g->runs, PX_STR(" "), marks, address);
        else
            px_inline_break(g->runs);
        return;
    case PX_HTML_IMAGE:
        px_html_strange(h, i);
        px_inline_add(g->runs, px_html_attribute(node, "alt"), marks, address);
        return;
    case PX_HTML_QUOTED:
        px_inline_add(g->runs, PX_STR("\xE2\x80\x9C"), marks, address);
        gather(g, i + 1, node->end, marks, address);
        px_inline_add(g->runs, PX_STR("\xE2\x80\x9D"), marks, address);
        return;
    case PX_HTML_EMPHASIS:
        marks |= PX_MARK_EMPHASIS;
        break;
    case PX_HTML_STRONG:
        marks |= PX_MARK_STRONG;
        break;
    case PX_HTML_CODE:
        if (!(marks & PX_MARK_CODE))
            px_inline_begin(g->runs, PX_MARK_CODE);
        marks |= PX_MARK_CODE;
        break;
    case PX_HTML_UNKNOWN:
    case PX_HTML_STRANGE:
        px_html_strange(h, i);
        break;
    default:
        break;
    }
    gather(g, i + 1, node->end, marks, address);
}

static void gather(gathering *g, size_t from, size_t to, unsigned marks, px_str address)
{
    for (size_t i = from; i < to; i = px_html_at(g->h, i)->end) {
        const px_html_node *node = px_html_at(g->h, i);

        if (node->role == PX_HTML_TEXT) {
            px_inline_add(g->runs, g->heading ? plain_spaces(g->h->arena, node->text) : node->text,
                          marks, address);
            continue;
        }
        if (node->role >= PX_HTML_BLOCK)
            px_inline_add(g->runs, PX_STR(" "), marks, address);
        if (i != g->h->skipped && !(g->h->in_part && px_html_number_part(g->h, i)))
            gather_element(g, i, marks, address);
        if (node->role >= PX_HTML_BLOCK)
            px_inline_add(g->runs, PX_STR(" "), marks, address);
    }
}

void px_html_inline(px_html *h, size_t from, size_t to, unsigned marks, px_inline_runs *runs)
{
    gathering g = { .h = h, .runs = runs };

    gather(&g, from, to, marks, PX_STR_NONE);
}

px_inline_runs px_html_runs(px_html *h, size_t element)
{
    px_inline_runs runs = { .arena = h->arena };

    px_html_inline(h, element + 1, px_html_at(h, element)->end, 0, &runs);
    return runs;
}

px_inline_runs px_html_heading_runs(px_html *h, size_t element)
{
    px_inline_runs runs = { .arena = h->arena };
    gathering g = { .h = h, .runs = &runs, .heading = true };

    px_html_ids(h, element);
    gather(&g, element + 1, px_html_at(h, element)->end, 0, PX_STR_NONE);
    return runs;
}

px_str px_html_number(px_inline_runs *runs)
{
    px_str words = px_inline_words(runs), rest = words, number = PX_STR_NONE;

    px_md_number(&rest, &number);
    if (number.len)
        px_inline_drop(runs, rest.len ? (size_t)(rest.ptr - words.ptr) : words.len);
    return number;
}

px_str px_html_plain_number(const px_inline_runs *runs)
{
    return px_str_trim(plain_spaces(runs->arena, px_inline_words(runs)));
}

px_str px_html_verbatim(px_html *h, size_t element)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = element; i < px_html_at(h, element)->end; i++) {
        const px_html_node *node = px_html_at(h, i);

        if (node->role == PX_HTML_TEXT)
            px_builder_str(&out, node->text);
        else if (node->role == PX_HTML_BREAK)
            px_builder_char(&out, '\n');
        else if (node->role == PX_HTML_UNKNOWN)
            px_html_strange(h, i);
    }
    return px_arena_str(h->arena, px_builder_view(&out));
}
