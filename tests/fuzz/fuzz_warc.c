/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a web archive, WARC or ARC, with bodies of HTTP in any packing. Records that are
 * handed over must be sound, and reading in one piece and in windows must give the same.
 */
#include "reading_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sums read_all(px_tools *tools, const px_format *format, px_stream *s, bool sizes_only)
{
    sums found = { 0 };
    px_error err;
    px_reading r = { .format = format,
                     .sizes_only = sizes_only,
                     .stop = UINT64_MAX,
                     .tools = tools,
                     .record = add_record,
                     .trouble = add_trouble,
                     .arg = &found };

    demand(format->read(&r, s, &err) == 0);
    demand(s->len == 0);
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static px_tools tools;
    static const px_format *const formats[] = { &px_format_warc, &px_format_arc };
    px_str bytes = px_str_n((const char *)data, size);

    if (size == 0)
        return 0;
    for (size_t i = 0; i < PX_COUNT(formats); i++) {
        px_stream whole = px_stream_memory(bytes);
        narrow_stream narrow = narrow_stream_of(bytes);
        sums first = read_all(&tools, formats[i], &whole, false);
        sums second = read_all(&tools, formats[i], &narrow.stream, false);

        demand(first.records == second.records && first.stored == second.stored &&
               first.content == second.content && first.troubles == second.troubles);
    }
    return 0;
}
