/* SPDX-License-Identifier: EUPL-1.2 */
/* The work list of those who answer, and one answer for many comments. */
#include "web/access.h"
#include "web/comment/answer_form.h"
#include "web/comment/answer_list.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_view.h"
#include "web/form_sent.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { PER_PAGE = 50, QUOTE_LETTERS = 400 };

static const px_form_option which_options[] = {
    { "ticked", N_("Those that are ticked"), NULL },
    { "page", N_("All that can be answered on this page"), NULL },
};

static const px_form_field fields[] = {
    { "which", PX_FORM_RADIO, N_("For which comments"), NULL, .required = true,
      .options = which_options, .n_options = PX_COUNT(which_options) },
    PX_ANSWER_FORM_TEMPLATE,
    PX_ANSWER_FORM_WORDS,
    { "replace", PX_FORM_CHECK, N_("Also in place of drafts that are there already"),
      N_("Otherwise comments that have a draft are passed over.") },
};

typedef struct work_page {
    px_request *request;
    px_answer_asked asked;
    px_answer_work work;
    px_comment_places *places;
} work_page;

/* ---- The rows */

/* Whether an answer, or a further one, can be drafted. */
static bool row_waits(const px_answer_work_row *row)
{
    return !row->published.row || px_answer_objection_open(&row->published);
}

/* What the comment is about: the words, or the head of the provision; with its wording as a
 * redline of these words. */
static void row_quote(const work_page *p, const px_comment *c, px_view_answers_row *view)
{
    const px_request *request = p->request;
    px_str provision = PX_STR(""), before = c->anchor.exact;

    if (!before.len) {
        provision = px_comment_view_provision(request, &p->asked.code, c);
        before = provision;
    }
    view->quote = px_comment_view_head(
        request, c->anchor.exact.len ? before : px_comment_view_plain(request, provision),
        QUOTE_LETTERS);
    view->quote_language = c->language;
    if (c->has_wording)
        view->redline = px_comment_view_redline(request, before, c->wording);
}

static px_view_answers_row row_view(const work_page *p, const px_answer_work_row *row)
{
    const px_request *request = p->request;
    const px_code *code = &p->asked.code;
    const px_comment *c = &row->comment;
    px_view_answers_row view = {
        .id = c->id,
        .link = px_comment_view_link(request, c, ""),
        .name = px_comment_view_name(request, c),
        .place = px_comment_place_words(p->places, code, c->version, c->language, c->anchor.id),
        .place_link = px_comment_view_place_link(request, c),
        .author = row->author,
        .kind = px_comment_view_kind(request, c),
        .text = px_comment_view_html(request, code, c->text, 3),
        .text_language = c->text_language.len ? c->text_language : px_part_tag(request),
        .chosen = px_form_sent_has(request, "comment", c->id),
        .waits = row_waits(row),
        .time = px_part_moment(request, c->submitted),
    };

    row_quote(p, c, &view);
    if (row->published.row)
        view.answered = px_answer_view_status(request, row->published.status);
    if (px_answer_objection_open(&row->published))
        view.objection = px_comment_view_html(request, code, row->published.opinion_text, 3);
    if (view.objection.len &&
        px_access_may(request, PX_ACTION_PUBLISH_ANSWERS, px_comment_scope(c)))
        view.deal = px_comment_view_link(request, c, "/objection");
    if (view.waits)
        view.write = px_comment_view_link(request, c, "/answer");
    if (row->draft.row) {
        view.draft = px_answer_view_status(request, row->draft.status);
        view.draft_reason = px_comment_view_html(request, code, row->draft.reason, 3);
        view.draft_language = row->draft.language;
        view.writer = row->writer;
    }
    return view;
}

/* ---- The page */

/* The address that shows the same page again. */
static px_str here(const work_page *p)
{
    const px_answer_work_filter *filter = &p->asked.filter;

    if (filter->before)
        return px_answer_asked_link(&p->asked, filter->state, "before", filter->before);
    return px_answer_asked_link(&p->asked, filter->state, filter->after ? "after" : NULL,
                                filter->after);
}

static void page_turns(const work_page *p, px_view_answers *view)
{
    const px_answer_work *work = &p->work;
    px_work_state state = p->asked.filter.state;

    if (work->more_before && work->count)
        view->newer =
            px_answer_asked_link(&p->asked, state, "before", work->rows[0].comment.number);
    if (work->more_after && work->count)
        view->older = px_answer_asked_link(&p->asked, state, "after",
                                           work->rows[work->count - 1].comment.number);
}

static px_str code_link(const work_page *p, const char *rest)
{
    return px_page_address(p->request, "/codes/%.*s/answers%s", PX_STR_ARG(p->asked.code.id), rest);
}

