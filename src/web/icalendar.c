/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/icalendar.h"

#include "base/banned.h"

enum { LINE_OCTETS = 75, LINE_CAP = 256 * 1024 };

void px_ical_line(px_builder *out, px_str line)
{
    size_t room = LINE_OCTETS, at = 0, len;

    while (at < line.len) {
        (void)px_utf8_decode(px_str_sub(line, at, line.len), &len);
        if (len > room) {
            px_builder_add(out, "\r\n ");
            room = LINE_OCTETS - 1;
        }
        px_builder_str(out, px_str_sub(line, at, at + len));
        room -= len;
        at += len;
    }
    px_builder_add(out, "\r\n");
}

void px_ical_escape(px_builder *out, px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (c == '\\' || c == ';' || c == ',')
            px_builder_char(out, '\\');
        if (c == '\n')
            px_builder_add(out, "\\n");
        else if ((unsigned char)c >= 0x20 && c != 0x7F)
            px_builder_char(out, c);
    }
}

static void ical_pair(px_builder *out, const char *head, px_str value)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(LINE_CAP);

    px_builder_add(&line, head);
    px_builder_str(&line, value);
    px_ical_line(out, px_builder_view(&line));
}

/* NAME;LANGUAGE=fr:text */
static void ical_text(px_builder *out, const char *name, px_str language, px_str text)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(LINE_CAP);

    px_builder_add(&line, name);
    if (language.len) {
        px_builder_add(&line, ";LANGUAGE=");
        px_builder_str(&line, language);
    }
    px_builder_char(&line, ':');
    px_ical_escape(&line, text);
    px_ical_line(out, px_builder_view(&line));
}

static void ical_day(px_builder *out, const char *head, int64_t days)
{
    int year, month, day;

    px_date_from_days(days, &year, &month, &day);
    px_builder_format(out, "%s%04d%02d%02d\r\n", head, year, month, day);
}

static void ical_time(px_builder *out, const char *head, px_time time)
{
    px_civil c = px_civil_from_utc(time);

    px_builder_format(out, "%s%04d%02d%02dT%02d%02d%02dZ\r\n", head, c.year, c.month, c.day, c.hour,
                      c.minute, c.second);
}

void px_ical_start(px_builder *out, px_str language, px_str name)
{
    px_builder_add(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//praxis//praxis " PX_VERSION
                        "//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    ical_text(out, "NAME", language, name);
    ical_text(out, "X-WR-CALNAME", PX_STR_NONE, name);
}

void px_ical_event_add(px_builder *out, const px_ical_event *event)
{
    px_builder_add(out, "BEGIN:VEVENT\r\n");
    ical_pair(out, "UID:", event->uid);
    ical_time(out, "DTSTAMP:", event->stamp);
    if (event->sequence)
        px_builder_format(out, "SEQUENCE:%zu\r\n", event->sequence);
    if (event->start != PX_TIME_NONE) {
        ical_time(out, "DTSTART:", event->start);
        if (event->end != event->start)
            ical_time(out, "DTEND:", event->end);
    } else { /* DTEND is the first day after it */
        ical_day(out, "DTSTART;VALUE=DATE:", event->first);
        ical_day(out, "DTEND;VALUE=DATE:", event->last + 1);
    }
    ical_text(out, "SUMMARY", event->language, event->title);
    if (event->text.len)
        ical_text(out, "DESCRIPTION", event->language, event->text);
    if (event->category.len)
        ical_text(out, "CATEGORIES", event->language, event->category);
    if (event->place.len)
        ical_text(out, "LOCATION", event->language, event->place);
    if (event->link.len)
        ical_pair(out, "URL:", event->link);
    if (event->cancelled)
        px_builder_add(out, "STATUS:CANCELLED\r\n");
    else
        px_builder_add(out, event->tentative ? "STATUS:TENTATIVE\r\n" : "STATUS:CONFIRMED\r\n");
    px_builder_add(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void px_ical_end(px_builder *out)
{
    px_builder_add(out, "END:VCALENDAR\r\n");
}
