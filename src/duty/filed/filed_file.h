/* SPDX-License-Identifier: EUPL-1.2 */
/* A filed document of any kind that is read: what its bytes are, and its words. */
#ifndef PX_DUTY_FILED_FILE_H
#define PX_DUTY_FILED_FILE_H

#include "duty/filed/filed_word.h"

typedef enum px_filed_kind {
    PX_FILED_JSON, /* a filled form of praxis */
    PX_FILED_PDF,  /* its words are found by px_filed_pdf_words */
    PX_FILED_DOCX, /* or another archive: its reader says what is wrong */
    PX_FILED_HTML,
    PX_FILED_TEXT
} px_filed_kind;

/* By the bytes alone, never by a name. */
px_filed_kind px_filed_kind_of(px_str bytes);

/* The words of a DOCX, a page or a text; never called for the other two. MALFORMED, TOO_LARGE,
 * UNSUPPORTED with what to do. */
int px_filed_file_words(px_arena *arena, px_filed_kind kind, px_str bytes,
                        px_filed_words *ret_words, px_error *err) PX_MUST_CHECK;

#endif
