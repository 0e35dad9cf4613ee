/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files of the field form. */
#ifndef PX_WEB_FIELD_FORM_PRIV_H
#define PX_WEB_FIELD_FORM_PRIV_H

#include "web/duty/field_form.h"

/* The first range of the modality; NULL where the field has none of it. */
const px_form_range *field_form_range(const px_official_field *field, px_str modality);

/* "part-end", or the one of both that is there; in the arena of the request. */
const char *field_form_name(const px_field_form *f, px_str part, const char *end);

/* Adds a field; its words are set when the form has started. */
px_form_field *field_form_add(px_field_form *f, const char *name, px_form_kind kind,
                              const char *label);

/* The name of the form's field, or of the group of them, for a column of a list. */
px_str field_form_column(const px_field_form *f, const px_form_column *column);

#endif
