/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_page.h"

#include <libdeflate.h>
#include <sys/mman.h>

#include "base/error.h"
#include "base/macro.h"

#include "base/banned.h"

enum {
    WINDOW = 64 << 10,
    AHEAD = 4 << 10,       /* of pages that do not fit into the window */
    HEADER_FIRST = 1 << 9, /* most headers; statistics can make them longer */
    HEADER_MAX = 16 << 20,
    PAGE_MAX = 1 << 30,
    WHOLE_MAX = 1 << 20,      /* larger pages of byte arrays are unpacked in parts; ... */
    GZIP_WHOLE_MAX = 8 << 20, /* ... libdeflate is faster than ISA-L, but cannot do so */
    UNCHECKED_MAX = 64 << 20, /* larger pages are believed only where they were packed at ... */
    RATIO_MAX = 1100          /* ... no more than this: deflate reaches 1,032 */
};

#define LARGE_PAGE ((size_t)2 << 20)

/* Numbers of PageType. */
enum { TYPE_DATA, TYPE_INDEX, TYPE_DICTIONARY, TYPE_DATA_V2 };

typedef struct header {
    int64_t type, unpacked, packed, entries, encoding;
    int64_t definition_encoding, repetition_encoding;
    int64_t definition_len, repetition_len;
    uint32_t crc;
    bool has_crc, stored; /* stored: the values of a v2 page are not packed */
    size_t len;
} header;

/* ---- Bytes of the file */

/* Memory in large pages: the system hands out small ones more slowly than they are filled. */
static char *alloc_large(size_t len)
{
    char *large = aligned_alloc(LARGE_PAGE, len);

    if (!large)
        px_out_of_memory();
    (void)madvise(large, len, MADV_HUGEPAGE); /* where it cannot be, small ones do */
    return large;
}

