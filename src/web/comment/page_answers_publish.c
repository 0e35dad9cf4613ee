/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing the drafts of answers of a code, or of one of its rounds, together. */
#include "web/access.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

static const px_form_field fields[] = {
    { "which", PX_FORM_RADIO, N_("What is published"), NULL, .required = true },
    { "certain", PX_FORM_CHECK, N_("Publish them now; they are not changed any more"),
      .required = true },
};

typedef struct round_choice {
    px_str value; /* "edition-1/2" */
    px_process process;
    px_round round;
    px_answers_ready ready;
} round_choice;

typedef struct publish_page {
    px_request *request;
    px_code code;
    px_answers_ready ready; /* of all */
    round_choice *rounds;   /* those that have drafts */
    size_t n_rounds, room;
} publish_page;

/* ---- Reading */

static int read_round(publish_page *p, const px_process *process, const px_round *round,
                      px_error *err)
{
    const px_request *request = p->request;
    round_choice choice = { .process = *process, .round = *round };
    int rc = px_answers_ready_read(request->db, &p->code, round, &request->session.who,
                                   &choice.ready, err);

    if (rc < 0 || !choice.ready.count)
        return rc;
    choice.value = px_str_of(
        px_arena_format(request->arena, "%.*s/%d", PX_STR_ARG(process->key), round->number));
    p->rounds = px_arena_grow(request->arena, p->rounds, p->n_rounds, &p->room, sizeof(*p->rounds));
    p->rounds[p->n_rounds++] = choice;
    return 0;
}

static int read_rounds(publish_page *p, px_error *err)
{
    const px_request *request = p->request;
    px_process *processes;
    size_t n, n_rounds;
    int rc = px_process_list(request->db, request->arena, &p->code, px_part_tag(request),
                             &processes, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_round *rounds;

        rc = px_round_list(request->db, request->arena, &processes[i], &rounds, &n_rounds, err);
        for (size_t k = 0; rc >= 0 && k < n_rounds; k++)
            rc = read_round(p, &processes[i], &rounds[k], err);
    }
    return rc;
}

static int page_read(publish_page *p, px_error *err)
{
    const px_request *request = p->request;
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &p->code, err);

    if (rc >= 0)
        rc = px_access_need(request, PX_ACTION_PUBLISH_ANSWERS, px_scope_code(p->code.row), err);
    if (rc >= 0)
        rc = px_answers_ready_read(request->db, &p->code, NULL, &request->session.who, &p->ready,
                                   err);
    return rc < 0 ? rc : read_rounds(p, err);
}

/* ---- The page */

static px_str code_link(const publish_page *p, const char *rest)
{
    return px_page_address(p->request, "/codes/%.*s/answers%s", PX_STR_ARG(p->code.id), rest);
}

