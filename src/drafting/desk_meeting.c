/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits on the desk because of meetings. */
#include "drafting/desk_priv.h"
#include "drafting/process/meeting.h"

#include "base/banned.h"

enum { TO_HOLD_DAYS = 21, TO_COME_DAYS = 30, MINUTES_DAYS = 365 };

/* Which meetings a source takes. */
typedef bool desk_takes_fn(const px_desk_reading *r, const px_meeting *meeting);

/* The end of a meeting; of one that is known to the day, the end of that day. */
static px_time desk_meeting_end(const px_meeting *m)
{
    if (m->ends.civil.ptr)
        return m->ends.at;
    return m->starts.at + (m->starts.day_only ? (px_time)PX_DESK_DAY * 1000 : 0);
}

static bool desk_is_ahead(const px_desk_reading *r, const px_meeting *m, int days)
{
    return m->starts.civil.ptr && px_str_is(m->state, "planned") && desk_meeting_end(m) > r->now &&
           m->starts.at < px_desk_days_on(r, days);
}

static bool desk_is_to_hold(const px_desk_reading *r, const px_meeting *m)
{
    return desk_is_ahead(r, m, TO_HOLD_DAYS) && px_meeting_may_hold(r->who, m);
}

/* Whoever holds it is told to hold it. */
static bool desk_is_to_come(const px_desk_reading *r, const px_meeting *m)
{
    return desk_is_ahead(r, m, TO_COME_DAYS) && !px_meeting_may_hold(r->who, m) &&
           px_may(r->who, PX_ACTION_TAKE_PART, px_scope_code(m->code)) &&
           px_meeting_sees(r->who, m, PX_MEETING_PLACE);
}

static bool desk_wants_minutes(const px_desk_reading *r, const px_meeting *m)
{
    return m->starts.civil.ptr && !px_str_is(m->state, "cancelled") &&
           m->published == PX_TIME_NONE && desk_meeting_end(m) <= r->now &&
           m->starts.at > px_desk_days_on(r, -MINUTES_DAYS) && px_meeting_may_hold(r->who, m);
}

static px_desk_item desk_meeting_item(px_desk_reading *r, const px_meeting *m)
{
    const px_language *language = px_language_find(r->language);
    px_desk_item item = { .code = m->code_id, .zone = m->zone, .title = m->title };

    if (!m->titled)
        item.title = px_str_of(px_tr(language ? language : px_language_english(), m->kind->title));
    item.day_only = m->starts.day_only;
    item.address = px_str_of(px_arena_format(r->arena, "/meetings/%.*s", PX_STR_ARG(m->id)));
    return item;
}

typedef struct desk_taking {
    px_desk_reading *r;
    desk_takes_fn *takes;
    bool ahead;
} desk_taking;

/* A meeting to come is due when it begins, minutes are wanted since it ended. */
static int desk_take(const px_meeting *meeting, void *arg, px_error *err)
{
    const desk_taking *t = arg;
    px_desk_item item;

    (void)err;
    if (!t->takes(t->r, meeting))
        return 0;
    item = desk_meeting_item(t->r, meeting);
    item.due = t->ahead ? meeting->starts.at : PX_TIME_NONE;
    item.since = t->ahead ? PX_TIME_NONE : desk_meeting_end(meeting);
    return px_desk_add(t->r, item) ? 0 : 1;
}

/* The meetings of all codes that the source takes. */
static int desk_meetings(px_desk_reading *r, desk_takes_fn *takes, bool ahead, px_error *err)
{
    desk_taking taking = { r, takes, ahead };
    px_meeting_filter filter = { .from = px_desk_days_on(r, -MINUTES_DAYS),
                                 .until = px_desk_days_on(r, TO_COME_DAYS) };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < r->n_codes; i++)
        rc = px_meeting_each(r->db, r->arena, &r->codes[i], &filter, r->language, desk_take,
                             &taking, err);
    return rc;
}

int px_desk_meetings_to_hold(px_desk_reading *r, px_error *err)
{
    return desk_meetings(r, desk_is_to_hold, true, err);
}

int px_desk_meetings_to_come(px_desk_reading *r, px_error *err)
{
    return desk_meetings(r, desk_is_to_come, true, err);
}

int px_desk_minutes(px_desk_reading *r, px_error *err)
{
    return desk_meetings(r, desk_wants_minutes, false, err);
}
