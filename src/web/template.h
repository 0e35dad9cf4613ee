/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the compiled templates call (tools/template_compiler.c, docs/templates.md). Handlers never
 * need this header: they fill a px_view_NAME and call px_template_NAME.
 */
#ifndef PX_WEB_TEMPLATE_H
#define PX_WEB_TEMPLATE_H

#include "base/message.h"

typedef enum px_template_arg_kind {
    PX_TEMPLATE_TEXT, /* text, escaped */
    PX_TEMPLATE_INT,  /* number, with the language's grouping */
    PX_TEMPLATE_HTML, /* made by our own renderers, written as it is */
    PX_TEMPLATE_LINK, /* {name}...{/name} becomes a link to the address in text */
    PX_TEMPLATE_TAG   /* {name}...{/name} becomes the element named in text */
} px_template_arg_kind;

typedef struct px_template_arg {
    const char *name;
    px_template_arg_kind kind;
    px_str text;
    long long number;
} px_template_arg;

/* Appends an address for an attribute, escaped. What does not begin with "/" (and not "//"), "#",
 * "https:", "http:" or "mailto:" becomes "#". */
void px_template_url(px_builder *out, px_str url);

/* Appends a message: its own text and the values of its placeholders are escaped, links and tags
 * are opened and closed. Whatever a translation does with its placeholders, what is opened is
 * closed: a mark inside a mark closes the first. Unknown placeholders stay as they are. */
void px_template_message(px_builder *out, const px_language *language, const char *message,
                         const px_template_arg *args, size_t n_args);

/* The number that chooses a plural form. */
static inline unsigned long long px_template_count(long long value)
{
    return value < 0 ? 0 : (unsigned long long)value;
}

#endif
