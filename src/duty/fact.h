/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Fields that claims can have: those of the official forms (duty/official_form.h), and the facts of
 * data/facts.tsv, raw figures that fields are derived from. Facts are read once and last as long as
 * the program.
 */
#ifndef PX_DUTY_FACT_H
#define PX_DUTY_FACT_H

#include <jansson.h>

#include "base/error.h"
#include "duty/official_form.h"

typedef struct px_fact {
    px_official_field field; /* name "fact.ID", label, type, unit, options, columns */
    bool is_name;            /* a string instead of what field.type says */
} px_fact;

/* By full name ("fact.parameters"); NULL where there is none. */
const px_fact *px_fact_by_name(px_str name);

/* All of them, in the order of the table. */
const px_fact *px_fact_all(size_t *ret_count);

/* The field of a form, or that of a fact; NULL where there is neither of that name. */
const px_official_field *px_claim_field_by_name(px_str name);

/* What a field is called in the language; ptr NULL where there is neither such a field of a form
 * nor such a fact. */
px_str px_claim_field_title(px_str name, px_str language);

/* Whether values of the field are strings that are the same in all languages: some facts. */
bool px_claim_field_is_name(const px_official_field *field);

/* Names of the fields that follow from one, by the rules of duty/derive_rules.c, at most max; how
 * many there are. They last as long as the program. */
size_t px_claim_field_leads(px_str name, px_str *ret_fields, size_t max);

/* Whether there is a field of that name which can be claimed, and the value can be its. INVALID
 * with the argument "field". JSON null (which withdraws) fits every field. */
int px_claim_value_check(px_str name, const json_t *value, px_error *err) PX_MUST_CHECK;

#endif
