/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a public summary that somebody filed: from its words to answers (docs/checking.md).
 */
#ifndef PX_DUTY_FILED_H
#define PX_DUTY_FILED_H

#include "duty/check/check_jail.h"
#include "duty/check/check_subject.h"
#include "duty/filed/filed_word.h"

enum { PX_FILED_FILE_MAX = 64 << 20 };

/* True where the bytes are a PDF. */
bool px_filed_is_pdf(px_str bytes);

/* The words of a PDF, as pdftotext finds them behind its walls. TOOL_MISSING, FAILED, TIMEOUT. */
int px_filed_pdf_words(px_jail *jail, px_str pdf, px_arena *arena, px_filed_words *ret_words,
                       px_error *err) PX_MUST_CHECK;

/* The answers that stand in the words. UNSUPPORTED where nothing of the form is found in them, with
 * what was found instead. */
int px_filed_read(px_arena *arena, px_filed_words *words, px_check_subject **ret_subject,
                  px_error *err) PX_MUST_CHECK;

#endif
