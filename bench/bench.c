/* SPDX-License-Identifier: EUPL-1.2 */
#include "bench.h"

#include <stdio.h>
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
