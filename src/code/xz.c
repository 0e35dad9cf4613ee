/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/xz.h"

#include <lzma.h>

#include "base/message.h"

#include "base/banned.h"

/* xz -9 needs 65 MiB. */
#define MEMORY_MAX ((uint64_t)96 << 20)
#define CHUNK ((size_t)64 << 10)

bool px_xz_recognise(px_str head)
{
    return px_str_starts(head, px_str_n("\xFD"
                                        "7zXZ\0",
                                        6));
}

static int fail_unpack(lzma_ret result, const lzma_stream *stream, px_error *err)
{
    char at[24];

    if (result == LZMA_MEM_ERROR)
        px_out_of_memory();
    if (result == LZMA_MEMLIMIT_ERROR)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the xz file needs too much memory to unpack; unpack it first"), NULL);
    (void)snprintf(at, sizeof(at), "%llu", (unsigned long long)stream->total_in);
    if (result == LZMA_BUF_ERROR)
        return px_fail(err, PX_ERR_MALFORMED, N_("the xz file is cut off at byte {byte}"), "byte",
                       at, NULL);
    return px_fail(err, PX_ERR_MALFORMED, N_("the xz file is broken at byte {byte}"), "byte", at,
                   NULL);
}

static int unpack(lzma_stream *stream, px_builder *out, size_t from, px_error *err)
{
    char chunk[CHUNK];
    lzma_ret result = LZMA_OK;

    while (result == LZMA_OK) {
        stream->next_out = (uint8_t *)chunk;
        stream->avail_out = sizeof(chunk);
        result = lzma_code(stream, LZMA_FINISH);
        px_builder_str(out, px_str_n(chunk, sizeof(chunk) - stream->avail_out));
        if (out->len - from > PX_XZ_MAX)
            return px_fail(err, PX_ERR_TOO_LARGE,
                           N_("the xz file holds more than {max} MiB; import it in parts"), "max",
                           "64", NULL);
    }
    return result == LZMA_STREAM_END ? 0 : fail_unpack(result, stream, err);
}

int px_xz_unpack(px_builder *out, px_str bytes, px_error *err)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    int rc;

    if (lzma_stream_decoder(&stream, MEMORY_MAX, LZMA_CONCATENATED) != LZMA_OK)
        px_out_of_memory();
    stream.next_in = (const uint8_t *)bytes.ptr;
    stream.avail_in = bytes.len;
    rc = unpack(&stream, out, out->len, err);
    lzma_end(&stream);
    return rc < 0 ? rc : px_builder_check(out, err);
}
