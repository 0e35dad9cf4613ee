/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A number with what it may be at least and at most. Bounds go through products and sums as worst
 * cases: all inputs at their lows, all at their highs. Nothing is assumed of how errors are spread.
 */
#ifndef PX_MODEL_QUANTITY_H
#define PX_MODEL_QUANTITY_H

#include "model/decimal.h"

typedef struct px_quantity {
    px_decimal value, low, high; /* low <= value <= high */
    bool stated;                 /* somebody said how sure it is, or that it is exact */
    bool cut;                    /* a quotient in it does not end: 40 figures of it are kept */
    px_str note;                 /* where it comes from; may be empty */
} px_quantity;

/* One whose bounds are the value itself, and of which nobody has said how sure it is. */
px_quantity px_quantity_of(px_decimal value);

/* The bounds that many percent (0 to 100) below and above the value. */
void px_quantity_spread(px_quantity *q, const px_decimal *percent);

/* Bound by bound, exact. */
px_quantity px_quantity_mul(const px_quantity *a, const px_quantity *b);
px_quantity px_quantity_add(const px_quantity *a, const px_quantity *b);

/* a / b to 40 figures; b is not 0, nor is a bound of it. */
px_quantity px_quantity_divide(const px_quantity *a, const px_quantity *b);

/* Tenths of a percent that the farther bound lies from the value, rounded up; 0 for the value 0. */
uint64_t px_quantity_spread_of(const px_quantity *q);

/* TOO_LARGE where one of the numbers has more digits than fit. */
int px_quantity_check(const px_quantity *q, px_error *err) PX_MUST_CHECK;

#endif
