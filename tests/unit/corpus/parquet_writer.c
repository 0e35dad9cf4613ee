/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/corpus/parquet_writer.h"

#include <brotli/encode.h>
#include <libdeflate.h>
#include <lz4.h>
#include <snappy-c.h>
#include <stdlib.h>
#include <zstd.h>

#include "base/macro.h"

static uint32_t noise = 1;

void pw_seed(uint32_t seed)
{
    noise = seed * 2654435761U + 1;
}

uint32_t pw_random(void)
{
    noise = noise * 1664525U + 1013904223U;
    return noise >> 8;
}

/* ---- Thrift */

typedef struct thrift_out {
    px_builder *out;
    int last[16];
    unsigned depth;
} thrift_out;

static void put_varint(px_builder *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        px_builder_char(out, (char)(n | 0x80));
    px_builder_char(out, (char)n);
}

static void put_zigzag(px_builder *out, int64_t n)
{
    put_varint(out, (uint64_t)n << 1 ^ (uint64_t)(n >> 63));
}

static void put_field(thrift_out *t, int id, px_thrift_type type)
{
    int delta = id - t->last[t->depth];

    if (delta > 0 && delta < 16) {
        px_builder_char(t->out, (char)(delta << 4 | (int)type));
    } else {
        px_builder_char(t->out, (char)type);
        put_zigzag(t->out, id);
    }
    t->last[t->depth] = id;
}

static void put_int(thrift_out *t, int id, int64_t value)
{
    put_field(t, id, PX_THRIFT_I64);
    put_zigzag(t->out, value);
}

static void put_i32(thrift_out *t, int id, int64_t value)
{
    put_field(t, id, PX_THRIFT_I32);
    put_zigzag(t->out, value);
}

static void put_text(thrift_out *t, int id, px_str value)
{
    put_field(t, id, PX_THRIFT_BINARY);
    put_varint(t->out, value.len);
    px_builder_str(t->out, value);
}

static void open_struct(thrift_out *t)
{
    t->last[++t->depth] = 0;
}

static void put_struct(thrift_out *t, int id)
{
    put_field(t, id, PX_THRIFT_STRUCT);
    open_struct(t);
}

static void close_struct(thrift_out *t)
{
    px_builder_char(t->out, '\0');
    t->depth--;
}

static void put_list(thrift_out *t, int id, px_thrift_type of, size_t count)
{
    put_field(t, id, PX_THRIFT_LIST);
    if (count < 15) {
        px_builder_char(t->out, (char)(count << 4 | (size_t)of));
    } else {
        px_builder_char(t->out, (char)(0xf0 | (int)of));
        put_varint(t->out, count);
    }
}

/* ---- Runs and packed groups */

static void put_groups(px_builder *out, const uint32_t *values, size_t n, unsigned width)
{
    size_t groups = (n + 7) / 8;
    uint64_t word = 0;
    unsigned bits = 0;

    put_varint(out, groups << 1 | 1);
    for (size_t i = 0; i < groups * 8; i++) {
        word |= (uint64_t)(i < n ? values[i] : 0) << bits;
        for (bits += width; bits >= 8; bits -= 8, word >>= 8)
            px_builder_char(out, (char)word);
    }
}

static void put_run(px_builder *out, uint32_t value, uint64_t n, unsigned width)
{
    put_varint(out, n << 1);
    for (unsigned k = 0; k < (width + 7) / 8; k++)
        px_builder_char(out, (char)(value >> (8 * k)));
}

/* The last value comes `more` times again; before it there must be no groups then that are padded.
 */
static void put_hybrid(px_builder *out, const uint32_t *values, size_t n, unsigned width,
                       uint64_t more)
{
    for (size_t i = 0; i < n;) {
        size_t run = 1, part;

        while (i + run < n && values[i + run] == values[i])
            run++;
        if (run >= 8 || i + run == n) {
            put_run(out, values[i], run, width);
            i += run;
            continue;
        }
        part = 8 * (1 + pw_random() % 4); /* padding may stand at the end alone */
        part = PX_MIN(part, n - i);
        put_groups(out, values + i, part, width);
        i += part;
    }
    if (more)
        put_run(out, values[n - 1], more, width);
}

