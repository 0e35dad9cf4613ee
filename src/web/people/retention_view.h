/* SPDX-License-Identifier: EUPL-1.2 */
/* How long data are kept, as pages and twins show it. */
#ifndef PX_WEB_RETENTION_VIEW_H
#define PX_WEB_RETENTION_VIEW_H

#include "base/json_write.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_retention px_view_retention;

/* The view of the table, in the request's arena. */
int px_retention_view(const px_request *request, const px_view_retention **ret_view,
                      px_error *err) PX_MUST_CHECK;

/* The member "retention" of an open object. */
int px_retention_json(px_json *json, const px_request *request, px_error *err) PX_MUST_CHECK;

#endif
