/* SPDX-License-Identifier: EUPL-1.2 */
/* Scopes to choose from, as px_scope_parse reads them, with words for people. */
#ifndef PX_WEB_SCOPE_CHOICE_H
#define PX_WEB_SCOPE_CHOICE_H

#include "web/form_field.h"

/* The house where `house`, then each code with its working groups. In the arena. */
int px_scope_choices(const px_request *request, bool house, px_form_choice **ret_choices,
                     size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* "Code of practice X", "X: working group Y", "this house": where a role is held. */
int px_scope_words(const px_request *request, px_scope scope, px_str *ret_words,
                   px_error *err) PX_MUST_CHECK;

#endif
