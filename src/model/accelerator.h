/* SPDX-License-Identifier: EUPL-1.2 */
/* Accelerators and what they can do at most: the rows of data/accelerators.tsv. */
#ifndef PX_MODEL_ACCELERATOR_H
#define PX_MODEL_ACCELERATOR_H

#include "model/decimal.h"

typedef struct px_accelerator {
    px_str key, name;
    px_str rates; /* "bf16=312e12 fp16=312e12": dense operations a second, by format of numbers */
    px_str watts; /* thermal design power of one; empty: not published */
    px_str source, date, confidence;
} px_accelerator;

/* The next row: start with *rest NULL; false at the end. */
bool px_accelerator_next(px_str *rest, px_accelerator *ret_accelerator);

/* NOT_FOUND with the argument accelerator. */
int px_accelerator_find(px_str key, px_accelerator *ret_accelerator, px_error *err) PX_MUST_CHECK;

/* The next of its rates; start with *rest = accelerator->rates. */
bool px_accelerator_rate_next(px_str *rest, px_str *ret_format, px_str *ret_rate);

/* Peak operations a second in that format, or the first where none is named (format->len == 0),
 * which is then told in *format. NOT_FOUND with the arguments accelerator and format. */
int px_accelerator_peak(const px_accelerator *accelerator, px_str *format, px_decimal *ret_peak,
                        px_error *err) PX_MUST_CHECK;

#endif
