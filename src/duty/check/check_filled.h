/* SPDX-License-Identifier: EUPL-1.2 */
/* What the checks read of a filled form of ours. */
#ifndef PX_DUTY_CHECK_FILLED_H
#define PX_DUTY_CHECK_FILLED_H

#include "duty/check/check_subject.h"
#include "duty/filled.h"

/* The answers of a filled form, which must outlive them. Whole or a view: of a view only the fields
 * of its recipient are asked for. */
px_check_subject *px_check_subject_of_filled(px_arena *arena, const px_filled_form *filled);

#endif
