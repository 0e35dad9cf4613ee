/* SPDX-License-Identifier: EUPL-1.2 */
/* How far the answering of a round has come, for everybody; and calling it answered, for chairs. */
#include "base/number.h"
#include "web/access.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/process/form_deed.h"
#include "web/process/process_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_ROUND = 9999, TWIN_ANSWERS = 500 };

static const px_form_field fields[] = {
    { "certain", PX_FORM_CHECK, N_("Say that this round is answered"), .required = true },
};

typedef struct round_page {
    px_request *request;
    px_process_view v;
    px_round round;
    px_answer_progress progress;
    px_answer_share *categories, *chapters;
    size_t n_categories, n_chapters;
    px_answers_act *acts;
    size_t n_acts;
    px_time said;
    px_str said_act;
} round_page;

/* ---- Reading */

static int read_shares(round_page *p, px_error *err)
{
    const px_request *request = p->request;
    const px_code *code = &p->v.code.code;
    int rc = px_answer_share_list(request->db, request->arena, code, &p->round,
                                  PX_ANSWER_BY_CATEGORY, &p->categories, &p->n_categories, err);

    if (rc >= 0)
        rc = px_answer_share_list(request->db, request->arena, code, &p->round,
                                  PX_ANSWER_BY_CHAPTER, &p->chapters, &p->n_chapters, err);
    return rc;
}

