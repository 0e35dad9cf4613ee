/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What civil.c, tzif.c and tz_rule.c share: the inside of a zone. Instants here are seconds since
 * 1970-01-01T00:00:00Z, offsets are seconds east of UTC.
 *
 * A zone is a list of transitions and, from the last one on, the rule of its footer:
 *   before times[0]                     types[0] (the rule, when there are no transitions)
 *   from times[i] to before times[i+1]  types[of_time[i]]
 *   from the last one on                the rule; where there is none, types[of_time[last]]
 */
#ifndef PX_BASE_CIVIL_PRIV_H
#define PX_BASE_CIVIL_PRIV_H

#include "base/civil.h"

/* What RFC 8536 allows for offsets (section 3.2). */
#define PX_ZONE_MIN_OFFSET (-89999)
#define PX_ZONE_MAX_OFFSET 93599

#define PX_ZONE_NAME_MAX 64 /* of a zone */
#define PX_TZ_NAME_MAX 16   /* of an abbreviation in a footer */

typedef struct px_zone_type {
    int offset;
    const char *abbreviation; /* owned by the zone */
} px_zone_type;

/* A day of the year in a POSIX TZ string, with the time of day as seconds (also negative and
 * beyond a day). */
typedef struct px_tz_date {
    enum { PX_TZ_JULIAN, PX_TZ_DAY, PX_TZ_WEEKDAY } kind;
    int day; /* JULIAN: 1 to 365, never the 29 February; DAY: 0 to 365; else 0 (Sunday) to 6 */
    int month, week; /* WEEKDAY: week 1 to 4, 5 for the last */
    int time;
} px_tz_date;

/* A POSIX TZ string: standard time, and maybe the other time between two dates of each year. */
typedef struct px_tz_rule {
    char names[2][PX_TZ_NAME_MAX + 1];
    int offsets[2]; /* standard, daylight saving */
    bool has_dst;
    px_tz_date start, end; /* start in standard time, end in daylight saving time */
} px_tz_rule;

struct px_zone {
    char name[PX_ZONE_NAME_MAX + 1];
    size_t n_times, n_types;
    int64_t *times;
    unsigned char *of_time; /* n_times indices into types */
    px_zone_type *types;
    char *abbreviations;
    bool has_rule;
    px_tz_rule rule;
};

/* Reads a TZ string (POSIX, with the longer times of RFC 8536 section 3.3.1); a second time needs
 * its dates. False when it is none; ret_rule is touched in any case. */
bool px_tz_rule_parse(px_str s, px_tz_rule *ret_rule);

/* 1 when daylight saving time holds at the instant, 0 otherwise. */
int px_tz_rule_at(const px_tz_rule *rule, int64_t second);

/* The first clock change after the instant; INT64_MAX when there is none. */
int64_t px_tz_rule_next(const px_tz_rule *rule, int64_t second);

/* True for "Europe/Brussels"; false for what could lead out of the directory of zones. */
bool px_zone_name_valid(const char *name);

#endif
