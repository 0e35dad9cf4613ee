/* SPDX-License-Identifier: EUPL-1.2 */
/* What the dossier of a code knows of a provision as a duty: beside its text, on its page, in JSON.
 */
#ifndef PX_WEB_PAGE_DUTY_H
#define PX_WEB_PAGE_DUTY_H

#include "drafting/dossier.h"
#include "web/reply.h"
#include "web/request.h"

/* Appends a box for each duty that the dossier has of the provision. */
void px_page_duty(const px_request *request, px_builder *out, const px_dossier *dossier, px_str id);

/* Appends the box of one duty. */
void px_page_duty_entry(const px_request *request, px_builder *out, const px_dossier *dossier,
                        const px_dossier_entry *duty);

/* Writes "duties": all of the dossier. */
void px_page_duty_json(px_json *json, const px_request *request, const px_dossier *dossier);

#endif
