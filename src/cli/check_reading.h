/* SPDX-License-Identifier: EUPL-1.2 */
/* How the commands that check a form read it, and what they print and return. */
#ifndef PX_CLI_CHECK_READING_H
#define PX_CLI_CHECK_READING_H

#include "cli/output.h"
#include "duty/check/check.h"
#include "duty/filled.h"

/* What the answers are borrowed from. Start with zeros. */
typedef struct px_check_reading_kept {
    px_filled_form filled;
    px_contradiction *contradictions; /* of a model of the house: between its claims */
    size_t n_contradictions;
} px_check_reading_kept;

/* Reads the first operand as a form of that name: a PDF, page or text that somebody filed (the
 * summary only), JSON of a filled form of praxis, or what is claimed of a model of the house. The
 * answers last until px_check_reading_end. */
int px_check_reading(px_invocation *run, const char *form, px_check_reading_kept *kept,
                     px_check_subject **ret_subject, px_error *err) PX_MUST_CHECK;
void px_check_reading_end(px_check_reading_kept *kept);
#define PX_AUTO_CHECK_READING PX_CLEANUP(px_check_reading_end)

/* Today, or --date, and what the house knows beside the form. */
int px_check_reading_context(const px_invocation *run, const px_check_reading_kept *kept,
                             px_check_context *ret_context, px_error *err) PX_MUST_CHECK;

/* Checks, prints, and returns 0, or FAILED where there are errors (with --strict: warnings). */
int px_check_print(px_invocation *run, const px_check_reading_kept *kept,
                   const px_check_subject *subject, px_error *err) PX_MUST_CHECK;

#endif
