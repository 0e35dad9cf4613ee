/* SPDX-License-Identifier: EUPL-1.2 */
/* What changed in a provision, with all that stands in it, between neighbouring versions. */
#ifndef PX_WEB_PAGE_PROVISION_CHANGE_H
#define PX_WEB_PAGE_PROVISION_CHANGE_H

#include "code/compare/compare_detail.h"
#include "code/provision.h"
#include "web/reply.h"
#include "web/request.h"

typedef struct px_provision_change {
    px_compare_version old_version, new_version;
    px_compare_detail detail;
    bool any; /* something is another than before; else the rest is not to be shown */
} px_provision_change;

/* One for each place but the oldest: from the place behind it to it. Texts of two languages are not
 * compared. texts: of each place. */
int px_page_provision_changes(const px_request *request, const px_provision_place *places,
                              px_text *texts, size_t count, px_provision_change **ret_changes,
                              px_error *err) PX_MUST_CHECK;

/* Appends the text with its changes marked. index: of the place. */
int px_page_provision_change_html(const px_request *request, const px_provision_change *change,
                                  size_t index, px_builder *out, px_error *err) PX_MUST_CHECK;

/* Writes "comparisons": those with any change, newest first. count: of the places. */
void px_page_provision_changes_json(px_json *json, const px_provision_change *changes,
                                    size_t count);

#endif