static px_str answers_words(const px_request *request, int64_t count)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(256), number = PX_BUILDER_INIT(64);
    px_arg arg = { .name = "count" };

    px_format_int(&number, request->language, count);
    arg.value = px_builder_view(&number);
    px_message_fill(&words,
                    px_tr_plural(request->language, N_PLURAL("one answer", "{count} answers"),
                                 (unsigned long long)count),
                    &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

/* All of them, or those of one round. */
static void page_form(const publish_page *p, px_form *form)
{
    px_request *request = p->request;
    px_form_choice *choices = px_arena_array(request->arena, p->n_rounds + 1, sizeof(*choices));

    choices[0] = (px_form_choice){
        .value = PX_STR("all"),
        .title = px_str_of(px_tr(request->language, N_("All drafts that you may publish"))),
        .note = answers_words(request, p->ready.count),
    };
    for (size_t i = 0; i < p->n_rounds; i++) {
        const round_choice *r = &p->rounds[i];
        px_str number = px_str_of(px_arena_format(request->arena, "%d", r->round.number));

        choices[i + 1] = (px_form_choice){
            .value = r->value,
            .title = px_part_headed(
                request, r->process.title.len ? r->process.title : r->process.key,
                px_comment_view_message(request, N_("Round {number}"), "number", number)),
            .note = answers_words(request, r->ready.count),
        };
    }
    px_form_start(form, request, fields, PX_COUNT(fields));
    px_form_offer(form, "which", choices, p->n_rounds + 1);
    px_form_set(form, "which", PX_STR("all"));
}

/* The act of the address that the form led to, and how many answers it published. */
static void page_notice(const publish_page *p, px_view_answers_publish *view)
{
    const px_request *request = p->request;
    px_str id = px_fields_get(&request->query, "act");
    px_error ignored = PX_ERROR_INIT;
    int64_t n = 0;

    if (!px_id_is_public(id) || px_answers_act_count(request->db, id, &n, &ignored) < 0)
        return;
    view->published = (long long)n;
    view->act = px_page_address(request, "/log/%.*s", PX_STR_ARG(id));
}

static void page_show(const publish_page *p, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_answers_ready_status statuses[PX_ANSWER_STATUS_COUNT];
    px_view_answers_publish view = {
        .head = px_comment_view_crumbs(request, &p->code),
        .back = code_link(p, ""),
        .twin = px_request_address(request, request->language, true),
        .count = (long long)p->ready.count,
        .open = (long long)p->ready.open,
        .open_link = code_link(p, "?state=open"),
        .drafts_link = code_link(p, "?state=drafted"),
        .statuses = statuses,
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true, .one_twin = true };

    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        if (p->ready.statuses[i])
            statuses[view.n_statuses++] = (px_view_answers_ready_status){
                .title = px_answer_view_status(request, (px_answer_status)i),
                .count = (long long)p->ready.statuses[i],
            };
    page_notice(p, &view);
    if (p->ready.count)
        view.form =
            px_form_show(form, reply, code_link(p, "/publish"), N_("Publish these answers"));
    frame.title = px_form_title(form, px_str_of(px_tr(request->language, N_("Publish answers"))));
    px_template_answers_publish(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static void json_ready(px_json *json, const px_answers_ready *ready)
{
    px_json_pair_int(json, "answers", ready->count);
    px_json_pair_int(json, "open", ready->open);
    px_json_key(json, "statuses");
    px_json_object(json);
    for (int i = 0; i < PX_ANSWER_STATUS_COUNT; i++)
        px_json_pair_int(json, px_answer_status_name((px_answer_status)i), ready->statuses[i]);
    px_json_object_end(json);
}

static int page_json(const publish_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    json_ready(&json, &p->ready);
    px_json_key(&json, "rounds");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_rounds; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "process", p->rounds[i].process.key);
        px_json_pair_int(&json, "round", p->rounds[i].round.number);
        json_ready(&json, &p->rounds[i].ready);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Publishing */

/* 1 where it was done, 0 where the form says what is wrong. */
static int page_publish(const publish_page *p, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = p->request;
    px_answers_publish publish = { .code = p->code.id,
                                   .who = &request->session.who,
                                   .author = px_form_author(request) };
    bool done = false;
    int rc;

    if (!p->ready.count)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("no answer is ready to be published; write answers first"), NULL);
    if (!px_form_read(form))
        return 0;
    for (size_t i = 0; i < p->n_rounds; i++)
        if (px_str_eq(p->rounds[i].value, px_form_text(form, "which"))) {
            publish.process = p->rounds[i].process.key;
            publish.round = p->rounds[i].round.number;
        }
    rc = px_form_deed(form, px_answers_publish_deed, &publish, &done, err);
    if (rc < 0 || !done)
        return rc;
    px_reply_see_other(reply, px_page_address(request, "/codes/%.*s/answers/publish?act=%s",
                                              PX_STR_ARG(p->code.id), publish.ret_act));
    return 1;
}

int px_page_answers_publish(px_request *request, px_reply *reply, px_error *err)
{
    publish_page *p = px_arena_alloc(request->arena, sizeof(*p));
    px_form form;
    int rc;

    p->request = request;
    rc = page_read(p, err);
    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return page_json(p, reply, err);
    page_form(p, &form);
    if (request->method == PX_POST)
        rc = page_publish(p, &form, reply, err);
    if (rc == 0)
        page_show(p, &form, reply);
    return PX_MIN(rc, 0);
}
