/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers in formats of bytes: little and big end first, wherever they stand. */
#ifndef PX_CORPUS_BYTES_H
#define PX_CORPUS_BYTES_H

#include <stdint.h>
#include <string.h>

/* The `count` (at most 8) bytes at p as a number, the last one highest. */
static inline uint64_t px_little(const char *p, unsigned count)
{
    uint64_t n = 0;

    while (count-- > 0)
        n = n << 8 | (unsigned char)p[count];
    return n;
}

/* The same, the first one highest. */
static inline uint64_t px_big(const char *p, unsigned count)
{
    uint64_t n = 0;

    for (unsigned i = 0; i < count; i++)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

static inline uint16_t px_le16(const char *p)
{
    return (uint16_t)px_little(p, 2);
}

/* These two are read in loops: one load each, on every machine of today. */
static inline uint32_t px_le32(const void *p)
{
    uint32_t value;

    memcpy(&value, p, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

static inline uint64_t px_le64(const void *p)
{
    uint64_t value;

    memcpy(&value, p, sizeof(value));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline uint16_t px_be16(const char *p)
{
    return (uint16_t)px_big(p, 2);
}

static inline uint32_t px_be32(const char *p)
{
    return (uint32_t)px_big(p, 4);
}

static inline uint64_t px_be64(const char *p)
{
    return px_big(p, 8);
}

#endif
