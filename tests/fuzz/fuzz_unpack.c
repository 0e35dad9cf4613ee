/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a packed block of a page: one byte of its packing, three of the length that it is
 * said to unpack to. Whole and in parts it must give the same bytes, if it gives any.
 */
#include <stdlib.h>

#include "base/error.h"
#include "corpus/parquet/unpack_stream.h"

enum { HEAD = 4, LENGTH_MAX = 1 << 18 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* By needs of sizes that the input tells; true where it came to a good end. */
static bool read_parts(px_unpack_stream *s, const uint8_t *data, size_t size, char *to, size_t len)
{
    size_t at = 0;

    for (size_t i = 0; at < len; i++) {
        size_t n = PX_MIN(len - at, 1 + (size_t)data[i % size] * (i % 3 ? 1 : 300));

        if (!px_unpack_stream_need(s, n))
            return false;
        memcpy(to + at, px_unpack_stream_view(s), n);
        demand(px_unpack_stream_skip(s, n));
        at += n;
    }
    return px_unpack_stream_finish(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static px_unpacker unpacker;
    static px_unpack_stream stream;
    px_str block;
    px_random file;
    size_t len;

    if (size <= HEAD)
        return 0;
    block = px_str_n((const char *)data + HEAD, size - HEAD);
    file = px_random_memory(block, "block");
    len = (data[1] | (size_t)data[2] << 8 | (size_t)data[3] << 16) % LENGTH_MAX;
    if (px_packing_known(data[0]) && len > 0) {
        PX_AUTO_FREE char *whole = px_alloc(len), *parts = px_alloc(len);
        px_packing packing = (px_packing)data[0];
        bool good = px_unpack(&unpacker, packing, block, whole, len), good_parts;

        if (!px_unpack_streams(packing))
            return 0;
        px_unpack_stream_open(&stream, &file, 0, block.len, packing, len);
        good_parts = read_parts(&stream, data, size, parts, len);
        demand(stream.rc >= 0);
        demand(!good || !good_parts || memcmp(whole, parts, len) == 0);
        if (packing == PX_PACKING_NONE || packing == PX_PACKING_SNAPPY)
            demand(good == good_parts);
    }
    return 0;
}
