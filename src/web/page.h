/* SPDX-License-Identifier: EUPL-1.2 */
/* An answer ready to be sent: body and what its headers say. Plain value; the entity is counted. */
#ifndef PX_WEB_PAGE_H
#define PX_WEB_PAGE_H

#include "web/entity.h"
#include "web/request.h"

typedef struct px_page {
    int status;
    const struct px_route *route;             /* NULL: none was found */
    px_entity *entity;                        /* owned */
    const char *content_type, *cache_control; /* constants */
    const char *vary;                         /* a constant */
    px_time until;                            /* as in px_reply */
    const px_language *language;              /* NULL: the body is in no language */
} px_page;

#endif
