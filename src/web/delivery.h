/* SPDX-License-Identifier: EUPL-1.2 */
/* From a reply to what libmicrohttpd sends: entity tag, compression, every header. */
#ifndef PX_WEB_DELIVERY_H
#define PX_WEB_DELIVERY_H

#include <microhttpd.h>

#include "web/page.h"
#include "web/reply.h"

typedef struct px_delivery {
    int status;
    struct MHD_Response *response; /* for MHD_destroy_response */
    size_t bytes;                  /* of the body that is sent */
} px_delivery;

/* Makes the page of a reply, taking its body or entity. */
px_page px_delivery_page(const px_request *request, px_reply *reply);

/* Chooses form and status (304 where the client has it already) and writes the headers; reply may
 * be NULL (a page of the cache has no headers of its own). The entity stays the caller's. */
px_delivery px_delivery_make(const px_request *request, const px_page *page, const px_reply *reply);

/* A short answer without any request, in plain English text, for a server that has no room. */
struct MHD_Response *px_delivery_plain(const char *sentence, bool https) PX_MUST_CHECK;

#endif
