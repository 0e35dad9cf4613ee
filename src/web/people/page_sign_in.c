/* SPDX-License-Identifier: EUPL-1.2 */
/* The page to sign in, and what its forms for a link and for a password do. */
#include "drafting/people/sign_in.h"
#include "store/setting.h"
#include "web/page_part.h"
#include "web/people/sign_in_flow.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field link_fields[] = {
    { "mail", PX_FORM_MAIL, N_("Mail address"), .required = true, .autocomplete = "email" },
    { "back", PX_FORM_HIDDEN, NULL },
};

static const px_form_field password_fields[] = {
    { "mail", PX_FORM_MAIL, N_("Mail address"), .required = true, .autocomplete = "username" },
    { "password", PX_FORM_PASSWORD, N_("Password"), .required = true, .max = PX_PASSWORD_MAX,
      .autocomplete = "current-password" },
    { "back", PX_FORM_HIDDEN, NULL },
};

/* The forms of the page, each empty or as it was sent. */
typedef struct sign_in_page {
    px_form link, password;
    px_str back;
} sign_in_page;

static void page_start(sign_in_page *page, px_request *request, px_str back)
{
    px_form_start(&page->link, request, link_fields, PX_COUNT(link_fields));
    px_form_start(&page->password, request, password_fields, PX_COUNT(password_fields));
    page->link.id = "link";
    page->password.id = "password";
    page->back = back;
    px_form_set(&page->link, "back", back);
    px_form_set(&page->password, "back", back);
}

/* What the provider of sign-in is called; empty where there is none. */
static int page_provider(px_request *request, px_str *ret_name, px_error *err)
{
    px_str issuer, client;
    int rc = px_setting_get(request->db, request->arena, "oidc.issuer", &issuer, err);

    if (rc >= 0)
        rc = px_setting_get(request->db, request->arena, "oidc.client_id", &client, err);
    if (rc >= 0)
        rc = px_setting_get(request->db, request->arena, "oidc.name", ret_name, err);
    if (rc < 0)
        return rc;
    if (!issuer.len || !client.len)
        *ret_name = PX_STR("");
    else if (!ret_name->len)
        *ret_name = issuer;
    return 0;
}

static px_str page_provider_address(const px_request *request, px_str back)
{
    PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(8 * PX_REQUEST_MAX_HEADER);

    if (!back.len)
        return px_page_address(request, "/sign-in/oidc");
    px_url_encode(&value, back);
    return px_page_address(request, "/sign-in/oidc?back=%s", px_builder_cstr(&value));
}

static int page_write(px_request *request, px_reply *reply, sign_in_page *page, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool wrong = !px_form_is_valid(&page->link) || !px_form_is_valid(&page->password);
    px_view_sign_in view = { .person = request->session.who.name };
    px_frame frame = { .room = PX_ROOM_SIGN_IN, .hidden = true, .error = wrong };
    px_str title = px_str_of(px_tr(request->language, N_("Sign in")));
    int rc = page_provider(request, &view.provider, err);

    if (rc < 0)
        return rc;
    frame.title =
        px_form_title(px_form_is_valid(&page->link) ? &page->password : &page->link, title);
    view.sent = px_fields_get(&request->query, "sent").len > 0 && request->method == PX_GET;
    view.desk = px_page_address(request, "/desk");
    view.link = px_form_show(&page->link, reply, px_page_address(request, "/sign-in/link"),
                             N_("Send me a link"));
    view.password =
        px_form_show(&page->password, reply, px_page_address(request, "/sign-in"), N_("Sign in"));
    view.provider_action = page_provider_address(request, page->back);
    px_template_sign_in(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    return 0;
}

/* The twin: the ways that there are. */
static int page_twin(px_request *request, px_reply *reply, px_error *err)
{
    px_str provider;
    px_json json;
    int rc = page_provider(request, &provider, err);

    if (rc < 0)
        return rc;
    px_reply_json(reply, &json);
    px_json_key(&json, "ways");
    px_json_array(&json);
    px_json_str(&json, PX_STR("link"));
    px_json_str(&json, PX_STR("password"));
    if (provider.len)
        px_json_str(&json, PX_STR("oidc"));
    px_json_array_end(&json);
    if (provider.len)
        px_json_pair_str(&json, "provider", provider);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- By a link */

int px_page_sign_in_ask(px_request *request, px_reply *reply, px_error *err)
{
    sign_in_page page;
    px_str back;
    int rc;

    page_start(&page, request, px_fields_get(&request->form, "back"));
    if (!px_form_read(&page.link))
        return page_write(request, reply, &page, err);
    back = px_form_text(&page.link, "back");
    rc = px_link_ask(request->house, px_form_text(&page.link, "mail"), px_part_tag(request), back,
                     request->source, request->now, err);
    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_page_address(request, "/sign-in?sent=1"));
    return 0;
}

/* ---- By password */

static int page_try(px_request *request, px_reply *reply, sign_in_page *page, px_error *err)
{
    px_str mail = px_form_text(&page->password, "mail");
    px_password_try attempt = {
        .mail = mail,
        .password = px_form_text(&page->password, "password"),
        .source = request->source,
        .device = px_sign_in_device(request, mail),
        .now = request->now,
    };
    px_password_proof proof;
    px_sign_in in = { .proof = px_password_prove, .arg = &proof, .way = PX_SIGN_IN_PASSWORD };
    int rc = px_password_try_it(request->house, request->db, request->arena, &attempt, &proof, err);

    if (rc < 0)
        return rc;
    return px_sign_in_flow(request, reply, &in, px_form_text(&page->password, "back"), err);
}

int px_page_sign_in(px_request *request, px_reply *reply, px_error *err)
{
    px_error why = PX_ERROR_INIT;
    sign_in_page page;
    int rc;

    if (request->json)
        return page_twin(request, reply, err);
    if (request->method == PX_GET) {
        page_start(&page, request, px_fields_get(&request->query, "back"));
        return page_write(request, reply, &page, err);
    }
    page_start(&page, request, px_fields_get(&request->form, "back"));
    if (px_form_read(&page.password)) {
        rc = page_try(request, reply, &page, &why);
        if (rc >= 0)
            return 0;
        if (!px_form_refuse(&page.password, NULL, &why)) {
            *err = why;
            return rc;
        }
    }
    return page_write(request, reply, &page, err);
}
