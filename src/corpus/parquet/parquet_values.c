/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_values.h"

#include <math.h>

#include "base/error.h"
#include "base/macro.h"
#include "corpus/parquet/little_endian.h"

#include "base/banned.h"

enum { ROOM_MAX = 1 << 20, DAY_MS = 24 * 60 * 60 * 1000, JULIAN_1970 = 2440588 };
#define WHOLE_MAX 9007199254740992.0 /* 2^53 */

/* ---- Numbers */

static int64_t whole(double value)
{
    return value == floor(value) && fabs(value) <= WHOLE_MAX ? (int64_t)value
                                                             : PX_PARQUET_NO_NUMBER;
}

/* INT96: nanoseconds of the day, then the Julian day; as milliseconds since 1970. */
static int64_t millis_of_96(const unsigned char *at)
{
    uint64_t nanos = px_le64(at);
    int64_t day = (int64_t)px_le32(at + 8) - JULIAN_1970;

    return day * DAY_MS + (int64_t)(nanos / 1000000);
}

static int64_t number_at(const px_parquet_leaf *leaf, const unsigned char *at)
{
    union {
        uint32_t bits;
        float value;
    } f;
    union {
        uint64_t bits;
        double value;
    } d;

    switch (leaf->type) {
    case PX_PARQUET_INT32:
        return leaf->meaning == PX_PARQUET_UNSIGNED ? (int64_t)px_le32(at)
                                                    : (int64_t)(int32_t)px_le32(at);
    case PX_PARQUET_INT96:
        return millis_of_96(at);
    case PX_PARQUET_FLOAT:
        f.bits = px_le32(at);
        return whole((double)f.value);
    case PX_PARQUET_DOUBLE:
        d.bits = px_le64(at);
        return whole(d.value);
    default:
        return (int64_t)px_le64(at);
    }
}

/* ---- PLAIN */

static size_t left(const px_parquet_values *v)
{
    return (size_t)(v->end - v->at);
}

static size_t fill_plain_bytes(px_parquet_values *v, size_t n)
{
    size_t i = 0;

    for (; i < n && left(v) >= 4; i++) {
        size_t len = px_le32(v->at);

        if (len > left(v) - 4)
            break;
        v->strings[i] = px_str_n((const char *)v->at + 4, len);
        v->at += 4 + len;
    }
    return i;
}

/* The same in a stream: slices are of the window, so that it must not move while they are used. */
static size_t fill_stream_bytes(px_parquet_values *v, size_t n)
{
    px_unpack_stream *s = v->stream;
    size_t i = 0, at = 0;

    while (i < n && px_unpack_stream_ready(s) - at >= 4) {
        const unsigned char *here = px_unpack_stream_view(s) + at;
        size_t len = px_le32(here);

        if (len > px_unpack_stream_ready(s) - at - 4)
            break;
        v->strings[i++] = px_str_n((const char *)here + 4, len);
        at += 4 + len;
    }
    if (i == 0 && n > 0 && px_unpack_stream_need(s, 4)) {
        size_t len = px_le32(px_unpack_stream_view(s));

        if (px_unpack_stream_need(s, 4 + len)) {
            v->strings[i++] = px_str_n((const char *)px_unpack_stream_view(s) + 4, len);
            at = 4 + len;
        }
    }
    s->taken += at;
    return i;
}

static size_t fill_stream_lengths(px_parquet_values *v, size_t n)
{
    px_unpack_stream *s = v->stream;
    size_t i = 0;

    for (; i < n && px_unpack_stream_need(s, 4); i++) {
        size_t len = px_le32(px_unpack_stream_view(s));

        if (!px_unpack_stream_skip(s, 4 + (uint64_t)len))
            break;
        v->numbers[i] = (int64_t)len;
    }
    return i;
}

static size_t fill_plain_fixed(px_parquet_values *v, size_t n)
{
    size_t width = v->leaf->width;
    bool bytes = px_parquet_is_bytes(v->leaf->type);

    n = PX_MIN(n, left(v) / width);
    for (size_t i = 0; i < n; i++, v->at += width) {
        if (bytes)
            v->strings[i] = px_str_n((const char *)v->at, width);
        else
            v->numbers[i] = number_at(v->leaf, v->at);
    }
    return n;
}

