/* SPDX-License-Identifier: EUPL-1.2 */
/* The frame around every page: head, header with the rooms and languages, footer. */
#ifndef PX_WEB_PAGE_FRAME_H
#define PX_WEB_PAGE_FRAME_H

#include "web/reply.h"
#include "web/request.h"

typedef enum px_room {
    PX_ROOM_NONE,
    PX_ROOM_CODES,
    PX_ROOM_REGISTER,
    PX_ROOM_SEARCH,
    PX_ROOM_PEOPLE,
    PX_ROOM_LOG,
    PX_ROOM_ABOUT,
    PX_ROOM_DESK,
    PX_ROOM_ME,
    PX_ROOM_SIGN_IN
} px_room;

typedef struct px_frame {
    px_str title;            /* of the page; the house's name is added */
    px_str description;      /* one sentence for search engines, or empty */
    px_room room;            /* what the header marks as the present place */
    px_str query;            /* with "?", what the same page in another language needs; or empty */
    px_str feed, feed_title; /* of what the page is about, or empty: the feed of the house alone */
    bool hidden;             /* not for search engines */
    bool one_twin;           /* the JSON twin is the same whatever the query says */
    bool error;              /* an error page: no canonical address, other languages lead home */
} px_frame;

/* Appends the whole page around the body to the reply, and lets it be kept for all readers where
 * it is the same for them. */
void px_frame_write(const px_request *request, px_reply *reply, const px_frame *frame,
                    const px_builder *body);

/* An address of this site in the language of the request, in its arena; the rest is as in
 * px_arena_format, its parts encoded where they need it: px_page_address(r, "/codes/%s", ...). */
px_str px_page_address(const px_request *request, const char *format, ...) PX_PRINTF(2, 3);

#endif
