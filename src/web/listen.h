/* SPDX-License-Identifier: EUPL-1.2 */
/* The listening socket. */
#ifndef PX_WEB_LISTEN_H
#define PX_WEB_LISTEN_H

#include "base/error.h"

/* Listens on a numeric IPv4 or IPv6 address; port 0 takes any free one. CONFIG for an address that
 * is none or a port that the system keeps for root, PORT_IN_USE. The caller closes the socket. */
int px_listen_open(const char *address, unsigned port, int *ret_fd, unsigned *ret_port,
                   px_error *err) PX_MUST_CHECK;

#endif
