/* SPDX-License-Identifier: EUPL-1.2 */
/* A field's value in a line, for tables: the beginning of texts, how many rows a list has. */
#ifndef PX_WEB_VALUE_SHORT_H
#define PX_WEB_VALUE_SHORT_H

#include <jansson.h>

#include "duty/official_form.h"
#include "web/request.h"

/* In the arena of the request, in its language. field: NULL for what is no field of a form: numbers
 * and texts are shown as they are. Empty for no value. */
px_str px_value_short(const px_request *request, const px_official_field *field,
                      const json_t *value);

#endif
