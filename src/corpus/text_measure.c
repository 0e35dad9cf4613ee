/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Strings of JSON are read in blocks of 64 bytes: one mask of the bytes that matter (quotes,
 * backslashes, control characters), then only those are looked at. Escapes in running text come
 * every hundred bytes or so, so that starting a new search after each would cost more than the
 * text.
 */
#include "corpus/text_measure.h"

#include "corpus/text_mask.h"

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

/* ---- Text */

PX_INLINE uint64_t count_characters(px_str text, px_mask_fn *continuation)
{
    uint64_t continuations = 0;
    size_t i = 0;

    for (; i + PX_BLOCK <= text.len; i += PX_BLOCK)
        continuations += (uint64_t)__builtin_popcountll(continuation(text.ptr + i));
    for (; i < text.len; i++)
        continuations += ((unsigned char)text.ptr[i] & 0xc0) == 0x80;
    return text.len - continuations;
}

/* Bytes of the sequence that begins with this byte, 0 where none does. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* Whether the second byte fits to the first of a sequence of more than one. */
static bool fits_second(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= 0x9f;
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return second >= 0x80 && second <= 0xbf;
    }
}

/* Bytes of the sequence at p, 0 where it is not well-formed (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *p, size_t len)
{
    size_t n = sequence_length(p[0]);

    if (n <= 1)
        return n;
    if (n > len || !fits_second(p[0], p[1]))
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

size_t px_text_step(px_str text, bool *ret_bad)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t n = sequence(p, text.len), whole = sequence_length(p[0]), seen = 1;

    *ret_bad = n == 0;
    if (n > 0)
        return n;
    if (whole > 1 && text.len > 1 && fits_second(p[0], p[1]))
        for (seen = 2; seen < whole && seen < text.len && (p[seen] & 0xc0) == 0x80;)
            seen++;
    return seen;
}

PX_INLINE bool check_text(px_str text, px_mask_fn *high_of)
{
    size_t i = 0;

    while (i < text.len) {
        if (i + PX_BLOCK <= text.len) {
            uint64_t high = high_of(text.ptr + i);

            if (high == 0) {
                i += PX_BLOCK;
                continue;
            }
            i += (size_t)__builtin_ctzll(high);
        }
        do {
            size_t n = sequence((const unsigned char *)text.ptr + i, text.len - i);

            if (n == 0)
                return false;
            i += n;
        } while (i < text.len && (unsigned char)text.ptr[i] >= 0x80);
    }
    return true;
}

/* ---- Strings of JSON */

static int hex4(const char *p)
{
    int value = 0;

    for (int i = 0; i < 4; i++) {
        int digit = px_hex_value(p[i]);

        if (digit < 0)
            return -1;
        value = value << 4 | digit;
    }
    return value;
}

static bool is_lead(int unit)
{
    return (unit & 0xfc00) == 0xd800;
}

static bool is_trail(int unit)
{
    return (unit & 0xfc00) == 0xdc00;
}

/* Characters that a backslash may stand before, apart from u. */
static const bool simple_escapes[256] = { ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true,
                                          ['f'] = true, ['n'] = true,  ['r'] = true, ['t'] = true };

/*
 * Which characters have a backslash before them that is not itself escaped. *carry tells of the
 * block before whether its last character escapes the first of this one. (After simdjson: runs of
 * backslashes are told apart by the place where they begin, odd or even, by one addition.)
 */
PX_INLINE uint64_t escaped_mask(uint64_t slash, uint64_t *carry)
{
    const uint64_t even = 0x5555555555555555U;
    uint64_t follows, odd_starts, sequences;

    if (slash == 0) {
        uint64_t first = *carry;

        *carry = 0;
        return first;
    }
    slash &= ~*carry;
    follows = slash << 1 | *carry;
    odd_starts = slash & ~even & ~follows;
    *carry = __builtin_add_overflow(odd_starts, slash, &sequences);
    return (even ^ sequences << 1) & follows;
}

/* A string that is being read. */
typedef struct json_reading {
    px_json_written text;
    const char *end;   /* of the bytes */
    const char *trail; /* the u of a second half of a pair that was counted with the first */
    uint64_t carry;
} json_reading;

/* Whether \\u and the second half of a pair stand at p: CUT where too little is there to tell. */
static px_json_end find_trail(const json_reading *r, const char *p, bool *ret_is)
{
    if (r->end - p < 6 && !memchr(p, '"', (size_t)(r->end - p)))
        return PX_JSON_CUT;
    *ret_is = r->end - p >= 6 && p[0] == '\\' && p[1] == 'u' && is_trail(hex4(p + 2));
    return PX_JSON_WHOLE;
}

/* The four digits behind the u at p. */
static px_json_end read_unit(json_reading *r, const char *p)
{
    px_json_written *text = &r->text;
    bool pair = false;
    int unit;

    if (p == r->trail)
        return PX_JSON_WHOLE;
    if (r->end - p < 5)
        return memchr(p, '"', (size_t)(r->end - p)) ? PX_JSON_BAD : PX_JSON_CUT;
    unit = hex4(p + 1);
    if (unit < 0)
        return PX_JSON_BAD;
    if (is_lead(unit) && find_trail(r, p + 5, &pair) == PX_JSON_CUT)
        return PX_JSON_CUT;
    if (pair) { /* twelve bytes for four, one character */
        text->less += 8;
        text->less_chars += 11;
        r->trail = p + 6;
        return PX_JSON_WHOLE;
    }
    text->bad = text->bad || is_lead(unit) || is_trail(unit);
    text->less += (uint32_t)(6 - (unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3));
    text->less_chars += 5;
    return PX_JSON_WHOLE;
}

