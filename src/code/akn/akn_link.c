/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Links of an Akoma Ntoso document. "#id" leads to the provision that has the id; other addresses
 * must be of those that a text may have (px_link_allowed). What leads nowhere keeps its words.
 */
#include "code/akn/akn_parse.h"

#include "base/markdown_escape.h"
#include "base/markdown_walk.h"
#include "base/number.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"

#include "base/banned.h"

#define ADDRESS_MAX 2048

/* An address in which nothing ends the link in Markdown. */
static bool is_plain_address(px_str href)
{
    for (size_t i = 0; i < href.len; i++)
        if ((unsigned char)href.ptr[i] <= 0x20 || strchr("<>\\\"`|\x7F", href.ptr[i]))
            return false;
    return href.len > 0 && href.len <= ADDRESS_MAX;
}

static size_t add_link(px_akn_reader *p, px_str href)
{
    px_arena *arena = p->outline->arena;

    if (p->link_count == p->link_room) {
        px_akn_link_target *larger;

        p->link_room = PX_MAX(2 * p->link_room, 64);
        larger = px_arena_array(arena, p->link_room, sizeof(*larger));
        if (p->link_count)
            memcpy(larger, p->links, p->link_count * sizeof(*larger));
        p->links = larger;
    }
    p->links[p->link_count] = (px_akn_link_target){ px_arena_str(arena, href), px_akn_line_now(p) };
    return p->link_count++;
}

/* Links stand in no other link, nor in a number. */
static bool may_link(const px_akn_context *context)
{
    for (size_t i = 0; i < context->text.n_open; i++)
        if (context->text.open[i].kind == PX_AKN_LINK)
            return false;
    return context->field != PX_AKN_NUMBER;
}

void px_akn_link_start(px_akn_reader *p, px_akn_frame *frame, px_str href)
{
    px_akn_context *context = px_akn_context_now(p);
    bool inside = px_str_starts(href, PX_STR("#"));

    href = px_str_trim(href);
    if (!may_link(context) || !is_plain_address(href) || (!inside && !px_link_allowed(href)) ||
        px_str_is(href, "#"))
        return;
    frame->marked = px_akn_inline_open(&context->text, PX_AKN_LINK, add_link(p, href));
}

/* Where a link leads: an address for Markdown; false for nowhere. */
static bool target_of(px_akn_reader *p, const px_akn_link_target *link, px_builder *ret_address)
{
    px_str name = px_str_sub(link->name, 1, link->name.len);
    size_t index;
    px_outline_node *node;

    if (link->name.ptr[0] != '#') {
        for (size_t i = 0; i < link->name.len; i++) {
            char c = link->name.ptr[i];

            if (c == '(' || c == ')')
                px_builder_add(ret_address, c == '(' ? "%28" : "%29");
            else
                px_builder_char(ret_address, c);
        }
        return true;
    }
    index = (size_t)(uintptr_t)px_map_get(&p->nodes, name);
    if (!index)
        return false;
    if (px_map_remove(&p->twice, name))
        px_outline_warn(p->outline, PX_WARN_ALIAS, link->line, name);
    node = &p->outline->nodes[index - 1];
    px_builder_char(ret_address, '#');
    px_builder_str(ret_address, node->id.len ? node->id : node->alias);
    return true;
}

/* Reads "NUMBER \x04" at the head of s and cuts it off. */
static const px_akn_link_target *cut_link(px_akn_reader *p, px_str *s)
{
    size_t end = px_str_find_char(*s, PX_AKN_LINK_END);
    long long number = 0;
    px_error ignored = PX_ERROR_INIT;

    if (px_parse_int(px_str_sub(*s, 0, end), 0, (long long)p->link_count - 1, &number, &ignored) <
        0)
        number = 0;
    *s = px_str_sub(*s, end + 1, s->len);
    return &p->links[number];
}

/* The address of the link whose words begin s; empty for one that leads nowhere. */
static void look_ahead(px_akn_reader *p, px_str s, px_builder *ret_address)
{
    size_t end = px_str_find_char(s, PX_AKN_LINK_WORDS_END);
    px_str rest = px_str_sub(s, end + 1, s.len);
    const px_akn_link_target *link;

    px_builder_clear(ret_address);
    if (end == s.len)
        return;
    link = cut_link(p, &rest);
    if (!target_of(p, link, ret_address))
        px_outline_warn(p->outline, PX_WARN_REFERENCE, link->line, link->name);
}

/* Writes links as Markdown. */
static void resolve(px_akn_reader *p, px_builder *out, px_str s)
{
    PX_AUTO_BUILDER px_builder address = PX_BUILDER_INIT(4 * ADDRESS_MAX);

    while (s.len) {
        size_t at = 0;
        char c;

        while (at < s.len && s.ptr[at] != PX_AKN_LINK_OPEN && s.ptr[at] != PX_AKN_LINK_WORDS_END)
            at++;
        px_builder_str(out, px_str_sub(s, 0, at));
        if (at == s.len)
            return;
        c = s.ptr[at];
        s = px_str_sub(s, at + 1, s.len);
        if (c == PX_AKN_LINK_OPEN) {
            look_ahead(p, s, &address);
            if (address.len)
                px_builder_char(out, '[');
            continue;
        }
        (void)cut_link(p, &s);
        if (address.len) {
            px_builder_add(out, "](");
            px_builder_str(out, px_builder_view(&address));
            px_builder_char(out, ')');
        }
    }
}

/* True when Markdown reads these words out of the text. */
static bool says(px_str markdown, px_str words)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder folded = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error ignored = PX_ERROR_INIT;

    px_text_fold(&folded, words);
    return px_markdown_plain(&plain, markdown, &ignored) == 0 &&
           px_str_eq(px_builder_view(&plain), px_builder_view(&folded));
}

static void bind(px_akn_reader *p, const px_akn_pending *pending)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_outline_node *node = &p->outline->nodes[pending->node];
    px_str *target = pending->field == PX_AKN_TEXT ? &node->text : &node->heading;
    size_t from;

    if (!px_str_is(*target, " ")) {
        px_builder_str(&text, *target);
        px_builder_char(&text, ' ');
    }
    from = text.len;
    resolve(p, &text, pending->marked);
    if (pending->words.len && pending->marked.len <= PX_INLINE_MAX &&
        !says(px_str_sub(px_builder_view(&text), from, text.len), pending->words)) {
        px_builder_cut(&text, from);
        px_markdown_escape(&text, pending->words);
    }
    *target = px_arena_str(p->outline->arena, px_builder_view(&text));
}

void px_akn_links_bind(px_akn_reader *p)
{
    for (size_t i = 0; i < p->pending_count; i++)
        bind(p, &p->pending[i]);
}
