/* SPDX-License-Identifier: EUPL-1.2 */
/* ZIP files whose parts are stored as they are, so that a fuzzer changes parts and not packing. */
#ifndef PX_FUZZ_STORED_ZIP_H
#define PX_FUZZ_STORED_ZIP_H

#include <zlib.h>

#include "base/builder.h"

typedef struct archive {
    px_builder bytes, directory;
    unsigned count;
} archive;

static void add_number(px_builder *out, size_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        px_builder_char(out, (char)(value >> (8 * i)));
}

/* What stands both before the part and in the directory (APPNOTE 4.3.7, 4.3.12). */
static void add_head(px_builder *out, px_str name, px_str part)
{
    add_number(out, 20, 2); /* version, flags, stored, time and date */
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, 0x21 << 16, 4);
    add_number(out, crc32(0, (const Bytef *)part.ptr, (uInt)part.len), 4);
    add_number(out, part.len, 4);
    add_number(out, part.len, 4);
    add_number(out, name.len, 2);
    add_number(out, 0, 2);
}

static void add_part(archive *a, const char *path, px_str part)
{
    px_str name = px_str_of(path);
    size_t at = a->bytes.len;

    px_builder_str(&a->bytes, PX_STR("PK\x03\x04"));
    add_head(&a->bytes, name, part);
    px_builder_str(&a->bytes, name);
    px_builder_str(&a->bytes, part);
    px_builder_str(&a->directory, PX_STR("PK\x01\x02\x14\x00"));
    add_head(&a->directory, name, part);
    for (int i = 0; i < 10; i++)
        px_builder_char(&a->directory, '\0');
    add_number(&a->directory, at, 4);
    px_builder_str(&a->directory, name);
    a->count++;
}

static void end_archive(archive *a)
{
    size_t at = a->bytes.len;

    px_builder_str(&a->bytes, px_builder_view(&a->directory));
    px_builder_str(&a->bytes, PX_STR("PK\x05\x06"));
    add_number(&a->bytes, 0, 4);
    add_number(&a->bytes, a->count, 2);
    add_number(&a->bytes, a->count, 2);
    add_number(&a->bytes, a->directory.len, 4);
    add_number(&a->bytes, at, 4);
    add_number(&a->bytes, 0, 2);
}

#endif
