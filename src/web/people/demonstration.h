/* SPDX-License-Identifier: EUPL-1.2 */
/* `praxis serve --demonstration`: where it is allowed, and the addresses that it offers. */
#ifndef PX_WEB_PEOPLE_DEMONSTRATION_H
#define PX_WEB_PEOPLE_DEMONSTRATION_H

#include "web/server.h"

/* USAGE unless the server listens on this machine alone, without a proxy; CONFIG unless the house
 * says that it is a demonstration (setting demonstration). */
int px_demonstration_check(px_house *house, const px_server_options *options,
                           px_error *err) PX_MUST_CHECK;

/* Offers each role that a generated person holds. */
int px_demonstration_offer(px_house *house, const px_serve_options *options, const char *secret,
                           px_error *err) PX_MUST_CHECK;

#endif
