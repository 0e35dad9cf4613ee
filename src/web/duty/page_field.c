/* SPDX-License-Identifier: EUPL-1.2 */
/* A field of an official form, for the people of a provider: what is claimed, and the form by which
 * it is declared. ?row=N or ?row=new: a row of a list. The field is named in full,
 * "summary.2.3.b". */
#include "base/json_canonical.h"
#include "base/json_read.h"
#include "base/number.h"
#include "duty/filled_claims.h"
#include "duty/official_value.h"
#include "web/access.h"
#include "web/duty/check_view.h"
#include "web/duty/duty_view.h"
#include "web/duty/field_evidence.h"
#include "web/duty/field_form.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct field_page {
    px_request *request;
    px_provider provider;
    px_model_entry model;
    const px_official_form *official;
    const px_official_field *field;
    px_claim_subject subject; /* of claims that are made here */
    px_claim *standing, *history;
    size_t n_standing, n_history;
    const px_claim *declared; /* here now, or NULL */
    json_t *value;            /* of it, or NULL */
    long long row;            /* of a list, from 1; 0: none, -1: a new one */
    bool may, edits;
    px_field_form editor;
    px_filled_form filled; /* the form with all that is claimed of the model, */
    px_checked checked;    /* and what the checker says of it */
} field_page;

static px_str page_link(const field_page *p)
{
    return px_duty_model_link(
        p->request, &p->model,
        px_arena_format(p->request->arena, "/fields/%.*s", PX_STR_ARG(p->field->name)));
}

/* ---- What is asked for */

static int find_field(field_page *p, px_error *err)
{
    px_str name = p->request->params[2];

    p->field = px_official_field_by_name(name);
    if (!p->field)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("no form has a field '{field}'"), "field",
                       px_arena_cstr(p->request->arena, name), NULL);
    p->official = px_official_form_by_name(p->field->form);
    p->subject = (px_claim_subject){ .provider = p->provider.row };
    if (p->field->level == PX_FIELD_OF_MODEL)
        p->subject.model = p->model.row;
    return 0;
}