static void put_older(px_builder *out, const uint32_t *values, size_t n, unsigned width)
{
    unsigned byte = 0, bits = 0;

    for (size_t i = 0; i < n; i++)
        for (unsigned k = width; k-- > 0;) {
            byte = byte << 1 | (values[i] >> k & 1);
            if (++bits == 8) {
                px_builder_char(out, (char)byte);
                byte = bits = 0;
            }
        }
    if (bits)
        px_builder_char(out, (char)(byte << (8 - bits)));
}

static void put_u32(px_builder *out, size_t n)
{
    for (unsigned i = 0; i < 4; i++)
        px_builder_char(out, (char)(n >> (8 * i)));
}

/* ---- Values */

typedef struct value_list {
    const pw_entry **items; /* those that are there */
    size_t count;
} value_list;

static unsigned width_of(px_parquet_type type)
{
    static const unsigned widths[PX_PARQUET_TYPE_COUNT] = {
        [PX_PARQUET_INT32] = 4, [PX_PARQUET_INT64] = 8,  [PX_PARQUET_INT96] = 12,
        [PX_PARQUET_FLOAT] = 4, [PX_PARQUET_DOUBLE] = 8, [PX_PARQUET_FIXED] = PW_FIXED,
    };

    return widths[type];
}

/* The value as PLAIN writes it, but for booleans. */
static void put_value(px_builder *out, px_parquet_type type, const pw_entry *e)
{
    uint64_t bits = (uint64_t)e->number;
    float f = (float)e->number;
    double d = (double)e->number;
    uint32_t small;

    if (type == PX_PARQUET_BYTE_ARRAY)
        put_u32(out, e->bytes.len);
    if (px_parquet_is_bytes(type)) {
        px_builder_str(out, e->bytes);
        return;
    }
    if (type == PX_PARQUET_FLOAT) {
        memcpy(&small, &f, 4);
        bits = small;
    } else if (type == PX_PARQUET_DOUBLE) {
        memcpy(&bits, &d, 8);
    } else if (type == PX_PARQUET_INT96) { /* milliseconds as nanoseconds of a day and the day */
        int64_t day = e->number / 86400000 - (e->number % 86400000 < 0);

        bits = (uint64_t)(e->number - day * 86400000) * 1000000;
        for (unsigned i = 0; i < 8; i++)
            px_builder_char(out, (char)(bits >> (8 * i)));
        put_u32(out, (size_t)(day + 2440588));
        return;
    }
    for (unsigned i = 0; i < width_of(type); i++)
        px_builder_char(out, (char)(bits >> (8 * i)));
}

static void put_plain(px_builder *out, const pw_spec *spec, const value_list *values)
{
    unsigned byte = 0;

    for (size_t i = 0; i < values->count; i++) {
        if (spec->type != PX_PARQUET_BOOLEAN) {
            put_value(out, spec->type, values->items[i]);
            continue;
        }
        byte |= (unsigned)(values->items[i]->number & 1) << (i % 8);
        if (i % 8 == 7 || i + 1 == values->count) {
            px_builder_char(out, (char)byte);
            byte = 0;
        }
    }
}

static void put_delta(px_builder *out, const int64_t *values, size_t n, unsigned block,
                      unsigned miniblocks)
{
    size_t per = block / miniblocks;

    put_varint(out, block);
    put_varint(out, miniblocks);
    put_varint(out, n);
    put_zigzag(out, n ? values[0] : 0);
    for (size_t at = 1; at < n; at += block) {
        uint64_t deltas[4096] = { 0 };
        size_t count = PX_MIN((size_t)block, n - at);
        int64_t least = INT64_MAX;
        unsigned widths[64] = { 0 };

        for (size_t i = 0; i < count; i++) {
            deltas[i] = (uint64_t)values[at + i] - (uint64_t)values[at + i - 1];
            least = PX_MIN(least, (int64_t)deltas[i]);
        }
        put_zigzag(out, least);
        for (size_t i = 0; i < count; i++) {
            deltas[i] -= (uint64_t)least;
            if (deltas[i])
                widths[i / per] =
                    PX_MAX(widths[i / per], 64 - (unsigned)__builtin_clzll(deltas[i]));
        }
        for (unsigned m = 0; m < miniblocks; m++)
            px_builder_char(out, (char)widths[m]);
        for (unsigned m = 0; m * per < count; m++) {
            unsigned bits = 0, byte = 0;

            for (size_t i = m * per; i < (m + 1) * per; i++)
                for (unsigned k = 0; k < widths[m]; k++) {
                    byte |= (unsigned)(deltas[i] >> k & 1) << bits;
                    if (++bits == 8) {
                        px_builder_char(out, (char)byte);
                        byte = bits = 0;
                    }
                }
        }
    }
}

