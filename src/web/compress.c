/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/compress.h"

#include <stdint.h>
#include <zlib.h>

#include "base/banned.h"

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 }; /* largest window, gzip header; zlib's default */

bool px_compress_is_type(const char *content_type)
{
    static const px_str heads[] = {
        PX_STR_INIT("text/"),
        PX_STR_INIT("application/json"),
        PX_STR_INIT("application/problem+json"),
        PX_STR_INIT("application/javascript"),
        PX_STR_INIT("application/xml"),
        PX_STR_INIT("application/atom+xml"),
        PX_STR_INIT("application/akn+xml"),
        PX_STR_INIT("image/svg+xml"),
    };

    for (size_t i = 0; i < PX_COUNT(heads); i++)
        if (px_str_starts(px_str_of(content_type), heads[i]))
            return true;
    return false;
}

char *px_compress_gzip(px_str body, int level, size_t *ret_len)
{
    z_stream z = { 0 };
    char *out;
    int rc;

    if (body.len == 0 || body.len > UINT32_MAX)
        return NULL;
    if (deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    /* One byte less than the body: what does not fit is not smaller. */
    out = px_alloc(body.len);
    z.next_in = (Bytef *)(uintptr_t)body.ptr; /* zlib reads it only */
    z.avail_in = (uInt)body.len;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)(body.len - 1);
    rc = deflate(&z, Z_FINISH);
    *ret_len = (size_t)z.total_out;
    (void)deflateEnd(&z);
    if (rc == Z_STREAM_END)
        return out;
    free(out);
    return NULL;
}