/* Of all that stands, what is said of this field; and what was declared here, to begin with. */
static int find_claims(field_page *p, px_error *err)
{
    const px_request *request = p->request;
    px_claim_subject of_model = { .provider = p->provider.row, .model = p->model.row };
    px_claim *all;
    size_t n;
    int rc = px_claim_standing(request->db, request->arena, &of_model, &all, &n, err);

    if (rc >= 0)
        rc = px_claim_history(request->db, request->arena, &p->subject, p->field->name, &p->history,
                              &p->n_history, err);
    if (rc < 0)
        return rc;
    p->standing = px_arena_array(request->arena, PX_MAX(n, 1), sizeof(*all));
    for (size_t i = 0; i < n; i++) {
        if (!px_str_eq(all[i].field, p->field->name))
            continue;
        p->standing[p->n_standing++] = all[i];
        if (all[i].basis == PX_BASIS_DECLARED && !p->value &&
            px_claim_level_of(&all[i].subject) == px_claim_level_of(&p->subject))
            p->declared = &all[i];
        if (p->declared == &all[i])
            rc = px_claim_value(&all[i], &p->value, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

/* Rules look at several fields: the whole form is read. */
static int find_findings(field_page *p, px_error *err)
{
    const px_request *request = p->request;
    const px_claim_subject of_model = { .provider = p->provider.row, .model = p->model.row };
    int rc =
        px_filled_from_claims(request->db, request->arena, &of_model, p->official, &p->filled, err);

    return rc < 0 ? rc : px_check_claimed(request, &of_model, &p->filled, &p->checked, err);
}

static void find_row(field_page *p)
{
    px_str told = px_fields_get(&p->request->query, "row");
    px_error ignored = PX_ERROR_INIT;

    if (px_str_is(told, "new"))
        p->row = -1;
    else if (px_parse_int(told, 1, (long long)json_array_size(p->value), &p->row, &ignored) < 0)
        p->row = 0;
}

static int page_read(field_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = px_duty_model(request, &p->provider, &p->model, err);

    if (rc >= 0)
        rc =
            px_access_hide(request, PX_ACTION_READ_CLAIMS, px_scope_provider(p->provider.row), err);
    if (rc >= 0)
        rc = find_field(p, err);
    if (rc >= 0)
        rc = find_claims(p, err);
    if (rc >= 0)
        rc = find_findings(p, err);
    if (rc < 0)
        return rc;
    find_row(p);
    p->may = px_duty_may(request, PX_ACTION_DECLARE, &p->provider);
    p->edits = p->may && px_field_form_is_for(p->field);
    if (px_field_form_has_rows(p->field) && !p->row)
        p->edits = false; /* a list is written row by row */
    if (p->edits) {
        px_field_form_start(&p->editor, request, p->field, p->declared);
        px_field_form_fill(&p->editor, p->row > 0   ? json_array_get(p->value, (size_t)p->row - 1)
                                       : p->row < 0 ? NULL
                                                    : p->value);
    }
    return 0;
}

/* ---- The page */

static void show_rows(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    size_t n = px_field_form_has_rows(p->field) ? json_array_size(p->value) : 0;
    px_view_duty_field_row *rows = px_arena_array(request->arena, PX_MAX(n, 1), sizeof(*rows));
    px_str link = page_link(p);

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

static void show_facts(const field_page *p, px_view_duty_field *view)
{
    const px_request *request = p->request;
    const px_official_field *field = p->field;
    const px_form_section *section = px_official_section(p->official, field->section);
    px_str tag = px_part_tag(request);
    PX_AUTO_BUILDER px_builder advice = PX_BUILDER_INIT(1024);
    px_arg arg = { "count", px_str_of(px_arena_format(request->arena, "%lld", field->words)) };

    view->form = px_bilingual_in(&p->official->title, tag);
    view->section = section ? px_bilingual_in(&section->title, tag) : field->section;
    view->label = px_bilingual_in(&field->label, tag);
    view->guidance = px_bilingual_in(&field->guidance, tag);
    view->recipients = px_duty_recipients(request, field);
    view->source = field->source;
    view->unverified = !px_str_is(field->confidence.text, "primary");
    view->inherited = field->level == PX_FIELD_OF_PROVIDER;
    if (field->words) {
        px_message_fill(&advice,
                        px_tr_plural(request->language, N_("about {count} word"),
                                     N_("about {count} words"), (unsigned long long)field->words),
                        &arg, 1);
        view->advice = px_arena_str(request->arena, px_builder_view(&advice));
    }
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

static px_str action_of(const field_page *p)
{
    px_str link = page_link(p);

    if (p->row < 0)
        return px_str_of(px_arena_format(p->request->arena, "%.*s?row=new", PX_STR_ARG(link)));
    if (p->row > 0)
        return px_str_of(
            px_arena_format(p->request->arena, "%.*s?row=%lld", PX_STR_ARG(link), p->row));
    return link;
}

static void page_show(field_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    px_view_duty_field view = {
        .model_link = px_duty_model_link(request, &p->model, ""),
        .model = p->model.name,
        .action = page_link(p),
        .row_title = row_title(p),
        .may_declare = p->edits,
        .filled_by_praxis = !px_field_form_is_for(p->field),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = { .room = PX_ROOM_REGISTER, .hidden = true, .one_twin = true };

    show_facts(p, &view);
    view.findings =
        px_check_list_show(request, &p->checked,
                           &(px_check_wish){ .field = &p->field->id, .severities = PX_CHECK_ALL });
    show_claims(p, &view);
    show_rows(p, &view);
    frame.title = view.label;
    if (p->edits) {
        view.editor = px_form_show(&p->editor.form, reply, action_of(p), N_("Declare"));
        frame.title = px_form_title(&p->editor.form, view.label);
    }
    px_session_need(request, reply);
    view.csrf = px_arena_str(request->arena, px_str_of(request->session.csrf));
    px_template_duty_field(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int page_json(const field_page *p, px_reply *reply, px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
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
    px_check_field_json(&json, p->request->language, &p->checked, p->field->id);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}

/* ---- What is done */

/* One claim by hand, with its note and evidence: value null withdraws. */
static int declare(const field_page *p, const json_t *value, px_claim *claim, px_error *err)
{
    px_request *request = p->request;
    px_claim_order order = { request->arena, claim, 1, px_form_author(request), NULL };
    int rc = px_claim_value_text(request->arena, value, &claim->value, err);

    claim->subject = p->subject;
    claim->field = p->field->name;
    claim->basis = PX_BASIS_DECLARED;
    return rc < 0 ? rc : px_house_write(request->house, px_claim_add_deed, &order, err);
}

typedef struct withdrawal {
    px_arena *arena;
    px_str id;
    const char *author;
} withdrawal;

static int withdraw_deed(px_db *db, void *arg, px_error *err)
{
    const withdrawal *w = arg;
    px_claim ignored;

    return px_claim_withdraw(db, w->arena, w->id, PX_STR(""), w->author, &ignored, err);
}

/* Only what stands on the page, so that nobody withdraws what is another provider's. */
static int withdraw(const field_page *p, px_str id, px_error *err)
{
    withdrawal w = { p->request->arena, id, px_form_author(p->request) };

    for (size_t i = 0; i < p->n_standing; i++)
        if (px_str_eq(p->standing[i].id, id))
            return px_house_write(p->request->house, withdraw_deed, &w, err);
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such claim any more"), NULL);
}

/* The list without a row, with one that is new, or with one changed. The caller owns it. */
static json_t *list_with(const field_page *p, json_t *row)
{
    json_t *list = json_is_array(p->value) ? json_copy(p->value) : json_array();

    if (p->row < 0)
        (void)!json_array_append_new(list, row);
    else
        (void)!json_array_set_new(list, (size_t)p->row - 1, row);
    return list;
}

static int remove_row(const field_page *p, px_error *err)
{
    PX_AUTO_JSON json_t *list = NULL;
    px_claim claim = { .note = PX_STR("") };
    long long row = 0;
    int rc = px_parse_int(px_fields_get(&p->request->form, "remove"), 1,
                          (long long)json_array_size(p->value), &row, err);

    if (rc < 0)
        return rc;
    list = json_copy(p->value);
    (void)!json_array_remove(list, (size_t)row - 1);
    if (json_array_size(list) && p->declared) {
        claim.evidence = p->declared->evidence;
        claim.n_evidence = p->declared->n_evidence;
    }
    return declare(p, json_array_size(list) ? list : json_null(), &claim, err);
}

/* What was typed as the value of the field: NULL where nothing was. */
static json_t *typed_value(field_page *p)
{
    json_t *value = px_field_form_not_applicable(&p->editor);

    if (value)
        return value;
    value = px_field_form_value(&p->editor);
    return value && p->row ? list_with(p, value) : value;
}

/* The field of the form that an error of evidence is about; else NULL. */
static const char *evidence_field(const px_error *why)
{
    static const char *const names[] = { "first", "last" };

    for (size_t i = 0; i < PX_COUNT(names); i++)
        if (px_str_is(px_str_of(px_error_arg(why, "field")), names[i]))
            return names[i];
    return NULL;
}

static int send_form(field_page *p, bool *ret_done, px_error *err)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_claim claim = { .note = PX_STR("") };
    px_error why = PX_ERROR_INIT;
    int rc;

    if (!px_form_read(&p->editor.form))
        return 0;
    value = typed_value(p);
    if (!value) {
        px_form_fail(&p->editor.form, NULL,
                     N_("nothing was written; to take a claim back, withdraw it"), NULL);
        return 0;
    }
    claim.note = px_form_text(&p->editor.form, "note");
    rc = px_official_value_check(p->field, value, &why);
    if (rc >= 0)
        rc = px_field_evidence_read(&p->editor, &claim, &why);
    if (rc >= 0)
        rc = declare(p, value, &claim, &why);
    if (rc < 0 && !px_form_refuse(&p->editor.form, evidence_field(&why), &why)) {
        *err = why;
        return rc;
    }
    *ret_done = rc >= 0;
    return 0;
}

static int page_send(field_page *p, bool *ret_done, px_error *err)
{
    px_request *request = p->request;
    px_str withdrawn = px_fields_get(&request->form, "withdraw");
    int rc = px_access_need(request, PX_ACTION_DECLARE, px_scope_provider(p->provider.row), err);

    if (rc < 0)
        return rc;
    if (withdrawn.len) {
        rc = withdraw(p, withdrawn, err);
    } else if (px_fields_get(&request->form, "remove").len) {
        rc = remove_row(p, err);
    } else if (p->edits) {
        return send_form(p, ret_done, err);
    } else {
        return px_fail(err, PX_ERR_INVALID, N_("this field is not written by hand"), NULL);
    }
    *ret_done = rc >= 0;
    return rc;
}

static int page_answer(field_page *p, px_reply *reply, px_error *err)
{
    bool done = false;
    int rc = page_read(p, err);

    if (rc >= 0 && p->request->method == PX_POST)
        rc = page_send(p, &done, err);
    if (rc < 0)
        return rc;
    if (done) {
        px_reply_see_other(reply, page_link(p));
        return 0;
    }
    if (p->request->json)
        return page_json(p, reply, err);
    page_show(p, reply);
    return 0;
}

int px_page_field(px_request *request, px_reply *reply, px_error *err)
{
    field_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc;

    *p = (field_page){ .request = request };
    reply->cache_control = "no-store";
    rc = page_answer(p, reply, err);
    px_filled_free(&p->filled);
    json_decref(p->value);
    return rc;
}