static void put_deltas_of(px_builder *out, const value_list *values,
                          int64_t (*of)(const value_list *values, size_t i))
{
    int64_t *numbers = px_alloc((values->count + 1) * sizeof(*numbers));

    for (size_t i = 0; i < values->count; i++)
        numbers[i] = of(values, i);
    if (values->count % 2)
        put_delta(out, numbers, values->count, 128, 4);
    else
        put_delta(out, numbers, values->count, 512, 2);
    free(numbers);
}

static int64_t number_of(const value_list *values, size_t i)
{
    return values->items[i]->number;
}

static int64_t length_of(const value_list *values, size_t i)
{
    return (int64_t)values->items[i]->bytes.len;
}

static int64_t prefix_of(const value_list *values, size_t i)
{
    px_str a = values->items[i]->bytes, b = i ? values->items[i - 1]->bytes : PX_STR("");
    size_t n = 0;

    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    return (int64_t)n;
}

static int64_t suffix_of(const value_list *values, size_t i)
{
    return length_of(values, i) - prefix_of(values, i);
}

static void put_split(px_builder *out, const pw_spec *spec, const value_list *values)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    unsigned width = width_of(spec->type);

    put_plain(&plain, spec, values);
    for (unsigned k = 0; k < width; k++)
        for (size_t i = 0; i < values->count; i++)
            px_builder_char(out, plain.ptr[i * width + k]);
}

static void put_runs(px_builder *out, const value_list *values)
{
    PX_AUTO_BUILDER px_builder runs = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    uint32_t *bits = px_alloc((values->count + 1) * sizeof(*bits));

    for (size_t i = 0; i < values->count; i++)
        bits[i] = (uint32_t)values->items[i]->number & 1;
    put_hybrid(&runs, bits, values->count, 1, 0);
    put_u32(out, runs.len);
    px_builder_str(out, px_builder_view(&runs));
    free(bits);
}

/* Indexes into a dictionary of all values of the row group as they come. */
static void put_indexes(px_builder *out, const value_list *values, const value_list *dictionary,
                        uint64_t more)
{
    uint32_t *indexes = px_alloc((values->count + 1) * sizeof(*indexes));
    unsigned width = dictionary->count > 1 ? px_hybrid_width((unsigned)dictionary->count - 1) : 0;

    for (size_t i = 0; i < values->count; i++) {
        uint32_t k = 0;

        while (dictionary->items[k]->number != values->items[i]->number ||
               !px_str_eq(dictionary->items[k]->bytes, values->items[i]->bytes))
            k++;
        indexes[i] = k;
    }
    px_builder_char(out, (char)width);
    if (width) /* else some writers write nothing */
        put_hybrid(out, indexes, values->count, width, more);
    free(indexes);
}

static void put_values(px_builder *out, const pw_spec *spec, px_parquet_encoding encoding,
                       const value_list *values, const value_list *dictionary)
{
    switch (encoding) {
    case PX_PARQUET_PLAIN_VALUES:
        put_plain(out, spec, values);
        break;
    case PX_PARQUET_PLAIN_DICTIONARY:
    case PX_PARQUET_RLE_DICTIONARY:
        put_indexes(out, values, dictionary, spec->more);
        break;
    case PX_PARQUET_RLE:
        put_runs(out, values);
        break;
    case PX_PARQUET_DELTA_BINARY:
        put_deltas_of(out, values, number_of);
        break;
    case PX_PARQUET_DELTA_LENGTHS:
        put_deltas_of(out, values, length_of);
        for (size_t i = 0; i < values->count; i++)
            px_builder_str(out, values->items[i]->bytes);
        break;
    case PX_PARQUET_DELTA_BYTES:
        put_deltas_of(out, values, prefix_of);
        put_deltas_of(out, values, suffix_of);
        for (size_t i = 0; i < values->count; i++)
            px_builder_str(
                out, px_str_sub(values->items[i]->bytes, (size_t)prefix_of(values, i), SIZE_MAX));
        break;
    case PX_PARQUET_SPLIT:
        put_split(out, spec, values);
        break;
    default:
        abort();
    }
}

