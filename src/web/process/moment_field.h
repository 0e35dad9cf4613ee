/* SPDX-License-Identifier: EUPL-1.2 */
/* A moment of a process in a form: a day, and an hour where it is known. */
#ifndef PX_WEB_MOMENT_FIELD_H
#define PX_WEB_MOMENT_FIELD_H

#include "drafting/process/process.h"
#include "web/form_field.h"

/* The check of a field for an hour: "18:00". */
px_form_check_fn px_moment_field_hour;

/* What the two fields say, as process/moment.h reads it: "2026-11-30", "2026-11-30T18:00"; empty
 * without a day. An hour without a day is refused at the day's field. */
px_str px_moment_field_text(px_form *form, const char *day, const char *hour);

/* Fills the two fields from a moment; the end of a day needs no hour. */
void px_moment_field_set(px_form *form, const char *day, const char *hour, const px_moment *moment);

#endif
