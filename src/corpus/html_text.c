/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two loops over blocks of 64 bytes: text is copied up to the next markup, its white space folded
 * on the way; tags are passed over up to their end, quotes minded. In both, one mask says where
 * something happens.
 */
#include "corpus/html_text.h"

#include "base/ascii.h"
#include "base/macro.h"
#include "corpus/charset.h"
#include "corpus/html_entity.h"
#include "corpus/html_tag.h"
#include "corpus/text_mask.h"

#include "base/banned.h"

enum { META_MAX = 1024 };

typedef struct html_scan {
    const char *p, *end;
    char *out; /* before it stands at least one byte */
    px_str language;
} html_scan;

static px_str rest_of(const html_scan *h)
{
    return px_str_n(h->p, (size_t)(h->end - h->p));
}

/* ---- What is written */

static bool after_space(const html_scan *h)
{
    return h->out[-1] == ' ' || h->out[-1] == '\n';
}

static void put_line_end(html_scan *h)
{
    if (h->out[-1] == ' ')
        h->out[-1] = '\n';
    else if (h->out[-1] != '\n')
        *h->out++ = '\n';
}

static void put_space(html_scan *h)
{
    if (!after_space(h))
        *h->out++ = ' ';
}

static void put_byte(html_scan *h, char c)
{
    if (px_is_space(c))
        put_space(h);
    else
        *h->out++ = c;
}

/* ---- Text */

/* The block at p, as its masks; behind the end, markup is seen. */
PX_INLINE px_html_masks text_block(const html_scan *h, px_html_masks_fn *masks)
{
    size_t left = (size_t)(h->end - h->p);
    char tail[PX_BLOCK];

    if (left >= PX_BLOCK)
        return masks(h->p, h->out);
    memset(tail, '<', sizeof(tail));
    memcpy(tail, h->p, left);
    return masks(tail, h->out);
}

/* Copies text up to the next '<', '&' or the end. */
PX_INLINE void copy_text(html_scan *h, px_html_masks_fn *masks)
{
    while (h->p < h->end) {
        px_html_masks m = text_block(h, masks);
        size_t stop = m.markup ? (size_t)__builtin_ctzll(m.markup) : PX_BLOCK, run;
        uint64_t extra = m.space & (m.space << 1 | after_space(h)), others;

        if (stop < PX_BLOCK)
            extra &= ((uint64_t)1 << stop) - 1;
        if (extra == 0) {
            h->p += stop;
            h->out += stop;
            if (stop < PX_BLOCK)
                return;
            continue;
        }
        run = (size_t)__builtin_ctzll(extra);
        others = ~m.space >> run;
        h->out += run;
        h->p += run + (others ? (size_t)__builtin_ctzll(others) : PX_BLOCK - run);
        if (h->p < h->end && *h->p == '<')
            return; /* as after most of what only sets lines apart */
    }
}

static void read_reference(html_scan *h)
{
    char bytes[PX_ENTITY_TEXT_MAX];
    size_t len = 0, used = px_html_entity(rest_of(h), bytes, &len);

    if (used == 0) {
        *h->out++ = *h->p++;
        return;
    }
    for (size_t i = 0; i < len; i++)
        put_byte(h, bytes[i]);
    h->p += used;
}

/* ---- Tags */

static const char *back_over_spaces(const char *from, const char *p)
{
    while (p > from && px_is_space(p[-1]))
        p--;
    return p;
}

static bool parts_attributes(char c)
{
    return px_is_space(c) || c == '/' || c == '"' || c == '\'';
}

/*
 * Whether the quote at q begins a value in the tag that begins at `from`: before it stands '=', and
 * before that the name of an attribute, not another '=' of a value without quotes.
 */
static bool begins_value(const char *from, const char *q)
{
    const char *p = back_over_spaces(from, q), *name;

    if (p == from || p[-1] != '=')
        return false;
    p = name = back_over_spaces(from, p - 1);
    while (p > from && !parts_attributes(p[-1])) {
        if (p[-1] == '=')
            return false;
        p--;
    }
    return p < name;
}

/* What may end the tag in the block at p: a mask of > and quotes before `end`. */
PX_INLINE uint64_t tag_block(const char *p, const char *end, px_mask_fn *mask_of)
{
    size_t left = (size_t)(end - p);
    char tail[PX_BLOCK];

    if (left >= PX_BLOCK)
        return mask_of(p);
    memset(tail, 0, sizeof(tail));
    memcpy(tail, p, left);
    return mask_of(tail);
}

