/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/lz.h"

#include "base/macro.h"
#include "corpus/bytes.h"

#include "base/banned.h"

/*
 * Both have a loop for elements that lie well within input and room, which copies a little more
 * than it needs to, and a step for one element anywhere.
 */
enum { SLACK = 64, HALF = 32, PIECE = 16 };

typedef px_lz_result element_fn(px_lz *lz, bool *ret_good);
typedef void loop_fn(px_lz *lz);

/* ---- Copying */

static inline void copy_piece(unsigned char *to, const unsigned char *from)
{
    unsigned char piece[PIECE];

    memcpy(piece, from, PIECE);
    memcpy(to, piece, PIECE);
}

/* Up to SLACK bytes, of which all are read before any is written. */
static inline void copy_slack(unsigned char *to, const unsigned char *from, size_t len)
{
    unsigned char low[HALF], high[HALF];

    memcpy(low, from, HALF);
    if (__builtin_expect(len > HALF, 0)) {
        memcpy(high, from + HALF, HALF);
        memcpy(to + HALF, high, HALF);
    }
    memcpy(to, low, HALF);
}

/* Repeats what lies `offset` bytes back; may write PIECE bytes more than len. */
static inline void repeat(unsigned char *to, size_t offset, size_t len)
{
    const unsigned char *from = to - offset;
    size_t step = offset;

    if (offset >= PIECE) {
        for (size_t i = 0; i < len; i += PIECE)
            copy_piece(to + i, from + i);
        return;
    }
    for (size_t i = 0; i < PIECE; i++)
        to[i] = from[i];
    while (step <= PIECE / 2) /* the same pattern, farther back */
        step *= 2;
    for (size_t i = PIECE; i < len; i += PIECE / 2)
        memcpy(to + i, to + i - step, PIECE / 2);
}

/* What has been begun of an element; false where input or room ends before. */
static bool finish_element(px_lz *lz, px_lz_result *ret)
{
    size_t room = (size_t)(lz->out_end - lz->out);

    if (lz->literal) {
        size_t n =
            (size_t)PX_MIN(lz->literal, (uint64_t)PX_MIN(room, (size_t)(lz->in_end - lz->in)));

        if (n)
            memcpy(lz->out, lz->in, n);
        lz->out += n;
        lz->in += n;
        lz->literal -= n;
        *ret = n < room ? PX_LZ_INPUT : PX_LZ_ROOM;
        return lz->literal == 0;
    }
    if (lz->copy) {
        size_t n = (size_t)PX_MIN(lz->copy, (uint64_t)room);

        if (n + SLACK <= room)
            repeat(lz->out, lz->offset, n);
        else
            for (size_t i = 0; i < n; i++)
                lz->out[i] = *(lz->out + i - lz->offset);
        lz->out += n;
        lz->copy -= n;
        *ret = PX_LZ_ROOM;
        return lz->copy == 0;
    }
    return true;
}

static inline size_t le16(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8;
}

static bool may_copy(const px_lz *lz)
{
    return lz->offset > 0 && lz->offset <= (size_t)(lz->out - lz->begin);
}

static px_lz_result unpack(px_lz *lz, loop_fn *loop, element_fn *element)
{
    for (;;) {
        px_lz_result result;
        bool good;

        if (!finish_element(lz, &result))
            return result;
        if (lz->phase == 0 && lz->in_end - lz->in > 2 * SLACK && lz->out_end - lz->out > 2 * SLACK)
            loop(lz);
        result = element(lz, &good);
        if (!good)
            return result;
    }
}

bool px_lz_complete(const px_lz *lz)
{
    return lz->in == lz->in_end && lz->literal == 0 && lz->copy == 0;
}

/* ---- Snappy: the low bits of a tag say what it is */

enum {
    SNAPPY_LITERAL = 0,
    SNAPPY_COPY_1 = 1,
    SNAPPY_COPY_2 = 2,
    SNAPPY_COPY_4 = 3,
    SNAPPY_LONG = 60
};

