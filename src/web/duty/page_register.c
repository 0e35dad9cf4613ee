/* SPDX-License-Identifier: EUPL-1.2 */
/* The register: what was published on models, with what one can choose from. */
#include "web/duty/duty_view.h"
#include "web/duty/opening_view.h"
#include "web/duty/register_query.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { SELECTS = 4 };

typedef struct register_page {
    px_request *request;
    px_register_query query;
    px_register_counts counts;
    px_published *published;
    size_t count;
    bool more; /* there is a next page */
} register_page;

static int page_read(register_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc;

    p->query = px_register_query_read(request);
    rc = px_register_list(request->db, request->arena, &p->query.filter, &p->published, &p->count,
                          err);
    if (rc >= 0)
        rc = px_register_count_all(request->db, request->arena, &p->query.filter, &p->counts, err);
    p->more = p->count > PX_REGISTER_PAGE;
    p->count = PX_MIN(p->count, (size_t)PX_REGISTER_PAGE);
    return rc;
}

static px_str form_title(const px_request *request, px_str form)
{
    return px_bilingual_in(&px_official_form_by_name(form)->title, px_part_tag(request));
}

/* ---- The list */

static px_str words_of(const px_request *request, const px_str *words, size_t n)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);

    for (size_t i = 0; i < n; i++)
        px_builder_format(&text, "%s%.*s", i ? ", " : "", PX_STR_ARG(words[i]));
    return px_arena_str(request->arena, px_builder_view(&text));
}

static px_view_register_row show_row(const px_request *request, const px_published *p)
{
    px_recipient recipient = px_register_recipient(p);
    px_view_register_row row = {
        .model = p->model_name,
        .model_link = px_page_address(request, "/providers/%.*s/models/%.*s",
                                      PX_STR_ARG(p->provider_slug), PX_STR_ARG(p->model_slug)),
        .provider = p->provider_name,
        .provider_link = px_page_address(request, "/providers/%.*s", PX_STR_ARG(p->provider_slug)),
        .title = form_title(request, p->form),
        .link = px_register_link(request, p),
        .covers = words_of(request, p->covers, p->n_covers),
        .number = p->number,
        .day = px_duty_day(request, p->day),
        .due = px_duty_day(request, p->next_update),
        .overdue = p->next_update.len && px_str_cmp(p->next_update, px_duty_today(request)) < 0,
        .missing = recipient == PX_RECIPIENT_PUBLIC ? p->missing : 0,
    };

    row.taken = px_taken_show(request, p, &row.n_taken);
    if (px_published_is_open(p, recipient) && recipient != PX_RECIPIENT_PUBLIC)
        row.recipient = px_str_of(px_tr(request->language, px_recipient_title(recipient)));
    return row;
}

/* ---- What one can choose */

/* "Example Lab (12)". */
static px_str counted(const px_request *request, px_str title, size_t count)
{
    return px_str_of(px_arena_format(request->arena, "%.*s (%zu)", PX_STR_ARG(title), count));
}

static px_view_comments_select select_of(const px_request *request, const px_register_count *counts,
                                         size_t n, px_str chosen,
                                         px_str (*title)(const px_request *,
                                                         const px_register_count *))
{
    px_view_comments_option *rows = px_arena_array(request->arena, n + 1, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_comments_option){
            .value = counts[i].name,
            .title = counted(request, title(request, &counts[i]), counts[i].count),
            .chosen = px_str_eq(counts[i].name, chosen),
        };
    return (px_view_comments_select){ .options = rows, .n_options = n };
}

static px_str title_of_form(const px_request *request, const px_register_count *count)
{
    return form_title(request, count->name);
}

static px_str title_of_provider(const px_request *request, const px_register_count *count)
{
    (void)request;
    return count->title;
}

static px_str title_of_language(const px_request *request, const px_register_count *count)
{
    return px_part_language(request, count->name);
}

static px_view_comments_select select_order(const px_request *request, px_register_order order)
{
    px_view_comments_option *rows =
        px_arena_array(request->arena, PX_REGISTER_ORDER_COUNT, sizeof(*rows));

    for (int i = 0; i < PX_REGISTER_ORDER_COUNT; i++)
        rows[i] = (px_view_comments_option){
            .value = px_str_of(px_register_order_name((px_register_order)i)),
            .title =
                px_str_of(px_tr(request->language, px_register_order_title((px_register_order)i))),
            .chosen = (px_register_order)i == order,
        };
    return (px_view_comments_select){ .options = rows, .n_options = PX_REGISTER_ORDER_COUNT };
}