static char *room_for(char **buffer, size_t *room, size_t len)
{
    if (len > *room || !*buffer) {
        free(*buffer);
        *room = len + len / 4 + 1;
        if (*room >= 2 * LARGE_PAGE)
            *room = (*room + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
        *buffer = *room >= 2 * LARGE_PAGE ? alloc_large(*room) : px_alloc(*room);
    }
    return *buffer;
}

/* The bytes at this place, fewer at the end of the file; valid until the next call. */
static int view(px_parquet_pages *p, uint64_t at, size_t len, px_str *ret_bytes, px_error *err)
{
    size_t got;
    int rc;

    if (at < p->window_at || at + len > p->window_at + p->window_len) {
        if (len > WINDOW) {
            char *to = room_for(&p->packed, &p->packed_room, len);

            rc = px_random_read(p->file, at, to, len, &got, err);
            *ret_bytes = px_str_n(to, rc < 0 ? 0 : got);
            return rc;
        }
        if (!p->window)
            p->window = px_alloc(WINDOW);
        rc = px_random_read(p->file, at, p->window, PX_MAX(len, p->ahead), &got, err);
        if (rc < 0)
            return rc;
        p->window_at = at;
        p->window_len = got;
    }
    *ret_bytes = px_str_n(p->window + (at - p->window_at),
                          PX_MIN(len, (size_t)(p->window_at + p->window_len - at)));
    return 0;
}

/* ---- Headers */

/* The integers of a struct within the header, by the field that each is of. */
static void read_inner(px_thrift *t, const px_thrift_field *of, header *h)
{
    px_thrift_field field = { 0 };

    px_thrift_struct(t, of);
    while (px_thrift_next(t, &field)) {
        bool v2 = of->id == 8;

        if (field.id == 1)
            h->entries = px_thrift_int(t, &field);
        else if (field.id == (v2 ? 4 : 2))
            h->encoding = px_thrift_int(t, &field);
        else if (field.id == 3 && of->id == 5)
            h->definition_encoding = px_thrift_int(t, &field);
        else if (field.id == 4 && of->id == 5)
            h->repetition_encoding = px_thrift_int(t, &field);
        else if (field.id == 5 && v2)
            h->definition_len = px_thrift_int(t, &field);
        else if (field.id == 6 && v2)
            h->repetition_len = px_thrift_int(t, &field);
        else if (field.id == 7 && v2)
            h->stored = !px_thrift_bool(t, &field);
        else
            px_thrift_skip(t, field.type);
    }
}

static bool parse_header(px_str bytes, header *h)
{
    px_thrift t = px_thrift_of(bytes);
    px_thrift_field field = { 0 };

    *h = (header){ .type = -1, .unpacked = -1, .packed = -1, .entries = -1 };
    while (px_thrift_next(&t, &field)) {
        if (field.id == 1) {
            h->type = px_thrift_int(&t, &field);
        } else if (field.id == 2) {
            h->unpacked = px_thrift_int(&t, &field);
        } else if (field.id == 3) {
            h->packed = px_thrift_int(&t, &field);
        } else if (field.id == 4) {
            h->crc = (uint32_t)px_thrift_int(&t, &field);
            h->has_crc = true;
        } else if (field.id == 5 || field.id == 7 || field.id == 8) {
            read_inner(&t, &field, h);
        } else {
            px_thrift_skip(&t, field.type);
        }
    }
    h->len = (size_t)(t.at - (const unsigned char *)bytes.ptr);
    return !t.bad;
}

static int read_header(px_parquet_pages *p, header *h, bool *ret_good, px_error *err)
{
    for (size_t want = HEADER_FIRST;; want *= 16) {
        px_str bytes;
        int rc = view(p, p->at, PX_MIN(want, (size_t)HEADER_MAX), &bytes, err);

        if (rc < 0)
            return rc;
        *ret_good = parse_header(bytes, h);
        if (*ret_good || bytes.len < want || want >= HEADER_MAX)
            return 0;
    }
}

static bool is_data(const header *h)
{
    return h->type == TYPE_DATA || h->type == TYPE_DATA_V2;
}

/* Whether what the header says can be. */
static bool makes_sense(const px_parquet_pages *p, const header *h)
{
    uint64_t body = p->at + h->len;

    if (h->packed < 0 || h->unpacked < 0 || body > p->file->size ||
        (uint64_t)h->packed > p->file->size - body)
        return false;
    if (h->type == TYPE_DICTIONARY)
        return h->entries >= 0;
    if (!is_data(h))
        return true; /* not read */
    return h->entries >= 0 && (uint64_t)h->entries <= p->left && h->definition_len >= 0 &&
           h->repetition_len >= 0 && h->definition_len <= h->packed &&
           h->repetition_len <= h->packed - h->definition_len &&
           h->definition_len + h->repetition_len <= h->unpacked;
}

static bool is_too_large(const header *h)
{
    return h->unpacked > PAGE_MAX || h->packed > PAGE_MAX ||
           (h->unpacked > UNCHECKED_MAX && h->unpacked / RATIO_MAX > h->packed);
}

/* ---- Bodies */

static px_trouble_kind unpack_body(px_parquet_pages *p, const header *h, px_str stored,
                                   px_str *ret_body)
{
    size_t levels = (size_t)(h->definition_len + h->repetition_len);
    size_t len = (size_t)h->unpacked - levels;

    stored = px_str_sub(stored, levels, stored.len);
    if (p->packing == PX_PACKING_NONE || h->stored) {
        *ret_body = stored;
        return stored.len == len ? PX_TROUBLE_NONE : PX_TROUBLE_PAGE;
    }
    if (!px_packing_known(p->packing))
        return PX_TROUBLE_PACKING;
    *ret_body = px_str_n(room_for(&p->body, &p->body_room, len), len);
    /* A page of nulls alone may have no packed bytes at all. */
    if (len == 0 || px_unpack(p->unpacker, (px_packing)p->packing, stored, p->body, len))
        return PX_TROUBLE_NONE;
    return PX_TROUBLE_PAGE;
}

/* Whether the page is unpacked in parts. */
static bool in_parts(const px_parquet_pages *p, const header *h)
{
    int64_t most = p->packing == PX_PACKING_GZIP ? GZIP_WHOLE_MAX : WHOLE_MAX;

    return p->byte_arrays && is_data(h) && h->encoding == PX_PARQUET_PLAIN_VALUES &&
           h->unpacked > most && (h->stored || px_unpack_streams(p->packing));
}

static void open_parts(px_parquet_pages *p, const header *h, px_parquet_page *page, px_error *err)
{
    uint64_t levels = (uint64_t)(h->definition_len + h->repetition_len);
    px_packing packing = h->stored ? PX_PACKING_NONE : (px_packing)p->packing;

    p->stream.err = err;
    px_unpack_stream_open(&p->stream, p->file, page->at + h->len + levels,
                          (uint64_t)h->packed - levels, packing, (uint64_t)h->unpacked - levels);
    page->stream = &p->stream;
}

/* Compares the checksum of a page that is not read whole. */
static int check_parts(px_parquet_pages *p, const header *h, uint64_t at, bool *ret_good,
                       px_error *err)
{
    uint32_t crc = 0;

    for (uint64_t left = h->has_crc ? (uint64_t)h->packed : 0; left > 0;) {
        px_str part;
        int rc = view(p, at, (size_t)PX_MIN(left, (uint64_t)WINDOW), &part, err);

        if (rc < 0)
            return rc;
        if (part.len == 0)
            break;
        crc = libdeflate_crc32(crc, part.ptr, part.len);
        at += part.len;
        left -= part.len;
    }
    *ret_good = !h->has_crc || crc == h->crc;
    return 0;
}

static void set_levels(const header *h, px_str stored, px_parquet_page *page)
{
    page->repetition = px_str_sub(stored, 0, (size_t)h->repetition_len);
    page->definition = px_str_sub(stored, (size_t)h->repetition_len,
                                  (size_t)(h->repetition_len + h->definition_len));
}

static int read_parts(px_parquet_pages *p, const header *h, px_parquet_page *page,
                      px_trouble_kind *ret_trouble, px_error *err)
{
    size_t levels = (size_t)(h->definition_len + h->repetition_len);
    px_str stored = PX_STR("");
    bool good;
    int rc = check_parts(p, h, page->at + h->len, &good, err);

    if (rc >= 0 && levels > 0)
        rc = view(p, page->at + h->len, levels, &stored, err);
    if (rc < 0)
        return rc;
    *ret_trouble = !good                 ? PX_TROUBLE_CHECKSUM
                   : stored.len < levels ? PX_TROUBLE_PAGE
                                         : PX_TROUBLE_NONE;
    set_levels(h, stored, page);
    open_parts(p, h, page, err);
    return p->stream.rc;
}

static int read_whole(px_parquet_pages *p, const header *h, px_parquet_page *page,
                      px_trouble_kind *ret_trouble, px_error *err)
{
    px_str stored;
    int rc = view(p, page->at + h->len, (size_t)h->packed, &stored, err);

    if (rc < 0)
        return rc;
    if (stored.len < (size_t)h->packed)
        *ret_trouble = PX_TROUBLE_PAGE;
    else if (h->has_crc && libdeflate_crc32(0, stored.ptr, stored.len) != h->crc)
        *ret_trouble = PX_TROUBLE_CHECKSUM;
    else
        *ret_trouble = unpack_body(p, h, stored, &page->body);
    set_levels(h, stored, page);
    return 0;
}

static int read_body(px_parquet_pages *p, const header *h, px_parquet_page *page,
                     px_trouble_kind *ret_trouble, px_error *err)
{
    *ret_trouble = PX_TROUBLE_TOO_LARGE;
    if (is_too_large(h))
        return 0;
    return in_parts(p, h) ? read_parts(p, h, page, ret_trouble, err)
                          : read_whole(p, h, page, ret_trouble, err);
}

/* ---- Pages */

void px_parquet_pages_open(px_parquet_pages *p, const px_random *file, px_unpacker *unpacker,
                           const px_parquet_chunk *chunk, bool byte_arrays)
{
    p->file = file;
    p->byte_arrays = byte_arrays;
    p->unpacker = unpacker;
    p->packing = chunk->codec;
    p->at = chunk->begin;
    p->left = chunk->entries;
    p->window_at = 0;
    p->window_len = 0;
    p->ahead = WINDOW;
}

int px_parquet_pages_next(px_parquet_pages *p, px_parquet_page *page, px_parquet_found *ret_found,
                          px_trouble_kind *ret_trouble, px_error *err)
{
    header h = { 0 };
    bool good;
    int rc;

    do {
        *ret_found = PX_PARQUET_END;
        if (p->left == 0)
            return 0;
        *page = (px_parquet_page){ .at = p->at };
        rc = read_header(p, &h, &good, err);
        if (rc < 0)
            return rc;
        *ret_found = PX_PARQUET_BROKEN;
        *ret_trouble = PX_TROUBLE_PAGE;
        if (!good || !makes_sense(p, &h))
            return 0;
        p->at += h.len + (uint64_t)h.packed;
        p->ahead = h.packed > WINDOW / 2 ? AHEAD : WINDOW;
    } while (h.type != TYPE_DICTIONARY && !is_data(&h));
    page->dictionary = h.type == TYPE_DICTIONARY;
    page->entries = (uint64_t)h.entries;
    page->encoding = h.encoding;
    page->levels_apart = h.type == TYPE_DATA_V2;
    page->definition_older = h.definition_encoding == PX_PARQUET_BIT_PACKED;
    page->repetition_older = h.repetition_encoding == PX_PARQUET_BIT_PACKED;
    if (!page->dictionary)
        p->left -= page->entries;
    rc = read_body(p, &h, page, ret_trouble, err);
    *ret_found = *ret_trouble == PX_TROUBLE_NONE ? PX_PARQUET_PAGE
                 : page->dictionary              ? PX_PARQUET_BROKEN
                                                 : PX_PARQUET_LOST;
    return rc;
}

void px_parquet_pages_keep(px_parquet_pages *p, px_str body, char **buffer, size_t *room)
{
    if (body.ptr == p->body) {
        char *kept = p->body;
        size_t kept_room = p->body_room;

        p->body = *buffer;
        p->body_room = *room;
        *buffer = kept;
        *room = kept_room;
    } else {
        (void)room_for(buffer, room, body.len);
        if (body.len)
            memcpy(*buffer, body.ptr, body.len);
    }
}

void px_parquet_pages_close(px_parquet_pages *p)
{
    free(p->window);
    free(p->packed);
    free(p->body);
    px_unpack_stream_close(&p->stream);
    *p = (px_parquet_pages){ 0 };
}
