/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Checked parsing of numbers. The whole slice must be the number: no white space, no sign where
 * none is meant, nothing behind it; a value outside the bounds is an error and not a clamp.
 */
#ifndef PX_BASE_NUMBER_H
#define PX_BASE_NUMBER_H

#include "base/error.h"
#include "base/str.h"

/* Decimal integer in [min, max]; leading zeros are fine, "-" stands only where min is below 0, "+"
 * never. INVALID, with the arguments value, min and max, otherwise. */
int px_parse_int(px_str s, long long min, long long max, long long *ret_value,
                 px_error *err) PX_MUST_CHECK;

/* Decimal real in [min, max]: digits, then maybe a point and digits, then maybe an exponent (so
 * neither "1." nor ".5" nor "nan"). One too large for a double is refused. Reads the same in every
 * locale. */
int px_parse_real(px_str s, double min, double max, double *ret_value, px_error *err) PX_MUST_CHECK;

/* Bytes: an integer with an optional upper-case suffix K, M, G or T (powers of 1024).
 * INVALID also where the product does not fit. */
int px_parse_size(px_str s, unsigned long long *ret_bytes, px_error *err) PX_MUST_CHECK;

/* Lower- or upper-case hexadecimal digits of exactly len bytes. */
int px_parse_hex(px_str s, void *ret_bytes, size_t len, px_error *err) PX_MUST_CHECK;

#endif
