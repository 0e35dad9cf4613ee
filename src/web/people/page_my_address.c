/* SPDX-License-Identifier: EUPL-1.2 */
/* A new mail address for one's own account: asking for it, and the link that is sent there. */
#include "drafting/people/mail_change.h"
#include "drafting/people/person.h"
#include "web/form_field.h"
#include "web/people/call_form.h"
#include "web/people/sign_in_flow.h"
#include "web/route.h"

#include "base/banned.h"

static const px_form_field ask_fields[] = {
    { "mail", PX_FORM_MAIL, N_("New mail address"),
      N_("A link is sent there; only with it does the address change."), .required = true,
      .autocomplete = "email" },
};

static void address_write(px_form *form, px_reply *reply, const char *title, px_str lead,
                          px_str action, const char *button)
{
    px_request *request = form->request;
    px_one_form page = {
        .room = PX_ROOM_ME,
        .back = px_page_address(request, "/me"),
        .back_title = px_str_of(px_tr(request->language, N_("Your account"))),
        .title = px_str_of(px_tr(request->language, title)),
        .lead = lead,
        .action = action,
        .button = button,
    };

    px_one_form_write(form, reply, &page);
}

/* A sentence about an address. message: with {mail}. */
static px_str address_lead(const px_request *request, const char *message, px_str mail)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_arg arg = { "mail", mail };

    px_message(&out, request->language, message, &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&out));
}

/* ---- Asking */

static int address_form(px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = form->request;
    px_person person;
    int rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);

    if (rc < 0)
        return rc;
    address_write(
        form, reply, N_("Change your mail address"),
        address_lead(request, N_("Mails come to {mail}, and by it you sign in."), person.mail),
        px_page_address(request, "/me/address"), N_("Send the link"));
    return 0;
}

int px_page_my_address(px_request *request, px_reply *reply, px_error *err)
{
    static const px_sign_in_note asked = {
        .title = N_("A link is on its way"),
        .text = N_("Open it in this browser, within an hour. If no mail comes, look at the "
                   "address again: where it belongs to another account, none is sent."),
        .link = "/me",
        .action = N_("Your account"),
    };
    px_error why = PX_ERROR_INIT;
    px_form form;
    int rc;

    px_form_start(&form, request, ask_fields, PX_COUNT(ask_fields));
    if (request->method == PX_GET || !px_form_read(&form))
        return address_form(&form, reply, err);
    rc = px_mail_change_ask(request->house, request->session.who.person,
                            px_form_text(&form, "mail"), request->now, &why);
    if (rc >= 0) {
        px_sign_in_note_write(request, reply, &asked);
        return 0;
    }
    if (px_form_refuse(&form, "mail", &why))
        return address_form(&form, reply, err);
    *err = why;
    return rc;
}

/* ---- The link */

static int address_gone(px_request *request, px_reply *reply, int rc, const px_error *why,
                        px_error *err)
{
    static const px_sign_in_note gone = {
        .title = N_("This link leads nowhere any more"),
        .text = N_("It was used already, has expired, or belongs to another account than the one "
                   "that you are signed in to. Your mail address is as it was."),
        .link = "/me/address",
        .action = N_("Ask for a new link"),
        .status = 404,
    };

    if (rc != -(int)PX_ERR_NOT_FOUND && rc != -(int)PX_ERR_CONFLICT) {
        *err = *why;
        return rc;
    }
    px_sign_in_note_write(request, reply, &gone);
    return 0;
}

int px_page_my_address_link(px_request *request, px_reply *reply, px_error *err)
{
    px_mail_change deed = { request->session.who.person, request->params[0], request->session.token,
                            request->now };
    px_error why = PX_ERROR_INIT;
    px_str address;
    px_form form;
    int rc = px_mail_change_find(request->db, request->arena, deed.person, deed.token, deed.now,
                                 &address, &why);

    if (rc >= 0 && request->method == PX_GET) {
        px_form_start(&form, request, NULL, 0);
        address_write(
            &form, reply, N_("Confirm your new mail address"),
            address_lead(request, N_("Your account is to have the mail address {mail}."), address),
            px_page_address(request, "/me/address/%.*s", PX_STR_ARG(deed.token)),
            N_("Change the address"));
        return 0;
    }
    if (rc >= 0)
        rc = px_house_write(request->house, px_mail_change_use, &deed, &why);
    if (rc < 0)
        return address_gone(request, reply, rc, &why, err);
    px_reply_see_other(reply, px_page_address(request, "/me?address=1"));
    return 0;
}
