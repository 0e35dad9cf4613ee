/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes from an app: turning them on and off, recovery codes. */
#include "drafting/people/person.h"
#include "drafting/people/sign_in.h"
#include "web/page_frame.h"
#include "web/people/page_security.h"
#include "web/people/qr_svg.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field app_fields[] = {
    { "code", PX_FORM_TEXT, N_("Code"), N_("The six digits that your app shows now."),
      .required = true, .max = 20, .autocomplete = "one-time-code" },
    { "secret", PX_FORM_HIDDEN, NULL },
};

void px_security_codes_make(px_recovery_codes *ret_codes)
{
    for (size_t i = 0; i < PX_RECOVERY_CODES; i++)
        px_recovery_make(ret_codes->codes[i]);
}

void px_security_codes_show(px_request *request, px_reply *reply, const px_recovery_codes *codes,
                            bool on)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_security_code rows[PX_RECOVERY_CODES];
    px_view_security_codes view = { .on = on, .codes = rows, .n_codes = PX_RECOVERY_CODES };
    px_frame frame = { .room = PX_ROOM_ME, .hidden = true, .error = true };

    frame.title = px_str_of(px_tr(request->language, N_("Your recovery codes")));
    for (size_t i = 0; i < PX_RECOVERY_CODES; i++)
        rows[i].code = px_str_of(codes->codes[i]);
    view.security = px_page_address(request, "/me/security");
    px_session_need(request, reply);
    px_template_security_codes(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
}

/* The secret as apps read it: otpauth://totp/HOUSE:ADDRESS?secret=...&issuer=HOUSE */
static int app_address(px_request *request, const char *secret, px_str *ret_address, px_error *err)
{
    PX_AUTO_BUILDER px_builder address = PX_BUILDER_INIT(8 * 1024);
    px_str house = px_str_of(px_house_name(request->house));
    px_person person;
    int rc = px_person_get(request->db, request->arena, request->session.who.person, &person, err);

    if (rc < 0)
        return rc;
    px_builder_add(&address, "otpauth://totp/");
    px_url_encode(&address, house);
    px_builder_char(&address, ':');
    px_url_encode(&address, person.mail);
    px_builder_format(&address, "?secret=%s&issuer=", secret);
    px_url_encode(&address, house);
    *ret_address = px_arena_str(request->arena, px_builder_view(&address));
    return 0;
}

static int app_show(px_request *request, px_reply *reply, px_form *form,
                    const px_totp_secret *secret, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder drawing = PX_BUILDER_INIT(256 * 1024);
    px_str label = px_str_of(px_tr(request->language, N_("The secret as a QR code")));
    px_view_security_app view = { .security = px_page_address(request, "/me/security") };
    px_frame frame = { .room = PX_ROOM_ME, .hidden = true };
    char text[PX_TOTP_TEXT_LEN + 1];
    int rc;

    px_totp_print(secret, text);
    rc = app_address(request, text, &view.address, err);
    if (rc >= 0)
        rc = px_qr_svg(&drawing, view.address.ptr, label, err);
    if (rc < 0)
        return rc;
    px_form_set(form, "secret", px_str_of(text));
    view.secret = px_str_of(text);
    view.drawing = px_builder_view(&drawing);
    frame.title =
        px_form_title(form, px_str_of(px_tr(request->language, N_("A code from an app"))));
    frame.error = !px_form_is_valid(form);
    view.form =
        px_form_show(form, reply, px_page_address(request, "/me/security/app"), N_("Turn it on"));
    px_template_security_app(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    return 0;
}

/* Turns it on where the code is right: 1 when the answer is given. */
static int app_turn_on(px_request *request, px_reply *reply, px_form *form,
                       const px_totp_secret *secret, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    px_recovery_codes codes = { 0 };
    int rc;

    if (!px_totp_check(secret, px_form_text(form, "code"), request->now, 0, &deed.used)) {
        px_form_fail(form, "code",
                     N_("this code is not right; check that the clock of the telephone is, and "
                        "type the next one"),
                     NULL);
        return 0;
    }
    px_security_codes_make(&codes);
    deed.secret = secret;
    deed.codes = &codes;
    rc = px_house_write(request->house, px_account_second, &deed, err);
    if (rc < 0)
        return rc;
    px_security_codes_show(request, reply, &codes, true);
    return 1;
}

int px_page_security_app(px_request *request, px_reply *reply, px_error *err)
{
    px_totp_secret secret;
    px_credential credential;
    px_form form;
    int rc = px_credential_read(request->db, request->arena, request->session.who.person,
                                &credential, err);

    if (rc < 0)
        return rc;
    if (credential.second) { /* it is turned off first, by a code of the old secret */
        px_reply_see_other(reply, px_page_address(request, "/me/security"));
        return 0;
    }
    px_form_start(&form, request, app_fields, PX_COUNT(app_fields));
    if (request->method == PX_POST) {
        bool read = px_form_read(&form);

        if (!px_totp_read(px_form_text(&form, "secret"), &secret))
            px_totp_make(&secret);
        else if (read && (rc = app_turn_on(request, reply, &form, &secret, err)) != 0)
            return PX_MIN(rc, 0);
    } else {
        px_totp_make(&secret);
    }
    return app_show(request, reply, &form, &secret, err);
}

/* ---- With the code of the app that is in use */

/* Counts and does a deed that a code of `form` has to prove; refusals are told at the field. */
static int app_prove(px_request *request, px_form *form, px_write_fn *fn, px_account_deed *deed,
                     px_error *err)
{
    px_error why = PX_ERROR_INIT;
    int rc =
        px_second_count(request->house, deed->person, request->session.token, request->now, &why);

    deed->code = px_form_text(form, "code");
    if (rc >= 0)
        rc = px_house_write(request->house, fn, deed, &why);
    if (rc >= 0 || px_form_refuse(form, "code", &why))
        return 0;
    *err = why;
    return rc;
}

int px_page_security_app_end(px_request *request, px_reply *reply, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    px_security_page page;
    int rc = px_security_start(request, &page, err);

    if (rc >= 0 && px_form_read(&page.app_end))
        rc = app_prove(request, &page.app_end, px_account_second_end, &deed, err);
    if (rc < 0)
        return rc;
    if (!px_form_is_valid(&page.app_end))
        return px_security_write(request, reply, &page, err);
    px_reply_see_other(reply, px_page_address(request, "/me/security?done=off"));
    return 0;
}

int px_page_security_codes(px_request *request, px_reply *reply, px_error *err)
{
    px_account_deed deed = px_security_deed(request);
    px_security_page page;
    px_recovery_codes codes = { 0 };
    int rc = px_security_start(request, &page, err);

    px_security_codes_make(&codes);
    deed.codes = &codes;
    if (rc >= 0 && px_form_read(&page.codes))
        rc = app_prove(request, &page.codes, px_account_recovery, &deed, err);
    if (rc < 0)
        return rc;
    if (!px_form_is_valid(&page.codes))
        return px_security_write(request, reply, &page, err);
    px_security_codes_show(request, reply, &codes, false);
    return 0;
}
