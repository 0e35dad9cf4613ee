/* SPDX-License-Identifier: EUPL-1.2 */
/* One comment: the words that it is about, what it says and proposes, the answer; or that it is
 * gone. */
#include "code/quote_search.h"
#include "drafting/people/country.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_view.h"
#include "web/edit/comment_trace.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct comment_page {
    px_comment_view v;
    const px_view_comment_answers *answers; /* NULL before it is submitted */
} comment_page;

static int page_read(px_request *request, comment_page *p, px_error *err)
{
    int rc = px_comment_view_read(request, &p->v, err);

    if (rc >= 0 && p->v.comment.number && !request->json)
        rc = px_answer_view(request, &p->v.code, &p->v.comment, true, &p->answers, err);
    return rc;
}

/* ---- The page */

static px_str act_link(const px_request *request, px_str act)
{
    return act.len ? px_page_address(request, "/log/%.*s", PX_STR_ARG(act)) : PX_STR("");
}

/* Of a comment on a whole provision, the words of the provision; of one on words, those. */
static void page_quote(const comment_page *p, px_view_comment *view)
{
    enum { LONGEST = 1500 };
    const px_comment *c = &p->v.comment;
    px_str provision = px_comment_view_provision(p->v.request, &p->v.code, c);
    px_str before = c->anchor.exact.len ? c->anchor.exact : provision;

    view->language = c->language;
    view->prefix =
        px_comment_view_before(p->v.request, c->anchor.prefix, c->anchor.start > PX_ANCHOR_CONTEXT);
    view->exact = c->anchor.exact;
    view->suffix = px_comment_view_after(
        p->v.request, c->anchor.suffix,
        px_points_of(p->v.request->arena, c->anchor.suffix).count >= PX_ANCHOR_CONTEXT);
    if (!view->exact.len)
        view->exact = px_comment_view_head(p->v.request,
                                           px_comment_view_plain(p->v.request, provision), LONGEST);
    view->quoted = view->exact.len > 0;
    if (!c->has_wording)
        return;
    view->deletes = !c->wording.len;
    view->redline = px_comment_view_redline(p->v.request, before, c->wording);
}

static void page_words(const comment_page *p, px_view_comment *view)
{
    const px_request *request = p->v.request;
    const px_comment *c = &p->v.comment;

    page_quote(p, view);
    view->answers = p->answers;
    view->text = px_comment_view_html(request, &p->v.code, c->text, 3);
    view->text_language = c->text_language.len ? c->text_language : px_part_tag(request);
    view->files = px_comment_view_files(request, c);
    view->n_files = c->n_attachments;
    view->kind = px_comment_view_title(request, px_comment_kind_title(c->kind));
    if (c->stance != PX_STANCE_NONE)
        view->stance = px_comment_view_title(request, px_comment_stance_title(c->stance));
}

static void page_facts(const comment_page *p, px_view_comment *view)
{
    const px_request *request = p->v.request;
    const px_comment *c = &p->v.comment;

    view->author = p->v.author;
    view->category = px_people_category(request, c->category);
    if (c->country.len && c->display != PX_DISPLAY_ANONYMOUS)
        view->country = px_country_title(c->country, px_part_tag(request));
    if (c->origin != PX_ORIGIN_WRITTEN)
        view->origin = px_comment_view_title(request, px_comment_origin_title(c->origin));
    if (c->meeting_id.len)
        view->meeting = px_page_address(request, "/meetings/%.*s", PX_STR_ARG(c->meeting_id));
    view->minute = c->minute;
    if (c->round_number) {
        view->round = px_comment_view_message(
            request, N_("Round {number}"), "number",
            px_str_of(px_arena_format(request->arena, "%d", c->round_number)));
        view->round_link =
            px_page_address(request, "/codes/%.*s/comments?round=%.*s/%d", PX_STR_ARG(c->code_id),
                            PX_STR_ARG(c->process_key), c->round_number);
    }
    view->late = c->late;
    view->submitted = px_part_moment(request, c->submitted);
    view->act = act_link(request, c->act);
    if (c->number && c->submission)
        view->receipt = px_comment_view_link(request, c, "/receipt");
}

