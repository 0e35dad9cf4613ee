/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The string builder: grows up to a hard cap given at the start. What goes beyond the cap is
 * dropped and remembered, so callers write on without checks and ask once, at the end
 * (px_builder_check). The text is always followed by a NUL.
 */
#ifndef PX_BASE_BUILDER_H
#define PX_BASE_BUILDER_H

#include "base/error.h"
#include "base/str.h"

typedef struct px_builder {
    char *ptr; /* owned; NULL while empty */
    size_t len, room, cap;
    bool overflow;
} px_builder;

/* A cap for text that the program itself bounds (pages, documents): 256 MiB. */
#define PX_BUILDER_LARGE ((size_t)256 << 20)

#define PX_BUILDER_INIT(cap_bytes) ((px_builder){ .cap = (cap_bytes) })

/* Frees the text and empties it; the cap stays. */
void px_builder_free(px_builder *b);

/* Empties it, keeping the memory and the cap. */
void px_builder_clear(px_builder *b);

/* Shortens it to its first len bytes; a builder that is no longer stays as it is. */
void px_builder_cut(px_builder *b, size_t len);

/* Append; what does not fit is for px_builder_check to tell. */
void px_builder_char(px_builder *b, char c);
void px_builder_str(px_builder *b, px_str s);
void px_builder_add(px_builder *b, const char *s);
void px_builder_int(px_builder *b, long long value);
void px_builder_format(px_builder *b, const char *format, ...) PX_PRINTF(2, 3);

/* Appends one code point as UTF-8. */
void px_builder_utf8(px_builder *b, unsigned codepoint);

/* Lower-case hexadecimal digits of the bytes. */
void px_builder_hex(px_builder *b, const void *bytes, size_t len);

/* Appends text for HTML text or a quoted attribute: & < > " ' are escaped. */
void px_builder_html(px_builder *b, px_str s);

/* What has been built; valid until the next change. Never NULL: empty gives "". */
px_str px_builder_view(const px_builder *b);
const char *px_builder_cstr(const px_builder *b);

/* 0, or TOO_LARGE when the cap was reached. */
int px_builder_check(const px_builder *b, px_error *err) PX_MUST_CHECK;

/* Hands the text (NUL-terminated, to be freed by the caller) over and empties the builder. */
char *px_builder_detach(px_builder *b, size_t *ret_len) PX_MUST_CHECK;

#define PX_AUTO_BUILDER PX_CLEANUP(px_builder_free)

#endif