/* ---- Packing */

static void pack_gzip(px_builder *out, px_str bytes)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t half = bytes.len / 2, room = libdeflate_gzip_compress_bound(c, bytes.len);
    char *packed = px_alloc(room);

    /* Two members, as Hadoop writes them now and then. */
    px_builder_str(out,
                   px_str_n(packed, libdeflate_gzip_compress(c, bytes.ptr, half, packed, room)));
    px_builder_str(out, px_str_n(packed, libdeflate_gzip_compress(c, bytes.ptr + half,
                                                                  bytes.len - half, packed, room)));
    libdeflate_free_compressor(c);
    free(packed);
}

static void put_u32_big(px_builder *out, size_t n)
{
    for (unsigned i = 4; i-- > 0;)
        px_builder_char(out, (char)(n >> (8 * i)));
}

static void pack_hadoop(px_builder *out, px_str bytes, char *room, size_t size)
{
    for (size_t at = 0; at < bytes.len; at += 1000) { /* frames of a thousand bytes */
        size_t part = PX_MIN((size_t)1000, bytes.len - at);
        int len = LZ4_compress_default(bytes.ptr + at, room, (int)part, (int)size);

        put_u32_big(out, part);
        put_u32_big(out, (size_t)len);
        px_builder_str(out, px_str_n(room, (size_t)len));
    }
}

static void pack(px_builder *out, px_packing packing, px_str bytes)
{
    size_t size = bytes.len * 2 + 4096, len = size;
    char *room = px_alloc(size);

    switch (packing) {
    case PX_PACKING_SNAPPY:
        (void)snappy_compress(bytes.ptr, bytes.len, room, &len);
        break;
    case PX_PACKING_BROTLI:
        (void)BrotliEncoderCompress(5, 22, BROTLI_MODE_GENERIC, bytes.len,
                                    (const uint8_t *)bytes.ptr, &len, (uint8_t *)room);
        break;
    case PX_PACKING_ZSTD:
        len = ZSTD_compress(room, size, bytes.ptr, bytes.len, 3);
        break;
    case PX_PACKING_LZ4:
        len = (size_t)LZ4_compress_default(bytes.ptr, room, (int)bytes.len, (int)size);
        break;
    case PX_PACKING_GZIP:
        pack_gzip(out, bytes);
        len = 0;
        break;
    case PX_PACKING_LZ4_HADOOP:
        pack_hadoop(out, bytes, room, size);
        len = 0;
        break;
    default:
        px_builder_str(out, bytes);
        len = 0;
        break;
    }
    px_builder_str(out, px_str_n(room, len));
    free(room);
}

/* ---- Pages */

unsigned pw_max_definition(const pw_spec *spec)
{
    return spec->nesting == PW_LIST ? 3 : spec->nesting == PW_OPTIONAL;
}

static void put_levels(px_builder *out, const pw_spec *spec, const pw_entry *entries, size_t n,
                       bool repetition)
{
    uint32_t *levels = px_alloc((n + 1) * sizeof(*levels));
    unsigned most = repetition ? spec->nesting == PW_LIST : pw_max_definition(spec);
    PX_AUTO_BUILDER px_builder packed = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < n; i++)
        levels[i] = repetition ? entries[i].repetition : entries[i].definition;
    if (most > 0 && spec->older_levels && !spec->v2)
        put_older(out, levels, n, px_hybrid_width(most));
    else if (most > 0)
        put_hybrid(&packed, levels, n, px_hybrid_width(most), spec->more);
    if (most > 0 && !spec->v2 && !spec->older_levels)
        put_u32(out, packed.len);
    px_builder_str(out, px_builder_view(&packed));
    free(levels);
}

static value_list values_of(const pw_spec *spec, const pw_entry *entries, size_t n)
{
    value_list list = { px_alloc((n + 1) * sizeof(*list.items)), 0 };

    for (size_t i = 0; i < n; i++)
        if (entries[i].definition == pw_max_definition(spec))
            list.items[list.count++] = &entries[i];
    return list;
}

