/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which bytes of a block of 64 are of a kind: bit i of a mask is for byte i. In plain C for any
 * processor, with SSE2 on all x86-64, and with AVX2 where the processor that runs it has it: then
 * the PX_WIDE functions serve, which only functions marked PX_WIDE may call.
 */
#ifndef PX_CORPUS_TEXT_MASK_H
#define PX_CORPUS_TEXT_MASK_H

#include <stdint.h>

#define PX_INLINE static inline __attribute__((always_inline))
enum { PX_BLOCK = 64 };

typedef struct px_json_masks {
    uint64_t quote, slash, n; /* the characters ", \\ and n: what is escaped most */
    uint64_t control;         /* below 0x20 */
} px_json_masks;

typedef struct px_html_masks {
    uint64_t markup; /* the characters < and & */
    uint64_t space;  /* space, tab, LF, VT, FF, CR */
} px_html_masks;

typedef px_json_masks px_json_masks_fn(const char *p);
typedef uint64_t px_mask_fn(const char *p);
typedef px_html_masks px_html_masks_fn(const char *p, char *out);

#if defined(__x86_64__)
#include <immintrin.h>
#define PX_MASK_WIDE 1
#define PX_WIDE __attribute__((target("avx2,bmi,popcnt")))

/* Four masks of 16 bytes as one. */
PX_INLINE uint64_t px_mask_join(int a, int b, int c, int d)
{
    return (uint64_t)(unsigned)a | (uint64_t)(unsigned)b << 16 | (uint64_t)(unsigned)c << 32 |
           (uint64_t)(unsigned)d << 48;
}

/* 16 bytes */
PX_INLINE __m128i px_load(const char *p)
{
    const void *bytes = p;

    return _mm_loadu_si128(bytes);
}

/* Which bytes are c. */
PX_INLINE int px_equal(__m128i v, char c)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(c)));
}

/* Which bytes are control characters. */
PX_INLINE int px_control(__m128i v)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v));
}

/* What matters in a string of JSON. */
PX_INLINE px_json_masks px_plain_json_masks(const char *p)
{
    __m128i a = px_load(p), b = px_load(p + 16), c = px_load(p + 32), d = px_load(p + 48);

    return (px_json_masks){
        px_mask_join(px_equal(a, '"'), px_equal(b, '"'), px_equal(c, '"'), px_equal(d, '"')),
        px_mask_join(px_equal(a, '\\'), px_equal(b, '\\'), px_equal(c, '\\'), px_equal(d, '\\')),
        px_mask_join(px_equal(a, 'n'), px_equal(b, 'n'), px_equal(c, 'n'), px_equal(d, 'n')),
        px_mask_join(px_control(a), px_control(b), px_control(c), px_control(d)),
    };
}

/* Bytes from 0x80 on. */
PX_INLINE uint64_t px_plain_high_mask(const char *p)
{
    return px_mask_join(_mm_movemask_epi8(px_load(p)), _mm_movemask_epi8(px_load(p + 16)),
                        _mm_movemask_epi8(px_load(p + 32)), _mm_movemask_epi8(px_load(p + 48)));
}

/* Which bytes are 0x80 to 0xbf. */
PX_INLINE int px_continuation(__m128i v)
{
    return _mm_movemask_epi8(_mm_cmplt_epi8(v, _mm_set1_epi8(-64)));
}

/* Bytes 0x80 to 0xbf. */
PX_INLINE uint64_t px_plain_continuation_mask(const char *p)
{
    return px_mask_join(px_continuation(px_load(p)), px_continuation(px_load(p + 16)),
                        px_continuation(px_load(p + 32)), px_continuation(px_load(p + 48)));
}

/* 16 bytes of text in HTML, written with every white space as a space. */
PX_INLINE void px_plain_html_part(const char *p, char *out, px_html_masks *m, int at)
{
    __m128i v = px_load(p), low = _mm_sub_epi8(v, _mm_set1_epi8(9));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(low, _mm_set1_epi8(4)), low);
    __m128i space = _mm_or_si128(control, _mm_cmpeq_epi8(v, _mm_set1_epi8(' ')));
    void *to = out;

    v = _mm_or_si128(_mm_andnot_si128(space, v), _mm_and_si128(space, _mm_set1_epi8(' ')));
    _mm_storeu_si128(to, v);
    m->space |= (uint64_t)(unsigned)_mm_movemask_epi8(space) << at;
    m->markup |= (uint64_t)(unsigned)(px_equal(v, '<') | px_equal(v, '&')) << at;
}

/* The block is written to out, with every white space as a space. */
PX_INLINE px_html_masks px_plain_html_masks(const char *p, char *out)
{
    px_html_masks m = { 0, 0 };

    for (int at = 0; at < PX_BLOCK; at += 16)
        px_plain_html_part(p + at, out + at, &m, at);
    return m;
}

/* What may end a tag: > and quotes. */
PX_INLINE uint64_t px_plain_tag_mask(const char *p)
{
    uint64_t mask = 0;

    for (int at = 0; at < PX_BLOCK; at += 16) {
        __m128i v = px_load(p + at);
        int part = px_equal(v, '>') | px_equal(v, '"') | px_equal(v, '\'');

        mask |= (uint64_t)(unsigned)part << at;
    }
    return mask;
}

/* 32 bytes */
PX_INLINE PX_WIDE __m256i px_wide_load(const char *p)
{
    const void *bytes = p;

    return _mm256_loadu_si256(bytes);
}

