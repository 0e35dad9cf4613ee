/* SPDX-License-Identifier: EUPL-1.2 */
/* One application as somebody looks at it, and the form of a decision. */
#ifndef PX_WEB_APPLICATION_VIEW_H
#define PX_WEB_APPLICATION_VIEW_H

#include "drafting/people/application.h"
#include "web/form_field.h"

typedef struct px_application_view {
    px_application application;
    px_call call;
    px_str key;   /* of the address, or empty */
    bool own;     /* by the private link */
    bool decides; /* by right */
    bool unconfirmed;
} px_application_view;

/* The application of the address; NOT_FOUND for everybody else than its applicant and those who
 * decide. */
int px_application_view_open(const px_request *request, px_application_view *ret_view,
                             px_error *err) PX_MUST_CHECK;

/* Its address, with the key where it was opened by it; rest: "" or "/change". */
px_str px_application_view_address(const px_request *request, const px_application_view *view,
                                   const char *rest);

/* The page of the person that it made, or empty. */
int px_application_person(const px_request *request, const px_application_view *view,
                          px_str *ret_link, px_error *err) PX_MUST_CHECK;

/* The form of a decision on applications to the call; application: NULL for many at once. */
int px_decision_form_start(px_form *form, px_request *request, const px_call *call,
                           const px_application *application, px_error *err) PX_MUST_CHECK;

/* Reads the form and decides: 1 where it was done, 0 where the form says what is wrong. */
int px_decision_form_send(px_form *form, const px_call *call, const px_str *ids, size_t n_ids,
                          px_error *err) PX_MUST_CHECK;

#endif
