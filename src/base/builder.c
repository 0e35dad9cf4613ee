/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/builder.h"

#include <stdarg.h>

#include "base/banned.h"

void px_builder_free(px_builder *b)
{
    free(b->ptr);
    *b = (px_builder){ .cap = b->cap };
}

void px_builder_clear(px_builder *b)
{
    b->len = 0;
    b->overflow = false;
    if (b->ptr)
        b->ptr[0] = '\0';
}

void px_builder_cut(px_builder *b, size_t len)
{
    if (len >= b->len)
        return;
    b->len = len;
    b->ptr[len] = '\0';
}

/* Makes room for more bytes and the NUL; false (and remembered) where the cap does not allow it. */
static bool builder_reserve(px_builder *b, size_t more)
{
    size_t room;

    if (b->overflow || more > b->cap - b->len) {
        b->overflow = true;
        return false;
    }
    if (b->len + more + 1 <= b->room)
        return true;
    room = PX_MAX(b->room * 2, b->len + more + 1);
    room = PX_MAX(room, (size_t)64);
    b->ptr = px_realloc(b->ptr, room);
    b->room = room;
    return true;
}

void px_builder_str(px_builder *b, px_str s)
{
    if (!builder_reserve(b, s.len))
        return;
    if (s.len)
        memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
    b->ptr[b->len] = '\0';
}

/* Much text comes character by character, so the common case is short. */
void px_builder_char(px_builder *b, char c)
{
    if (!b->overflow && b->len < b->cap && b->len + 2 <= b->room) {
        b->ptr[b->len++] = c;
        b->ptr[b->len] = '\0';
        return;
    }
    px_builder_str(b, (px_str){ &c, 1 });
}

void px_builder_add(px_builder *b, const char *s)
{
    px_builder_str(b, px_str_of(s));
}

void px_builder_int(px_builder *b, long long value)
{
    char digits[24];
    char *p = digits + sizeof(digits);
    unsigned long long rest =
        value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;

    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        *--p = '-';
    px_builder_str(b, (px_str){ p, (size_t)(digits + sizeof(digits) - p) });
}

void px_builder_format(px_builder *b, const char *format, ...)
{
    va_list args, again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        b->overflow = true;
    } else if (builder_reserve(b, (size_t)len)) {
        (void)vsnprintf(b->ptr + b->len, (size_t)len + 1, format, again);
        b->len += (size_t)len;
    }
    va_end(again);
}

void px_builder_utf8(px_builder *b, unsigned c)
{
    char s[4];
    size_t n = 0;

    if (c < 0x80) {
        s[n++] = (char)c;
    } else if (c < 0x800) {
        s[n++] = (char)(0xC0 | c >> 6);
        s[n++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        s[n++] = (char)(0xE0 | c >> 12);
        s[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        s[n++] = (char)(0x80 | (c & 0x3F));
    } else {
        s[n++] = (char)(0xF0 | c >> 18);
        s[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        s[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        s[n++] = (char)(0x80 | (c & 0x3F));
    }
    px_builder_str(b, (px_str){ s, n });
}

void px_builder_hex(px_builder *b, const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *p = bytes;

    for (size_t i = 0; i < len; i++) {
        const char pair[2] = { digits[p[i] >> 4], digits[p[i] & 15] };

        px_builder_str(b, (px_str){ pair, 2 });
    }
}

static const char *html_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void px_builder_html(px_builder *b, px_str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.len; i++) {
        const char *entity = html_entity(s.ptr[i]);

        if (!entity)
            continue;
        px_builder_str(b, px_str_sub(s, from, i));
        px_builder_add(b, entity);
        from = i + 1;
    }
    px_builder_str(b, px_str_sub(s, from, s.len));
}

px_str px_builder_view(const px_builder *b)
{
    return (px_str){ px_builder_cstr(b), b->len };
}

const char *px_builder_cstr(const px_builder *b)
{
    return b->ptr ? b->ptr : "";
}

int px_builder_check(const px_builder *b, px_error *err)
{
    if (!b->overflow)
        return 0;
    return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is longer than is accepted here"), NULL);
}

char *px_builder_detach(px_builder *b, size_t *ret_len)
{
    char *text = b->ptr ? PX_TAKE(b->ptr) : px_strdup("");

    if (ret_len)
        *ret_len = b->len;
    *b = (px_builder){ .cap = b->cap };
    return text;
}
