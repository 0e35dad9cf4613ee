/* SPDX-License-Identifier: EUPL-1.2 */
/* What the dossier knows of a provision: duties and risks, each with its sources. */
#ifndef PX_WEB_PAGE_PROVISION_FACT_H
#define PX_WEB_PAGE_PROVISION_FACT_H

#include "drafting/dossier.h"
#include "web/request.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_provision px_view_provision;

/* Fills the facts of the view; id: of the provision, of which the dossier was loaded. */
void px_page_provision_facts(const px_request *request, const px_dossier *dossier, px_str id,
                             px_view_provision *view);

#endif
