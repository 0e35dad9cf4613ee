/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_scan.h"

#include "base/ascii.h"

#include "base/banned.h"

/* ---- Tags */

/* Behind the ">" that ends the tag at `at`, in which quotes may hold one, or behind a comment; 0
 * where it does not end. */
static size_t tag_end(px_str html, size_t at)
{
    px_str rest = px_str_sub(html, at, html.len);
    bool quoted = false;

    if (px_str_starts(rest, PX_STR("<!--"))) {
        size_t end = px_str_find(rest, PX_STR("-->"));

        return end < rest.len ? at + end + 3 : 0;
    }
    for (; at < html.len; at++) {
        if (html.ptr[at] == '"')
            quoted = !quoted;
        else if (html.ptr[at] == '>' && !quoted)
            return at + 1;
    }
    return 0;
}

bool px_static_next_tag(px_str html, size_t *at, px_static_tag *ret_tag)
{
    while (*at < html.len) {
        size_t start = *at + px_str_find_char(px_str_sub(html, *at, html.len), '<'), name, end;
        bool closing = start + 1 < html.len && html.ptr[start + 1] == '/';

        if (start >= html.len)
            break;
        name = start + 1 + closing;
        *at = tag_end(html, start);
        if (*at == 0)
            break;
        if (name >= html.len || !px_is_letter(html.ptr[name]))
            continue;
        for (end = name; end < *at && (px_is_letter(html.ptr[end]) || px_is_digit(html.ptr[end]));)
            end++;
        *ret_tag = (px_static_tag){
            .start = start,
            .end = *at,
            .name = px_str_sub(html, name, end),
            .closing = closing,
            .attributes = px_str_sub(html, end, *at - 1),
        };
        return true;
    }
    *at = html.len;
    return false;
}

bool px_static_next_attribute(px_str *attributes, px_str *ret_name, px_str *ret_value)
{
    px_str rest = *attributes;
    size_t at = 0, start, end;

    while (at < rest.len && (rest.ptr[at] == ' ' || rest.ptr[at] == '\n' || rest.ptr[at] == '/'))
        at++;
    for (start = at; at < rest.len && !strchr(" \n=/", rest.ptr[at]);)
        at++;
    if (at == start)
        return false;
    *ret_name = px_str_sub(rest, start, at);
    *ret_value = PX_STR_NONE;
    if (at + 1 < rest.len && rest.ptr[at] == '=' && rest.ptr[at + 1] == '"') {
        end = at + 2 + px_str_find_char(px_str_sub(rest, at + 2, rest.len), '"');
        *ret_value = px_str_sub(rest, at + 2, end);
        at = PX_MIN(end + 1, rest.len);
    } else if (at < rest.len && rest.ptr[at] == '=') {
        at++; /* a value without quotes is none of ours: its letters pass as names */
    }
    *attributes = px_str_sub(rest, at, rest.len);
    return true;
}

px_str px_static_attribute(const px_static_tag *tag, const char *name)
{
    px_str rest = tag->attributes, found, value;

    while (px_static_next_attribute(&rest, &found, &value))
        if (px_str_is(found, name))
            return value;
    return PX_STR_NONE;
}

bool px_static_is_address(px_str name)
{
    return px_str_is(name, "href") || px_str_is(name, "src") || px_str_is(name, "action");
}

void px_static_unescape(px_builder *out, px_str value)
{
    static const struct {
        px_str entity;
        char c;
    } entities[] = {
        { PX_STR_INIT("&amp;"), '&' },  { PX_STR_INIT("&lt;"), '<' },
        { PX_STR_INIT("&gt;"), '>' },   { PX_STR_INIT("&quot;"), '"' },
        { PX_STR_INIT("&#39;"), '\'' },
    };

    for (size_t at = 0; at < value.len;) {
        px_str rest = px_str_sub(value, at, value.len);
        size_t i = 0;

        while (i < PX_COUNT(entities) && !px_str_starts(rest, entities[i].entity))
            i++;
        px_builder_char(out, i < PX_COUNT(entities) ? entities[i].c : rest.ptr[0]);
        at += i < PX_COUNT(entities) ? entities[i].entity.len : 1;
    }
}

/* ---- Rewriting */

/* Appends the tag with its addresses replaced; false: it is left out, and nothing was appended. */
static bool rewrite_tag(px_str html, const px_static_tag *tag, const px_static_rewriting *r,
                        px_builder *out)
{
    px_str rest = tag->attributes, name, value;
    size_t before = out->len, written = tag->start;

    while (!tag->closing && px_static_next_attribute(&rest, &name, &value)) {
        PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_BUILDER px_builder now = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        size_t start;

        if (!value.ptr || !px_static_is_address(name))
            continue;
        px_static_unescape(&plain, value);
        if (!r->address(r->arg, tag, px_builder_view(&plain), &now)) {
            px_builder_cut(out, before);
            return false;
        }
        start = (size_t)(value.ptr - html.ptr);
        px_builder_str(out, px_str_sub(html, written, start));
        px_builder_html(out, px_builder_view(&now));
        written = start + value.len;
    }
    px_builder_str(out, px_str_sub(html, written, tag->end));
    return true;
}

/* Behind the end of a form that begins before `at`. */
static size_t form_end(px_str html, size_t at)
{
    px_static_tag tag;

    while (px_static_next_tag(html, &at, &tag))
        if (tag.closing && px_str_is(tag.name, "form"))
            return tag.end;
    return html.len;
}

void px_static_rewrite(px_str html, const px_static_rewriting *rewriting, px_builder *out)
{
    size_t at = 0, written = 0;
    px_static_tag tag;

    while (px_static_next_tag(html, &at, &tag)) {
        px_builder_str(out, px_str_sub(html, written, tag.start));
        if (!rewrite_tag(html, &tag, rewriting, out)) {
            if (px_str_is(tag.name, "form")) {
                px_builder_str(out, rewriting->form_note);
                at = form_end(html, tag.end);
            } else if (at < html.len && html.ptr[at] == '\n') {
                at++;
            }
        }
        written = at;
    }
    px_builder_str(out, px_str_sub(html, written, html.len));
}

void px_static_replace(px_str text, px_str base, px_static_address_fn *address, void *arg,
                       px_builder *out)
{
    while (text.len) {
        size_t at = px_str_find(text, base), start = PX_MIN(at + base.len, text.len), end = start;

        while (end < text.len && !strchr(" \t\r\n\"'<>", text.ptr[end]))
            end++;
        px_builder_str(out, px_str_sub(text, 0, at));
        if (end > start && text.ptr[start] == '/') {
            if (!address(arg, px_str_sub(text, start, end), out))
                px_builder_str(out, px_str_sub(text, at, end));
        } else {
            px_builder_str(out, px_str_sub(text, at, end));
        }
        text = px_str_sub(text, end, text.len);
    }
}
