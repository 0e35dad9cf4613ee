/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a comparison, as its address says it: what the page of a comparison and the one on
 * which versions are chosen share. */
#ifndef PX_WEB_PAGE_COMPARE_H
#define PX_WEB_PAGE_COMPARE_H

#include "web/request.h"

typedef struct px_compare_form {
    bool side; /* view=side: side by side */
    bool only; /* only=changes */
} px_compare_form;

/* From the query; other values count as none. */
px_compare_form px_compare_form_read(const px_request *request);

/* With "?"; empty for the usual form. */
px_str px_compare_form_query(px_compare_form form);

#endif
