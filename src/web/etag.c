/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/etag.h"

#include <sodium.h>
#include <stdio.h>

#include "base/banned.h"

void px_etag_make(px_str body, bool gzip, char ret_etag[PX_ETAG_SIZE])
{
    unsigned char hash[16];
    char digits[2 * sizeof(hash) + 1];

    (void)crypto_generichash(hash, sizeof(hash), (const unsigned char *)body.ptr, body.len, NULL,
                             0);
    (void)sodium_bin2hex(digits, sizeof(digits), hash, sizeof(hash));
    (void)snprintf(ret_etag, PX_ETAG_SIZE, "\"%s%s\"", digits, gzip ? "-gz" : "");
}

/* Cuts the next opaque tag, with its quotes, off the list; false at the end or at what is none. A
 * comma may stand inside the quotes, so the list cannot simply be split. */
static bool etag_next(px_str *list, px_str *ret_tag)
{
    size_t at = 0, end;

    while (at < list->len &&
           (list->ptr[at] == ',' || list->ptr[at] == ' ' || list->ptr[at] == '\t'))
        at++;
    if (px_str_starts(px_str_sub(*list, at, list->len), PX_STR("W/")))
        at += 2;
    if (at == list->len || list->ptr[at] != '"')
        return false;
    end = at + 1 + px_str_find_char(px_str_sub(*list, at + 1, list->len), '"');
    if (end == list->len)
        return false;
    *ret_tag = px_str_sub(*list, at, end + 1);
    *list = px_str_sub(*list, end + 1, list->len);
    return true;
}

bool px_etag_matches(px_str if_none_match, px_str etag)
{
    px_str tag;

    if (px_str_is(px_str_trim(if_none_match), "*"))
        return true;
    while (etag_next(&if_none_match, &tag))
        if (px_str_eq(tag, etag))
            return true;
    return false;
}