/* Booleans: bits, the lowest first. */
static size_t fill_plain_bits(px_parquet_values *v, size_t n)
{
    n = PX_MIN(n, left(v) * 8 - v->done);
    for (size_t i = 0; i < n; i++, v->done++)
        v->numbers[i] = v->at[v->done / 8] >> (v->done % 8) & 1;
    return n;
}

/* ---- RLE of booleans, dictionaries */

static size_t fill_runs(px_parquet_values *v, size_t n)
{
    uint32_t bits[PX_PARQUET_BATCH];

    n = px_hybrid_read(&v->indexes, bits, n);
    for (size_t i = 0; i < n; i++)
        v->numbers[i] = bits[i];
    return n;
}

/* Of width 0 all indexes are 0, and writers may leave the runs out. */
static size_t read_indexes(px_parquet_values *v, uint32_t *indexes, size_t n)
{
    if (v->indexes.width > 0)
        return px_hybrid_read(&v->indexes, indexes, n);
    memset(indexes, 0, n * sizeof(*indexes));
    return n;
}

static size_t fill_dictionary(px_parquet_values *v, size_t n)
{
    const px_parquet_dictionary *d = v->dictionary;
    uint32_t indexes[PX_PARQUET_BATCH];
    bool bytes = px_parquet_is_bytes(v->leaf->type);
    size_t i = 0;

    n = read_indexes(v, indexes, n);
    for (; i < n && indexes[i] < d->count; i++) {
        if (bytes)
            v->strings[i] = d->strings[indexes[i]];
        else
            v->numbers[i] = d->numbers[indexes[i]];
    }
    return i;
}

/* ---- DELTA_* */

static size_t fill_delta(px_parquet_values *v, size_t n)
{
    n = px_delta_read(&v->delta, v->numbers, n);
    if (v->leaf->type == PX_PARQUET_INT32)
        for (size_t i = 0; i < n; i++)
            v->numbers[i] = v->leaf->meaning == PX_PARQUET_UNSIGNED
                                ? (int64_t)(uint32_t)v->numbers[i]
                                : (int64_t)(int32_t)v->numbers[i];
    return n;
}

static size_t fill_delta_lengths(px_parquet_values *v, size_t n)
{
    int64_t lengths[PX_PARQUET_BATCH];
    size_t i = 0;

    n = px_delta_read(&v->delta, lengths, n);
    for (; i < n; i++) {
        if (lengths[i] < 0 || (uint64_t)lengths[i] > left(v))
            break;
        v->strings[i] = px_str_n((const char *)v->at, (size_t)lengths[i]);
        v->at += lengths[i];
    }
    return i;
}

static void make_room(px_parquet_values *v, size_t size)
{
    if (size <= v->room_size && v->room)
        return;
    v->room_size = PX_MAX(size, 2 * v->room_size);
    v->room = px_realloc(v->room, v->room_size);
}

/*
 * DELTA_BYTE_ARRAY: each value is the head of the one before it and an end of its own, put together
 * in a room that holds one value. So it is no larger than the page, and there is one value a fill.
 */
static size_t fill_delta_bytes(px_parquet_values *v, size_t n)
{
    int64_t prefix, suffix;

    if (n == 0 || px_delta_read(&v->prefix, &prefix, 1) == 0 ||
        px_delta_read(&v->delta, &suffix, 1) == 0)
        return 0;
    if (prefix < 0 || (uint64_t)prefix > v->room_len || suffix < 0 || (uint64_t)suffix > left(v))
        return 0;
    make_room(v, (size_t)prefix + (size_t)suffix + 1);
    memcpy(v->room + prefix, v->at, (size_t)suffix);
    v->at += suffix;
    v->room_len = (size_t)(prefix + suffix);
    if (v->leaf->type == PX_PARQUET_FIXED && v->room_len != v->leaf->width)
        return 0;
    v->strings[0] = px_str_n(v->room, v->room_len);
    return 1;
}

/* ---- BYTE_STREAM_SPLIT: the first bytes of all values, then the second ones, ... */

static size_t fill_split(px_parquet_values *v, size_t n)
{
    size_t width = v->leaf->width;
    bool bytes = px_parquet_is_bytes(v->leaf->type);

    n = PX_MIN(n, v->of - v->done);
    n = PX_MIN(n, PX_MAX(ROOM_MAX / width, (size_t)1));
    make_room(v, n * width + 1);
    for (size_t i = 0; i < n; i++, v->done++) {
        char *to = v->room + i * width;

        for (size_t k = 0; k < width; k++)
            to[k] = (char)v->at[k * v->of + v->done];
        if (bytes)
            v->strings[i] = px_str_n(to, width);
        else
            v->numbers[i] = number_at(v->leaf, (const unsigned char *)to);
    }
    return n;
}

