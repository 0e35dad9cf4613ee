/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/page_security.h"

#include <sodium.h>

#include "store/setting.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

/* Without the old password, which only those are asked for who are known to have it. */
static const px_form_field password_fields[] = {
    { "password", PX_FORM_PASSWORD, N_("New password"),
      N_("At least 12 characters; a few words that do not belong together are good."),
      .required = true, .max = PX_PASSWORD_MAX, .autocomplete = "new-password" },
};

static const px_form_field password_change_fields[] = {
    { "old", PX_FORM_PASSWORD, N_("Present password"), .required = true, .max = PX_PASSWORD_MAX,
      .autocomplete = "current-password" },
    { "password", PX_FORM_PASSWORD, N_("New password"),
      N_("At least 12 characters; a few words that do not belong together are good."),
      .required = true, .max = PX_PASSWORD_MAX, .autocomplete = "new-password" },
};

static const px_form_field code_fields[] = {
    { "code", PX_FORM_TEXT, N_("Code"),
      N_("The six digits that your app shows now, or one of your recovery codes."),
      .required = true, .max = 60, .autocomplete = "one-time-code" },
};

/* What was done, as the address that a form leads back to says it. */
static const struct {
    const char *name, *text;
} done[] = {
    { "password", N_("The password is set.") },
    { "no-password", N_("The password is taken away.") },
    { "off", N_("The code from an app is not asked for any more.") },
    { "session", N_("The session was ended.") },
    { "sessions", N_("All other sessions were ended.") },
    { "identity", N_("The account elsewhere is unlinked.") },
    { "linked", N_("The account elsewhere is linked.") },
};

px_account_deed px_security_deed(const px_request *request)
{
    return (px_account_deed){ .person = request->session.who.person,
                              .token = request->session.token,
                              .now = request->now };
}

int px_security_start(px_request *request, px_security_page *page, px_error *err)
{
    px_person_session session;
    px_who who;
    int rc = px_credential_read(request->db, request->arena, request->session.who.person,
                                &page->credential, err);

    if (rc >= 0)
        rc = px_person_session_find(request->db, request->arena, request->session.token,
                                    request->now, &session, &who, err);
    if (rc < 0)
        return rc;
    page->asks_old =
        page->credential.password.len &&
        !(session.way == PX_SIGN_IN_LINK && session.created + PX_ACCOUNT_FRESH > request->now);
    if (page->asks_old)
        px_form_start(&page->password, request, password_change_fields,
                      PX_COUNT(password_change_fields));
    else
        px_form_start(&page->password, request, password_fields, PX_COUNT(password_fields));
    px_form_start(&page->app_end, request, code_fields, PX_COUNT(code_fields));
    px_form_start(&page->codes, request, code_fields, PX_COUNT(code_fields));
    page->password.id = "password-form";
    page->app_end.id = "off";
    page->codes.id = "codes";
    return 0;
}

/* ---- The page */

static int security_sessions(px_request *request, px_view_security *view, px_error *err)
{
    px_token_hash own = px_token_hash_of(request->session.token);
    px_view_security_session *rows;
    px_person_session *sessions;
    size_t count;
    int rc = px_person_session_list(request->db, request->arena, request->session.who.person,
                                    request->now, &sessions, &count, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; i < count; i++)
        rows[i] = (px_view_security_session){
            .id = px_str_of(sessions[i].id),
            .way = px_str_of(px_tr(request->language, px_sign_in_way_title(sessions[i].way))),
            .since = px_part_moment(request, sessions[i].created),
            .seen = px_part_moment(request, sessions[i].seen),
            .current = sodium_memcmp(&sessions[i].hash, &own, sizeof(own)) == 0,
        };
    view->sessions = rows;
    view->n_sessions = count;
    view->others = count > 1;
    return 0;
}

