/* SPDX-License-Identifier: EUPL-1.2 */
/* One mail with its text, for the secretariat; retrying and dropping it. */
#include "drafting/mail/mail_queue.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

static bool mail_can_change(const px_mail_row *mail)
{
    return mail->state == PX_MAIL_WAITING || mail->state == PX_MAIL_HELD ||
           mail->state == PX_MAIL_FAILED;
}

static void mail_one_html(px_request *request, px_reply *reply, const px_mail_row *mail)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool own = px_str_eq(mail->language, px_part_tag(request));
    const px_mail_kind_row *kind = px_mail_kind_at(mail->kind);
    px_view_mail_one view = {
        .back = px_page_address(request, "/mail"),
        .subject = mail->subject,
        .language = own ? PX_STR_NONE : mail->language,
        .address = mail->address,
        .person = mail->name,
        .kind = px_str_of(px_tr(request->language, kind->title)),
        .state = px_str_of(px_tr(request->language, px_mail_state_title(mail->state))),
        .created = px_part_moment(request, mail->created),
        .sent = px_part_moment(request, mail->sent),
        .tries = mail->tries,
        .body = px_mail_shown(request->arena, mail),
        .secret = kind->secret,
        .changed = px_fields_get(&request->query, "changed").len > 0,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = {
        .title = mail->subject, .room = PX_ROOM_DESK, .hidden = true, .one_twin = true
    };

    if (mail->person_id.len)
        view.person_link = px_page_address(request, "/people/%.*s", PX_STR_ARG(mail->person_id));
    if (mail->reason.len)
        view.reason = px_str_of(px_tr(request->language, mail->reason.ptr));
    if (mail->state == PX_MAIL_WAITING)
        view.due = px_part_moment(request, mail->due);
    if (mail_can_change(mail)) {
        px_session_need(request, reply);
        view.action = px_page_address(request, "/mail/%.*s", PX_STR_ARG(mail->id));
        view.csrf = px_str_of(request->session.csrf);
    }
    px_template_mail_one(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int mail_one_json(const px_request *request, px_reply *reply, const px_mail_row *mail,
                         px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_mail_json(&json, mail);
    px_json_pair_str(&json, "body", px_mail_shown(request->arena, mail));
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Changing it */

typedef struct mail_order {
    px_str id;
    bool drop;
} mail_order;

static int mail_order_deed(px_db *db, void *arg, px_error *err)
{
    const mail_order *order = arg;

    return order->drop ? px_mail_drop(db, order->id, err) : px_mail_retry(db, order->id, err);
}

static int mail_one_change(px_request *request, px_reply *reply, const px_mail_row *mail,
                           px_error *err)
{
    px_str what = px_fields_get(&request->form, "do");
    mail_order order = { mail->id, px_str_is(what, "drop") };
    int rc;

    if (!order.drop && !px_str_is(what, "retry"))
        return px_fail(err, PX_ERR_INVALID, N_("say what to do with the mail: retry or drop"),
                       NULL);
    rc = px_house_write(request->house, mail_order_deed, &order, err);
    if (rc >= 0)
        px_reply_see_other(reply,
                           px_page_address(request, "/mail/%.*s?changed=1", PX_STR_ARG(mail->id)));
    return rc;
}

int px_page_mail_one(px_request *request, px_reply *reply, px_error *err)
{
    px_mail_row mail;
    int rc = px_access_need(request, PX_ACTION_READ_MAIL, px_scope_house(), err);

    if (rc >= 0)
        rc = px_mail_find(request->db, request->arena, request->params[0], &mail, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->method == PX_POST)
        return mail_one_change(request, reply, &mail, err);
    if (request->json)
        return mail_one_json(request, reply, &mail, err);
    mail_one_html(request, reply, &mail);
    return 0;
}
