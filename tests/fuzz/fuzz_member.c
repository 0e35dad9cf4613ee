/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a file of gzip members that hold records, in full and by their heads alone. */
#include "corpus/member.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void ignore_record(void *arg, const px_record *record)
{
    (void)arg;
    demand(record->kind && record->modality < PX_MODALITY_COUNT);
}

static void ignore_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                           uint64_t times)
{
    (void)arg;
    (void)offset;
    (void)inside;
    (void)times;
    demand(kind > PX_TROUBLE_NONE && kind < PX_TROUBLE_COUNT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static px_tools tools;

    for (int sizes_only = 0; sizes_only < 2; sizes_only++) {
        px_file_stream f = { .stream = px_stream_memory(px_str_n((const char *)data, size)) };
        px_error err;
        px_reading r = { .format = &px_format_warc,
                         .sizes_only = sizes_only,
                         .stop = UINT64_MAX,
                         .tools = &tools,
                         .record = ignore_record,
                         .trouble = ignore_trouble };

        demand(px_members_read(&r, &f, &err) == 0);
        demand(f.stream.len == 0);
    }
    return 0;
}
