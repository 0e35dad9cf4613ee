/* SPDX-License-Identifier: EUPL-1.2 */
/* What the author of a comment says of its answer, and the decision on an objection. */
#include "web/access.h"
#include "web/comment/answer_form.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_option opinions[] = {
    { "satisfied", N_("The answer satisfies me"), NULL },
    { "not-satisfied", N_("The answer does not satisfy me"),
      N_("You may say why. Nothing more is asked of the chairs.") },
    { "objects", N_("I object to the answer"),
      N_("Say why. The objection is public, and stays open until the chairs have dealt with it, by "
         "a further answer or by a decision with its reason.") },
};

static const px_form_field opinion_fields[] = {
    { "opinion", PX_FORM_RADIO, N_("What you say of it"), NULL, .required = true,
      .options = opinions, .n_options = PX_COUNT(opinions) },
    { "text", PX_FORM_LONG, N_("Why"), N_("In Markdown. It is public."),
      .max = PX_ANSWER_FORM_REASON },
};

static const px_form_field objection_fields[] = {
    { "reason", PX_FORM_LONG, N_("Reason of the decision"),
      N_("In Markdown. It is public, and the author is told."), .required = true,
      .max = PX_ANSWER_FORM_REASON },
};

typedef struct opinion_page {
    px_request *request;
    px_comment_view v;
    px_answer answer;
    px_view_answer_opinion *view;
    const char *button;
} opinion_page;

static int page_read(opinion_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = px_comment_view_read(request, &p->v, err);

    if (rc >= 0)
        rc = px_answer_newest(request->db, request->arena, &p->v.comment.row, 1, &p->answer, err);
    return rc;
}

static px_str page_link(const opinion_page *p, const char *rest)
{
    return px_comment_view_link(p->request, &p->v.comment, rest);
}

static void page_show(const opinion_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_comment_line line = { .comment = p->v.comment, .author = p->v.author, .answer = p->answer };
    px_view_comment_row *row = px_arena_alloc(request->arena, sizeof(*row));
    px_view_answer_opinion *view = p->view;
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    *row = px_comment_view_row(request, px_comment_places_new(request), &p->v.code, &line);
    view->head = px_comment_view_crumbs(request, &p->v.code);
    view->comment = row;
    view->status = px_answer_view_status(request, p->answer.status);
    view->reason = px_comment_view_html(request, &p->v.code, p->answer.reason, 3);
    view->language = p->answer.language;
    view->form =
        px_form_show(form, reply, px_request_address(request, request->language, false), p->button);
    frame.title = px_form_title(form, view->title);
    px_template_answer_opinion(&body, view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The author */

static int opinion_need(const opinion_page *p, px_error *err)
{
    if (!px_answer_may_judge(&p->request->session.who, &p->v.comment))
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("only the author of a comment says what they think of its answer"), NULL);
    if (!p->answer.row)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the comment has no published answer yet"), NULL);
    return 0;
}

/* 1 where it was done, 0 where the form says what is wrong. */
static int opinion_send(const opinion_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_answer_judge judge = { .comment = p->v.comment.id,
                              .who = &request->session.who,
                              .author = px_form_author(request) };
    bool done = false;
    int rc;

    if (!px_form_read(form) || !px_opinion_find(px_form_text(form, "opinion"), &judge.opinion))
        return 0;
    judge.text = px_form_text(form, "text");
    rc = px_form_deed(form, px_answer_judge_deed, &judge, &done, err);
    if (rc < 0 || !done)
        return rc;
    px_reply_see_other(reply, px_str_of(px_arena_format(request->arena, "%.*s#answer",
                                                        PX_STR_ARG(page_link(p, "")))));
    return 1;
}

int px_page_answer_opinion(px_request *request, px_reply *reply, px_error *err)
{
    px_view_answer_opinion view = { 0 };
    opinion_page p = { .request = request, .view = &view, .button = N_("Say it") };
    px_form form;
    int rc = page_read(&p, err);

    if (rc >= 0)
        rc = opinion_need(&p, err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, opinion_fields, PX_COUNT(opinion_fields));
    if (p.answer.opinion != PX_OPINION_NONE)
        px_form_set(&form, "opinion", px_str_of(px_opinion_name(p.answer.opinion)));
    px_form_set(&form, "text", p.answer.opinion_text);
    if (request->method == PX_POST)
        rc = opinion_send(&p, &form, reply, err);
    if (rc != 0)
        return PX_MIN(rc, 0);
    view.title = px_str_of(px_tr(request->language, N_("What do you say of the answer?")));
    view.lead = px_str_of(px_tr(
        request->language,
        px_answer_judged_for_author(&p.v.comment)
            ? N_("The author of this comment has no account here. Pass on what they told you, in "
                 "their words; it is public, and can be changed until an objection is dealt with.")
            : N_("What you say is public, under your comment. You can change it until an objection "
                 "is dealt with.")));
    view.back = px_page_address(request, "/me/comments");
    view.back_title = px_str_of(px_tr(request->language, N_("Your comments")));
    page_show(&p, &form, reply);
    return 0;
}

/* ---- The chairs */

static int objection_need(const opinion_page *p, px_error *err)
{
    int rc =
        px_access_need(p->request, PX_ACTION_PUBLISH_ANSWERS, px_comment_scope(&p->v.comment), err);

    if (rc < 0 || px_answer_objection_open(&p->answer))
        return rc;
    return px_fail(err, PX_ERR_NOT_FOUND, N_("no objection to the answer is open"), NULL);
}

/* 1 where it was done, 0 where the form says what is wrong. */
static int objection_send(const opinion_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_objection_deal deal = { .comment = p->v.comment.id,
                               .who = &request->session.who,
                               .author = px_form_author(request) };
    bool done = false;
    int rc;

    if (!px_form_read(form))
        return 0;
    deal.reason = px_form_text(form, "reason");
    rc = px_form_deed(form, px_objection_deal_deed, &deal, &done, err);
    if (rc < 0 || !done)
        return rc;
    px_reply_see_other(reply, px_str_of(px_arena_format(request->arena, "%.*s#answer",
                                                        PX_STR_ARG(page_link(p, "")))));
    return 1;
}

int px_page_objection(px_request *request, px_reply *reply, px_error *err)
{
    px_view_answer_opinion view = { 0 };
    opinion_page p = { .request = request, .view = &view, .button = N_("Publish the decision") };
    px_form form;
    int rc = page_read(&p, err);

    if (rc >= 0)
        rc = objection_need(&p, err);
    if (rc < 0)
        return rc;
    px_form_start(&form, request, objection_fields, PX_COUNT(objection_fields));
    if (request->method == PX_POST)
        rc = objection_send(&p, &form, reply, err);
    if (rc != 0)
        return PX_MIN(rc, 0);
    view.title = px_str_of(px_tr(request->language, N_("Decide on the objection")));
    view.lead = px_str_of(px_tr(request->language,
                                N_("The decision and its reason are public, under the comment. The "
                                   "objection stays readable.")));
    view.back =
        px_page_address(request, "/codes/%.*s/answers?state=objection", PX_STR_ARG(p.v.code.id));
    view.back_title = px_str_of(px_tr(request->language, N_("Answer comments")));
    view.objection = px_comment_view_html(request, &p.v.code, p.answer.opinion_text, 3);
    view.write = page_link(&p, "/answer");
    page_show(&p, &form, reply);
    return 0;
}
