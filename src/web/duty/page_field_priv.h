/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of the page of a field. */
#ifndef PX_WEB_PAGE_FIELD_PRIV_H
#define PX_WEB_PAGE_FIELD_PRIV_H

#include "duty/check/checked.h"
#include "duty/filled.h"
#include "web/duty/duty_view.h"
#include "web/duty/field_form.h"

typedef struct field_page {
    px_request *request;
    px_provider provider;
    px_model_entry model;             /* row 0: the page is of the provider */
    const px_official_form *official; /* NULL: the field is a fact */
    const px_official_field *field;
    px_claim_subject subject; /* of claims that are made here */
    px_claim *standing, *history;
    size_t n_standing, n_history;
    const px_claim *declared; /* here now, or NULL */
    json_t *value;            /* of it, or NULL */
    long long row;            /* of a list, from 1; 0: none, -1: a new one */
    bool may, edits;
    px_field_form editor;
    bool checks;           /* the field is of a form, and the page of a model: */
    px_filled_form filled; /* the form with all that is claimed of the model, */
    px_checked checked;    /* and what the checker says of it */
} field_page;

/* The address of the page of a field, of the same model or provider. */
px_str field_page_link(const field_page *p, px_str field);

/* The page, and its twin (page_field_show.c). */
void field_page_show(field_page *p, px_reply *reply);
int field_page_json(const field_page *p, px_reply *reply, px_error *err) PX_MUST_CHECK;

/* What was sent (page_field_send.c): declares the field, withdraws a claim, removes a row. False
 * where the form is to be shown again. */
int field_page_send(field_page *p, bool *ret_done, px_error *err) PX_MUST_CHECK;

#endif
