/* SPDX-License-Identifier: EUPL-1.2 */
/* What the checker says of a form, as views: findings at their fields, counts, the score. */
#ifndef PX_WEB_CHECK_VIEW_H
#define PX_WEB_CHECK_VIEW_H

#include "base/json_write.h"
#include "duty/check/checked.h"
#include "duty/model_entry.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_check_list px_view_check_list;
typedef struct px_view_check_counts px_view_check_counts;
typedef struct px_view_check_report px_view_check_report;

/* Which findings a list has. */
typedef struct px_check_wish {
    const px_model_entry *model; /* whose fields the findings lead to; NULL: they lead nowhere */
    const px_str *field;         /* of that field or section alone ("": the document); NULL: all */
    unsigned severities;         /* 1u << px_severity */
    bool placed;                 /* each says where it is */
} px_check_wish;

#define PX_CHECK_ALL ((1u << PX_SEVERITY_COUNT) - 1)

/* Today in the house's zone: the day from which the age of a document counts. */
px_civil px_check_today(const px_request *request);

/* Checks a form that was filled from the claims of the subject, with what contradicts it among
 * them. */
int px_check_claimed(const px_request *request, const px_claim_subject *subject,
                     const px_filled_form *filled, px_checked *ret_checked,
                     px_error *err) PX_MUST_CHECK;

/* NULL where there are none. In the arena of the request, as all of these. */
const px_view_check_list *px_check_list_show(const px_request *request, const px_checked *checked,
                                             const px_check_wish *wish);

/* Errors, warnings, notes, and the grades of a summary. report: where all of it stands, or empty.
 */
const px_view_check_counts *px_check_counts_show(const px_request *request,
                                                 const px_checked *checked, px_str report);

/* All of it: what to mend first, counts of sections, the other findings, what could not be read,
 * the score with its criteria. model: as in px_check_wish. */
const px_view_check_report *px_check_report_show(const px_request *request,
                                                 const px_checked *checked,
                                                 const px_model_entry *model);

/* The same as members of an object: those of data/schemas/form-check.json, "unread", and for a
 * summary "score". */
void px_check_report_json(px_json *json, const px_language *language, const px_checked *checked);

/* The findings of one field or section as the member "findings". */
void px_check_field_json(px_json *json, const px_language *language, const px_checked *checked,
                         px_str field);

#endif
