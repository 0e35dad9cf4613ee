/* SPDX-License-Identifier: EUPL-1.2 */
/* Comparisons as JSON: the command's --json and the twin of a page. docs/comparing.md has all
 * keys. */
#ifndef PX_CODE_COMPARE_JSON_H
#define PX_CODE_COMPARE_JSON_H

#include "base/json_write.h"
#include "code/compare/compare_detail.h"

/* Writes the pairs of one comparison into an object that is open: "from", "to", "counts", "words",
 * "duties", "chapters", "changes". */
void px_compare_json(px_json *json, const px_compare_detail *detail);

#endif
