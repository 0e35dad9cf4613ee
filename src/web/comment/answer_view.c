/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/answer_view.h"

#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/edit/comment_trace.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- Words */

px_str px_answer_view_status(const px_request *request, px_answer_status status)
{
    return px_str_of(px_tr(request->language, px_answer_status_title(status)));
}

px_str px_answer_view_span(const px_request *request, int64_t milliseconds)
{
    static const struct {
        int64_t of;
        const char *one, *many;
    } units[] = {
        { (int64_t)24 * 60 * 60 * 1000, N_PLURAL("one day", "{count} days") },
        { (int64_t)60 * 60 * 1000, N_PLURAL("one hour", "{count} hours") },
        { (int64_t)60 * 1000, N_PLURAL("one minute", "{count} minutes") },
    };
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256);
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    px_arg arg = { .name = "count" };
    size_t unit = 0;
    int64_t count;

    if (milliseconds < 0)
        return PX_STR("");
    while (unit + 1 < PX_COUNT(units) && milliseconds < 2 * units[unit].of)
        unit++;
    count = PX_MAX((milliseconds + units[unit].of / 2) / units[unit].of, 1);
    px_format_int(&number, request->language, count);
    arg.value = px_builder_view(&number);
    px_message_fill(&words,
                    px_tr_plural(request->language, units[unit].one, units[unit].many,
                                 (unsigned long long)count),
                    &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

static px_str act_link(const px_request *request, px_str act)
{
    return act.len ? px_page_address(request, "/log/%.*s", PX_STR_ARG(act)) : PX_STR("");
}

/* What the author said, as a sentence of the page. */
static px_str opinion_words(const px_request *request, px_opinion opinion)
{
    static const char *const words[] = {
        [PX_OPINION_NONE] = NULL,
        [PX_OPINION_SATISFIED] = N_("The author is satisfied with this answer."),
        [PX_OPINION_NOT] = N_("The author is not satisfied with this answer."),
        [PX_OPINION_OBJECTS] = N_("The author objects to this answer."),
    };

    return words[opinion] ? px_str_of(px_tr(request->language, words[opinion])) : PX_STR("");
}

/* ---- The part */

typedef struct answer_part {
    const px_request *request;
    const px_code *code;
    const px_comment *comment;
    px_answer *answers, draft;
    size_t n_answers;
    const px_answer *last; /* published, or NULL */
} answer_part;

static int part_read(answer_part *p, px_error *err)
{
    const px_request *request = p->request;
    int rc = px_answer_list(request->db, request->arena, p->comment, false, &p->answers,
                            &p->n_answers, err);

    p->draft = (px_answer){ 0 };
    if (rc >= 0 && px_access_may(request, PX_ACTION_ANSWER, px_comment_scope(p->comment)))
        rc = px_answer_draft(request->db, request->arena, p->comment, &p->draft, err);
    p->last = p->n_answers ? &p->answers[p->n_answers - 1] : NULL;
    return rc;
}

static px_view_comment_answer part_row(const answer_part *p, const px_answer *answer,
                                       unsigned heading)
{
    const px_request *request = p->request;
    px_view_comment_answer row = {
        .status = px_answer_view_status(request, answer->status),
        .status_name = px_str_of(px_answer_status_name(answer->status)),
        .reason = px_comment_view_html(request, p->code, answer->reason, heading),
        .language = answer->language,
        .time = px_part_moment(request, answer->published_at),
        .act = act_link(request, answer->act),
        .byline = answer->byline,
        .opinion = opinion_words(request, answer->opinion),
        .opinion_time = px_part_moment(request, answer->opinion_time),
        .opinion_act = act_link(request, answer->opinion_act),
        .objection = px_answer_objection_open(answer),
        .dealt = px_part_moment(request, answer->dealt),
        .dealt_act = act_link(request, answer->dealt_act),
    };

    if (answer->opinion_text.len)
        row.opinion_words = px_comment_view_html(request, p->code, answer->opinion_text, heading);
    if (answer->dealt_reason.len)
        row.dealt_reason = px_comment_view_html(request, p->code, answer->dealt_reason, heading);
    return row;
}

/* What the comment changed: in published versions, and for those who may read them in others. */
static int part_changes(const answer_part *p, px_view_comment_answers *view, px_error *err)
{
    const px_request *request = p->request;
    px_view_trace_change *rows;
    px_comment_change *changes;
    size_t n;
    int rc = px_comment_change_list(request->db, request->arena, p->comment,
                                    px_access_working(request, p->code), &changes, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, n + 1, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = px_trace_change(request, p->code->id, &changes[i]);
    view->changes = rows;
    view->n_changes = n;
    return 0;
}

/* What the reader may do; not on a comment that its author took back. */
static void part_links(const answer_part *p, px_view_comment_answers *view)
{
    const px_request *request = p->request;
    const px_comment *comment = p->comment;
    bool objection = p->last && px_answer_objection_open(p->last);
    px_scope scope = px_comment_scope(comment);

    if (comment->state != PX_COMMENT_SUBMITTED)
        return;
    view->for_author = p->last && px_answer_judged_for_author(comment);
    if (px_access_may(request, PX_ACTION_ANSWER, scope) && (!p->last || objection)) {
        view->write = px_comment_view_link(request, comment, "/answer");
        view->drafted = p->draft.row != 0;
    }
    if (objection && px_access_may(request, PX_ACTION_PUBLISH_ANSWERS, scope))
        view->deal = px_comment_view_link(request, comment, "/objection");
    if (p->last && p->last->dealt == PX_TIME_NONE &&
        px_answer_may_judge(&request->session.who, comment)) {
        view->judge = px_comment_view_link(request, comment, "/opinion");
        view->csrf = px_str_of(request->session.csrf);
        view->asks = p->last->opinion == PX_OPINION_NONE;
    }
}

int px_answer_view(const px_request *request, const px_code *code, const px_comment *comment,
                   bool alone, const px_view_comment_answers **ret_view, px_error *err)
{
    px_view_comment_answers *view = px_arena_alloc(request->arena, sizeof(*view));
    answer_part p = { .request = request, .code = code, .comment = comment };
    px_view_comment_answer *rows;
    int rc = part_read(&p, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, p.n_answers + 1, sizeof(*rows));
    for (size_t i = 0; i < p.n_answers; i++)
        rows[i] = part_row(&p, &p.answers[i], alone ? 3 : 5);
    *view = (px_view_comment_answers){
        .level_two = alone,
        .id = alone ? PX_STR("answer")
                    : px_str_of(
                          px_arena_format(request->arena, "answer-%.*s", PX_STR_ARG(comment->id))),
        .answers = rows,
        .n_answers = p.n_answers,
    };
    part_links(&p, view);
    *ret_view = view;
    return alone ? 0 : part_changes(&p, view, err); /* a page of its own tells of them itself */
}

/* ---- The twin */

static void json_moment(px_json *json, const char *key, px_time time)
{
    if (time == PX_TIME_NONE) {
        px_json_key(json, key);
        px_json_null(json);
    } else {
        px_json_pair_time(json, key, time);
    }
}

static void json_text(px_json *json, const char *key, px_str text)
{
    px_json_pair_str(json, key, text.len ? text : PX_STR_NONE);
}

void px_answer_json(px_json *json, const px_answer *answer)
{
    if (!answer->row) {
        px_json_null(json);
        return;
    }
    px_json_object(json);
    px_json_pair_int(json, "number", answer->number);
    px_json_pair_cstr(json, "status", px_answer_status_name(answer->status));
    px_json_pair_str(json, "reason", answer->reason);
    px_json_pair_str(json, "language", answer->language);
    json_text(json, "byline", answer->byline);
    json_moment(json, "published", answer->published_at);
    json_text(json, "act", answer->act);
    json_text(json, "opinion", px_str_of(px_opinion_name(answer->opinion)));
    json_text(json, "opinion_text", answer->opinion_text);
    json_moment(json, "opinion_time", answer->opinion_time);
    json_text(json, "opinion_act", answer->opinion_act);
    px_json_pair_bool(json, "objection_open", px_answer_objection_open(answer));
    json_moment(json, "dealt", answer->dealt);
    json_text(json, "dealt_reason", answer->dealt_reason);
    json_text(json, "dealt_act", answer->dealt_act);
    px_json_object_end(json);
}

int px_answer_view_json(const px_request *request, const px_comment *comment, px_json *json,
                        px_error *err)
{
    px_answer *answers;
    size_t n;
    int rc = px_answer_list(request->db, request->arena, comment, false, &answers, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "answers");
    px_json_array(json);
    for (size_t i = 0; i < n; i++)
        px_answer_json(json, &answers[i]);
    px_json_array_end(json);
    return 0;
}
