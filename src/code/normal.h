/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text in its normal form: UTF-8 in NFC with LF line ends and without control characters. What
 * comes from outside passes through here once; what is stored is in this form.
 */
#ifndef PX_CODE_NORMAL_H
#define PX_CODE_NORMAL_H

#include "base/builder.h"

/* The largest draft that is read, in bytes. */
#define PX_TEXT_MAX ((size_t)16 << 20)

/* Appends the bytes of a file as normal text. A byte order mark is dropped; CRLF and CR become LF,
 * form feeds spaces. MALFORMED, with the arguments line and column (in code points, from 1), for
 * bytes that are not UTF-8, for NUL and for other control characters. */
int px_text_normal(px_builder *out, px_str bytes, px_error *err) PX_MUST_CHECK;

/* Appends well-formed UTF-8 in NFC. */
int px_text_nfc(px_builder *out, px_str text, px_error *err) PX_MUST_CHECK;

/* True for well-formed UTF-8 of which a look at its bytes shows that it is in NFC: most of what is
 * written in Latin letters. False says nothing. */
bool px_text_is_nfc_surely(px_str s);

/* Appends the text with every run of white space (Unicode's White_Space) folded to one space, and
 * none at the ends. */
void px_text_fold(px_builder *out, px_str text);

#endif