static int page_html(work_page *p, px_form *form, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_answers_row *rows = px_arena_array(request->arena, p->work.count + 1, sizeof(*rows));
    const px_view_form *shown = px_form_show(form, reply, here(p), N_("Save these drafts"));
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true, .one_twin = true };
    px_view_answers view = {
        .head = px_comment_view_crumbs(request, &p->asked.code),
        .saved = px_form_sent_number(request, "saved"),
        .passed = px_form_sent_number(request, "passed"),
        .templates = code_link(p, "/templates"),
        .twin = px_request_address(request, request->language, true),
        .action = code_link(p, ""),
        .state = px_str_of(px_work_state_name(p->asked.filter.state)),
        .filtered = p->asked.filtered,
        .all = code_link(p, ""),
        .rows = rows,
        .n_rows = p->work.count,
        .send = here(p),
        .csrf = shown->csrf,
        .errors = shown->errors,
        .fields = shown->fields,
        .n_fields = shown->n_fields,
    };
    int rc = px_answer_asked_choices(&p->asked, &p->work, &view, err);

    if (rc < 0)
        return rc;
    p->places = px_comment_places_new(request);
    for (size_t i = 0; i < p->work.count; i++) {
        rows[i] = row_view(p, &p->work.rows[i]);
        view.answerable = view.answerable || rows[i].waits;
    }
    if (px_access_may(request, PX_ACTION_PUBLISH_ANSWERS, px_scope_code(p->asked.code.row)))
        view.publish = code_link(p, "/publish");
    page_turns(p, &view);
    frame.title = px_form_title(form, px_str_of(px_tr(request->language, N_("Answer comments"))));
    px_template_answers(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- The twin */

static void json_draft(px_json *json, const px_answer *draft)
{
    px_json_key(json, "draft");
    if (!draft->row) {
        px_json_null(json);
        return;
    }
    px_json_object(json);
    px_json_pair_cstr(json, "status", px_answer_status_name(draft->status));
    px_json_pair_str(json, "reason", draft->reason);
    px_json_pair_str(json, "language", draft->language);
    px_json_pair_int(json, "revision", draft->revision);
    px_json_pair_time(json, "changed", draft->changed);
    px_json_object_end(json);
}

static int page_json(const work_page *p, px_reply *reply, px_error *err)
{
    const px_answer_work *work = &p->work;
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->asked.code.id);
    px_json_key(&json, "totals");
    px_json_object(&json);
    for (int i = 0; i < PX_WORK_STATE_COUNT; i++)
        px_json_pair_int(&json, px_work_state_name((px_work_state)i), work->totals[i]);
    px_json_object_end(&json);
    px_json_key(&json, "comments");
    px_json_array(&json);
    for (size_t i = 0; i < work->count; i++) {
        px_json_object(&json);
        px_json_key(&json, "comment");
        px_json_object(&json);
        px_comment_json_pairs(&json, &work->rows[i].comment, work->rows[i].author);
        px_json_object_end(&json);
        json_draft(&json, &work->rows[i].draft);
        px_json_key(&json, "answer");
        px_answer_json(&json, &work->rows[i].published);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_key(&json, "after");
    if (work->more_after && work->count)
        px_json_int(&json, work->rows[work->count - 1].comment.number);
    else
        px_json_null(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- One answer for many */

/* The ids that the form means: those ticked, or those that its page showed, whatever the list has
 * come to hold since. */
static size_t chosen_ids(const px_form *form, px_str **ret_ids)
{
    bool page = px_str_is(px_form_text(form, "which"), "page");

    return px_form_sent_all(form->request, page ? "shown" : "comment", ret_ids);
}

/* 1 where it was done, 0 where the form says what is wrong. */
static int page_save(work_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_str *ids;
    px_answer_write write = { .bulk = true,
                              .who = &request->session.who,
                              .person = request->session.who.person };
    bool done = false, read = px_form_read(form);
    px_str back = here(p);
    int rc;

    write.replace = px_form_checked(form, "replace");
    write.n_comments = chosen_ids(form, &ids);
    write.comments = ids;
    if (!write.n_comments)
        px_form_fail(form, NULL, N_("tick the comments that this answers"), NULL);
    if (!px_answer_form_take(form, true, &write) || !read)
        return 0;
    rc = px_form_deed(form, px_answer_write_deed, &write, &done, err);
    if (rc < 0 || !done)
        return rc;
    px_reply_see_other(
        reply, px_str_of(px_arena_format(request->arena, "%.*s&saved=%zu&passed=%zu",
                                         PX_STR_ARG(back), write.ret_written, write.ret_passed)));
    return 1;
}

static int page_form(work_page *p, px_form *form, px_error *err)
{
    px_form_start(form, p->request, fields, PX_COUNT(fields));
    px_form_set(form, "which", PX_STR("ticked"));
    px_answer_form_offer(form);
    return px_answer_form_templates(form, &p->asked.code, err);
}

int px_page_answers(px_request *request, px_reply *reply, px_error *err)
{
    work_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc = px_answer_asked_read(request, &p->asked, err);

    p->request = request;
    p->asked.filter.max = PER_PAGE;
    if (rc >= 0)
        rc = px_answer_work_read(request->db, request->arena, &p->asked.filter,
                                 &request->session.who, request->language, &p->work, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return page_json(p, reply, err);
    rc = page_form(p, &form, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = page_save(p, &form, reply, err);
    return rc != 0 ? PX_MIN(rc, 0) : page_html(p, &form, reply, err);
}
