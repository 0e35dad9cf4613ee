/* SPDX-License-Identifier: EUPL-1.2 */
/* The first page: the codes and where they stand, what is open now, the latest acts, search. */
#include "drafting/people/call.h"
#include "drafting/process/process.h"
#include "web/code_part.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LATEST_ACTS = 8 };

/* One code with where it stands today. */
typedef struct home_code {
    px_code_view view;
    const px_dossier_entry *last, *next; /* NULL: none is known */
} home_code;

typedef struct home {
    home_code *codes;
    size_t n_codes;
    px_call *calls; /* of the whole house */
    size_t n_calls;
    px_act_row *acts;
    size_t n_acts;
    px_time now;
    int64_t today; /* in the zone of the house, counted from 1970-01-01 */
    px_time until; /* when what is read here is no longer so; 0: never */
} home;

/* ---- Reading */

static int64_t home_today(const px_request *request)
{
    px_civil now = px_civil_from_time(request->zone, px_now(), NULL, NULL);

    return px_days_from_date(now.year, now.month, now.day);
}

static void home_expires(home *h, const px_request *request, int64_t day)
{
    px_error ignored = PX_ERROR_INIT;
    px_civil civil = { 0 };
    px_time start;

    if (day <= h->today)
        return;
    px_date_from_days(day, &civil.year, &civil.month, &civil.day);
    if (px_civil_resolve(request->zone, &civil, &start, NULL, &ignored) >= 0 &&
        (!h->until || start < h->until))
        h->until = start;
}

static void home_expires_call(home *h, const px_call *call)
{
    const px_time ends[] = { call->opens.at, px_call_end(call) };

    for (size_t i = 0; i < PX_COUNT(ends); i++)
        if (ends[i] > h->now && (!h->until || ends[i] < h->until))
            h->until = ends[i];
}

/* A round of the house opens and closes within a day. */
static void home_expires_at(home *h, const px_dossier_entry *entry)
{
    const px_time ends[] = { entry->begins_at, entry->ends_at };

    for (size_t i = 0; entry->process.len && i < PX_COUNT(ends); i++)
        if (ends[i] > h->now && (!h->until || ends[i] < h->until))
            h->until = ends[i];
}

/* Of a round of the house the instants decide, else the days. */
static bool home_is_open(const home *h, const px_dossier_entry *entry)
{
    if (entry->kind == PX_DOSSIER_ROUND && entry->process.len)
        return entry->begins_at <= h->now && h->now < entry->ends_at;
    return entry->kind == PX_DOSSIER_ROUND && entry->when.date.first <= h->today &&
           px_code_view_last_day(&entry->when) >= h->today;
}

static int home_read_code(px_request *request, home *h, home_code *code, px_error *err)
{
    px_code_view *v = &code->view;
    px_str tag = px_part_tag(request);
    int rc = px_version_list(request->db, request->arena, &v->code, tag, true, &v->versions,
                             &v->n_versions, err);

    if (rc >= 0)
        rc = px_process_dossier(request->db, request->arena, &v->code, tag, &v->dossier, err);
    if (rc < 0)
        return rc;
    px_code_part_around(&v->dossier, h->today, &code->last, &code->next);
    for (size_t i = 0; i < v->dossier.count; i++)
        if (px_code_view_is_step(&v->dossier.entries[i])) {
            home_expires(h, request, v->dossier.entries[i].when.date.first);
            home_expires(h, request, px_code_view_last_day(&v->dossier.entries[i].when) + 1);
            home_expires_at(h, &v->dossier.entries[i]);
        }
    return 0;
}

/* Codes with a text come first, then those in which something happened last; else by id. */
static int home_order(const void *a, const void *b)
{
    const home_code *x = a;
    const home_code *y = b;
    int64_t at_x = x->last ? x->last->when.date.first : INT64_MIN;
    int64_t at_y = y->last ? y->last->when.date.first : INT64_MIN;

    if (!x->view.n_versions != !y->view.n_versions)
        return x->view.n_versions ? -1 : 1;
    if (at_x != at_y)
        return at_x > at_y ? -1 : 1;
    return px_str_cmp(x->view.code.id, y->view.code.id);
}