static px_lz_result snappy_element(px_lz *lz, bool *ret_good)
{
    size_t there = (size_t)(lz->in_end - lz->in);
    unsigned tag = there ? *lz->in : 0, type = tag & 3, high = tag >> 2, extra = 0;
    uint64_t number;

    if (type == SNAPPY_LITERAL)
        extra = high < SNAPPY_LONG ? 0 : high - SNAPPY_LONG + 1;
    else
        extra = type == SNAPPY_COPY_4 ? 4 : type;
    *ret_good = there > extra;
    if (!*ret_good)
        return PX_LZ_INPUT;
    number = px_little((const char *)lz->in + 1, extra);
    lz->in += 1 + extra;
    if (type == SNAPPY_LITERAL) {
        lz->literal = (extra ? number : high) + 1;
        return PX_LZ_INPUT;
    }
    lz->copy = type == SNAPPY_COPY_1 ? (high & 7) + 4 : high + 1;
    lz->offset = (size_t)(type == SNAPPY_COPY_1 ? number | (uint64_t)(tag >> 5) << 8 : number);
    *ret_good = may_copy(lz);
    return PX_LZ_BAD;
}

/*
 * Of each tag the length, less 256 times what it says of the offset; a literal counts as an offset
 * of 256. Then a length is greater than such a difference, less the rest of the offset, only where
 * a copy overlaps itself; and what the loop does not do (long literals, offsets of four bytes) has
 * a length of 255. So the loop has one branch for all that is common, and does not have to guess
 * whether a literal or a copy comes (the way of Snappy's own library since 1.1.9).
 */
enum { SNAPPY_OTHER = 255 };
#define LITERAL(n) ((n) + 1 - 256)
#define COPY_1(n) (((n) & 7) + 4 - ((n) >> 3) * 256)
#define ENTRIES(n) (n) < SNAPPY_LONG ? LITERAL(n) : SNAPPY_OTHER, COPY_1(n), (n) + 1, SNAPPY_OTHER
#define ENTRIES_4(n) ENTRIES(n), ENTRIES((n) + 1), ENTRIES((n) + 2), ENTRIES((n) + 3)
#define ENTRIES_16(n) ENTRIES_4(n), ENTRIES_4((n) + 4), ENTRIES_4((n) + 8), ENTRIES_4((n) + 12)
static const int16_t snappy_tags[256] = { ENTRIES_16(0), ENTRIES_16(16), ENTRIES_16(32),
                                          ENTRIES_16(48) };

static void snappy_loop(px_lz *lz)
{
    static const uint32_t masks[] = { 0, 0xff, 0xffff, 0xffffffff };
    const unsigned char *in = lz->in + 1, *in_safe = lz->in_end - 2 * SLACK, *begin = lz->begin;
    unsigned char *out = lz->out, *out_safe = lz->out_end - 2 * SLACK;
    size_t tag = in[-1];

    while (in < in_safe && out < out_safe) {
        const unsigned char *after = in;
        size_t type = tag & 3, len;
        ptrdiff_t difference = snappy_tags[tag], from;

        in += type ? type : (tag >> 2) + 1;
        tag = *in++;
        len = (size_t)difference & 0xff;
        difference -= (ptrdiff_t)(px_le32(after) & masks[type]);
        from = out - begin + difference - (ptrdiff_t)len;
        if (__builtin_expect(difference > 0, 0)) {
            size_t offset = len - (size_t)difference;

            if (len == SNAPPY_OTHER || offset == 0 || from < 0) {
                in = after;
                break;
            }
            repeat(out, offset, len);
        } else if (__builtin_expect(from < 0, 0)) {
            if (type != SNAPPY_LITERAL) {
                in = after;
                break;
            }
            copy_slack(out, after, len);
        } else {
            copy_slack(out, type ? begin + from : after, len);
        }
        out += len;
    }
    lz->in = in - 1;
    lz->out = out;
}

px_lz_result px_lz_snappy(px_lz *lz)
{
    return unpack(lz, snappy_loop, snappy_element);
}

/* ---- LZ4: lengths of a literal and a copy in one token, each maybe continued in bytes behind it
 */

