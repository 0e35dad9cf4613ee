/* SPDX-License-Identifier: EUPL-1.2 */
/* The network of an address, as far as one owner reaches: what tries are counted by. */
#ifndef PX_WEB_SOURCE_NETWORK_H
#define PX_WEB_SOURCE_NETWORK_H

#include "base/arena.h"

/* "192.0.2.7" as "192.0.2.0/24", "2001:db8:1:2::3" as "2001:db8:1::/48", addresses of the fourth
 * version inside the sixth as the former; empty for what is no address. In the arena. */
px_str px_source_network(px_arena *arena, px_str address);

#endif
