/* SPDX-License-Identifier: EUPL-1.2 */
/* What tests of archives share: a file made of bytes, what is read of it written as lines. */
#ifndef PX_TESTS_CORPUS_ARCHIVE_FIXTURE_H
#define PX_TESTS_CORPUS_ARCHIVE_FIXTURE_H

#include "unit/testing.h"

#include "base/builder.h"
#include "corpus/reader.h"

static inline void add_record(void *arg, const px_record *record)
{
    px_builder_format(arg, "%s", record->kind);
    if (record->role != PX_RECORD_OTHER)
        px_builder_format(arg, " %.*s %ju", PX_STR_ARG(record->media_type),
                          (uintmax_t)record->figures[PX_FIGURE_CONTENT]);
    if (record->figures[PX_FIGURE_PIXELS])
        px_builder_format(arg, " %ju pixels", (uintmax_t)record->figures[PX_FIGURE_PIXELS]);
    px_builder_char(arg, '\n');
}

static inline void add_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                               uint64_t times)
{
    (void)inside;
    for (uint64_t i = 0; i < times; i++)
        px_builder_format(arg, "%s at %ju\n", px_trouble_name(kind), (uintmax_t)offset);
}

static inline px_reading reading(const px_format *format, px_tools *tools, px_builder *found)
{
    return (px_reading){ .format = format,
                         .stop = UINT64_MAX,
                         .tools = tools,
                         .record = add_record,
                         .trouble = add_trouble,
                         .arg = found };
}

static inline void put_bytes(px_builder *b, const char *bytes, size_t len)
{
    px_builder_str(b, px_str_n(bytes, len));
}

static inline void put_little(px_builder *b, uint64_t n, unsigned count)
{
    for (unsigned i = 0; i < count; i++, n >>= 8)
        px_builder_char(b, (char)n);
}

static inline void put_zeros(px_builder *b, size_t n)
{
    while (n-- > 0)
        px_builder_char(b, '\0');
}

/* A PNG of this size, as far as its header goes: 33 bytes. */
static inline void put_png(px_builder *b, unsigned char width, unsigned char height)
{
    put_bytes(b, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", 19);
    px_builder_char(b, (char)width);
    put_bytes(b, "\0\0\0", 3);
    px_builder_char(b, (char)height);
    put_zeros(b, 9);
}

/* ---- Tar */

static inline void set_sum(char *block)
{
    unsigned sum = 0;

    memset(block + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)block[i];
    (void)snprintf(block + 148, 8, "%06o", sum);
}

static inline char *put_header(px_builder *b, char type, const char *name, uint64_t size)
{
    size_t at = b->len;
    char *block;

    put_zeros(b, 512);
    block = b->ptr + at;
    memcpy(block, name, PX_MIN(strlen(name), (size_t)100));
    (void)snprintf(block + 124, 12, "%011jo", (uintmax_t)size);
    block[156] = type;
    memcpy(block + 257,
           "ustar\0"
           "00",
           8);
    set_sum(block);
    return block;
}

static inline void put_data(px_builder *b, px_str data)
{
    px_builder_str(b, data);
    put_zeros(b, (512 - data.len % 512) % 512);
}

static inline void put_file(px_builder *b, const char *name, px_str data)
{
    (void)put_header(b, '0', name, data.len);
    put_data(b, data);
}

static inline void put_end(px_builder *b)
{
    put_zeros(b, 1024);
}

#endif
