/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The address in a mail that signs in: a page with a button, because programs that look through
 * mails open addresses too, and what the button does.
 */
#include "drafting/people/identity.h"
#include "drafting/people/mail_link.h"
#include "drafting/people/person.h"
#include "store/setting.h"
#include "web/people/sign_in_flow.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

/* A link that is used up is told as a page of its own, with the way to another one. */
static int link_gone(px_request *request, px_reply *reply, int rc, const px_error *why,
                     px_error *err)
{
    static const px_sign_in_note note = {
        N_("This link leads nowhere any more"),
        N_("It was used already or has expired. Each link signs in once, and holds for an hour."),
        "/sign-in",
        N_("Ask for a new link"),
        404,
    };

    if (rc != -(int)PX_ERR_NOT_FOUND) {
        *err = *why;
        return rc;
    }
    px_sign_in_note_write(request, reply, &note);
    return 0;
}

static int link_show(px_request *request, px_reply *reply, const px_mail_link *link, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_frame frame = { .title = px_str_of(px_tr(request->language, N_("Sign in"))),
                       .room = PX_ROOM_SIGN_IN,
                       .hidden = true };
    px_view_sign_in_link view = { 0 };
    px_identity identity;
    px_person person;
    int rc = px_person_get(request->db, request->arena, link->person, &person, err);

    if (rc >= 0 && px_identity_parse(link->detail, &identity))
        rc = px_setting_get(request->db, request->arena, "oidc.name", &view.provider, err);
    if (rc < 0)
        return rc;
    if (px_identity_parse(link->detail, &identity) && !view.provider.len)
        view.provider = identity.issuer;
    px_session_need(request, reply);
    view.name = person.name;
    view.action = px_page_address(request, "/sign-in/%.*s", PX_STR_ARG(request->params[0]));
    view.csrf = px_str_of(request->session.csrf);
    px_template_sign_in_link(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
    return 0;
}

typedef struct link_use {
    px_str token;
    px_time now;
} link_use;

/* Uses the link up; one that an account elsewhere waits for links that too. */
static int link_prove(px_db *db, void *arg, int64_t *ret_person, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const link_use *use = arg;
    px_identity identity;
    px_mail_link link;
    int rc = px_mail_link_use(db, arena, use->token, PX_LINK_SIGN_IN, use->now, &link, err);

    if (rc >= 0 && px_identity_parse(link.detail, &identity))
        rc = px_identity_add(db, &identity, link.person, err);
    if (rc >= 0)
        *ret_person = link.person;
    return rc;
}

int px_page_sign_in_link(px_request *request, px_reply *reply, px_error *err)
{
    link_use use = { request->params[0], request->now };
    px_sign_in in = { .proof = link_prove, .arg = &use, .way = PX_SIGN_IN_LINK };
    px_error why = PX_ERROR_INIT;
    px_mail_link link;
    int rc = px_mail_link_find(request->db, request->arena, use.token, PX_LINK_SIGN_IN, use.now,
                               &link, &why);

    if (rc >= 0 && request->method == PX_GET)
        return link_show(request, reply, &link, err);
    if (rc >= 0)
        rc = px_sign_in_flow(request, reply, &in, link.detail, &why);
    return rc < 0 ? link_gone(request, reply, rc, &why, err) : 0;
}
