/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A filed form as DOCX: its words as if they were laid out, so that labels and answers are found as
 * in a PDF. Each paragraph is a line; each row of a table is a page of its own on which its cells
 * stand side by side, so that nothing of one row answers a label of another.
 *
 * Ticks: content controls of Word 2010 and later, boxes of forms of Word before it (w:ffData),
 * characters of symbol fonts, and signs in the text. A box whose state cannot be told (a picture, a
 * control that keeps it elsewhere, a control that shows another sign than it keeps) becomes U+FFFD,
 * the sign that is read as unreadable. Tracked changes count as accepted; text that is hidden, that
 * stands for an answer to come (w:showingPlcHdr), or that is a table of contents is left out, and
 * so are headers, footers, notes and comments.
 */
#ifndef PX_DUTY_FILED_DOCX_H
#define PX_DUTY_FILED_DOCX_H

#include "duty/filed/filed_word.h"

/* The bytes are untrusted. MALFORMED, UNSUPPORTED (macros, passwords), TOO_LARGE. A document
 * without words is none of them: n_words is 0. */
int px_filed_docx_words(px_arena *arena, px_str bytes, px_filed_words *ret_words,
                        px_error *err) PX_MUST_CHECK;

#endif
