/* SPDX-License-Identifier: EUPL-1.2 */
/* Absolute addresses and ids of this site, for what is read elsewhere: feeds and calendars. */
#ifndef PX_WEB_SITE_ADDRESS_H
#define PX_WEB_SITE_ADDRESS_H

#include "web/reply.h"
#include "web/request.h"

/* "https://code.example.eu", in the arena. It is the host that the log of the house is named
 * after, where that has the form of one ("code.example.eu/log"); otherwise the host that the
 * visitor asked, which makes the reply one for them alone, and nothing for a visitor who named
 * none. */
px_str px_site_base(const px_request *request, px_reply *reply);

/* An IRI for a thing of this house that stays the same wherever the house is served:
 * "urn:praxis:code.example.eu/log:codes/gpai". The format gives what follows the name of the
 * log. */
px_str px_site_urn(const px_request *request, const char *format, ...) PX_PRINTF(2, 3);

#endif