/* The escapes of a block: bits of the characters behind backslashes. */
PX_INLINE px_json_end read_escapes(json_reading *r, const char *block, uint64_t escaped)
{
    for (; escaped; escaped &= escaped - 1) {
        const char *p = block + __builtin_ctzll(escaped);

        if (simple_escapes[(unsigned char)*p]) {
            r->text.less++;
            r->text.less_chars++;
        } else if (*p == 'u') {
            px_json_end result = read_unit(r, p);

            if (result != PX_JSON_WHOLE)
                return result;
        } else {
            return PX_JSON_BAD;
        }
    }
    return PX_JSON_WHOLE;
}

/* One block; *ret_close is its closing quote, or NULL. `bytes` are those of the block at p; where
 * fewer are left, they are a copy, and `valid` has their bits. */
PX_INLINE px_json_end read_block(json_reading *r, const char *p, const char *bytes, uint64_t valid,
                                 px_json_masks_fn *masks_of, const char **ret_close)
{
    px_json_masks m = masks_of(bytes);
    uint64_t escaped = escaped_mask(m.slash, &r->carry), close = m.quote & ~escaped & valid;
    uint64_t inside = close ? (close - 1) & ~close : valid;

    *ret_close = close ? p + __builtin_ctzll(close) : NULL;
    if (m.control & inside)
        return PX_JSON_BAD;
    escaped &= inside;
    if (escaped) {
        uint64_t common = escaped & (m.quote | m.slash | m.n);
        uint32_t count = (uint32_t)__builtin_popcountll(common);

        r->text.less += count;
        r->text.less_chars += count;
        escaped &= ~common;
    }
    return escaped ? read_escapes(r, p, escaped) : PX_JSON_WHOLE;
}

PX_INLINE px_json_end read_text(const char **p, const char *end, px_json_masks_fn *masks_of,
                                px_json_written *ret_text)
{
    json_reading r = { .text = { .raw = { *p, 0 } }, .end = end };
    const char *at = *p, *close = NULL;
    px_json_end result = PX_JSON_WHOLE;

    for (; result == PX_JSON_WHOLE && !close && end - at >= PX_BLOCK; at += PX_BLOCK)
        result = read_block(&r, at, at, UINT64_MAX, masks_of, &close);
    if (result == PX_JSON_WHOLE && !close && at < end) {
        char last[PX_BLOCK] = { 0 };

        memcpy(last, at, (size_t)(end - at));
        result = read_block(&r, at, last, ((uint64_t)1 << (end - at)) - 1, masks_of, &close);
    }
    if (result == PX_JSON_WHOLE && !close)
        return PX_JSON_CUT;
    if (result != PX_JSON_WHOLE)
        return result;
    r.text.raw.len = (size_t)(close - r.text.raw.ptr);
    *ret_text = r.text;
    *p = close + 1;
    return PX_JSON_WHOLE;
}

/* ---- By the processor's width */

#if defined(PX_MASK_WIDE)
PX_WIDE static px_json_end read_text_wide(const char **p, const char *end,
                                          px_json_written *ret_text)
{
    return read_text(p, end, px_wide_json_masks, ret_text);
}

PX_WIDE static uint64_t count_characters_wide(px_str text)
{
    return count_characters(text, px_wide_continuation_mask);
}

PX_WIDE static bool check_text_wide(px_str text)
{
    return check_text(text, px_wide_high_mask);
}
#endif

px_json_end px_json_text_read(const char **p, const char *end, px_json_written *ret_text)
{
#if defined(PX_MASK_WIDE)
    if (__builtin_cpu_supports("avx2"))
        return read_text_wide(p, end, ret_text);
#endif
    return read_text(p, end, px_plain_json_masks, ret_text);
}

uint64_t px_text_characters(px_str text)
{
#if defined(PX_MASK_WIDE)
    if (__builtin_cpu_supports("avx2"))
        return count_characters_wide(text);
#endif
    return count_characters(text, px_plain_continuation_mask);
}

bool px_text_valid(px_str text)
{
#if defined(PX_MASK_WIDE)
    if (__builtin_cpu_supports("avx2"))
        return check_text_wide(text);
#endif
    return check_text(text, px_plain_high_mask);
}

/* ---- Unescaping */

static size_t put_utf8(char *to, unsigned c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* One escape that px_json_text_read has taken; its length. */
static size_t unescape_one(const char *p, const char *end, char *to, size_t *ret_made)
{
    static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    int unit, trail;

    if (p[1] != 'u') {
        *to = bytes[strchr(names, p[1]) - names];
        *ret_made = 1;
        return 2;
    }
    unit = hex4(p + 2);
    trail = is_lead(unit) && end - p >= 12 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8) : -1;
    if (is_lead(unit) && is_trail(trail)) {
        *ret_made =
            put_utf8(to, 0x10000 + (((unsigned)unit & 0x3ff) << 10 | ((unsigned)trail & 0x3ff)));
        return 12;
    }
    *ret_made = put_utf8(to, is_lead(unit) || is_trail(unit) ? 0xfffd : (unsigned)unit);
    return 6;
}

size_t px_json_text_unescape(const px_json_written *text, char *ret_bytes)
{
    const char *p = text->raw.ptr, *end = p + text->raw.len;
    size_t n = 0;

    while (p < end) {
        const char *slash = memchr(p, '\\', (size_t)(end - p));
        size_t plain = (size_t)((slash ? slash : end) - p), made;

        memcpy(ret_bytes + n, p, plain);
        n += plain;
        p += plain;
        if (!slash)
            break;
        p += unescape_one(p, end, ret_bytes + n, &made);
        n += made;
    }
    return n;
}
