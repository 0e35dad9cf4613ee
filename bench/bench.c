/* SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/banned.h"

bool px_bench_line(const px_bench *bench)
{
    double ratio = bench->limit > 0 ? bench->figure / bench->limit : 0;
    bool reached = bench->less_is_better ? ratio <= bench->goal : ratio >= bench->goal;

    printf("%-44s %12.6g %-10s %s %.6g, ratio %.3f, goal %s %g: %s\n", bench->work, bench->figure,
           bench->unit, bench->rival, bench->limit, ratio,
           bench->less_is_better ? "<=" : ">=", bench->goal, reached ? "ok" : "below goal");
    (void)fflush(stdout);
    return reached;
}

double px_bench_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double px_bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof(double), by_size);
    return values[count / 2];
}

static const char *argument(const px_error *err, const char *name)
{
    const char *value = px_error_arg(err, name);

    return value ? value : "";
}

void px_bench_demand(int rc, const px_error *err)
{
    if (rc >= 0)
        return;
    fprintf(stderr, "%s: %s %s %s\n", program_invocation_short_name, err->message,
            argument(err, "path"), argument(err, "reason"));
    exit(1);
}

void px_bench_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    exit(1);
}
