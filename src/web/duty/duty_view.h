/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of providers, their models and documents share. */
#ifndef PX_WEB_DUTY_VIEW_H
#define PX_WEB_DUTY_VIEW_H

#include "duty/model_entry.h"
#include "duty/official_form.h"
#include "duty/register.h"
#include "web/page_frame.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_duty_claim px_view_duty_claim;

/* The provider and the model of an address "/providers/:provider/models/:model...": NOT_FOUND also
 * where the model is another provider's. */
int px_duty_model(const px_request *request, px_provider *ret_provider, px_model_entry *ret_model,
                  px_error *err) PX_MUST_CHECK;

/* "/en/providers/P", and "/en/providers/P/models/M" with what follows. */
px_str px_duty_provider_link(const px_request *request, const px_provider *provider);
px_str px_duty_model_link(const px_request *request, const px_model_entry *model, const char *end);

/* Where a published summary can be read, of a model or of one version of it; end: what follows its
 * number, such as "/domains.csv". */
px_str px_duty_summary_link(const px_request *request, const px_published *published,
                            const char *end);

/* The same of any form by its name, of the model (version empty) or of one version of it; the
 * recipient's view of it, or with PX_RECIPIENT_PUBLIC the one that the page chooses. */
px_str px_duty_form_link(const px_request *request, const px_model_entry *model, px_str form,
                         int number, px_str version, px_recipient recipient);

/* The day of the request in its zone: "2026-11-30". */
px_str px_duty_today(const px_request *request);

/* Whether whoever asks may do it for that provider. */
bool px_duty_may(const px_request *request, px_action action, const px_provider *provider);

/* What a field of a form or a fact is called for the reader; its own name where it has no title. */
px_str px_duty_field_title(const px_request *request, px_str field);

/* The value of a claim in a line (web/duty/value_short.h), also of facts; empty where it was
 * withdrawn. */
px_str px_duty_claim_value(const px_request *request, const px_claim *claim);

/* What a piece of evidence is called, and what else is known of it: bytes of it that count, its
 * size, its scan. */
px_str px_duty_evidence_title(const px_evidence *evidence);
px_str px_duty_evidence_note(const px_request *request, const px_evidence *evidence);

/* A claim as a view; field: NULL for what is no field of a form. */
const px_view_duty_claim *px_duty_claim_show(const px_request *request, const px_provider *provider,
                                             const px_official_field *field, const px_claim *claim);

/* The same as JSON, as an element of an array. */
int px_duty_claim_json(px_json *json, const px_claim *claim, px_error *err) PX_MUST_CHECK;

/* "AI Office, national authorities" in the reader's language. */
px_str px_duty_recipients(const px_request *request, const px_official_field *field);

/* A day as claims have it, in the words of the reader's language; in the request's arena. */
px_str px_duty_day(const px_request *request, px_str day);

#endif
