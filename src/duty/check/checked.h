/* SPDX-License-Identifier: EUPL-1.2 */
/* All that the checker says of one form: what it read, its findings, and for a summary its score.
 */
#ifndef PX_DUTY_CHECKED_H
#define PX_DUTY_CHECKED_H

#include "duty/check/score.h"
#include "duty/filled.h"

enum { PX_SEVERITY_COUNT = PX_SEVERITY_ERROR + 1 };

typedef struct px_checked {
    px_check_subject *subject;
    px_findings findings;
    bool scored; /* a summary in its valid form */
    px_score score;
} px_checked;

/* Checks the subject; all of it lives in the subject's arena. */
void px_checked_make(px_check_subject *subject, const px_check_context *context,
                     px_checked *ret_checked);

/* The same of a filled form of ours, which must outlive it. */
void px_checked_filled(px_arena *arena, const px_filled_form *filled,
                       const px_check_context *context, px_checked *ret_checked);

/* The section that a finding is about; empty for the document as a whole. */
px_str px_checked_section(const px_checked *checked, const px_finding *finding);

/* Which errors there are, as rules and fields: the same for the same errors, so that whoever
 * publishes in spite of them has seen these. Empty where there are none. In the arena. */
px_str px_checked_errors(const px_checked *checked, px_arena *arena);

#endif
