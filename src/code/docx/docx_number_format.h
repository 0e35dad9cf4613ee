/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers of lists as WordprocessingML formats them (ECMA-376 part 1, 17.18.59 ST_NumberFormat). */
#ifndef PX_CODE_DOCX_NUMBER_FORMAT_H
#define PX_CODE_DOCX_NUMBER_FORMAT_H

#include "base/builder.h"

/* Appends a value in the format of that name; as decimal digits for formats that are not known and
 * for values that the format cannot say, nothing for "none". */
void px_docx_number_format(px_builder *out, px_str format, int value);

#endif
