/* SPDX-License-Identifier: EUPL-1.2 */
/* The plain form of provisions, and hashes of it (docs/format-text.md). */
#ifndef PX_CODE_PLAIN_H
#define PX_CODE_PLAIN_H

#include "base/builder.h"
#include "code/code.h"

#define PX_TEXT_HASH_LEN 32

/* Appends the plain form of a provision's text: px_markdown_plain of it; for a table of every cell,
 * a space between them, rulers left out; for a code block the text with its white space folded. */
int px_provision_plain(px_builder *out, px_provision_kind kind, px_str text,
                       px_error *err) PX_MUST_CHECK;

/* Appends plain heading, line feed, plain text, and gives the SHA-256 of that; ret_heading_len:
 * bytes of the heading, so that both can be told apart. */
int px_provision_plain_hash(px_builder *out, px_provision_kind kind, px_str heading, px_str text,
                            size_t *ret_heading_len, unsigned char ret_hash[PX_TEXT_HASH_LEN],
                            px_error *err) PX_MUST_CHECK;

#endif
