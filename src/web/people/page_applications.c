/* SPDX-License-Identifier: EUPL-1.2 */
/* The queue of a call: filters, counts, and decisions on many at once. */
#include "drafting/people/call_json.h"
#include "drafting/people/country.h"
#include "web/access.h"
#include "web/form_sent.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/application_view.h"
#include "web/people/call_form.h"
#include "web/people/people_words.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

#define OLD_MS ((px_time)14 * 24 * 60 * 60 * 1000)

enum { PAGE = 50 };

static const char *const states[] = { "received", "accepted", "declined", "withdrawn" };

typedef struct queue {
    px_request *request;
    px_call call;
    px_application_filter filter;
    bool all; /* states */
    px_application *rows;
    size_t n_rows;
    bool more;
} queue;

/* ---- Reading */

static px_str queue_value(const px_request *request, const char *name)
{
    px_str value = px_fields_get(&request->query, name);

    return value.ptr ? value : PX_STR("");
}

static void queue_filter(queue *q)
{
    const px_request *request = q->request;
    px_str state = px_fields_get(&request->query, "state");

    q->all = px_str_is(state, "all");
    q->filter = (px_application_filter){
        .call = q->call.row,
        .state = q->all      ? PX_STR("")
                 : state.len ? state
                             : PX_STR("received"),
        .category = queue_value(request, "category"),
        .country = queue_value(request, "country"),
        .text = queue_value(request, "q"),
        .after = queue_value(request, "after"),
        .max = PAGE,
    };
}

static int queue_read(queue *q, px_error *err)
{
    px_request *request = q->request;
    int rc = px_call_of_request(request, &q->call, err);

    if (rc >= 0)
        rc = px_access_hide(request, PX_ACTION_DECIDE, px_scope_code(q->call.code), err);
    if (rc < 0)
        return rc;
    queue_filter(q);
    return px_application_list(request->db, request->arena, &q->filter, &q->rows, &q->n_rows,
                               &q->more, err);
}

/* ---- Addresses */

static px_str queue_address(const queue *q, px_str category, px_str after)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16 * 1024);
    const struct {
        const char *name;
        px_str value;
    } pairs[] = { { "state", q->all ? PX_STR("all") : q->filter.state },
                  { "category", category },
                  { "country", q->filter.country },
                  { "q", q->filter.text },
                  { "after", after } };

    px_builder_str(&out,
                   px_page_address(q->request, "/calls/%.*s/applications", PX_STR_ARG(q->call.id)));
    for (size_t i = 0, n = 0; i < PX_COUNT(pairs); i++) {
        if (!pairs[i].value.len)
            continue;
        px_builder_format(&out, "%c%s=", n++ ? '&' : '?', pairs[i].name);
        px_url_encode(&out, pairs[i].value);
    }
    return px_arena_str(q->request->arena, px_builder_view(&out));
}

/* ---- The view */

static px_str state_words(const px_request *request, px_str state)
{
    const char *title = px_application_state_title(state);

    return title ? px_part_sentence(request, px_str_of(px_tr(request->language, title)), false)
                 : state;
}

static void view_states(const queue *q, px_view_applications *view)
{
    px_view_applications_option *rows =
        px_arena_array(q->request->arena, PX_COUNT(states) + 1, sizeof(*rows));

    for (size_t i = 0; i < PX_COUNT(states); i++) {
        px_str value = px_str_of(states[i]);

        rows[i] = (px_view_applications_option){
            .value = value,
            .title = state_words(q->request, value),
            .chosen = !q->all && px_str_eq(value, q->filter.state),
        };
    }
    rows[PX_COUNT(states)] = (px_view_applications_option){
        .value = PX_STR("all"),
        .title = px_str_of(px_tr(q->request->language, N_("All states"))),
        .chosen = q->all,
    };
    view->states = rows;
    view->n_states = PX_COUNT(states) + 1;
}

static int view_choices(const queue *q, px_view_applications *view, px_error *err)
{
    px_arena *arena = q->request->arena;
    px_view_applications_option *rows;
    px_category *categories;
    px_country *countries;
    size_t n;
    int rc = px_category_list(arena, px_part_tag(q->request), &categories, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_applications_option){
            .value = px_str_of(categories[i].key),
            .title = categories[i].title,
            .chosen = px_str_is(q->filter.category, categories[i].key),
        };
    view->categories = rows;
    view->n_categories = n;
    rc = px_country_list(arena, px_part_tag(q->request), &countries, &n, err);
    if (rc < 0)
        return rc;
    rows = px_arena_array(arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_applications_option){
            .value = countries[i].code,
            .title = countries[i].title,
            .chosen = px_str_eq(q->filter.country, countries[i].code),
        };
    view->countries = rows;
    view->n_countries = n;
    return 0;
}

static int view_counts(const queue *q, px_view_applications *view, px_error *err)
{
    px_view_applications_count *rows;
    px_application_count *counts;
    size_t n;
    int rc =
        px_application_counts(q->request->db, q->request->arena, q->call.row, &counts, &n, err);

    if (rc < 0)
        return rc;
    rows = px_arena_array(q->request->arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_applications_count){
            .category = px_people_category(q->request, counts[i].category),
            .link = queue_address(q, counts[i].category, PX_STR("")),
            .received = counts[i].received,
            .accepted = counts[i].accepted,
            .declined = counts[i].declined,
            .withdrawn = counts[i].withdrawn,
        };
    view->counts = rows;
    view->n_counts = n;
    return 0;
}

