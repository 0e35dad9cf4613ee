/* SPDX-License-Identifier: EUPL-1.2 */
/* Which addresses may stand in a link of what people wrote. */
#ifndef PX_BASE_LINK_H
#define PX_BASE_LINK_H

#include "base/str.h"

/* True for http, https, mailto and a fragment "#id". */
bool px_link_allowed(px_str address);

#endif