/* ---- Opening */

static px_trouble_kind open_plain(px_parquet_values *v)
{
    v->fill = v->leaf->type == PX_PARQUET_BYTE_ARRAY ? fill_plain_bytes
              : v->leaf->type == PX_PARQUET_BOOLEAN  ? fill_plain_bits
                                                     : fill_plain_fixed;
    return PX_TROUBLE_NONE;
}

static px_trouble_kind open_dictionary(px_parquet_values *v)
{
    unsigned width = left(v) ? *v->at : 0;

    v->fill = fill_dictionary;
    if (width > 32 || !v->dictionary || !v->dictionary->there)
        return PX_TROUBLE_PAGE;
    v->indexes =
        px_hybrid_of(px_str_sub(px_str_n((const char *)v->at, left(v)), 1, left(v)), width, false);
    return PX_TROUBLE_NONE;
}

/* Booleans, with their length before them. */
static px_trouble_kind open_runs(px_parquet_values *v)
{
    size_t len;

    v->fill = fill_runs;
    if (v->leaf->type != PX_PARQUET_BOOLEAN)
        return PX_TROUBLE_PACKING;
    if (left(v) < 4)
        return PX_TROUBLE_PAGE;
    len = px_le32(v->at);
    if (len > left(v) - 4)
        return PX_TROUBLE_PAGE;
    v->indexes = px_hybrid_of(px_str_n((const char *)v->at + 4, len), 1, false);
    return PX_TROUBLE_NONE;
}

static bool open_delta(px_delta *d, const px_parquet_values *v)
{
    return px_delta_open(d, px_str_n((const char *)v->at, left(v)));
}

static px_trouble_kind open_delta_numbers(px_parquet_values *v)
{
    v->fill = fill_delta;
    if (v->leaf->type != PX_PARQUET_INT32 && v->leaf->type != PX_PARQUET_INT64)
        return PX_TROUBLE_PACKING;
    return open_delta(&v->delta, v) ? PX_TROUBLE_NONE : PX_TROUBLE_PAGE;
}

static px_trouble_kind open_delta_lengths(px_parquet_values *v)
{
    v->fill = fill_delta_lengths;
    if (v->leaf->type != PX_PARQUET_BYTE_ARRAY)
        return PX_TROUBLE_PACKING;
    return open_delta(&v->delta, v) && px_delta_end(&v->delta, &v->at) ? PX_TROUBLE_NONE
                                                                       : PX_TROUBLE_PAGE;
}

static px_trouble_kind open_delta_bytes(px_parquet_values *v)
{
    v->fill = fill_delta_bytes;
    v->room_len = 0;
    if (!px_parquet_is_bytes(v->leaf->type))
        return PX_TROUBLE_PACKING;
    return open_delta(&v->prefix, v) && px_delta_end(&v->prefix, &v->at) &&
                   open_delta(&v->delta, v) && px_delta_end(&v->delta, &v->at)
               ? PX_TROUBLE_NONE
               : PX_TROUBLE_PAGE;
}

static px_trouble_kind open_split(px_parquet_values *v)
{
    v->fill = fill_split;
    if (v->leaf->width == 0 || v->leaf->type == PX_PARQUET_INT96)
        return PX_TROUBLE_PACKING;
    v->of = left(v) / v->leaf->width;
    return PX_TROUBLE_NONE;
}

px_trouble_kind px_parquet_values_open(px_parquet_values *v, const px_parquet_leaf *leaf,
                                       int64_t encoding, const px_parquet_dictionary *dictionary,
                                       px_str bytes)
{
    v->leaf = leaf;
    v->dictionary = dictionary;
    v->at = (const unsigned char *)bytes.ptr;
    v->end = v->at + bytes.len;
    v->done = 0;
    v->taken = v->count = 0;
    v->stream = NULL;
    v->lengths = false;
    switch (encoding) {
    case PX_PARQUET_PLAIN_VALUES:
        return open_plain(v);
    case PX_PARQUET_PLAIN_DICTIONARY:
    case PX_PARQUET_RLE_DICTIONARY:
        return open_dictionary(v);
    case PX_PARQUET_RLE:
        return open_runs(v);
    case PX_PARQUET_DELTA_BINARY:
        return open_delta_numbers(v);
    case PX_PARQUET_DELTA_LENGTHS:
        return open_delta_lengths(v);
    case PX_PARQUET_DELTA_BYTES:
        return open_delta_bytes(v);
    case PX_PARQUET_SPLIT:
        return open_split(v);
    default:
        return PX_TROUBLE_PACKING;
    }
}

