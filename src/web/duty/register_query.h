/* SPDX-License-Identifier: EUPL-1.2 */
/* What an address of the register chooses: ?form=, ?provider=, ?q=, ?language=, ?from=, ?to=,
 * ?order=, ?page=. */
#ifndef PX_WEB_REGISTER_QUERY_H
#define PX_WEB_REGISTER_QUERY_H

#include "duty/register.h"
#include "web/request.h"

enum { PX_REGISTER_PAGE = 50 /* documents on a page */ };

typedef struct px_register_query {
    px_register_filter filter; /* with offset and max of the page, and one more to tell the next */
    long long page;
    bool refused; /* a day that is none was asked for; it is left out */
} px_register_query;

/* What the query of the request says; what it says wrongly is left out. */
px_register_query px_register_query_read(const px_request *request);

/* The same as a query with "?", on that page (1: none is named), or empty. */
px_str px_register_query_text(const px_request *request, const px_register_filter *filter,
                              long long page);

/* The recipient whose view of a published document the register leads to: one that is public, else
 * one that was; of a summary the public. */
px_recipient px_register_recipient(const px_published *published);

/* Where that is read. */
px_str px_register_link(const px_request *request, const px_published *published);

#endif
