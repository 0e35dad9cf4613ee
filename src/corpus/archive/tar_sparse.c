/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/archive/tar_sparse.h"

#include "base/ascii.h"
#include "base/error.h"
#include "corpus/archive/tar_header.h"

#include "base/banned.h"

enum {
    PARTS_MAX = 1 << 20,
    DIGITS_MAX = 19,
    AT_PARTS = 386, /* of an old GNU header */
    HEADER_PARTS = 4,
    AT_MORE = 482,
    AT_REAL_SIZE = 483,
    BLOCK_PARTS = 21, /* of a further block */
    AT_BLOCK_MORE = 504
};

void px_tar_sparse_reset(px_tar_sparse *sparse)
{
    *sparse = (px_tar_sparse){ .parts = sparse->parts, .room = sparse->room };
}

void px_tar_sparse_free(px_tar_sparse *sparse)
{
    free(sparse->parts);
    *sparse = (px_tar_sparse){ 0 };
}

static void add_part(px_tar_sparse *s, uint64_t offset, uint64_t len)
{
    if (s->count == PARTS_MAX) {
        s->failed = true;
        return;
    }
    if (s->count == s->room) {
        s->room = PX_MAX(2 * s->room, (size_t)64);
        s->parts = px_realloc(s->parts, s->room * sizeof(*s->parts));
    }
    s->parts[s->count++] = (px_tar_part){ offset, len };
}

/* ---- Maps */

static bool read_decimal(px_str digits, uint64_t *ret)
{
    uint64_t n = 0;

    if (digits.len == 0 || digits.len > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        if (!px_is_digit(digits.ptr[i]))
            return false;
        n = 10 * n + (uint64_t)(digits.ptr[i] - '0');
    }
    *ret = n;
    return n < (uint64_t)1 << 62;
}

/* "offset,length,offset,length" */
static void take_list(px_tar_sparse *s, px_str list)
{
    uint64_t offset, len;
    px_str piece;

    while (px_str_split(&list, ',', &piece)) {
        if (!read_decimal(piece, &offset) || !px_str_split(&list, ',', &piece) ||
            !read_decimal(piece, &len)) {
            s->failed = true;
            return;
        }
        add_part(s, offset, len);
    }
}

bool px_tar_sparse_pax(px_tar_sparse *s, px_str name, px_str value)
{
    uint64_t n = 0;
    bool good = read_decimal(value, &n);

    if (px_str_is(name, "SCHILY.realsize")) {
        s->is_sparse = s->is_foreign = true;
        return true;
    }
    if (!px_str_starts(name, PX_STR("GNU.sparse.")) || px_str_is(name, "GNU.sparse.name"))
        return false;
    s->is_sparse = true;
    if (px_str_is(name, "GNU.sparse.map")) {
        take_list(s, value);
        return true;
    }
    s->failed = s->failed || !good;
    if (px_str_is(name, "GNU.sparse.size") || px_str_is(name, "GNU.sparse.realsize"))
        s->size = n;
    else if (px_str_is(name, "GNU.sparse.offset"))
        s->offset = n;
    else if (px_str_is(name, "GNU.sparse.numbytes"))
        add_part(s, s->offset, n);
    else if (px_str_is(name, "GNU.sparse.major"))
        s->in_data = n == 1;
    return true;
}

/* Pairs of numbers; an empty one ends them. */
static void take_fields(px_tar_sparse *s, const char *at, size_t count)
{
    for (size_t i = 0; i < count; i++, at += 2 * PX_TAR_NUMBER_LEN) {
        uint64_t offset, len;

        if (at[0] == '\0' || at[PX_TAR_NUMBER_LEN] == '\0')
            return;
        if (!px_tar_number(at, PX_TAR_NUMBER_LEN, &offset) ||
            !px_tar_number(at + PX_TAR_NUMBER_LEN, PX_TAR_NUMBER_LEN, &len))
            s->failed = true;
        else
            add_part(s, offset, len);
    }
}

void px_tar_sparse_header(px_tar_sparse *s, const char *block)
{
    s->is_sparse = true;
    s->failed = s->failed || !px_tar_number(block + AT_REAL_SIZE, PX_TAR_NUMBER_LEN, &s->size);
    take_fields(s, block + AT_PARTS, HEADER_PARTS);
}