/* Behind the '>' that ends the tag, of which the name was read: `from` is behind it; NULL where it
 * does not end. */
PX_INLINE const char *tag_end(const char *from, const char *end, px_mask_fn *mask_of)
{
    char quote = 0; /* that the open value ends with */

    for (const char *p = from; p < end; p += PX_BLOCK) {
        uint64_t mask = tag_block(p, end, mask_of);

        for (; mask; mask &= mask - 1) {
            const char *hit = p + __builtin_ctzll(mask);

            if (quote)
                quote = *hit == quote ? 0 : quote;
            else if (*hit == '>')
                return hit + 1;
            else if (begins_value(from, hit))
                quote = *hit;
        }
        if ((size_t)(end - p) < PX_BLOCK)
            break;
    }
    return NULL;
}

/* Behind the comment that begins with the "<!--" at p (13.2.5.43 and on). */
static const char *comment_end(const char *p, const char *end)
{
    p += 4;
    if (p < end && *p == '>')
        return p + 1;
    if (p + 1 < end && p[0] == '-' && p[1] == '>')
        return p + 2;
    while (p < end) {
        p = memchr(p, '-', (size_t)(end - p));
        if (!p || p + 2 >= end)
            return end;
        if (p[1] == '-' && p[2] == '>')
            return p + 3;
        if (p[1] == '-' && p[2] == '!' && p + 3 < end && p[3] == '>')
            return p + 4;
        p++;
    }
    return end;
}

/* "<!", "<?" and "</" without a name end with the next '>'. */
static void skip_declaration(html_scan *h)
{
    const char *close;

    if (px_str_starts(rest_of(h), PX_STR("<!--"))) {
        h->p = comment_end(h->p, h->end);
        return;
    }
    close = memchr(h->p, '>', (size_t)(h->end - h->p));
    h->p = close ? close + 1 : h->end;
}

/* All that stands before `to` as text; references are decoded where `escaped`. */
PX_INLINE void copy_until(html_scan *h, const char *to, bool escaped, px_html_masks_fn *masks)
{
    const char *end = h->end;

    h->end = to;
    while (h->p < to) {
        copy_text(h, masks);
        if (h->p == to)
            break;
        if (escaped && *h->p == '&')
            read_reference(h);
        else
            *h->out++ = *h->p++;
    }
    h->end = end;
}

/* What stands in the element whose start tag, of this name, was passed over. */
PX_INLINE void read_content(html_scan *h, px_html_effect effect, px_str name,
                            px_html_masks_fn *masks)
{
    px_str rest = rest_of(h);

    switch (effect) {
    case PX_HTML_DROP:
        h->p += px_html_find_end(rest, name);
        break;
    case PX_HTML_NEST:
        h->p += px_html_find_nested_end(rest, name);
        break;
    case PX_HTML_ESCAPED:
    case PX_HTML_RAW:
        put_line_end(h);
        copy_until(h, h->p + px_html_find_end(rest, name), effect == PX_HTML_ESCAPED, masks);
        put_line_end(h);
        break;
    case PX_HTML_BLOCK:
        put_line_end(h);
        break;
    case PX_HTML_CELL:
        put_space(h);
        break;
    case PX_HTML_INLINE:
    case PX_HTML_ROOT:
        break;
    }
}

/* A tag, or a '<' that is none. */
PX_INLINE void read_tag(html_scan *h, px_html_masks_fn *masks, px_mask_fn *mask_of)
{
    const char *start = h->p, *name = start + 1, *close;
    bool ends = name < h->end && *name == '/';
    px_html_effect effect;
    size_t len;

    name += ends;
    if (name == h->end || (!ends && !px_is_letter(*name) && *name != '!' && *name != '?')) {
        *h->out++ = *h->p++;
        return;
    }
    if (!px_is_letter(*name)) {
        skip_declaration(h);
        return;
    }
    effect = px_html_tag(px_str_n(name, (size_t)(h->end - name)), &len);
    close = tag_end(name + len, h->end, mask_of);
    h->p = close ? close : h->end;
    if (!close)
        return;
    if (effect == PX_HTML_ROOT && !ends && !h->language.ptr)
        h->language = px_html_tag_attribute(px_str_n(start, (size_t)(close - start)), "lang");
    if (!ends)
        read_content(h, effect, px_str_n(name, len), masks);
    else if (effect == PX_HTML_BLOCK)
        put_line_end(h);
}

