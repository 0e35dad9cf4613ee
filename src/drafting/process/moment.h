/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Moments of a process: civil time in its zone, with the instant that it was resolved to. A moment
 * that ends something never cuts it short: of two occurrences (clocks set back) it is the last, and
 * a day without an hour ends at 23:59:59. A moment that begins something is the first of the two,
 * and a day without an hour begins at 00:00:00. What the clocks skip is where it would have been
 * with the offset before.
 */
#ifndef PX_DRAFTING_PROCESS_MOMENT_H
#define PX_DRAFTING_PROCESS_MOMENT_H

#include "base/message.h"
#include "drafting/process/process.h"

typedef enum px_moment_side { PX_MOMENT_BEGINS, PX_MOMENT_ENDS } px_moment_side;

/* From what a person wrote: "2026-11-30", "2026-11-30T18:00", "2026-11-30 18:00", with ":59" of
 * seconds or without; an empty text is no moment. INVALID. */
int px_moment_parse(px_arena *arena, const px_zone *zone, px_moment_side side, px_str text,
                    px_moment *ret_moment, px_error *err) PX_MUST_CHECK;

/* From a civil time; day_only: the hour of it does not count. */
int px_moment_of(px_arena *arena, const px_zone *zone, px_moment_side side, const px_civil *civil,
                 bool day_only, px_moment *ret_moment, px_error *err) PX_MUST_CHECK;

/* From an instant. */
px_moment px_moment_at(px_arena *arena, const px_zone *zone, px_time at);

static inline bool px_moment_is_set(const px_moment *moment)
{
    return moment->civil.ptr != NULL;
}

/* The civil time of a moment that is set. */
px_civil px_moment_civil(const px_moment *moment);

/* The day of a moment that is set, counted from 1970-01-01. */
int64_t px_moment_day(const px_moment *moment);

/* "2026-11-30" or "2026-11-30 18:00", for lists and messages; empty where it is not set. */
px_str px_moment_short(px_arena *arena, const px_moment *moment);

/* "30 November 2026", "30 November 2026, 23:59 (CET)". zone: that of the process. */
void px_moment_words(px_builder *out, const px_language *language, const px_zone *zone,
                     const px_moment *moment);

#endif
