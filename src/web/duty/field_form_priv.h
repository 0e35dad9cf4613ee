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

/* Adds a text in each language. */
void field_form_add_text(px_field_form *f, px_str part);

/* What a modality is called; the ranges of one as options, or with none of the whole. */
px_str field_form_modality(const px_field_form *f, px_str modality);
void field_form_offer_ranges(px_field_form *f, px_str modality, const char *name);

/* The name of the form's field, or of the group of them, for a column of a list. */
px_str field_form_column(const px_field_form *f, const px_form_column *column);

/* ---- Values (field_form_value.c) */

/* What is in the form at first. */
void field_form_fill(px_field_form *f);

/* Puts a part of a value into the form's field; a text by language into its fields. */
void field_form_fill_part(px_field_form *f, const char *name, const json_t *value);
void field_form_fill_text(px_field_form *f, px_str part, const json_t *value);

/* What was typed, or NULL; a part put into an object, which is made for the first one. */
json_t *field_form_typed(const px_field_form *f, const char *name);
json_t *field_form_typed_text(const px_field_form *f, px_str part);
void field_form_put(json_t **object, const char *key, json_t *value);

/* ---- Sizes by modality, of other modalities several (field_form_size.c) */

void field_form_add_sizes(px_field_form *f);
void field_form_word_sizes(px_field_form *f);
void field_form_fill_sizes(px_field_form *f);
json_t *field_form_typed_sizes(const px_field_form *f);

#endif
