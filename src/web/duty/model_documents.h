/* SPDX-License-Identifier: EUPL-1.2 */
/* The published documents of a model, as far as whoever asks may read them. */
#ifndef PX_WEB_MODEL_DOCUMENTS_H
#define PX_WEB_MODEL_DOCUMENTS_H

#include "web/duty/duty_view.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_model_document px_view_duty_model_document;

typedef struct px_model_documents {
    px_published *rows; /* by form, the newest first */
    size_t count;
} px_model_documents;

/* Of the model and of each of its versions; with `inside` those too of which nothing is public. */
int px_model_documents_read(const px_request *request, const px_model_entry *model, bool inside,
                            px_model_documents *ret_documents, px_error *err) PX_MUST_CHECK;

/* As views; ret_count: how many. */
const px_view_duty_model_document *px_model_documents_show(const px_request *request,
                                                           const px_model_entry *model, bool inside,
                                                           const px_model_documents *documents,
                                                           size_t *ret_count);

/* The same as the member "documents" of an object. */
void px_model_documents_json(px_json *json, const px_request *request, const px_model_entry *model,
                             bool inside, const px_model_documents *documents);

#endif
