/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The facts of a provider or of a model, for the people of the provider: what is said of it beside
 * the official forms (data/facts.tsv), each with what counts now, its basis and where it comes
 * from, and the way to its page (page_field.c). With a provider stand the fields of the forms that
 * hold for all its models; with a model the facts of its provider.
 */
#include "base/json_read.h"
#include "duty/fact.h"
#include "web/access.h"
#include "web/duty/duty_view.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { GROUPS = 2, SOURCES_SHOWN = 3 };

/* Fields that stand together on the page. */
typedef struct fact_group {
    const char *title; /* message id */
    const px_official_field **fields;
    size_t count;
} fact_group;

typedef struct facts_page {
    px_request *request;
    px_provider provider;
    px_model_entry model; /* row 0: the page is of the provider */
    px_claim *claims;     /* what counts of it now */
    size_t n_claims;
    fact_group groups[GROUPS];
} facts_page;

/* ---- What is shown */

static void group_facts(const facts_page *p, fact_group *group, px_field_level level)
{
    size_t n;
    const px_fact *facts = px_fact_all(&n);

    group->fields = px_arena_array(p->request->arena, n + 1, sizeof(*group->fields));
    for (size_t i = 0; i < n; i++)
        if (facts[i].field.level == level)
            group->fields[group->count++] = &facts[i].field;
}

static void group_fields_of_provider(const facts_page *p, fact_group *group)
{
    const px_official_form *form;
    size_t n = 0;

    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        n += form->n_fields;
    group->fields = px_arena_array(p->request->arena, n + 1, sizeof(*group->fields));
    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        for (size_t k = 0; k < form->n_fields; k++)
            if (form->fields[k].level == PX_FIELD_OF_PROVIDER)
                group->fields[group->count++] = &form->fields[k];
}

static void group_all(facts_page *p)
{
    fact_group *first = &p->groups[0], *second = &p->groups[1];

    if (p->model.row) {
        *first = (fact_group){ .title = N_("Facts of the model") };
        *second = (fact_group){ .title = N_("Facts of the provider, for all its models") };
        group_facts(p, first, PX_FIELD_OF_MODEL);
        group_facts(p, second, PX_FIELD_OF_PROVIDER);
    } else {
        *first = (fact_group){ .title = N_("Facts of the provider") };
        *second =
            (fact_group){ .title = N_("Fields of the forms that are the same for all models") };
        group_facts(p, first, PX_FIELD_OF_PROVIDER);
        group_fields_of_provider(p, second);
    }
}

static int page_read(facts_page *p, px_error *err)
{
    px_request *request = p->request;
    px_claim_subject subject;
    int rc = request->params[1].len ? px_duty_model(request, &p->provider, &p->model, err)
                                    : px_provider_find(request->db, request->arena,
                                                       request->params[0], &p->provider, err);

    if (rc >= 0)
        rc =
            px_access_hide(request, PX_ACTION_READ_CLAIMS, px_scope_provider(p->provider.row), err);
    if (rc < 0)
        return rc;
    subject = (px_claim_subject){ .provider = p->provider.row, .model = p->model.row };
    group_all(p);
    return px_claim_current(request->db, request->arena, &subject, &p->claims, &p->n_claims, err);
}

/* ---- The page */

static px_str link_to(const facts_page *p, const char *end)
{
    return p->model.row ? px_duty_model_link(p->request, &p->model, end)
                        : px_page_address(p->request, "/providers/%.*s%s",
                                          PX_STR_ARG(p->provider.slug), end);
}

static void show_source(const facts_page *p, const px_official_field *field, const px_claim *claim,
                        px_view_duty_fact *row)
{
    const px_view_duty_claim *shown = px_duty_claim_show(p->request, &p->provider, field, claim);

    row->value = shown->value;
    row->basis = shown->basis;
    row->basis_title = shown->basis_title;
    row->method = shown->method;
    row->note = shown->note;
    row->time = shown->time;
    row->evidence = shown->evidence;
    row->n_evidence = PX_MIN(shown->n_evidence, (size_t)SOURCES_SHOWN);
    row->further = (long long)(shown->n_evidence - row->n_evidence);
}

