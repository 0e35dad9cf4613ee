/* SPDX-License-Identifier: EUPL-1.2 */
/* The contents beside a text: its headings, three levels deep. */
#ifndef PX_WEB_PAGE_CONTENTS_H
#define PX_WEB_PAGE_CONTENTS_H

#include "code/code.h"
#include "web/request.h"

/* Appends nested lists of links to the headings; nothing where there are none. Of long contents,
 * what stands below a heading is in a <details> that is closed. */
int px_page_contents(const px_request *request, px_builder *out, const px_text *text,
                     px_error *err) PX_MUST_CHECK;

#endif
