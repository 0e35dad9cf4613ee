/* SPDX-License-Identifier: EUPL-1.2 */
/* What the people of a provider do on the page of a field. */
#include "base/json_read.h"
#include "base/number.h"
#include "duty/fact.h"
#include "web/access.h"
#include "web/duty/field_evidence.h"
#include "web/duty/page_field_priv.h"
#include "web/process/form_deed.h"

#include "base/banned.h"

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

    if (!px_form_read(&p->editor.form) || px_field_form_is_more(p->request))
        return 0;
    value = typed_value(p);
    if (!value) {
        px_form_fail(&p->editor.form, NULL,
                     N_("nothing was written; to take a claim back, withdraw it"), NULL);
        return 0;
    }
    claim.note = px_form_text(&p->editor.form, "note");
    rc = px_claim_value_check(p->field->name, value, &why);
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

int field_page_send(field_page *p, bool *ret_done, px_error *err)
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
