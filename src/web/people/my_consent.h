/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether somebody is to be asked again for a consent: /me/consent does. */
#ifndef PX_WEB_MY_CONSENT_H
#define PX_WEB_MY_CONSENT_H

#include "web/request.h"

/* person: row. */
int px_my_consent_asks(const px_request *request, int64_t person, bool *ret_asks,
                       px_error *err) PX_MUST_CHECK;

#endif
