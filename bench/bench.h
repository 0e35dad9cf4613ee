/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every benchmark uses: a stopwatch, the one way to print a figure, and ends where something
 * is wrong.
 *
 * A benchmark measures its rival (or its physical limit) in the same run, by turns with praxis,
 * so that a busy machine slows both. The goal is a ratio, never a time.
 */
#ifndef PX_BENCH_H
#define PX_BENCH_H

#include "base/error.h"

typedef struct px_bench {
    const char *work;  /* what is done: "store: deeds in batches of 64" */
    const char *unit;  /* of both figures: "deeds/s", "MB/s", "ms" */
    double figure;     /* what praxis reached */
    const char *rival; /* what it is held against: "bare SQLite", "memcpy" */
    double limit;      /* what the rival reached */
    double goal;       /* the ratio wanted: at least this, or at most where less is better */
    bool less_is_better;
} px_bench;

/* Prints one line: work, figure, rival with its figure, ratio, goal, and "ok" or "below goal".
 * Returns whether the goal was reached. */
bool px_bench_line(const px_bench *bench);

/* Seconds of a clock that never goes back. */
double px_bench_now(void);

/* The middle of the values, which are put in order for it: a disk or a processor that others keep
 * busy has rounds many times slower. */
double px_bench_median(double *values, size_t count);

/* Ends the program, with its name and what is wrong, where rc is an error or nothing holds. */
void px_bench_demand(int rc, const px_error *err);
void px_bench_require(bool holds, const char *what);

#endif
