/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps and rounds of a code as a calendar (iCalendar), all together or each by itself. */
#include "drafting/process/meeting.h"
#include "web/code_view.h"
#include "web/icalendar.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/site_address.h"
#include "web/templates.h"

#include "base/banned.h"

/* The instant of a minute of a day in the zone; PX_TIME_NONE where it cannot be told. */
static px_time calendar_instant(const px_request *request, px_str zone, int64_t days, int minute)
{
    const px_zone *known;
    px_error ignored = PX_ERROR_INIT;
    px_civil civil = { .hour = minute / 60, .minute = minute % 60 };
    px_time time;

    if (px_zone_kept(px_arena_cstr(request->arena, zone), &known, &ignored) < 0)
        return PX_TIME_NONE; /* then only the days are told */
    px_date_from_days(days, &civil.year, &civil.month, &civil.day);
    if (px_civil_resolve(known, &civil, &time, NULL, &ignored) < 0)
        return PX_TIME_NONE;
    return time;
}

static void calendar_when(const px_request *request, const px_dossier_entry *entry,
                          px_ical_event *event)
{
    const px_dossier_when *when = &entry->when;

    event->first = when->date.first;
    event->last = px_code_view_last_day(when);
    event->tentative = when->about;
    event->start = event->end = PX_TIME_NONE;
    if (when->minute < 0)
        return;
    if (entry->process.len) { /* the house knows the instants */
        event->start = entry->begins_at;
        event->end = entry->ends_at == PX_TIME_NONE ? entry->begins_at : entry->ends_at;
        return;
    }
    event->end = calendar_instant(request, when->zone, event->last, when->minute);
    if (event->end != PX_TIME_NONE) /* of a range the time is that of its end */
        event->start = event->first == event->last
                           ? event->end
                           : calendar_instant(request, when->zone, event->first, 0);
}

/* The day as words where it is known only as a week, month or year, or only about. */
static bool calendar_is_vague(const px_dossier_when *when)
{
    return when->about || when->date.precision != PX_DOSSIER_DAY || when->minute >= 0;
}

static px_str calendar_text(const px_code_view *v, const px_dossier_entry *entry)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(256 * 1024);
    const px_view_dossier_figure *figures = px_code_view_figures(v, entry);

    if (calendar_is_vague(&entry->when)) {
        px_builder_str(&text, px_code_view_when(v, &entry->when));
        px_builder_char(&text, '\n');
    }
    if (entry->text.value.len) {
        px_builder_str(&text, entry->text.value);
        px_builder_char(&text, '\n');
    }
    for (size_t i = 0; i < entry->n_figures; i++) {
        px_builder_str(&text, figures[i].words);
        if (figures[i].by.len)
            px_builder_format(&text, " (%.*s)", PX_STR_ARG(figures[i].by));
        px_builder_char(&text, '\n');
    }
    return px_str_trim(px_arena_str(v->request->arena, px_builder_view(&text)));
}

/* ---- Meetings: a step that is one is the same event as in the meeting's own calendar, so that who
 * took both into a diary has it once. */

typedef struct calendar_meeting {
    px_meeting meeting;
    size_t changes;
    px_time told; /* its state that is told, since when */
    struct calendar_meeting *next;
} calendar_meeting;

typedef struct calendar_meetings {
    const px_request *request;
    calendar_meeting *first;
} calendar_meetings;

static int calendar_take_meeting(const px_meeting *meeting, void *arg, px_error *err)
{
    calendar_meetings *all = arg;
    calendar_meeting *m = px_arena_alloc(all->request->arena, sizeof(*m));
    px_meeting_change *changes;
    int rc;

    *m = (calendar_meeting){ .meeting = *meeting, .told = meeting->called, .next = all->first };
    rc = px_meeting_change_list(all->request->db, all->request->arena, meeting, &changes,
                                &m->changes, err);
    if (rc < 0)
        return rc;
    if (m->changes)
        m->told = changes[m->changes - 1].time;
    all->first = m;
    return 0;
}