PX_INLINE void read_page(html_scan *h, px_html_masks_fn *masks, px_mask_fn *mask_of)
{
    while (h->p < h->end) {
        if (*h->p == '<')
            read_tag(h, masks, mask_of);
        else if (*h->p == '&')
            read_reference(h);
        else
            copy_text(h, masks);
    }
}

#if defined(PX_MASK_WIDE)
PX_WIDE static void read_page_wide(html_scan *h)
{
    read_page(h, px_wide_html_masks, px_wide_tag_mask);
}
#endif

px_str px_html_text(px_str page, char *room, px_str *ret_language)
{
    html_scan h = { .p = page.ptr, .end = page.ptr + page.len, .out = room + 1 };

    *room = '\n';
#if defined(PX_MASK_WIDE)
    if (__builtin_cpu_supports("avx2"))
        read_page_wide(&h);
    else
#endif
        read_page(&h, px_plain_html_masks, px_plain_tag_mask);
    if (after_space(&h) && h.out > room + 1)
        h.out--;
    *ret_language = h.language;
    return px_str_n(room + 1, (size_t)(h.out - room - 1));
}

/* ---- Attributes: seldom looked at */

static size_t skip_spaces(px_str tag, size_t at, bool slashes)
{
    while (at < tag.len && (px_is_space(tag.ptr[at]) || (slashes && tag.ptr[at] == '/')))
        at++;
    return at;
}

/* The value at `at`, behind the '='; *at is moved behind it. */
static px_str read_value(px_str tag, size_t *at)
{
    size_t start = skip_spaces(tag, *at, false), end = start;
    char quote = start < tag.len ? tag.ptr[start] : '>';

    if (quote == '"' || quote == '\'') {
        end = start + 1;
        end += px_str_find_char(px_str_sub(tag, end, tag.len), quote);
        *at = PX_MIN(end + 1, tag.len);
        return px_str_sub(tag, start + 1, end);
    }
    while (end < tag.len && !px_is_space(tag.ptr[end]) && tag.ptr[end] != '>')
        end++;
    *at = end;
    return px_str_sub(tag, start, end);
}

px_str px_html_tag_attribute(px_str tag, const char *name)
{
    size_t at;

    (void)px_html_tag(px_str_sub(tag, 1, tag.len), &at);
    at++;
    for (;;) {
        px_str attribute, value = px_str_n("", 0);
        size_t start = at = skip_spaces(tag, at, true);

        if (at >= tag.len || tag.ptr[at] == '>')
            return PX_STR_NONE;
        do
            at++;
        while (at < tag.len && !px_is_space(tag.ptr[at]) && tag.ptr[at] != '/' &&
               tag.ptr[at] != '>' && tag.ptr[at] != '=');
        attribute = px_str_sub(tag, start, at);
        start = skip_spaces(tag, at, false);
        if (start < tag.len && tag.ptr[start] == '=') {
            at = start + 1;
            value = read_value(tag, &at);
        }
        if (px_str_eq_nocase(attribute, px_str_of(name)))
            return value;
    }
}

px_str px_html_meta_charset(px_str page)
{
    px_str rest = px_str_sub(page, 0, META_MAX);

    while (rest.len > 0) {
        size_t at = px_str_find_char(rest, '<');
        px_str tag = px_str_sub(rest, at, rest.len), label;
        const char *end = tag.ptr + tag.len;
        size_t len = 0;

        if (px_str_starts(tag, PX_STR("<!--")))
            len = (size_t)(comment_end(tag.ptr, end) - tag.ptr);
        else if (tag.len > 6 && px_str_eq_nocase(px_str_n(tag.ptr, 5), PX_STR("<meta")) &&
                 (px_is_space(tag.ptr[5]) || tag.ptr[5] == '/')) {
            label = px_html_tag_attribute(tag, "charset");
            if (!label.ptr &&
                px_str_eq_nocase(px_html_tag_attribute(tag, "http-equiv"), PX_STR("content-type")))
                label = px_charset_parameter(px_html_tag_attribute(tag, "content"));
            if (label.len > 0)
                return label;
        }
        rest = px_str_sub(tag, PX_MAX(len, (size_t)1), tag.len);
    }
    return PX_STR_NONE;
}
