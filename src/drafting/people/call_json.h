/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls and applications as JSON, for twins and the command line. Each writes one object. */
#ifndef PX_DRAFTING_PEOPLE_CALL_JSON_H
#define PX_DRAFTING_PEOPLE_CALL_JSON_H

#include "base/json_write.h"
#include "drafting/people/application.h"

/* now: for the state. */
void px_call_json(px_json *json, const px_call *call, px_time now);

/* personal: with name, address and texts; for those who may see them. */
void px_application_json(px_json *json, const px_application *application, bool personal);

/* An array with the counts of each category. */
void px_application_counts_json(px_json *json, const px_application_count *counts, size_t n);

#endif
