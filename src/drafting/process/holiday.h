/* SPDX-License-Identifier: EUPL-1.2 */
/* Days on which many who take part in a process of the Union are away: data/holidays.tsv. */
#ifndef PX_DRAFTING_PROCESS_HOLIDAY_H
#define PX_DRAFTING_PROCESS_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

typedef struct px_holiday {
    int64_t first, last; /* days since 1970-01-01 */
    bool closed;         /* the institutions of the Union are closed; else many are away */
    px_str name, source, confidence;
} px_holiday;

/* Those that touch the days from first to last, by date; at most max of them. How many. Names in
 * the language, else in English. */
size_t px_holiday_find(int64_t first, int64_t last, px_str language, px_holiday *ret_holidays,
                       size_t max);

/* Monday to Friday, and the institutions are not closed. */
bool px_day_is_working(int64_t day);

/* Working days from first to last, both counted. */
int px_working_days(int64_t first, int64_t last);

/* The years that the table covers: outside of them nothing is known of holidays. */
void px_holiday_years(int *ret_first, int *ret_last);

#endif
