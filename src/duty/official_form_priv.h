/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the forms; private to src/duty. */
#ifndef PX_DUTY_OFFICIAL_FORM_PRIV_H
#define PX_DUTY_OFFICIAL_FORM_PRIV_H

#include "base/arena.h"
#include "base/error.h"
#include "duty/official_form.h"

/* Reads a form in the arena. MALFORMED or INVALID with the argument "source"; what tools/check_data
 * checks of the forms of this program is not checked here. */
int px_official_form_read(px_arena *arena, px_str json, const char *source,
                          px_official_form *ret_form, px_error *err) PX_MUST_CHECK;

#endif
