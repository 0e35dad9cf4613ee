/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses of servers: "https://host:8443/path", "smtp://host:587". */
#ifndef PX_BASE_NET_ADDRESS_H
#define PX_BASE_NET_ADDRESS_H

#include "base/str.h"

/* Parts of an address; slices of it. host: without the brackets of an IPv6 address. */
typedef struct px_net_address {
    px_str scheme, host;
    unsigned port; /* 0: that of the scheme */
    px_str rest;   /* from the first '/', '?' or '#' on */
} px_net_address;

/* Takes it apart. False for what has no scheme or host, a user part, a port that is none, or
 * characters other than those of addresses (RFC 3986): no white space, no control characters, no
 * backslash. At most 2,048 bytes; schemes are compared as written, in small letters. */
bool px_net_address_read(px_str address, px_net_address *ret_parts);

/* Whether the host is this machine by its name or number: localhost, 127.x.x.x, ::1. */
bool px_net_is_loopback(px_str host);

#endif
