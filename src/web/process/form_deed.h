/* SPDX-License-Identifier: EUPL-1.2 */
/* From a form that was read to the deed that it asks for. */
#ifndef PX_WEB_FORM_DEED_H
#define PX_WEB_FORM_DEED_H

#include "drafting/process/plan.h"
#include "web/form_field.h"

/* Runs the deed. What the reader can mend is put to the field that the error names ("field"), or
 * to the form as a whole: *ret_done is false then. Other errors go up. */
int px_form_deed(px_form *form, px_write_fn *deed, void *arg, bool *ret_done,
                 px_error *err) PX_MUST_CHECK;

/* The same on trial: nothing stays. */
int px_form_deed_try(px_form *form, px_write_fn *deed, void *arg, bool *ret_done,
                     px_error *err) PX_MUST_CHECK;

/* Who signs an act: the public id of whoever has signed in. */
const char *px_form_author(const px_request *request);

/* Texts in the languages of the interface from the fields "title-en", "text-en" and so on, those
 * that are filled; text may have no fields. */
px_plan_text *px_form_texts(const px_form *form, size_t *ret_count);

#endif
