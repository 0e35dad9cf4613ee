/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a provision stands in the newest version that has it, and what stands beside it there. */
#ifndef PX_WEB_PAGE_PROVISION_PLACE_H
#define PX_WEB_PAGE_PROVISION_PLACE_H

#include "code/provision.h"
#include "web/reply.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_provision px_view_provision;

typedef struct px_provision_around {
    px_text text;  /* of the version; without nodes where no version has it */
    size_t *above; /* what it stands in, from the top */
    size_t n_above;
    size_t previous, next; /* of its kind; SIZE_MAX for none */
} px_provision_around;

/* Reads the text around the provision that stands at a place. */
int px_page_provision_around(px_request *request, const px_provision_place *place,
                             px_provision_around *ret_around, px_error *err) PX_MUST_CHECK;

/* Fills the crumbs and the neighbours of the view. */
int px_page_provision_around_view(const px_request *request, const px_provision_around *around,
                                  px_str code, px_view_provision *view,
                                  px_error *err) PX_MUST_CHECK;

/* Writes "above" (from the top), "previous" and "next": lasting ids, or null. */
void px_page_provision_around_json(px_json *json, const px_provision_around *around);

#endif
