/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The Public Suffix List: which part of a host's name somebody could register. The list comes with
 * praxis (data/public_suffix_list.dat) or from a file; its date and SHA-256 belong to every result.
 */
#ifndef PX_CORPUS_SUFFIX_H
#define PX_CORPUS_SUFFIX_H

#include "base/error.h"
#include "base/str.h"

typedef enum px_suffix_section {
    PX_SUFFIX_ICANN = 1,   /* the rules of registries */
    PX_SUFFIX_PRIVATE = 2, /* and those of companies that let names: github.io */
    PX_SUFFIX_ALL = 3
} px_suffix_section;

enum { PX_SUFFIX_LIST_MAX = 8 << 20 };

typedef struct px_suffix_list px_suffix_list;

/* Reads a list; MALFORMED with the line that is no rule. The text need not outlive it. */
int px_suffix_list_parse(px_str text, px_suffix_list **ret_list, px_error *err) PX_MUST_CHECK;

/* The list in the file, or with NULL the one in the program. */
int px_suffix_list_load(const char *path, px_suffix_list **ret_list, px_error *err) PX_MUST_CHECK;
void px_suffix_list_free(px_suffix_list *list);

const char *px_suffix_list_version(const px_suffix_list *list); /* of its head line; "" if none */
const char *px_suffix_list_sha256(const px_suffix_list *list);  /* in hexadecimal digits */
size_t px_suffix_list_count(const px_suffix_list *list);        /* rules */

/* Where the registrable domain begins in the host (lower case, ASCII, no final dot, no address):
 * host.len where there is none, as of "localhost" and "co.uk". */
size_t px_suffix_registrable(const px_suffix_list *list, px_suffix_section section, px_str host);

#endif
