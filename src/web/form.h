/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Queries and forms in application/x-www-form-urlencoded (the URL standard, 5.1). Our own parser,
 * with bounds: at most PX_REQUEST_MAX_FIELDS fields, names of at most PX_FORM_MAX_NAME bytes.
 */
#ifndef PX_WEB_FORM_H
#define PX_WEB_FORM_H

#include "web/request.h"

enum { PX_FORM_MAX_NAME = 64 };

/* Fields in their order, in the arena. Empty parts between "&" are passed over. MALFORMED for what
 * px_url_decode refuses, a field without a name, a name too long, too many fields. */
int px_form_parse(px_arena *arena, px_str text, px_fields *ret_fields, px_error *err) PX_MUST_CHECK;

/* True for the media type application/x-www-form-urlencoded, with or without parameters. */
bool px_form_is_type(px_str content_type);

#endif