/* The meeting that an entry is, or NULL: its key is that of process and step. */
static const calendar_meeting *calendar_meeting_of(const calendar_meetings *all,
                                                   const px_dossier_entry *entry)
{
    for (const calendar_meeting *m = entry->process.len ? all->first : NULL; m; m = m->next)
        if (px_str_eq(m->meeting.process_key, entry->process) &&
            px_str_is(entry->key, px_arena_format(all->request->arena, "%.*s.%.*s",
                                                  PX_STR_ARG(m->meeting.process_key),
                                                  PX_STR_ARG(m->meeting.step_key))))
            return m;
    return NULL;
}

/* The calendar is the same for everybody: only what all may attend has its place in it. */
static void calendar_meet(const px_request *request, const calendar_meeting *m,
                          px_ical_event *event)
{
    static const px_who nobody = { 0 };

    event->uid = px_site_urn(request, "meetings/%.*s", PX_STR_ARG(m->meeting.id));
    event->stamp = m->told;
    event->sequence = m->changes;
    if (px_meeting_sees(&nobody, &m->meeting, PX_MEETING_PLACE))
        event->place = m->meeting.place.len ? m->meeting.place : m->meeting.link;
}

static void calendar_event(const px_code_view *v, px_str base, const calendar_meetings *meetings,
                           const px_dossier_entry *entry, px_builder *out)
{
    const px_request *request = v->request;
    const calendar_meeting *meeting = calendar_meeting_of(meetings, entry);
    px_str link = px_code_view_step_link(v, entry);
    px_ical_event event = {
        .uid = px_site_urn(request, "codes/%.*s/history/%.*s", PX_STR_ARG(v->code.id),
                           PX_STR_ARG(entry->key)),
        .stamp = px_code_view_days(v->dossier.as_of) * 24 * 60 * 60 * 1000,
        .language = px_part_tag(request),
        .title = entry->title.value,
        .text = calendar_text(v, entry),
        .category = px_part_sentence(request, px_code_view_kind(v, entry), false),
        .link = px_str_of(
            px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(base), PX_STR_ARG(link))),
    };

    calendar_when(request, entry, &event);
    if (meeting)
        calendar_meet(request, meeting, &event);
    px_ical_event_add(out, &event);
}

/* key: of the one entry, or empty for all; how many there were. */
static size_t calendar_write(const px_code_view *v, const calendar_meetings *meetings,
                             px_reply *reply, px_str key)
{
    px_str base = px_site_base(v->request, reply);
    size_t n = 0;

    px_ical_start(&reply->body, px_part_tag(v->request), px_code_view_title(v));
    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        if (!px_code_view_is_step(entry) || (key.len && !px_str_eq(entry->key, key)))
            continue;
        calendar_event(v, base, meetings, entry, &reply->body);
        n++;
    }
    px_ical_end(&reply->body);
    return n;
}

static int calendar_reply(px_request *request, px_reply *reply, px_str key, px_error *err)
{
    const px_meeting_filter any = { 0 };
    calendar_meetings meetings = { .request = request };
    px_code_view v;
    int rc = px_code_view_read(request, false, &v, err);

    if (rc >= 0)
        rc = px_meeting_each(request->db, request->arena, &v.code, &any, px_part_tag(request),
                             calendar_take_meeting, &meetings, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    reply->until = v.until;
    reply->content_type = "text/calendar; charset=utf-8";
    if (!calendar_write(&v, &meetings, reply, key))
        return key.len ? px_fail(err, PX_ERR_NOT_FOUND, N_("the code '{code}' has no step '{key}'"),
                                 "code", px_arena_cstr(request->arena, v.code.id), "key",
                                 px_arena_cstr(request->arena, key), NULL)
                       : px_fail(err, PX_ERR_NOT_FOUND,
                                 N_("nothing is known of the history of '{code}'"), "code",
                                 px_arena_cstr(request->arena, v.code.id), NULL);
    return 0;
}

int px_web_calendar(px_request *request, px_reply *reply, px_error *err)
{
    return calendar_reply(request, reply, PX_STR_NONE, err);
}

/* The last part of the address is the key of the step and ".ics". */
int px_web_calendar_event(px_request *request, px_reply *reply, px_error *err)
{
    px_str name = request->params[1], ending = PX_STR(".ics");

    if (!px_str_ends(name, ending) || name.len == ending.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no page at this address; it may have been mistyped"), NULL);
    return calendar_reply(request, reply, px_str_sub(name, 0, name.len - ending.len), err);
}
