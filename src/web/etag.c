/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/etag.h"

#include <sodium.h>
#include <stdio.h>

#include "base/banned.h"

enum { HASH_SIZE = 16 };

static void etag_print(const unsigned char hash[HASH_SIZE], bool gzip, char ret_etag[PX_ETAG_SIZE])
{
    char digits[2 * HASH_SIZE + 1];

    (void)sodium_bin2hex(digits, sizeof(digits), hash, HASH_SIZE);
    (void)snprintf(ret_etag, PX_ETAG_SIZE, "\"%s%s\"", digits, gzip ? "-gz" : "");
}

void px_etag_make(px_str body, bool gzip, char ret_etag[PX_ETAG_SIZE])
{
    unsigned char hash[HASH_SIZE];

    (void)crypto_generichash(hash, sizeof(hash), (const unsigned char *)body.ptr, body.len, NULL,
                             0);
    etag_print(hash, gzip, ret_etag);
}

void px_etag_make_around(px_str before, const char *inside, px_str behind,
                         char ret_etag[PX_ETAG_SIZE])
{
    crypto_generichash_state state;
    unsigned char hash[HASH_SIZE];

    (void)crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    (void)crypto_generichash_update(&state, (const unsigned char *)before.ptr, before.len);
    (void)crypto_generichash_update(&state, (const unsigned char *)inside, strlen(inside) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)behind.ptr, behind.len);
    (void)crypto_generichash_final(&state, hash, sizeof(hash));
    etag_print(hash, false, ret_etag);
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
