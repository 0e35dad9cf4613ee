/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates as people write them in forms: how exact they are, and whether they can be misread. */
#ifndef PX_DUTY_CHECK_DATE_H
#define PX_DUTY_CHECK_DATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum px_date_kind {
    PX_DATE_NONE,
    PX_DATE_YEAR,      /* "2018" */
    PX_DATE_MONTH,     /* "May 2025", "05/2025", "2025-05" */
    PX_DATE_DAY,       /* "26 June 2026", "31.12.2025", "2026-06-26" */
    PX_DATE_AMBIGUOUS, /* "7/8/26": day and month could be exchanged */
    PX_DATE_INVALID    /* "31/31/2025" */
} px_date_kind;

typedef struct px_read_date {
    px_date_kind kind;
    int year, month, day; /* 0 where it is not said; ambiguous ones as day, month, year */
    bool two_digits;      /* the year has two */
    px_str words;         /* as written */
    size_t at;            /* where they begin */
} px_read_date;

/* The first date in text at or behind byte `from`; kind NONE where there is none. Names of months
 * are those of data/check_words.tsv. */
px_read_date px_check_date_find(px_str text, size_t from);

/* The date that comes last in time among all in the text; NONE where there is none. */
px_read_date px_check_date_last(px_str text);

/* It names a month, and cannot be misread. */
static inline bool px_check_date_is_exact(const px_read_date *date)
{
    return date->kind == PX_DATE_MONTH || date->kind == PX_DATE_DAY;
}

/* Less than, equal to or greater than 0; what is not said counts as the first of it. */
int px_check_date_cmp(const px_read_date *a, const px_read_date *b);

#endif
