/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a sample to the whole, by the ratio to bytes. n clusters (texts, with all documents equal to
 * each) were drawn with equal chance and without replacement; b is the bytes of a cluster, y what
 * is estimated of it (its tokens; its bytes, where it is in a language); B the bytes of the whole,
 * known exactly, and f the part of all documents that was drawn.
 *
 *     r = sum(y) / sum(b)          estimate: B r
 *     v = (1 - f) n / (n - 1) sum((y - r b)^2) / sum(b)^2         standard error: B sqrt(v)
 *
 * The 95 % interval of an amount is B (r -+ 1.96 sqrt(v)). That of a share is Wilson's, for the
 * number of draws that would have the same error: r (1 - r) / v, but no more than
 * sum(b)^2 / sum(b^2) / (1 - f), so that a language of which few or no texts were drawn has an
 * honest upper end. (W. G. Cochran, Sampling Techniques, 3rd ed., 6.3 and 9A; E. B. Wilson, J. Am.
 * Stat. Assoc. 22, 1927; L. Kish, Survey Sampling, 1965, for the last number.)
 */
#ifndef PX_CORPUS_ESTIMATE_H
#define PX_CORPUS_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#define PX_ESTIMATE_Z 1.96 /* of 95 % */

/* Sums over the sample; zero at first. */
typedef struct px_ratio_sums {
    size_t n;
    double b, y, bb, by, yy;
} px_ratio_sums;

/* Adds one cluster. */
void px_ratio_add(px_ratio_sums *sums, double b, double y);

typedef struct px_estimate {
    double value, low, high, error; /* error: the standard error; 0 where all was drawn */
} px_estimate;

/* `whole` is B; `drawn` is f, 1 where everything is in the sample. */
px_estimate px_estimate_amount(const px_ratio_sums *sums, double whole, double drawn);
px_estimate px_estimate_share(const px_ratio_sums *sums, double whole, double drawn);

#endif
