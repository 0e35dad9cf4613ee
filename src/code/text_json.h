/* SPDX-License-Identifier: EUPL-1.2 */
/* A text as JSON: what the twin of the reading view and the export share. */
#ifndef PX_CODE_TEXT_JSON_H
#define PX_CODE_TEXT_JSON_H

#include "base/json_write.h"
#include "code/code.h"

/* Writes "language" and "provisions" into the open object: for each its lasting id, that of its
 * parent, depth, kind, eId, number, heading, text and extra. */
void px_text_json(px_json *json, const px_text *text);

#endif
