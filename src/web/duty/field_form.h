/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The form by which a field of an official form, or a fact, is declared, made from what the field
 * is: one for each type of field. A list is written row by row.
 */
#ifndef PX_WEB_FIELD_FORM_H
#define PX_WEB_FIELD_FORM_H

#include <jansson.h>

#include "duty/claim.h"
#include "duty/official_form.h"
#include "web/form_field.h"

typedef struct px_field_form {
    px_form form;
    const px_official_field *field;
    const px_claim *before; /* what was declared of it, or NULL: its evidence can stay */
    const json_t *value;    /* what is in it at first, or NULL */
    px_form_field *fields;  /* of the form */
    size_t n_fields;
    size_t n_others,
        n_others_room;        /* of a size: other modalities, and for how many there is room */
    bool is_name, with_words; /* a line for all languages; words beside choices */
} px_field_form;

/* Whether a field can be declared by hand: not what the document fills by itself, nor a list of
 * domains, which a scan measures. */
bool px_field_form_is_for(const px_official_field *field);

/* Whether the field's value is a list that is written row by row. */
bool px_field_form_has_rows(const px_official_field *field);

/* The form with what is in it at first: a value of the field, or a row of its list, which is
 * borrowed; NULL: nothing. before: the claim that another one comes in the place of, or NULL. */
void px_field_form_start(px_field_form *f, px_request *request, const px_official_field *field,
                         const px_claim *before, const json_t *value);

/* The button that was pressed asks for room for one more of several, and for nothing else. */
bool px_field_form_is_more(const px_request *request);

/* The view, as px_form_show makes it, with that button where there can be several. */
const px_view_form *px_field_form_show(px_field_form *f, px_reply *reply, px_str action);

/* The value (or row) that was typed, after px_form_read said that all is well; NULL where nothing
 * was. The caller owns it. */
json_t *px_field_form_value(const px_field_form *f);

/* "This field does not apply", as the value that says so; NULL where it is not ticked. */
json_t *px_field_form_not_applicable(const px_field_form *f);

#endif
