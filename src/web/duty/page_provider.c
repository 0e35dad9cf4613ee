/* SPDX-License-Identifier: EUPL-1.2 */
/* The providers of the house, and one with its models. */
#include "base/json_read.h"
#include "duty/fact.h"
#include "web/access.h"
#include "web/duty/duty_view.h"
#include "web/duty/overview_view.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- All of them */

static int providers_json(px_reply *reply, const px_provider *providers, size_t count,
                          px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "providers");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "id", providers[i].id);
        px_json_pair_str(&json, "provider", providers[i].slug);
        px_json_pair_str(&json, "name", providers[i].name);
        px_json_pair_int(&json, "models", providers[i].n_models);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_providers(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_duty_providers view = {
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER };
    px_view_duty_providers_row *rows;
    px_provider *providers;
    size_t count;
    int rc = px_provider_list(request->db, request->arena, &providers, &count, err);

    if (rc < 0)
        return rc;
    if (request->json)
        return providers_json(reply, providers, count, err);
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; i < count; i++)
        rows[i] = (px_view_duty_providers_row){
            .name = providers[i].name,
            .link = px_duty_provider_link(request, &providers[i]),
            .models = providers[i].n_models,
        };
    view.providers = rows;
    view.n_providers = count;
    if (px_access_may(request, PX_ACTION_KEEP_PROVIDERS, px_scope_house()))
        view.add = px_page_address(request, "/providers/add");
    frame.title = px_str_of(px_tr(request->language, N_("Providers")));
    frame.description = frame.title;
    px_template_duty_providers(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

/* ---- One */

typedef struct provider_page {
    px_request *request;
    px_provider provider;
    px_model_entry *models;
    size_t n_models;
    bool inside;               /* what follows is read */
    px_overview_page overview; /* its models as a work list */
    px_claim *claims;          /* of the provider itself */
    size_t n_claims;
} provider_page;

static int provider_read(provider_page *p, px_error *err)
{
    const px_request *request = p->request;
    px_claim_subject subject;
    int rc = px_provider_find(request->db, request->arena, request->params[0], &p->provider, err);

    if (rc >= 0)
        rc = px_model_entry_list(request->db, request->arena, p->provider.row, &p->models,
                                 &p->n_models, err);
    if (rc < 0)
        return rc;
    p->inside = px_duty_may(request, PX_ACTION_READ_CLAIMS, &p->provider);
    subject = (px_claim_subject){ .provider = p->provider.row };
    if (!p->inside)
        return 0;
    rc = px_overview_page_read(request, p->provider.row, &p->overview, err);
    return rc < 0 ? rc
                  : px_claim_current(request->db, request->arena, &subject, &p->claims,
                                     &p->n_claims, err);
}

static void show_claims(const provider_page *p, px_view_duty_provider *view)
{
    const px_request *request = p->request;
    px_view_duty_provider_claim *rows =
        px_arena_array(request->arena, PX_MAX(p->n_claims, 1), sizeof(*rows));

    for (size_t i = 0; i < p->n_claims; i++) {
        const px_official_field *field = px_claim_field_by_name(p->claims[i].field);

        rows[i] = (px_view_duty_provider_claim){
            .link = px_page_address(request, "/providers/%.*s/fields/%.*s",
                                    PX_STR_ARG(p->provider.slug), PX_STR_ARG(p->claims[i].field)),
            .label =
                field ? px_bilingual_in(&field->label, px_part_tag(request)) : p->claims[i].field,
            .claim = px_duty_claim_show(request, &p->provider, field, &p->claims[i]),
        };
    }
    view->claims = rows;
    view->n_claims = p->n_claims;
}

static void provider_show(const provider_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_duty_provider view = {
        .providers = px_page_address(request, "/providers"),
        .name = p->provider.name,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .title = p->provider.name, .room = PX_ROOM_REGISTER, .hidden = p->inside };
    px_view_duty_provider_model *rows =
        px_arena_array(request->arena, PX_MAX(p->n_models, 1), sizeof(*rows));

    for (size_t i = 0; i < p->n_models; i++)
        rows[i] = (px_view_duty_provider_model){
            .name = p->models[i].name,
            .link = px_duty_model_link(request, &p->models[i], ""),
            .family = p->models[i].family,
            .versions = p->models[i].n_versions,
        };
    view.models = rows;
    view.n_models = p->n_models;
    if (p->inside && p->n_models) {
        view.overview = px_overview_page_show(request, &p->overview,
                                              px_duty_provider_link(request, &p->provider));
        frame.query = px_overview_page_query(request, &p->overview);
        view.twin = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(view.twin),
                                              PX_STR_ARG(frame.query)));
    }
    if (px_duty_may(request, PX_ACTION_DECLARE, &p->provider))
        view.add =
            px_page_address(request, "/providers/%.*s/add-model", PX_STR_ARG(p->provider.slug));
    if (p->inside)
        view.facts =
            px_page_address(request, "/providers/%.*s/facts", PX_STR_ARG(p->provider.slug));
    show_claims(p, &view);
    px_template_duty_provider(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int provider_json(const provider_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "id", p->provider.id);
    px_json_pair_str(&json, "provider", p->provider.slug);
    px_json_pair_str(&json, "name", p->provider.name);
    px_json_key(&json, "models");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_models; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "id", p->models[i].id);
        px_json_pair_str(&json, "model", p->models[i].slug);
        px_json_pair_str(&json, "name", p->models[i].name);
        px_json_pair_str(&json, "family", p->models[i].family);
        px_json_pair_int(&json, "versions", p->models[i].n_versions);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    if (p->inside) {
        px_overview_page_json(&json, &p->overview);
        px_json_key(&json, "claims");
        px_json_array(&json);
        for (size_t i = 0; rc >= 0 && i < p->n_claims; i++)
            rc = px_duty_claim_json(&json, &p->claims[i], err);
        px_json_array_end(&json);
    }
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

int px_page_provider(px_request *request, px_reply *reply, px_error *err)
{
    provider_page p = { .request = request };
    int rc = provider_read(&p, err);

    if (rc < 0)
        return rc;
    if (p.inside)
        reply->cache_control = "no-store";
    if (request->json)
        return provider_json(&p, reply, err);
    provider_show(&p, reply);
    return 0;
}
