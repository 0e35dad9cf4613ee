/* SPDX-License-Identifier: EUPL-1.2 */
/* Character references of HTML: "&amp;", "&copy", "&#x20ac;". */
#ifndef PX_CORPUS_HTML_ENTITY_H
#define PX_CORPUS_HTML_ENTITY_H

#include "base/str.h"

/* The longest text that a reference of n bytes stands for is 6 * n / 5 bytes long. */
enum { PX_ENTITY_TEXT_MAX = 8 };

/* Reads the reference at the head of the text, which begins with '&': its bytes, of which *ret_text
 * gets what they stand for; 0 where it is none. HTML Standard, 13.2.5.72 to 13.2.5.80, in text. */
size_t px_html_entity(px_str text, char ret_bytes[PX_ENTITY_TEXT_MAX], size_t *ret_len);

#endif
