/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of all forms of a model with what is claimed for them. */
#ifndef PX_WEB_MODEL_FIELDS_H
#define PX_WEB_MODEL_FIELDS_H

#include "duty/check/checked.h"
#include "duty/filled.h"
#include "web/duty/duty_view.h"

enum { PX_MODEL_FORMS = 2 };

typedef struct px_model_fields {
    px_filled_form forms[PX_MODEL_FORMS];
    px_checked checked[PX_MODEL_FORMS]; /* what the checker says of them */
    size_t n_forms;
} px_model_fields;

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_model_form px_view_duty_model_form;

/* Zeroed before, freed after it, also where it failed. contradictions: of the model's claims. */
int px_model_fields_read(const px_request *request, const px_model_entry *model,
                         const px_contradiction *contradictions, size_t n_contradictions,
                         px_model_fields *ret_fields, px_error *err) PX_MUST_CHECK;
void px_model_fields_free(px_model_fields *fields);

/* Each form as a view, its missing fields first: an array in the arena of the request. */
const px_view_duty_model_form *px_model_fields_show(const px_request *request,
                                                    const px_model_entry *model,
                                                    const px_model_fields *fields,
                                                    size_t *ret_count);
/* The same as the member "forms" of an object. */
int px_model_fields_json(px_json *json, const px_language *language, const px_model_fields *fields,
                         px_error *err) PX_MUST_CHECK;

#endif