static int page_read(round_page *p, px_error *err)
{
    px_request *request = p->request;
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;
    int rc = px_process_view_read(request, false, &p->v, err);

    if (rc < 0)
        return rc;
    if (px_parse_int(request->params[2], 1, MAX_ROUND, &number, &ignored) < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such round"), NULL);
    rc = px_round_find(request->db, request->arena, &p->v.process, (int)number, &p->round, err);
    if (rc >= 0)
        rc = px_answer_progress_read(request->db, &p->v.code.code, &p->round, &p->progress, err);
    if (rc >= 0)
        rc = read_shares(p, err);
    if (rc >= 0)
        rc = px_answers_act_list(request->db, request->arena, &p->round, &p->acts, &p->n_acts, err);
    if (rc >= 0)
        rc = px_round_answered_read(request->db, request->arena, &p->round, &p->said, &p->said_act,
                                    err);
    return rc;
}

static bool may_declare(const round_page *p)
{
    return px_access_may(p->request, PX_ACTION_PUBLISH_ANSWERS,
                         px_scope_code(p->v.code.code.row)) &&
           p->said == PX_TIME_NONE && p->progress.comments &&
           p->progress.comments == p->progress.answered &&
           px_round_state_at(&p->round, p->request->now) == PX_ROUND_CLOSED;
}

/* ---- The page */

/* The comments of the round, with one choice more ("&status=open"), or none. */
static px_str comments_link(const round_page *p, const char *name, px_str value)
{
    return px_page_address(p->request, "/codes/%.*s/comments?round=%.*s/%d%s%s%s%.*s",
                           PX_STR_ARG(p->v.code.code.id), PX_STR_ARG(p->v.process.key),
                           p->round.number, value.len ? "&" : "", value.len ? name : "",
                           value.len ? "=" : "", PX_STR_ARG(value));
}

static void page_statuses(const round_page *p, px_view_round_answers *view)
{
    px_view_round_answers_status *rows =
        px_arena_array(p->request->arena, PX_ANSWER_STATUS_COUNT, sizeof(*rows));

    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        rows[i] = (px_view_round_answers_status){
            .title = px_answer_view_status(p->request, (px_answer_status)i),
            .count = (long long)p->progress.statuses[i],
            .link =
                comments_link(p, "status", px_str_of(px_answer_status_name((px_answer_status)i))),
        };
    view->statuses = rows;
    view->n_statuses = PX_ANSWER_STATUS_COUNT;
}

static const px_view_round_answers_share *page_shares(const round_page *p, const char *name,
                                                      const px_answer_share *shares, size_t n,
                                                      const px_str *titles)
{
    px_view_round_answers_share *rows = px_arena_array(p->request->arena, n + 1, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_round_answers_share){
            .title = titles[i],
            .comments = (long long)shares[i].comments,
            .answered = (long long)shares[i].answered,
            .objections = (long long)shares[i].objections,
            .link = shares[i].key.len ? comments_link(p, name, shares[i].key) : PX_STR(""),
        };
    return rows;
}

static void page_categories(const round_page *p, px_view_round_answers *view)
{
    px_request *request = p->request;
    px_str *titles = px_arena_array(request->arena, p->n_categories + 1, sizeof(*titles));

    for (size_t i = 0; i < p->n_categories; i++)
        titles[i] = p->categories[i].key.len
                        ? px_people_category(request, p->categories[i].key)
                        : px_str_of(px_tr(request->language, N_("No category known")));
    view->categories = page_shares(p, "category", p->categories, p->n_categories, titles);
    view->n_categories = p->n_categories;
}

static void page_chapters(const round_page *p, px_view_round_answers *view)
{
    px_request *request = p->request;
    px_comment_places *places = px_comment_places_new(request);
    px_str *titles = px_arena_array(request->arena, p->n_chapters + 1, sizeof(*titles));

    for (size_t i = 0; i < p->n_chapters; i++)
        titles[i] = px_comment_place_words(places, &p->v.code.code, p->round.version_row,
                                           px_part_tag(request), p->chapters[i].key);
    view->chapters = page_shares(p, "chapter", p->chapters, p->n_chapters, titles);
    view->n_chapters = p->n_chapters;
}

static void page_acts(const round_page *p, px_view_round_answers *view)
{
    px_request *request = p->request;
    px_view_round_answers_act *rows = px_arena_array(request->arena, p->n_acts + 1, sizeof(*rows));

    for (size_t i = 0; i < p->n_acts; i++)
        rows[i] = (px_view_round_answers_act){
            .time = px_part_moment(request, p->acts[i].time),
            .count = (long long)p->acts[i].count,
            .link = px_page_address(request, "/log/%.*s", PX_STR_ARG(p->acts[i].act)),
            .twin = px_str_of(px_arena_format(request->arena, "%.*s?act=%.*s",
                                              PX_STR_ARG(view->twin), PX_STR_ARG(p->acts[i].act))),
        };
    view->acts = rows;
    view->n_acts = p->n_acts;
}

static void page_show(const round_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    const px_answer_progress *progress = &p->progress;
    px_view_round_answers view = {
        .head = px_process_view_head(&p->v, PX_STR("answers")),
        .title = px_comment_view_message(
            request, N_("Answers to the comments of round {number}"), "number",
            px_str_of(px_arena_format(request->arena, "%d", p->round.number))),
        .twin = px_request_address(request, request->language, true),
        .comments = (long long)progress->comments,
        .answered = (long long)progress->answered,
        .open = (long long)(progress->comments - progress->answered),
        .open_link = comments_link(p, "status", PX_STR("open")),
        .all_link = comments_link(p, "", PX_STR("")),
        .said = px_part_moment(request, p->said),
        .median = px_answer_view_span(request, progress->median),
        .longest = px_answer_view_span(request, progress->longest),
        .satisfied = (long long)progress->satisfied,
        .not_satisfied = (long long)progress->not_satisfied,
        .objects = (long long)progress->objects,
        .objections = (long long)progress->objections,
        .objections_link = comments_link(p, "objection", PX_STR("open")),
    };
    px_frame frame = px_process_view_frame(&p->v, view.title);

    if (p->said_act.len)
        view.said_act = px_page_address(request, "/log/%.*s", PX_STR_ARG(p->said_act));
    page_statuses(p, &view);
    page_categories(p, &view);
    page_chapters(p, &view);
    page_acts(p, &view);
    if (px_access_may(request, PX_ACTION_ANSWER, px_scope_code(p->v.code.code.row)))
        view.work = px_page_address(request, "/codes/%.*s/answers?round=%.*s/%d",
                                    PX_STR_ARG(p->v.code.code.id), PX_STR_ARG(p->v.process.key),
                                    p->round.number);
    if (may_declare(p))
        view.form = px_form_show(form, reply, px_request_address(request, request->language, false),
                                 N_("Call it answered"));
    px_template_round_answers(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The twin */

static void json_span(px_json *json, const char *key, int64_t milliseconds)
{
    px_json_key(json, key);
    if (milliseconds < 0)
        px_json_null(json);
    else
        px_json_int(json, milliseconds / 1000);
}

static void json_shares(px_json *json, const char *list, const char *key,
                        const px_answer_share *shares, size_t n)
{
    px_json_key(json, list);
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, key, shares[i].key.len ? shares[i].key : PX_STR_NONE);
        px_json_pair_int(json, "comments", shares[i].comments);
        px_json_pair_int(json, "answered", shares[i].answered);
        px_json_pair_int(json, "objections_open", shares[i].objections);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void json_progress(px_json *json, const round_page *p)
{
    const px_answer_progress *progress = &p->progress;

    px_json_pair_int(json, "comments", progress->comments);
    px_json_pair_int(json, "answered", progress->answered);
    px_json_key(json, "statuses");
    px_json_object(json);
    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        px_json_pair_int(json, px_answer_status_name((px_answer_status)i), progress->statuses[i]);
    px_json_object_end(json);
    px_json_pair_int(json, "satisfied", progress->satisfied);
    px_json_pair_int(json, "not_satisfied", progress->not_satisfied);
    px_json_pair_int(json, "objects", progress->objects);
    px_json_pair_int(json, "objections_open", progress->objections);
    json_span(json, "median_seconds", progress->median);
    json_span(json, "longest_seconds", progress->longest);
    px_json_key(json, "said_answered");
    if (p->said == PX_TIME_NONE) {
        px_json_null(json);
        return;
    }
    px_json_object(json);
    px_json_pair_time(json, "time", p->said);
    px_json_pair_str(json, "act", p->said_act);
    px_json_object_end(json);
}

/* The answers of an act, in the order of its digest: docs/format-comment.md. */
static int json_act(const round_page *p, px_json *json, px_error *err)
{
    const px_request *request = p->request;
    px_str act = px_fields_get(&request->query, "act");
    px_str behind = px_fields_get(&request->query, "after");
    px_error ignored = PX_ERROR_INIT;
    px_answer_published *answers;
    long long after = 0;
    size_t n;
    int rc;

    if (!act.len)
        return 0;
    (void)!px_parse_int(behind, 0, INT64_MAX / 2, &after, &ignored);
    rc =
        px_answers_of_act(request->db, request->arena, act, after, TWIN_ANSWERS, &answers, &n, err);
    if (rc < 0)
        return rc;
    px_json_key(json, "answers");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_str(json, "comment", answers[i].comment);
        px_json_pair_int(json, "number", answers[i].number);
        px_json_pair_int(json, "answer", answers[i].answer);
        px_json_pair_str(json, "status", answers[i].status);
        px_json_pair_str(json, "language", answers[i].language);
        px_json_pair_str(json, "digest", answers[i].digest);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "after");
    if (n == TWIN_ANSWERS)
        px_json_int(json, answers[n - 1].number);
    else
        px_json_null(json);
    return 0;
}

static int page_json(const round_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->v.code.code.id);
    px_json_pair_str(&json, "process", p->v.process.key);
    px_json_pair_int(&json, "round", p->round.number);
    json_progress(&json, p);
    json_shares(&json, "categories", "category", p->categories, p->n_categories);
    json_shares(&json, "chapters", "lasting_id", p->chapters, p->n_chapters);
    px_json_key(&json, "acts");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_acts; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "act", p->acts[i].act);
        px_json_pair_time(&json, "time", p->acts[i].time);
        px_json_pair_int(&json, "answers", p->acts[i].count);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    rc = json_act(p, &json, err);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

/* ---- Calling it answered */

/* 1 where it was done, 0 where the form says what is wrong. */
static int page_declare(const round_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_round_answered answered = { .code = p->v.code.code.id,
                                   .process = p->v.process.key,
                                   .number = p->round.number,
                                   .author = px_form_author(p->request) };
    int rc = px_access_need(p->request, PX_ACTION_PUBLISH_ANSWERS,
                            px_scope_code(p->v.code.code.row), err);

    if (rc < 0)
        return rc;
    if (!px_form_read(form))
        return 0;
    rc = px_house_write(p->request->house, px_round_answered_deed, &answered, err);
    if (rc < 0)
        return rc;
    px_reply_see_other(reply, px_request_address(p->request, p->request->language, false));
    return 1;
}

int px_page_round_answers(px_request *request, px_reply *reply, px_error *err)
{
    round_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc;

    p->request = request;
    rc = page_read(p, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    if (request->json)
        return page_json(p, reply, err);
    px_form_start(&form, request, fields, PX_COUNT(fields));
    if (request->method == PX_POST)
        rc = page_declare(p, &form, reply, err);
    if (rc == 0)
        page_show(p, &form, reply);
    return PX_MIN(rc, 0);
}