static void put_page(px_builder *out, const pw_spec *spec, px_str levels, px_str values, int kind,
                     const size_t level_lens[2], size_t n, size_t rows,
                     px_parquet_encoding encoding)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder all = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    thrift_out t = { .out = out };
    bool v2 = kind == 3;

    px_builder_str(&all, levels);
    px_builder_str(&all, values);
    if (v2) {
        px_builder_str(&body, levels);
        if (values.len)
            pack(&body, spec->packing, values);
    } else {
        pack(&body, spec->packing, px_builder_view(&all));
    }
    put_i32(&t, 1, kind);
    put_i32(&t, 2, (int64_t)all.len);
    put_i32(&t, 3, (int64_t)body.len);
    if (spec->checksums)
        put_i32(&t, 4, (int32_t)libdeflate_crc32(0, px_builder_view(&body).ptr, body.len));
    put_struct(&t, kind == 0 ? 5 : kind == 2 ? 7 : 8);
    put_i32(&t, 1, (int64_t)n);
    if (kind == 0) {
        put_i32(&t, 2, (int64_t)encoding);
        put_i32(&t, 3, spec->older_levels ? PX_PARQUET_BIT_PACKED : PX_PARQUET_RLE);
        put_i32(&t, 4, spec->older_levels ? PX_PARQUET_BIT_PACKED : PX_PARQUET_RLE);
    } else if (kind == 2) {
        put_i32(&t, 2, PX_PARQUET_PLAIN_VALUES);
    } else {
        put_i32(&t, 2, 0);
        put_i32(&t, 3, (int64_t)rows);
        put_i32(&t, 4, (int64_t)encoding);
        put_i32(&t, 5, (int64_t)level_lens[1]);
        put_i32(&t, 6, (int64_t)level_lens[0]);
    }
    close_struct(&t);
    px_builder_char(out, '\0');
    px_builder_str(out, px_builder_view(&body));
}

static void put_data_page(px_builder *out, const pw_spec *spec, const pw_entry *entries, size_t n,
                          px_parquet_encoding encoding, const value_list *dictionary)
{
    PX_AUTO_BUILDER px_builder levels = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    value_list values = values_of(spec, entries, n);
    size_t lens[2], rows = 0;

    put_levels(&levels, spec, entries, n, true);
    lens[0] = levels.len;
    put_levels(&levels, spec, entries, n, false);
    lens[1] = levels.len - lens[0];
    if (values.count)
        put_values(&body, spec, encoding, &values, dictionary);
    for (size_t i = 0; i < n; i++)
        rows += entries[i].repetition == 0;
    rows += entries[n - 1].repetition == 0 ? spec->more : 0;
    put_page(out, spec, px_builder_view(&levels), px_builder_view(&body), spec->v2 ? 3 : 0, lens,
             n + spec->more, rows, encoding);
    free(values.items);
}

/* The different values, in the order in which they come. */
static value_list dictionary_of(const pw_spec *spec, const pw_entry *entries, size_t n)
{
    value_list all = values_of(spec, entries, n);
    size_t kept = 0;

    for (size_t i = 0; i < all.count; i++) {
        size_t k = 0;

        while (k < kept && (all.items[k]->number != all.items[i]->number ||
                            !px_str_eq(all.items[k]->bytes, all.items[i]->bytes)))
            k++;
        if (k == kept)
            all.items[kept++] = all.items[i];
    }
    all.count = kept;
    return all;
}

static bool is_dictionary(px_parquet_encoding encoding)
{
    return encoding == PX_PARQUET_PLAIN_DICTIONARY || encoding == PX_PARQUET_RLE_DICTIONARY;
}

/* ---- Files */

typedef struct chunk_place {
    size_t dictionary, data, end, entries, rows;
    uint64_t bytes;
} chunk_place;