static void view_rows(const queue *q, px_view_applications *view)
{
    const px_request *request = q->request;
    px_view_applications_row *rows = px_arena_array(request->arena, q->n_rows, sizeof(*rows));

    for (size_t i = 0; i < q->n_rows; i++) {
        const px_application *a = &q->rows[i];
        bool waits = px_str_is(a->state, "received");

        rows[i] = (px_view_applications_row){
            .id = a->id,
            .link = px_page_address(request, "/applications/%.*s", PX_STR_ARG(a->id)),
            .name = a->name,
            .organisation = a->organisation,
            .category = px_people_category(request, a->category),
            .country = px_country_title(a->country, px_part_tag(request)),
            .state = state_words(request, a->state),
            .waits = waits,
            .chosen = px_form_sent_has(request, "id", a->id),
            .late = a->late,
            .old = waits && a->received < request->now - OLD_MS,
            .received = px_part_moment(request, a->received),
        };
        view->decidable |= waits;
    }
    view->rows = rows;
    view->n_rows = q->n_rows;
}

static int view_old(const queue *q, px_view_applications *view, px_error *err)
{
    px_application_waiting *waiting;
    size_t n;
    int rc =
        px_application_waiting_list(q->request->db, q->request->arena, q->request->now - OLD_MS,
                                    px_part_tag(q->request), &waiting, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (px_str_eq(waiting[i].call, q->call.id))
            view->old = waiting[i].old;
    return rc;
}

static int queue_html(queue *q, px_form *form, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = q->request;
    px_str here = px_page_address(request, "/calls/%.*s/applications", PX_STR_ARG(q->call.id));
    const px_view_form *shown = px_form_show(form, reply, here, N_("Decide"));
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };
    px_view_applications view = {
        .back = px_page_address(request, "/calls/%.*s", PX_STR_ARG(q->call.id)),
        .title = q->call.title,
        .action = here,
        .send = queue_address(q, q->filter.category, q->filter.after),
        .csrf = shown->csrf,
        .decided = px_form_sent_number(request, "decided"),
        .words = q->filter.text,
        .filtered = q->all || q->filter.category.len || q->filter.country.len ||
                    q->filter.text.len || q->filter.after.len ||
                    !px_str_is(q->filter.state, "received"),
        .errors = shown->errors,
        .fields = shown->fields,
        .n_fields = shown->n_fields,
    };
    int rc = view_choices(q, &view, err);

    if (rc >= 0)
        rc = view_counts(q, &view, err);
    if (rc >= 0)
        rc = view_old(q, &view, err);
    if (rc < 0)
        return rc;
    frame.title = px_form_title(form, px_str_of(px_tr(request->language, N_("Applications"))));
    view_states(q, &view);
    view_rows(q, &view);
    if (q->more)
        view.following = queue_address(q, q->filter.category, q->rows[q->n_rows - 1].id);
    if (q->filter.after.len)
        view.first = queue_address(q, q->filter.category, PX_STR(""));
    px_template_applications(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int queue_twin(const queue *q, px_reply *reply, px_error *err)
{
    const px_request *request = q->request;
    px_application_count *counts;
    px_json json;
    size_t n;
    int rc = px_application_counts(request->db, request->arena, q->call.row, &counts, &n, err);

    if (rc < 0)
        return rc;
    px_reply_json(reply, &json);
    reply->cache_control = "no-store";
    reply->shared = false;
    px_json_pair_str(&json, "call", q->call.id);
    px_json_key(&json, "counts");
    px_application_counts_json(&json, counts, n);
    px_json_key(&json, "applications");
    px_json_array(&json);
    for (size_t i = 0; i < q->n_rows; i++)
        px_application_json(&json, &q->rows[i], true);
    px_json_array_end(&json);
    px_json_pair_str(&json, "after", q->more ? q->rows[q->n_rows - 1].id : PX_STR_NONE);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- Deciding */

/* 1 where it was done, 0 where the form says what is wrong. */
static int queue_decide(queue *q, px_form *form, px_reply *reply, px_error *err)
{
    px_request *request = q->request;
    px_str *ids;
    size_t n = px_form_sent_all(request, "id", &ids);
    int rc;

    if (n == 0) {
        (void)px_form_read(form);
        px_form_fail(form, NULL, N_("tick the applications to decide on"), NULL);
        return 0;
    }
    rc = px_decision_form_send(form, &q->call, ids, n, err);
    if (rc > 0)
        px_reply_see_other(reply, px_page_address(request, "/calls/%.*s/applications?decided=%zu",
                                                  PX_STR_ARG(q->call.id), n));
    return rc;
}

int px_page_applications(px_request *request, px_reply *reply, px_error *err)
{
    queue q = { .request = request };
    px_form form;
    int rc = queue_read(&q, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return queue_twin(&q, reply, err);
    rc = px_decision_form_start(&form, request, &q.call, NULL, err);
    if (rc >= 0 && request->method == PX_POST)
        rc = queue_decide(&q, &form, reply, err);
    return rc != 0 ? (rc < 0 ? rc : 0) : queue_html(&q, &form, reply, err);
}
