/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SHA-256 of bytes that come piece by piece, as the 64 hexadecimal digits by which the house names
 * files. Nothing here can fail: SHA-256 only does so without memory.
 */
#ifndef PX_STORE_DIGEST_H
#define PX_STORE_DIGEST_H

#include <openssl/evp.h>

#include "base/str.h"

#define PX_DIGEST_HEX 65 /* with the NUL */

typedef struct px_digest {
    EVP_MD_CTX *context; /* owned */
} px_digest;

/* Start, add, end (once: then only px_digest_free is left), free. */
px_digest px_digest_start(void);
void px_digest_add(px_digest *digest, px_str data);
void px_digest_end(px_digest *digest, char ret_hex[PX_DIGEST_HEX]);
void px_digest_free(px_digest *digest);
#define PX_AUTO_DIGEST PX_CLEANUP(px_digest_free)

#endif