static void put_chunk(px_builder *out, const pw_spec *spec, const pw_entry *entries, size_t n,
                      chunk_place *place, uint64_t *pages, size_t *n_pages)
{
    value_list dictionary = dictionary_of(spec, entries, n);
    pw_spec of_page = *spec;
    bool first = true;

    *place = (chunk_place){ .entries = n + spec->more };
    if (is_dictionary(spec->encoding) || spec->fall_back) {
        PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        size_t none[2] = { 0, 0 };

        put_plain(&body, spec, &dictionary);
        place->dictionary = out->len;
        put_page(out, spec, PX_STR(""), px_builder_view(&body), 2, none, dictionary.count, 0,
                 PX_PARQUET_PLAIN_VALUES);
    }
    place->data = out->len;
    for (size_t at = 0, part; at < n; at += part, first = false) {
        part = PX_MIN(spec->page_entries, n - at);
        while (spec->v2 && at + part < n && entries[at + part].repetition > 0)
            part++;
        if (pages)
            pages[(*n_pages)++] = out->len;
        of_page.more = at + part == n ? spec->more : 0;
        put_data_page(out, &of_page, entries + at, part,
                      spec->fall_back && first ? PX_PARQUET_RLE_DICTIONARY : spec->encoding,
                      &dictionary);
    }
    place->end = out->len;
    for (size_t i = 0; i < n; i++) {
        place->rows += entries[i].repetition == 0;
        if (entries[i].definition == pw_max_definition(spec))
            place->bytes += entries[i].bytes.len;
    }
    place->rows += entries[n - 1].repetition == 0 ? spec->more : 0;
    free(dictionary.items);
}

static void put_element(thrift_out *t, int64_t type, int64_t repetition, const char *name,
                        int64_t children, int64_t converted)
{
    open_struct(t);
    if (type >= 0)
        put_i32(t, 1, type);
    if (type == PX_PARQUET_FIXED)
        put_i32(t, 2, PW_FIXED);
    if (repetition >= 0)
        put_i32(t, 3, repetition);
    put_text(t, 4, px_str_of(name));
    if (children)
        put_i32(t, 5, children);
    if (converted >= 0)
        put_i32(t, 6, converted);
    close_struct(t);
}

/* "group.leaf" is a leaf in a group, to which further columns of that group belong; in a list of
 * such groups where they are lists. */
static size_t group_len(const pw_column *column)
{
    const char *dot = column->spec.name ? strchr(column->spec.name, '.') : NULL;

    return dot ? (size_t)(dot - column->spec.name) : 0;
}

static bool same_group(const pw_column *a, const pw_column *b)
{
    return group_len(a) > 0 && group_len(a) == group_len(b) &&
           strncmp(a->spec.name, b->spec.name, group_len(a)) == 0;
}

/* A group of so many members, or a list of such. */
static void put_list_group(thrift_out *t, const char *name, bool list, int64_t members)
{
    put_element(t, -1, list, name, list ? 1 : members, list ? 3 : -1);
    if (!list)
        return;
    put_element(t, -1, 2, "list", 1, -1);
    put_element(t, -1, 0, "element", members, -1);
}

static void put_leaf(thrift_out *t, const pw_spec *spec, const char *name, bool grouped)
{
    int64_t converted = spec->converted                                        ? spec->converted
                        : spec->type == PX_PARQUET_BYTE_ARRAY && !spec->binary ? 0
                                                                               : -1;

    if (spec->nesting == PW_LIST && grouped) {
        put_element(t, (int64_t)spec->type, 1, name, 0, converted);
    } else if (spec->nesting == PW_LIST) {
        put_element(t, -1, 1, name, 1, 3);
        put_element(t, -1, 2, "list", 1, -1);
        put_element(t, (int64_t)spec->type, 1, "element", 0, converted);
    } else {
        put_element(t, (int64_t)spec->type, spec->nesting == PW_OPTIONAL, name, 0, converted);
    }
}

static size_t members_of(const pw_column *columns, size_t n)
{
    size_t k = 1;

    while (k < n && same_group(&columns[0], &columns[k]))
        k++;
    return k;
}

static void put_schema(thrift_out *t, const pw_column *columns, size_t n)
{
    size_t elements = 1, top = 0;

    for (size_t i = 0; i < n; i++) {
        bool opens =
            group_len(&columns[i]) && (i == 0 || !same_group(&columns[i - 1], &columns[i]));

        elements += 1 + opens;
        if (columns[i].spec.nesting == PW_LIST && (opens || !group_len(&columns[i])))
            elements += 2;
        top += i == 0 || !same_group(&columns[i - 1], &columns[i]);
    }
    put_list(t, 2, PX_THRIFT_STRUCT, elements);
    put_element(t, -1, -1, "schema", (int64_t)top, -1);
    for (size_t i = 0; i < n; i++) {
        const char *name = columns[i].spec.name ? columns[i].spec.name : "text";
        size_t len = group_len(&columns[i]);

        if (len && (i == 0 || !same_group(&columns[i - 1], &columns[i]))) {
            char group[64];

            (void)snprintf(group, sizeof(group), "%.*s", (int)len, name);
            put_list_group(t, group, columns[i].spec.nesting == PW_LIST,
                           (int64_t)members_of(columns + i, n - i));
        }
        put_leaf(t, &columns[i].spec, len ? name + len + 1 : name, len > 0);
    }
}

