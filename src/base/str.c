/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/str.h"

#include <pthread.h>
#include <sodium.h>

#include "base/ascii.h"

#include "base/banned.h"

int px_str_cmp(px_str a, px_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;

    if (order)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool px_str_starts(px_str s, px_str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool px_str_ends(px_str s, px_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

static unsigned char lower(char c)
{
    return (unsigned char)(px_is_upper(c) ? c - 'A' + 'a' : c);
}

bool px_str_eq_nocase(px_str a, px_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

px_str px_str_sub(px_str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (px_str){ s.ptr ? s.ptr + from : NULL, to - from };
}

px_str px_str_trim(px_str s)
{
    while (s.len && px_is_space(s.ptr[s.len - 1]))
        s.len--;
    while (s.len && px_is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    return s;
}

size_t px_str_find(px_str s, px_str needle)
{
    const char *at;

    if (needle.len == 0)
        return 0;
    at = s.len ? memmem(s.ptr, s.len, needle.ptr, needle.len) : NULL;
    return at ? (size_t)(at - s.ptr) : s.len;
}

size_t px_str_find_char(px_str s, char c)
{
    const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;

    return at ? (size_t)(at - s.ptr) : s.len;
}

bool px_str_split(px_str *rest, char separator, px_str *ret_part)
{
    size_t at;

    if (!rest->ptr)
        return false;
    at = px_str_find_char(*rest, separator);
    *ret_part = px_str_sub(*rest, 0, at);
    if (at == rest->len)
        *rest = PX_STR_NONE;
    else
        *rest = px_str_sub(*rest, at + 1, rest->len);
    return true;
}

bool px_str_line(px_str *rest, px_str *ret_line)
{
    size_t at;

    if (rest->len == 0)
        return false;
    at = px_str_find_char(*rest, '\n');
    *ret_line = px_str_sub(*rest, 0, at);
    *rest = px_str_sub(*rest, at + 1, rest->len);
    if (ret_line->len && ret_line->ptr[ret_line->len - 1] == '\r')
        ret_line->len--;
    return true;
}

bool px_str_has_control(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7F)
            return true;
    return false;
}

/* Length of the well-formed sequence at p (RFC 3629, table 3-7 of Unicode), 0 when there is none.
 */
static size_t sequence_length(const unsigned char *p, size_t left)
{
    static const struct {
        unsigned char first, last, second_min, second_max, length;
    } forms[] = {
        { 0x01, 0x7F, 0, 0, 1 },       { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 },
        { 0xE1, 0xEC, 0x80, 0xBF, 3 }, { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 },
        { 0xF0, 0xF0, 0x90, 0xBF, 4 }, { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
    };

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (p[0] < forms[i].first || p[0] > forms[i].last)
            continue;
        if (left < forms[i].length)
            return 0;
        if (forms[i].length > 1 && (p[1] < forms[i].second_min || p[1] > forms[i].second_max))
            return 0;
        for (size_t k = 2; k < forms[i].length; k++)
            if ((p[k] & 0xC0) != 0x80)
                return 0;
        return forms[i].length;
    }
    return 0;
}

bool px_utf8_valid(px_str s, size_t *ret_bad)
{
    const unsigned char *p = (const unsigned char *)s.ptr;

    for (size_t i = 0; i < s.len;) {
        size_t n = p[i] >= 0x01 && p[i] < 0x80 ? 1 : sequence_length(p + i, s.len - i);

        if (n == 0) {
            if (ret_bad)
                *ret_bad = i;
            return false;
        }
        i += n;
    }
    return true;
}

size_t px_utf8_count(px_str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return count;
}

px_str px_utf8_head(px_str s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && ((unsigned char)s.ptr[max] & 0xC0) == 0x80)
        max--;
    return px_str_sub(s, 0, max);
}

unsigned px_utf8_decode(px_str s, size_t *ret_len)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t len = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    unsigned value = len == 1 ? p[0] : p[0] & (0xFFU >> (len + 1));

    for (size_t i = 1; i < len && i < s.len; i++)
        value = value << 6 | (p[i] & 0x3FU);
    *ret_len = len < s.len ? len : s.len;
    return value;
}

const char *px_str_excerpt(px_str s, char ret_excerpt[PX_EXCERPT_SIZE])
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    bool cut = s.len > PX_EXCERPT_SIZE - 1;
    size_t room = cut ? PX_EXCERPT_SIZE - 4 : PX_EXCERPT_SIZE - 1;
    size_t out = 0;

    for (size_t i = 0, n; i < s.len; i += n) {
        n = p[i] ? sequence_length(p + i, s.len - i) : 0;
        if (out + (n ? n : 1) > room)
            break;
        if (n == 0 || p[i] < 0x20 || p[i] == 0x7F || (p[i] == 0xC2 && p[i + 1] < 0xA0)) {
            ret_excerpt[out++] = '?';
            n = n ? n : 1;
        } else {
            memcpy(ret_excerpt + out, p + i, n);
            out += n;
        }
    }
    if (cut) {
        memcpy(ret_excerpt + out, "...", 3);
        out += 3;
    }
    ret_excerpt[out] = '\0';
    return ret_excerpt;
}

static unsigned char hash_key[crypto_shorthash_KEYBYTES];
static pthread_once_t hash_once = PTHREAD_ONCE_INIT;

static void hash_seed(void)
{
    randombytes_buf(hash_key, sizeof(hash_key));
}

unsigned long long px_str_hash(px_str s)
{
    unsigned long long hash;

    (void)pthread_once(&hash_once, hash_seed);
    (void)crypto_shorthash((unsigned char *)&hash, (const unsigned char *)s.ptr, s.len, hash_key);
    return hash;
}
