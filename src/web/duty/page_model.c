/* SPDX-License-Identifier: EUPL-1.2 */
/* A model: versions and published documents for everybody; for the people of its provider its
 * forms with what is claimed, the fields that are missing first. */
#include "duty/threshold.h"
#include "web/duty/contradiction_view.h"
#include "web/duty/duty_view.h"
#include "web/duty/model_documents.h"
#include "web/duty/model_fields.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct model_page {
    px_request *request;
    px_provider provider;
    px_model_entry model;
    px_model_version *versions;
    size_t n_versions;
    bool inside; /* what the provider keeps to itself is shown */
    px_model_fields fields;
    px_contradiction *contradictions;
    size_t n_contradictions;
    px_threshold *thresholds; /* how its compute stands to those of the law */
    size_t n_thresholds;
    px_model_documents documents;
} model_page;

static int read_thresholds(model_page *p, const px_claim_subject *subject, px_error *err)
{
    px_request *request = p->request;
    px_claim *claims;
    size_t count;
    int rc = px_claim_current(request->db, request->arena, subject, &claims, &count, err);

    return rc < 0 ? rc
                  : px_thresholds(claims, count, request->arena, &p->thresholds, &p->n_thresholds,
                                  err);
}

static int page_read(model_page *p, px_error *err)
{
    px_request *request = p->request;
    px_claim_subject subject;
    int rc = px_duty_model(request, &p->provider, &p->model, err);

    if (rc >= 0)
        rc = px_model_version_list(request->db, request->arena, p->model.row, &p->versions,
                                   &p->n_versions, err);
    if (rc < 0)
        return rc;
    subject = px_model_subject(&p->model);
    p->inside = px_duty_may(request, PX_ACTION_READ_CLAIMS, &p->provider);
    rc = px_model_documents_read(request, &p->model, p->inside, &p->documents, err);
    if (rc < 0 || !p->inside)
        return rc;
    rc = px_contradictions(request->db, request->arena, &subject, &p->contradictions,
                           &p->n_contradictions, err);
    if (rc >= 0)
        rc = px_model_fields_read(request, &p->model, p->contradictions, p->n_contradictions,
                                  &p->fields, err);
    return rc < 0 ? rc : read_thresholds(p, &subject, err);
}

static void show_thresholds(const model_page *p, px_view_duty_model *view)
{
    const px_request *request = p->request;
    px_view_duty_threshold *rows =
        px_arena_array(request->arena, PX_MAX(p->n_thresholds, 1), sizeof(*rows));

    for (size_t i = 0; i < p->n_thresholds; i++) {
        const px_compute_verdict *verdict = &p->thresholds[i].verdict;

        rows[i] = (px_view_duty_threshold){
            .base = i && px_str_eq(p->thresholds[i - 1].base, p->thresholds[i].base)
                        ? PX_STR("")
                        : p->thresholds[i].base,
            .verdict = px_part_sentence(
                request,
                px_str_of(px_compute_verdict_words(request->arena, request->language, verdict)),
                true),
            .rule = px_part_sentence(
                request,
                px_str_of(px_compute_rule_words(request->arena, request->language, verdict)), true),
        };
    }
    view->thresholds = rows;
    view->n_thresholds = p->n_thresholds;
}

/* ---- The page */

static void show_versions(const model_page *p, px_view_duty_model *view)
{
    px_view_duty_model_version *rows =
        px_arena_array(p->request->arena, PX_MAX(p->n_versions, 1), sizeof(*rows));

    for (size_t i = 0; i < p->n_versions; i++)
        rows[i] = (px_view_duty_model_version){
            .name = p->versions[i].name,
            .released = px_duty_day(p->request, p->versions[i].released),
            .placed = px_duty_day(p->request, p->versions[i].placed)
        };
    view->versions = rows;
    view->n_versions = p->n_versions;
}

static void page_show(const model_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_duty_model view = {
        .providers = px_page_address(request, "/providers"),
        .provider_link = px_duty_provider_link(request, &p->provider),
        .provider = p->provider.name,
        .name = p->model.name,
        .family = p->model.family,
        .inside = p->inside,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .title = p->model.name, .room = PX_ROOM_REGISTER, .hidden = p->inside };

    show_versions(p, &view);
    if (px_duty_may(request, PX_ACTION_DECLARE, &p->provider)) {
        view.add = px_duty_model_link(request, &p->model, "/add-version");
        view.import = px_duty_model_link(request, &p->model, "/import");
    }
    view.documents =
        px_model_documents_show(request, &p->model, p->inside, &p->documents, &view.n_documents);
    view.contradictions =
        px_duty_contradictions_show(request, &p->model, p->contradictions, p->n_contradictions);
    view.n_contradictions = p->n_contradictions;
    view.contradiction_count = (long long)p->n_contradictions;
    show_thresholds(p, &view);
    if (p->inside)
        view.facts = px_duty_model_link(request, &p->model, "/facts");
    if (p->inside)
        view.forms = px_model_fields_show(request, &p->model, &p->fields, &view.n_forms);
    px_template_duty_model(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static void json_contradictions(const model_page *p, px_json *json)
{
    px_json_key(json, "contradictions");
    px_json_array(json);
    for (size_t i = 0; i < p->n_contradictions; i++) {
        const px_contradiction *c = &p->contradictions[i];

        px_json_object(json);
        px_json_pair_cstr(json, "rule", c->rule);
        px_json_pair_str(json, "first", c->first->id);
        px_json_pair_str(json, "second", c->second ? c->second->id : c->first->id);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int page_json(const model_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
    px_json_pair_str(&json, "model", p->model.slug);
    px_json_pair_str(&json, "name", p->model.name);
    px_json_pair_str(&json, "family", p->model.family);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_versions; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "name", p->versions[i].name);
        px_json_pair_str(&json, "released", p->versions[i].released);
        px_json_pair_str(&json, "placed", p->versions[i].placed);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_model_documents_json(&json, p->request, &p->model, p->inside, &p->documents);
    if (p->inside) {
        json_contradictions(p, &json);
        px_thresholds_json(&json, p->request->arena, p->request->language, p->thresholds,
                           p->n_thresholds);
        rc = px_model_fields_json(&json, p->request->language, &p->fields, err);
    }
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

int px_page_model(px_request *request, px_reply *reply, px_error *err)
{
    model_page p = { .request = request };
    int rc = page_read(&p, err);

    if (rc >= 0 && p.inside)
        reply->cache_control = "no-store";
    if (rc >= 0 && request->json)
        rc = page_json(&p, reply, err);
    else if (rc >= 0)
        page_show(&p, reply);
    px_model_fields_free(&p.fields);
    return rc;
}
