/* SPDX-License-Identifier: EUPL-1.2 */
/* The forms on a person's page for those who keep people, and what becomes of them. */
#ifndef PX_WEB_PERSON_CHANGE_H
#define PX_WEB_PERSON_CHANGE_H

#include "drafting/people/interest.h"
#include "drafting/people/person.h"
#include "web/process/form_page.h"

/* Of the compiled templates (web/templates.h). */
typedef struct px_view_person_part px_view_person_part;

/* A person as the reader sees them. */
typedef struct px_person_page {
    px_person person;
    px_grant_row *grants;
    size_t n_grants;
    px_interest *interests;
    size_t n_interests;
    bool self, all, writes; /* the reader's own; seen whole; known to the public */
    px_form_page change;    /* no forms: the reader may not change anything */
    size_t sent;            /* index of the form that was sent */
} px_person_page;

/* Makes the forms that the reader may send. */
int px_person_change_start(px_request *request, px_person_page *page, px_error *err) PX_MUST_CHECK;

/* Carries out the form that was sent; *ret_done is false where it is to be shown again. FORBIDDEN
 * where the reader may not do it there. */
int px_person_change_sent(px_request *request, px_person_page *page, bool *ret_done,
                          px_error *err) PX_MUST_CHECK;

/* The forms as parts of the page. */
const px_view_person_part *px_person_change_parts(px_person_page *page, px_reply *reply,
                                                  size_t *ret_count);

#endif
