/* SPDX-License-Identifier: EUPL-1.2 */
/* Is my domain in it? Over the newest summaries of all models. */
#include "duty/official_value.h"
#include "duty/register.h"
#include "web/duty/duty_view.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

enum { CONTACTS = 5 /* models of which it is told whom to turn to */ };

static const char *relation_title(px_domain_relation relation)
{
    static const char *const titles[PX_DOMAIN_RELATION_COUNT] = {
        [PX_DOMAIN_EXACT] = N_("the domain that you asked for"),
        [PX_DOMAIN_ABOVE] = N_("the domain that yours lies in"),
        [PX_DOMAIN_BELOW] = N_("a part of your domain"),
    };

    return titles[relation];
}

/* By the id of the document: a hit does not name the version that it may be of. */
static px_str hit_link(const px_request *request, const px_domain_hit *hit)
{
    return px_page_address(request, "/documents/%.*s", PX_STR_ARG(hit->published.id));
}

static px_str hit_csv(const px_request *request, const px_domain_hit *hit)
{
    if (!hit->published.domains.len)
        return PX_STR("");
    return px_page_address(request, "/documents/%.*s/domains.csv", PX_STR_ARG(hit->published.id));
}

static px_view_register_hit show_hit(const px_request *request, const px_domain_hit *hit)
{
    PX_AUTO_BUILDER px_builder rank = PX_BUILDER_INIT(256);
    px_arg args[] = {
        { "rank",
          px_str_of(px_arena_format(request->arena, "%llu", (unsigned long long)hit->rank)) },
        { "count",
          px_str_of(px_arena_format(request->arena, "%llu", (unsigned long long)hit->of)) },
    };

    px_message(&rank, request->language, N_("{rank} of {count}"), args, PX_COUNT(args));
    return (px_view_register_hit){
        .domain = hit->domain,
        .relation = px_str_of(px_tr(request->language, relation_title(hit->relation))),
        .rank = px_arena_str(request->arena, px_builder_view(&rank)),
        .bytes = (long long)hit->bytes,
        .model = hit->published.model_name,
        .provider = hit->published.provider_name,
        .link = hit_link(request, hit),
        .csv = hit_csv(request, hit),
        .number = hit->published.number,
        .day = px_duty_day(request, hit->published.day),
    };
}

/* Which relations there are among the hits: each is explained once. */
static void show_relations(const px_domain_hit *hits, size_t n, px_view_register_domains *view)
{
    for (size_t i = 0; i < n; i++) {
        view->exact |= hits[i].relation == PX_DOMAIN_EXACT;
        view->above |= hits[i].relation == PX_DOMAIN_ABOVE;
        view->below |= hits[i].relation == PX_DOMAIN_BELOW;
    }
}

/* ---- Whom to turn to */

/* What the summary answers, whole: a text, or the names of a list. Empty where it does not, or says
 * that it does not apply. In the arena: the form is freed. */
static px_str said(const px_request *request, const px_filled_form *view, const char *id)
{
    PX_AUTO_BUILDER px_builder names = PX_BUILDER_INIT(PX_FIELD_TEXT_MAX);
    const px_filled_field *field = px_filled_of(view, px_str_of(id));
    px_str text = px_value_text(field ? field->value : NULL, px_part_tag(request), NULL);

    for (size_t i = 0; field && i < json_array_size(field->value); i++) {
        px_str name = px_value_text(json_object_get(json_array_get(field->value, i), "name"),
                                    px_part_tag(request), NULL);

        px_builder_format(&names, "%s%.*s", i ? ", " : "", PX_STR_ARG(name));
    }
    return px_arena_str(request->arena, text.len ? text : px_builder_view(&names));
}

static int read_contact(const px_request *request, const px_domain_hit *hit,
                        px_view_register_contact *row, px_error *err)
{
    PX_AUTO_FILLED px_filled_form whole = { 0 };
    PX_AUTO_FILLED px_filled_form view = { 0 };
    px_published published;
    int rc = px_register_find(request->db, request->arena, hit->published.id, &published, err);

    if (rc >= 0)
        rc = px_register_whole(request->house, request->arena, &published, &whole, err);
    if (rc >= 0)
        rc = px_filled_view(request->arena, &whole, PX_RECIPIENT_PUBLIC, &view, err);
    if (rc < 0)
        return rc;
    *row = (px_view_register_contact){
        .model = hit->published.model_name,
        .provider = hit->published.provider_name,
        .link = hit_link(request, hit),
        .contact = said(request, &view, "1.1.a"),
        .representative = said(request, &view, "1.1.b"),
        .crawlers = said(request, &view, "2.3.b"),
        .measures = said(request, &view, "3.1.b"),
    };
    return 0;
}

