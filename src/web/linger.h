/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ends connections whose request was answered before all of it was read. To close a socket that
 * still receives makes the kernel reset it: the client's sending fails, and most give up then
 * without reading the answer. So the connection is held open for a while, and what still comes is
 * read and thrown away until the client closes (RFC 9112, section 9.6).
 */
#ifndef PX_WEB_LINGER_H
#define PX_WEB_LINGER_H

#include "base/error.h"

typedef struct px_linger px_linger;

/* Starts the thread that reads; ends in PX_ERR_FAILED where none can be had. */
int px_linger_start(px_linger **ret_linger, px_error *err) PX_MUST_CHECK;
void px_linger_stop(px_linger *linger); /* closes what it still holds; NULL is fine */

/* Holds the connection of fd, which the caller closes as it would have done. Each is held for 10
 * seconds or 64 MiB at most; where there are too many already, it is not held. */
void px_linger_add(px_linger *linger, int fd);

#endif
