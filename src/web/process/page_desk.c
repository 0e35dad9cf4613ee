/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: what waits for whoever has signed in, most urgent first; by choice of one sort. */
#include "code/code.h"
#include "drafting/desk.h"
#include "duty/duty_desk.h"
#include "web/duty/overview_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_SOURCES = 40 };

typedef struct desk_page {
    const px_request *request;
    px_desk desk;
    px_str only;               /* name of a source; empty: all */
    bool has_models;           /* of a provider for whom the person works */
    px_overview_page overview; /* then: these models */
    px_code *codes;
    size_t n_codes;
} desk_page;

/* ---- Reading */

static int desk_page_read(px_request *request, desk_page *p, px_error *err)
{
    px_str tag = px_part_tag(request);
    px_desk_order order = { .who = &request->session.who,
                            .now = request->now,
                            .language = tag,
                            .more = px_duty_desk,
                            .n_more = px_duty_desk_count };
    int rc = px_desk_read(request->db, request->arena, &order, &p->desk, err);

    if (rc >= 0)
        rc = px_code_list(request->db, request->arena, tag, &p->codes, &p->n_codes, err);
    p->has_models = px_may_somewhere(&request->session.who, PX_ACTION_READ_CLAIMS);
    if (rc >= 0 && p->has_models)
        rc = px_overview_page_read(request, 0, &p->overview, err);
    p->request = request;
    p->only = px_fields_get(&request->query, "only");
    return rc;
}

static bool desk_takes(const desk_page *p, const px_desk_item *item)
{
    return !p->only.len || px_str_is(p->only, item->source->name);
}

static px_str desk_code_title(const desk_page *p, px_str id)
{
    for (size_t i = 0; i < p->n_codes; i++)
        if (px_str_eq(p->codes[i].id, id))
            return p->codes[i].title.len ? p->codes[i].title : id;
    return id;
}

/* ---- The page */

/* What there is to do, in words, for that many things. */
static px_str desk_task(const px_request *request, const px_desk_source *source, long long count)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(1024), number = PX_BUILDER_INIT(64);
    const px_language *language = request->language;
    px_arg arg = { "count", PX_STR_NONE };

    if (!source->many)
        return px_str_of(px_tr(language, source->one));
    px_format_int(&number, language, count);
    arg.value = px_builder_view(&number);
    px_message_fill(&words,
                    px_tr_plural(language, source->one, source->many, (unsigned long long)count),
                    &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&words));
}

static px_view_desk_item desk_row(const desk_page *p, const px_desk_item *item)
{
    const px_request *request = p->request;
    px_view_desk_item row = {
        .task = desk_task(request, item->source, item->count),
        .title = item->title,
        .link = px_page_address(request, "%.*s", PX_STR_ARG(item->address)),
        .overdue = item->overdue,
    };

    if (item->code.len)
        row.code_title = desk_code_title(p, item->code);
    if (item->due == PX_TIME_NONE)
        row.since = px_part_moment(request, item->since);
    else if (item->day_only)
        row.day = px_deadline_day(request, item->zone, item->due);
    else
        row.due = px_deadline_show(request, item->zone, item->due, !item->overdue);
    return row;
}

/* The sorts of things that wait, each with how many, where there is more than one sort. */
static void desk_choices(const desk_page *p, px_view_desk *view)
{
    px_view_desk_choice *rows = px_arena_array(p->request->arena, MAX_SOURCES, sizeof(*rows));
    const px_desk_source *sources[MAX_SOURCES];
    size_t n = 0;

    for (size_t i = 0; i < p->desk.count; i++) {
        const px_desk_source *source = p->desk.items[i].source;
        size_t k = 0;

        while (k < n && sources[k] != source)
            k++;
        if (k == MAX_SOURCES)
            continue;
        if (k == n) {
            sources[n] = source;
            rows[n++] = (px_view_desk_choice){
                .name = px_str_of(px_tr(p->request->language, source->title)),
                .link = px_page_address(p->request, "/desk?only=%s", source->name),
                .current = px_str_is(p->only, source->name),
            };
        }
        rows[k].count++;
    }
    view->all = px_page_address(p->request, "/desk");
    view->choices = rows;
    view->n_choices = n > 1 ? n : 0;
}