static void show_choice(const register_page *p, px_view_register *view)
{
    const px_request *request = p->request;
    const px_register_filter *f = &p->query.filter;
    px_view_comments_select *rows = px_arena_array(request->arena, SELECTS, sizeof(*rows));
    static const struct {
        const char *id, *name, *label, *any;
    } words[SELECTS] = {
        { "register-provider", "provider", N_("Provider"), N_("All providers") },
        { "register-form", "form", N_("Kind of document"), N_("All kinds") },
        { "register-language", "language", N_("With answers written in"), N_("Any language") },
        { "register-order", "order", N_("In order of"), NULL },
    };

    rows[0] = select_of(request, p->counts.providers, p->counts.n_providers, f->provider,
                        title_of_provider);
    rows[1] = select_of(request, p->counts.forms, p->counts.n_forms, f->form, title_of_form);
    rows[2] = select_of(request, p->counts.languages, p->counts.n_languages, f->language,
                        title_of_language);
    rows[3] = select_order(request, f->order);
    for (size_t i = 0; i < SELECTS; i++) {
        rows[i].id = px_str_of(words[i].id);
        rows[i].name = px_str_of(words[i].name);
        rows[i].label = px_str_of(px_tr(request->language, words[i].label));
        if (words[i].any)
            rows[i].any = px_str_of(px_tr(request->language, words[i].any));
    }
    view->selects = rows;
    view->n_selects = SELECTS;
    view->words = f->words;
    view->from = f->from;
    view->to = f->to;
    view->refused = p->query.refused;
    view->filtered = f->form.len || f->provider.len || f->words.len || f->language.len ||
                     f->from.len || f->to.len || p->query.refused;
}

/* ---- The page */

static px_str with_query(const register_page *p, px_str address, long long page)
{
    return px_str_of(
        px_arena_format(p->request->arena, "%.*s%.*s", PX_STR_ARG(address),
                        PX_STR_ARG(px_register_query_text(p->request, &p->query.filter, page))));
}

static void show_ways(const register_page *p, px_view_register *view)
{
    const px_request *request = p->request;
    px_str here = px_page_address(request, "/register");
    long long page = p->query.page;

    view->action = px_page_address(request, "/register/domains");
    view->verify = px_page_address(request, "/register/verify");
    view->providers = px_page_address(request, "/providers");
    view->check = request->server ? px_page_address(request, "/check") : PX_STR_NONE;
    view->here = here;
    view->twin = with_query(p, px_request_address(request, request->language, true), page);
    view->csv = with_query(p, px_page_address(request, "/register.csv"), 1);
    view->feed = with_query(p, px_page_address(request, "/register/feed.atom"), 1);
    if (page > 1)
        view->previous = with_query(p, here, page - 1);
    if (p->more)
        view->following = with_query(p, here, page + 1);
}

static void page_show(const register_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_register_row *rows = px_arena_array(request->arena, p->count + 1, sizeof(*rows));
    px_view_register view = { .documents = rows,
                              .n_documents = p->count,
                              .count = (long long)p->counts.total };
    px_frame frame = { .room = PX_ROOM_REGISTER };

    for (size_t i = 0; i < p->count; i++)
        rows[i] = show_row(request, &p->published[i]);
    show_choice(p, &view);
    show_ways(p, &view);
    frame.query = px_register_query_text(request, &p->query.filter, p->query.page);
    frame.title = px_str_of(px_tr(request->language, N_("Register")));
    frame.description = frame.title;
    frame.feed = view.feed;
    frame.feed_title = frame.title;
    reply->shared = true;
    px_template_register(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The twin */

static void json_row(px_json *json, const px_request *request, const px_published *p)
{
    px_recipient recipient = px_register_recipient(p);

    px_json_object(json);
    px_json_pair_str(json, "document", p->id);
    px_json_pair_str(json, "form", p->form);
    px_json_pair_str(json, "provider", p->provider_slug);
    px_json_pair_str(json, "model", p->model_slug);
    px_json_pair_int(json, "number", p->number);
    px_json_pair_str(json, "date", p->day);
    px_json_pair_str(json, "next_update", p->next_update);
    px_json_pair_int(json, "domains", (long long)p->n_domains);
    px_json_pair_cstr(json, "recipient", px_recipient_name(recipient));
    px_json_pair_bool(json, "public", px_published_is_open(p, recipient));
    px_published_times_json(json, p);
    px_json_pair_str(json, "link", px_register_link(request, p));
    px_json_pair_str(json, "act", p->act);
    px_json_object_end(json);
}

static void json_counts(px_json *json, const register_page *p, const char *name,
                        const px_register_count *counts, size_t n)
{
    px_json_key(json, name);
    px_json_object(json);
    for (size_t i = 0; i < n; i++) {
        px_json_key(json, px_arena_cstr(p->request->arena, counts[i].name));
        px_json_int(json, (long long)counts[i].count);
    }
    px_json_object_end(json);
}

static int page_json(const register_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_int(&json, "count", (long long)p->counts.total);
    px_json_pair_int(&json, "page", p->query.page);
    json_counts(&json, p, "forms", p->counts.forms, p->counts.n_forms);
    json_counts(&json, p, "providers", p->counts.providers, p->counts.n_providers);
    json_counts(&json, p, "languages", p->counts.languages, p->counts.n_languages);
    px_json_key(&json, "documents");
    px_json_array(&json);
    for (size_t i = 0; i < p->count; i++)
        json_row(&json, p->request, &p->published[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_register(px_request *request, px_reply *reply, px_error *err)
{
    register_page p = { .request = request };
    int rc = page_read(&p, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return page_json(&p, reply, err);
    page_show(&p, reply);
    return 0;
}
