/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/head.h"

#include "base/ascii.h"

#include "base/banned.h"

size_t px_head_length(px_str bytes)
{
    const char *p = bytes.ptr, *end = p + bytes.len;

    while (p < end) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));

        if (!lf || lf + 1 == end)
            return 0;
        if (lf[1] == '\n')
            return (size_t)(lf + 2 - bytes.ptr);
        if (lf[1] == '\r' && lf + 2 < end && lf[2] == '\n')
            return (size_t)(lf + 3 - bytes.ptr);
        p = lf + 1;
    }
    return 0;
}

/* The end of the field that begins here: its line and what continues it. */
static const char *field_end(const char *p, const char *end)
{
    for (;;) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));

        if (!lf)
            return end;
        if (lf + 1 == end || (lf[1] != ' ' && lf[1] != '\t'))
            return lf + 1;
        p = lf + 1;
    }
}

bool px_head_field(px_str *rest, px_str *ret_name, px_str *ret_value)
{
    while (rest->len > 0) {
        const char *p = rest->ptr, *end = field_end(p, p + rest->len);
        const char *colon = memchr(p, ':', (size_t)(end - p));

        rest->ptr = end;
        rest->len -= (size_t)(end - p);
        if (!colon || colon == p)
            continue;
        *ret_name = px_str_trim(px_str_n(p, (size_t)(colon - p)));
        *ret_value = px_str_trim(px_str_n(colon + 1, (size_t)(end - colon - 1)));
        return true;
    }
    return false;
}
