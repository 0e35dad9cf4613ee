/* SPDX-License-Identifier: EUPL-1.2 */
/* What a form of many rows sent: which of them were ticked, and how many a page of ours says that
 * something was done to. */
#ifndef PX_WEB_FORM_SENT_H
#define PX_WEB_FORM_SENT_H

#include "web/request.h"

/* Whether the form that was sent has the field with that value: what was ticked stays ticked where
 * the form comes back. */
bool px_form_sent_has(const px_request *request, const char *name, px_str value);

/* The values of all its fields of that name, in the arena; how many. */
size_t px_form_sent_all(const px_request *request, const char *name, px_str **ret_values);

/* A number of at most four digits in the query: only what a page of ours can have led to; else 0.
 */
long long px_form_sent_number(const px_request *request, const char *name);

#endif
