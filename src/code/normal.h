/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text in its normal form: UTF-8 in NFC with LF line ends and without control characters. What
 * comes from outside passes through here once; what is stored is in this form.
 */
#ifndef PX_CODE_NORMAL_H
#define PX_CODE_NORMAL_H

#include "base/arena.h"
#include "base/builder.h"

/* The largest draft that is read, in bytes. */
#define PX_TEXT_MAX ((size_t)16 << 20)

/* Appends the bytes of a file as normal text. A byte order mark is dropped; CRLF and CR become LF,
 * form feeds spaces. MALFORMED, with the arguments line and column (in code points, from 1), for
 * bytes that are not UTF-8, for NUL, for other control characters and for U+FFFE and U+FFFF. */
int px_text_normal(px_builder *out, px_str bytes, px_error *err) PX_MUST_CHECK;

/* Whether well-formed UTF-8 holds a character that px_text_normal refuses. */
bool px_text_has_control(px_str s);

/* Appends well-formed UTF-8 in NFC. */
int px_text_nfc(px_builder *out, px_str text, px_error *err) PX_MUST_CHECK;

/* True for well-formed UTF-8 of which a look at its bytes shows that it is in NFC: most of what is
 * written in Latin letters. False says nothing. */
bool px_text_is_nfc_surely(px_str s);

/* Appends the text with every run of white space (Unicode's White_Space) folded to one space, and
 * none at the ends. */
void px_text_fold(px_builder *out, px_str text);

/* A line that people wrote, in NFC and without white space around it. INVALID, with the argument
 * "field", where it is empty and needed, longer than max code points, or not one line of text;
 * marks that turn the text around them are refused, too. */
int px_text_line(px_arena *arena, const char *field, px_str text, bool needed, size_t max,
                 px_str *ret_line, px_error *err) PX_MUST_CHECK;

#endif
