/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/estimate.h"

#include <math.h>

#include "base/macro.h"

#include "base/banned.h"

void px_ratio_add(px_ratio_sums *sums, double b, double y)
{
    sums->n++;
    sums->b += b;
    sums->y += y;
    sums->bb += b * b;
    sums->by += b * y;
    sums->yy += y * y;
}

/* v of the header. */
static double variance(const px_ratio_sums *s, double r, double drawn)
{
    double squares = s->yy - 2 * r * s->by + r * r * s->bb, n = (double)s->n;

    if (s->n < 2 || s->b <= 0 || squares <= 0)
        return 0;
    return (1 - drawn) * n / (n - 1) * squares / (s->b * s->b);
}

px_estimate px_estimate_amount(const px_ratio_sums *s, double whole, double drawn)
{
    double r = s->b > 0 ? s->y / s->b : 0;
    double error = whole * sqrt(variance(s, r, drawn));
    px_estimate e = { .value = whole * r, .error = error };

    e.low = PX_MAX(e.value - PX_ESTIMATE_Z * error, 0);
    e.high = e.value + PX_ESTIMATE_Z * error;
    return e;
}

px_estimate px_estimate_share(const px_ratio_sums *s, double whole, double drawn)
{
    const double z = PX_ESTIMATE_Z;
    double r = s->b > 0 ? s->y / s->b : 0, v = variance(s, r, drawn), draws, middle, half;
    px_estimate e = { whole * r, whole * r, whole * r, whole * sqrt(v) };

    if (drawn >= 1 || s->b <= 0)
        return e;
    draws = s->b * s->b / s->bb / (1 - drawn);
    if (v > 0)
        draws = PX_MIN(draws, r * (1 - r) / v);
    middle = (r + z * z / (2 * draws)) / (1 + z * z / draws);
    half = z * sqrt(r * (1 - r) / draws + z * z / (4 * draws * draws)) / (1 + z * z / draws);
    e.low = whole * PX_MAX(PX_MIN(middle - half, r), 0);
    e.high = whole * PX_MIN(PX_MAX(middle + half, r), 1);
    return e;
}
