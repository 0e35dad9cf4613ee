/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/base64.h"

#include <sodium.h>

#include "base/banned.h"

void px_base64_print(px_builder *out, const void *bytes, size_t len)
{
    enum { CHUNK = 48 }; /* a multiple of three, so that padding stands at the end only */
    char text[PX_BASE64_LEN(CHUNK) + 1];
    const unsigned char *p = bytes;

    for (size_t at = 0; at < len; at += CHUNK) {
        sodium_bin2base64(text, sizeof(text), p + at, PX_MIN(len - at, (size_t)CHUNK),
                          sodium_base64_VARIANT_ORIGINAL);
        px_builder_add(out, text);
    }
}

bool px_base64_parse(px_str text, void *ret_bytes, size_t room, size_t *ret_len)
{
    if (text.len % 4 != 0)
        return false;
    /* libsodium 1.0.18 takes some bytes above 0x7F for characters of the alphabet. */
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    /* Without an end pointer it refuses whatever follows the padding. */
    return sodium_base642bin(ret_bytes, room, text.ptr, text.len, NULL, ret_len, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0;
}