/* The highest bits of 64 bytes. */
PX_INLINE PX_WIDE uint64_t px_wide_join(__m256i low, __m256i high)
{
    return (uint64_t)(unsigned)_mm256_movemask_epi8(low) |
           (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32;
}

/* The same masks, with AVX2. */
PX_INLINE PX_WIDE px_json_masks px_wide_json_masks(const char *p)
{
    const __m256i quote = _mm256_set1_epi8('"'), slash = _mm256_set1_epi8('\\'),
                  n = _mm256_set1_epi8('n'), control = _mm256_set1_epi8(0x1f);
    __m256i a = px_wide_load(p), b = px_wide_load(p + 32);

    return (px_json_masks){
        px_wide_join(_mm256_cmpeq_epi8(a, quote), _mm256_cmpeq_epi8(b, quote)),
        px_wide_join(_mm256_cmpeq_epi8(a, slash), _mm256_cmpeq_epi8(b, slash)),
        px_wide_join(_mm256_cmpeq_epi8(a, n), _mm256_cmpeq_epi8(b, n)),
        px_wide_join(_mm256_cmpeq_epi8(_mm256_min_epu8(a, control), a),
                     _mm256_cmpeq_epi8(_mm256_min_epu8(b, control), b)),
    };
}

/* Bytes from 0x80 on. */
PX_INLINE PX_WIDE uint64_t px_wide_high_mask(const char *p)
{
    return px_wide_join(px_wide_load(p), px_wide_load(p + 32));
}

/* Bytes 0x80 to 0xbf. */
PX_INLINE PX_WIDE uint64_t px_wide_continuation_mask(const char *p)
{
    const __m256i first = _mm256_set1_epi8(-64);

    return px_wide_join(_mm256_cmpgt_epi8(first, px_wide_load(p)),
                        _mm256_cmpgt_epi8(first, px_wide_load(p + 32)));
}

/* 32 bytes of text in HTML, written with every white space as a space. */
PX_INLINE PX_WIDE void px_wide_html_part(const char *p, char *out, px_html_masks *m, int at)
{
    __m256i v = px_wide_load(p), low = _mm256_sub_epi8(v, _mm256_set1_epi8(9));
    __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(low, _mm256_set1_epi8(4)), low);
    __m256i space = _mm256_or_si256(control, _mm256_cmpeq_epi8(v, _mm256_set1_epi8(' ')));
    __m256i markup = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('<')),
                                     _mm256_cmpeq_epi8(v, _mm256_set1_epi8('&')));
    void *to = out;

    _mm256_storeu_si256(to, _mm256_blendv_epi8(v, _mm256_set1_epi8(' '), space));
    m->space |= (uint64_t)(unsigned)_mm256_movemask_epi8(space) << at;
    m->markup |= (uint64_t)(unsigned)_mm256_movemask_epi8(markup) << at;
}

/* The block is written to out, with every white space as a space. */
PX_INLINE PX_WIDE px_html_masks px_wide_html_masks(const char *p, char *out)
{
    px_html_masks m = { 0, 0 };

    px_wide_html_part(p, out, &m, 0);
    px_wide_html_part(p + 32, out + 32, &m, 32);
    return m;
}

/* What may end a tag: > and quotes. */
PX_INLINE PX_WIDE uint64_t px_wide_tag_mask(const char *p)
{
    const __m256i end = _mm256_set1_epi8('>'), one = _mm256_set1_epi8('\''),
                  two = _mm256_set1_epi8('"');
    __m256i a = px_wide_load(p), b = px_wide_load(p + 32);

    return px_wide_join(
        _mm256_or_si256(_mm256_cmpeq_epi8(a, end),
                        _mm256_or_si256(_mm256_cmpeq_epi8(a, one), _mm256_cmpeq_epi8(a, two))),
        _mm256_or_si256(_mm256_cmpeq_epi8(b, end),
                        _mm256_or_si256(_mm256_cmpeq_epi8(b, one), _mm256_cmpeq_epi8(b, two))));
}
#else
PX_INLINE px_json_masks px_plain_json_masks(const char *p)
{
    px_json_masks m = { 0 };

    for (int i = 0; i < PX_BLOCK; i++) {
        m.quote |= (uint64_t)(p[i] == '"') << i;
        m.slash |= (uint64_t)(p[i] == '\\') << i;
        m.n |= (uint64_t)(p[i] == 'n') << i;
        m.control |= (uint64_t)((unsigned char)p[i] < 0x20) << i;
    }
    return m;
}

PX_INLINE uint64_t px_plain_high_mask(const char *p)
{
    uint64_t mask = 0;

    for (int i = 0; i < PX_BLOCK; i++)
        mask |= (uint64_t)((unsigned char)p[i] >> 7) << i;
    return mask;
}

PX_INLINE uint64_t px_plain_continuation_mask(const char *p)
{
    uint64_t mask = 0;

    for (int i = 0; i < PX_BLOCK; i++)
        mask |= (uint64_t)(((unsigned char)p[i] & 0xc0) == 0x80) << i;
    return mask;
}

PX_INLINE px_html_masks px_plain_html_masks(const char *p, char *out)
{
    px_html_masks m = { 0, 0 };

    for (int i = 0; i < PX_BLOCK; i++) {
        bool space = p[i] == ' ' || (p[i] >= 9 && p[i] <= 13);

        m.space |= (uint64_t)space << i;
        m.markup |= (uint64_t)(p[i] == '<' || p[i] == '&') << i;
        out[i] = space ? ' ' : p[i];
    }
    return m;
}

PX_INLINE uint64_t px_plain_tag_mask(const char *p)
{
    uint64_t mask = 0;

    for (int i = 0; i < PX_BLOCK; i++)
        mask |= (uint64_t)(p[i] == '>' || p[i] == '"' || p[i] == '\'') << i;
    return mask;
}
#endif

#endif