static px_view_duty_fact show_fact(const facts_page *p, const px_official_field *field)
{
    const px_claim *claim = px_claim_of(p->claims, p->n_claims, field->name);
    px_view_duty_fact row = {
        .id = field->name,
        .label = px_bilingual_in(&field->label, px_part_tag(p->request)),
        .link =
            link_to(p, px_arena_format(p->request->arena, "/fields/%.*s", PX_STR_ARG(field->name))),
    };

    if (claim)
        show_source(p, field, claim, &row);
    return row;
}

static const px_view_duty_fact_group *show_groups(const facts_page *p)
{
    px_request *request = p->request;
    px_view_duty_fact_group *groups = px_arena_array(request->arena, GROUPS, sizeof(*groups));

    for (size_t i = 0; i < GROUPS; i++) {
        const fact_group *group = &p->groups[i];
        px_view_duty_fact *rows = px_arena_array(request->arena, group->count + 1, sizeof(*rows));

        for (size_t k = 0; k < group->count; k++)
            rows[k] = show_fact(p, group->fields[k]);
        groups[i] = (px_view_duty_fact_group){
            .id = px_str_of(px_arena_format(request->arena, "facts-%zu", i + 1)),
            .title = px_str_of(px_tr(request->language, group->title)),
            .facts = rows,
            .n_facts = group->count,
        };
    }
    return groups;
}

static void page_show(const facts_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_duty_facts view = {
        .provider_link = px_duty_provider_link(request, &p->provider),
        .provider = p->provider.name,
        .may_declare = px_duty_may(request, PX_ACTION_DECLARE, &p->provider),
        .groups = show_groups(p),
        .n_groups = GROUPS,
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER, .hidden = true, .one_twin = true };

    if (p->model.row) {
        view.model_link = px_duty_model_link(request, &p->model, "");
        view.model = p->model.name;
    }
    frame.title = px_part_headed(request, p->model.row ? p->model.name : p->provider.name,
                                 px_str_of(px_tr(request->language, N_("Facts"))));
    px_template_duty_facts(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- The twin */

static int json_fact(const facts_page *p, px_json *json, const px_official_field *field,
                     px_error *err)
{
    const px_claim *claim = px_claim_of(p->claims, p->n_claims, field->name);
    int rc = 0;

    px_json_object(json);
    px_json_pair_str(json, "field", field->name);
    px_json_pair_cstr(json, "type",
                      px_claim_field_is_name(field) ? "name" : px_field_type_name(field->type));
    px_json_pair_str(json, "unit", field->unit.len ? field->unit : PX_STR_NONE);
    px_json_pair_cstr(json, "of", field->level == PX_FIELD_OF_PROVIDER ? "provider" : "model");
    px_json_key(json, "claim");
    if (claim)
        rc = px_duty_claim_json(json, claim, err);
    else
        px_json_null(json);
    px_json_object_end(json);
    return rc;
}

static int page_json(const facts_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
    if (p->model.row)
        px_json_pair_str(&json, "model", p->model.slug);
    px_json_key(&json, "facts");
    px_json_array(&json);
    for (size_t i = 0; i < GROUPS; i++)
        for (size_t k = 0; rc >= 0 && k < p->groups[i].count; k++)
            rc = json_fact(p, &json, p->groups[i].fields[k], err);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

int px_page_facts(px_request *request, px_reply *reply, px_error *err)
{
    facts_page p = { .request = request };
    int rc = page_read(&p, err);

    if (rc < 0)
        return rc;
    reply->cache_control = "no-store";
    if (request->json)
        return page_json(&p, reply, err);
    page_show(&p, reply);
    return 0;
}