static px_str page_annotation(const px_request *request, const px_comment *c)
{
    return px_str_of(
        px_arena_format(request->arena, "/comments/%.*s/annotation", PX_STR_ARG(c->id)));
}

static void page_tools(const comment_page *p, px_view_comment *view)
{
    const px_request *request = p->v.request;
    const px_comment *c = &p->v.comment;

    view->twin = px_request_address(request, request->language, true);
    if (c->number && !view->gone.len)
        view->annotation = page_annotation(request, c);
    if (p->v.writes)
        view->edit = px_comment_view_link(request, c, "/edit");
    if (p->v.ends)
        view->withdraw = px_comment_view_link(request, c, "/withdraw");
    if (p->v.disowns)
        view->disown = px_comment_view_link(request, c, "/disown");
    if (p->v.writes)
        view->note = c->note;
}

/* "Submitted"; once its answer is published, what that says. */
static px_str page_state(const px_request *request, const px_comment *c)
{
    if (c->state == PX_COMMENT_SUBMITTED && c->answer.len)
        return px_comment_view_message(request, N_("Answered: {status}"), "status",
                                       px_comment_view_status(request, c));
    return px_comment_view_title(request, px_comment_state_title(c->state));
}

static int page_html(const comment_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder trace = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->v.request;
    const px_comment *c = &p->v.comment;
    px_comment_places *places = px_comment_places_new(request);
    px_view_comment view = {
        .head = px_comment_view_crumbs(request, &p->v.code),
        .name = px_comment_view_name(request, c),
        .place = px_comment_place_words(places, &p->v.code, c->version, c->language, c->anchor.id),
        .place_link = px_comment_view_place_link(request, c),
        .whole = !c->anchor.id.len,
        .version = c->version_label,
        .state = page_state(request, c),
        .draft = !c->number,
        .gone = px_comment_view_gone(request, c),
        .gone_reason = c->reason,
        .gone_act = act_link(request, c->end_act),
    };
    px_frame frame = {
        .title = px_str_of(px_arena_format(request->arena, "%.*s, %.*s", PX_STR_ARG(view.name),
                                           PX_STR_ARG(view.place))),
        .room = PX_ROOM_CODES,
        .hidden = !c->number,
    };
    int rc = px_comment_trace(request, &p->v.code, c, &trace, err);

    if (rc < 0)
        return rc;
    view.trace = px_builder_view(&trace);
    if (!view.gone.len)
        page_words(p, &view);
    page_facts(p, &view);
    page_tools(p, &view);
    px_template_comment(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- The twin */

static int page_json(const comment_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_comment_json_pairs(&json, &p->v.comment, p->v.author);
    if (p->v.writes) {
        px_json_pair_int(&json, "revision", p->v.comment.revision);
        px_json_pair_str(&json, "note", p->v.comment.note.len ? p->v.comment.note : PX_STR_NONE);
    }
    rc = px_answer_view_json(p->v.request, &p->v.comment, &json, err);
    if (rc >= 0)
        rc = px_comment_trace_json(p->v.request, &p->v.code, &p->v.comment, &json, err);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

int px_page_comment(px_request *request, px_reply *reply, px_error *err)
{
    comment_page p = { 0 };
    int rc = page_read(request, &p, err);

    if (rc < 0)
        return rc;
    if (request->linked && !request->json && p.v.comment.state == PX_COMMENT_SUBMITTED) {
        px_reply_see_other(reply, page_annotation(request, &p.v.comment));
        return 0;
    }
    reply->shared = p.v.comment.number > 0;
    if (!reply->shared)
        reply->cache_control = "no-store";
    return request->json ? page_json(&p, reply, err) : page_html(&p, reply, err);
}
