/* SPDX-License-Identifier: EUPL-1.2 */
/* The settings of a scan as they stand in its partial: all options that change the result. */
#ifndef PX_CORPUS_SCAN_HEAD_H
#define PX_CORPUS_SCAN_HEAD_H

#include "corpus/scan.h"

/* The head of the partial of the options' part of all inputs. What it holds lives in the arena. To
 * add an option: a line of the table in scan_head.c. */
int px_scan_head(px_arena *arena, const px_input *inputs, size_t count,
                 const px_scan_options *options, px_partial_head *ret_head,
                 px_error *err) PX_MUST_CHECK;

#endif