void px_parquet_values_stream(px_parquet_values *v, const px_parquet_leaf *leaf,
                              px_unpack_stream *stream, bool lengths_only)
{
    v->leaf = leaf;
    v->taken = v->count = 0;
    v->stream = stream;
    v->lengths = lengths_only;
    v->fill = lengths_only ? fill_stream_lengths : fill_stream_bytes;
}

uint64_t px_parquet_values_same(px_parquet_values *v)
{
    uint32_t index;

    if (v->taken < v->count || v->fill != fill_dictionary)
        return 0;
    return v->indexes.width ? px_hybrid_ahead(&v->indexes, &index) : UINT64_MAX;
}

void px_parquet_values_pass(px_parquet_values *v, uint64_t n)
{
    size_t unpacked = (size_t)PX_MIN(n, (uint64_t)(v->count - v->taken));

    v->taken += unpacked;
    if (v->indexes.width)
        px_hybrid_take(&v->indexes, n - unpacked);
}

void px_parquet_values_fill(px_parquet_values *v, uint64_t n)
{
    v->taken = 0;
    v->count = v->fill(v, (size_t)PX_MIN(n, (uint64_t)PX_PARQUET_BATCH));
}

void px_parquet_values_close(px_parquet_values *v)
{
    free(v->room);
    v->room = NULL;
    v->room_size = v->room_len = 0;
}

/* ---- Dictionaries */

/* Whether so many values can stand in the bytes at all. */
static bool may_hold(const px_parquet_leaf *leaf, const px_parquet_page *page)
{
    size_t least = leaf->type == PX_PARQUET_BYTE_ARRAY ? 4 : leaf->width;

    return least ? page->entries <= page->body.len / least : page->entries <= page->body.len * 8;
}

/* Room for so many values of the type; a dictionary serves one type of column after the other. */
static void make_dictionary_room(px_parquet_dictionary *d, bool bytes, size_t count)
{
    if (count <= d->room && (bytes ? d->strings != NULL : d->numbers != NULL))
        return;
    free(d->strings);
    free(d->numbers);
    d->strings = NULL;
    d->numbers = NULL;
    d->room = count + 1;
    if (bytes)
        d->strings = px_alloc(d->room * sizeof(*d->strings));
    else
        d->numbers = px_alloc(d->room * sizeof(*d->numbers));
}

bool px_parquet_dictionary_read(px_parquet_dictionary *d, px_parquet_values *v,
                                const px_parquet_leaf *leaf, px_parquet_pages *pages,
                                const px_parquet_page *page)
{
    size_t count = (size_t)page->entries;
    bool bytes = px_parquet_is_bytes(leaf->type);

    d->there = false;
    d->count = 0;
    if ((page->encoding != PX_PARQUET_PLAIN_VALUES &&
         page->encoding != PX_PARQUET_PLAIN_DICTIONARY) ||
        !may_hold(leaf, page))
        return false;
    px_parquet_pages_keep(pages, page->body, &d->bytes, &d->bytes_room);
    make_dictionary_room(d, bytes, count);
    (void)px_parquet_values_open(v, leaf, PX_PARQUET_PLAIN_VALUES, NULL,
                                 px_str_n(d->bytes, page->body.len));
    while (d->count < count) {
        px_parquet_values_fill(v, count - d->count);
        if (v->count == 0)
            return false;
        if (bytes)
            memcpy(d->strings + d->count, v->strings, v->count * sizeof(*v->strings));
        else
            memcpy(d->numbers + d->count, v->numbers, v->count * sizeof(*v->numbers));
        d->count += v->count;
    }
    v->count = 0;
    d->there = true;
    return true;
}

void px_parquet_dictionary_close(px_parquet_dictionary *d)
{
    free(d->bytes);
    free(d->strings);
    free(d->numbers);
    *d = (px_parquet_dictionary){ 0 };
}
