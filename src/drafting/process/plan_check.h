/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What speaks against a plan: short windows, holidays, meetings too soon or at odd hours. Warnings
 * are advice, by the rules of data/planning.tsv and the days of data/holidays.tsv; nothing is
 * refused for them. Only steps that are still planned are looked at.
 */
#ifndef PX_DRAFTING_PROCESS_PLAN_CHECK_H
#define PX_DRAFTING_PROCESS_PLAN_CHECK_H

#include "base/json_write.h"
#include "base/message.h"
#include "drafting/process/holiday.h"
#include "drafting/process/process.h"

typedef enum px_plan_rule {
    PX_PLAN_WINDOW_DAYS,         /* figure: days that the window is open; limit */
    PX_PLAN_WINDOW_WORKING_DAYS, /* figure: working days in it; limit */
    PX_PLAN_CONSULTATION_DAYS,   /* figure, limit: as window-days */
    PX_PLAN_WINDOW_HOLIDAY,      /* holiday: a period in the window */
    PX_PLAN_DEADLINE_WEEKEND,    /* it closes on a Saturday or Sunday */
    PX_PLAN_DEADLINE_HOLIDAY,    /* it closes on a holiday */
    PX_PLAN_DEADLINE_CLOCK,      /* it closes at a time that the clocks skip or show twice */
    PX_PLAN_MEETING_WEEKEND,
    PX_PLAN_MEETING_HOLIDAY,
    PX_PLAN_MEETING_EARLY,  /* figure: hour of the beginning; limit */
    PX_PLAN_MEETING_LATE,   /* figure, limit: as early */
    PX_PLAN_MEETING_NOTICE, /* figure: days from planning it to its beginning; limit */
    PX_PLAN_DRAFT_MEETING,  /* figure: days from the draft to a meeting on it; limit */
    PX_PLAN_WINDOW_ORDER,   /* the window opens before the day of its draft */
    PX_PLAN_OVERDUE,        /* its day has passed and it is not done */
    PX_PLAN_NO_DAY,         /* adoption waits for it and it has no day */
    PX_PLAN_NO_HOLIDAYS,    /* figure: a year of which no holidays are known here */
    PX_PLAN_RULE_COUNT
} px_plan_rule;

typedef struct px_plan_warning {
    px_plan_rule rule;
    int64_t step; /* row */
    px_str step_key, step_title;
    int64_t figure, limit;
    px_holiday holiday; /* of the rules on holidays; name.ptr NULL: none */
} px_plan_warning;

/* "window-days": never translated. */
const char *px_plan_rule_name(px_plan_rule rule);

/* By step, in the order of the plan. now: what is overdue, and what was planned when. */
int px_plan_check(px_db *db, px_arena *arena, const px_process *process, px_str language,
                  px_time now, px_plan_warning **ret_warnings, size_t *ret_count,
                  px_error *err) PX_MUST_CHECK;

/* "The window is open for 10 days; 14 are advised." One sentence, without the step. Says so where a
 * holiday was not verified. */
void px_plan_warning_words(px_builder *out, const px_language *language,
                           const px_plan_warning *warning);

/* {"rule", "step", "figure", "limit", "holiday": {...}, "message"} */
void px_plan_warning_json(px_json *json, const px_language *language,
                          const px_plan_warning *warning);

#endif
