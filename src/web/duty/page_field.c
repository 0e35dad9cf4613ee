/* SPDX-License-Identifier: EUPL-1.2 */
/* A field of an official form, or a fact beside them, for the people of a provider: what is
 * claimed, and the form by which it is declared; of a model, or where it is said of the provider
 * itself without one. ?row=N or ?row=new: a row of a list. The field is named in full,
 * "summary.2.3.b", "fact.licence". */
#include "base/number.h"
#include "duty/fact.h"
#include "duty/filled_claims.h"
#include "web/access.h"
#include "web/duty/check_view.h"
#include "web/duty/page_field_priv.h"
#include "web/route.h"

#include "base/banned.h"

px_str field_page_link(const field_page *p, px_str field)
{
    const char *end = px_arena_format(p->request->arena, "/fields/%.*s", PX_STR_ARG(field));

    return p->model.row ? px_duty_model_link(p->request, &p->model, end)
                        : px_page_address(p->request, "/providers/%.*s%s",
                                          PX_STR_ARG(p->provider.slug), end);
}

/* ---- What is asked for */

/* With a provider alone every field is said of the provider itself, and thereby of all its models.
 */
static int find_field(field_page *p, px_str name, px_error *err)
{
    p->field = px_claim_field_by_name(name);
    if (!p->field)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no field '{field}' and no such fact"),
                       "field", px_arena_cstr(p->request->arena, name), NULL);
    p->official = px_official_form_by_name(p->field->form);
    p->checks = p->official && p->model.row;
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

/* "/providers/:provider/models/:model/fields/:field", or without the model. */
static int page_find(field_page *p, px_error *err)
{
    px_request *request = p->request;
    bool of_model = request->params[2].len > 0;
    int rc = of_model ? px_duty_model(request, &p->provider, &p->model, err)
                      : px_provider_find(request->db, request->arena, request->params[0],
                                         &p->provider, err);

    if (rc >= 0)
        rc =
            px_access_hide(request, PX_ACTION_READ_CLAIMS, px_scope_provider(p->provider.row), err);
    return rc < 0 ? rc : find_field(p, request->params[of_model ? 2 : 1], err);
}

static int page_read(field_page *p, px_error *err)
{
    px_request *request = p->request;
    int rc = page_find(p, err);

    if (rc >= 0)
        rc = find_claims(p, err);
    if (rc >= 0 && p->checks)
        rc = find_findings(p, err);
    if (rc < 0)
        return rc;
    find_row(p);
    p->may = px_duty_may(request, PX_ACTION_DECLARE, &p->provider);
    p->edits = p->may && px_field_form_is_for(p->field);
    if (px_field_form_has_rows(p->field) && !p->row)
        p->edits = false; /* a list is written row by row */
    if (p->edits)
        px_field_form_start(&p->editor, request, p->field, p->declared,
                            p->row > 0   ? json_array_get(p->value, (size_t)p->row - 1)
                            : p->row < 0 ? NULL
                                         : p->value);
    return 0;
}

/* ---- The answer */

static int page_answer(field_page *p, px_reply *reply, px_error *err)
{
    bool done = false;
    int rc = page_read(p, err);

    if (rc >= 0 && p->request->method == PX_POST)
        rc = field_page_send(p, &done, err);
    if (rc < 0)
        return rc;
    if (done) {
        px_reply_see_other(reply, field_page_link(p, p->field->name));
        return 0;
    }
    if (p->request->json)
        return field_page_json(p, reply, err);
    field_page_show(p, reply);
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
