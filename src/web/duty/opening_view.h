/* SPDX-License-Identifier: EUPL-1.2 */
/* When views of a published form were public, and which of them their provider took back. */
#ifndef PX_WEB_OPENING_VIEW_H
#define PX_WEB_OPENING_VIEW_H

#include "duty/register.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_taken px_view_duty_taken;

/* The last time in which that view of it was public, in words, where it was taken back; else
 * empty. */
px_str px_taken_words(const px_request *request, const px_published *published,
                      px_recipient recipient);

/* The same of each recipient's view of it that was taken back, as views; ret_count: how many. */
const px_view_duty_taken *px_taken_show(const px_request *request, const px_published *published,
                                        size_t *ret_count);

/* All of them as one text, for feeds; empty where none was. */
px_str px_taken_text(const px_request *request, const px_published *published);

/* A day of a time, "2026-11-30", in the zone of the request; PX_TIME_NONE: empty. */
px_str px_opening_day(const px_request *request, px_time time);

#endif