/* Where one can go from here: what the secretariat works with, else what everybody may read. */
static void desk_offers(const desk_page *p, px_view_desk *view)
{
    static const struct {
        const char *name, *note, *address;
        px_action action;
    } offers[] = {
        { N_("Participants"), N_("who takes part; add people, give and end roles"), "/people",
          PX_ACTION_KEEP_PEOPLE },
        { N_("Mails"), N_("what waits to be sent, what failed, what was sent"), "/mail",
          PX_ACTION_READ_MAIL },
        { N_("Calls"), N_("take part in a process that looks for people"), "/calls",
          PX_ACTION_READ_SITE },
        { N_("Read the codes"), N_("in every version, and compare what changed"), "/",
          PX_ACTION_READ_SITE },
        { N_("Your comments"), N_("drafts, what you submitted, and the receipts"), "/me/comments",
          PX_ACTION_CONTRIBUTE },
        { N_("Your account"), N_("your roles, your applications, language and mails"), "/me",
          PX_ACTION_KEEP_ACCOUNT },
    };
    const px_request *request = p->request;
    px_view_desk_offer *rows = px_arena_array(request->arena, PX_COUNT(offers), sizeof(*rows));

    for (size_t i = 0; i < PX_COUNT(offers); i++)
        if (px_may_somewhere(&request->session.who, offers[i].action))
            rows[view->n_offers++] = (px_view_desk_offer){
                .name = px_str_of(px_tr(request->language, offers[i].name)),
                .note = px_str_of(px_tr(request->language, offers[i].note)),
                .link = px_page_address(request, "%s", offers[i].address),
            };
    view->offers = rows;
}

static void desk_html(const desk_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_desk_item *rows = px_arena_array(request->arena, p->desk.count, sizeof(*rows));
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Desk"))),
        .room = PX_ROOM_DESK,
        .hidden = true,
        .one_twin = !p->has_models,
    };
    px_view_desk view = {
        .count = (long long)p->desk.count,
        .overdue = (long long)p->desk.n_overdue,
        .filtered = p->only.len > 0,
        .items = rows,
        .twin = px_request_address(request, request->language, true),
    };

    for (size_t i = 0; i < p->desk.count; i++)
        if (desk_takes(p, &p->desk.items[i]))
            rows[view.n_items++] = desk_row(p, &p->desk.items[i]);
    desk_choices(p, &view);
    desk_offers(p, &view);
    if (p->has_models) {
        view.has_models = true;
        if (p->overview.overview.count)
            view.models =
                px_overview_page_show(request, &p->overview, px_page_address(request, "/desk"));
        frame.query = px_overview_page_query(request, &p->overview);
        view.twin = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(view.twin),
                                              PX_STR_ARG(frame.query)));
    }
    px_template_desk(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The twin */

static void desk_item_json(px_json *json, const px_desk_item *item)
{
    px_json_object(json);
    px_json_pair_cstr(json, "source", item->source->name);
    px_json_pair_int(json, "count", item->count);
    px_json_pair_str(json, "title", item->title);
    px_json_pair_str(json, "code", item->code.len ? item->code : PX_STR_NONE);
    px_json_pair_str(json, "address", item->address);
    px_json_key(json, "due");
    if (item->due == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, item->due);
    px_json_key(json, "since");
    if (item->since == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, item->since);
    px_json_pair_bool(json, "day_only", item->day_only);
    px_json_pair_bool(json, "overdue", item->overdue);
    px_json_object_end(json);
}

static int desk_json(const desk_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_int(&json, "overdue", (long long)p->desk.n_overdue);
    px_json_key(&json, "items");
    px_json_array(&json);
    for (size_t i = 0; i < p->desk.count; i++)
        desk_item_json(&json, &p->desk.items[i]);
    px_json_array_end(&json);
    if (p->has_models)
        px_overview_page_json(&json, &p->overview);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_desk(px_request *request, px_reply *reply, px_error *err)
{
    desk_page p = { 0 };
    int rc = desk_page_read(request, &p, err);

    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return desk_json(&p, reply, err);
    desk_html(&p, reply);
    return 0;
}