static void put_chunk_meta(thrift_out *t, const pw_spec *spec, const chunk_place *place)
{
    open_struct(t);
    put_int(t, 2, 0);
    put_struct(t, 3);
    put_i32(t, 1, (int64_t)spec->type);
    put_list(t, 2, PX_THRIFT_I32, 0);
    put_list(t, 3, PX_THRIFT_BINARY, 0);
    put_i32(t, 4, (int64_t)spec->packing);
    put_int(t, 5, (int64_t)place->entries);
    put_int(t, 6, (int64_t)(place->end - place->data));
    put_int(t, 7, (int64_t)(place->end - place->data));
    put_int(t, 9, (int64_t)place->data);
    if (place->dictionary)
        put_int(t, 11, (int64_t)place->dictionary);
    if (spec->statistics) {
        put_struct(t, 12);
        put_int(t, 3, 0);
        close_struct(t);
        put_struct(t, 16);
        put_int(t, 1, (int64_t)place->bytes);
        close_struct(t);
    }
    close_struct(t);
    close_struct(t);
}

static void put_group(thrift_out *t, const pw_column *columns, size_t n, const chunk_place *places)
{
    open_struct(t);
    put_list(t, 1, PX_THRIFT_STRUCT, n);
    for (size_t i = 0; i < n; i++)
        put_chunk_meta(t, &columns[i].spec, &places[i]);
    put_int(t, 2, (int64_t)(places[n - 1].end - places[0].data));
    put_int(t, 3, (int64_t)places[0].rows);
    close_struct(t);
}

static void put_footer(px_builder *out, const pw_column *columns, size_t n,
                       chunk_place groups[2][PW_COLUMNS])
{
    size_t at = out->len;
    thrift_out t = { .out = out };

    put_i32(&t, 1, 1);
    put_schema(&t, columns, n);
    put_int(&t, 3, (int64_t)(groups[0][0].rows + groups[1][0].rows));
    put_list(&t, 4, PX_THRIFT_STRUCT, 2);
    put_group(&t, columns, n, groups[0]);
    put_group(&t, columns, n, groups[1]);
    px_builder_char(out, '\0');
    put_u32(out, out->len - at);
    px_builder_add(out, "PAR1");
}

/* The entry with which this row begins. */
static size_t entry_of_row(const pw_column *column, size_t row)
{
    size_t at = 0, rows = 0;

    for (; at < column->count; at++)
        if (column->entries[at].repetition == 0 && rows++ == row)
            break;
    return at;
}

static size_t count_rows(const pw_column *column)
{
    size_t rows = 0;

    for (size_t i = 0; i < column->count; i++)
        rows += column->entries[i].repetition == 0;
    return rows;
}

size_t pw_half(const pw_entry *entries, size_t count)
{
    pw_column column = { .entries = entries, .count = count };

    return entry_of_row(&column, count_rows(&column) / 2);
}

void pw_write_columns(px_builder *out, const pw_column *columns, size_t n, uint64_t *ret_pages,
                      size_t *ret_n_pages)
{
    chunk_place groups[2][PW_COLUMNS];
    size_t rows = count_rows(&columns[0]);

    px_builder_add(out, "PAR1");
    for (size_t g = 0; g < 2; g++)
        for (size_t i = 0; i < n; i++) {
            size_t half = entry_of_row(&columns[i], rows / 2);
            size_t from = g ? half : 0, to = g ? columns[i].count : half;

            put_chunk(out, &columns[i].spec, columns[i].entries + from, to - from, &groups[g][i],
                      ret_pages, ret_n_pages);
        }
    put_footer(out, columns, n, groups);
}

void pw_write(px_builder *out, const pw_spec *spec, const pw_entry *entries, size_t count,
              uint64_t *ret_pages, size_t *ret_n_pages)
{
    pw_column column = { *spec, entries, count };

    pw_write_columns(out, &column, 1, ret_pages, ret_n_pages);
}
