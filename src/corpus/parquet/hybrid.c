/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/hybrid.h"

#include "base/macro.h"
#include "corpus/parquet/little_endian.h"

#include "base/banned.h"

static uint64_t bits_left(const px_hybrid *h)
{
    return (uint64_t)(h->end - h->at) * 8 - h->bit;
}

/* Passes over what a stretch of groups is padded with. */
static void end_groups(px_hybrid *h)
{
    h->at += h->bit > 0;
    h->bit = 0;
}

static bool read_head(px_hybrid *h, uint64_t *ret_head)
{
    uint64_t head = 0;

    for (unsigned shift = 0; h->at < h->end && shift < 40; shift += 7) {
        unsigned byte = *h->at++;

        head |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *ret_head = head;
            return true;
        }
    }
    return false;
}

/* Opens the next run or stretch of groups; false at the end, or where the bytes are cut off. */
static bool open_next(px_hybrid *h)
{
    unsigned bytes = (h->width + 7) / 8;
    uint64_t head;

    while (h->run == 0 && h->packed == 0) {
        end_groups(h);
        if (!read_head(h, &head))
            return false;
        if (head & 1) {
            h->packed = h->width ? (head >> 1) * 8 : 0;
            h->run = h->width ? 0 : (head >> 1) * 8;
            h->value = 0;
            continue;
        }
        if ((size_t)(h->end - h->at) < bytes)
            return false;
        h->run = head >> 1;
        h->value = 0;
        for (unsigned i = 0; i < bytes; i++)
            h->value |= (uint32_t)*h->at++ << (8 * i);
    }
    return true;
}

uint64_t px_hybrid_ahead(px_hybrid *h, uint32_t *ret_value)
{
    if (!open_next(h) || h->run < 2)
        return 0;
    *ret_value = h->value;
    return h->run;
}

static void read_packed(px_hybrid *h, uint32_t *values, size_t n)
{
    uint32_t mask = (uint32_t)(((uint64_t)1 << h->width) - 1);

    for (size_t i = 0; i < n; i++) {
        uint64_t word = px_load_up_to(h->at, h->end);

        values[i] = (uint32_t)(word >> h->bit) & mask;
        h->bit += h->width;
        h->at += h->bit / 8;
        h->bit %= 8;
    }
}

static void read_older(px_hybrid *h, uint32_t *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        values[i] = 0;
        for (unsigned k = 0; k < h->width; k++) {
            values[i] = values[i] << 1 | (*h->at >> (7 - h->bit) & 1U);
            h->bit = (h->bit + 1) % 8;
            h->at += h->bit == 0;
        }
    }
}

size_t px_hybrid_read(px_hybrid *h, uint32_t *values, size_t n)
{
    size_t done = 0;

    while (done < n && open_next(h)) {
        size_t part = (size_t)PX_MIN((uint64_t)(n - done), h->run ? h->run : h->packed);

        if (h->run) {
            for (size_t i = 0; i < part; i++)
                values[done + i] = h->value;
            h->run -= part;
        } else {
            part = (size_t)PX_MIN((uint64_t)part, bits_left(h) / h->width);
            if (part == 0)
                break;
            if (h->older)
                read_older(h, values + done, part);
            else
                read_packed(h, values + done, part);
            h->packed -= part;
        }
        done += part;
    }
    return done;
}