/* Of the first models among the hits what their summaries say of whom to turn to. */
static int show_contacts(const px_request *request, const px_domain_hit *hits, size_t n,
                         px_view_register_domains *view, px_error *err)
{
    px_view_register_contact *rows = px_arena_array(request->arena, CONTACTS, sizeof(*rows));
    int64_t seen[CONTACTS] = { 0 };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < n && view->n_contacts < CONTACTS; i++) {
        bool before = false;

        for (size_t k = 0; k < view->n_contacts; k++)
            before |= seen[k] == hits[i].published.row;
        if (before)
            continue;
        seen[view->n_contacts] = hits[i].published.row;
        rc = read_contact(request, &hits[i], &rows[view->n_contacts], err);
        view->n_contacts += rc >= 0;
    }
    view->contacts = rows;
    return rc;
}

/* ---- The twin */

static int domains_json(const px_request *request, px_reply *reply, px_str asked,
                        const px_domain_hit *hits, size_t count, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "domain", asked);
    px_json_key(&json, "found");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "domain", hits[i].domain);
        px_json_pair_cstr(&json, "relation", px_domain_relation_name(hits[i].relation));
        px_json_pair_int(&json, "rank", (long long)hits[i].rank);
        px_json_pair_int(&json, "of", (long long)hits[i].of);
        px_json_pair_int(&json, "bytes", (long long)hits[i].bytes);
        px_json_pair_str(&json, "provider", hits[i].published.provider_slug);
        px_json_pair_str(&json, "model", hits[i].published.model_slug);
        px_json_pair_int(&json, "number", hits[i].published.number);
        px_json_pair_str(&json, "date", hits[i].published.day);
        px_json_pair_str(&json, "link", hit_link(request, &hits[i]));
        px_json_pair_str(&json, "csv", hit_csv(request, &hits[i]));
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_register_domains(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);
    px_str told = px_str_trim(px_fields_get(&request->query, "domain")), asked = PX_STR("");
    px_view_register_domains view = { 0 };
    px_frame frame = { .room = PX_ROOM_REGISTER };
    px_view_register_hit *rows;
    px_domain_hit *hits = NULL;
    px_error why = PX_ERROR_INIT;
    size_t count = 0;
    int rc = 0;

    if (told.len)
        rc = px_register_domain(request->db, request->arena, told, &asked, &hits, &count, &why);
    if (rc < 0 && (why.code != PX_ERR_INVALID || request->json)) {
        *err = why;
        return rc;
    }
    if (request->json)
        return domains_json(request, reply, asked, hits, count, err);
    px_url_pair(&query, "domain", told);
    frame.query = px_arena_str(request->arena, px_builder_view(&query));
    view = (px_view_register_domains){
        .back = px_page_address(request, "/register"),
        .action = px_page_address(request, "/register/domains"),
        .domain = told,
        .asked = rc < 0 ? PX_STR("") : asked,
        .refused = rc < 0 ? px_part_error(request, &why) : PX_STR(""),
        .hit_count = (long long)count,
        .twin = px_str_of(
            px_arena_format(request->arena, "%.*s%.*s",
                            PX_STR_ARG(px_request_address(request, request->language, true)),
                            PX_STR_ARG(frame.query))),
    };
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; i < count; i++)
        rows[i] = show_hit(request, &hits[i]);
    view.hits = rows;
    view.n_hits = count;
    show_relations(hits, count, &view);
    if (rc < 0)
        reply->status = 422;
    else if ((rc = show_contacts(request, hits, count, &view, err)) < 0)
        return rc;
    frame.title = px_str_of(px_tr(request->language, N_("Is my domain in it?")));
    frame.description = frame.title;
    frame.hidden = told.len > 0;
    px_template_register_domains(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}
