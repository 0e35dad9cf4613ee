/* SPDX-License-Identifier: EUPL-1.2 */
/* Tells the service manager how far we are (the protocol of sd_notify(3)), without its library. */
#ifndef PX_WEB_NOTIFY_H
#define PX_WEB_NOTIFY_H

/* Connects to the socket named by NOTIFY_SOCKET; before the walls are closed, since no socket can
 * be made behind them. -1 where nobody listens: then px_notify_send does nothing. */
int px_notify_open(void);

/* "READY=1", "STOPPING=1". */
void px_notify_send(int fd, const char *state);

#endif
