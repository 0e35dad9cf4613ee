/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of an application, and what several pages of calls share. */
#ifndef PX_WEB_CALL_FORM_H
#define PX_WEB_CALL_FORM_H

#include "drafting/people/application.h"
#include "web/form_field.h"
#include "web/page_frame.h"

/* The form of applications to the call: of a new one, or (change) of one that is there, without
 * address and consent. Offers what the house knows. */
int px_call_form_start(px_form *form, px_request *request, const px_call *call, bool change,
                       px_error *err) PX_MUST_CHECK;

/* What the form holds, as the deeds take it; slices of the form. */
px_application px_call_form_given(const px_form *form, const px_call *call);

/* What an application holds, into the form. */
void px_call_form_fill(px_form *form, const px_application *application);

/* A number of the register of another form than usual is doubted once: sent again unchanged, it is
 * taken. Call after px_form_read; false where it is doubted. */
bool px_call_form_check_number(px_form *form);

/* Takes an error of a deed to its field; false where it must go up. */
bool px_call_form_refuse(px_form *form, const px_error *err);

/* The call of the address; NOT_FOUND. */
int px_call_of_request(const px_request *request, px_call *ret_call, px_error *err) PX_MUST_CHECK;

/* Options from the house, in the reader's language. */
int px_call_offer_groups(px_form *form, const char *name, int64_t process, size_t *ret_count,
                         px_error *err) PX_MUST_CHECK;
void px_call_offer_functions(px_form *form, const char *name);

/* Author of an act: the public id of whoever has signed in. */
const char *px_call_author(const px_request *request);

/* A page that is one form (templates/one_form.html). */
typedef struct px_one_form {
    px_room room; /* PX_ROOM_NONE: codes */
    px_str back, back_title, title, lead;
    px_str action;
    const char *button; /* message id */
} px_one_form;
void px_one_form_write(px_form *form, px_reply *reply, const px_one_form *page);

#endif
