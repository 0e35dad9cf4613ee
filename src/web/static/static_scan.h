/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Finding and replacing the addresses in our own pages, for a static copy of the site
 * (site_export.h). No parser of HTML at large: it knows what our templates and renderers write,
 * tags whose values stand in double quotes.
 */
#ifndef PX_WEB_STATIC_STATIC_SCAN_H
#define PX_WEB_STATIC_STATIC_SCAN_H

#include "base/builder.h"

typedef struct px_static_tag {
    size_t start, end; /* in the page, from "<" to behind ">" */
    px_str name;
    bool closing;
    px_str attributes; /* what stands between name and ">" */
} px_static_tag;

/* The next tag from *at on; false at the end. Comments and declarations are passed over. */
bool px_static_next_tag(px_str html, size_t *at, px_static_tag *ret_tag);

/* The next attribute, its value as it stands there: with entities. */
bool px_static_next_attribute(px_str *attributes, px_str *ret_name, px_str *ret_value);

/* The value of an attribute of the tag, with entities; {NULL, 0} where it has none. */
px_str px_static_attribute(const px_static_tag *tag, const char *name);

/* True for attributes that hold an address: href, src, action. */
bool px_static_is_address(px_str name);

/* Appends a value without its entities: those that px_builder_html writes. */
void px_static_unescape(px_builder *out, px_str value);

/* What becomes of the addresses of a page. */
typedef struct px_static_rewriting {
    /* Appends what the address of the tag becomes, both without entities. False: the tag is left
     * out, of a form all that is in it; only link, form and img may be. */
    bool (*address)(void *arg, const px_static_tag *tag, px_str address, px_builder *out);
    void *arg;
    px_str form_note; /* HTML in place of a form that is left out */
} px_static_rewriting;

/* Appends the page with its addresses replaced. */
void px_static_rewrite(px_str html, const px_static_rewriting *rewriting, px_builder *out);

/* Appends a text (feed, calendar) in which each address that starts with `base` and "/" is
 * replaced: address() gets what follows base; false leaves it as it is. */
typedef bool px_static_address_fn(void *arg, px_str address, px_builder *out);
void px_static_replace(px_str text, px_str base, px_static_address_fn *address, void *arg,
                       px_builder *out);

#endif
