/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which comments of a code a page is about, as its address says: round, version, chapter, provision
 * and so on. The list, its twin, exports and work lists read and write addresses by this alone.
 *
 *     ?process=edition-1&round=2 (or round=edition-1/2) &version=LABEL &at=LABEL &on=LASTING-ID
 *     &chapter=LASTING-ID &kind= &stance= &status= &category= &country= &origin= &wording=yes
 *     &place= &objection=open &q=WORDS &sort= &after=ID &before=ID
 */
#ifndef PX_WEB_COMMENT_ASKED_H
#define PX_WEB_COMMENT_ASKED_H

#include "drafting/comment/comment_list.h"
#include "web/request.h"

typedef struct px_comment_asked {
    px_comment_filter filter;
    px_str round;       /* "edition-1/2", or empty */
    px_str version, at; /* labels, or empty */
    bool filtered;      /* anything but the order */
} px_comment_asked;

/* Reads the query. NOT_FOUND for a round or version that is not there, or may not be seen; INVALID
 * for values that name nothing. */
int px_comment_asked_read(const px_request *request, const px_code *code,
                          px_comment_asked *ret_asked, px_error *err) PX_MUST_CHECK;

/* The same as a query with "?" in front, or empty; without the fields of that name, "after" and
 * "before", and with `name=value` where value is not empty. In the arena. */
px_str px_comment_asked_query(const px_request *request, const px_comment_asked *asked,
                              const char *name, px_str value);

/* What the query says in a field that px_comment_asked_query writes; empty for nothing. */
px_str px_comment_asked_value(const px_comment_asked *asked, const char *name);

#endif
