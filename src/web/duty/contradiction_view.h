/* SPDX-License-Identifier: EUPL-1.2 */
/* Contradictions as pages show them. */
#ifndef PX_WEB_CONTRADICTION_VIEW_H
#define PX_WEB_CONTRADICTION_VIEW_H

#include "duty/contradiction.h"
#include "duty/model_entry.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_contradiction px_view_duty_contradiction;

/* A row for each: what does not fit, both claims with the pages where they are changed, the
 * remedy. */
const px_view_duty_contradiction *px_duty_contradictions_show(const px_request *request,
                                                              const px_model_entry *model,
                                                              const px_contradiction *all,
                                                              size_t count);

#endif
