/* SPDX-License-Identifier: EUPL-1.2 */
/* Instants that something hangs on, as pages tell them: in the zone that decides, and in the
 * reader's own where their account names one; assets/praxis.js adds the time that is left. */
#ifndef PX_WEB_DEADLINE_H
#define PX_WEB_DEADLINE_H

#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_deadline px_view_deadline;

/* The instant as seen from the zone of that name (empty: the house's). running: the time that is
 * left until then is of interest. In the arena; NULL for PX_TIME_NONE. A zone that this machine
 * does not know is taken as that of the house. */
const px_view_deadline *px_deadline_show(const px_request *request, px_str zone, px_time at,
                                         bool running);

/* The same in one text, as "30 November 2026, 23:59 (CET)", and a day alone. */
px_str px_deadline_words(const px_request *request, px_str zone, px_time at);
px_str px_deadline_day(const px_request *request, px_str zone, px_time at);

/* Shortens reply->until where what is told changes at that instant, if it lies ahead. */
void px_deadline_until(const px_request *request, px_reply *reply, px_time at);

#endif
