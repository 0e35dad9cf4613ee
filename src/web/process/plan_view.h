/* SPDX-License-Identifier: EUPL-1.2 */
/* What speaks against a plan, in words, and what would speak against one that is not saved yet. */
#ifndef PX_WEB_PLAN_VIEW_H
#define PX_WEB_PLAN_VIEW_H

#include "drafting/process/plan_check.h"
#include "web/process/form_page.h"

/* A warning as a sentence, in the arena. */
px_str px_plan_view_words(const px_request *request, const px_plan_warning *warning);

/* Runs the deed on trial and puts to the page what would speak against the plan that comes of it
 * and does not speak against the plan as it is. Where the deed itself fails, the form has an error.
 */
int px_plan_view_try(px_form_page *page, px_form *form, const px_process_view *view,
                     px_write_fn *deed, void *arg, px_error *err) PX_MUST_CHECK;

#endif
