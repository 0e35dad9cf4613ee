/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The addresses of a static copy of the site (site_export.h): which file an address becomes, and
 * how one file names another. Only text; nothing is read or written.
 *
 *   /en/                         en/index.html
 *   /en/codes/x                  en/codes/x/index.html
 *   /en/codes/x?view=side&a=b    en/codes/x/index.a-b.view-side.html
 *   /en/codes/x.json             en/codes/x.json
 *   /assets/praxis.css?v=HASH    assets/praxis.css
 *   what has a name to be kept under, or a type without ending: PATH/NAME, PATH.ENDING
 *
 * Bytes other than letters, digits, ".", "_" and "-" become "~XX". A query that does not fit that
 * form, or is long, has the start of its SHA-256 in the name, so that no two share a file.
 */
#ifndef PX_WEB_STATIC_STATIC_ADDRESS_H
#define PX_WEB_STATIC_STATIC_ADDRESS_H

#include "base/arena.h"
#include "base/builder.h"

typedef enum px_static_kind {
    PX_STATIC_INSIDE, /* of this site */
    PX_STATIC_HERE,   /* a place on the same page */
    PX_STATIC_OUTSIDE /* another site, mail, what is no address */
} px_static_kind;

/* Reads an address that stands on a page, without entities. ret_target: the address in its one
 * form, without fragment, the fields of the query sorted. ret_fragment: behind "#", or empty. */
px_static_kind px_static_read(px_arena *arena, px_str address, px_str *ret_target,
                              px_str *ret_fragment);

/* Of a target: what stands before the query, and the number of the query's fields. */
px_str px_static_path(px_str target);
size_t px_static_fields(px_str target);

/* The file for a target. name: what its header says that it is to be kept under, or empty. */
px_str px_static_file(px_arena *arena, px_str target, const char *content_type, px_str name);

/* Appends how the file `from` names the file `to`, both in the copy. */
void px_static_relative(px_builder *out, px_str from, px_str to);

/* Appends the absolute address of a file; of index.html, that of its folder. */
void px_static_absolute(px_builder *out, px_str origin, px_str file);

#endif