static int home_read(px_request *request, home *h, px_error *err)
{
    px_code *codes;
    int rc =
        px_code_list(request->db, request->arena, px_part_tag(request), &codes, &h->n_codes, err);

    if (rc < 0)
        return rc;
    h->now = px_now();
    h->today = home_today(request);
    h->codes = px_arena_array(request->arena, h->n_codes, sizeof(*h->codes));
    for (size_t i = 0; i < h->n_codes && rc >= 0; i++) {
        h->codes[i].view = (px_code_view){ .request = request, .code = codes[i] };
        rc = home_read_code(request, h, &h->codes[i], err);
    }
    if (rc >= 0)
        rc = px_call_list(request->db, request->arena, 0, px_part_tag(request), &h->calls,
                          &h->n_calls, err);
    for (size_t i = 0; rc >= 0 && i < h->n_calls; i++)
        home_expires_call(h, &h->calls[i]);
    if (rc >= 0 && h->n_codes)
        qsort(h->codes, h->n_codes, sizeof(*h->codes), home_order);
    if (rc >= 0)
        rc = px_act_list(request->db, request->arena, -1, LATEST_ACTS, &h->acts, &h->n_acts, err);
    return rc;
}

/* ---- The page */

static px_str home_title_language(const px_code_view *v)
{
    return v->n_versions ? px_part_other_language(v->request, &v->versions[0]) : PX_STR_NONE;
}

static px_view_code_entry home_entry(const home_code *code)
{
    const px_code_view *v = &code->view;
    const px_dossier_entry *summary = px_code_view_first(&v->dossier, PX_DOSSIER_SUMMARY);
    const px_dossier_entry *notice = px_code_view_first(&v->dossier, PX_DOSSIER_NOTICE);
    px_view_code_entry entry = {
        .title = px_code_view_title(v),
        .title_language = home_title_language(v),
        .link = px_page_address(v->request, "/codes/%.*s", PX_STR_ARG(v->code.id)),
        .versions = (long long)v->n_versions,
        .last = px_code_part_last(v, code->last),
        .next = px_code_part_last(v, code->next),
    };

    if (summary) {
        entry.summary = summary->text.value;
        entry.summary_language = summary->text.language;
    }
    if (notice) {
        entry.notice = notice->text.value;
        entry.notice_language = notice->text.language;
    }
    if (v->n_versions) {
        const px_version *read = &v->versions[px_code_view_prime(v)];

        entry.latest = read->label;
        entry.latest_link = px_code_view_version_link(v, read);
        entry.state = px_part_state(v->request, read->state);
        entry.adopted = read->state == PX_VERSION_ADOPTED;
        entry.published = px_part_moment(v->request, read->published);
    }
    return entry;
}

/* Of a round of the house the page of its cycle, else its row in the history. */
static px_str home_round_link(const px_code_view *v, const px_dossier_entry *entry)
{
    if (!entry->process.len)
        return px_code_view_step_link(v, entry);
    if (!entry->cycle)
        return px_page_address(v->request, "/codes/%.*s/processes/%.*s", PX_STR_ARG(v->code.id),
                               PX_STR_ARG(entry->process));
    return px_page_address(v->request, "/codes/%.*s/processes/%.*s/cycles/%d",
                           PX_STR_ARG(v->code.id), PX_STR_ARG(entry->process), entry->cycle);
}

/* The draft that it is on, where it is read and commented on; none without a text. */
static px_str home_round_draft(const px_code_view *v, const px_dossier_entry *entry)
{
    const px_version *version = px_code_view_version(v, entry->version);

    if (!entry->process.len || !version)
        return PX_STR("");
    return px_code_view_version_link(v, version);
}

static void home_open_of(const home *h, const px_code_view *v, px_view_open_round *rows,
                         px_view_home *view)
{
    for (size_t i = 0; i < v->dossier.count; i++) {
        const px_dossier_entry *entry = &v->dossier.entries[i];

        view->known |= entry->kind == PX_DOSSIER_ROUND;
        if (home_is_open(h, entry))
            rows[view->n_open++] = (px_view_open_round){
                .title = entry->title.value,
                .title_language = entry->title.language,
                .link = home_round_link(v, entry),
                .draft = home_round_draft(v, entry),
                .closes = entry->process.len ? px_deadline_show(v->request, entry->when.zone,
                                                                entry->ends_at - 1000, true)
                                             : NULL,
                .code_title = px_code_view_title(v),
                .code_language = home_title_language(v),
                .code_link = px_page_address(v->request, "/codes/%.*s", PX_STR_ARG(v->code.id)),
                .when = px_code_view_when(v, &entry->when),
            };
    }
}

static px_view_open_round home_call(const px_request *request, const px_call *call)
{
    px_str language = call->text_language;

    return (px_view_open_round){
        .title = call->title,
        .title_language = px_str_eq(language, px_part_tag(request)) ? PX_STR_NONE : language,
        .link = px_page_address(request, "/calls/%.*s", PX_STR_ARG(call->id)),
        .closes = px_deadline_show(request, call->zone, call->closes.at, true),
        .code_title = call->code_title.len ? call->code_title : call->code_id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(call->code_id)),
    };
}

