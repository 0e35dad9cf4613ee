/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing calendars (iCalendar, RFC 5545): lines folded at 75 octets between characters, texts
 * escaped, nothing that depends on the clock. */
#ifndef PX_WEB_ICALENDAR_H
#define PX_WEB_ICALENDAR_H

#include "base/builder.h"
#include "base/civil.h"

/* One event. Where start is PX_TIME_NONE it is made of whole days. */
typedef struct px_ical_event {
    px_str uid;
    px_time stamp;         /* of the state that is told, DTSTAMP */
    int64_t first, last;   /* days since 1970-01-01, both in it */
    px_time start, end;    /* instants; the same: a moment */
    bool tentative;        /* its date is an estimate */
    bool cancelled;        /* it will not be */
    size_t sequence;       /* how often it was changed since it was told first */
    px_str language;       /* tag of its texts */
    px_str title, text;    /* plain */
    px_str category, link; /* link: absolute */
    px_str place;          /* plain, or empty */
} px_ical_event;

/* Appends the head of a calendar with its name, each event, and the end. */
void px_ical_start(px_builder *out, px_str language, px_str name);
void px_ical_event_add(px_builder *out, const px_ical_event *event);
void px_ical_end(px_builder *out);

/* For tests: one content line, folded; and text escaped as a value (RFC 5545, 3.3.11). */
void px_ical_line(px_builder *out, px_str line);
void px_ical_escape(px_builder *out, px_str text);

#endif
