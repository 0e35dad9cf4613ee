/* SPDX-License-Identifier: EUPL-1.2 */
/* The headers that stand on every response, whatever it is. */
#ifndef PX_WEB_SECURITY_HEADERS_H
#define PX_WEB_SECURITY_HEADERS_H

typedef struct px_security_header {
    const char *name, *value; /* name NULL after the last */
} px_security_header;

extern const px_security_header px_security_headers[];

/* Strict-Transport-Security: only where the proxy says that the visitor came by TLS. */
extern const px_security_header px_security_transport;

#endif