static void home_open(const px_request *request, const home *h, px_view_home *view)
{
    px_view_open_round *rows;
    size_t n = 0;

    for (size_t i = 0; i < h->n_codes; i++)
        n += h->codes[i].view.dossier.count;
    rows = px_arena_array(request->arena, n + h->n_calls, sizeof(*rows));
    for (size_t i = 0; i < h->n_codes; i++)
        home_open_of(h, &h->codes[i].view, rows, view);
    view->known |= h->n_calls > 0;
    for (size_t i = 0; i < h->n_calls; i++)
        if (px_call_state_at(&h->calls[i], h->now) == PX_CALL_OPEN)
            rows[view->n_open++] = home_call(request, &h->calls[i]);
    view->open = rows;
}

static void home_html(const px_request *request, px_reply *reply, const home *h)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_code_entry *codes = px_arena_array(request->arena, h->n_codes, sizeof(*codes));
    px_view_home view = {
        .house = px_str_of(px_house_name(request->house)),
        .codes = codes,
        .n_codes = h->n_codes,
        .acts = px_part_acts(request, h->acts, h->n_acts),
        .n_acts = h->n_acts,
        .search = px_page_address(request, "/search"),
        .check = request->server ? px_page_address(request, "/check") : PX_STR_NONE,
        .log = px_page_address(request, "/log"),
        .feed = px_page_address(request, "/feed.atom"),
    };
    px_frame frame = {
        .room = PX_ROOM_CODES,
        .description = px_str_of(
            px_tr(request->language, N_("Codes of practice, in every version, with the public "
                                        "record of what was done to them and when."))),
    };

    for (size_t i = 0; i < h->n_codes; i++)
        codes[i] = home_entry(&h->codes[i]);
    home_open(request, h, &view);
    px_template_home(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The twin */

static void home_step_json(px_json *json, const px_code_view *v, const char *key,
                           const px_dossier_entry *entry)
{
    px_json_key(json, key);
    if (entry)
        px_dossier_entry_json(json, entry, px_part_tag(v->request));
    else
        px_json_null(json);
}

static void home_code_json(px_json *json, const home_code *code)
{
    const px_code_view *v = &code->view;

    px_json_object(json);
    px_json_pair_str(json, "code", v->code.id);
    px_json_pair_str(json, "title", v->code.title);
    px_json_pair_int(json, "versions", (long long)v->n_versions);
    px_json_key(json, "latest");
    if (v->n_versions)
        px_part_version_json(json, &v->versions[0]);
    else
        px_json_null(json);
    home_step_json(json, v, "last_step", code->last);
    home_step_json(json, v, "next_step", code->next);
    px_json_object_end(json);
}

static void home_open_json(px_json *json, const home *h)
{
    px_json_key(json, "open");
    px_json_array(json);
    for (size_t i = 0; i < h->n_codes; i++) {
        const px_code_view *v = &h->codes[i].view;

        for (size_t k = 0; k < v->dossier.count; k++)
            if (home_is_open(h, &v->dossier.entries[k])) {
                px_json_object(json);
                px_json_pair_str(json, "code", v->code.id);
                home_step_json(json, v, "round", &v->dossier.entries[k]);
                px_json_object_end(json);
            }
    }
    px_json_array_end(json);
}

static void home_calls_json(px_json *json, const home *h)
{
    px_json_key(json, "calls");
    px_json_array(json);
    for (size_t i = 0; i < h->n_calls; i++) {
        const px_call *call = &h->calls[i];

        if (px_call_state_at(call, h->now) != PX_CALL_OPEN)
            continue;
        px_json_object(json);
        px_json_pair_str(json, "call", call->id);
        px_json_pair_str(json, "code", call->code_id);
        px_json_pair_cstr(json, "kind", call->chairs ? "chairs" : "participants");
        px_json_pair_str(json, "title", call->title);
        px_json_pair_time(json, "closes", call->closes.at);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int home_json(const px_request *request, px_reply *reply, const home *h, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_cstr(&json, "house", px_house_name(request->house));
    px_json_key(&json, "codes");
    px_json_array(&json);
    for (size_t i = 0; i < h->n_codes; i++)
        home_code_json(&json, &h->codes[i]);
    px_json_array_end(&json);
    home_open_json(&json, h);
    home_calls_json(&json, h);
    px_json_key(&json, "acts");
    px_json_array(&json);
    for (size_t i = 0; i < h->n_acts; i++)
        px_part_act_json(&json, &h->acts[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_home(px_request *request, px_reply *reply, px_error *err)
{
    home h = { 0 };
    int rc = home_read(request, &h, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    reply->until = h.until;
    if (request->json)
        return home_json(request, reply, &h, err);
    home_html(request, reply, &h);
    return 0;
}
