/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How often a person wants mails: /me/mail for whoever has signed in, /unsubscribe/TOKEN behind the
 * link in each mail that can be stopped. The token stands for the person and for the right to do
 * this one thing, so that the program of a mail box can stop them with one click (RFC 8058):
 * without cookies, and without our form's token.
 */
#include "drafting/mail/mail_queue.h"
#include "drafting/people/person.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

static const struct {
    const char *value, *label, *note;
} wishes[] = {
    { "each", N_("Each at once"), NULL },
    { "daily", N_("Together, once a day"), N_("at seven in the morning") },
    { "weekly", N_("Together, once a week"), N_("on Monday at seven in the morning") },
    { "none", N_("None"), N_("only what concerns your account and your applications") },
};

typedef struct wish_page {
    px_person person;
    px_str action;
    px_str wish; /* as it is now */
    bool own;    /* on one's account; else behind a link in a mail */
    bool saved, stopped;
} wish_page;

static void wish_html(px_request *request, px_reply *reply, const wish_page *p)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_wish_choice rows[PX_COUNT(wishes)];
    px_view_mail_wish view = {
        .me = p->own ? px_page_address(request, "/me") : PX_STR_NONE,
        .address = p->person.mail,
        .saved = p->saved,
        .stopped = p->stopped,
        .action = p->action,
        .choices = rows,
        .n_choices = PX_COUNT(wishes),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Mails to you"))),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };

    px_session_need(request, reply);
    view.csrf = px_str_of(request->session.csrf);
    for (size_t i = 0; i < PX_COUNT(wishes); i++)
        rows[i] = (px_view_wish_choice){
            .value = px_str_of(wishes[i].value),
            .label = px_str_of(px_tr(request->language, wishes[i].label)),
            .note =
                wishes[i].note ? px_str_of(px_tr(request->language, wishes[i].note)) : PX_STR_NONE,
            .chosen = px_str_is(p->wish, wishes[i].value),
        };
    px_template_mail_wish(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    reply->cache_control = "no-store";
}

typedef struct wish_order {
    int64_t person;
    px_str wish;
} wish_order;

static int wish_deed(px_db *db, void *arg, px_error *err)
{
    const wish_order *order = arg;

    return px_mail_wish(db, order->person, order->wish, err);
}

static int wish_change(px_request *request, wish_page *p, px_str wish, px_error *err)
{
    wish_order order = { p->person.row, wish };
    int rc = px_house_write(request->house, wish_deed, &order, err);

    if (rc >= 0) {
        p->wish = wish;
        p->saved = true;
    }
    return rc;
}

/* ---- Whoever has signed in */

static int wish_json(px_reply *reply, const wish_page *p, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "address", p->person.mail);
    px_json_pair_str(&json, "digest", p->wish);
    px_json_object_end(&json);
    reply->cache_control = "no-store";
    return px_json_finish(&json, err);
}

int px_page_my_mail(px_request *request, px_reply *reply, px_error *err)
{
    wish_page p = { .own = true, .action = px_page_address(request, "/me/mail") };
    int rc =
        px_person_get(request->db, request->arena, request->session.who.person, &p.person, err);

    if (rc < 0)
        return rc;
    p.wish = p.person.digest;
    p.saved = px_fields_get(&request->query, "saved").len > 0;
    if (request->json)
        return wish_json(reply, &p, err);
    if (request->method == PX_POST) {
        rc = wish_change(request, &p, px_fields_get(&request->form, "digest"), err);
        if (rc >= 0)
            px_reply_see_other(reply, px_page_address(request, "/me/mail?saved=1"));
        return rc;
    }
    wish_html(request, reply, &p);
    return 0;
}

/* ---- Behind the link */

static int wish_fail_token(const px_request *request, px_error *err)
{
    return px_fail(err, request->method == PX_POST ? PX_ERR_FORBIDDEN : PX_ERR_NOT_FOUND,
                   N_("this link to stop mails is not whole, or is of another site; use the one at "
                      "the end of a mail as it stands there"),
                   NULL);
}

static int wish_find(const px_request *request, px_person *ret_person, px_error *err)
{
    px_person person;
    px_str id;
    int rc;

    if (!px_mail_token_read(request->house, request->params[0], &id))
        return wish_fail_token(request, err);
    rc = px_person_find(request->db, request->arena, id, &person, err);
    if (rc == -PX_ERR_NOT_FOUND || (rc >= 0 && px_str_is(person.state, "erased")))
        return wish_fail_token(request, err);
    if (rc >= 0)
        *ret_person = person;
    return rc;
}

int px_page_unsubscribe(px_request *request, px_reply *reply, px_error *err)
{
    px_str click = px_fields_get(&request->form, "List-Unsubscribe");
    wish_page p = { .action = px_page_address(request, "/unsubscribe/%.*s",
                                              PX_STR_ARG(request->params[0])) };
    int rc = wish_find(request, &p.person, err);

    if (rc < 0)
        return rc;
    p.wish = p.person.digest;
    if (request->method == PX_POST) {
        p.stopped = px_str_is(click, "One-Click");
        rc = wish_change(request, &p,
                         p.stopped ? PX_STR("none") : px_fields_get(&request->form, "digest"), err);
    }
    if (rc < 0)
        return rc;
    wish_html(request, reply, &p);
    return 0;
}
