/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text of an HTML page, as a reader of the page would see it: without tags, comments, scripts,
 * styles, templates and what stands for readers without scripts; character references are decoded;
 * blocks stand on lines of their own and cells of a table apart; white space between words is one
 * space, everywhere. The title is text, values of attributes are none. Markup is read as the HTML
 * Standard says how it is cut into tags (13.2.5), but no tree is made: what a browser would move
 * elsewhere stays where it is.
 */
#ifndef PX_CORPUS_HTML_TEXT_H
#define PX_CORPUS_HTML_TEXT_H

#include "base/str.h"

/* Bytes that px_html_text may write for a page of len bytes. */
#define PX_HTML_TEXT_ROOM(len) ((len) + (len) / 4 + 256)

/* The text of the page, whose bytes mean ASCII where they are below 0x80 (UTF-8 and others),
 * written to room; *ret_language gets the attribute lang of <html>, as it is written, or nothing:
 * ptr NULL. One pass; no allocation. */
px_str px_html_text(px_str page, char *room, px_str *ret_language);

/* The label of the character set that a <meta> in the first 1,024 bytes names (13.2.3.2), ptr NULL
 * where none does. */
px_str px_html_meta_charset(px_str page);

/* The value of an attribute of a tag, as it is written: ptr NULL where the tag does not have it.
 * The tag begins with '<'. The name is in small letters. */
px_str px_html_tag_attribute(px_str tag, const char *name);

#endif