bool px_tar_sparse_block(px_tar_sparse *s, const char *block)
{
    take_fields(s, block, BLOCK_PARTS);
    return block[AT_BLOCK_MORE] != '\0';
}

/* The numbers of a map in blocks: how many parts there are, then offset and length of each. */
typedef struct map_numbers {
    uint64_t number, parts, offset;
    size_t digits, count; /* of this number; numbers so far */
} map_numbers;

static void take_number(px_tar_sparse *s, map_numbers *m)
{
    if (m->count == 0)
        m->parts = m->number;
    else if (m->count % 2 == 1)
        m->offset = m->number;
    else
        add_part(s, m->offset, m->number);
    m->count++;
    m->number = m->digits = 0;
}

static bool is_complete(const map_numbers *m)
{
    return m->count > 0 && m->count - 1 == 2 * m->parts;
}

/* Takes a block; false where it is none of a map. */
static bool take_block(px_tar_sparse *s, map_numbers *m, const char *block)
{
    for (size_t i = 0; i < PX_TAR_BLOCK && !is_complete(m); i++) {
        if (block[i] == '\n' && m->digits > 0)
            take_number(s, m);
        else if (px_is_digit(block[i]) && ++m->digits < DIGITS_MAX)
            m->number = 10 * m->number + (uint64_t)(block[i] - '0');
        else
            return false;
        if (s->failed || m->parts > PARTS_MAX)
            return false;
    }
    return true;
}

int px_tar_sparse_read(px_tar_sparse *s, px_stream *from, uint64_t size, uint64_t *ret_len,
                       px_error *err)
{
    map_numbers m = { 0 };
    uint64_t len = 0;

    while (!s->failed && !is_complete(&m)) {
        int rc = px_stream_want(from, PX_TAR_BLOCK, err);

        if (rc < 0)
            return rc;
        if (from->len < PX_TAR_BLOCK || len + PX_TAR_BLOCK > size) {
            s->failed = true;
            break;
        }
        s->failed = !take_block(s, &m, from->ptr);
        px_stream_take(from, PX_TAR_BLOCK);
        len += PX_TAR_BLOCK;
    }
    *ret_len = len;
    return 0;
}

bool px_tar_sparse_fits(const px_tar_sparse *s, uint64_t stored)
{
    uint64_t end = 0, sum = 0;

    for (size_t i = 0; i < s->count; i++) {
        const px_tar_part *part = &s->parts[i];

        if (part->offset < end || part->offset > s->size || part->len > s->size - part->offset)
            return false;
        end = part->offset + part->len;
        sum += part->len;
    }
    return !s->failed && !s->is_foreign && sum == stored;
}

/* ---- The file: a codec that makes bytes of none */

static void sparse_reset(void *state)
{
    px_tar_sparse *s = state;

    s->at = 0;
    s->part = 0;
}

static void move(px_codec_io *io, size_t n)
{
    io->out += n;
    io->out_len -= n;
}

/* As much of the part or of the zeros before it as there is room for. */
static bool step(px_tar_sparse *s, px_codec_io *io)
{
    const px_tar_part *part = s->part < s->count ? &s->parts[s->part] : NULL;
    bool in_part = part && s->at >= part->offset;
    uint64_t end = in_part ? part->offset + part->len : part ? part->offset : s->size;
    size_t n = (size_t)PX_MIN(end - s->at, (uint64_t)io->out_len);

    if (in_part) {
        n = PX_MIN(n, io->in_len);
        if (n > 0)
            memcpy(io->out, io->in, n);
        io->in += n;
        io->in_len -= n;
    } else {
        memset(io->out, 0, n);
    }
    move(io, n);
    s->at += n;
    if (in_part && s->at == end)
        s->part++;
    return n > 0 || (in_part && s->at == end);
}

static px_codec_result sparse_step(void *state, px_codec_io *io)
{
    px_tar_sparse *s = state;

    while ((s->at < s->size || s->part < s->count) && io->out_len > 0 && step(s, io))
        ;
    return s->at == s->size && s->part == s->count ? PX_CODEC_END : PX_CODEC_GO_ON;
}

static const px_codec codec_sparse = {
    .name = "sparse",
    .reset = sparse_reset,
    .step = sparse_step,
};

void px_tar_sparse_open(px_tar_sparse *s, px_codec_stream *layer, px_stream *from)
{
    px_codec_stream_open(layer, &codec_sparse, s, from, true);
}
