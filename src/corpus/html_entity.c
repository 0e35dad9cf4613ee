/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/html_entity.h"

#include "base/ascii.h"
#include "base/macro.h"
#include "corpus/charset.h"

#include "base/banned.h"

enum {
    NAME_MAX_LEN = 32, /* with its semicolon */
    OLD_NAME_MAX = 6,  /* without one */
    CODE_MAX = 0x10ffff
};

static const struct {
    const char *name, *text;
} entities[] = {
#define PX_ENTITY(name, text) { name, text },
#include "corpus/html_entities.def"
#undef PX_ENTITY
};

static const char *find(px_str name)
{
    size_t low = 0, high = PX_COUNT(entities);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = px_str_cmp(name, px_str_of(entities[middle].name));

        if (order == 0)
            return entities[middle].text;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The character that a number means (13.2.5.80). */
static unsigned meant_code(unsigned code)
{
    if (code == 0 || code > CODE_MAX || (code >= 0xd800 && code < 0xe000))
        return 0xfffd;
    return code < 0x100 ? px_windows_1252((unsigned char)code) : code;
}

/* "&#8364;", "&#x20ac;", also without the semicolon. */
static size_t read_number(px_str text, char *bytes, size_t *ret_len)
{
    bool hex = text.len > 2 && (text.ptr[2] | 0x20) == 'x';
    size_t start = hex ? 3 : 2, at = start;
    unsigned code = 0;

    for (; at < text.len; at++) {
        int digit = px_hex_value(text.ptr[at]);

        if (digit < 0 || (!hex && digit > 9))
            break;
        if (code <= CODE_MAX)
            code = code * (hex ? 16 : 10) + (unsigned)digit;
    }
    if (at == start)
        return 0;
    at += at < text.len && text.ptr[at] == ';';
    *ret_len = px_utf8_put(meant_code(code), bytes);
    return at;
}

static size_t give(const char *found, size_t used, char *bytes, size_t *ret_len)
{
    *ret_len = strlen(found);
    memcpy(bytes, found, *ret_len);
    return used;
}

size_t px_html_entity(px_str text, char ret_bytes[PX_ENTITY_TEXT_MAX], size_t *ret_len)
{
    size_t len = 1;
    const char *found;

    if (text.len > 1 && text.ptr[1] == '#')
        return read_number(text, ret_bytes, ret_len);
    while (len < text.len && len < NAME_MAX_LEN && px_is_alnum(text.ptr[len]))
        len++;
    if (len > 1 && len < text.len && text.ptr[len] == ';') {
        found = find(px_str_sub(text, 1, len + 1));
        if (found)
            return give(found, len + 1, ret_bytes, ret_len);
    }
    for (size_t n = PX_MIN(len, (size_t)OLD_NAME_MAX + 1); n > 2; n--) {
        found = find(px_str_sub(text, 1, n));
        if (found)
            return give(found, n, ret_bytes, ret_len);
    }
    return 0;
}
