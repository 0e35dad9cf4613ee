/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/banned.h"

enum { LISTEN_BACKLOG = 511 };

typedef union listen_address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} listen_address;

static socklen_t listen_parse(const char *address, unsigned port, listen_address *ret_address)
{
    listen_address parsed = { 0 };

    if (inet_pton(AF_INET, address, &parsed.v4.sin_addr) == 1) {
        parsed.v4.sin_family = AF_INET;
        parsed.v4.sin_port = htons((uint16_t)port);
        *ret_address = parsed;
        return sizeof(parsed.v4);
    }
    if (inet_pton(AF_INET6, address, &parsed.v6.sin6_addr) == 1) {
        parsed.v6.sin6_family = AF_INET6;
        parsed.v6.sin6_port = htons((uint16_t)port);
        *ret_address = parsed;
        return sizeof(parsed.v6);
    }
    return 0;
}

static int listen_fail(px_error *err, int errnum, const char *address, unsigned port)
{
    char number[16];

    (void)snprintf(number, sizeof(number), "%u", port);
    if (errnum == EADDRINUSE)
        return px_fail(err, PX_ERR_PORT_IN_USE,
                       N_("port {port} of {address} is in use by another program; stop it, or "
                          "choose another port with --port"),
                       "port", number, "address", address, NULL);
    if (errnum == EADDRNOTAVAIL)
        return px_fail(err, PX_ERR_CONFIG,
                       N_("this machine does not have the address {address}; choose another with "
                          "--address"),
                       "address", address, NULL);
    if (errnum == EACCES)
        return px_fail(err, PX_ERR_CONFIG,
                       N_("the system does not let this user take port {port}; choose one from "
                          "1024 up with --port"),
                       "port", number, NULL);
    return px_fail_errno(err, errnum, N_("cannot listen on port {port} of {address}: {reason}"),
                         "port", number, "address", address, NULL);
}

static unsigned listen_port(int fd)
{
    listen_address bound = { 0 };
    socklen_t len = sizeof(bound);

    if (getsockname(fd, &bound.any, &len) < 0)
        return 0;
    return ntohs(bound.any.sa_family == AF_INET6 ? bound.v6.sin6_port : bound.v4.sin_port);
}

int px_listen_open(const char *address, unsigned port, int *ret_fd, unsigned *ret_port,
                   px_error *err)
{
    PX_AUTO_CLOSE int fd = -1;
    listen_address to;
    socklen_t len = port > 65535 ? 0 : listen_parse(address, port, &to);
    const int on = 1;

    if (len == 0)
        return px_fail(err, PX_ERR_CONFIG,
                       N_("'{address}' is not a network address; give one such as 127.0.0.1 or ::1 "
                          "with --address, and a port up to 65535"),
                       "address", address, NULL);
    fd = socket(to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return listen_fail(err, errno, address, port);
    /* A restart need not wait for the connections of the last run; two servers still collide. */
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, &to.any, len) < 0 || listen(fd, LISTEN_BACKLOG) < 0)
        return listen_fail(err, errno, address, port);
    *ret_port = listen_port(fd);
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}
