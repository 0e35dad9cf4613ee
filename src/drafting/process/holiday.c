/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/holiday.h"

#include <pthread.h>

#include "base/civil.h"
#include "base/embedded.h"
#include "base/macro.h"

#include "base/banned.h"

enum { COLUMNS = 7, ROWS_MAX = 512 };

typedef struct holiday_row {
    int64_t first, last;
    bool closed;
    px_str english, french, source, confidence;
} holiday_row;

static holiday_row rows[ROWS_MAX];
static size_t n_rows;
static pthread_once_t rows_once = PTHREAD_ONCE_INIT;

static bool day_of(px_str text, int64_t *ret_day)
{
    px_error ignored = PX_ERROR_INIT;
    px_civil c;

    if (px_date_parse(text, &c, &ignored) < 0)
        return false;
    *ret_day = px_days_from_date(c.year, c.month, c.day);
    return true;
}

static void row_add(const px_str columns[COLUMNS])
{
    holiday_row row;

    if (n_rows == ROWS_MAX || !day_of(columns[0], &row.first) || !day_of(columns[1], &row.last))
        return;
    row.closed = px_str_is(columns[2], "closed");
    row.english = columns[3];
    row.french = columns[4];
    row.source = columns[5];
    row.confidence = columns[6];
    rows[n_rows++] = row;
}

static void rows_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("holidays.tsv", &rest, columns, COLUMNS))
        row_add(columns);
}

size_t px_holiday_find(int64_t first, int64_t last, px_str language, px_holiday *ret_holidays,
                       size_t max)
{
    bool french = px_str_starts(language, PX_STR("fr"));
    size_t count = 0;

    (void)pthread_once(&rows_once, rows_read);
    for (size_t i = 0; i < n_rows && count < max; i++) {
        const holiday_row *row = &rows[i];

        if (row->last < first || row->first > last)
            continue;
        ret_holidays[count++] = (px_holiday){
            .first = row->first,
            .last = row->last,
            .closed = row->closed,
            .name = french && row->french.len ? row->french : row->english,
            .source = row->source,
            .confidence = row->confidence,
        };
    }
    return count;
}

bool px_day_is_working(int64_t day)
{
    px_civil c = { 0 };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    if (px_civil_weekday(&c) > 5)
        return false;
    (void)pthread_once(&rows_once, rows_read);
    for (size_t i = 0; i < n_rows; i++)
        if (rows[i].closed && rows[i].first <= day && day <= rows[i].last)
            return false;
    return true;
}

int px_working_days(int64_t first, int64_t last)
{
    int count = 0;

    for (int64_t day = first; day <= last; day++)
        count += px_day_is_working(day);
    return count;
}

void px_holiday_years(int *ret_first, int *ret_last)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    int month, day;

    (void)pthread_once(&rows_once, rows_read);
    for (size_t i = 0; i < n_rows; i++) {
        first = PX_MIN(first, rows[i].first);
        last = PX_MAX(last, rows[i].first);
    }
    *ret_first = *ret_last = 0;
    if (!n_rows)
        return;
    px_date_from_days(first, ret_first, &month, &day);
    px_date_from_days(last, ret_last, &month, &day);
}
