/* SPDX-License-Identifier: EUPL-1.2 */
/* A field as a page and as its twin: what it asks, what is claimed and was, the form. */
#include "base/json_read.h"
#include "duty/fact.h"
#include "web/duty/check_view.h"
#include "web/duty/page_field_priv.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LEADS_MAX = 16 };

static void show_rows(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    size_t n = px_field_form_has_rows(p->field) ? json_array_size(p->value) : 0;
    px_view_duty_field_row *rows = px_arena_array(request->arena, PX_MAX(n, 1), sizeof(*rows));
    px_str link = field_page_link(p, p->field->name);

    for (size_t i = 0; i < n; i++) {
        PX_AUTO_JSON json_t *one = json_pack("[O]", json_array_get(p->value, i));

        rows[i] = (px_view_duty_field_row){
            .text = px_value_short(request, p->field, one),
            .number = (long long)i + 1,
            .here = p->row == (long long)i + 1,
        };
        if (!p->may)
            continue;
        rows[i].link = px_str_of(
            px_arena_format(request->arena, "%.*s?row=%zu#declare", PX_STR_ARG(link), i + 1));
        rows[i].remove = px_str_of(px_arena_format(request->arena, "%zu", i + 1));
    }
    view->has_rows = px_field_form_has_rows(p->field);
    view->rows = rows;
    view->n_rows = n;
    if (view->has_rows && p->may)
        view->new_row =
            px_str_of(px_arena_format(request->arena, "%.*s?row=new#declare", PX_STR_ARG(link)));
}

static void show_claims(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    px_view_duty_field_claim *claims =
        px_arena_array(request->arena, PX_MAX(p->n_standing, 1), sizeof(*claims));
    px_view_duty_field_claim *history =
        px_arena_array(request->arena, PX_MAX(p->n_history, 1), sizeof(*history));

    for (size_t i = 0; i < p->n_standing; i++) {
        claims[i] = (px_view_duty_field_claim){
            .claim = px_duty_claim_show(request, &p->provider, p->field, &p->standing[i]),
        };
        if (p->may && p->standing[i].basis != PX_BASIS_DERIVED)
            claims[i].withdraw = p->standing[i].id;
    }
    view->claims = claims;
    view->n_claims = p->n_standing;
    for (size_t i = 0; i < p->n_history; i++)
        if (!p->history[i].current || px_claim_is_withdrawn(&p->history[i]))
            history[view->n_history++].claim =
                px_duty_claim_show(request, &p->provider, p->field, &p->history[i]);
    view->history = history;
}

/* What the form says of its field. */
static void show_official(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    const px_official_field *field = p->field;
    const px_form_section *section = px_official_section(p->official, field->section);
    px_str tag = px_part_tag(request);
    PX_AUTO_BUILDER px_builder advice = PX_BUILDER_INIT(1024);
    px_arg arg = { "count", px_str_of(px_arena_format(request->arena, "%lld", field->words)) };

    view->form = px_bilingual_in(&p->official->title, tag);
    view->section = section ? px_bilingual_in(&section->title, tag) : field->section;
    view->guidance = px_bilingual_in(&field->guidance, tag);
    view->recipients = px_duty_recipients(request, field);
    view->source = field->source;
    view->unverified = !px_str_is(field->confidence.text, "primary");
    if (field->words) {
        px_message_fill(&advice,
                        px_tr_plural(request->language, N_("about {count} word"),
                                     N_("about {count} words"), (unsigned long long)field->words),
                        &arg, 1);
        view->advice = px_arena_str(request->arena, px_builder_view(&advice));
    }
}

/* Fields that follow from this one, each with its page. */
static void show_leads(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    px_str fields[LEADS_MAX];
    size_t n = px_claim_field_leads(p->field->name, fields, LEADS_MAX);
    px_view_duty_field_lead *rows = px_arena_array(request->arena, n + 1, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = (px_view_duty_field_lead){ .id = fields[i],
                                             .label = px_duty_field_title(request, fields[i]),
                                             .link = field_page_link(p, fields[i]) };
    view->leads = rows;
    view->n_leads = n;
}

static px_str row_title(const field_page *p)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(256);
    px_arg arg = { "number", px_str_of(px_arena_format(p->request->arena, "%lld", p->row)) };

    if (!p->row)
        return PX_STR_NONE;
    px_message(&text, p->request->language, p->row > 0 ? N_("Row {number}") : N_("A new row"), &arg,
               1);
    return px_arena_str(p->request->arena, px_builder_view(&text));
}

/* Where the other facts are: of the model, or of the provider. */
static px_str facts_link(const field_page *p)
{
    return p->model.row
               ? px_duty_model_link(p->request, &p->model, "/facts")
               : px_page_address(p->request, "/providers/%.*s/facts", PX_STR_ARG(p->provider.slug));
}

static px_str action_of(const field_page *p)
{
    px_str link = field_page_link(p, p->field->name);

    if (p->row < 0)
        return px_str_of(px_arena_format(p->request->arena, "%.*s?row=new", PX_STR_ARG(link)));
    if (p->row > 0)
        return px_str_of(
            px_arena_format(p->request->arena, "%.*s?row=%lld", PX_STR_ARG(link), p->row));
    return link;
}

void field_page_show(field_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    px_view_duty_field view = {
        .provider_link = px_duty_provider_link(request, &p->provider),
        .provider = p->provider.name,
        .facts = facts_link(p),
        .is_fact = !p->official,
        .label = px_duty_field_title(request, p->field->name),
        .inherited = p->field->level == PX_FIELD_OF_PROVIDER || !p->model.row,
        .action = field_page_link(p, p->field->name),
        .row_title = row_title(p),
        .may_declare = p->edits,
        .filled_by_praxis = !px_field_form_is_for(p->field),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER, .hidden = true, .one_twin = true };

    if (p->model.row) {
        view.model_link = px_duty_model_link(request, &p->model, "");
        view.model = p->model.name;
    }
    if (p->official)
        show_official(p, &view);
    if (p->checks)
        view.findings = px_check_list_show(
            request, &p->checked,
            &(px_check_wish){ .field = &p->field->id, .severities = PX_CHECK_ALL });
    show_leads(p, &view);
    show_claims(p, &view);
    show_rows(p, &view);
    frame.title = view.label;
    if (p->edits) {
        view.editor = px_field_form_show(&p->editor, reply, action_of(p));
        frame.title = px_form_title(&p->editor.form, view.label);
    }
    px_session_need(request, reply);
    view.csrf = px_arena_str(request->arena, px_str_of(request->session.csrf));
    px_template_duty_field(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

int field_page_json(const field_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
    if (p->model.row)
        px_json_pair_str(&json, "model", p->model.slug);
    px_json_pair_str(&json, "field", p->field->name);
    px_json_key(&json, "claims");
    px_json_array(&json);
    for (size_t i = 0; rc >= 0 && i < p->n_standing; i++)
        rc = px_duty_claim_json(&json, &p->standing[i], err);
    px_json_array_end(&json);
    px_json_key(&json, "history");
    px_json_array(&json);
    for (size_t i = 0; rc >= 0 && i < p->n_history; i++)
        rc = px_duty_claim_json(&json, &p->history[i], err);
    px_json_array_end(&json);
    if (p->checks)
        px_check_field_json(&json, p->request->language, &p->checked, p->field->id);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}
