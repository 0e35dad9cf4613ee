/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Decimal numbers that are not negative, worked with exactly: products and sums of counts,
 * percentages and powers of ten lose no digit, however long they get. Only px_decimal_divide and
 * px_decimal_round cut, to as many figures as they are told. A double would round 6 x P x D
 * silently, and a threshold of the law is strict: a figure that equals it is not above it.
 *
 * A value, owning nothing. One that needs more digits than fit (864) is marked, and so is all that
 * is worked out from it; px_decimal_check tells at the end.
 */
#ifndef PX_MODEL_DECIMAL_H
#define PX_MODEL_DECIMAL_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum {
    PX_DECIMAL_LIMBS = 96,
    PX_DECIMAL_MAX_FIGURES = 40, /* significant digits of a number that is read */
    PX_DECIMAL_MAX_EXPONENT =
        60,                  /* it is below 10 to this, and no digit of it below 10 to minus it */
    PX_DECIMAL_QUOTIENT = 40 /* significant digits of a quotient that does not end */
};

typedef struct px_decimal {
    int exponent;                     /* of ten, for the whole coefficient */
    unsigned short n;                 /* limbs in use; 0: the number is 0 */
    bool overflow;                    /* more digits were needed than fit */
    uint32_t limbs[PX_DECIMAL_LIMBS]; /* of the coefficient, base 1,000,000,000, lowest first */
} px_decimal;

/* Reads "15600000000000", "2.3e25" or "0.5": digits, perhaps a point and digits, perhaps an
 * exponent; no sign and no grouping. INVALID with the argument value, also beyond the bounds. */
int px_decimal_parse(px_str text, px_decimal *ret_value, px_error *err) PX_MUST_CHECK;

/* A whole number. */
px_decimal px_decimal_of(uint64_t value);

/* Exact. */
px_decimal px_decimal_mul(const px_decimal *a, const px_decimal *b);
px_decimal px_decimal_add(const px_decimal *a, const px_decimal *b);
px_decimal px_decimal_distance(const px_decimal *a, const px_decimal *b);      /* |a - b| */
px_decimal px_decimal_percent(const px_decimal *a, const px_decimal *percent); /* of a */

/* -1, 0 or 1. */
int px_decimal_cmp(const px_decimal *a, const px_decimal *b);
bool px_decimal_is_zero(const px_decimal *a);

/* a / b to that many significant figures, half away from 0; b is not 0. ret_exact (may be NULL):
 * nothing was cut. */
px_decimal px_decimal_divide(const px_decimal *a, const px_decimal *b, unsigned figures,
                             bool *ret_exact);

/* To that many significant figures, half away from 0. */
px_decimal px_decimal_round(const px_decimal *a, unsigned figures);

/* Whole part, UINT64_MAX where it is larger than fits. */
uint64_t px_decimal_whole(const px_decimal *a);

/* The power of ten of its first digit (2.3e25: 25); 0 for 0. */
int px_decimal_magnitude(const px_decimal *a);

/* All its digits: "0.5", "1024", and from 10^15 on or below 10^-6 "7.524e22". Reads back as the
 * same number. */
px_str px_decimal_text(px_arena *arena, const px_decimal *a);

/* Rounded to that many figures, zeros at the end kept: "1.30e23" for three. */
px_str px_decimal_scientific(px_arena *arena, const px_decimal *a, unsigned figures);

/* 0, or TOO_LARGE where more digits were needed than fit. */
int px_decimal_check(const px_decimal *a, px_error *err) PX_MUST_CHECK;

#endif