enum { LZ4_TOKEN, LZ4_LITERAL_LENGTH, LZ4_OFFSET, LZ4_COPY_LENGTH };
enum { LZ4_LONG = 15, LZ4_COPY_LEAST = 4 };

/* The continued length; false where the input ends before. */
static bool lz4_length(px_lz *lz, uint64_t *length)
{
    while (lz->in < lz->in_end) {
        unsigned byte = *lz->in++;

        *length += byte;
        if (byte < 255)
            return true;
    }
    return false;
}

/* Half an element: a literal or a copy. */
static px_lz_result lz4_element(px_lz *lz, bool *ret_good)
{
    *ret_good = false;
    switch (lz->phase) {
    case LZ4_TOKEN:
        if (lz->in == lz->in_end)
            return PX_LZ_INPUT;
        lz->token = *lz->in++;
        lz->pending = lz->token >> 4;
        lz->phase = LZ4_LITERAL_LENGTH;
        /* fall through */
    case LZ4_LITERAL_LENGTH:
        if (lz->token >> 4 == LZ4_LONG && !lz4_length(lz, &lz->pending))
            return PX_LZ_INPUT;
        lz->literal = lz->pending;
        lz->phase = LZ4_OFFSET;
        *ret_good = true;
        return PX_LZ_INPUT;
    case LZ4_OFFSET:
        if (lz->in_end - lz->in < 2)
            return PX_LZ_INPUT;
        lz->offset = le16(lz->in);
        lz->in += 2;
        lz->pending = (lz->token & LZ4_LONG) + LZ4_COPY_LEAST;
        if (!may_copy(lz))
            return PX_LZ_BAD;
        lz->phase = LZ4_COPY_LENGTH;
        /* fall through */
    default:
        if ((lz->token & LZ4_LONG) == LZ4_LONG && !lz4_length(lz, &lz->pending))
            return PX_LZ_INPUT;
        lz->copy = lz->pending;
        lz->phase = LZ4_TOKEN;
        *ret_good = true;
        return PX_LZ_INPUT;
    }
}

/* The length that a byte continues; false where more than one does. */
static inline bool lz4_continued(const unsigned char **in, size_t *length)
{
    unsigned byte = *(*in)++;

    *length += byte;
    return byte < 255;
}

static void lz4_loop(px_lz *lz)
{
    const unsigned char *in = lz->in, *in_safe = lz->in_end - SLACK, *begin = lz->begin;
    unsigned char *out = lz->out, *out_safe = lz->out_end - 2 * SLACK;

    while (in < in_safe && out < out_safe) {
        const unsigned char *at = in + 1;
        unsigned char *to;
        size_t literal = *in >> 4, len = (*in & LZ4_LONG) + LZ4_COPY_LEAST, offset;

        copy_piece(out, at);
        if (__builtin_expect(literal == LZ4_LONG, 0)) {
            if (!lz4_continued(&at, &literal) || literal >= (size_t)(in_safe - in) ||
                literal >= (size_t)(out_safe - out))
                break;
            for (size_t i = 0; i < literal; i += PIECE)
                copy_piece(out + i, at + i);
        }
        to = out + literal;
        at += literal;
        offset = le16(at);
        at += 2;
        if (len == LZ4_LONG + LZ4_COPY_LEAST && !lz4_continued(&at, &len))
            break;
        if (offset == 0 || offset > (size_t)(to - begin) ||
            len > (size_t)(lz->out_end - PIECE - to))
            break;
        if (__builtin_expect(offset >= PIECE, 1)) {
            copy_piece(to, to - offset);
            copy_piece(to + PIECE, to + PIECE - offset);
            for (size_t i = HALF; i < len; i += PIECE)
                copy_piece(to + i, to + i - offset);
        } else {
            repeat(to, offset, len);
        }
        out = to + len;
        in = at;
    }
    lz->in = in;
    lz->out = out;
}

px_lz_result px_lz_lz4(px_lz *lz)
{
    return unpack(lz, lz4_loop, lz4_element);
}
