/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Slices: {ptr, len} views of text or bytes. A slice owns nothing and need not end with NUL;
 * C strings are used only at the edge to the operating system and to libraries.
 */
#ifndef PX_BASE_STR_H
#define PX_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct px_str {
    const char *ptr;
    size_t len;
} px_str;

#define PX_STR(literal) ((px_str){ (literal), sizeof(literal) - 1 })
#define PX_STR_INIT(literal) { (literal), sizeof(literal) - 1 }
#define PX_STR_NONE ((px_str){ NULL, 0 })
/* For printf's "%.*s". Names its argument twice: never a call that moves something on. */
#define PX_STR_ARG(s) (int)(s).len, (s).ptr

/* The slice of a C string; NULL gives the empty slice. */
static inline px_str px_str_of(const char *s)
{
    return (px_str){ s, s ? strlen(s) : 0 };
}

static inline px_str px_str_n(const char *s, size_t len)
{
    return (px_str){ s, len };
}

static inline bool px_str_eq(px_str a, px_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool px_str_is(px_str a, const char *s)
{
    return px_str_eq(a, px_str_of(s));
}

/* Order of bytes; a prefix comes first. Less than, equal to or greater than 0. */
int px_str_cmp(px_str a, px_str b);

/* Byte for byte; everything starts and ends with the empty slice. */
bool px_str_starts(px_str s, px_str prefix);
bool px_str_ends(px_str s, px_str suffix);

/* Compares ASCII letters without case, all other bytes as they are. */
bool px_str_eq_nocase(px_str a, px_str b);

/* The part from byte `from` up to but without byte `to`; both are cut to the length. */
px_str px_str_sub(px_str s, size_t from, size_t to);

/* Without ASCII white space (space, tab, CR, LF, FF, VT) at both ends. */
px_str px_str_trim(px_str s);

/* First byte position of needle, or s.len when there is none. */
size_t px_str_find(px_str s, px_str needle);
size_t px_str_find_char(px_str s, char c);

/* Cuts the next part off *rest at the separator: false when *rest was used up. Empty parts are
 * returned; start with rest->ptr != NULL. */
bool px_str_split(px_str *rest, char separator, px_str *ret_part);

/* Cuts the next line off *rest, without its LF or CRLF; false at the end. */
bool px_str_line(px_str *rest, px_str *ret_line);

/* True when there is a control character of ASCII in it, a line end for one. */
bool px_str_has_control(px_str s);

/* True when the bytes are well-formed UTF-8 (no surrogates, no overlong forms) without NUL.
 * ret_bad (may be NULL) gets the offset of the first bad byte on failure. */
bool px_utf8_valid(px_str s, size_t *ret_bad);

/* Number of code points of well-formed UTF-8. */
size_t px_utf8_count(px_str s);

/* The head of well-formed UTF-8: as many whole code points as have no more than max bytes. */
px_str px_utf8_head(px_str s, size_t max);

/* Decodes the code point at the head of well-formed, non-empty s; ret_len gets its bytes. */
unsigned px_utf8_decode(px_str s, size_t *ret_len);

/* Copies the slice as a C string for a message: at most PX_EXCERPT_SIZE - 1 bytes, cut with "..."
 * between code points; control characters and malformed bytes become '?'. Returns the buffer. */
#define PX_EXCERPT_SIZE 64
const char *px_str_excerpt(px_str s, char ret_excerpt[PX_EXCERPT_SIZE]);

/* 64-bit hash of the bytes under a per-process random seed, for maps only: not stable. */
unsigned long long px_str_hash(px_str s);

#endif
