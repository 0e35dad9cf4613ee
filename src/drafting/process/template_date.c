/* SPDX-License-Identifier: EUPL-1.2 */
/* The dates of a template's steps for a day of beginning. */
#include "drafting/process/moment.h"
#include "drafting/process/process_template.h"

#include "base/banned.h"

/* The first such day of the week from that day on; weekday 0: the day itself. */
static int64_t on_weekday(int64_t day, int weekday)
{
    px_civil c = { 0 };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    return weekday ? day + (weekday - px_civil_weekday(&c) + 7) % 7 : day;
}

/* The civil time of a minute of a day. */
static px_civil civil_of(int64_t day, int minute)
{
    px_civil c = { .hour = minute / 60, .minute = minute % 60 };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    return c;
}

static int64_t day_of(const px_template_step *step, const px_template_when *whens, int64_t from)
{
    int64_t day = from;

    if (step->after) {
        const px_template_when *when = &whens[step->after - 1];

        day = px_moment_day(step->from_end && px_moment_is_set(&when->ends) ? &when->ends
                                                                            : &when->starts);
    }
    return on_weekday(day + step->days, step->weekday);
}

/* A length in days ends with the last second of the last day; one in minutes to the minute, in
 * civil time. */
static int end_of(px_arena *arena, const px_zone *zone, const px_template_step *step, int64_t day,
                  px_moment *ret_ends, px_error *err)
{
    int last = step->minute + step->lasts_minutes;
    px_civil c;

    if (!step->lasts_days && !step->lasts_minutes)
        return 0;
    if (step->lasts_days) {
        c = civil_of(day + step->lasts_days, 0);
        c.hour = 23;
        c.minute = c.second = 59;
    } else {
        c = civil_of(day + last / (24 * 60), last % (24 * 60));
    }
    return px_moment_of(arena, zone, PX_MOMENT_ENDS, &c, step->minute < 0, ret_ends, err);
}

int px_template_dates(px_arena *arena, const px_process_template *template, const px_zone *zone,
                      int64_t from, px_template_when **ret_whens, px_error *err)
{
    px_template_when *whens = px_arena_array(arena, PX_MAX(template->n_steps, 1), sizeof(*whens));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < template->n_steps; i++) {
        const px_template_step *step = &template->steps[i];
        int64_t day;
        px_civil c;

        if (step->undated)
            continue;
        day = day_of(step, whens, from);
        c = civil_of(day, PX_MAX(step->minute, 0));
        rc = px_moment_of(arena, zone, PX_MOMENT_BEGINS, &c, step->minute < 0, &whens[i].starts,
                          err);
        if (rc >= 0)
            rc = end_of(arena, zone, step, day, &whens[i].ends, err);
    }
    if (rc < 0)
        return rc;
    *ret_whens = whens;
    return 0;
}
