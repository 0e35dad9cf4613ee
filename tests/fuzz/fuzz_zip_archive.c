/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a zip archive, or a document that is one. Reading in one piece and in stretches must
 * give the same.
 */
#include "reading_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sums read_all(const px_format *format, px_str bytes, uint64_t stretch)
{
    static px_tools tools;
    px_random file = px_random_memory(bytes, "bytes");
    sums found = { 0 };
    px_error err;
    px_reading r = { .format = format,
                     .stop = UINT64_MAX,
                     .tools = &tools,
                     .record = add_record,
                     .trouble = add_trouble,
                     .arg = &found };

    for (uint64_t from = 0;; from += stretch) {
        bool last = bytes.len - from <= stretch;

        demand(format->read_at(&r, &file, from, last ? UINT64_MAX : from + stretch, &err) == 0);
        if (last)
            return found;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const px_format *const formats[] = { &px_format_zip, &px_format_package };
    px_str bytes = px_str_n((const char *)data, size);

    for (size_t i = 0; size > 0 && i < PX_COUNT(formats); i++) {
        sums whole = read_all(formats[i], bytes, UINT64_MAX);
        sums parts = read_all(formats[i], bytes, PX_MAX(size / 3, (size_t)1));

        demand(memcmp(&whole, &parts, sizeof(whole)) == 0);
    }
    return 0;
}
