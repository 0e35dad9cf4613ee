/* SPDX-License-Identifier: EUPL-1.2 */
/* How a submitted comment ends: its author withdraws it, or whoever is named as its author says
 * that they never made it. */
#include "drafting/comment/submit.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field withdraw_fields[] = {
    { "reason", PX_FORM_LONG, N_("Why you withdraw it"), N_("If you say why, that is public."),
      .max = 1000 },
    { "certain", PX_FORM_CHECK,
      N_("Withdraw it: its words and files go for good, its number and place stay"),
      .required = true },
};
static const px_form_field disown_fields[] = {
    { "reason", PX_FORM_LONG, N_("What happened"),
      N_("This is public. Write nothing about other people that they would not want to read."),
      .max = 1000 },
    { "certain", PX_FORM_CHECK,
      N_("This comment was not made by the person who is named as its author"), .required = true },
};

typedef struct end_way {
    const px_form_field *fields;
    const char *title, *lead, *button;
    px_write_fn *deed;
} end_way;

static const end_way withdraw_way = {
    withdraw_fields, N_("Withdraw a comment"),
    N_("Its number and its place stay, and that it was withdrawn; nobody can read its words any "
       "more. This cannot be taken back."),
    N_("Withdraw it"), px_comment_withdraw_deed
};
static const end_way disown_way = {
    disown_fields, N_("A comment that was falsely attributed"),
    N_("In its place will stand that it was falsely attributed. Its words go for good. This cannot "
       "be taken back."),
    N_("Say that it was falsely attributed"), px_comment_disown_deed
};

static void end_show(const px_comment_view *v, const end_way *way, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = v->request;
    px_view_one_form view = {
        .back = px_comment_view_link(request, &v->comment, ""),
        .back_title = px_comment_view_name(request, &v->comment),
        .title = px_str_of(px_tr(request->language, way->title)),
        .lead = px_str_of(px_tr(request->language, way->lead)),
        .form = px_form_show(form, reply, px_request_address(request, request->language, false),
                             way->button),
    };
    px_frame frame = { .title = px_form_title(form, view.title),
                       .room = PX_ROOM_CODES,
                       .hidden = true };

    px_template_one_form(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int end_answer(px_request *request, px_reply *reply, const px_comment_view *v,
                      const end_way *way, px_error *err)
{
    bool done = false;
    px_form form;
    int rc;

    px_form_start(&form, request, way->fields, PX_COUNT(withdraw_fields));
    if (request->method == PX_POST && px_form_read(&form)) {
        px_comment_end end = {
            .id = v->comment.id,
            .reason = px_form_text(&form, "reason"),
            .person = request->session.who.person,
            .author = px_form_author(request),
        };

        rc = px_form_deed(&form, way->deed, &end, &done, err);
        if (rc < 0)
            return rc;
    }
    if (done)
        px_reply_see_other(reply, px_comment_view_link(request, &v->comment, ""));
    else
        end_show(v, way, &form, reply);
    return 0;
}

static int end_need(bool may, px_error *err)
{
    return may ? 0
               : px_fail(err, PX_ERR_FORBIDDEN,
                         N_("only its author can end this comment, and only once it was submitted"),
                         NULL);
}

int px_page_comment_withdraw(px_request *request, px_reply *reply, px_error *err)
{
    px_comment_view v;
    int rc = px_comment_view_read(request, &v, err);

    if (rc >= 0)
        rc = end_need(v.ends, err);
    return rc < 0 ? rc : end_answer(request, reply, &v, &withdraw_way, err);
}

int px_page_comment_disown(px_request *request, px_reply *reply, px_error *err)
{
    px_comment_view v;
    int rc = px_comment_view_read(request, &v, err);

    if (rc >= 0)
        rc = end_need(v.disowns, err);
    return rc < 0 ? rc : end_answer(request, reply, &v, &disown_way, err);
}