static int security_identities(px_request *request, px_view_security *view, px_error *err)
{
    px_view_security_identity *rows;
    px_identity *identities;
    size_t count;
    int rc = px_identity_list(request->db, request->arena, request->session.who.person, &identities,
                              &count, err);

    if (rc >= 0)
        rc = px_setting_get(request->db, request->arena, "oidc.name", &view->provider, err);
    if (rc >= 0 && !view->provider.len)
        rc = px_setting_get(request->db, request->arena, "oidc.issuer", &view->provider, err);
    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; i < count; i++)
        rows[i] = (px_view_security_identity){ .issuer = identities[i].issuer,
                                               .subject = identities[i].subject };
    view->identities = rows;
    view->n_identities = count;
    return 0;
}

static void security_forms(px_request *request, px_reply *reply, px_security_page *page,
                           px_view_security *view)
{
    view->has_password = page->credential.password.len > 0;
    view->password =
        px_form_show(&page->password, reply, px_page_address(request, "/me/security/password"),
                     view->has_password ? N_("Change the password") : N_("Set the password"));
    view->password_end = px_page_address(request, "/me/security/password/end");
    view->second = page->credential.second;
    view->recovery = (long long)page->credential.recovery;
    view->app = px_page_address(request, "/me/security/app");
    view->app_end = px_form_show(
        &page->app_end, reply, px_page_address(request, "/me/security/app/end"), N_("Turn it off"));
    view->codes = px_form_show(&page->codes, reply, px_page_address(request, "/me/security/codes"),
                               N_("Make new codes"));
    view->session_end = px_page_address(request, "/me/security/session");
    view->provider_link = px_page_address(request, "/sign-in/oidc?link=1");
    view->identity_end = px_page_address(request, "/me/security/identity");
    view->csrf = px_str_of(request->session.csrf);
}

int px_security_write(px_request *request, px_reply *reply, px_security_page *page, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool wrong = !px_form_is_valid(&page->password) || !px_form_is_valid(&page->app_end) ||
                 !px_form_is_valid(&page->codes);
    px_str title = px_str_of(px_tr(request->language, N_("Signing in and security")));
    px_str was = px_fields_get(&request->query, "done");
    px_view_security view = { .me = px_page_address(request, "/me") };
    px_frame frame = { .room = PX_ROOM_ME, .hidden = true, .error = wrong };
    int rc = security_sessions(request, &view, err);

    if (rc >= 0)
        rc = security_identities(request, &view, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < PX_COUNT(done); i++)
        if (px_str_is(was, done[i].name) && !wrong)
            view.done = px_str_of(px_tr(request->language, done[i].text));
    frame.title =
        wrong ? px_part_headed(request, px_str_of(px_tr(request->language, N_("Error"))), title)
              : title;
    security_forms(request, reply, page, &view);
    px_template_security(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    return 0;
}

static int security_twin(px_request *request, px_reply *reply, const px_security_page *page,
                         px_error *err)
{
    px_person_session *sessions;
    px_json json;
    size_t count;
    int rc = px_person_session_list(request->db, request->arena, request->session.who.person,
                                    request->now, &sessions, &count, err);

    if (rc < 0)
        return rc;
    px_reply_json(reply, &json);
    px_json_pair_bool(&json, "password", page->credential.password.len > 0);
    px_json_pair_bool(&json, "second", page->credential.second);
    px_json_pair_int(&json, "recovery_codes", (long long)page->credential.recovery);
    px_json_key(&json, "sessions");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_json_pair_cstr(&json, "id", sessions[i].id);
        px_json_pair_cstr(&json, "way", px_sign_in_way_name(sessions[i].way));
        px_json_pair_time(&json, "created", sessions[i].created);
        px_json_pair_time(&json, "seen", sessions[i].seen);
        px_json_pair_time(&json, "expires", sessions[i].expires);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    reply->cache_control = "no-store";
    return px_json_finish(&json, err);
}

int px_page_security(px_request *request, px_reply *reply, px_error *err)
{
    px_security_page page;
    int rc = px_security_start(request, &page, err);

    if (rc < 0)
        return rc;
    return request->json ? security_twin(request, reply, &page, err)
                         : px_security_write(request, reply, &page, err);
}
