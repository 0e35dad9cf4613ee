/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/display.h"

#include <utf8proc.h>

#include "base/banned.h"

#define REPLACEMENT 0xFFFD
#define ELLIPSIS 0x2026

/* The code point at the head of text and its bytes; a replacement for one byte that is not UTF-8.
 */
static size_t display_next(px_str text, utf8proc_int32_t *ret_c)
{
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, ret_c);

    if (n > 0)
        return (size_t)n;
    *ret_c = REPLACEMENT;
    return 1;
}

static size_t display_columns(utf8proc_int32_t c)
{
    int columns = utf8proc_charwidth(c);

    return columns > 0 ? (size_t)columns : 0;
}

size_t px_display_width(px_str text)
{
    utf8proc_int32_t c;
    size_t width = 0;

    while (text.len > 0) {
        text = px_str_sub(text, display_next(text, &c), text.len);
        width += display_columns(c);
    }
    return width;
}

/* Control characters, line and paragraph separators, embeddings, overrides and isolates. */
static bool display_unsafe(utf8proc_int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

void px_display_text(px_builder *out, px_str text)
{
    utf8proc_int32_t c;

    while (text.len > 0) {
        text = px_str_sub(text, display_next(text, &c), text.len);
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
        px_builder_utf8(out, display_unsafe(c) ? REPLACEMENT : (unsigned)c);
    }
}

/* Bytes at the head of text, up to the end of a visible character, that fit into the width. */
static size_t display_fit(px_str text, size_t width)
{
    utf8proc_int32_t c, last = 0, state = 0;
    size_t used = 0, end = 0;

    for (size_t at = 0, n; at < text.len; at += n) {
        n = display_next(px_str_sub(text, at, text.len), &c);
        if (at > 0 && utf8proc_grapheme_break_stateful(last, c, &state))
            end = at;
        used += display_columns(c);
        if (used > width)
            return end;
        last = c;
    }
    return text.len;
}

size_t px_display_cut(px_builder *out, px_str text, size_t width)
{
    size_t full = px_display_width(text);

    if (full <= width) {
        px_builder_str(out, text);
        return full;
    }
    if (width == 0)
        return 0;
    text = px_str_sub(text, 0, display_fit(text, width - 1));
    px_builder_str(out, text);
    px_builder_utf8(out, ELLIPSIS);
    return px_display_width(text) + 1;
}
