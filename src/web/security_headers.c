/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/security_headers.h"

#include <stddef.h>

#include "base/banned.h"

const px_security_header px_security_headers[] = {
    /* Nothing foreign, nothing inline, no frames. */
    { "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
      "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Permissions-Policy",
      "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
      "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
      "payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), "
      "usb=(), xr-spatial-tracking=()" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { NULL, NULL },
};

const px_security_header px_security_transport = { "Strict-Transport-Security",
                                                   "max-age=31536000" };
