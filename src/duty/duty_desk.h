/* SPDX-License-Identifier: EUPL-1.2 */
/* What waits for the people of a provider, for the desk (drafting/desk.h). */
#ifndef PX_DUTY_DUTY_DESK_H
#define PX_DUTY_DUTY_DESK_H

#include "drafting/desk_source.h"

extern const px_desk_row px_duty_desk[];
extern const size_t px_duty_desk_count;

#endif
