/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a value can be that of a field of an official form. */
#ifndef PX_DUTY_OFFICIAL_VALUE_H
#define PX_DUTY_OFFICIAL_VALUE_H

#include <jansson.h>

#include "base/error.h"
#include "duty/official_form.h"

enum {
    PX_FIELD_TEXT_MAX = 65536, /* bytes of a text */
    PX_FIELD_NAME_MAX = 500,   /* of a name */
    PX_FIELD_LINK_MAX = 2000,
    PX_FIELD_LIST_MAX = 10000,   /* rows */
    PX_FIELD_DOMAINS_MAX = 1000, /* that a value shows */
    PX_FIELD_NUMBER_MAX = 40     /* digits */
};

/* INVALID, with the arguments "field" (its full name), "value" (the part that is wrong) and maybe
 * "part" (where it stands), for what docs/forms.md does not allow for the field's type. A length
 * that the form advises is not checked: px_field_words counts. JSON null is not a value. */
int px_official_value_check(const px_official_field *field, const json_t *value,
                            px_error *err) PX_MUST_CHECK;

/* Answers that stand for a value: {"not_applicable": {...}} and {"not_available": {...}}. */
bool px_value_is_not_applicable(const json_t *value);
bool px_value_is_not_available(const json_t *value);

/* The text of {"en": "...", "fr": "..."} in that language, else in the other one; ret_language (may
 * be NULL) gets the tag of which it is. A string is the same in all languages. Empty where it is no
 * text. */
px_str px_value_text(const json_t *value, px_str language, px_str *ret_language);

/* How many words the longest language of a text has. */
size_t px_field_words(const json_t *value);

/* A decimal number that is not negative, as values have it: an integer below 2^53, or digits with
 * perhaps a point and an exponent. In the buffer, or the string itself; empty where it is none. */
px_str px_value_number(const json_t *value, char buffer[32]);

#endif
