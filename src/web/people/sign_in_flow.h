/* SPDX-License-Identifier: EUPL-1.2 */
/* What all ways of signing in end with: the session, the second factor, the way on. */
#ifndef PX_WEB_PEOPLE_SIGN_IN_FLOW_H
#define PX_WEB_PEOPLE_SIGN_IN_FLOW_H

#include "drafting/people/sign_in.h"
#include "web/form_field.h"
#include "web/page_frame.h"

/* Opens the session that the proof (px_sign_in) gives the right to and leads on to `back`, or shows
 * the page that asks for a code first. Failures are those of the proof. */
int px_sign_in_flow(px_request *request, px_reply *reply, px_sign_in *in, px_str back,
                    px_error *err) PX_MUST_CHECK;

/* Where to go on: a page of this site as asked, else the desk. */
px_str px_sign_in_back(const px_request *request, px_str asked);

/* The mark of a browser in which that account signed in before, by its cookie; or empty. The
 * cookie is set by px_sign_in_flow and signed by the house (device cookies, OWASP). */
px_str px_sign_in_device(const px_request *request, px_str mail);

/* A message on its own where a form stood: what was done, or that something is no more. */
typedef struct px_sign_in_note {
    const char *title, *text;  /* message ids */
    const char *link, *action; /* an address without language, and what stands on it; or NULL */
    int status;                /* 0: 200 */
} px_sign_in_note;
void px_sign_in_note_write(px_request *request, px_reply *reply, const px_sign_in_note *note);

#endif
