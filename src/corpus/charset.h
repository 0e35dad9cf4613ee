/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Character sets of text on the web, by the labels of the WHATWG Encoding Standard, and their
 * conversion to UTF-8. A label that has no set in the standard is unknown.
 */
#ifndef PX_CORPUS_CHARSET_H
#define PX_CORPUS_CHARSET_H

#include "base/str.h"

typedef struct px_charset px_charset;

extern const px_charset px_charset_utf8, px_charset_windows_1252;

/* NULL where the label is not known; without regard to case and white space at its ends. */
const px_charset *px_charset_of_label(px_str label);

/* The set that a byte order mark names, whose bytes are *ret_len; NULL. */
const px_charset *px_charset_of_mark(px_str bytes, size_t *ret_len);

/* True of sets in which the bytes of markup do not mean ASCII. */
bool px_charset_is_wide(const px_charset *charset);

/* The value of the parameter charset of a Content-Type; ptr NULL where there is none. */
px_str px_charset_parameter(px_str content_type);

/* The code point of a byte of windows-1252, which browsers also take for one of Latin-1. */
unsigned px_windows_1252(unsigned char byte);

/* Writes the code point as UTF-8, at most four bytes; returns how many. */
size_t px_utf8_put(unsigned code, char *bytes);

/* What converts; one for each thread. */
typedef struct px_converter {
    const px_charset *charset; /* of `handle` */
    void *handle;              /* of iconv; owned */
    char *out;                 /* owned */
    size_t room;
} px_converter;

/* The bytes as UTF-8, valid until the next call: those themselves where they are well-formed UTF-8.
 * What cannot be read becomes U+FFFD, and *ret_bad true. */
px_str px_converter_run(px_converter *c, const px_charset *charset, px_str bytes, bool *ret_bad);
void px_converter_free(px_converter *c);

#endif
