/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * GNU message catalogues (.mo; gettext manual, 10.3 "The Format of GNU MO Files"), of either byte
 * order. All that lookups rely on is checked once, when the catalogue is read.
 */
#ifndef PX_BASE_CATALOGUE_H
#define PX_BASE_CATALOGUE_H

#include "base/error.h"
#include "base/plural.h"
#include "base/str.h"

#define PX_CATALOGUE_MAX ((size_t)16 << 20)

/* Both point into the catalogue's bytes and are followed by NUL. An original with a plural is
 * "one\0many", its translation has the forms in order, with NUL between them. */
typedef struct px_catalogue_entry {
    px_str original, translation;
} px_catalogue_entry;

/* Invariant: entries are sorted by strcmp() of the originals, none comes twice. */
typedef struct px_catalogue {
    px_catalogue_entry *entries; /* owned */
    size_t count;
    px_plural plural;
} px_catalogue;

/* Reads a catalogue from bytes that it borrows. MALFORMED, with the argument reason, when an
 * offset leads outside, a string does not end with NUL or is not UTF-8, the strings are not in
 * order, the header names another character set, or an entry has not as many forms as
 * Plural-Forms says; TOO_LARGE above PX_CATALOGUE_MAX. */
int px_catalogue_parse(px_str mo, px_catalogue *ret_catalogue, px_error *err) PX_MUST_CHECK;

/* Frees what px_catalogue_parse made, not the bytes it was read from. */
void px_catalogue_free(px_catalogue *catalogue);

/* The translation, or NULL. Of a message with a plural it is the first form. */
const char *px_catalogue_find(const px_catalogue *catalogue, const char *message);

/* The form for n, or NULL. */
const char *px_catalogue_find_plural(const px_catalogue *catalogue, const char *one,
                                     const char *many, unsigned long long n);

#endif
