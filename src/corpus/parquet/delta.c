/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/delta.h"

#include "base/macro.h"
#include "corpus/parquet/little_endian.h"

#include "base/banned.h"

enum { BLOCK_MAX = 1 << 20, WIDTH_MAX = 64, VARINT_MAX = 10 };

/* Blocks of writers hold up to 64 values a byte where all differences are the same; more than these
 * are claimed by nobody but who means harm. */
enum { SURE_VALUES = 1 << 20, VALUES_A_BYTE = 256 };

static bool read_varint(px_delta *d, uint64_t *ret_value)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < VARINT_MAX && d->at < d->end; i++) {
        unsigned byte = *d->at++;

        value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (!(byte & 0x80)) {
            *ret_value = value;
            return true;
        }
    }
    return false;
}

static bool read_zigzag(px_delta *d, uint64_t *ret_value)
{
    uint64_t n;

    if (!read_varint(d, &n))
        return false;
    *ret_value = n >> 1 ^ (0 - (n & 1));
    return true;
}

bool px_delta_open(px_delta *d, px_str bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    uint64_t block, miniblocks;

    *d = (px_delta){ .at = at, .end = at + bytes.len, .first = true };
    if (!read_varint(d, &block) || !read_varint(d, &miniblocks) || !read_varint(d, &d->left) ||
        !read_zigzag(d, &d->value))
        return false;
    if (d->left > SURE_VALUES && d->left / VALUES_A_BYTE > bytes.len)
        return false;
    if (block == 0 || block > BLOCK_MAX || miniblocks == 0 ||
        miniblocks > PX_DELTA_MINIBLOCKS_MAX || block % miniblocks || block / miniblocks % 8)
        return false;
    d->miniblocks = (unsigned)miniblocks;
    d->per_miniblock = (unsigned)(block / miniblocks);
    return true;
}

/* Opens the next miniblock, of the next block where this one has no more. */
static bool open_miniblock(px_delta *d)
{
    if (d->open == 0) {
        if (!read_zigzag(d, &d->least) || (size_t)(d->end - d->at) < d->miniblocks)
            return false;
        d->widths = d->at;
        d->at += d->miniblocks;
        d->open = d->miniblocks;
    }
    if (d->widths[d->miniblocks - d->open] > WIDTH_MAX)
        return false;
    d->width = d->widths[d->miniblocks - d->open];
    d->open--;
    d->in_open = d->per_miniblock;
    d->bit = 0;
    return true;
}

static size_t miniblock_bytes(const px_delta *d)
{
    return (size_t)d->per_miniblock / 8 * d->width;
}

/* The bits of the packed value that begins `bit` bits behind `at`. */
static uint64_t unpack_bits(const unsigned char *at, const unsigned char *end, uint64_t bit,
                            unsigned width)
{
    unsigned shift = bit % 8;
    uint64_t word;

    at += bit / 8;
    word = px_load_up_to(at, end) >> shift;
    if (shift > 0 && shift + width > 64 && end - at > 8)
        word |= (uint64_t)at[8] << (64 - shift);
    return width < 64 ? word & (((uint64_t)1 << width) - 1) : word;
}

/* Values of the open miniblock; the last one may be cut short by its writer. */
static size_t read_miniblock(px_delta *d, int64_t *values, size_t n)
{
    uint64_t there = (uint64_t)(d->end - d->at) * 8;
    size_t done = 0;

    while (done < n && d->bit + d->width <= there) {
        d->value += d->least + (d->width ? unpack_bits(d->at, d->end, d->bit, d->width) : 0);
        d->bit += d->width;
        values[done++] = (int64_t)d->value;
    }
    d->in_open -= (unsigned)done;
    return done;
}

/* Steps behind the miniblock that has been read. */
static void close_miniblock(px_delta *d)
{
    d->at += PX_MIN(miniblock_bytes(d), (size_t)(d->end - d->at));
    d->width = 0;
}

size_t px_delta_read(px_delta *d, int64_t *values, size_t n)
{
    size_t done = 0;

    n = (size_t)PX_MIN((uint64_t)n, d->left);
    if (n > 0 && d->first) {
        values[done++] = (int64_t)d->value;
        d->first = false;
        d->left--;
    }
    while (done < n) {
        size_t part, want;

        if (d->in_open == 0 && !open_miniblock(d))
            break;
        want = PX_MIN(n - done, (size_t)d->in_open);
        part = read_miniblock(d, values + done, want);
        done += part;
        d->left -= part;
        if (part < want)
            break;
        if (d->in_open == 0)
            close_miniblock(d);
    }
    return done;
}

bool px_delta_end(const px_delta *of, const unsigned char **ret_end)
{
    px_delta d = *of;
    uint64_t left = d.left - (d.first && d.left > 0);

    while (left > 0) {
        if (!open_miniblock(&d) || (size_t)(d.end - d.at) < miniblock_bytes(&d))
            return false;
        d.at += miniblock_bytes(&d);
        left -= PX_MIN(left, (uint64_t)d.per_miniblock);
    }
    *ret_end = d.at;
    return true;
}
