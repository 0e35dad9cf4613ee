/* SPDX-License-Identifier: EUPL-1.2 */
/* Options of a scan about languages, tokens and duplicates. */
#ifndef PX_CLI_TEXT_READING_H
#define PX_CLI_TEXT_READING_H

#include "cli/command.h"
#include "corpus/text_count.h"
#include "corpus/tokenizer.h"

/* Reads them; *ret_tokenizer is the caller's (NULL: none is asked for). USAGE where they do not fit
 * each other or the sizes alone. */
int px_text_options_read(const px_invocation *run, bool sizes_only, px_text_options *ret_options,
                         px_tokenizer **ret_tokenizer, px_error *err) PX_MUST_CHECK;

#endif
