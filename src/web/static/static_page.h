/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of a static copy that the house itself does not have; handlers as all others are, for a
 * request that the export makes (site_export.c). */
#ifndef PX_WEB_STATIC_STATIC_PAGE_H
#define PX_WEB_STATIC_STATIC_PAGE_H

#include "web/route.h"

/* In place of the search: all provisions of the newest version of each code, to be looked through
 * by the browser's own search, or by a small script. */
px_handler_fn px_static_page_list;

/* In place of what needs the house. */
px_handler_fn px_static_page_left_out;

/* The first page of the copy: the languages. */
px_handler_fn px_static_page_start;

/* What a server shows for an address that there is not; links says that it may have some. */
int px_static_page_missing(px_request *request, px_reply *reply, bool links, px_error *err);

#endif
