/* SPDX-License-Identifier: EUPL-1.2 */
/* The draft answer to one comment. Nobody's words are lost: the form carries the revision that it
 * was made from, and where others have written since, both are shown. */
#include "base/number.h"
#include "web/access.h"
#include "web/comment/answer_form.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field fields[] = {
    { "revision", PX_FORM_HIDDEN, NULL, NULL },
    PX_ANSWER_FORM_TEMPLATE,
    PX_ANSWER_FORM_WORDS,
};

typedef struct write_page {
    px_request *request;
    px_comment_view v;
    px_answer draft, published;
    px_person writer; /* of the draft; row 0 */
    bool conflict;
} write_page;

static int page_read(write_page *p, px_error *err)
{
    const px_request *request = p->request;
    int rc = px_comment_view_read(request, &p->v, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_ANSWER, px_comment_scope(&p->v.comment), err);
    if (rc >= 0)
        rc = px_answer_draft(request->db, request->arena, &p->v.comment, &p->draft, err);
    if (rc >= 0)
        rc =
            px_answer_newest(request->db, request->arena, &p->v.comment.row, 1, &p->published, err);
    if (rc >= 0 && p->draft.person)
        rc = px_person_get(request->db, request->arena, p->draft.person, &p->writer, err);
    return rc;
}

/* ---- The page */

static px_str list_link(const write_page *p)
{
    return px_page_address(p->request, "/codes/%.*s/answers", PX_STR_ARG(p->v.code.id));
}

static void page_comment(const write_page *p, px_view_answer_write *view)
{
    const px_request *request = p->request;
    const px_comment *c = &p->v.comment;
    px_comment_line line = { .comment = *c, .author = p->v.author, .answer = p->published };
    px_view_comment_row *row = px_arena_alloc(request->arena, sizeof(*row));

    *row = px_comment_view_row(request, px_comment_places_new(request), &p->v.code, &line);
    view->comment = row;
    view->text = px_comment_view_html(request, &p->v.code, c->text, 3);
    view->text_language = c->text_language.len ? c->text_language : px_part_tag(request);
    view->redline_language = c->language;
    if (c->has_wording)
        view->redline = px_comment_view_redline(
            request,
            c->anchor.exact.len ? c->anchor.exact
                                : px_comment_view_provision(request, &p->v.code, c),
            c->wording);
    if (p->published.row) {
        view->published_status = px_answer_view_status(request, p->published.status);
        view->published = px_comment_view_html(request, &p->v.code, p->published.reason, 3);
        view->published_language = p->published.language;
    }
    if (px_answer_objection_open(&p->published))
        view->objection = px_comment_view_html(request, &p->v.code, p->published.opinion_text, 3);
}

static void page_show(write_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_str action = px_comment_view_link(request, &p->v.comment, "/answer");
    px_view_answer_write view = {
        .head = px_comment_view_crumbs(request, &p->v.code),
        .back = list_link(p),
        .back_title = px_str_of(px_tr(request->language, N_("Answer comments"))),
        .title = px_comment_view_message(request, N_("Answer to {comment}"), "comment",
                                         px_comment_view_name(request, &p->v.comment)),
        .conflict = p->conflict,
        .form = px_form_show(form, reply, action, N_("Save the draft")),
        .csrf = px_str_of(request->session.csrf),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    page_comment(p, &view);
    if (p->draft.row) {
        view.present_status = px_answer_view_status(request, p->draft.status);
        view.present = p->draft.reason;
        view.present_by = p->writer.name;
        view.revision = p->draft.revision;
        view.discard = action;
    }
    frame.title = px_form_title(form, view.title);
    px_template_answer_write(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_json(const write_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "comment");
    px_json_object(&json);
    px_comment_json_pairs(&json, &p->v.comment, p->v.author);
    px_json_object_end(&json);
    px_json_key(&json, "draft");
    px_answer_json(&json, &p->draft);
    px_json_pair_int(&json, "revision", p->draft.row ? p->draft.revision : 0);
    px_json_key(&json, "answer");
    px_answer_json(&json, &p->published);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Saving */

static px_str number_text(const write_page *p, int number)
{
    return px_str_of(px_arena_format(p->request->arena, "%d", number));
}

static int revision_of(px_str text)
{
    px_error ignored = PX_ERROR_INIT;
    long long revision = 0;

    (void)!px_parse_int(text, 0, INT32_MAX, &revision, &ignored);
    return (int)revision;
}

/* 1 where it was done, 0 where the form says what is wrong. */
static int page_save(write_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_answer_write write = { .comments = &p->v.comment.id,
                              .n_comments = 1,
                              .who = &request->session.who,
                              .person = request->session.who.person };
    bool done = false, read = px_form_read(form);
    int rc;

    if (!px_answer_form_take(form, true, &write) || !read)
        return 0;
    write.revision = revision_of(px_form_text(form, "revision"));
    rc = px_form_deed(form, px_answer_write_deed, &write, &done, err);
    if (rc < 0)
        return rc;
    if (done) {
        px_reply_see_other(reply, px_page_address(request, "/codes/%.*s/answers?saved=1",
                                                  PX_STR_ARG(p->v.code.id)));
        return 1;
    }
    p->conflict = p->draft.row && p->draft.revision != write.revision;
    if (p->conflict) /* what is saved next is made with this in sight */
        px_form_set(form, "revision", number_text(p, p->draft.revision));
    return 0;
}

static int page_discard(write_page *p, px_reply *reply, px_error *err)
{
    px_answer_discard discard = {
        .comment = p->v.comment.id,
        .revision = revision_of(px_fields_get(&p->request->form, "revision")),
        .who = &p->request->session.who,
    };
    int rc = px_house_write(p->request->house, px_answer_discard_deed, &discard, err);

    if (rc < 0)
        return rc;
    px_reply_see_other(reply, list_link(p));
    return 1;
}

static void page_form(const write_page *p, px_form *form)
{
    px_answer_form_offer(form);
    px_form_set(form, "revision", number_text(p, p->draft.row ? p->draft.revision : 0));
    if (!p->draft.row)
        return;
    px_form_set(form, "status", px_str_of(px_answer_status_name(p->draft.status)));
    px_form_set(form, "reason", p->draft.reason);
    px_form_set(form, "language", p->draft.language);
}

int px_page_answer_write(px_request *request, px_reply *reply, px_error *err)
{
    write_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc;

    p->request = request;
    rc = page_read(p, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return page_json(p, reply, err);
    px_form_start(&form, request, fields, PX_COUNT(fields));
    page_form(p, &form);
    rc = px_answer_form_templates(&form, &p->v.code, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = px_fields_get(&request->form, "discard").len ? page_discard(p, reply, err)
                                                          : page_save(p, &form, reply, err);
    if (rc == 0)
        page_show(p, &form, reply);
    return PX_MIN(rc, 0);
}
