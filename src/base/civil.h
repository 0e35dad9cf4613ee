/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Instants, civil time and time zones.
 *
 * An instant is a px_time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds. The
 * house stores instants and prints them in UTC (RFC 3339). A deadline is civil: it is written as
 * local date and time with its zone, and resolved to an instant by the zone's rules. Zones are
 * read from TZif files (RFC 8536) by our own reader, so that they can be loaded before the
 * sandbox closes and used by any thread.
 */
#ifndef PX_BASE_CIVIL_H
#define PX_BASE_CIVIL_H

#include <stdint.h>

#include "base/builder.h"
#include "base/error.h"
#include "base/str.h"

typedef int64_t px_time; /* milliseconds since 1970-01-01T00:00:00Z */

#define PX_TIME_NONE INT64_MIN

/* Proleptic Gregorian date and time of day; year 1 to 9999, month 1 to 12, second 0 to 59. */
typedef struct px_civil {
    int year, month, day, hour, minute, second, millisecond;
} px_civil;

typedef struct px_zone px_zone;

/* How a civil time stands to its zone's clock changes. */
typedef enum px_civil_fit {
    PX_CIVIL_UNIQUE,
    PX_CIVIL_GAP,   /* skipped by the clock change: resolved with the offset before it */
    PX_CIVIL_FOLDED /* occurs twice: the first occurrence is meant */
} px_civil_fit;

/* True when every part is in its range, the day for its month and year. */
bool px_civil_valid(const px_civil *c);

/* The Gregorian calendar: month 1 to 12. */
bool px_year_is_leap(int year);
int px_days_in_month(int year, int month);

/* Monday is 1, Sunday 7 (ISO 8601). */
int px_civil_weekday(const px_civil *c);

/* Days since 1970-01-01 of a valid date, and back. */
int64_t px_days_from_date(int year, int month, int day);
void px_date_from_days(int64_t days, int *ret_year, int *ret_month, int *ret_day);

/* UTC in both directions. Instants outside the years 1 to 9999 are cut to them, here, in
 * px_civil_from_time and in px_time_format. */
px_civil px_civil_from_utc(px_time t);
px_time px_civil_to_utc(const px_civil *c);

/* Reads a TZif file, version 1 to 4, at most 1 MiB; MALFORMED with the reason where it is none,
 * or counts leap seconds.
 * px_zone_load takes a name like "Europe/Brussels" (checked: letters, digits, _ + - / and no
 * dots; at most 64) and looks below ZONEINFO, or /usr/share/zoneinfo; INVALID for a name of another
 * form, NOT_FOUND. The zone is immutable; free it with px_zone_free (NULL is fine). */
int px_zone_parse(px_str tzif, const char *name, px_zone **ret_zone, px_error *err) PX_MUST_CHECK;
int px_zone_load(const char *name, px_zone **ret_zone, px_error *err) PX_MUST_CHECK;
void px_zone_free(px_zone *zone);
const char *px_zone_name(const px_zone *zone);

/* The folder that px_zone_load reads: a server must be able to read it from behind its walls. */
const char *px_zone_folder(void);

/* The zone of that name, read once and kept as long as the program runs; from any thread. Errors as
 * of px_zone_load; TOO_MANY when more names are asked for than there are zones in the world. */
int px_zone_kept(const char *name, const px_zone **ret_zone, px_error *err) PX_MUST_CHECK;

/* Local time of an instant; ret_offset (may be NULL) gets seconds east of UTC, ret_abbreviation
 * (may be NULL) text owned by the zone, like "CEST". */
px_civil px_civil_from_time(const px_zone *zone, px_time t, int *ret_offset,
                            const char **ret_abbreviation);

/* The instant of a local time; ret_fit may be NULL. INVALID when the civil time is not valid
 * or its instant lies outside the years 1 to 9999. */
int px_civil_resolve(const px_zone *zone, const px_civil *c, px_time *ret_time,
                     px_civil_fit *ret_fit, px_error *err) PX_MUST_CHECK;

/* The same, but of two occurrences the last is meant: for deadlines, which never come too early. */
int px_civil_resolve_last(const px_zone *zone, const px_civil *c, px_time *ret_time,
                          px_error *err) PX_MUST_CHECK;

/* The end of a day as deadlines mean it: 23:59:59.000 local time. It never cuts the day short: of
 * two occurrences the last is meant (clocks set back at midnight), and where it is skipped the
 * deadline is where it would have been with the offset before. */
int px_civil_deadline(const px_zone *zone, int year, int month, int day, px_time *ret_time,
                      px_error *err) PX_MUST_CHECK;

/* RFC 3339: "2026-11-24T15:18:38Z", with milliseconds where they are not 0. Parsing takes any
 * numeric offset, upper or lower case t and z, and fractions cut to milliseconds; INVALID for
 * everything else, also for leap seconds (second 60), which a px_time cannot tell. */
void px_time_format(px_builder *out, px_time t);
int px_time_parse(px_str s, px_time *ret_time, px_error *err) PX_MUST_CHECK;

/* "2026-11-24", with the time of day 00:00:00.000; INVALID. */
int px_date_parse(px_str s, px_civil *ret_date, px_error *err) PX_MUST_CHECK;

/* The clock is injected: a NULL function gives the system's. px_now is what praxis calls. Set the
 * clock before there are threads. */
typedef px_time px_clock_fn(void *arg);
void px_clock_set(px_clock_fn *fn, void *arg);
px_time px_now(void);

/* Moves the clock of this process: px_now is `to` now and goes on from there as time does. For
 * demonstrations, which tell of weeks in a minute: a house that is none does not open then. */
void px_clock_move(px_time to);
bool px_clock_is_moved(void);

/* Nanoseconds of the monotonic clock, for durations only. */
int64_t px_monotonic_ns(void);

#endif
